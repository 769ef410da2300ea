"""Posts written as a thread: parts that begin with "1/3", "2/3" and so on, a blank line between them."""

import re
from collections.abc import Mapping
from itertools import pairwise

from guardrails.sentences import Span

_MARK = re.compile(r"(?:\A|(?<=\n\n))(\d{1,2})/(\d{1,2})[ \u00a0\n]+(?=\S)")


def thread_parts(text: str) -> tuple[Span, ...]:
    """The spans of the parts, numbers included, in code points; empty for a text that is no thread.

    A thread begins with "1/N" and has all of its N parts, at least two, in order.
    """
    marks = list(_MARK.finditer(text))
    numbers = [(int(mark[1]), int(mark[2])) for mark in marks]
    if len(marks) < 2 or marks[0].start() or numbers != [(n, len(marks)) for n in range(1, len(marks) + 1)]:
        return ()
    starts = [*(mark.start() for mark in marks), len(text)]
    return tuple((start, start + len(text[start:end].rstrip())) for start, end in pairwise(starts))


def thread_numbers(text: str) -> Mapping[int, int]:
    """Where each part of a thread starts, and where what it says does; empty for other texts."""
    matches = (_MARK.match(text, start) for start, _ in thread_parts(text))
    return {mark.start(): mark.end() for mark in matches if mark}
