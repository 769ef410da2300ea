"""The lines of a PDF, put together again as headings, paragraphs and rows of tables."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from knowledge_base.loaders.pdf_furniture import without_furniture
from knowledge_base.loaders.pdf_lines import Line, body_size
from knowledge_base.loaders.tables import read_rows
from knowledge_base.passages import Chunk

_LARGER = 1.15  # a heading's letters, to the body's
_TITLE = 1.3  # a title's
_FEWEST_ROWS = 3  # of a table: two lines may have gaps in the same place by chance
_LONGEST_HEADING = 150  # characters
_LOOSE = 1.3  # the distance of paragraphs, to that of lines
_SENTENCE_END = (".", "!", "?", "…", ":", ";", "»", "”", ")")
_CLAUSE_END = (".", ",", ";", ":")
_ITEM = re.compile(r"(?:[•▪●◦‣■–—*-]|\d{1,2}[.)]|[a-z]\))\s")
_BULLET = re.compile(r"\A[•▪●◦‣■]\s*")
_STOP = re.compile(r"[.!?…][»”\")]*\s+(?=[A-ZÀ-ÝŒ«“\"])")
_BROKEN = re.compile(r"(\w+)[-\u2010\u00ad]\Z")
_FIRST_WORD = re.compile(r"[a-zà-ÿœæ]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Second halves of words that keep their hyphen: peut-être, celui-ci, dit-il.
_KEEPS_HYPHEN = frozenset(
    {
        "être",
        "il",
        "elle",
        "on",
        "ils",
        "elles",
        "je",
        "tu",
        "nous",
        "vous",
        "ce",
        "ci",
        "là",
        "même",
        "mêmes",
    }
)


def read_paragraphs(lines: Sequence[Line]) -> Iterator[Chunk]:
    """Yield the text in the order it is drawn, without what runs along at the edge of most pages.

    A sentence that goes on over the page's end belongs to the page where it begins.
    """
    kept = without_furniture(lines)
    body = _Body(size=body_size(kept), leading=_leading(kept), words=_words(kept))
    for is_heading, group in groupby(kept, key=body.is_heading):
        if is_heading:
            yield from body.finish()
            body.take_headings(list(group))
        else:
            for in_cells, part in groupby(group, key=lambda line: len(line.cells) > 1):
                some = list(part)
                yield from body.take_table(some) if in_cells and _is_table(some) else body.take_prose(some)
    yield from body.finish()


def find_title(lines: Sequence[Line]) -> str:
    """Return the largest words of the first page, if they are much larger than the text; else ""."""
    first = [line for line in lines if line.page == lines[0].page]
    largest = max(first, key=lambda line: line.size, default=None)
    if largest is None or largest.size < _TITLE * body_size(lines):
        return ""
    title = " ".join(line.text for line in first if abs(line.size - largest.size) < 0.5)
    return title if len(title) <= _LONGEST_HEADING else ""


@dataclass(slots=True)
class _Body:
    """The paragraph being put together, the heading it stands under, and the document's measures."""

    size: float
    leading: float
    words: frozenset[str]
    heading: str = ""
    _last: Line | None = None
    _parts: list[tuple[int, str]] = field(default_factory=list)  # page and text, a part per page

    def is_heading(self, line: Line) -> bool:
        text = line.text
        if len(line.cells) > 1 or len(text) > _LONGEST_HEADING or text.endswith(_CLAUSE_END):
            return False
        large = line.size >= _LARGER * self.size or (line.bold and line.size >= 0.95 * self.size)
        return large and sum(map(str.isalpha, text)) > 2

    def take_headings(self, lines: Sequence[Line]) -> None:
        """Only the last counts, which may take several lines."""
        last = [lines[-1]]
        for upper, lower in reversed(list(pairwise(lines))):
            if upper.page != lower.page or abs(upper.size - lower.size) > 0.5 or not _is_close(upper, lower):
                break
            last.insert(0, upper)
        self.heading = " ".join(line.text for line in last)

    def take_table(self, lines: Sequence[Line]) -> Iterator[Chunk]:
        yield from self.finish()
        for page, rows in groupby(lines, key=lambda line: line.page):
            for text in read_rows([[cell.text for cell in line.cells] for line in rows]):
                yield Chunk(text, heading=self.heading, page=page)

    def take_prose(self, lines: Iterable[Line]) -> Iterator[Chunk]:
        for line in lines:
            if self._last and not self._goes_on(self._last, line):
                yield from self.finish()
            self._join(line)
            self._last = line

    def finish(self) -> Iterator[Chunk]:
        parts, self._parts, self._last = self._parts, [], None
        for number, (page, text) in enumerate(parts):
            whole = text
            if number + 1 < len(parts):
                whole, parts[number + 1] = _completed(text, parts[number + 1])
            if whole := _BULLET.sub("", whole.strip()):
                yield Chunk(whole, heading=self.heading, page=page)

    def _goes_on(self, upper: Line, lower: Line) -> bool:
        """Whether two lines, one drawn after the other, are of one paragraph."""
        if _ITEM.match(lower.text):
            return False
        ended = upper.text.endswith(_SENTENCE_END)
        if upper.page != lower.page or lower.y > upper.y + upper.size:  # over a page's or a column's end
            return not ended and lower.text[:1].islower()
        if upper.y - lower.y > _LOOSE * self.leading:
            return False
        indented = lower.x > upper.x + lower.size and not _ITEM.match(upper.text)
        return not (ended and (indented or upper.end < lower.end - 6 * lower.size))

    def _join(self, line: Line) -> None:
        if not self._parts:
            self._parts.append((line.page, line.text))
            return
        page, above = self._parts.pop()
        above, text = self._mended(above, line.text)
        if page == line.page:
            self._parts.append((page, above + text))
        else:
            self._parts += [(page, above), (line.page, text.lstrip())]

    def _mended(self, above: str, text: str) -> tuple[str, str]:
        """Put a word broken at the line's end together again, else a space between the lines."""
        broken, rest = _BROKEN.search(above), _FIRST_WORD.match(text)
        if not broken or not rest:
            return above, f" {text}"
        hyphen = "-" if self._keeps_hyphen(broken[1], rest[0]) else ""
        return f"{above[: broken.end(1)]}{hyphen}{rest[0]}", text[rest.end() :]

    def _keeps_hyphen(self, left: str, right: str) -> bool:
        whole, compound = f"{left}{right}".lower(), f"{left}-{right}".lower()
        if whole in self.words or compound in self.words:
            return whole not in self.words
        return right in _KEEPS_HYPHEN


def _completed(text: str, following: tuple[int, str]) -> tuple[str, tuple[int, str]]:
    """Move the end of a sentence back to the page where the sentence begins."""
    page, rest = following
    stop = _STOP.search(rest)
    cut = stop.end() if stop else len(rest)
    return f"{text} {rest[:cut]}".rstrip(), (page, rest[cut:])


def _is_close(upper: Line, lower: Line) -> bool:
    return 0 < upper.y - lower.y < 1.7 * upper.size


def _is_table(lines: Sequence[Line]) -> bool:
    """Whether most rows share an edge of a column with the next."""
    if len(lines) < _FEWEST_ROWS:
        return False
    aligned = [_shares_edge(upper, lower) for upper, lower in pairwise(lines)]
    return sum(aligned) > len(aligned) / 2


def _shares_edge(upper: Line, lower: Line) -> bool:
    return any(
        abs(one.x - other.x) < 2 or abs(one.end - other.end) < lower.size
        for one in upper.cells[1:]
        for other in lower.cells[1:]
    )


def _leading(lines: Sequence[Line]) -> float:
    """The distance, in half points, that most lines have from the one above."""
    gaps = Counter(
        round(2 * (upper.y - lower.y)) / 2
        for upper, lower in pairwise(lines)
        if upper.page == lower.page and 0.5 * lower.size < upper.y - lower.y < 3 * lower.size
    )
    return gaps.most_common(1)[0][0] if gaps else 1.0


def _words(lines: Iterable[Line]) -> frozenset[str]:
    """The words of the document, which say how a word broken at a line's end is written."""
    return frozenset(word.lower() for line in lines for word in _WORD.findall(line.text))
