"""What is common to everybody: the counts against which a voice stands out."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from guardrails.authenticity.voice.habits import HABITS, habits_of
from guardrails.authenticity.voice.lexicon import FUNCTION_WORDS
from guardrails.authenticity.voice.reading import Reading, read_text
from guardrails.authenticity.voice.wording import BUCKETS, Floats

MAX_BINS = max(kind.bins for kind in HABITS)
GENERIC_WEIGHT = 20.0
"""How many posts the generic constants weigh once colleagues' posts are added."""
_CONSTANTS = Path(__file__).with_name("background.npz")


@dataclass(frozen=True, slots=True, eq=False)
class Background:
    """Sums over the posts of many people: no text, no author, nothing to read back.

    `posts` is their (weighted) number; `threes` and `plain` the counts of 3-grams; `having_four` the
    number of posts that hold each 4-gram; `function` and `function_squared` sums of relative
    frequencies and of their squares; `bins[h, b]` the number of posts whose habit h falls into bin b.
    """

    language: str
    posts: float
    threes: Floats
    plain: Floats
    having_four: Floats
    function: Floats
    function_squared: Floats
    bins: Floats

    @classmethod
    def of(cls, readings: Iterable[Reading], language: str) -> "Background":
        """The counts of these readings and of nothing else."""
        return _count(readings, language)

    def with_posts(self, texts: Iterable[str]) -> "Background":
        """A background that also counts these posts, such as those of the author's colleagues.

        Give posts of several people in this language, about ten each; five people nearly suffice.
        """
        return self.plus(_count((read_text(text, self.language) for text in texts), self.language))

    def plus(self, other: "Background") -> "Background":
        return Background(
            self.language,
            self.posts + other.posts,
            self.threes + other.threes,
            self.plain + other.plain,
            self.having_four + other.having_four,
            self.function + other.function,
            self.function_squared + other.function_squared,
            self.bins + other.bins,
        )

    def weighing(self, posts: float) -> "Background":
        """The same proportions, as if they came from this many posts."""
        s = posts / max(self.posts, 1e-9)
        return Background(
            self.language,
            posts,
            self.threes * s,
            self.plain * s,
            self.having_four * s,
            self.function * s,
            self.function_squared * s,
            self.bins * s,
        )

    def gram_shares(self) -> tuple[Floats, Floats]:
        """Probability of each bucket of `threes` and of `plain`, smoothed so that none is zero."""
        floor = 0.001 * self.posts + 1e-6
        threes, plain = (
            (sums + floor) / (sums.sum() + floor * BUCKETS) for sums in (self.threes, self.plain)
        )
        return threes, plain

    def idf(self) -> Floats:
        """Inverse document frequency of each 4-gram bucket, never negative."""
        return np.maximum(np.log((self.posts + 1) / (self.having_four + 0.5)), 0.0)

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
    """The constants shipped with the code: public posts and articles as counts (evals/voice_fit.py)."""
    with np.load(_CONSTANTS, allow_pickle=False) as constants:

        def sums(name: str) -> Floats:
            counts: Floats = constants[f"{language}_{name}"].astype(np.float64)
            return counts

        return Background(
            language,
            GENERIC_WEIGHT,
            sums("threes"),
            sums("plain"),
            sums("having_four"),
            sums("function"),
            sums("function_squared"),
            sums("bins"),
        )


def _count(readings: Iterable[Reading], language: str) -> Background:
    kinds = len(habits_of(language))
    threes, plain, having_four = np.zeros(BUCKETS), np.zeros(BUCKETS), np.zeros(BUCKETS)
    bins = np.zeros((kinds, MAX_BINS))
    function = np.zeros(len(FUNCTION_WORDS[language]))
    function_squared = np.zeros_like(function)
    kept = tuple(readings)
    for reading in kept:
        threes[reading.wording.threes.cells] += reading.wording.threes.counts
        plain[reading.wording.plain.cells] += reading.wording.plain.counts
        having_four[reading.wording.fours.cells] += 1
        bins[np.arange(kinds), reading.bins] += 1
        function += reading.wording.function
        function_squared += reading.wording.function**2
    return Background(
        language, float(len(kept)), threes, plain, having_four, function, function_squared, bins
    )
