"""Why a text sounds unlike its author: the habits that cost most, with the words concerned."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, log

from guardrails.authenticity.voice.anatomy import Anatomy, Span, dissect
from guardrails.authenticity.voice.habits import HabitKind, habits_of
from guardrails.authenticity.voice.profile import Habit, VoiceProfile
from guardrails.authenticity.voice.reading import Reading
from guardrails.authenticity.voice.wording import Floats

MOST_REASONS = 3
MOST_SPANS = 20
_TELLING = log(0.5)  # own posts get 1 to 2 such flags, other people's 3 to 4
_ONE_STORY = (
    frozenset({"blank_lines", "line_breaks", "paragraph_length", "first_line"}),
    frozenset({"length", "list_items"}),
    frozenset({"tu", "vous", "you"}),
)
"""Habits that would say the same thing twice."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A habit that this text breaks. `usual` is the author's mean per post, `here` the value in the text.

    `direction` is "more" or "less" (than usual); `spans` are the places concerned, half-open code
    points in text order, at most 20, and none where the thing is missing. `posts_with` of `posts`
    posts show the habit at all. `unit` is a `habits.Unit` value. `said` tells that the figures are what the
    author asked for, and not what was measured.
    """

    habit: str
    usual: float
    here: float
    spans: tuple[Span, ...]
    direction: str
    unit: str
    posts_with: int
    posts: int
    said: bool = False


def find_reasons(profile: VoiceProfile, text: str, reading: Reading, ratios: Floats) -> tuple[Reason, ...]:
    """At most three reasons, most telling first. `ratios` are `Reference.habit_ratios` of the text.

    What the author said of a habit is a reason whatever was measured; a habit switched off never is.
    """
    kinds = habits_of(profile.language)
    weights = [
        _weight(profile.habits.get(kind.name), ratio) for kind, ratio in zip(kinds, ratios, strict=True)
    ]
    found: list[Reason] = []
    for i in sorted(range(len(kinds)), key=weights.__getitem__):
        if weights[i] > _TELLING or len(found) == MOST_REASONS:
            break
        here, own = float(reading.values[i]), profile.habits[kinds[i].name]
        if kinds[i].told and not own.low <= here <= own.high and not _told_already(kinds[i].name, found):
            found.append(_reason(kinds[i], own, here, dissect(text), profile))
    return tuple(found)


def _weight(own: Habit | None, ratio: float) -> float:
    """How telling a habit is, the lower the more."""
    if own is None:
        return inf
    return min(float(ratio), 2 * _TELLING) if own.said else float(ratio)


def _told_already(name: str, found: Sequence[Reason]) -> bool:
    return any(name in story and reason.habit in story for story in _ONE_STORY for reason in found)


def _reason(kind: HabitKind, own: Habit, here: float, anatomy: Anatomy, profile: VoiceProfile) -> Reason:
    direction = "more" if here > own.usual else "less"
    return Reason(
        habit=kind.name,
        usual=own.usual,
        here=here,
        spans=kind.concerned(anatomy, profile.language, direction)[:MOST_SPANS],
        direction=direction,
        unit=kind.unit.value,
        posts_with=own.posts_with,
        posts=profile.posts,
        said=own.said,
    )
