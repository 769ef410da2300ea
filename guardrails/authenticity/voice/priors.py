"""What an author preferred when asked: phrasings that stand in for posts until real ones outweigh them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np

from guardrails.authenticity.voice.habits import HabitKind, habits_of
from guardrails.authenticity.voice.profile import Habit, VoiceProfile
from guardrails.authenticity.voice.style import Style
from guardrails.authenticity.voice.style_reading import read_style

PSEUDO_POSTS = 2
"""A preferred phrasing weighs like this many posts: less than the three that an interview asks for."""
OUTWEIGHED = 20
"""From this many posts on preferences would hardly show, and no longer count."""


class Aspect(StrEnum):
    """What two phrasings of the same content may differ by."""

    SENTENCE_LENGTH = "sentence_length"
    CONNECTIVES = "connectives"
    PERSON = "person"
    ADDRESS = "address"
    CONTRACTIONS = "contractions"
    EXCLAMATION = "exclamation"
    EMOJI = "emoji"
    LINE_BREAKS = "line_breaks"
    LIST = "list"
    QUESTION = "question"
    HASHTAGS = "hashtags"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Prior:
    """A phrasing the author preferred: it speaks for these aspects of their voice and for nothing else."""

    aspects: tuple[Aspect, ...]
    text: str


_HABITS: Mapping[Aspect, tuple[str, ...]] = {
    Aspect.SENTENCE_LENGTH: ("sentence_length",),
    Aspect.CONNECTIVES: ("connectives",),
    Aspect.PERSON: ("first_person", "we", "on"),
    Aspect.ADDRESS: ("tu", "vous", "you"),
    Aspect.CONTRACTIONS: ("contractions",),
    Aspect.EXCLAMATION: ("exclamation",),
    Aspect.EMOJI: ("emoji",),
    Aspect.LINE_BREAKS: ("blank_lines", "line_breaks", "paragraph_length"),
    Aspect.LIST: ("list_items",),
    Aspect.QUESTION: ("question",),
    Aspect.HASHTAGS: ("hashtags",),
    Aspect.SOURCE: ("attribution",),
}
# The tags of a phrasing are about its own subject, so no author takes them over: only how many.
_STYLE: Mapping[Aspect, tuple[str, ...]] = {
    Aspect.SENTENCE_LENGTH: ("sentence_length",),
    Aspect.CONNECTIVES: ("connectives",),
    Aspect.PERSON: ("first_person_share", "we_share"),
    Aspect.ADDRESS: ("address",),
    Aspect.CONTRACTIONS: (),
    Aspect.EXCLAMATION: ("exclamation_rate",),
    Aspect.EMOJI: ("emoji_rate", "emoji"),
    Aspect.LINE_BREAKS: ("paragraph_break", "sentences_per_paragraph"),
    Aspect.LIST: ("list_share", "list_marker"),
    Aspect.QUESTION: ("question_rate", "question_posts"),
    Aspect.HASHTAGS: ("hashtags_per_post", "hashtags_inline"),
    Aspect.SOURCE: ("attribution", "link_share", "link_at_end"),
}


def with_priors(profile: VoiceProfile, priors: Sequence[Prior]) -> VoiceProfile:
    """The profile as it would be had the author written two posts like each preferred phrasing.

    Only habits and style change, and of these only the aspects a phrasing speaks for. The number of
    posts, exemplars and readings stay what was measured, so that a score still rests on real posts.
    """
    if not priors or profile.posts >= OUTWEIGHED:
        return profile
    habits = dict(profile.habits)
    changes: dict[str, Any] = {}
    for prior in priors:
        habits |= _habits(profile, prior)
        changes |= _changes(profile, prior)
    return replace(profile, habits=habits, style=replace(profile.style, **changes))


def _habits(profile: VoiceProfile, prior: Prior) -> dict[str, Habit]:
    concerned = {name for aspect in prior.aspects for name in _HABITS[aspect]}
    return {
        kind.name: _mixed(kind, place, profile, prior.text)
        for place, kind in enumerate(habits_of(profile.language))
        if kind.name in concerned
    }


def _mixed(kind: HabitKind, place: int, profile: VoiceProfile, text: str) -> Habit:
    preferred = [kind.measure(text, profile.language)] * PSEUDO_POSTS
    values = np.array([*(reading.values[place] for reading in profile.readings), *preferred])
    low, high = np.percentile(values, [20, 80])
    bins = np.bincount([kind.bin(value) for value in values], minlength=kind.bins)
    own = profile.habits.get(kind.name)
    return Habit(
        name=kind.name,
        usual=float(values.mean()),
        low=float(low),
        high=float(high),
        posts_with=own.posts_with if own else 0,
        shares=tuple(float(share) for share in bins / len(values)),
    )


def _changes(profile: VoiceProfile, prior: Prior) -> dict[str, Any]:
    names = [name for aspect in prior.aspects for name in _STYLE[aspect]]
    if not names:
        return {}
    mixed = read_style((*profile.exemplars, *[prior.text] * PSEUDO_POSTS), profile.language)
    return {name: _kept(name, profile.style, mixed) for name in names}


def _kept(name: str, own: Style, mixed: Style) -> Any:
    """Emoji that an author has are theirs; those of a phrasing serve where there is none yet."""
    return own.emoji or mixed.emoji if name == "emoji" else getattr(mixed, name)
