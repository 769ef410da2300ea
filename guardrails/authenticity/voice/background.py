"""What is common to everybody: the counts against which a voice stands out."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from guardrails.authenticity.voice.chain import Singles, count_links
from guardrails.authenticity.voice.habits import HABITS, habits_of
from guardrails.authenticity.voice.lexicon import FUNCTION_WORDS
from guardrails.authenticity.voice.reading import Reading
from guardrails.authenticity.voice.wording import BUCKETS, VIEWS, Floats

MAX_BINS = max(kind.bins for kind in HABITS)
GENERIC_WEIGHT = 20.0
"""How many posts the generic constants weigh once colleagues' posts are added."""
SUMS = ("counts", "having", "links", "function", "function_squared", "bins")
_CONSTANTS = Path(__file__).with_name("background.npz")


@dataclass(frozen=True, slots=True, eq=False)
class Background:
    """Sums over the posts of many people: no text, no author, nothing to read back.

    `posts` is their (weighted) number; `counts` (len(VIEWS) x BUCKETS cells) says how often each n-gram
    occurs and `having` in how many posts; `links` counts the links of chains; `function` and
    `function_squared` are sums of relative frequencies and of their squares; `bins[h, b]` is the number of
    posts whose habit h falls into bin b.
    """

    language: str
    posts: float
    counts: Floats
    having: Floats
    links: Singles
    function: Floats
    function_squared: Floats
    bins: Floats

    @classmethod
    def of(cls, readings: Iterable[Reading], language: str) -> "Background":
        """The counts of these readings and of nothing else."""
        return _count(readings, language)

    def plus(self, other: "Background") -> "Background":
        """A background that also counts the posts of the other, such as those of the author's colleagues.

        They should be by several people in this language, about ten each; five people nearly suffice.
        """
        sums = {name: getattr(self, name) + getattr(other, name) for name in SUMS}
        return Background(self.language, self.posts + other.posts, **sums)

    def weighing(self, posts: float) -> "Background":
        """The same proportions, as if they came from this many posts."""
        scale = posts / max(self.posts, 1e-9)
        return Background(self.language, posts, **{name: getattr(self, name) * scale for name in SUMS})

    @property
    def local(self) -> bool:
        """True when it counts colleagues, not the shipped constants alone."""
        return self.posts > GENERIC_WEIGHT + 0.5

    def gram_shares(self) -> Floats:
        """Probability of each n-gram within its view, smoothed so that none is zero."""
        floor = 0.001 * self.posts + 1e-6
        counts = self.counts.reshape(len(VIEWS), BUCKETS) + floor
        shares: Floats = (counts / counts.sum(axis=1, keepdims=True)).ravel()
        return shares

    def idf(self) -> Floats:
        """Inverse document frequency of each n-gram, never negative."""
        return np.maximum(np.log((self.posts + 1) / (self.having + 0.5)), 0.0)

    def habit_shares(self) -> Floats:
        """Share of posts in each bin of each habit, smoothed by two invisible posts."""
        return (self.bins + 0.5) / (self.posts + 2)

    def function_spread(self) -> tuple[Floats, Floats]:
        """Mean and standard deviation of each function word's relative frequency."""
        posts = max(self.posts, 1.0)
        mean = self.function / posts
        return mean, np.sqrt(np.maximum(self.function_squared / posts - mean**2, 0)) + 0.002


@lru_cache(maxsize=2)
def generic_background(language: str) -> Background:
    """The constants shipped with the code: invented texts as counts (evals/voice_fit.py)."""
    with np.load(_CONSTANTS, allow_pickle=False) as constants:
        sums = {name: constants[f"{language}_{name}"].astype(np.float32) for name in SUMS}
    return Background(language, GENERIC_WEIGHT, **sums)


def _count(readings: Iterable[Reading], language: str) -> Background:
    kinds = len(habits_of(language))
    counts, having = np.zeros(len(VIEWS) * BUCKETS), np.zeros(len(VIEWS) * BUCKETS)
    bins = np.zeros((kinds, MAX_BINS))
    function = np.zeros(len(FUNCTION_WORDS[language]))
    function_squared = np.zeros_like(function)
    kept = tuple(readings)
    for reading in kept:
        counts[reading.wording.cells] += reading.wording.counts
        having[reading.wording.cells] += 1
        bins[np.arange(kinds), reading.bins] += 1
        function += reading.wording.function
        function_squared += reading.wording.function**2
    links = count_links(reading.chain for reading in kept)
    return Background(language, float(len(kept)), counts, having, links, function, function_squared, bins)
