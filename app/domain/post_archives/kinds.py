"""What a file is, by its content and never by its name."""

import re
from enum import StrEnum

from app.domain.post_archives.car import is_car
from app.domain.post_archives.linkedin import COMMENTARY
from app.errors import BadInput
from knowledge_base.loaders.feed import is_feed

HEAD = 64 * 1024
"""Bytes that tell."""
_TAR_MARK = slice(257, 262)


class Kind(StrEnum):
    """A file that may hold posts."""

    ZIP = "zip"
    TAR_GZ = "tar_gz"
    TAR = "tar"
    SHARES = "shares"
    TWEETS = "tweets"
    OUTBOX = "outbox"
    REPOSITORY = "repository"
    LISTING = "listing"
    FEED = "feed"


_YTD = re.compile(r"window\.YTD\.(\w{1,60})\.part\d+")
_TWEETS = frozenset({"tweet", "tweets", "note_tweet", "notetweet"})
_PICTURES = (b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF")
_FILM = b"ftyp"  # from the fifth byte on
_PACKED = (b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_CELL_END = re.compile(r"[,;](?! )|\t")  # prose has a space after its commas
_MESSAGES = "conversation id,"
_PAGE = re.compile(r"\s*(?:<!doctype html|<html)", re.IGNORECASE)


def kind_of(head: bytes) -> Kind:
    """The kind of a file that begins with `head`. Raises BadInput that says what it looks like instead."""
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise BadInput("This file is empty. Download it again, then bring it.")
    return _kind_of_bytes(head) or _kind_of_text(_text_of(head))


def _kind_of_bytes(head: bytes) -> Kind | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.ZIP
    if head.startswith(b"\x1f\x8b"):
        return Kind.TAR_GZ
    if head[_TAR_MARK] == b"ustar":
        return Kind.TAR
    if is_car(head):
        return Kind.REPOSITORY
    _refuse_bytes(head)
    return None


def _refuse_bytes(head: bytes) -> None:
    if head.startswith(b"%PDF-"):
        raise BadInput("This looks like a PDF. Copy the posts out of it and paste them, or bring an archive.")
    if head.startswith(_PICTURES) or head[4:8] == _FILM:
        raise BadInput("This looks like a picture or a film; there are no words in it to read.")
    if head.startswith(_PACKED):
        raise BadInput("This archive is packed in a way that cannot be read. Bring the file inside.")


def _text_of(head: bytes) -> str:
    """Enough of the text to tell, in whatever encoding."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    if head[1:64:2].count(0) > len(head[:64]) // 4:
        return head.decode("utf-16-le", "ignore")
    return head.decode("utf-8-sig", "ignore")


def _kind_of_text(text: str) -> Kind:
    start = text.lstrip()
    if found := _YTD.search(text):
        return _kind_of_x(found[1].lower())
    if start.startswith(("{", "[")):
        return _kind_of_json(text)
    if start.startswith("<") and not _PAGE.match(start) and is_feed(start.encode("utf-8", "ignore")):
        return Kind.FEED
    if COMMENTARY in start.partition("\n")[0].lower():
        return Kind.SHARES
    raise _looks_like(start)


def _kind_of_x(name: str) -> Kind:
    if name in _TWEETS:
        return Kind.TWEETS
    raise BadInput(
        "This is another file of X’s archive, and it was not read. Bring tweets.js, or the whole archive: "
        "only your posts are opened."
    )


def _kind_of_json(text: str) -> Kind:
    if '"orderedItems"' in text:
        return Kind.OUTBOX
    if '"records"' in text and "app.bsky." in text:
        return Kind.LISTING
    raise BadInput(
        "This JSON file holds no posts that we know. Bring Mastodon’s outbox.json or Bluesky’s .car."
    )


def _looks_like(text: str) -> BadInput:
    line = text.partition("\n")[0].lower()
    if line.startswith(_MESSAGES):
        return BadInput("These are private messages, and they were not read. Bring only the file Shares.csv.")
    if _PAGE.match(text):
        return BadInput("This looks like a web page. Bring the archive as you downloaded it, or a feed.")
    if _is_table(text):
        return BadInput(
            "This looks like a table, but not LinkedIn’s Shares.csv: it should have a column "
            "ShareCommentary. Bring that file, or the whole LinkedIn archive: nothing else in it is opened."
        )
    if _mostly_text(text):
        return BadInput("This looks like plain text. Paste it, with a line of --- between two posts.")
    return unknown()


def unknown() -> BadInput:
    return BadInput(
        "We do not know this kind of file. Bring LinkedIn’s Shares.csv, X’s tweets.js, Mastodon’s "
        "outbox.json, the archive that holds it, Bluesky’s .car file, or a feed."
    )


def _is_table(text: str) -> bool:
    """Whether the first two lines have the same columns."""
    first, second = (len(_CELL_END.findall(line)) for line in [*text.splitlines()[:2], "", ""][:2])
    return 0 < first == second


def _mostly_text(text: str) -> bool:
    sample = text[:2000]
    return sum(sign.isprintable() or sign in "\n\r\t" for sign in sample) > 0.97 * len(sample) > 0
