"""What an author says of their own habits: it goes before what was measured, and can be taken back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf

import numpy as np

from guardrails.authenticity.voice.habits import Unit, habit, habits_of
from guardrails.authenticity.voice.profile import Habit, VoiceProfile
from guardrails.authenticity.voice.reading import Reading
from guardrails.authenticity.voice.restyling import Restyling, restyle


class Stance(StrEnum):
    """What a habit shall be. OFF: neither followed nor judged, whatever was measured."""

    NEVER = "never"
    SOMETIMES = "sometimes"
    OFTEN = "often"
    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"
    BLOCK = "block"
    LINES = "lines"
    AIRY = "airy"
    STRAIGHT = "straight"
    CURLY = "curly"
    TU = "tu"
    VOUS = "vous"
    NEITHER = "neither"
    OFF = "off"


Corrections = Mapping[str, Stance]
"""By the name of a trait: that of a habit, or one of `TOGETHER` and `OF_STYLE`."""

TOGETHER: Mapping[str, tuple[str, ...]] = {
    "address": ("tu", "vous"),
    "layout": ("blank_lines", "line_breaks"),
}
"""Habits that people see as one."""

OF_STYLE = frozenset({"openings", "closings"})
"""What is followed by a writer and has no figure to judge by: it can be switched off only."""

_FREQUENCY = (Stance.NEVER, Stance.SOMETIMES, Stance.OFTEN)
_SIZE = (Stance.SHORT, Stance.MEDIUM, Stance.LONG)
_CHOICES: Mapping[str, tuple[Stance, ...]] = {
    "address": (Stance.TU, Stance.VOUS, Stance.NEITHER),
    "layout": (Stance.BLOCK, Stance.LINES, Stance.AIRY),
    "apostrophe": (Stance.STRAIGHT, Stance.CURLY),
    "length": _SIZE,
    "sentence_length": _SIZE,
    "paragraph_length": _SIZE,
    "first_line": _SIZE,
    "ending": (),
    "spaced_marks": (),
}


@dataclass(frozen=True, slots=True)
class _Aim:
    """The values that a stance allows, and the one that is usual."""

    low: float
    usual: float
    high: float
    posts_with: float
    """Share of posts that show the habit."""


_NONE = _Aim(0, 0, 0, 0)
_AIMS: Mapping[str, Mapping[Stance, _Aim]] = {
    "length": {
        Stance.SHORT: _Aim(0, 250, 500, 1), Stance.MEDIUM: _Aim(400, 700, 1100, 1),
        Stance.LONG: _Aim(1000, 1500, inf, 1),
    },
    "sentence_length": {
        Stance.SHORT: _Aim(0, 9, 12, 1), Stance.MEDIUM: _Aim(9, 14, 19, 1), Stance.LONG: _Aim(16, 22, inf, 1),
    },
    "paragraph_length": {
        Stance.SHORT: _Aim(0, 1, 1.5, 1), Stance.MEDIUM: _Aim(1.5, 2.5, 4, 1),
        Stance.LONG: _Aim(3, 5, inf, 1),
    },
    "first_line": {
        Stance.SHORT: _Aim(0, 40, 70, 1), Stance.MEDIUM: _Aim(50, 90, 140, 1),
        Stance.LONG: _Aim(120, 180, inf, 1),
    },
    "apostrophe": {Stance.STRAIGHT: _Aim(0, 0, 0.5, 0), Stance.CURLY: _Aim(0.5, 1, 1, 1)},
    "tu": {Stance.TU: _Aim(0, 1.5, inf, 0.8), Stance.VOUS: _NONE, Stance.NEITHER: _NONE},
    "vous": {Stance.VOUS: _Aim(0, 1.5, inf, 0.8), Stance.TU: _NONE, Stance.NEITHER: _NONE},
    "blank_lines": {Stance.AIRY: _Aim(1, 3, inf, 1), Stance.LINES: _NONE, Stance.BLOCK: _NONE},
    "line_breaks": {Stance.LINES: _Aim(1, 4, inf, 1), Stance.AIRY: _Aim(0, 0, 2, 0.2), Stance.BLOCK: _NONE},
}  # fmt: skip


def choices(trait: str) -> tuple[Stance, ...]:
    """What may be said of a trait beside OFF."""
    return () if trait in OF_STYLE else _CHOICES.get(trait, _FREQUENCY)


def habits_under(trait: str) -> tuple[str, ...]:
    """The habits that a trait speaks of; none for what only a style knows."""
    return () if trait in OF_STYLE else TOGETHER.get(trait, (trait,))


def is_trait(name: str, language: str) -> bool:
    """Whether this can be corrected in a language. A habit that is seen with another goes by their name."""
    if name in OF_STYLE:
        return True
    known = {kind.name for kind in habits_of(language)}
    merged = {one for ones in TOGETHER.values() for one in ones}
    return name not in merged and set(habits_under(name)) <= known


def corrected(profile: VoiceProfile, corrections: Corrections) -> VoiceProfile:
    """The profile as its author wants it: habits, style and readings say what they said.

    A habit that is switched off is gone from `habits` and stands in `switched_off`; one that was corrected is
    marked `said`. The measured profile itself is not touched; without corrections it is returned.
    """
    mine = {trait: stance for trait, stance in corrections.items() if is_trait(trait, profile.language)}
    if not mine:
        return profile
    off = frozenset(
        name for trait, stance in mine.items() if stance is Stance.OFF for name in habits_under(trait)
    )
    said = {
        name: aim
        for trait, stance in mine.items()
        for name in habits_under(trait)
        if (aim := _aim(name, stance, profile.habits.get(name))) is not None
    }
    habits = {
        name: _said(own, said[name], profile.posts) if name in said else own
        for name, own in profile.habits.items()
        if name not in off
    }
    restyling: Restyling = {trait: stance.value for trait, stance in mine.items()}
    return replace(
        profile,
        habits=habits,
        style=restyle(profile.style, restyling),
        readings=_adjusted(profile.readings, said, profile.language),
        switched_off=profile.switched_off | off,
    )


def _aim(name: str, stance: Stance, own: Habit | None) -> _Aim | None:
    """None where nothing was said, or nothing that this habit knows."""
    if name in _AIMS:
        return _AIMS[name].get(stance)
    how_often: Mapping[Stance, Callable[[], _Aim]] = {
        Stance.NEVER: lambda: _NONE,
        Stance.SOMETIMES: lambda: _sometimes(name),
        Stance.OFTEN: lambda: _often(name, own),
    }
    return how_often[stance]() if stance in how_often else None


def _first(name: str) -> float:
    """The least value at which a habit shows itself."""
    kind = habit(name)
    return 1.0 if kind.unit is Unit.PER_100_WORDS else max(kind.edges[0], 1.0)


def _sometimes(name: str) -> _Aim:
    return _Aim(0, _first(name) / 2, 2 * _first(name), 0.4)


def _often(name: str, own: Habit | None) -> _Aim:
    """At least once in a post, and as much as measured where that was more."""
    usual = max(1.5 * _first(name), own.usual if own else 0)
    return _Aim(min(_first(name), usual), usual, inf, 0.9)


def _said(own: Habit, aim: _Aim, posts: int) -> Habit:
    return replace(
        own,
        usual=aim.usual,
        low=aim.low,
        high=aim.high,
        posts_with=round(posts * aim.posts_with),
        shares=_shares(own.name, aim),
        said=True,
    )


def _shares(name: str, aim: _Aim) -> tuple[float, ...]:
    """Half in the usual bin, and the other half over all bins that the aim reaches."""
    kind = habit(name)
    first, last = kind.bin(aim.low), kind.bin(aim.high)
    shares = [0.0] * kind.bins
    shares[kind.bin(aim.usual)] = 0.5
    for place in range(first, last + 1):
        shares[place] += 0.5 / (last + 1 - first)
    return tuple(shares)


def _adjusted(readings: Sequence[Reading], said: Mapping[str, _Aim], language: str) -> tuple[Reading, ...]:
    """The author's posts as if they had kept to what the author says, so that a score follows it too."""
    places = {kind.name: i for i, kind in enumerate(habits_of(language))}
    columns = [
        (places[name], _spread(name, aim, len(readings))) for name, aim in said.items() if name in places
    ]
    if not columns:
        return tuple(readings)
    adjusted = []
    for number, reading in enumerate(readings):
        bins = reading.bins.copy()
        for column, spread in columns:
            bins[column] = spread[number]
        adjusted.append(replace(reading, bins=bins))
    return tuple(adjusted)


def _spread(name: str, aim: _Aim, posts: int) -> list[int]:
    """A bin for each post, in proportion to the shares and evenly mixed."""
    reach = np.cumsum(_shares(name, aim))
    # Steps of the golden ratio fall evenly into the shares, however few they are.
    return [int(np.searchsorted(reach, (0.5 + i * 0.618034) % 1)) for i in range(posts)]
