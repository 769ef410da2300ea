"""What the page of a voice shows: the telling traits in the open, the rest on demand, with their choices."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.people import Language
from app.voices import Voice
from guardrails.authenticity.voice.background import generic_background
from guardrails.authenticity.voice.corrections import Stance, choices, is_trait
from guardrails.authenticity.voice.habits import Side
from guardrails.authenticity.voice.portrait import portray
from guardrails.authenticity.voice.score import FEWEST_POSTS
from guardrails.authenticity.voice.style import Style
from guardrails.authenticity.voice.traits import Trait

MOST_IN_THE_OPEN = 5
_TELLING = 0.25
"""Nats from which a trait is worth its place; below, the author writes much as everybody does."""


@dataclass(frozen=True, slots=True)
class TraitView:
    """`stance` is what the author said of it, `learned` what their edits say; "" where they say nothing.

    What has no `choices` is only told.
    """

    trait: Trait
    choices: tuple[str, ...]
    stance: str = ""
    learned: str = ""


@dataclass(frozen=True, slots=True)
class SideView:
    """Wording or surface: what stands in the open, and what is asked for."""

    side: str
    telling: tuple[TraitView, ...]
    rest: tuple[TraitView, ...]


@dataclass(frozen=True, slots=True)
class LanguageView:
    """A voice in one language; `posts` it rests on. `elsewhere` are corrections of what was not measured."""

    language: str
    posts: int
    style: Style
    sure: str
    sides: tuple[SideView, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = field(default=())

    @property
    def shown(self) -> bool:
        return bool(self.posts or self.elsewhere)


def language_view(voice: Voice, language: Language) -> LanguageView:
    traits = portray(voice.measured, generic_background(language.value))
    views = [_trait(trait, voice) for trait in traits]
    told = {trait.name for trait in traits}
    return LanguageView(
        language.value,
        voice.measured.posts,
        voice.measured.style,
        how_sure(voice.measured.posts),
        tuple(_side(side, views) for side in (Side.WORDING, Side.SURFACE)) if views else (),
        tuple((name, stance.value) for name, stance in voice.corrections.items() if name not in told),
    )


def how_sure(posts: int) -> str:
    """ "none" below five posts, "hint" below ten, "fair" and, from twenty, "good"."""
    if posts < FEWEST_POSTS:
        return "none"
    if posts < 2 * FEWEST_POSTS:
        return "hint"
    return "fair" if posts < 4 * FEWEST_POSTS else "good"


def _trait(trait: Trait, voice: Voice) -> TraitView:
    stance, learned = voice.corrections.get(trait.name), voice.learned.get(trait.name)
    may_change = is_trait(trait.name, voice.measured.language)
    allowed = tuple(choice.value for choice in (*choices(trait.name), Stance.OFF)) if may_change else ()
    return TraitView(trait, allowed, stance.value if stance else "", learned.value if learned else "")


def _side(side: Side, views: Sequence[TraitView]) -> SideView:
    mine = [view for view in views if view.trait.side is side]
    telling = [view for view in mine if view.trait.telling >= _TELLING][:MOST_IN_THE_OPEN]
    shown = [view for view in mine if view in telling or view.stance]
    return SideView(side.value, tuple(shown), tuple(view for view in mine if view not in shown))
