"""PDF: the text of each page, if there is any."""

import io
import logging
import re
from typing import TYPE_CHECKING

from knowledge_base.loaders.content import Content
from knowledge_base.loaders.office_package import document_title, saved_on
from knowledge_base.loaders.pdf_lines import Collector, Line
from knowledge_base.loaders.pdf_paragraphs import find_title, read_paragraphs
from knowledge_base.loaders.unreadable import UnreadableFile
from knowledge_base.passages import Remark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pypdf import PdfReader

MOST_PAGES = 1_000  # some 15 seconds
_LARGEST_DRAWING = 400_000  # operators and operands of a page; one of text has some 2,000
_MOST_DRAWINGS = 5  # larger ones: maps and plans
_MOST_FORMS = 200  # drawings within a page's drawing
_PAGES_NAMED = 10
_FILLING = re.compile(r"[\s._–—-]+")
_FEWEST_LETTERS = 0.5  # of the characters, below which a font does not say what it draws

# It reports each oddity of a file it can read all the same; a person can do nothing about them.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(data: bytes) -> Content:
    """Read page by page. Raises UnreadableFile, also for scans and for more than MOST_PAGES pages."""
    from pypdf import apply_configuration

    try:
        with apply_configuration(
            stream_parsing_work_maximum_count=_LARGEST_DRAWING,
            xform_maximum_invocations_per_extraction=_MOST_FORMS,
        ):
            return _read(data)
    except UnreadableFile:
        raise
    except Exception as error:  # a damaged or hostile PDF makes the parser fail in any of its parts
        raise UnreadableFile("This PDF is damaged or incomplete.") from error


def _read(data: bytes) -> Content:
    reader = _open(data)
    lines = _lines(reader)
    if not lines:
        if any(_has_pictures(reader, number) for number in range(min(len(reader.pages), _PAGES_NAMED))):
            raise UnreadableFile(
                "This PDF holds page images only, no text: run text recognition on it first."
            )
        raise UnreadableFile("This PDF holds no text.")
    if not _is_legible(lines):
        raise UnreadableFile("The fonts of this PDF do not say which letters they draw: export it again.")
    about = reader.metadata
    return Content(
        blocks=tuple(read_paragraphs(lines)),
        title=(document_title(str(about.title or "")) if about else "") or find_title(lines),
        author=str(about.author or "") if about else "",
        saved_on=_creation_day(reader),
        remarks=_empty_pages(len(reader.pages), lines),
    )


def _open(data: bytes) -> "PdfReader":
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not _opens_without_password(reader):
        raise UnreadableFile("This PDF is protected by a password: save it without one.")
    if len(reader.pages) > MOST_PAGES:
        raise UnreadableFile(
            "This PDF has more than %(limit)s pages: split it, and add the parts that matter.",
            limit=MOST_PAGES,
        )
    return reader


def _opens_without_password(reader: "PdfReader") -> bool:
    from pypdf.errors import DependencyError

    try:
        return bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):  # a cipher that needs what is not installed
        return False


def _lines(reader: "PdfReader") -> list[Line]:
    from pypdf.errors import LimitReachedError

    collector = Collector()
    room = _MOST_DRAWINGS
    for number, page in enumerate(reader.pages, start=1):
        collector.begin_page(number)
        try:
            page.extract_text(visitor_text=collector.text, visitor_operand_before=collector.operation)
        except LimitReachedError as error:
            room -= 1
            if room < 0:
                raise UnreadableFile("This PDF takes too long to read: split it.") from error
    return collector.lines


def _has_pictures(reader: "PdfReader", number: int) -> bool:
    resources = reader.pages[number].get("/Resources")
    drawn = resources.get_object().get("/XObject") if resources is not None else None
    things = drawn.get_object().values() if drawn is not None else ()
    return any(thing.get_object().get("/Subtype") == "/Image" for thing in things)


def _is_legible(lines: "Sequence[Line]") -> bool:
    text = _FILLING.sub("", "".join(line.text for line in lines))
    return sum(letter.isalnum() for letter in text) >= _FEWEST_LETTERS * len(text)


def _creation_day(reader: "PdfReader") -> "date | None":
    try:
        return saved_on(reader.metadata.creation_date) if reader.metadata else None
    except ValueError:  # dates are written in many ways
        return None


def _empty_pages(pages: int, lines: "Sequence[Line]") -> tuple[Remark, ...]:
    empty = sorted(set(range(1, pages + 1)) - {line.page for line in lines})
    if not empty:
        return ()
    shown = ", ".join(map(str, empty[:_PAGES_NAMED])) + (" …" if len(empty) > _PAGES_NAMED else "")
    return (Remark("Pages without text were left out: %(pages)s.", (("pages", shown),)),)
