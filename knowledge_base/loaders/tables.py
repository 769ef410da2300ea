"""Tables, told row by row, so that a row still says what it is about when it stands alone."""

import re
from collections.abc import Iterator, Sequence

_LONGEST_HEADER = 80  # characters of a cell
_FIGURE = re.compile(r"[^\w]*\d[\d\s.,'\u00a0\u202f/%-]*(?:[%€$£]|\w{1,3})?[^\w]*\Z")

_YEAR = re.compile(r"(?:19|20)\d\d\Z")


def read_rows(rows: Sequence[Sequence[str]], *, header: bool | None = None) -> Iterator[str]:
    """Yield a line per row: "Year: 2025; Ovens: 12" under a row of headers, else "2025 | 12".

    `header` says whether the first row holds the names of the columns; None lets the cells
    decide. Two columns without headers are names and values: "Town: Nantes".
    """
    filled = [cells for row in rows if any(cells := [_one_line(cell) for cell in row])]
    if not filled:
        return
    if _has_header(filled) if header is None else header and len(filled) > 1:
        yield from (_named(filled[0], row) for row in filled[1:])
        return
    mark = ": " if all(len(row) == 2 for row in filled) else " | "
    yield from (mark.join(filter(None, row)) for row in filled)


def _has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: short words over figures, or over at least three columns."""
    first, rest = rows[0], rows[1:]
    columns = [[row[number] for row in rest if number < len(row)] for number in range(len(first))]
    named = [_is_name(cell, below) for cell, below in zip(first, columns, strict=True)]
    names = first if first[0] else first[1:]  # the corner may be empty
    if not rest or not names or not all(named[-len(names) :]) or len(set(names)) < len(names):
        return False
    return len(first) > 2 or any(_FIGURE.match(cell) for below in columns[1:] for cell in below)


def _is_name(cell: str, below: Sequence[str]) -> bool:
    """Words, or a year over what are no years."""
    if _YEAR.match(cell):
        return not any(map(_YEAR.match, below))
    return bool(cell) and len(cell) <= _LONGEST_HEADER and not _FIGURE.match(cell)


def _named(header: Sequence[str], row: Sequence[str]) -> str:
    names = [*(name.rstrip(" :") for name in header), *[""] * (len(row) - len(header))]
    pairs = zip(names, row, strict=False)
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in pairs if cell)


def _one_line(cell: str) -> str:
    return " ".join(cell.split())
