"""A reader's content, made into the document that the library keeps."""

import re
from pathlib import PurePath
from textwrap import shorten

from knowledge_base.chunking import chunk
from knowledge_base.language import detect_language, normalise_language
from knowledge_base.loaders.content import Content, read_date
from knowledge_base.loaders.unreadable import UnreadableFile
from knowledge_base.passages import LoadedDocument

_PART = re.compile(
    r"(?:\d+|[IVX]+)(?:\.\d+)*[.) ]|(?:chapitre|chapter|partie|part|section|annexe|appendix) [\dIVX]",
    re.IGNORECASE,
)
_SAYS_SOMETHING = re.compile(r"[^\W\d_]")
LONGEST_TEXT = 5_000_000  # characters; some 2,000 pages


def make_document(content: Content, *, name: str, checksum: str) -> LoadedDocument:
    """Cut the content into passages; `name` of the file stands in for a title and a date.

    Raises UnreadableFile when there is no text, or more than anybody would cite from.
    """
    if sum(len(block.text) for block in content.blocks) > LONGEST_TEXT:
        raise UnreadableFile(
            "This file holds more than %(limit)s million characters of text: split it.",
            limit=LONGEST_TEXT // 1_000_000,
        )
    chunks = chunk(content.blocks)
    if not chunks:
        raise UnreadableFile("This file holds no text.")
    return LoadedDocument(
        title=_clean(content.title or _naming_heading(content)) or _title_of(name, chunks[0].text),
        language=normalise_language(content.language) or detect_language("\n".join(c.text for c in chunks)),
        chunks=chunks,
        author=_clean(content.author),
        publisher=_clean(content.publisher),
        url=content.url if content.url.startswith(("https://", "http://")) else "",
        licence=_clean(content.licence),
        published_on=content.published_on or read_date(PurePath(name).name) or content.saved_on,
        checksum=checksum,
        remarks=content.remarks,
    )


def _naming_heading(content: Content) -> str:
    """The first heading, unless it is the first part's and says so."""
    heading = content.first_heading if content.named_by_heading else ""
    return "" if _PART.match(heading) else heading


def _clean(text: str) -> str:
    return " ".join(text.split())[:500]


def _title_of(name: str, opening: str) -> str:
    """The name of the file when it says something; "06.txt" does not, so its opening words do."""
    stem = PurePath(name).stem.replace("-", " ").replace("_", " ").strip()
    return stem if _SAYS_SOMETHING.search(stem) else shorten(opening, width=80, placeholder="…")
