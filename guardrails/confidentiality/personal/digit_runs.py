"""Runs of digits, however they are grouped: what one of them may be is for others to say."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from guardrails.confidentiality.personal.datum import Taken

FEWEST, MOST = 7, 19
"""Digits: from a short local phone number to the longest payment card."""
_BETWEEN = r"[ .,()/\\·•*~|_–—\n-]"
_RUN = re.compile(rf"(?<![^\W\d_])\+?[ (]{{0,2}}\d(?:{_BETWEEN}{{0,4}}\d)+\)?")
_GROUP = re.compile(r"\d+")
_ARABIC_AND_OTHERS = re.compile(r"[^\x00-\x7f]")


class Group(NamedTuple):
    start: int
    end: int
    digits: str


class Number(NamedTuple):
    """Groups of a run read as one number.

    [start, end) are places of the text, `shape` the sizes of the groups, `between` what stands
    between them, `before` and `after` the groups next to it in the same run.
    """

    start: int
    end: int
    digits: str
    shape: tuple[int, ...]
    between: tuple[str, ...]
    before: Group | None
    after: Group | None

    @property
    def even(self) -> bool:
        """One way of grouping all along: no sign, or the same between all groups."""
        return len(set(self.between)) <= 1

    @property
    def spaced_out(self) -> bool:
        """Digit by digit, as somebody writes who hides a number from a search."""
        return len(self.shape) > 5 and max(self.shape) <= 2


class Run(NamedTuple):
    text: str
    groups: tuple[Group, ...]

    def numbers_from(self, first: int) -> Iterator[Number]:
        """Every number that begins with the group of that place, the longest first."""
        last, count = first, 0
        while last < len(self.groups) and count + len(self.groups[last].digits) <= MOST:
            count += len(self.groups[last].digits)
            last += 1
        for end in range(last, first, -1):
            if count >= FEWEST:
                yield self._number(first, end)
            count -= len(self.groups[end - 1].digits)

    def is_inside_row(self, place: int) -> bool:
        """Whether the group is like the one before, joined in the same way as that one was."""
        if place < 2:
            return False
        earlier, before, this = self.groups[place - 2 : place + 1]
        same_sign = self.text[earlier.end : before.start] == self.text[before.end : this.start]
        return same_sign and len(before.digits) == len(this.digits)

    def _number(self, first: int, end: int) -> Number:
        groups = self.groups[first:end]
        return Number(
            groups[0].start,
            groups[-1].end,
            "".join(group.digits for group in groups),
            tuple(len(group.digits) for group in groups),
            tuple(self.text[one.end : two.start] for one, two in pairwise(groups)),
            self.groups[first - 1] if first else None,
            self.groups[end] if end < len(self.groups) else None,
        )


def find_runs(text: str, taken: Taken) -> Iterator[Run]:
    """Yield the runs that hold enough digits to be a number of somebody, and touch nothing that is taken."""
    for match in _RUN.finditer(text):
        start, end = match.span()
        if end - start < FEWEST or taken.touches(start, end):
            continue
        groups = tuple(
            Group(group.start(), group.end(), in_ascii(group.group()))
            for group in _GROUP.finditer(text, start, end)
        )
        if sum(len(group.digits) for group in groups) >= FEWEST:
            yield Run(text, groups)


def in_ascii(digits: str) -> str:
    """The same digits as 0 to 9, whatever script they are written in."""
    return "".join(str(int(digit)) for digit in digits) if _ARABIC_AND_OTHERS.search(digits) else digits
