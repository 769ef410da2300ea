"""The profile of an author's voice in one language, measured on posts they brought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from guardrails.authenticity.voice.style import Style


@dataclass(frozen=True, slots=True)
class Sample:
    """One post of the author; `language` is "fr" or "en"."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Habit:
    """A habit as the author has it: `usual` is the mean over posts, `low`..`high` the 20th to 80th percentile.

    `shares` says how the author's posts fall into the population's bins of this habit.
    """

    name: str
    usual: float
    low: float
    high: float
    posts_with: int
    """Posts where the habit shows at all (value above zero)."""
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class VoiceProfile:
    """What is known of a voice in one language. `posts` is the number of samples it rests on.

    `exemplars` are the author's own posts, most typical first. An author who brought nothing has
    `VoiceProfile.empty(language)`: no posts, no habits, a `style` of defaults.
    """

    language: str
    posts: int = 0
    habits: Mapping[str, Habit] = field(default_factory=dict)
    style: Style = field(default_factory=Style)
    exemplars: tuple[str, ...] = ()

    @classmethod
    def empty(cls, language: str) -> "VoiceProfile":
        return cls(language=language)

    @property
    def known(self) -> bool:
        """True when at least one post was measured."""
        return self.posts > 0


def build_profile(samples: Sequence[Sample], language: str) -> VoiceProfile:
    """Measure the samples written in `language`; the others, blank ones and repeats are left out."""
    texts = tuple(dict.fromkeys(s.text.strip() for s in samples if s.language == language and s.text.strip()))
    if not texts:
        return VoiceProfile.empty(language)
    return VoiceProfile(language=language, posts=len(texts), exemplars=texts)
