"""Excel: each sheet a heading, each row a line that names its columns."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from knowledge_base.loaders.content import Content
from knowledge_base.loaders.office_package import document_title, light_copy, saved_on
from knowledge_base.loaders.tables import read_rows
from knowledge_base.loaders.unreadable import UnreadableFile
from knowledge_base.passages import Chunk, Remark

_MOST_CELLS = 100_000  # with something in them
_MOST_COLUMNS = 100
_WIDEST_GAP = 1_000  # empty rows after which nobody goes on scrolling
_UNNAMED = re.compile(r"(?:feuil|feuille|sheet|tabelle|hoja) ?\d*\Z", re.IGNORECASE)
_CURRENCIES = ("€", "$", "£")
_DECIMALS = re.compile(r"0\.(0+)")


def read_sheets(data: bytes) -> Content:
    """Read the values that the sheets show, formulas by their last result; hidden sheets are left out.

    Raises UnreadableFile, among others for tables too long to be a document.
    """
    copy, remarks = light_copy(data)
    try:
        workbook = _open(copy)
        shown = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        blocks = tuple(_blocks(shown))
        properties = workbook.properties
        return Content(
            blocks=blocks,
            title=document_title(properties.title),
            author=properties.creator if properties.creator != "openpyxl" else "",
            saved_on=saved_on(properties.modified, properties.created),
            named_by_heading=False,
            remarks=remarks + _hidden(len(workbook.worksheets) - len(shown)),
        )
    except UnreadableFile:
        raise
    except Exception as error:  # a damaged package makes the library fail in any of its parts
        raise UnreadableFile("This workbook is damaged or incomplete.") from error


def _open(copy: bytes) -> Any:
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells of styles and extensions that it does not keep
        return load_workbook(io.BytesIO(copy), read_only=True, data_only=True, keep_links=False)


def _hidden(count: int) -> tuple[Remark, ...]:
    return (Remark("Hidden sheets were left out: %(count)s.", (("count", count),)),) if count else ()


def _blocks(sheets: Iterable[Any]) -> Iterator[Chunk]:
    budget = _MOST_CELLS
    for sheet in sheets:
        heading = "" if _UNNAMED.match(sheet.title) else sheet.title
        rows = []
        for row in _rows(sheet):
            budget -= sum(map(bool, row))
            if budget < 0:
                raise UnreadableFile(
                    "This workbook has more than %(limit)s filled cells: keep the sheets that people read.",
                    limit=_MOST_CELLS,
                )
            rows.append(row)
        for table in _tables(rows):
            yield from (Chunk(line, heading=heading) for line in _table_lines(table))


def _rows(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # some programs declare too few rows, and the rest would be lost
    gap = 0
    for cells in sheet.iter_rows(max_col=_MOST_COLUMNS):
        row = [_shown(cell) for cell in cells]
        gap = 0 if any(row) else gap + 1
        if gap > _WIDEST_GAP:
            return
        yield row


def _tables(rows: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    """Cut a sheet at its empty rows."""
    return (list(table) for filled, table in groupby(rows, key=any) if filled)


def _table_lines(table: Sequence[list[str]]) -> Iterator[str]:
    """Rows of one cell above the others are captions."""
    start = 0
    while start < len(table) and sum(map(bool, table[start])) == 1:
        yield next(filter(None, table[start]))
        start += 1
    yield from read_rows(_without_empty_columns(table[start:]))


def _without_empty_columns(table: Sequence[list[str]]) -> list[list[str]]:
    used = [
        n for n in range(max(map(len, table), default=0)) if any(n < len(row) and row[n] for row in table)
    ]
    return [[row[n] if n < len(row) else "" for n in used] for row in table]


def _shown(cell: Any) -> str:
    """What a reader sees in the cell, near enough: dates as ISO, figures without their noise."""
    value = cell.value
    if value is None or getattr(cell, "data_type", "") == "e":  # an error such as #N/A
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _figure(value, cell.number_format or "")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _figure(value: float, format_: str) -> str:
    shown = format_.split(";", maxsplit=1)[0]
    decimals = len(found[1]) if (found := _DECIMALS.search(shown)) else 0
    if "%" in shown:
        return f"{_trimmed(round(value * 100, max(decimals, 2)))} %"
    if unit := next((mark for mark in _CURRENCIES if mark in shown), ""):
        return f"{value:.{decimals}f} {unit}"
    return _trimmed(value)


def _trimmed(value: float) -> str:
    text = f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    return text or "0"
