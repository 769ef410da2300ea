"""Whole numbers written in words, French and English: "sixteen" and "quatre-vingt-dix-sept" as values."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

_ENGLISH = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_FRENCH = "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_TENS_EN = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES: Mapping[str, Mapping[str, int]] = {
    "en": dict(zip(_ENGLISH.split(), range(2, 20), strict=True))
    | dict(zip(_TENS_EN.split(), range(20, 100, 10), strict=True))
    | {"one": 1, "hundred": 100, "thousand": 1000},
    "fr": dict(zip(_FRENCH.split(), range(2, 17), strict=True))
    | {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
    | {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
    | {"un": 1, "une": 1, "cent": 100, "cents": 100, "mille": 1000},
}
_ONLY_INSIDE = {"one", "un", "une", "cents", "vingts", "thousand"}
"""Articles and plurals: they belong to a number, and begin none."""


_MAY_HOLD_ONE = re.compile(
    "|".join(sorted({word[:4] for words in _VALUES.values() for word in words.keys() - _ONLY_INSIDE}))
)
"""A quick look: most sentences hold no number in words."""


class Numeral(NamedTuple):
    """A number in words at [start, end) of the folded text that was read."""

    start: int
    end: int
    value: int


def find_numerals(folded: str, *, languages: Iterable[str] = ("en", "fr")) -> list[Numeral]:
    """Return the numbers written in words, in order; "one", "un" and "une" alone are articles.

    The language matters to few words: "four" bakes bread in French and counts in English.
    """
    if not _MAY_HOLD_ONE.search(folded):
        return []
    pattern, values = _reading(tuple(sorted(languages)))
    return [
        numeral
        for match in pattern.finditer(folded)
        for numeral in _numbers(match.group(), match.start(), values)
    ]


@cache
def _reading(languages: tuple[str, ...]) -> tuple[re.Pattern[str], Mapping[str, int]]:
    values = {word: value for language in languages for word, value in _VALUES[language].items()}
    inside = "|".join(sorted(values, key=len, reverse=True))
    first = "|".join(sorted(values.keys() - _ONLY_INSIDE, key=len, reverse=True))
    pattern = rf"(?<![\w'])(?<!\bpour )(?<!\bper )(?:{first})(?:[ -](?:(?:and|et)[ -])?(?:{inside}))*(?!\w)"
    return re.compile(pattern), values


def _numbers(words: str, offset: int, values: Mapping[str, int]) -> Iterator[Numeral]:
    """Cut a run of number words where no number goes on: "six sept" is two of them."""
    number = _Number()
    for match in re.finditer(r"\w+", words):
        value = values.get(match.group())
        if value is None:
            continue
        if not number.takes(value, match.group()):
            if number.words:
                yield Numeral(offset + number.start, offset + number.end, number.value)
            number = _Number()
            if match.group() in _ONLY_INSIDE:
                continue
            number.takes(value, match.group())
        number.start = match.start() if number.words == 1 else number.start
        number.end = match.end()
    if number.words:
        yield Numeral(offset + number.start, offset + number.end, number.value)


class _Number:
    """A number being read, word by word: `_thousands` are settled, `_rest` may still grow."""

    def __init__(self) -> None:
        self.start = self.end = self.words = 0
        self._thousands = self._rest = 0

    @property
    def value(self) -> int:
        return self._thousands + self._rest

    def takes(self, value: int, word: str) -> bool:
        """Add the word if the number can go on with it."""
        grown = self._grown(value, word)
        if grown is None:
            return False
        self._thousands, self._rest = grown
        self.words += 1
        return True

    def _grown(self, value: int, word: str) -> tuple[int, int] | None:
        rest = self._rest
        if value == 1000:
            return (max(rest, 1) * 1000, 0) if not self._thousands else None
        if value == 100:
            return (self._thousands, max(rest, 1) * 100) if rest < 10 else None
        if value == 20 and rest % 100 == 4 and word.startswith("vingt"):
            return self._thousands, rest + 76
        return (self._thousands, rest + value) if _fits(rest % 100, value) else None


def _fits(rest: int, value: int) -> bool:
    """Whether a number that ends in `rest` goes on with `value`: 20 up to 9, 60 and 80 up to 19."""
    if rest == 0:
        return True
    if value < 10:
        return rest % 10 == 0 and (rest >= 20 or (rest == 10 and value >= 7))
    return value < 20 and rest in (60, 80)
