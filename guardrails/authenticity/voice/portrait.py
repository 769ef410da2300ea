"""A voice told to its author: each trait, how telling it is, and a place in their posts that shows it."""

from weakref import WeakKeyDictionary

import numpy as np

from guardrails.authenticity.voice.anatomy import dissect
from guardrails.authenticity.voice.background import Background
from guardrails.authenticity.voice.corrections import TOGETHER
from guardrails.authenticity.voice.habits import habits_of
from guardrails.authenticity.voice.profile import VoiceProfile
from guardrails.authenticity.voice.traits import (
    Posts,
    Trait,
    address_trait,
    ending_trait,
    layout_trait,
    opening_trait,
    plain_trait,
    recurring_trait,
    vocabulary_trait,
)

_SHRINKAGE = 4.0  # invisible posts that pull an author's shares towards everybody's
_PAINTED: WeakKeyDictionary[VoiceProfile, tuple[Background, tuple[Trait, ...]]] = WeakKeyDictionary()


def portray(profile: VoiceProfile, background: Background) -> tuple[Trait, ...]:
    """The traits of a measured profile, the telling ones first; none without a post.

    Painted once for a profile and a background, and forgotten with the profile.
    """
    known = _PAINTED.get(profile)
    if known is None or known[0] is not background:
        known = _PAINTED[profile] = (background, _painted(profile, background))
    return known[1]


def _painted(profile: VoiceProfile, background: Background) -> tuple[Trait, ...]:
    if not profile.exemplars:
        return ()
    posts = Posts(profile.language, tuple(map(dissect, profile.exemplars)), _divergences(profile, background))
    merged = {one for ones in TOGETHER.values() for one in ones}
    plain = (kind for kind in habits_of(profile.language) if kind.told and kind.name not in merged)
    traits = [
        *(plain_trait(kind, profile, posts, turn) for turn, kind in enumerate(plain)),
        layout_trait(profile, posts),
        ending_trait(profile, posts),
        *address_trait(profile, posts),
        *recurring_trait("openings", profile.style.openings, posts),
        *opening_trait(posts),
        *recurring_trait("closings", profile.style.closings, posts),
        *vocabulary_trait(profile, posts, background),
    ]
    by_name: dict[str, Trait] = {}
    for trait in sorted(traits, key=lambda trait: -trait.telling):
        by_name.setdefault(trait.name, trait)
    return tuple(by_name.values())


def _divergences(profile: VoiceProfile, background: Background) -> dict[str, float]:
    """Kullback-Leibler divergence of the author's bins from everybody's, smoothed, by habit."""
    shares, found = background.habit_shares(), {}
    for row, kind in enumerate(habits_of(profile.language)):
        usual = shares[row][: kind.bins] / shares[row][: kind.bins].sum()
        own = np.array(profile.habits[kind.name].shares) * profile.posts + _SHRINKAGE * usual
        own = own / own.sum()
        found[kind.name] = float((own * np.log(own / usual)).sum())
    return found
