"""Bytes to text, for the encodings that documents really come in."""

import codecs

from knowledge_base.loaders.unreadable import UnreadableFile

LARGEST_TEXT = 5 * 1024 * 1024  # bytes; some 1,500 pages
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x7fELF", b"{\\rtf")
_MOST_CONTROLS = 0.01  # share of control characters above which bytes are not text


def decode(data: bytes) -> str:
    """Decode by byte order mark, else as UTF-8, else as Windows-1252.

    Raises UnreadableFile for binary data and for texts beyond LARGEST_TEXT.
    """
    if len(data) > LARGEST_TEXT:
        raise UnreadableFile("This text is longer than %(limit)s MB.", limit=LARGEST_TEXT // 1024**2)
    text = "" if data.startswith(_SIGNATURES) else _decode(data)
    controls = sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\r\f\x1b")
    if not text or "\0" in text or controls > _MOST_CONTROLS * len(text):
        raise UnreadableFile("This file holds binary data, not text.")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
