"""Whether a check takes time in proportion to the text, on a machine that others use as well."""

import time
from collections.abc import Callable

from guardrails.doc import Doc
from tests.support.posts import make_doc

SHORT, LONG = 5_000, 50_000
_ATTEMPTS = 5


def grows_evenly(check: Callable[[Doc], object], bomb: str) -> bool:
    """Ten times the text may cost thirty times as much, where a quadratic pattern would cost a hundred.

    A busy machine only ever adds time, so the best of several runs is the nearest to the truth.
    """
    short = long = float("inf")
    docs = [make_doc((bomb * (size // len(bomb) + 1))[:size]) for size in (SHORT, LONG)]
    for _ in range(_ATTEMPTS):
        short, long = min(short, _seconds(check, docs[0])), min(long, _seconds(check, docs[1]))
        if long < 30 * max(short, 0.001):
            return True
    return False


def _seconds(check: Callable[[Doc], object], doc: Doc) -> float:
    start = time.thread_time()
    check(doc)
    return time.thread_time() - start
