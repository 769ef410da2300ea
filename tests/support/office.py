"""Office files, made by the libraries that read and write them."""

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from openpyxl import Workbook
from pptx import Presentation

SAVED = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def make_docx(fill: Callable[[Any], object], *, title: str = "", author: str = "") -> bytes:
    """Return a Word document; `fill` is handed python-docx's Document."""
    document = Document()
    fill(document)
    document.core_properties.title = title
    document.core_properties.author = author
    document.core_properties.modified = SAVED
    return _saved(document)


def make_pptx(fill: Callable[[Any], object], *, title: str = "", author: str = "") -> bytes:
    """Return a presentation; `fill` is handed python-pptx's Presentation."""
    presentation = Presentation()
    fill(presentation)
    presentation.core_properties.title = title
    presentation.core_properties.author = author
    presentation.core_properties.modified = SAVED
    return _saved(presentation)


def make_xlsx(sheets: dict[str, Sequence[Sequence[object]]], *, hidden: Sequence[str] = ()) -> bytes:
    """Return a workbook with the given rows per sheet."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    workbook.properties.modified = SAVED.replace(tzinfo=None)
    return _saved(workbook)


def add_table(document: Any, rows: Sequence[Sequence[str]]) -> Any:
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    return table


def add_slide(presentation: Any, title: str, *lines: str, notes: str = "") -> Any:
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = title
    slide.placeholders[1].text = "\n".join(lines)
    if notes:
        slide.notes_slide.notes_text_frame.text = notes
    return slide


def rewrite(package: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """Return the package with its parts changed in place by `change`."""
    with ZipFile(io.BytesIO(package)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    return make_zip(parts)


def make_zip(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def make_compound_file(*streams: str) -> bytes:
    """Return what the old Office container begins with, and the names of its streams."""
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + names


def _saved(file: Any) -> bytes:
    saved = io.BytesIO()
    file.save(saved)
    return saved.getvalue()
