"""The measures of authorship verification, as pure functions of log-odds."""

from dataclasses import dataclass

import numpy as np

from evals.voice_fit import auc
from guardrails.authenticity.voice.wording import Floats

_BINS = 10
_UNSURE = 0.05  # as far from even odds as an answer may lie and still be withheld


@dataclass(frozen=True, slots=True)
class Figures:
    """`c_at_1` rewards withheld answers by the accuracy of the others (Peñas and Rodrigo, 2011)."""

    trials: int
    auc: float
    c_at_1: float
    eer: float
    brier: float
    calibration_error: float


def figures_of(own: Floats, foreign: Floats) -> Figures:
    """Log-odds of posts of the author, and of as many posts of others."""
    truth = np.r_[np.ones(len(own)), np.zeros(len(foreign))]
    chance = 1 / (1 + np.exp(-np.clip(np.r_[own, foreign], -30, 30)))
    return Figures(
        trials=len(own),
        auc=auc(own, foreign),
        c_at_1=_c_at_1(chance, truth),
        eer=equal_error_rate(own, foreign),
        brier=float(np.mean((chance - truth) ** 2)),
        calibration_error=calibration_error(chance, truth),
    )


def equal_error_rate(own: Floats, foreign: Floats) -> float:
    """The error where as large a share of own posts is refused as of foreign ones let pass."""
    cuts = np.unique(np.r_[own, foreign])
    refused = np.searchsorted(np.sort(own), cuts, side="left") / len(own)
    passed = 1 - np.searchsorted(np.sort(foreign), cuts, side="left") / len(foreign)
    best = int(np.argmin(np.abs(refused - passed)))
    return float((refused[best] + passed[best]) / 2)


def calibration_error(chance: Floats, truth: Floats) -> float:
    """Mean distance of chance and truth over ten equal bins of chance, each weighing as much as it holds."""
    cells = np.minimum((chance * _BINS).astype(int), _BINS - 1)
    gaps = (abs(chance[cells == b].sum() - truth[cells == b].sum()) for b in range(_BINS))
    return float(sum(gaps) / len(chance))


def _c_at_1(chance: Floats, truth: Floats) -> float:
    unsure = np.abs(chance - 0.5) < _UNSURE
    right = np.sum(((chance > 0.5) == truth.astype(bool)) & ~unsure)
    return float((right + unsure.sum() * right / len(chance)) / len(chance))
