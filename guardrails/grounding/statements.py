"""Whether two neighbours in a material say what a sentence says: the same figures of the same things."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from guardrails.canonical import UNITS
from guardrails.grounding.synonyms import meaning, meanings, share
from guardrails.stems import STOPWORDS, content_stems
from guardrails.words import read_phrases

_MOSTLY = 0.6
_AFTER = 3
_AROUND = 4
_LOOSE = frozenset(("pct",))
BREAK = "\n"
"""Stands between two sentences of a window: no word of the next one belongs to a figure before it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence as canonical words; `numbers` are the places of the figures that must be held."""

    forms: tuple[str, ...]
    numbers: tuple[int, ...]
    foreign: bool = False

    def said_by(self, window: Sequence[str]) -> bool:
        """Whether a window says it: most words, every act, and each figure in order with what it counts.

        `foreign`: the window is in another language, where only figures, units and acts compare.
        """
        if not acts(self.forms) <= acts(window):
            return False
        return (self.foreign or self.share(window) >= _MOSTLY) and self.counts_as(window)

    def share(self, window: Iterable[str]) -> float:
        """The share of the content words found in the window; figures prove nothing here."""
        wanted = [meaning(stem) for stem in content_stems(self.forms) if not stem.isdigit()]
        return share(wanted, meanings(tuple(window)))

    def counts_as(self, window: Sequence[str]) -> bool:
        """Whether each figure counts the same there: in the same order, or each beside a thing of its own."""
        return self._counts_in_order(window) or self._counts_apart(window)

    def _counts_in_order(self, window: Sequence[str]) -> bool:
        at = -1
        for number in self.numbers:
            at = next((i for i in range(at + 1, len(window)) if self._same(number, window, i)), -1)
            if at < 0:
                return False
        return True

    def _counts_apart(self, window: Sequence[str]) -> bool:
        things = [_content(self.forms[number + 1 :], 1) for number in self.numbers]
        told = {thing for found in things for thing in found}
        if len(things) < 2 or len(told) < len(things) or any(_unit(self.forms, n) for n in self.numbers):
            return False
        return all(any(self._same(n, window, at) for at in range(len(window))) for n in self.numbers)

    def _same(self, number: int, window: Sequence[str], at: int) -> bool:
        """The same value, of the same unit, beside the same thing."""
        unit = _unit(self.forms, number)
        if self.forms[number] != window[at] or unit != _unit(window, at):
            return False
        if unit in UNITS - _LOOSE:
            return True
        after = _content(self.forms[number + 1 :], 2)
        if unit in _LOOSE or not after:
            return self.foreign or self._amid(number, after, window, at)
        return self._counts(number, after, _content(window[at + 1 :], _AFTER))

    def _amid(self, number: int, after: list[str], window: Sequence[str], at: int) -> bool:
        """A share stands before or after what it is a share of."""
        wanted = {*after, *_content(self.forms[:number][::-1], 2)}
        around = {*_content(window[at + 1 :], _AROUND), *_content(window[:at][::-1], _AROUND)}
        return not wanted or bool(wanted & around)

    def _counts(self, number: int, after: list[str], beside: list[str]) -> bool:
        """What is counted follows at once ("260 calls") or after words of grammar ("171 of them asked")."""
        thing = after[0]
        if self.foreign:
            return thing in beside or not (_is_known(thing) and any(map(_is_known, beside)))
        adjacent = self.forms[number + 1] not in STOPWORDS
        if adjacent and _is_known(thing):
            return thing in beside[:2]
        return thing in beside or (not adjacent and not set(after).isdisjoint(beside))


def acts(forms: Iterable[str]) -> frozenset[int]:
    """The acts that the words name: "lost" and "perdu" are one."""
    known = _acts()
    return frozenset(known[form] for form in forms if form in known)


def windows(lines: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Each sentence with its follower."""
    return tuple((*one, BREAK, *two) for one, two in zip(lines, (*lines, ())[1:], strict=True))


def _unit(forms: Sequence[str], at: int) -> str:
    unit = forms[at + 1] if at + 1 < len(forms) else ""
    return unit if unit in UNITS else ""


def _content(forms: Sequence[str], limit: int) -> list[str]:
    """The first content words as things, up to the sentence's end or another figure."""
    found: list[str] = []
    for form in forms:
        if form == BREAK or form[0].isdigit() or len(found) == limit:
            break
        if form not in STOPWORDS and (len(form) > 2 or form in _things()) and form not in UNITS:
            found.append(_thing(form[:6]))
    return found


def _is_known(thing: str) -> bool:
    return thing.startswith("=")


def _thing(stem: str) -> str:
    return _things().get(stem) or meaning(stem).replace("=", "~")


@cache
def _things() -> dict[str, str]:
    return {
        word[:6]: f"={at}" for at, line in enumerate(read_phrases("same_things")) for word in line.split()
    }


@cache
def _acts() -> dict[str, int]:
    lines = (*read_phrases("acts"), *read_phrases("light_acts"))
    return {word: at for at, line in enumerate(lines) for word in line.split()}
