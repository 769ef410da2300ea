"""Who gets the first places: no document fills them all, and no minority is crowded out."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from itertools import chain
from typing import Protocol, TypeVar


class Scored(Protocol):
    @property
    def score(self) -> float: ...


Found = TypeVar("Found", bound=Scored)

_GOOD_ENOUGH = 0.5  # of the best score: what is kept a place must be worth reading


def at_most(number: int, ranked: Sequence[Found], *, key: Callable[[Found], Hashable]) -> list[Found]:
    """Keep the first `number` of those that share a key, in order."""
    taken: Counter[Hashable] = Counter()
    kept = []
    for found in ranked:
        taken[key(found)] += 1
        if taken[key(found)] <= number:
            kept.append(found)
    return kept


def share_places(ranked: Sequence[Found], *, every: int, apart: Callable[[Found], bool]) -> list[Found]:
    """Give at least one of every `every` places to those that stand apart, while they are good enough.

    Among each side the order stays. Good enough is half the best score of all.
    """
    if not ranked:
        return []
    least = _GOOD_ENOUGH * max(found.score for found in ranked)
    waiting = [found for found in ranked if apart(found) and found.score >= least]
    others = [found for found in ranked if not apart(found) or found.score < least]
    shared: list[Found] = []
    places = {id(found): place for place, found in enumerate(ranked)}
    since = 0
    while waiting and others:
        is_due = since >= every - 1 or places[id(waiting[0])] < places[id(others[0])]
        shared.append(waiting.pop(0) if is_due else others.pop(0))
        since = 0 if is_due else since + 1
    return list(chain(shared, waiting, others))
