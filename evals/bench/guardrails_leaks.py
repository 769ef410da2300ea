"""How much of what leaks is heard, and how many innocent posts are, beside plain likeness of letters."""

from collections.abc import Mapping, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from app.services import Services
from evals.bench.record import Cell, Table
from evals.case import SIDES, Side
from evals.suites.guardrails import read_guardrail_cases
from evals.suites.leak_rows import INNOCENT, LEAKS, invented_background, read_leaks
from evals.suites.leaks import LIBRARY, LeaksSuite
from knowledge_base.sentences import split_sentences

_GRAM = 4
_BUCKETS = 1 << 13
Vectors = NDArray[np.float32]


def leaks(services: Services) -> Table:
    """Rows of the test split; each language is held against a library of its own."""
    suite = LeaksSuite()
    done = suite.run(services)
    ours = {**done.metrics, **done.details}
    peers = {side: _by_cosine(side) for side in SIDES}
    kinds = (*LEAKS, *INNOCENT)
    rows: list[tuple[Cell, ...]] = [
        (kind, *_of(ours, f"{kind}, test"), *(peers[side][kind] for side in SIDES)) for kind in kinds
    ]
    more = (
        "heavy with a name or figure, test",
        "heavy without, test",
        "same topic blocked, test",
        "flagged per ordinary sentence",
    )
    rows += [(name.removesuffix(", test"), *_of(ours, name), None, None) for name in more]
    return Table(
        "Leaks, share of posts heard",
        ("post", *(f"{name} {side}" for name in ("Tandem", "cosine") for side in SIDES)),
        tuple(rows),
        f"{sum(row.split == 'test' for row in suite.rows)} facts among {LIBRARY:,} confidential sentences of"
        " each language. “Cosine” compares runs of four letters, weighted by rarity, sentence by sentence; it"
        " rings where no sentence of an ordinary post does.",
    )


def _of(measures: Mapping[str, Mapping[str, float]], name: str) -> list[float | None]:
    return [measures[name].get(side) for side in SIDES]


def _by_cosine(side: Side) -> Mapping[str, float]:
    rows = [row for row in read_leaks() if row.language == side]
    facts = [row.fact for row in rows]
    secrets = [*facts, *invented_background(side, LIBRARY - len(facts))]
    rarity = _rarity(secrets)
    known = _vectors(secrets, rarity)
    ordinary = [
        case.input.text
        for case in read_guardrail_cases()
        if case.language == side and case.kind in {"clean", "no_tone"}
    ]
    threshold = max(_nearest(post, known, rarity) for post in ordinary)
    tested = [row.posts() for row in rows if row.split == "test"]
    return {
        kind: float(np.mean([_nearest(posts[kind], known, rarity) > threshold for posts in tested]))
        for kind in (*LEAKS, *INNOCENT)
    }


def _nearest(post: str, known: Vectors, rarity: Vectors) -> float:
    return float((_vectors(split_sentences(post), rarity) @ known.T).max(initial=0.0))


def _rarity(texts: Sequence[str]) -> Vectors:
    holders = (_counts(texts) > 0).sum(axis=0)
    rarity: Vectors = np.log((len(texts) + 1) / (holders + 1)).astype(np.float32)
    return rarity


def _vectors(texts: Sequence[str], rarity: Vectors) -> Vectors:
    weighted = _counts(texts) * rarity
    lengths = np.linalg.norm(weighted, axis=1, keepdims=True)
    vectors: Vectors = weighted / np.maximum(lengths, 1e-9)
    return vectors


def _counts(texts: Sequence[str]) -> Vectors:
    counts = np.zeros((len(texts), _BUCKETS), np.float32)
    for at, text in enumerate(texts):
        line = f" {text.casefold()} "
        for start in range(len(line) - _GRAM + 1):
            counts[at, crc32(line[start : start + _GRAM].encode()) % _BUCKETS] += 1
    return counts
