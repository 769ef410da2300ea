"""How a model is told a voice: posts chosen for the brief, measured ranges, nevers, wishes and rules."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log

from app.cocreate.composition import AuthorVoice
from app.cocreate.lexicon import stems
from app.cocreate.tones import toned_style
from app.cocreate.wishes import Bounds
from app.domain.briefs import Brief
from app.domain.voice import Tone
from app.domain.voice_rules import WordRule
from guardrails.authenticity.voice.habits import Unit, habit
from guardrails.authenticity.voice.profile import Habit, VoiceProfile
from guardrails.authenticity.voice.score import FEWEST_POSTS

MOST_EXEMPLARS, TYPICAL = 8, 2
MOST_WEIGHED = 60
"""Posts, the most typical first: looking through more for a near one would take longer than it helps."""
MOST_HASHTAGS, MOST_EMOJI, MOST_WISHES, MOST_RULES = 5, 5, 20, 20
_LENGTH_COUNTS = 0.3
"""What a post of just the right length is worth beside one that speaks of the whole topic, which is 1."""


@dataclass(frozen=True, slots=True)
class Conditioning:
    """Which parts of a voice a model is told; switched off one by one, they show which of them help."""

    exemplars: bool = True
    ranges: bool = True
    nevers: bool = True
    wishes: bool = True
    rules: bool = True


EVERYTHING = Conditioning()


@dataclass(frozen=True, slots=True)
class HabitRange:
    """The 20th to the 80th percentile of a habit over an author's posts, as figures to read."""

    habit: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class ToldVoice:
    """A voice as the prompts say it. `nevers` are names of habits; `address` is "tu", "vous" or ""."""

    ranges: tuple[HabitRange, ...] = ()
    nevers: tuple[str, ...] = ()
    emoji: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    address: str = ""
    tone: str = Tone.AS_I_AM.value
    avoided: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    rules: tuple[WordRule, ...] = ()


def tell_voice(
    voice: AuthorVoice, brief: Brief, conditioning: Conditioning, mask: Callable[[str], str]
) -> ToldVoice | None:
    """What is known of the voice, from posts or from an interview alone; None where nothing is."""
    wishes = voice.wishes
    tone = wishes.tone(brief.channel)
    style = toned_style(voice.profile.style, tone, Bounds.of(wishes), brief.language)
    measured = conditioning.ranges
    told = ToldVoice(
        ranges=tuple(_ranges(voice.profile)) if measured else (),
        nevers=tuple(_nevers(voice.profile)) if conditioning.nevers else (),
        emoji=style.emoji[:MOST_EMOJI] if measured and style.emoji_rate > 0 else (),
        hashtags=tuple(map(mask, style.hashtags[:MOST_HASHTAGS])) if measured else (),
        address=style.address if measured else "",
        tone=tone.value if conditioning.wishes else Tone.AS_I_AM.value,
        avoided=tuple(map(mask, wishes.avoided[:MOST_WISHES])) if conditioning.wishes else (),
        refusals=tuple(map(mask, wishes.refusals[:MOST_WISHES])) if conditioning.wishes else (),
        rules=tuple(_masked(voice.rules[:MOST_RULES], mask)) if conditioning.rules else (),
    )
    return told if told != ToldVoice() else None


def _ranges(profile: VoiceProfile) -> Iterator[HabitRange]:
    for one in profile.habits.values():
        unit = habit(one.name).unit
        if one.high > 0 and unit not in (Unit.SHARE, Unit.CODE, Unit.RATIO):
            yield HabitRange(one.name, figure(one.low), figure(one.high))


def _nevers(profile: VoiceProfile) -> Iterator[str]:
    """What the author said they never do, and what enough posts never show."""
    for one in profile.habits.values():
        if one.high == 0 and _is_telling(one, profile):
            yield one.name


def _is_telling(one: Habit, profile: VoiceProfile) -> bool:
    chosen = one.said or not profile.known  # without posts, a habit is there only because it was asked for
    return chosen or (profile.posts >= FEWEST_POSTS and one.posts_with == 0)


def figure(value: float) -> str:
    """A count as one reads it: whole from ten on, one decimal below where it has one."""
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}".removesuffix(".0")


def _masked(rules: Sequence[WordRule], mask: Callable[[str], str]) -> Iterator[WordRule]:
    for rule in rules:
        yield WordRule(mask(rule.before), mask(rule.after))


def choose_exemplars(voice: AuthorVoice, brief: Brief, *, most: int = MOST_EXEMPLARS) -> tuple[str, ...]:
    """The author's two most typical posts, then those nearest to the brief in topic and length."""
    posts = tuple(dict.fromkeys(voice.exemplars or voice.profile.exemplars))
    typical, others = posts[:TYPICAL], posts[TYPICAL:MOST_WEIGHED]
    topic = _stems(" ".join((brief.topic, *brief.takes)), brief.language.value)
    length = voice.profile.style.length.median

    def nearness(post: str) -> float:
        shared = len(topic & _stems(post, brief.language.value)) / max(1, len(topic))
        return shared + _LENGTH_COUNTS * _same_length(len(post), length)

    return (*typical, *sorted(others, key=nearness, reverse=True)[: most - len(typical)])[:most]


def without_secrets(
    voice: AuthorVoice, exemplars: tuple[str, ...], may_leave: Callable[[str], bool]
) -> tuple[AuthorVoice, tuple[str, ...]]:
    """The voice and the posts less what may not leave today, whatever was allowed when it was written.

    One look at all of it is enough where nothing rings.
    """
    wishes = voice.wishes
    said = (*wishes.avoided, *wishes.refusals, *voice.profile.style.hashtags)
    rules = [part for rule in voice.rules for part in (rule.before, rule.after)]
    if may_leave("\n\n".join([*exemplars, *said, *rules])):
        return voice, exemplars
    style = replace(
        voice.profile.style, hashtags=tuple(tag for tag in voice.profile.style.hashtags if may_leave(tag))
    )
    voice = replace(
        voice,
        profile=replace(voice.profile, style=style),
        wishes=replace(
            wishes,
            avoided=tuple(filter(may_leave, wishes.avoided)),
            refusals=tuple(filter(may_leave, wishes.refusals)),
        ),
        rules=tuple(rule for rule in voice.rules if may_leave(f"{rule.before}\n{rule.after}")),
    )
    return voice, tuple(filter(may_leave, exemplars))


def _same_length(size: int, usual: float) -> float:
    """1 where the lengths are equal, 0 where one is four times the other or more."""
    if size <= 0 or usual <= 0:
        return 0.0
    return max(0.0, 1 - abs(log(size / usual)) / log(4))


@lru_cache(maxsize=1024)
def _stems(text: str, language: str) -> frozenset[str]:
    return stems(text, language)
