"""PowerPoint: each slide a page under its title, with its notes."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from knowledge_base.loaders.content import Content
from knowledge_base.loaders.office_package import document_title, light_copy, saved_on
from knowledge_base.loaders.tables import read_rows
from knowledge_base.loaders.unreadable import UnreadableFile
from knowledge_base.passages import Chunk, Remark

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STATEMENT = 4  # words in a title that stands alone, for it to say something


def read_slides(data: bytes) -> Content:
    """Read the slides that are shown; hidden ones are left out. `page` is the slide's number.

    Raises UnreadableFile.
    """
    copy, remarks = light_copy(data)
    try:
        presentation = _open(copy)
        shown = [(n, slide) for n, slide in enumerate(presentation.slides, start=1) if _is_shown(slide)]
        blocks = tuple(block for number, slide in shown for block in _blocks(slide, number))
        properties = presentation.core_properties
        return Content(
            blocks=blocks,
            title=document_title(properties.title) or (_title(shown[0][1]) if shown else ""),
            author=properties.author,
            saved_on=saved_on(properties.modified, properties.created),
            remarks=remarks + _hidden(len(presentation.slides) - len(shown)),
        )
    except UnreadableFile:
        raise
    except Exception as error:  # a damaged package makes the library fail in any of its parts
        raise UnreadableFile("This presentation is damaged or incomplete.") from error


def _open(copy: bytes) -> "Presentation":
    from pptx import Presentation

    return Presentation(io.BytesIO(copy))


def _is_shown(slide: "Slide") -> bool:
    return slide.element.get("show") not in {"0", "false"}


def _hidden(count: int) -> tuple[Remark, ...]:
    return (Remark("Hidden slides were left out: %(count)s.", (("count", count),)),) if count else ()


def _blocks(slide: "Slide", number: int) -> Iterator[Chunk]:
    title = _title(slide)
    lines = [line for shape in slide.shapes for line in _lines(shape, slide)]
    if not lines and len(title.split()) >= _STATEMENT:
        lines = [title]
    lines += _notes(slide)
    yield from (Chunk(line, heading=title, page=number) for line in lines)


def _title(slide: "Slide") -> str:
    shape = slide.shapes.title
    return " ".join(shape.text_frame.text.split()) if shape is not None else ""


def _lines(shape: Any, slide: "Slide") -> Iterator[str]:
    if hasattr(shape, "shapes"):  # a group
        for inner in shape.shapes:
            yield from _lines(inner, slide)
    elif getattr(shape, "has_table", False):
        table = shape.table
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        yield from read_rows(rows, header=True if table.first_row else None)
    elif shape.has_text_frame:
        if not _is_furniture(shape):
            yield from _paragraphs(shape.text_frame)
    else:
        yield from _diagram_lines(shape, slide)


def _is_furniture(shape: Any) -> bool:
    """The title, read already, and what stands on every slide."""
    from pptx.enum.shapes import PP_PLACEHOLDER

    return shape.is_placeholder and shape.placeholder_format.type in {
        PP_PLACEHOLDER.TITLE,
        PP_PLACEHOLDER.CENTER_TITLE,
        PP_PLACEHOLDER.DATE,
        PP_PLACEHOLDER.FOOTER,
        PP_PLACEHOLDER.SLIDE_NUMBER,
    }


def _paragraphs(frame: Any) -> Iterator[str]:
    for paragraph in frame.paragraphs:
        if text := " ".join(paragraph.text.split()):
            yield text


def _diagram_lines(shape: Any, slide: "Slide") -> Iterator[str]:
    """The words of a SmartArt drawing, which stand in a part of their own."""
    from pptx.oxml import parse_xml

    for ids in shape.element.iter(f"{_DIAGRAM}relIds"):
        if (link := ids.get(f"{_R}dm", "")) in slide.part.rels:
            for paragraph in parse_xml(slide.part.related_part(link).blob).iter(f"{_A}p"):
                if text := " ".join("".join(run.text or "" for run in paragraph.iter(f"{_A}t")).split()):
                    yield text


def _notes(slide: "Slide") -> list[str]:
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    return list(_paragraphs(frame)) if frame is not None else []
