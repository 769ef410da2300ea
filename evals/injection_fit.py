"""Fit the weights of orders to a model on sentences written for it, none of which is measured on.

`python -m evals.injection_fit` writes guardrails/injection/likely.toml.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from evals.case import DATASETS
from evals.suites.leak_rows import read_leaks
from guardrails.candidate import Candidate
from guardrails.doc import Doc
from guardrails.injection.likely import WEIGHTS, features
from guardrails.injection.orders import one_line

TRAINING = DATASETS / "injection_training.jsonl"
ENOUGH = 2.3
"""Log-odds; on thousands of real posts none comes as near."""

_FEWEST = 4
_RIDGE = 1.0
_ROUNDS = 30
_CHOSEN, _ORDINARY = 3.0, 0.6
Features = frozenset[str]


def main() -> None:
    orders, calm = (list(chain.from_iterable(_read(label))) for label in ("order", "calm"))
    ordinary = [one for text in _ordinary_texts() for one in _features(text)]
    names = sorted(
        name for name, held in Counter(chain.from_iterable(orders + calm)).items() if held >= _FEWEST
    )
    held = np.array([[name in one for name in names] + [True] for one in orders + calm + ordinary], float)
    wanted = np.array([1.0] * len(orders) + [0.0] * (len(calm) + len(ordinary)))
    chosen = len(orders) + len(calm)
    counted = np.array([_CHOSEN] * chosen + [_ORDINARY] * len(ordinary))
    fitted = _fitted(held, wanted, counted)
    lines = [f'"{name}" = {weight:.2f}' for name, weight in zip(names, fitted, strict=False)]
    head = ["# Written by `python -m evals.injection_fit`.", f"enough = {ENOUGH}", f"bias = {fitted[-1]:.2f}"]
    WEIGHTS.write_text("\n".join([*head, "", "[weights]", *lines]) + "\n", "utf-8")


def _read(label: str) -> Iterator[list[Features]]:
    """An order is one order, however many sentences it takes."""
    for line in TRAINING.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["label"] == label:
            read = _features(row["text"])
            yield [frozenset[str]().union(*read)] if label == "order" else read


def _features(text: str) -> list[Features]:
    doc = Doc.of(Candidate(text))
    return [read for _, read in features(one_line(doc.folded), doc.sentences)]


def _ordinary_texts() -> Iterator[str]:
    for row in read_leaks():
        if row.split == "dev":
            yield from row.posts().values()
    for line in (DATASETS / "tone_dev.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)["text"]


def _fitted(
    held: NDArray[np.float64], wanted: NDArray[np.float64], counted: NDArray[np.float64]
) -> Sequence[float]:
    """Newton's method; the constant is not held back."""
    ridge = np.full(held.shape[1], _RIDGE)
    ridge[-1] = 1e-3
    weights = np.zeros(held.shape[1])
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-held @ weights))
        slope = held.T @ (counted * (wanted - likely)) - ridge * weights
        bend = (held.T * (counted * likely * (1 - likely))) @ held + np.diag(ridge)
        weights = weights + np.linalg.solve(bend, slope)
    return list(map(float, weights))


if __name__ == "__main__":
    main()
