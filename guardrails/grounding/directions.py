"""Opposites: a sentence that says "fell" for "rose" no longer says what its source says."""

from collections.abc import Iterable
from functools import cache

from guardrails.words import read_phrases


def opposed(forms: Iterable[str], others: Iterable[str]) -> bool:
    """Whether one text says only "more" where the other says only "less", on any axis; folded words."""
    these, those = frozenset(forms), frozenset(others)
    return any(
        _only(these, one, other) and _only(those, other, one)
        for pair in _axes()
        for one, other in (pair, pair[::-1])
    )


def _only(forms: frozenset[str], side: frozenset[str], other: frozenset[str]) -> bool:
    return not side.isdisjoint(forms) and other.isdisjoint(forms)


@cache
def _axes() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    axes = (line.split("|") for line in read_phrases("opposites"))
    return tuple((frozenset(one.split()), frozenset(other.split())) for one, other in axes)
