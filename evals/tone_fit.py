"""Fit the weights that tell a brochure from a person's prose, on texts written for the purpose.

Run from the project's root: `python -m evals.tone_fit [--write]` (a second). It reads
evals/datasets/tone_dev.jsonl only, prints the cross-validated AUC per language, and writes
guardrails/authenticity/corporate_weights.toml. The threshold of the warning is the only number that is not
fitted: it is chosen, by evals/tone_figures.py, so that few posts of people reach it.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from evals.case import DATASETS, SIDES, Row, Side, read_cases
from evals.voice_fit import auc
from guardrails.authenticity.corporate_features import FEATURES, Prose, read_features
from guardrails.candidate import Candidate
from guardrails.doc import Doc

Floats = NDArray[np.float64]
DEV = DATASETS / "tone_dev.jsonl"
WEIGHTS = Path(__file__).parent.parent / "guardrails/authenticity/corporate_weights.toml"
RIDGE = 10.0
FOLDS = 5
WARN: dict[Side, float] = {"en": 0.94, "fr": 0.86}
"""Scores from which an author hears of it."""
NOT_NEGATIVE = frozenset(FEATURES) - {"first_person", "spoken", "turns"}
"""A sign of a brochure must never speak for a person, or no reason could be given."""


class ToneRow(Row):
    id: str
    language: Side
    label: Literal["corporate", "personal"]
    text: str
    why: str


class Fit(NamedTuple):
    """Weights on features as they are, and the bias; `usual` is a person's mean of each feature."""

    weights: Floats
    bias: float
    usual: Floats

    def logits(self, rows: Floats) -> Floats:
        found: Floats = rows @ self.weights + self.bias
        return found


def measured(texts: Sequence[str], side: Side) -> Floats:
    """One row per text, one column per feature."""
    docs = (Prose.of(Doc.of(Candidate(text, language=side))) for text in texts)
    return np.array([[read_features(prose)[name].value for name in FEATURES] for prose in docs])


def fit(rows: Floats, corporate: NDArray[np.bool_]) -> Fit:
    """Ridge-penalised logistic regression on standardised features, by Newton's method.

    Features whose weight has the wrong sign are left out and the rest is fitted again.
    """
    kept = list(range(len(FEATURES)))
    while True:
        weights, bias = _newton(rows[:, kept], corporate.astype(float))
        wrong = [
            at for at, weight in zip(kept, weights, strict=True) if weight and (weight > 0) != _positive(at)
        ]
        if not wrong:
            break
        kept = [at for at in kept if at not in wrong]
    full = np.zeros(len(FEATURES))
    full[kept] = weights
    return Fit(full, bias, rows[~corporate].mean(axis=0))


def _positive(feature: int) -> bool:
    return FEATURES[feature] in NOT_NEGATIVE


def _newton(rows: Floats, labels: Floats) -> tuple[Floats, float]:
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    x = np.c_[(rows - mean) / spread, np.ones(len(rows))]
    penalty = np.diag([RIDGE] * rows.shape[1] + [1e-6])
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + penalty, x.T @ (p - labels) + penalty @ w)
    slopes = w[:-1] / spread
    return slopes, float(w[-1] - slopes @ mean)


def cross_validated(rows: Floats, corporate: NDArray[np.bool_]) -> Floats:
    """The logit of each row under weights that have not seen it."""
    order = np.arange(len(rows))
    random.Random(0).shuffle(order)  # type: ignore[arg-type]  # noqa: S311  (repeatable folds, not a secret)
    logits = np.zeros(len(rows))
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        rest = np.setdiff1d(order, held)
        logits[held] = fit(rows[rest], corporate[rest]).logits(rows[held])
    return logits


def written(fits: dict[Side, Fit]) -> str:
    lines = ["# Written by evals/tone_fit.py: weights of the corporate score, and a person's usual values."]
    for side, found in fits.items():
        lines += ["", f"[{side}]", f"bias = {found.bias:.4f}", f"warn = {WARN[side]}"]
        for table, values in (("weight", found.weights), ("usual", found.usual)):
            lines += ["", f"[{side}.{table}]"]
            lines += [f"{name} = {value:.4f}" for name, value in zip(FEATURES, values, strict=True)]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="replace the weights that are shipped")
    options = parser.parse_args()
    rows = read_cases([DEV], ToneRow)
    fits: dict[Side, Fit] = {}
    for side in SIDES:
        mine = [row for row in rows if row.language == side]
        x = measured([row.text for row in mine], side)
        corporate = np.array([row.label == "corporate" for row in mine])
        logits = cross_validated(x, corporate)
        fits[side] = fit(x, corporate)
        print(f"{side}: {len(mine)} texts, AUC {auc(logits[corporate], logits[~corporate]):.4f} (folds)")
    if options.write:
        WEIGHTS.write_text(written(fits), encoding="utf-8")


if __name__ == "__main__":
    main()
