"""Fit the constants of the voice score: what is common from texts of the project, weights from real authors.

Run from the project's root: `python -m evals.voice_fit --data FOLDER [--write]`. FOLDER holds
`voice/posts.jsonl` (corpus, lang, author, doc, text). The background counts invented texts only
(evals/voice_background.py). The data leaves six models of at most 19 weights: numbers about scores,
nothing about a text or an author. How well such weights do on authors they were not fitted on is
measured by `python -m evals bench voice`, each half of the authors by weights of the other half.
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.case import SIDES, Side
from evals.voice_background import background_texts
from evals.voice_trials import Trial, load_posts, make_trials
from guardrails.authenticity.voice import background as background_module
from guardrails.authenticity.voice.background import GENERIC_WEIGHT, SUMS, Background
from guardrails.authenticity.voice.likeness import SCORES, Reference
from guardrails.authenticity.voice.reading import read_text
from guardrails.authenticity.voice.weights import Model, Weights
from guardrails.authenticity.voice.wording import Floats

MODES = ("alone", "colleagues")
SURFACE = ("surface", "layout_ratio")
WORDING = ("wording", "function_words", "plain_ratio", "plain_contrast")
_CORPUS_WEIGHT = {"x_fr": 2.0}  # posts are what the product judges, articles are not
_RIDGE = 400.0  # scores say much the same thing: a strong pull keeps their weights alike
_EACH = {"x_fr": 36, "blog_fr": 12, "blog_en": 8}


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """SCORES of the three posts of a trial, and one row of them per post of the profile, left out in turn.

    `mode` is "alone" (the shipped background) or "colleagues" (with the counts of five others).
    """

    trial: Trial
    mode: str
    own: Floats
    near: Floats
    other: Floats
    own_scores: Floats


def make_background(language: Side) -> Background:
    """The counts of the texts behind the shipped constants."""
    texts = background_texts(language)
    return Background.of((read_text(text, language) for text in texts), language).weighing(GENERIC_WEIGHT)


def run_trials(trials: Iterable[Trial], backgrounds: Mapping[str, Background]) -> Iterator[Outcome]:
    """Score each trial against the shipped background, and against the same with colleagues added."""
    for trial in trials:
        shipped = backgrounds[trial.own.language]
        crowd = Background.of((post.reading for post in trial.colleagues), shipped.language)
        for mode, behind in zip(MODES, (shipped, shipped.plus(crowd)), strict=True):
            reference = Reference([post.reading for post in trial.profile], behind)
            own, near, other = (reference.scores(p.reading) for p in (trial.own, trial.near, trial.other))
            yield Outcome(trial, mode, own, near, other, reference.own_scores)


def fit_weights(outcomes: Sequence[Outcome]) -> Weights:
    """Weights for outcomes of one mode."""
    whole = tuple(range(len(SCORES)))
    surface, wording = (tuple(SCORES.index(name) for name in names) for names in (SURFACE, WORDING))
    return Weights(*(fit_model(outcomes, columns) for columns in (whole, surface, wording)))


def fit_model(outcomes: Sequence[Outcome], columns: tuple[int, ...]) -> Model:
    """Own posts against those nearest in topic: first the scores, then their place among the author's own."""
    scores = np.array([s for o in outcomes for s in (o.own, o.near)])
    truth = np.tile([1.0, 0.0], len(outcomes))
    weights = np.repeat([_CORPUS_WEIGHT.get(o.trial.own.corpus, 1.0) for o in outcomes], 2)
    *slopes, bias = logistic(scores[:, columns], truth, weights, ridge=_RIDGE)
    model = Model(columns, tuple(slopes), bias)
    among = np.repeat([model.raw(o.own_scores).mean() for o in outcomes], 2)
    posts = np.repeat([np.log(o.trial.size) for o in outcomes], 2)
    here = model.raw(scores)
    placed = np.stack([here, among, here * posts, among * posts], axis=1)
    a, b, c, d, shift = logistic(placed, truth, weights, ridge=1.0)
    return Model(columns, model.slopes, bias, (a, b, c, d, shift))


def logistic(rows: Floats, truth: Floats, weights: Floats, *, ridge: float) -> list[float]:
    """Logistic regression by Newton's method: a slope per column, then the bias.

    The penalty is on standardised columns; the slopes returned apply to columns as they are.
    """
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    x = np.c_[(rows - mean) / spread, np.ones(len(rows))]
    penalty = np.diag([ridge] * rows.shape[1] + [1e-6])
    w = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (weights * p * (1 - p))[:, None]).T @ x + penalty
        w -= np.linalg.solve(hessian, x.T @ (weights * (p - truth)) + penalty @ w)
    slopes = w[:-1] / spread
    return [*slopes.tolist(), float(w[-1] - slopes @ mean)]


def auc(positive: Floats, negative: Floats) -> float:
    """Area under the ROC curve: how often a positive outranks a negative, ties counting half."""
    return float(np.mean((positive[:, None] > negative) + 0.5 * (positive[:, None] == negative)))


def trials_of(path: Path, *, seed: int = 0, share: float = 1.0) -> list[Trial]:
    """Trials of every corpus of the file; `share` of them, to go faster."""
    posts = load_posts(path)
    made: list[Trial] = []
    for corpus in sorted({post.corpus for post in posts}):
        each = max(1, round(share * _EACH.get(corpus, 12)))
        made += make_trials([post for post in posts if post.corpus == corpus], seed, each=each)
    return made


def write_background(path: Path) -> None:
    """The counts of both languages, as half-precision floats."""
    made = {side: make_background(side) for side in SIDES}
    arrays = {
        f"{side}_{name}": getattr(b, name).astype(np.float16) for side, b in made.items() for name in SUMS
    }
    np.savez_compressed(path, **arrays)


def as_code(weights: Weights) -> str:
    """The weights as the Python lines of guardrails/authenticity/voice/weights.py."""
    lines = []
    for side in ("value", "surface", "wording"):
        model: Model = getattr(weights, side)
        slopes, own = (tuple(round(v, 4) for v in values) for values in (model.slopes, model.own))
        lines.append(f"    {side}=Model({model.columns}, {slopes}, {round(model.bias, 4)}, {own}),")
    return "\n".join(["Weights(", *lines, ")"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="count the background anew first")
    options = parser.parse_args()
    if options.write:
        write_background(Path(background_module.__file__).with_name("background.npz"))
    backgrounds: dict[str, Background] = {side: background_module.generic_background(side) for side in SIDES}
    outcomes = list(run_trials(trials_of(options.data / "voice" / "posts.jsonl"), backgrounds))
    for mode in MODES:
        print(mode.upper(), "=", as_code(fit_weights([o for o in outcomes if o.mode == mode])))


if __name__ == "__main__":
    main()
