"""A piece of data that leads to a person, at its place in a text."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Datum(NamedTuple):
    """An entity such as "EMAIL" at [start, end) of the text that was read."""

    entity: str
    start: int
    end: int


class Taken:
    """Spans of a text that are spoken for; asked often, so sorted once."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    @classmethod
    def by(cls, data: Sequence[Datum]) -> "Taken":
        return cls((one.start, one.end) for one in data)

    def touches(self, start: int, end: int) -> bool:
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._ends[at] > start
