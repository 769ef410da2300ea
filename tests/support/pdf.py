"""Small PDF files, written by hand."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Words drawn at a point; `y` counts from the bottom of an A4 page, 842 points high."""

    text: str
    x: float = 50
    y: float = 800
    size: float = 12
    bold: bool = False


def make_pdf(*pages: list[str]) -> bytes:
    """Return a PDF with one page per list of lines; an empty list makes a page without text."""
    return draw_pdf(*[column(lines) for lines in pages])


def column(lines: Sequence[str], *, x: float = 50, top: float = 800, leading: float = 14) -> list[Words]:
    """Place lines one under the other."""
    return [Words(line, x=x, y=top - leading * number) for number, line in enumerate(lines)]


def draw_pdf(*pages: Sequence[Words], info: bytes = b"", picture: bool = False) -> bytes:
    """Return a PDF; `info` is the inside of its information dictionary, `picture` one on each page."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
        b" /Length 1 >>\nstream\n0\nendstream",
    ]
    kids = []
    pictures = b" /XObject << /I1 5 0 R >>" if picture else b""
    for words in pages:
        stream = b"\n".join(map(_drawn, words)) + (b" /I1 Do" if picture else b"")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(b"%d 0 R" % (len(objects) + 1))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R /F2 4 0 R >>%s >> >>" % (len(objects), pictures)
        )
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _with_table(objects, info)


def _drawn(words: Words) -> bytes:
    text = words.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    font = b"F2" if words.bold else b"F1"
    return b"BT /%s %.1f Tf %.1f %.1f Td (%s) Tj ET" % (font, words.size, words.x, words.y, text)


def _with_table(objects: list[bytes], info: bytes) -> bytes:
    objects = [*objects, b"<< %s >>" % info]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
        + b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (count, count - 1)
        + b"startxref\n%d\n%%%%EOF\n" % len(body)
    )
