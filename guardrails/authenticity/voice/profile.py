"""The profile of an author's voice in one language, measured on posts they brought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from guardrails.authenticity.voice.habits import habits_of
from guardrails.authenticity.voice.reading import LONGEST_READ, Reading, read_text
from guardrails.authenticity.voice.style import Style
from guardrails.authenticity.voice.style_reading import read_style


@dataclass(frozen=True, slots=True)
class Sample:
    """One post of the author; `language` is "fr" or "en"."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Habit:
    """A habit as the author has it: `usual` is the mean over posts, `low`..`high` its p20 to p80.

    `shares` says how the author's posts fall into the population's bins of this habit.
    """

    name: str
    usual: float
    low: float
    high: float
    posts_with: int
    """Posts where the habit shows at all (value above zero)."""
    shares: tuple[float, ...] = ()
    said: bool = False
    """The author said so: this is what they want, and no longer what was measured."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class VoiceProfile:
    """What is known of a voice in one language. `posts` is the number of samples it rests on.

    `exemplars` are the author's own posts, most typical first. An author who brought nothing has
    `VoiceProfile.empty(language)`: no posts, no habits, a `style` of defaults. `readings` are the
    measured samples that scoring needs. `switched_off` are habits that the author wants neither followed
    nor judged: `habits` does not hold them. Profiles compare by identity.
    """

    language: str
    posts: int = 0
    habits: Mapping[str, Habit] = field(default_factory=dict)
    style: Style = field(default_factory=Style)
    exemplars: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = field(default=(), repr=False)
    switched_off: frozenset[str] = frozenset()

    @classmethod
    def empty(cls, language: str) -> "VoiceProfile":
        return cls(language=language)

    @property
    def known(self) -> bool:
        """True when at least one post was measured."""
        return self.posts > 0


MOST_SAMPLES = 200
"""Beyond this the newest posts tell enough."""


def build_profile(samples: Sequence[Sample], language: str) -> VoiceProfile:
    """Measure the samples written in `language`; the others, blank ones and repeats are left out.

    Of more than 200 samples the first 200 are measured: give the newest first.
    """
    texts = _usable(samples, language)
    if not texts:
        return VoiceProfile.empty(language)
    readings = tuple(read_text(text, language) for text in texts)
    habits = _habits(readings, language)
    return VoiceProfile(
        language=language,
        posts=len(texts),
        habits=habits,
        style=read_style(texts, language),
        exemplars=_by_typicality(texts, readings, habits),
        readings=readings,
    )


def _usable(samples: Sequence[Sample], language: str) -> tuple[str, ...]:
    mine = (sample.text.strip() for sample in samples if sample.language == language)
    return tuple(dict.fromkeys(text[:LONGEST_READ] for text in mine if text))[:MOST_SAMPLES]


def _habits(readings: Sequence[Reading], language: str) -> dict[str, Habit]:
    values = np.array([reading.values for reading in readings])
    bins = np.array([reading.bins for reading in readings])
    low, high = np.percentile(values, [20, 80], axis=0)
    return {
        kind.name: Habit(
            name=kind.name,
            usual=float(values[:, i].mean()),
            low=float(low[i]),
            high=float(high[i]),
            posts_with=int((values[:, i] > 0).sum()),
            shares=tuple(
                float(share) for share in np.bincount(bins[:, i], minlength=kind.bins) / len(readings)
            ),
        )
        for i, kind in enumerate(habits_of(language))
    }


def _by_typicality(
    texts: Sequence[str], readings: Sequence[Reading], habits: Mapping[str, Habit]
) -> tuple[str, ...]:
    """A post is typical when it falls, habit by habit, where most of the author's posts fall."""

    def shared(reading: Reading) -> float:
        return sum(own.shares[int(place)] for own, place in zip(habits.values(), reading.bins, strict=True))

    order = sorted(range(len(texts)), key=lambda i: (-shared(readings[i]), i))
    return tuple(texts[i] for i in order)
