"""The lines of a PDF page: where each stands, how large and how bold it is."""

import math
import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from knowledge_base.loaders.unreadable import UnreadableFile

# Seconds of this thread's own time: a page of text takes 0.01 to 0.1.
_PATIENCE, _PER_PAGE, _LONGEST_WORK = 5.0, 0.3, 60.0
_SAME_LINE = 0.3  # of the letter's size: superscripts stand higher
_WIDE_GAP = 1.2  # of the letter's size, between two cells of a row
# Of the letter's size, near enough for telling a wide gap from a space.
_NARROW, _USUAL, _BROAD, _FIXED = 0.28, 0.5, 0.75, 0.6
_NARROW_LETTERS = frozenset("iljtfrI.,;:'’|!()[]- /")
_BROAD_LETTERS = frozenset("mwMWŒœÆæ@%—…")
_FIXED_FONTS = re.compile(r"mono|couri|consol|typewriter|cmtt|menlo|fixed")
_LABEL = re.compile(r"(?:[•▪●◦‣■–—*-]|\(?\w{1,3}[.)])\s*\Z")  # what stands before an item of a list
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\0": None, "\xa0": " "}
)


@dataclass(slots=True)
class Cell:
    """A stretch of text without wide gaps, from `x` to `end`."""

    x: float
    end: float
    text: str


@dataclass(slots=True)
class Line:
    """Text at one height. All measures are in points, from the page's lower left corner."""

    page: int
    y: float
    size: float
    bold: bool
    cells: list[Cell]

    @property
    def x(self) -> float:
        return self.cells[0].x

    @property
    def end(self) -> float:
        return max(cell.end for cell in self.cells)

    @property
    def text(self) -> str:
        return " ".join(filter(None, (cell.text.strip() for cell in self.cells)))


@dataclass(slots=True)
class Collector:
    """What the parser calls while it draws a file's pages; raises UnreadableFile when that goes on and on."""

    lines: list[Line] = field(default_factory=list)
    page: int = 0
    _new_line: bool = True
    _started: float = field(default_factory=time.thread_time)

    def begin_page(self, number: int) -> None:
        self.page, self._new_line = number, True
        self.operation()

    def operation(self, *_drawn: object) -> None:
        allowed = min(_PATIENCE + _PER_PAGE * self.page, _LONGEST_WORK)
        if time.thread_time() - self._started > allowed:
            raise UnreadableFile("This PDF takes too long to read: split it.")

    def text(self, text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        for number, piece in enumerate(text.translate(_LIGATURES).split("\n")):
            self._new_line = self._new_line or number > 0
            if piece.strip():
                self._add(piece, cm, tm, _font_name(font), size)

    def _add(self, text: str, cm: Sequence[float], tm: Sequence[float], font: str, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        size *= math.hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
        cell = Cell(x, x + _width(text.strip(), font) * size, text)
        bold = "bold" in font or "black" in font
        line = self.lines[-1] if self.lines else None
        if line is None or not self._goes_on(line, x, y):
            self.lines.append(Line(self.page, y, size, bold, [cell]))
        else:
            _append(line, cell, size)
            line.bold = line.bold and bold
        self._new_line = False

    def _goes_on(self, line: Line, x: float, y: float) -> bool:
        if line.page != self.page:
            return False
        if self._new_line:
            return abs(y - line.y) <= _SAME_LINE * line.size and x >= line.cells[-1].x
        return abs(y - line.y) <= line.size


def _append(line: Line, cell: Cell, size: float) -> None:
    last = line.cells[-1]
    if cell.x - last.end > _WIDE_GAP * size and not _LABEL.match(last.text.strip()):
        line.cells.append(cell)
    else:
        # The parser puts a space before a piece that does not follow closely.
        gap = " " if _LABEL.match(last.text) and not cell.text.startswith(" ") else ""
        last.text, last.end = f"{last.text}{gap}{cell.text}", cell.end


def _width(text: str, font: str) -> float:
    if _FIXED_FONTS.search(font):
        return _FIXED * len(text)
    narrow, broad = sum(map(_NARROW_LETTERS.__contains__, text)), sum(map(_BROAD_LETTERS.__contains__, text))
    return _NARROW * narrow + _BROAD * broad + _USUAL * (len(text) - narrow - broad)


def _font_name(font: Any) -> str:
    return str(font.get("/BaseFont", "")).lower() if font else ""


def body_size(lines: Iterable[Line]) -> float:
    """The size, in half points, that most letters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(2 * line.size) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0
