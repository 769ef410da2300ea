"""Word: paragraphs under their headings, tables row by row, footnotes where they are called."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge_base.loaders.content import Content
from knowledge_base.loaders.office_package import document_title, light_copy, saved_on
from knowledge_base.loaders.tables import read_rows
from knowledge_base.loaders.unreadable import UnreadableFile
from knowledge_base.passages import Chunk

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_ENDNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes"
_PARAGRAPH, _TABLE, _TEXT, _RUN = f"{_W}p", f"{_W}tbl", f"{_W}t", f"{_W}r"
_TEXT_BOX = f"{_W}txbxContent"
_NOTE_CALLS = {f"{_W}footnoteReference": "footnote", f"{_W}endnoteReference": "endnote"}
_MARKS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-", f"{_W}ptab": " "}
# What was struck out, moved away or is drawn a second time for old programs.
_NOT_TEXT = frozenset(
    {
        *(f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rt")),
        _FALLBACK,
        _TEXT_BOX,
    }
)
_LONGEST_HEADING = 120  # characters, for lines that only look like one
_SENTENCE_END = (".", "!", "?", "…", ":", ";", ",")
_TITLES = frozenset({"title", "subtitle", "titre", "sous-titre"})


def read_word(data: bytes) -> Content:
    """Read the body as it stands with all changes accepted; comments, headers and hidden text are left out.

    Raises UnreadableFile.
    """
    copy, remarks = light_copy(data)
    try:
        document = _open(copy)
        body = _Body(_roles(document), _notes(document))
        blocks = tuple(body.blocks(document.element.body))
        properties = document.core_properties
        return Content(
            blocks=blocks,
            title=body.title or document_title(properties.title),
            author=properties.author if properties.author != "python-docx" else "",
            saved_on=saved_on(properties.modified, properties.created),
            remarks=remarks,
        )
    except UnreadableFile:
        raise
    except Exception as error:  # a damaged package makes the library fail in any of its parts
        raise UnreadableFile("This Word document is damaged or incomplete.") from error


def _open(copy: bytes) -> "Document":
    from docx import Document

    return Document(io.BytesIO(copy))


def _roles(document: "Document") -> dict[str, str]:
    """What each paragraph style is for: "heading", "title", "contents" or ""; by style id."""
    styles = {
        style.get(f"{_W}styleId", ""): (_value(style, "name"), _value(style, "basedOn"), _level(style))
        for style in document.styles.element.iter(f"{_W}style")
    }

    def role(style_id: str, steps: int = 10) -> str:
        name, parent, level = styles.get(style_id, ("", "", ""))
        name = name.lower()
        if name in _TITLES:
            return "title"
        if name.startswith(("toc ", "table of")):
            return "contents"
        if name.startswith("heading ") or level in set("012345678"):
            return "heading"
        return role(parent, steps - 1) if parent and steps else ""

    return {style_id: role(style_id) for style_id in styles}


def _notes(document: "Document") -> dict[tuple[str, str], str]:
    """The text of each footnote and endnote, by kind and id."""
    from docx.oxml.parser import parse_xml

    notes = {}
    for link in document.part.rels.values():
        if link.reltype not in {_FOOTNOTES, _ENDNOTES} or link.is_external:
            continue
        kind = "footnote" if link.reltype == _FOOTNOTES else "endnote"
        for note in parse_xml(link.target_part.blob):
            text = " ".join(_text_of(paragraph) for paragraph in note.iter(_PARAGRAPH))
            notes[kind, note.get(f"{_W}id", "")] = " ".join(text.split())
    return notes


@dataclass(slots=True)
class _Body:
    """Walks a document and keeps the heading it stands under."""

    roles: dict[str, str]
    notes: dict[tuple[str, str], str]
    title: str = ""
    heading: str = field(default="", init=False)

    def blocks(self, parent: "_Element") -> Iterator[Chunk]:
        for element in parent:
            if element.tag == _PARAGRAPH:
                yield from self._paragraph(element)
            elif element.tag == _TABLE:
                yield from (Chunk(line, heading=self.heading) for line in self._rows(element))
            elif element.tag not in _NOT_TEXT:
                yield from self.blocks(element)  # content controls, custom XML, accepted insertions

    def _paragraph(self, paragraph: "_Element") -> Iterator[Chunk]:
        text = " ".join(_text_of(paragraph).split())
        role = self.roles.get(_value(paragraph.find(f"{_W}pPr"), "pStyle"), "")
        if role == "contents":
            return
        if text and (role == "title" and not self.title):
            self.title = text
        elif text and (role == "heading" or _level(paragraph) or _looks_like_heading(paragraph, text)):
            self.heading = text
        elif text:
            yield Chunk(text, heading=self.heading)
        yield from self._asides(paragraph)

    def _asides(self, paragraph: "_Element") -> Iterator[Chunk]:
        """The footnotes called in a paragraph and the text boxes anchored to it."""
        for element in paragraph.iter(*_NOTE_CALLS, _TEXT_BOX):
            if element.tag == _TEXT_BOX:
                if not _is_fallback(element):
                    yield from self.blocks(element)
            elif note := self.notes.get((_NOTE_CALLS[str(element.tag)], element.get(f"{_W}id", "")), ""):
                yield Chunk(note, heading=self.heading)

    def _rows(self, table: "_Element") -> Iterator[str]:
        rows = [row for row in table.iter(f"{_W}tr") if _table_of(row) is table]
        header = True if rows and rows[0].find(f"{_W}trPr/{_W}tblHeader") is not None else None
        cells = [[cell for cell in row.iter(f"{_W}tc") if _table_of(cell) is table] for row in rows]
        if max(map(len, cells), default=0) == 1:  # one column is a frame around prose
            yield from (block.text for row in cells for cell in row for block in self.blocks(cell))
        else:
            yield from read_rows([[self._cell(cell) for cell in row] for row in cells], header=header)

    def _cell(self, cell: "_Element") -> str:
        return " ".join(" ".join(_text_of(paragraph) for paragraph in cell.iter(_PARAGRAPH)).split())


def _text_of(element: "_Element") -> str:
    return "".join(_pieces(element))


def _pieces(element: "_Element") -> Iterator[str]:
    for child in element:
        if child.tag in {_TEXT, _MATH}:
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[str(child.tag)]
        elif child.tag not in _NOT_TEXT and not (child.tag == _RUN and _is_on(child, "vanish")):
            yield from _pieces(child)


def _looks_like_heading(paragraph: "_Element", text: str) -> bool:
    """A short line all in bold that is no sentence: what people write who do not use styles."""
    if len(text) > _LONGEST_HEADING or text.endswith(_SENTENCE_END):
        return False
    runs = [run for run in paragraph.iter(_RUN) if "".join(_pieces(run)).strip()]
    return bool(runs) and all(_is_on(run, "b") for run in runs)


def _is_on(run: "_Element", switch: str) -> bool:
    found = run.find(f"{_W}rPr/{_W}{switch}")
    return found is not None and found.get(f"{_W}val", "1") not in {"0", "false", "off", "none"}


def _level(element: "_Element") -> str:
    found = element.find(f"{_W}pPr/{_W}outlineLvl")
    level = found.get(f"{_W}val", "") if found is not None else ""
    return level if level != "9" else ""  # 9 is body text


def _value(element: "_Element | None", name: str) -> str:
    found = element.find(f"{_W}{name}") if element is not None else None
    return found.get(f"{_W}val", "") if found is not None else ""


def _table_of(element: "_Element") -> "_Element | None":
    return next(element.iterancestors(_TABLE), None)


def _is_fallback(element: "_Element") -> bool:
    return next(element.iterancestors(_FALLBACK), None) is not None
