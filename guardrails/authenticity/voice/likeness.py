"""How like a voice a text is: five scores, and the same for each of the author's posts left out in turn."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from guardrails.authenticity.voice.background import MAX_BINS, Background
from guardrails.authenticity.voice.habits import Side, habits_of
from guardrails.authenticity.voice.reading import Reading
from guardrails.authenticity.voice.wording import BUCKETS, Floats, Grams

SCORES = ("surface", "wording", "characters", "phrasing", "function_words", "plain_characters")
"""Log-likelihood ratios of surface habits, of wording habits and (per character) of 3-grams; cosine of
4-grams weighted by rarity; Cosine Delta of function words (Smith and Aldridge, 2011)."""

_SHRINKAGE = 4.0  # invisible posts that pull an author's shares towards everybody's
_SMOOTHING = 6000.0  # invisible characters that do the same for 3-grams
_REPEATS = 3.0  # a 3-gram counts three times at most: one name repeated is a topic, not a voice
_EXTREME = 4.0  # standard deviations beyond which a function word is no more telling
_TINY = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """An author's posts added up; `fours` adds unit vectors, so that each post weighs the same."""

    posts: int
    bins: Floats
    threes: Floats
    plain: Floats
    fours: Floats
    function: Floats


class Reference:
    """A voice set against a background, ready to compare texts with.

    Habits that are `switched_off` count neither for a text nor against it.
    """

    def __init__(
        self, readings: Sequence[Reading], background: Background, *, switched_off: Collection[str] = ()
    ) -> None:
        kinds = habits_of(background.language)
        self._readings = tuple(readings)
        self._rarity = background.idf()
        self._common, self._common_plain = background.gram_shares()
        self._population = background.habit_shares()
        self._mean, self._spread = background.function_spread()
        self._surface = np.array([kind.side is Side.SURFACE for kind in kinds])
        self._counted = np.array([kind.name not in switched_off for kind in kinds])
        self._rows = np.arange(len(kinds))
        self._whole = self._sums(self._readings)
        self.own_scores = np.array([self._scores(r, self._without(self._sums([r]))) for r in self._readings])
        """One row of SCORES per post of the author, each measured against the author's other posts."""

    def scores(self, reading: Reading) -> Floats:
        """SCORES of a text against all of the author's posts."""
        return self._scores(reading, self._whole)

    def jackknife(self, reading: Reading, groups: int = 10) -> Floats:
        """SCORES of a text, one row per tenth of the author's posts left out: how firm the scores are."""
        groups = min(groups, len(self._readings))
        parts = [self._readings[i::groups] for i in range(groups)]
        return np.array([self._scores(reading, self._without(self._sums(part))) for part in parts])

    def habit_ratios(self, reading: Reading) -> Floats:
        """Share of the author's posts in each habit's bin of this text, over everybody's share, as a log."""
        return self._ratios(reading, self._whole)

    def _scores(self, reading: Reading, sums: Sums) -> Floats:
        ratios = self._ratios(reading, sums)
        wording = reading.wording
        return np.array([
            ratios[self._surface].sum(),
            ratios[~self._surface].sum(),
            _characters(wording.threes, sums.threes, self._common),
            self._phrasing(wording.fours, sums.fours),
            self._delta(wording.function, sums.function / max(sums.posts, 1)),
            _characters(wording.plain, sums.plain, self._common_plain),
        ])  # fmt: skip

    def _ratios(self, reading: Reading, sums: Sums) -> Floats:
        population = self._population[self._rows, reading.bins]
        own = sums.bins[self._rows, reading.bins] + _SHRINKAGE * population
        return np.where(self._counted, np.log(own / (sums.posts + _SHRINKAGE) / population), 0.0)

    def _phrasing(self, grams: Grams, own: Floats) -> float:
        norm = float(np.linalg.norm(own))
        return float(self._unit(grams) @ own[grams.cells]) / (norm + _TINY)

    def _delta(self, here: Floats, usual: Floats) -> float:
        a = np.clip((here - self._mean) / self._spread, -_EXTREME, _EXTREME)
        b = (usual - self._mean) / self._spread
        return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b) + _TINY))

    def _unit(self, grams: Grams) -> Floats:
        weights: Floats = np.log1p(grams.counts) * self._rarity[grams.cells]
        return weights / (np.linalg.norm(weights) + _TINY)

    def _sums(self, readings: Iterable[Reading]) -> Sums:
        threes, plain, fours = np.zeros(BUCKETS), np.zeros(BUCKETS), np.zeros(BUCKETS)
        bins = np.zeros((len(self._rows), MAX_BINS))
        function = np.zeros_like(self._mean)
        kept = tuple(readings)
        for reading in kept:
            bins[self._rows, reading.bins] += 1
            threes[reading.wording.threes.cells] += reading.wording.threes.counts
            plain[reading.wording.plain.cells] += reading.wording.plain.counts
            fours[reading.wording.fours.cells] += self._unit(reading.wording.fours)
            function += reading.wording.function
        return Sums(len(kept), bins, threes, plain, fours, function)

    def _without(self, part: Sums) -> Sums:
        whole = self._whole
        return Sums(
            whole.posts - part.posts,
            whole.bins - part.bins,
            whole.threes - part.threes,
            whole.plain - part.plain,
            whole.fours - part.fours,
            whole.function - part.function,
        )


def _characters(grams: Grams, own: Floats, common: Floats) -> float:
    """Mean log-ratio, per 3-gram of the text, of the author's smoothed share to everybody's share."""
    shares = common[grams.cells]
    voice = (own[grams.cells] + _SMOOTHING * shares) / (own.sum() + _SMOOTHING)
    counts = np.minimum(grams.counts, _REPEATS)
    return float(counts @ np.log(voice / shares) / max(counts.sum(), 1.0))
