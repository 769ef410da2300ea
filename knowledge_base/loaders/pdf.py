"""PDF: the text of each page, if there is any."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge_base.loaders.content import Content
from knowledge_base.loaders.unreadable import UnreadableFile
from knowledge_base.passages import Chunk

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 2_000
_HYPHENATED = re.compile(r"(?<=\w)[-\u2010\u00ad]\n(?=[a-zà-ÿ])")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_NUMBER = re.compile(r"\d+")

# It reports each oddity of a file it can read all the same; a person can do nothing about them.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(data: bytes) -> Content:
    """Read page by page, dropping lines that run along on most pages. Raises UnreadableFile."""
    try:
        title, pages = _read(data)
    except UnreadableFile:
        raise
    except Exception as error:  # a damaged or hostile PDF makes the parser fail in any of its parts
        raise UnreadableFile("This PDF is damaged or incomplete.") from error
    blocks = tuple(_blocks(pages))
    if not blocks:
        raise UnreadableFile("This PDF holds no text: it may be a scan. Run text recognition on it first.")
    return Content(blocks=blocks, title=title)


def _read(data: bytes) -> tuple[str, list[str]]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not _opens_without_password(reader):
        raise UnreadableFile("This PDF is protected by a password.")
    if len(reader.pages) > _MOST_PAGES:
        raise UnreadableFile("This PDF has more than %(limit)s pages.", limit=_MOST_PAGES)
    title = str(reader.metadata.title or "") if reader.metadata else ""
    return " ".join(title.split()), [page.extract_text() for page in reader.pages]


def _opens_without_password(reader: "PdfReader") -> bool:
    from pypdf.errors import DependencyError

    try:
        return bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):  # a cipher that needs what is not installed
        return False


def _blocks(pages: list[str]) -> Iterator[Chunk]:
    running = _running_lines(pages)
    for number, page in enumerate(pages, start=1):
        lines = "\n".join(line.strip() for line in page.splitlines() if _shape(line) not in running)
        for paragraph in _PARAGRAPH.split(_HYPHENATED.sub("", lines)):
            if text := " ".join(paragraph.replace("\0", "").split()):
                yield Chunk(text, page=number)


def _running_lines(pages: list[str]) -> frozenset[str]:
    """Headers and footers: lines found, numbers apart, on more than half of at least four pages."""
    if len(pages) < 4:
        return frozenset()
    counts = Counter(
        shape for page in pages for shape in {_shape(line) for line in page.splitlines()} if shape
    )
    return frozenset(shape for shape, count in counts.items() if count > len(pages) / 2)


def _shape(line: str) -> str:
    return _NUMBER.sub("0", line.strip())
