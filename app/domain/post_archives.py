"""Read the posts an author brings (LinkedIn's Shares.csv, or pasted text), without keeping the archive."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.posts import Post, PostSource
from app.errors import BadInput
from guardrails.injection.orders import find_orders

Detect = Callable[[str], str]
"""The language of a text: "fr" or "en"."""

LARGEST_ARCHIVE = 25 * 1024 * 1024
"""Bytes. Ten years of daily posts take about five million."""
LONGEST_POST = 20_000
"""Code points; the longest network allows fewer."""
LARGEST_PASTE = 2_000_000
"""Code points."""
MOST_POSTS = 500
"""Samples kept per author; a profile gains nothing from more. An archive gives its first, the newest."""
MOST_ROWS = 50_000
SHORTEST_POST = 40
"""Code points of words: less says nothing of a voice."""
_EXCERPT = 80

_ZIP = b"PK\x03\x04"
_COMMENTARY, _DATE = "sharecommentary", "date"
_SEPARATOR = re.compile(r"^[^\S\n]*-{3,}[^\S\n]*$", re.MULTILINE)
_TWO_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\blnkd\.in/\S+", re.IGNORECASE)
_QUOTED_BREAK = re.compile(r'"[^\S\n]*\n[^\S\n]*"')
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff]")


class DropReason(StrEnum):
    """Why a post was left out; pages say it in words."""

    RESHARE = "reshare"
    DUPLICATE = "duplicate"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    ONLY_LINKS = "only_links"
    NO_WORDS = "no_words"
    ORDERS = "orders"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A post left out, with its first characters so that its author recognises it."""

    reason: DropReason
    excerpt: str


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would keep, in the order of the archive, and what it would leave out."""

    kept: tuple[Post, ...] = ()
    dropped: tuple[Dropped, ...] = ()


def read_shares_csv(data: bytes, *, detect: Detect) -> ImportPreview:
    """The author's own posts from LinkedIn's `Shares.csv`; raises BadInput when it is another file.

    Accepts UTF-8 with or without a byte order mark, UTF-16 and cp1252, commas, semicolons or tabs, and
    either spelling of the columns (`SharedUrl`, `SharedURL`). A reshare has no commentary.
    """
    _refuse_what_is_not_a_csv(data)
    rows = _rows(_decoded(data))
    return _preview(
        ((_commentary(text), posted_on) for text, posted_on in rows), source="linkedin", detect=detect
    )


def read_pasted(text: str, *, detect: Detect) -> ImportPreview:
    """The posts in a pasted text, which may be a single one.

    A line of three or more hyphens separates posts. Where there is no such line, two blank lines
    or more do; a single blank line belongs to a post.
    """
    if len(text) > LARGEST_PASTE:
        raise BadInput("This text is too long. Paste at most %(most)s characters.", most=LARGEST_PASTE)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    separator = _SEPARATOR if _SEPARATOR.search(text) else _TWO_BLANK_LINES
    pieces = (piece.strip() for piece in separator.split(text))
    preview = _preview(((piece, None) for piece in pieces if piece), source="pasted", detect=detect)
    if not preview.kept and not preview.dropped:
        raise BadInput("There is no post here. Paste at least one, and put a line of --- between two posts.")
    return preview


def _refuse_what_is_not_a_csv(data: bytes) -> None:
    if data.startswith(_ZIP):
        raise BadInput(
            "This is the whole LinkedIn archive, which also holds your private messages. "
            "Open it and upload only the file Shares.csv that is inside."
        )
    if not data.strip():
        raise BadInput("This file is empty. Upload the file Shares.csv from your LinkedIn archive.")
    if len(data) > LARGEST_ARCHIVE:
        raise BadInput("This file is larger than %(megabytes)s MB, which no Shares.csv is.", megabytes=25)


def _decoded(data: bytes) -> str:
    """UTF-16 is told by its byte order mark, or by zero bytes in every other place; else UTF-8 or cp1252."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        head = data[:64]
        if head[1::2].count(0) > len(head) // 4:
            return data.decode("utf-16-le")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _saved_by_a_spreadsheet(data)


def _saved_by_a_spreadsheet(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise _not_shares() from None


def _not_shares() -> BadInput:
    return BadInput(
        "This is not LinkedIn's Shares.csv: it should have a column ShareCommentary. "
        "Upload the file Shares.csv from your LinkedIn archive."
    )


def _rows(text: str) -> Iterable[tuple[str, date | None]]:
    """Commentary and date of each row; rows too short to hold a commentary are skipped."""
    lines = io.StringIO(text, newline="")
    header = lines.readline(4096)
    delimiter = max("\t;,", key=header.count)
    columns = [
        name.strip().strip('"').strip().lower() for name in header.strip("\r\n\ufeff ").split(delimiter)
    ]
    if _COMMENTARY not in columns:
        raise _not_shares()
    commentary, posted = columns.index(_COMMENTARY), _place(columns, _DATE)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for row in reader:
            if len(row) > commentary:
                yield row[commentary], _day(row, posted)
    except csv.Error:
        raise BadInput(
            "Shares.csv is damaged near line %(line)s. Download it again from LinkedIn.",
            line=reader.line_num + 1,
        ) from None


def _place(columns: list[str], name: str) -> int | None:
    return columns.index(name) if name in columns else None


def _day(row: list[str], place: int | None) -> date | None:
    """LinkedIn writes "2023-05-04 07:12:33" in UTC; anything else is no date."""
    if place is None or place >= len(row):
        return None
    try:
        return date.fromisoformat(row[place].strip()[:10])
    except ValueError:
        return None


def _commentary(text: str) -> str:
    """LinkedIn closes and reopens the quotes at each line break of a commentary."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _QUOTED_BREAK.sub("\n", text)


def _preview(
    found: Iterable[tuple[str, date | None]], *, source: PostSource, detect: Detect
) -> ImportPreview:
    kept: list[Post] = []
    dropped: list[Dropped] = []
    seen: set[str] = set()
    for number, (raw, posted_on) in enumerate(found):
        if number >= MOST_ROWS:
            raise BadInput("This holds more than %(most)s posts. Bring a part of it.", most=MOST_ROWS)
        text = _UNSEEN.sub("", raw).strip()
        reason = _why_drop(text, seen, kept)
        if reason is None:
            seen.add(_folded(text))
            kept.append(Post(text, detect(text), posted_on, source))
        else:
            dropped.append(Dropped(reason, _excerpt(text)))
    return ImportPreview(tuple(kept), tuple(dropped))


def _why_drop(text: str, seen: set[str], kept: list[Post]) -> DropReason | None:
    if not text or len(text) > LONGEST_POST:
        return DropReason.TOO_LONG if text else DropReason.RESHARE
    words = _LINK.sub("", text)
    if not any(character.isalnum() for character in words):
        return DropReason.ONLY_LINKS if words != text else DropReason.NO_WORDS
    if len(words.strip()) < SHORTEST_POST:
        return DropReason.TOO_SHORT
    if _folded(text) in seen:
        return DropReason.DUPLICATE
    if len(kept) >= MOST_POSTS:
        return DropReason.TOO_MANY
    return DropReason.ORDERS if find_orders(text) else None


def _folded(text: str) -> str:
    """Two posts are the same when they differ only in case and white space."""
    return " ".join(text.casefold().split())


def _excerpt(text: str) -> str:
    line = " ".join(text[: 4 * _EXCERPT].split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1].rstrip() + "…"
