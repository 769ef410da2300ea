"""Fit the constants of the voice score on authors set aside for it, and measure it on the others.

Run from the project's root: `python -m evals.voice_fit --data FOLDER [--posts FILE …] [--write]`. FOLDER
holds `voice/posts.jsonl` (corpus, lang, author, doc, text). Only sums over hashed n-grams, shares
of habit bins and six weights leave this script: no text of the data enters the project.
"""

import argparse
import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from guardrails.authenticity.voice.background import GENERIC_WEIGHT, Background
from guardrails.authenticity.voice.lexicon import FUNCTION_WORDS
from guardrails.authenticity.voice.likeness import SCORES, Reference
from guardrails.authenticity.voice.reading import Reading, read_text
from guardrails.authenticity.voice.wording import Floats

SIZES = (5, 10, 20)
TRIALS_PER_AUTHOR = 12
POSTS_IN_BACKGROUND = 30
COLLEAGUES, POSTS_PER_COLLEAGUE = 5, 10
SIDES = {"value": (0, 1, 2, 3, 4, 5), "surface": (0,), "wording": (1, 4, 5)}
CORPUS_WEIGHT = {"x_fr": 2.0, "blog_fr": 1.5}  # French has fewer authors; both languages should count


@dataclass(frozen=True, slots=True, eq=False)
class Post:
    corpus: str
    language: str
    author: str
    doc: str
    text: str
    reading: Reading


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """A profile, an unseen post of its author, the post of another on the nearest topic, and a random one."""

    author: str
    size: int
    profile: tuple[Post, ...]
    own: Post
    near: Post
    other: Post
    colleagues: tuple[Post, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    trial: Trial
    mode: str
    own: Floats
    near: Floats
    other: Floats


def is_training(author: str) -> bool:
    """Six authors of ten, told by the hash of their (already replaced) name."""
    return _tenth(author) < 6


def _tenth(author: str) -> int:
    return int(hashlib.sha256(author.encode()).hexdigest(), 16) % 10


def load_posts(path: Path) -> list[Post]:
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Post(r["corpus"], r["lang"], r["author"], r["doc"], r["text"], read_text(r["text"], r["lang"]))
        for r in rows
    ]


def make_trials(posts: Sequence[Post], seed: int = 0) -> list[Trial]:
    """Trials per author and size; a profile never holds a text from the document that is tested."""
    trials: list[Trial] = []
    for corpus in sorted({post.corpus for post in posts}):
        group = [post for post in posts if post.corpus == corpus]
        nearest = _nearest(group)
        by_author: dict[str, list[Post]] = defaultdict(list)
        for post in group:
            by_author[post.author].append(post)
        for author in sorted(by_author):
            for size in SIZES:
                rng = random.Random(f"{seed}{author}{size}")  # noqa: S311, repeatable sampling, not a secret
                trials += _trials_of(author, size, by_author, nearest, rng)
    return trials


def _trials_of(
    author: str, size: int, by_author: dict[str, list[Post]], nearest: dict[int, Post], rng: random.Random
) -> Iterable[Trial]:
    mine = by_author[author]
    docs = sorted({post.doc for post in mine})
    for _ in range(TRIALS_PER_AUTHOR):
        tested = rng.choice(docs)
        pool = [post for post in mine if post.doc != tested]
        if len(pool) < size:
            continue
        own = rng.choice([post for post in mine if post.doc == tested])
        near = nearest[id(own)]
        others = [name for name in sorted(by_author) if name not in {author, near.author}]
        crowd = [
            p
            for name in rng.sample(others, COLLEAGUES)
            for p in _some(by_author[name], POSTS_PER_COLLEAGUE, rng)
        ]
        other = rng.choice(by_author[rng.choice(others)])
        yield Trial(author, size, tuple(rng.sample(pool, size)), own, near, other, tuple(crowd))


def _some(posts: Sequence[Post], most: int, rng: random.Random) -> list[Post]:
    return rng.sample(list(posts), min(most, len(posts)))


def _nearest(posts: Sequence[Post]) -> dict[int, Post]:
    """For each post, the post of another author closest in content words (TF-IDF cosine)."""
    bags = [_content(post) for post in posts]
    vocabulary = {word: i for i, word in enumerate(sorted({w for bag in bags for w in bag}))}
    matrix = np.zeros((len(posts), len(vocabulary)), dtype=np.float32)
    for row, bag in enumerate(bags):
        for word in bag:
            matrix[row, vocabulary[word]] += 1
    matrix = np.log1p(matrix) * np.log(len(posts) / (matrix > 0).sum(axis=0))
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True) + 1e-9
    authors = np.array([post.author for post in posts])
    found = {}
    for row, post in enumerate(posts):
        similarity = np.where(authors == post.author, -1, matrix @ matrix[row])
        found[id(post)] = posts[int(similarity.argmax())]
    return found


def _content(post: Post) -> list[str]:
    small = FUNCTION_WORDS[post.language]
    return [word for word in re.findall(r"\w{4,}", post.text.lower()) if word not in small]


def make_background(posts: Sequence[Post], language: str, extra: Sequence[Reading] = ()) -> Background:
    """Each corpus of the language weighs the same; `extra` readings count as one more corpus."""
    rng = random.Random(1)  # noqa: S311, repeatable sampling, not a secret
    total = Background.of((), language)
    for corpus in sorted({post.corpus for post in posts if post.language == language}):
        chosen: list[Post] = []
        for author in sorted({post.author for post in posts if post.corpus == corpus}):
            chosen += _some([p for p in posts if p.author == author], POSTS_IN_BACKGROUND, rng)
        total = total.plus(Background.of((p.reading for p in chosen), language).weighing(100))
    if extra:
        total = total.plus(Background.of(extra, language).weighing(100))
    return total.weighing(GENERIC_WEIGHT)


def run_trials(trials: Iterable[Trial], background: Background) -> Iterable[Outcome]:
    """Score each trial against the generic background, and against the same with colleagues added."""
    for trial in trials:
        readings = [post.reading for post in trial.profile]
        crowd = Background.of((p.reading for p in trial.colleagues), background.language)
        for mode, behind in (("generic", background), ("colleagues", background.plus(crowd))):
            ref = Reference(readings, behind)
            scores = [ref.scores(post.reading) for post in (trial.own, trial.near, trial.other)]
            yield Outcome(trial, mode, *scores)


def fit(outcomes: Sequence[Outcome], columns: Sequence[int], ridge: float = 1.0) -> Floats:
    """Logistic regression by Newton's method on own against near posts; the bias comes last.

    The penalty is on standardised scores; the weights returned apply to scores as they are.
    """
    rows, labels, weights = [], [], []
    for outcome in outcomes:
        rows += [outcome.own[list(columns)], outcome.near[list(columns)]]
        labels += [1.0, 0.0]
        weights += [CORPUS_WEIGHT.get(outcome.trial.own.corpus, 1.0)] * 2
    raw, y, sample_weight = np.array(rows), np.array(labels), np.array(weights)
    mean, spread = raw.mean(axis=0), raw.std(axis=0)
    x = np.c_[(raw - mean) / spread, np.ones(len(raw))]
    penalty = np.diag([ridge] * len(columns) + [1e-6])
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (sample_weight * p * (1 - p))[:, None]).T @ x + penalty
        w -= np.linalg.solve(hessian, x.T @ (sample_weight * (p - y)) + penalty @ w)
    slopes = w[:-1] / spread
    return np.append(slopes, w[-1] - slopes @ mean)


def auc(positive: Floats, negative: Floats) -> float:
    """Area under the ROC curve: how often a positive outranks a negative, ties counting half."""
    return float(np.mean((positive[:, None] > negative) + 0.5 * (positive[:, None] == negative)))


def logits(weights: Floats, scores: Floats, columns: Sequence[int]) -> Floats:
    found: Floats = scores[:, list(columns)] @ weights[:-1] + weights[-1]
    return found


def report(outcomes: Sequence[Outcome], weights: Floats) -> str:
    """AUC against the topic-similar and a random post of others, with the best single baseline."""
    lines = [
        "| corpus | N | background | trials | AUC near | AUC random | char-4 cosine | own p | near p |",
        "|" + "---|" * 9,
    ]
    keys = sorted({(o.trial.own.corpus, o.trial.size, o.mode) for o in outcomes})
    for corpus, size, mode in keys:
        rows = [o for o in outcomes if (o.trial.own.corpus, o.trial.size, o.mode) == (corpus, size, mode)]
        own, near, other = (np.array([getattr(o, kind) for o in rows]) for kind in ("own", "near", "other"))
        a, b, c = (logits(weights, x, SIDES["value"]) for x in (own, near, other))
        mean_own, mean_near = (float(np.mean(1 / (1 + np.exp(-x)))) for x in (a, b))
        lines.append(
            f"| {corpus} | {size} | {mode} | {len(rows)} | {auc(a, b):.3f} | {auc(a, c):.3f} "
            f"| {auc(own[:, 3], near[:, 3]):.3f} | {mean_own:.2f} | {mean_near:.2f} |"
        )
    return "\n".join(lines)


def calibration_error(outcomes: Sequence[Outcome], weights: Floats, bins: int = 10) -> float:
    """Expected calibration error over equal bins of probability, own against near posts."""
    scores = np.array([s for o in outcomes for s in (o.own, o.near)])
    truth = np.array([1.0, 0.0] * len(outcomes))
    p = 1 / (1 + np.exp(-logits(weights, scores, SIDES["value"])))
    cells = np.minimum((p * bins).astype(int), bins - 1)
    return float(sum(abs(p[cells == b].sum() - truth[cells == b].sum()) for b in range(bins)) / len(p))


def write_background(path: Path, backgrounds: Iterable[Background]) -> None:
    names = ("threes", "plain", "having_four", "function", "function_squared", "bins")
    arrays = {
        f"{b.language}_{name}": getattr(b, name).astype(np.float16) for b in backgrounds for name in names
    }
    np.savez_compressed(path, **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--posts",
        type=Path,
        nargs="*",
        default=[],
        help="JSON lines of posts in English, for the background only",
    )
    parser.add_argument("--write", type=Path, help="where to write background.npz")
    options = parser.parse_args()
    posts = load_posts(options.data / "voice" / "posts.jsonl")
    extra = [read_text(text, "en") for path in options.posts for text in _texts(path)]
    trials = make_trials(posts)
    train = [post for post in posts if is_training(post.author)]
    training = list(_cross_fitted(trials, train, extra))
    weights = {side: fit(training, columns) for side, columns in SIDES.items()}
    for side, values in weights.items():
        print(side, [round(float(v), 4) for v in values], [SCORES[c] for c in SIDES[side]])
    backgrounds = [
        make_background(train, language, extra if language == "en" else ()) for language in ("fr", "en")
    ]
    held_out = [o for b in backgrounds for o in run_trials(_of(trials, b.language, training=False), b)]
    print(report(held_out, weights["value"]))
    print("calibration error", round(calibration_error(held_out, weights["value"]), 3))
    if options.write:
        write_background(options.write, backgrounds)


def _cross_fitted(
    trials: Sequence[Trial], train: Sequence[Post], extra: Sequence[Reading]
) -> Iterable[Outcome]:
    """Weights must not learn from a background that already holds the author: two halves serve each other."""
    for language in ("fr", "en"):
        for half in (0, 1):
            others = [post for post in train if _tenth(post.author) % 2 != half]
            background = make_background(others, language, extra if language == "en" else ())
            mine = [t for t in _of(trials, language, training=True) if _tenth(t.author) % 2 == half]
            yield from run_trials(mine, background)


def _of(trials: Iterable[Trial], language: str, *, training: bool) -> list[Trial]:
    return [t for t in trials if t.own.language == language and is_training(t.author) == training]


def _texts(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as lines:
        return [re.sub(r"\s*…see more\s*$", "", json.loads(line)["text"]) for line in lines]


if __name__ == "__main__":
    main()
