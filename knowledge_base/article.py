"""The article of a web page: its text without menus, banners and links to other pages."""

import logging
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from knowledge_base.language import detect_language, normalise_language
from knowledge_base.loaders.content import Content, read_date
from knowledge_base.loaders.html import read_page
from knowledge_base.loaders.markup import parse_html
from knowledge_base.loaders.tables import read_rows
from knowledge_base.passages import Chunk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

# It reports every page on which it finds nothing; the page's own text is taken then.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_MOST_ELEMENTS = 10_000  # half a second's work, which grows with their square
# No search through the prose for a date, and no clock: whoever asks decides what a future date means.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}


@dataclass(frozen=True, slots=True)
class Article:
    """Paragraphs in reading order under their headings, and what the page says about itself.

    Texts are empty and the date None where the page says nothing; `language` is "fr" or "en",
    detected when the page declares neither. `url` is the address that the page calls its own.
    """

    title: str
    author: str
    published_on: date | None
    language: str
    blocks: tuple[Chunk, ...]
    publisher: str = ""
    url: str = ""


def extract_article(html: str, url: str = "") -> Article:
    """Find the article of a page that was read from `url`.

    `blocks` is empty when the page holds no text. Raises UnreadableFile, with a sentence for a
    person, when the page has too many elements or nests them beyond reason.
    """
    page = parse_html(html)
    declared = read_page(page)
    found = _extract(html, url) if page.elements <= _MOST_ELEMENTS else Content(())
    blocks = found.blocks or declared.blocks
    text = "\n".join(block.text for block in blocks)
    return Article(
        title=found.title or declared.title,
        author=declared.author or found.author,
        published_on=declared.published_on or found.published_on,
        language=normalise_language(declared.language) or detect_language(text),
        blocks=blocks,
        publisher=declared.publisher or found.publisher,
        url=declared.url,
    )


def _extract(html: str, url: str) -> Content:
    from trafilatura import bare_extraction

    found = bare_extraction(
        html, url=url or None, include_comments=False, with_metadata=True, date_extraction_params=_DATES
    )
    if found is None or isinstance(found, dict) or found.body is None:
        return Content(())
    return Content(
        blocks=tuple(_blocks(found.body)),
        title=found.title or "",
        author=(found.author or "").replace("; ", ", "),
        publisher=found.sitename or "",
        published_on=read_date(found.date or ""),
    )


def _blocks(body: "_Element") -> "Iterator[Chunk]":
    """Walk the extractor's own markup: head, p, quote, list/item, table/row/cell."""
    heading = ""
    for element in body:
        if element.tag == "head":
            heading = _text(element) or heading
        else:
            yield from (Chunk(text, heading=heading) for text in _lines(element) if text)


def _lines(element: "_Element") -> "Iterator[str]":
    if element.tag == "table":
        yield from read_rows([[_text(cell) for cell in row.iter("cell")] for row in element.iter("row")])
    elif element.tag == "list":
        yield from (_text(item) for item in element.iter("item"))
    else:
        yield _text(element)


def _text(element: "_Element") -> str:
    for line_break in element.iter("lb"):
        line_break.text = " "
    return " ".join("".join(str(part) for part in element.itertext()).split())
