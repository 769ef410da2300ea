"""Measures of an engine's answers, as pure functions of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was found rightly, found wrongly, and missed."""

    hits: int = 0
    false_alarms: int = 0
    misses: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.hits + other.hits, self.false_alarms + other.false_alarms, self.misses + other.misses
        )

    @property
    def precision(self) -> float | None:
        """The share of findings that are right; None when there are none."""
        return _ratio(self.hits, self.hits + self.false_alarms)

    @property
    def recall(self) -> float | None:
        """The share of what there is that was found; None when there is nothing."""
        return _ratio(self.hits, self.hits + self.misses)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None when there is nothing at all."""
        return _ratio(2 * self.hits, 2 * self.hits + self.false_alarms + self.misses)


def share(answers: Iterable[bool]) -> float | None:
    """The share of answers that are true; None when there are none."""
    listed = list(answers)
    return _ratio(sum(listed), len(listed))


def mean(values: Iterable[float]) -> float | None:
    """The arithmetic mean; None when there are no values."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else None


def percentile(values: Sequence[float], percent: float) -> float | None:
    """The value that `percent` of them do not exceed, interpolated; None without values."""
    if not values:
        return None
    ranked = sorted(values)
    place = (len(ranked) - 1) * percent / 100
    below = int(place)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (ranked[above] - ranked[below]) * (place - below)


def ndcg(ranking: Sequence[str], grades: Mapping[str, float], *, at: int = 10) -> float:
    """Normalised discounted cumulative gain with linear gains (Järvelin and Kekäläinen, 2002), in [0, 1].

    `grades` maps what is relevant to its grade; what is not in it counts nothing.
    """
    gained = _discounted([grades.get(name, 0.0) for name in ranking[:at]])
    best = _discounted(sorted(grades.values(), reverse=True)[:at])
    return gained / best if best else 0.0


def recall_at(ranking: Sequence[str], relevant: Collection[str], *, at: int) -> float:
    """The share of `relevant` among the first `at`."""
    return len(set(ranking[:at]) & set(relevant)) / len(set(relevant)) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str]) -> float:
    """One over the place of the first relevant one; 0 when there is none."""
    return next((1 / place for place, name in enumerate(ranking, start=1) if name in relevant), 0.0)


def auc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """How often a positive outranks a negative, ties counting half: the area under the ROC curve."""
    wins = sum((p > n) + 0.5 * (p == n) for p in positives for n in negatives)
    return _ratio(wins, len(positives) * len(negatives))


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / log2(place + 1) for place, gain in enumerate(gains, start=1))


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
