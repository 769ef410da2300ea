"""What stands on the pages of a PDF beside its text: headers, footers, page numbers, contents."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from knowledge_base.loaders.pdf_lines import Line, body_size

_LARGE = 1.15  # letters, to those of the text
_FEWEST_PAGES = 4  # for something to run along anywhere on them
_LEADERS = re.compile(r"(?:\.\s?){5,}|…{2,}")  # a table of contents
_NUMBER = re.compile(r"\d+")
_YEAR_DIGITS = 4


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """Drop headers and footers, page numbers and tables of contents.

    Headers and footers stand at the same height, numbers apart, on more than half of at least
    four pages, or at the edge of two; large letters there must say exactly the same.
    """
    pages = len({line.page for line in lines})
    edges = {id(line) for line in _edges(lines)}
    plain = _LARGE * body_size(lines)
    repeated = Counter(place for _, place in {(line.page, _place(line)) for line in lines})
    exactly = Counter((round(line.y), line.text) for line in _edges(lines))

    def runs_along(line: Line) -> bool:
        times = repeated[_place(line)]
        if pages >= _FEWEST_PAGES and times > pages / 2:
            return True
        if id(line) not in edges:
            return False
        small = line.size < plain and not line.bold
        return (small and times > 1) or exactly[round(line.y), line.text] > 1 or _is_page_number(line.text)

    return [line for line in lines if not runs_along(line) and not _LEADERS.search(line.text)]


def _is_page_number(text: str) -> bool:
    number = text.strip("-–— ")
    return number.isdigit() and len(number) < _YEAR_DIGITS


def _edges(lines: Sequence[Line]) -> Iterator[Line]:
    """The topmost and the lowest line of each page."""
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        yield max(page, key=lambda line: line.y)
        if len(page) > 1:
            yield min(page, key=lambda line: line.y)


def _place(line: Line) -> tuple[int, str]:
    """What stands where, whatever numbers it holds."""
    return round(line.y), _NUMBER.sub("0", line.text)
