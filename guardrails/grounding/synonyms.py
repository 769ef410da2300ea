"""Words as meanings, so that a sentence in other words still finds the one it rests on."""

from collections.abc import Iterable, Sequence
from functools import cache

from guardrails.stems import content_stems
from guardrails.words import read_phrases


def meanings(forms: Sequence[str]) -> frozenset[str]:
    """The content stems of folded words, close synonyms as one, French or English."""
    return frozenset(map(meaning, content_stems(forms)))


def meaning(stem: str) -> str:
    """The group that a stem of six letters belongs to, or else the stem itself."""
    return _groups().get(stem, stem)


def share(wanted: Iterable[str], held: frozenset[str]) -> float:
    """The share of meanings found among others; of none, all."""
    asked = list(wanted)
    return sum(one in held for one in asked) / len(asked) if asked else 1.0


@cache
def _groups() -> dict[str, str]:
    lines = (*read_phrases("synonyms"), *read_phrases("same_things"))
    groups: dict[str, str] = {}
    for at, line in enumerate(lines):
        for word in line.split():
            groups.setdefault(word[:6], f"={at}")
    return groups
