"""LinkedIn's `Shares.csv`, alone or inside its archive: the one file that is ever opened there."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime
from typing import IO

from app.domain.post_archives.found import Found, read_moment
from app.errors import BadInput

LARGEST_SHARES = 25 * 1024 * 1024
"""Bytes. Ten years of daily posts take about five million."""
MEMBER = re.compile(r"(?:.*/)?Shares\.csv", re.IGNORECASE)
COMMENTARY = "sharecommentary"
_DATE = "date"
_QUOTED_BREAK = re.compile(r'"[^\S\n]*\n[^\S\n]*"')


def read_shares(file: IO[bytes]) -> Iterator[Found]:
    """The author's own posts; a reshare has no commentary. Raises BadInput when it is another file.

    Accepts UTF-8 with or without a byte order mark, UTF-16 and cp1252, commas, semicolons or tabs, and
    either spelling of the columns (`SharedUrl`, `SharedURL`).
    """
    data = _read_all(file)
    for text, moment in _rows(decode(data)):
        yield Found(_commentary(text), moment)


def decode(data: bytes) -> str:
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


def no_shares() -> BadInput:
    return BadInput(
        "This is not LinkedIn’s Shares.csv: it should have a column ShareCommentary. "
        "Bring that file, or the whole LinkedIn archive: nothing else in it is opened."
    )


def _read_all(file: IO[bytes]) -> bytes:
    pieces: list[bytes] = []
    left = LARGEST_SHARES
    while piece := file.read(1024 * 1024):
        left -= len(piece)
        if left < 0:
            raise BadInput(
                "This file is larger than %(megabytes)s MB, which no Shares.csv is.",
                megabytes=LARGEST_SHARES // 1024**2,
            )
        pieces.append(piece)
    return b"".join(pieces)


def _saved_by_a_spreadsheet(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise no_shares() from None


def _rows(text: str) -> Iterator[tuple[str, datetime | None]]:
    """Commentary and moment of each row; rows too short to hold a commentary are skipped."""
    lines = io.StringIO(text, newline="")
    header = lines.readline(4096)
    delimiter = max("\t;,", key=header.count)
    columns = [
        name.strip().strip('"').strip().lower() for name in header.strip("\r\n\ufeff ").split(delimiter)
    ]
    if COMMENTARY not in columns:
        raise no_shares()
    commentary = columns.index(COMMENTARY)
    posted = columns.index(_DATE) if _DATE in columns else len(columns)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for row in reader:
            if len(row) > commentary:
                yield row[commentary], read_moment(row[posted]) if posted < len(row) else None
    except csv.Error:
        raise BadInput(
            "Shares.csv is damaged near line %(line)s. Download it again from LinkedIn.",
            line=reader.line_num + 1,
        ) from None


def _commentary(text: str) -> str:
    """LinkedIn closes and reopens the quotes at each line break of a commentary."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _QUOTED_BREAK.sub("\n", text)
