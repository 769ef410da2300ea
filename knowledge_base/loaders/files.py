"""One file in, one document or several out."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from knowledge_base.loaders.content import Content
from knowledge_base.loaders.documents import make_document
from knowledge_base.loaders.feed import read_feed
from knowledge_base.loaders.html import read_html
from knowledge_base.loaders.mail import read_mail
from knowledge_base.loaders.markdown import read_markdown
from knowledge_base.loaders.pdf import read_pdf
from knowledge_base.loaders.sheets import read_sheets
from knowledge_base.loaders.signatures import refuse_impostor
from knowledge_base.loaders.slides import read_slides
from knowledge_base.loaders.text import read_text
from knowledge_base.loaders.unreadable import UnreadableFile, sentence
from knowledge_base.loaders.word import read_word
from knowledge_base.passages import LoadedDocument

LARGEST_FILE = 25 * 1024 * 1024  # bytes

_READERS: Mapping[str, Callable[[bytes], Content]] = {
    **dict.fromkeys((".md", ".markdown"), read_markdown),
    ".txt": read_text,
    **dict.fromkeys((".html", ".htm", ".xhtml"), read_html),
    ".pdf": read_pdf,
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), read_word),
    **dict.fromkeys((".pptx", ".pptm", ".ppsx", ".ppsm", ".potx"), read_slides),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx"), read_sheets),
    ".eml": read_mail,
}
FEEDS = frozenset({".xml", ".rss", ".atom"})
ARCHIVES = frozenset({".zip"})
READABLE = frozenset(_READERS) | FEEDS | ARCHIVES

_AS_WORD = sentence("Save it as .docx, then add it again.")
_AS_SLIDES = sentence("Save it as .pptx, then add it again.")
_AS_SHEETS = sentence("Save it as .xlsx, then add it again.")
_AS_MAIL_OR_PAGE = sentence("Save it as .eml or .html, then add it again.")
_AS_ZIP = sentence("Archives of this kind cannot be read: use a .zip.")
_ELSEWHERE: Mapping[str, str] = {
    **dict.fromkeys((".doc", ".dot", ".odt", ".rtf", ".pages", ".wpd"), _AS_WORD),
    **dict.fromkeys((".ppt", ".pps", ".odp", ".key"), _AS_SLIDES),
    **dict.fromkeys((".xls", ".xlsb", ".ods", ".numbers", ".csv"), _AS_SHEETS),
    **dict.fromkeys((".msg", ".mht", ".mhtml"), _AS_MAIL_OR_PAGE),
    **dict.fromkeys((".7z", ".rar", ".tar", ".gz", ".tgz"), _AS_ZIP),
}
_UNKNOWN = sentence(
    "Files of this kind cannot be read: only Word, PowerPoint, Excel, PDF, HTML, Markdown, text, e-mail,"
    " feeds and ZIP archives of these."
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came out of a file: a document, or why there is none.

    `name` is shown to people. `part` tells the documents of one feed or archive apart, and
    stays the same when the file is read again; it is empty for a file that is one document.
    """

    name: str
    document: LoadedDocument | UnreadableFile
    part: str = ""


def load_file(path: Path, *, largest: int = LARGEST_FILE) -> LoadedDocument:
    """Read a document by its extension and cut it into passages.

    The checksum is the SHA-256 of the file's bytes, in hexadecimal. Raises UnreadableFile with
    a sentence for the person who brought the file; feeds and archives hold several documents
    and are refused here, see `read_files`.
    """
    return load_bytes(path.name, read_bytes(path, largest))


def load_bytes(name: str, data: bytes) -> LoadedDocument:
    """Read a document from memory; `name` says its format. Raises UnreadableFile as `load_file` does."""
    suffix = PurePath(name).suffix.lower()
    refuse_impostor(suffix, data)
    if suffix in FEEDS | ARCHIVES:
        raise UnreadableFile("This file holds several documents, which are read one by one.")
    reader = _READERS.get(suffix)
    if reader is None:
        raise UnreadableFile(_ELSEWHERE.get(suffix, _UNKNOWN))
    return make_document(reader(data), name=name, checksum=hashlib.sha256(data).hexdigest())


def read_contents(name: str, data: bytes) -> Iterator[Loaded]:
    """Yield the documents of a file that is no archive. Raises UnreadableFile when it has none."""
    if PurePath(name).suffix.lower() not in FEEDS:
        yield Loaded(name, load_bytes(name, data), part=name)
        return
    refuse_impostor(PurePath(name).suffix.lower(), data)
    for key, content in read_feed(data):
        yield _entry(name, content, f"{name}#{key}")


def _entry(name: str, content: Content, part: str) -> Loaded:
    told = "\n".join((content.url, content.title, *(block.text for block in content.blocks)))
    shown = f"{name}: {content.title or content.url}"
    try:
        checksum = hashlib.sha256(told.encode()).hexdigest()
        return Loaded(shown, make_document(content, name=content.title, checksum=checksum), part=part)
    except UnreadableFile as error:
        return Loaded(shown, error, part=part)


def read_bytes(path: Path, largest: int) -> bytes:
    """Read a file whole. Raises UnreadableFile when it is missing, empty, or larger than `largest` bytes."""
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
