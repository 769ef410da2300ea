"""What a file is, by its bytes: a name may say anything."""

import re
from collections.abc import Mapping
from enum import Enum

from knowledge_base.loaders.feed import is_feed
from knowledge_base.loaders.unreadable import UnreadableFile, sentence
from knowledge_base.loaders.zip_entries import DamagedArchive, open_zip


class Kind(Enum):
    """A format that is known by its bytes, with what to do about a file that does not say so."""

    PDF = sentence("This is a PDF file: let its name end in .pdf.")
    WORD = sentence("This is a Word document: let its name end in .docx.")
    SLIDES = sentence("This is a PowerPoint presentation: let its name end in .pptx.")
    SHEETS = sentence("This is an Excel workbook: let its name end in .xlsx.")
    ARCHIVE = sentence("This is a ZIP archive: let its name end in .zip.")
    FEED = sentence("This is a news feed: let its name end in .xml.")
    PAGE = sentence("This is a web page: let its name end in .html.")
    PROTECTED = sentence("This file is protected by a password: save it without one.")
    OLD_WORD = sentence("This is a Word document of the old format: save it as .docx.")
    OLD_SLIDES = sentence("This is a PowerPoint presentation of the old format: save it as .pptx.")
    OLD_SHEETS = sentence("This is an Excel workbook of the old format: save it as .xlsx.")
    BINARY_SHEETS = sentence("This is a binary Excel workbook: save it as .xlsx.")
    OUTLOOK = sentence("This is an Outlook message: save it as .eml.")
    OPEN_DOCUMENT = sentence("OpenDocument files cannot be read: save it as .docx, .pptx or .xlsx.")
    BOOK = sentence("Electronic books cannot be read: export it as .html or .pdf.")
    RICH_TEXT = sentence("This is a rich text file: save it as .docx.")
    PICTURE = sentence("This is a picture: it holds no text that can be read.")
    SOUND = sentence("This is a recording: it holds no text that can be read.")
    PROGRAM = sentence("This is a program, not a document.")
    PACKED = sentence("Archives of this kind cannot be read: use a .zip.")


_FIRST_BYTES: tuple[tuple[tuple[bytes, ...], Kind], ...] = (
    ((b"%PDF-",), Kind.PDF),
    ((b"{\\rtf",), Kind.RICH_TEXT),
    ((b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"\0\0\1\0"), Kind.PICTURE),
    ((b"ID3", b"OggS", b"fLaC", b"RIFF", b"\x1aE\xdf\xa3"), Kind.SOUND),
    ((b"\x7fELF", b"MZ\x90", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"), Kind.PROGRAM),
    (
        (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"),
        Kind.PACKED,
    ),
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old Office files and of protected ones
_STREAMS = (
    ("EncryptedPackage", Kind.PROTECTED),
    ("WordDocument", Kind.OLD_WORD),
    ("PowerPoint Document", Kind.OLD_SLIDES),
    ("Workbook", Kind.OLD_SHEETS),
    ("__substg1.0_", Kind.OUTLOOK),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_MOST_PARTS = 10_000
_CONTENT_TYPES = "[Content_Types].xml"
_MAIN_PARTS = (
    ("xl/workbook.bin", Kind.BINARY_SHEETS),
    ("word/document", Kind.WORD),
    ("ppt/presentation", Kind.SLIDES),
    ("xl/workbook", Kind.SHEETS),
)
_DECLARED = (
    (b"mimetypeapplication/vnd.oasis.opendocument", Kind.OPEN_DOCUMENT),
    (b"mimetypeapplication/epub", Kind.BOOK),
)
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html)[\s>]", re.IGNORECASE)
_TAPE = (257, b"ustar")  # where a tar archive names itself

EXPECTED: Mapping[str, Kind] = {
    ".pdf": Kind.PDF,
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), Kind.WORD),
    **dict.fromkeys((".pptx", ".pptm", ".ppsx", ".ppsm", ".potx"), Kind.SLIDES),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx"), Kind.SHEETS),
    ".zip": Kind.ARCHIVE,
    **dict.fromkeys((".xml", ".rss", ".atom"), Kind.FEED),
    **dict.fromkeys((".html", ".htm", ".xhtml"), Kind.PAGE),
}
_MARKED_UP = frozenset({Kind.PAGE, Kind.FEED})  # text all the same, in a text that quotes it, too
_BY_BYTES_ONLY = frozenset({Kind.PDF, Kind.WORD, Kind.SLIDES, Kind.SHEETS, Kind.ARCHIVE})
_DAMAGED: Mapping[Kind, str] = {
    Kind.PDF: sentence("This is no PDF file, or it is damaged."),
    Kind.WORD: sentence("This is no Word document, or it is damaged."),
    Kind.SLIDES: sentence("This is no PowerPoint presentation, or it is damaged."),
    Kind.SHEETS: sentence("This is no Excel workbook, or it is damaged."),
    Kind.ARCHIVE: sentence("This is no ZIP archive, or it is damaged."),
}


def refuse_impostor(suffix: str, data: bytes) -> None:
    """Raise UnreadableFile when the bytes are of another format than the name's `suffix` says."""
    expected, found = EXPECTED.get(suffix), kind_of(data)
    if found is expected:
        return
    if found is None:
        if expected in _BY_BYTES_ONLY:
            raise UnreadableFile(_DAMAGED[expected])
    elif found not in _MARKED_UP or suffix in EXPECTED or suffix == ".txt":
        raise UnreadableFile(found.value)


def kind_of(data: bytes) -> Kind | None:
    """Return the format that the bytes themselves tell; None for plain text and for the unknown.

    Raises UnreadableFile for an archive that unfolds beyond reason.
    """
    for beginnings, kind in _FIRST_BYTES:
        if data.startswith(beginnings):
            return kind
    if data.startswith(_COMPOUND):
        return _in_compound(data)
    if data.startswith(_ZIP):
        return _in_zip(data)
    if data[_TAPE[0] :].startswith(_TAPE[1]):
        return Kind.PACKED
    return _in_text(data)


def _in_zip(data: bytes) -> Kind | None:
    for declaration, kind in _DECLARED:
        if declaration in data[:128]:
            return kind
    try:
        with open_zip(data, most_entries=_MOST_PARTS) as archive:
            names = archive.namelist()
    except DamagedArchive:
        return None
    if _CONTENT_TYPES not in names:
        return Kind.ARCHIVE
    parts = (kind for part, kind in _MAIN_PARTS if any(name.startswith(part) for name in names))
    return next(parts, Kind.ARCHIVE)


def _in_compound(data: bytes) -> Kind:
    names = ((name.encode("utf-16-le"), kind) for name, kind in _STREAMS)
    return next((kind for name, kind in names if name in data), Kind.OLD_WORD)


def _in_text(data: bytes) -> Kind | None:
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if _PAGE.match(data[:2048].removeprefix(b"\xef\xbb\xbf")):
        return Kind.PAGE
    return Kind.FEED if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and is_feed(data) else None
