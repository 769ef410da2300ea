"""Bytes from the web to text: what servers and files declare is often wrong."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*([A-Za-z0-9_-]{3,20})""")
_HEAD = 1_024  # bytes in which a file declares its encoding
# Latin-1 on the web means Windows-1252; some codecs, such as UTF-7, only serve to hide markup.
_KNOWN = {"iso8859-1": "cp1252", "ascii": "cp1252"} | {
    name: name
    for name in ("iso8859-15", "iso8859-2", "iso8859-9", "mac-roman", "cp1250", "cp1251", "cp1252", "cp1254")
}
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff]")


def decode(body: bytes, *, declared: str = "") -> str:
    """Decode by byte order mark, else as UTF-8 if it is, else as declared, else as Windows-1252.

    `declared` is the server's word; the file's own is used when there is none. Characters that
    no text holds are dropped.
    """
    return _UNWANTED.sub("", _decode(body, declared))


def _decode(body: bytes, declared: str) -> str:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    try:
        return body.decode()  # hardly any text in another encoding is UTF-8 by chance
    except UnicodeDecodeError:
        return body.decode(_known(declared) or _known(_own(body)) or "cp1252", "replace")


def _own(body: bytes) -> str:
    found = _DECLARED.search(body[:_HEAD])
    return found[1].decode("ascii") if found else ""


def _known(name: str) -> str:
    try:
        return _KNOWN.get(codecs.lookup(name).name, "")
    except (LookupError, ValueError):
        return ""
