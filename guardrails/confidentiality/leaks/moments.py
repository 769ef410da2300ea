"""Figures, shares and times of the year as people say them: "12 %" and "one in eight", "May" and "spring"."""

import re
from collections.abc import Iterator
from functools import cache

from guardrails.canonical import Quantity
from guardrails.words import read_phrases

LOOSE, ROUGH, EXACT, NAME, FIGURE, NUMBER = range(6)
"""How much a key proves. A subject is made of loose and rough ones; a fact has others as well."""

Key = tuple[str, int]
"""A spelling that two ways to say something have in common, and what it proves."""

_SHARES = (5, 10, 12.5, 14.3, 16.7, 20, 25, 33.3, 40, 50, 60, 66.7, 75, 80, 90)
_NEAR = 0.18
_PARTS = {
    "half": 50, "halves": 50, "moitie": 50, "demi": 50, "third": 33.3, "thirds": 33.3, "tiers": 33.3,
    "quarter": 25, "quarters": 25, "quart": 25, "quarts": 25, "fifth": 20, "fifths": 20, "cinquieme": 20,
    "cinquiemes": 20, "sixth": 16.7, "sixieme": 16.7, "seventh": 14.3, "septieme": 14.3, "eighth": 12.5,
    "huitieme": 12.5, "tenth": 10, "dixieme": 10,
}  # fmt: skip
_SEVERAL = {"two": 2, "deux": 2, "2": 2, "three": 3, "trois": 3, "3": 3, "four": 4, "quatre": 4, "4": 4}
_ONE_IN = re.compile(r"\b(?:one|une?|1)(?: \w+)? (?:in|out of|sur|of every|of) (?P<of>\w+)\b")
_PARTS_OF = re.compile(rf"\b(?P<several>{'|'.join(_SEVERAL)})[ -](?P<part>{'|'.join(_PARTS)})\b")
_COUNTS = {
    "two": 2, "deux": 2, "three": 3, "trois": 3, "four": 4, "quatre": 4, "five": 5, "cinq": 5, "six": 6,
    "seven": 7, "sept": 7, "eight": 8, "huit": 8, "nine": 9, "neuf": 9, "ten": 10, "dix": 10,
    **{str(number): number for number in range(2, 11)},
}  # fmt: skip
_YEARS = range(1990, 2101)
_SMALL = 20


def quantity_keys(quantity: Quantity) -> Iterator[Key]:
    """The number itself, its rough size, and the share it makes."""
    value, unit = quantity.value, quantity.unit
    is_year = value in _YEARS and not unit and not quantity.money
    telling = FIGURE if is_year or value < _SMALL else NUMBER
    if value < 4 and not unit and not quantity.money:
        telling = LOOSE
    yield f"q {quantity.form}", telling
    if unit == "pct":
        yield from share_keys(value)
    elif value >= _SMALL and not is_year:
        yield from (("m " + size, FIGURE) for size in _sizes(value))


def share_keys(percent: float) -> Iterator[Key]:
    for share in _SHARES:
        if abs(share - percent) <= _NEAR * share:
            yield f"f {share:g}", FIGURE


def part_keys(word: str) -> Iterator[Key]:
    """ "third", "moitié", as a folded word."""
    if word in _PARTS:
        yield from share_keys(_PARTS[word])


def shares_in(folded: str) -> Iterator[tuple[int, int, tuple[Key, ...]]]:
    """(start, end, keys) of each "one in eight", "un sur huit", "deux tiers"."""
    for match in _ONE_IN.finditer(folded):
        if count := _COUNTS.get(match["of"]):
            yield match.start(), match.end(), tuple(share_keys(100 / count))
    for match in _PARTS_OF.finditer(folded):
        yield (
            match.start(),
            match.end(),
            tuple(share_keys(_SEVERAL[match["several"]] * _PARTS[match["part"]])),
        )


@cache
def moment_of(word: str) -> tuple[Key, ...]:
    """A month with its seasons, or a season, by a folded word; () for any other word."""
    return _moments().get(word, ())


@cache
def _moments() -> dict[str, tuple[Key, ...]]:
    """Lines of `words = key key`: the first key is the exact one."""
    found: dict[str, tuple[Key, ...]] = {}
    for line in read_phrases("moments"):
        words, keys = line.split("=")
        first, *others = keys.split()
        read = ((f"t {first}", FIGURE), *((f"t {other}", LOOSE) for other in others))
        found |= dict.fromkeys(words.split(), read)
    return found


def _sizes(value: float) -> set[str]:
    """Down to, and rounded to, one figure: 8,400 is "over eight thousand", 312 "three hundred"."""
    magnitude = 10 ** (len(str(int(value))) - 1)
    return {f"{value // magnitude * magnitude:.10g}", f"{round(value / magnitude) * magnitude:.10g}"}
