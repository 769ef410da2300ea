"""How like a voice a text is: 19 scores, and the same for each of the author's posts left out in turn."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np

from guardrails.authenticity.voice.background import MAX_BINS, Background
from guardrails.authenticity.voice.chain import (
    Singles,
    count_links,
    log_likelihoods,
    mean_gain,
    seen,
    seen_among,
)
from guardrails.authenticity.voice.habits import Side, habits_of
from guardrails.authenticity.voice.reading import Reading
from guardrails.authenticity.voice.wording import BUCKETS, VIEWS, Floats, Wording

SCORES = (
    "surface",
    "wording",
    "function_words",
    "chain",
    *(f"{view}_{score}" for score in ("ratio", "cosine", "contrast") for view in VIEWS),
)
"""Log-likelihood ratios of surface habits and of wording habits; Cosine Delta of function words (Smith
and Aldridge, 2011); mean log-likelihood ratio of each character after those before it; and of each view the
mean log-likelihood ratio of its n-grams, their cosine with the author's (TF-IDF), and how far that exceeds
their cosine with everybody's."""

_SHRINKAGE = 4.0  # invisible posts that pull an author's shares towards everybody's
_SMOOTHING = np.array([6000.0, 6000.0, 6000.0, 2000.0, 1500.0])  # invisible n-grams of each view, likewise
_REPEATS = 3.0  # an n-gram counts three times at most: one name repeated is a topic, not a voice
_EXTREME = 4.0  # standard deviations beyond which a function word is no more telling
_TINY = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """An author's posts added up; `units` adds vectors of length 1, so that each post weighs the same."""

    posts: int
    bins: Floats
    counts: Floats
    units: Floats
    characters: int
    function: Floats

    def __sub__(self, part: "Sums") -> "Sums":
        names = [field.name for field in fields(self)]
        return Sums(*(getattr(self, name) - getattr(part, name) for name in names))


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
        self._shares = background.gram_shares()
        self._links = background.links
        self._usual = _normed(background.having * self._rarity)
        self._population = background.habit_shares()
        self._mean, self._spread = background.function_spread()
        self._surface = np.array([kind.side is Side.SURFACE for kind in kinds])
        self._counted = np.array([kind.name not in switched_off for kind in kinds])
        self._rows = np.arange(len(kinds))
        self._characters = float(background.links[0].sum())
        self._whole = self._sums(self._readings)
        self._own_links = count_links(reading.chain for reading in self._readings)
        self.own_scores = np.array([self._scores_without(r, [r]) for r in self._readings])
        """One row of SCORES per post of the author, each measured against the author's other posts."""

    def scores(self, reading: Reading) -> Floats:
        """SCORES of a text against all of the author's posts."""
        return self._scores(reading, self._whole, seen(self._own_links, reading.chain))

    def jackknife(self, reading: Reading, groups: int = 10) -> Floats:
        """SCORES of a text, one row per tenth of the author's posts left out: how firm the scores are."""
        groups = min(groups, len(self._readings))
        parts = [self._readings[i::groups] for i in range(groups)]
        return np.array([self._scores_without(reading, part) for part in parts])

    def habit_ratios(self, reading: Reading) -> Floats:
        """Share of the author's posts in each habit's bin of this text, over everybody's share, as a log."""
        return self._ratios(reading, self._whole)

    def _scores_without(self, reading: Reading, part: Sequence[Reading]) -> Floats:
        links = seen(self._own_links, reading.chain) - seen_among((one.chain for one in part), reading.chain)
        return self._scores(reading, self._whole - self._sums(part), links)

    def _scores(self, reading: Reading, sums: Sums, own_links: Singles) -> Floats:
        habits = self._ratios(reading, sums)
        wording = reading.wording
        unit = self._unit(wording)
        norms = np.linalg.norm(sums.units.reshape(len(VIEWS), BUCKETS), axis=1) + _TINY
        cosines = wording.per_view(unit * sums.units[wording.cells]) / norms
        usual = wording.per_view(unit * self._usual[wording.cells])
        delta = self._delta(wording.function, sums.function / max(sums.posts, 1))
        chained = self._chained(reading, sums.characters, own_links)
        return np.concatenate([
            [habits[self._surface].sum(), habits[~self._surface].sum(), delta, chained],
            self._gram_ratios(wording, sums.counts),
            cosines,
            cosines - usual,
        ])  # fmt: skip

    def _ratios(self, reading: Reading, sums: Sums) -> Floats:
        population = self._population[self._rows, reading.bins]
        own = sums.bins[self._rows, reading.bins] + _SHRINKAGE * population
        return np.where(self._counted, np.log(own / (sums.posts + _SHRINKAGE) / population), 0.0)

    def _gram_ratios(self, wording: Wording, own: Floats) -> Floats:
        """Mean log-ratio, per n-gram of each view, of the author's smoothed share to everybody's share."""
        shares = self._shares[wording.cells]
        totals = own.reshape(len(VIEWS), BUCKETS).sum(axis=1)
        smoothing = wording.spread(_SMOOTHING)
        voice = (own[wording.cells] + smoothing * shares) / wording.spread(totals + _SMOOTHING)
        counts = np.minimum(wording.counts, _REPEATS)
        return wording.per_view(counts * np.log(voice / shares)) / wording.per_view(counts)

    def _chained(self, reading: Reading, characters: int, own_links: Singles) -> float:
        everybody, total = seen(self._links, reading.chain), self._characters
        both = log_likelihoods(everybody + own_links, total + characters)
        return mean_gain(log_likelihoods(everybody, total), both)

    def _delta(self, here: Floats, usual: Floats) -> float:
        a = np.clip((here - self._mean) / self._spread, -_EXTREME, _EXTREME)
        b = (usual - self._mean) / self._spread
        return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b) + _TINY))

    def _unit(self, wording: Wording) -> Floats:
        """TF-IDF weights of each cell, of length 1 within each view."""
        weights = np.log1p(wording.counts) * self._rarity[wording.cells]
        norms = np.sqrt(wording.per_view(weights**2)) + _TINY
        units: Floats = weights / wording.spread(norms)
        return units

    def _sums(self, readings: Iterable[Reading]) -> Sums:
        kept = tuple(readings)
        bins = np.zeros((len(self._rows), MAX_BINS))
        for reading in kept:
            bins[self._rows, reading.bins] += 1
        return Sums(
            posts=len(kept),
            bins=bins,
            counts=_added(kept, [reading.wording.counts for reading in kept]),
            units=_added(kept, [self._unit(reading.wording) for reading in kept]),
            characters=sum(reading.chain.links.shape[1] for reading in kept),
            function=np.sum([reading.wording.function for reading in kept], axis=0),
        )


def _added(readings: Sequence[Reading], values: Sequence[Floats]) -> Floats:
    """One value per cell of each reading, added up in an array of all cells."""
    cells = np.concatenate([reading.wording.cells for reading in readings])
    added: Floats = np.bincount(cells, np.concatenate(values), len(VIEWS) * BUCKETS).astype(np.float64)
    return added


def _normed(values: Floats) -> Floats:
    """Each view's part of the array, brought to length 1."""
    parts = values.reshape(len(VIEWS), BUCKETS)
    normed: Floats = (parts / (np.linalg.norm(parts, axis=1, keepdims=True) + _TINY)).ravel()
    return normed
