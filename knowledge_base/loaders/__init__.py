"""Files in, documents out: one module per format."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from knowledge_base.chunking import chunk
from knowledge_base.language import detect_language, normalise_language
from knowledge_base.loaders.content import Content, read_date
from knowledge_base.loaders.html import read_html
from knowledge_base.loaders.markdown import read_markdown
from knowledge_base.loaders.pdf import read_pdf
from knowledge_base.loaders.text import read_text
from knowledge_base.loaders.unreadable import UnreadableFile
from knowledge_base.passages import LoadedDocument

__all__ = ["LARGEST_FILE", "READABLE", "UnreadableFile", "load_file"]

LARGEST_FILE = 25 * 1024 * 1024  # bytes

_READERS: dict[str, Callable[[bytes], Content]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
}
READABLE = frozenset(_READERS)


def load_file(path: Path, *, largest: int = LARGEST_FILE) -> LoadedDocument:
    """Read a document by its extension and cut it into passages.

    The checksum is the SHA-256 of the file's bytes, in hexadecimal. Raises UnreadableFile with
    a sentence for the person who brought the file.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile("Only Markdown, text, HTML and PDF files can be read.")
    data = _read_bytes(path, largest)
    content = reader(data)
    chunks = chunk(content.blocks)
    if not chunks:
        raise UnreadableFile("This file holds no text.")
    return LoadedDocument(
        title=_clean(content.title or content.first_heading) or _name_of(path),
        language=normalise_language(content.language) or detect_language("\n".join(c.text for c in chunks)),
        chunks=chunks,
        author=_clean(content.author),
        publisher=_clean(content.publisher),
        url=content.url if content.url.startswith(("https://", "http://")) else "",
        licence=_clean(content.licence),
        published_on=content.published_on or read_date(path.name),
        checksum=hashlib.sha256(data).hexdigest(),
    )


def _read_bytes(path: Path, largest: int) -> bytes:
    try:
        if path.stat().st_size > largest:
            raise UnreadableFile("This file is larger than %(limit)s MB.", limit=largest // 1024**2)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile("There is no such file.") from error
    except OSError as error:
        raise UnreadableFile("This file cannot be opened.") from error
    if not data.strip():
        raise UnreadableFile("This file is empty.")
    return data


def _clean(text: str) -> str:
    return " ".join(text.split())[:500]


def _name_of(path: Path) -> str:
    return path.stem.replace("-", " ").replace("_", " ").strip() or path.name
