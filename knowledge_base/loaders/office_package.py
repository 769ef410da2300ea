"""Word, PowerPoint and Excel files: a light, safe copy holding only the text parts."""

import io
import re
from datetime import date
from pathlib import PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from knowledge_base.loaders.unreadable import UnreadableFile
from knowledge_base.loaders.zip_entries import is_encrypted, open_zip, read_entry
from knowledge_base.passages import Remark

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_PARTS = 10_000  # a deck of a thousand slides has some 4,000
_LARGEST_PART = 20 * 1024 * 1024  # bytes of XML; its tree takes some ten times as much memory
_TEXT_PARTS = (".xml", ".rels")
_MACROS = "vbaproject.bin"
_LEFT_OUT = ("customXml/", "word/theme/", "ppt/theme/", "xl/theme/", "xl/externalLinks/", "xl/pivotCache/")
_DECLARATIONS = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# ISO "strict" files say the same under other names.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
# Templates, shows and files with macros hold the same parts as plain files.
_MAIN_TYPES = (
    (
        re.compile(
            rb"application/vnd\.[\w.-]*word[\w.-]*\.(?:template|document\.macroEnabled|"
            rb"macroEnabledTemplate)\.main\+xml"
        ),
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    ),
    (
        re.compile(
            rb"application/vnd\.[\w.-]*(?:powerpoint|presentationml)\.(?:template|slideshow|"
            rb"presentation\.macroEnabled|slideshow\.macroEnabled|template\.macroEnabled)\.main\+xml"
        ),
        b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    ),
)
_JUNK_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel)\b|(?:word|powerpoint|excel) |untitled|sans titre|"
    r"(?:document|pr[ée]sentation|presentation|classeur|book|workbook|slide) ?\d*\Z|"
    r".*\.(?:docx?|pptx?|xlsx?|pdf|indd|odt|tex)\Z|powerpoint presentation\Z|présentation powerpoint\Z",
    re.IGNORECASE,
)
MACROS_LEFT_OUT = Remark("Its macros were left out.")


def light_copy(data: bytes) -> tuple[bytes, tuple[Remark, ...]]:
    """Return the package without pictures, macros, embedded files and links to what is not there.

    Nothing is written to disk and nothing in the file is run. Raises UnreadableFile for damaged,
    oversized or encrypted packages, and for XML that declares a document type.
    """
    with open_zip(data, most_entries=_MOST_PARTS) as package:
        entries = package.infolist()
        parts = {entry.filename: _part(package, entry) for entry in entries if _is_text(entry)}
    has_macros = any(entry.filename.lower().endswith(_MACROS) for entry in entries)
    return _pack(parts), (MACROS_LEFT_OUT,) if has_macros else ()


def document_title(title: str | None) -> str:
    """Return the title that a file's properties give, unless the program made it up."""
    title = " ".join((title or "").split())
    return "" if _JUNK_TITLE.match(title) else title


def saved_on(*moments: "object") -> date | None:
    """Return the day of the first of `moments` that is a time of our age."""
    days = (moment.date() for moment in moments if hasattr(moment, "date"))
    return next((day for day in days if isinstance(day, date) and day.year >= 1980), None)


def _is_text(entry: ZipInfo) -> bool:
    name = entry.filename
    return name.lower().endswith(_TEXT_PARTS) and not name.startswith(_LEFT_OUT)


def _part(package: ZipFile, entry: ZipInfo) -> bytes:
    if is_encrypted(entry):
        raise UnreadableFile("This file is protected by a password: save it without one.")
    if entry.file_size > _LARGEST_PART:
        raise UnreadableFile("This file holds more text than can be read in one piece: split it.")
    data = read_entry(package, entry)
    # No office program writes declarations, and what they declare can be made to grow without end.
    if _DECLARATIONS.search(data.replace(b"\0", b"") if data.startswith(_UTF16) else data):
        raise UnreadableFile("This file holds XML declarations that are not safe to read.")
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)


def _pack(parts: dict[str, bytes]) -> bytes:
    names = {_key(name) for name in parts}
    copy = io.BytesIO()
    with ZipFile(copy, "w", ZIP_STORED) as package:
        for name, data in parts.items():
            package.writestr(ZipInfo(name), _lightened(name, data, names))
    return copy.getvalue()


def _lightened(name: str, data: bytes, names: "Iterable[str]") -> bytes:
    if name.lower().endswith(".rels"):
        return _without_dangling_links(name, data, names)
    if name == "[Content_Types].xml":
        for others, plain in _MAIN_TYPES:
            data = others.sub(plain, data)
    return data


def _without_dangling_links(name: str, data: bytes, names: "Iterable[str]") -> bytes:
    """Drop relationships to parts that are missing, here or in the original: readers stumble over them."""
    from lxml import etree

    try:
        links = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("This file is damaged or incomplete.") from error
    folder = PurePosixPath(name).parent.parent
    for link in list(links):
        target = normpath(f"/{folder}/{link.get('Target', '')}")
        if link.get("Target", "").startswith("/"):
            target = normpath(link.get("Target", ""))
        if link.get("TargetMode") != "External" and _key(target) not in names:
            links.remove(link)
    return etree.tostring(links)


def _key(name: str) -> str:
    return name.lstrip("/").lower()
