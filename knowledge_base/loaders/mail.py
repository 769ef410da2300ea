"""E-mail as saved (.eml): who wrote what when; attachments are named, not read."""

import re
from datetime import date
from email.message import EmailMessage
from typing import TYPE_CHECKING

from knowledge_base.loaders.content import Content
from knowledge_base.loaders.decoding import decode
from knowledge_base.loaders.markup import parse_html
from knowledge_base.loaders.text import split_paragraphs
from knowledge_base.loaders.unreadable import UnreadableFile
from knowledge_base.passages import Chunk, Remark

if TYPE_CHECKING:
    from collections.abc import Iterable
    from email.message import MIMEPart

_MOST_PARTS = 2_000
_BOUNDARY = b"\n--"
_NAMES_SHOWN = 10
_HEADERS = ("from", "subject", "date", "message-id", "received")
_QUOTED = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?\n.*\Z", re.MULTILINE | re.DOTALL)
_ENCRYPTED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}


def read_mail(data: bytes) -> Content:
    """Read the message's own text, the plain version where there is one. Raises UnreadableFile."""
    try:
        mail = _parse(data)
        parts = list(mail.walk())
        if any(part.get_content_type() in _ENCRYPTED for part in parts):
            raise UnreadableFile("This e-mail is encrypted.")
        return Content(
            blocks=_body(mail),
            title=str(mail["subject"] or ""),
            author=_sender(mail),
            published_on=_sent_on(mail),
            remarks=_attachments(part for part in parts if part.is_attachment()),
        )
    except UnreadableFile:
        raise
    except Exception as error:  # headers and parts of hostile mail make the parser fail anywhere
        raise UnreadableFile("This e-mail is damaged.") from error


def _parse(data: bytes) -> EmailMessage:
    from email import message_from_bytes
    from email.policy import default

    if data.count(_BOUNDARY) > _MOST_PARTS:  # before the parser makes an object of each
        raise UnreadableFile("This e-mail has more than %(limit)s parts.", limit=_MOST_PARTS)
    mail = message_from_bytes(data, policy=default)
    if not any(name in mail for name in _HEADERS):
        raise UnreadableFile("This file is no e-mail.")
    return mail


def _body(mail: EmailMessage) -> tuple[Chunk, ...]:
    plain = mail.get_body(("plain",))
    if plain is not None and (text := _text(plain).strip()):
        unquoted = _QUOTED.sub("", _SIGNATURE.sub("", text))
        return tuple(Chunk(paragraph) for paragraph in split_paragraphs(unquoted))
    html = mail.get_body(("html",))
    return parse_html(_text(html)).main_blocks() if html is not None else ()


def _text(part: "MIMEPart") -> str:
    """Decode by the declared charset, unless the bytes say that it is wrong."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        text = data.decode(part.get_content_charset() or "utf-8")
    except (UnicodeDecodeError, LookupError):
        return decode(data)
    if "\0" in text:
        raise UnreadableFile("This file holds binary data, not text.")
    return text.replace("\r\n", "\n")


def _sender(mail: EmailMessage) -> str:
    addresses = getattr(mail["from"], "addresses", ())
    return ", ".join(address.display_name or address.addr_spec for address in addresses)


def _sent_on(mail: EmailMessage) -> date | None:
    moment = getattr(mail["date"], "datetime", None)
    return moment.date() if moment else None


def _attachments(parts: "Iterable[MIMEPart]") -> tuple[Remark, ...]:
    names = [part.get_filename() or part.get_content_type() for part in parts]
    if not names:
        return ()
    shown = ", ".join(names[:_NAMES_SHOWN]) + (" …" if len(names) > _NAMES_SHOWN else "")
    return (Remark("Attachments were left out: %(names)s.", (("names", shown),), quotes=True),)
