"""Orders of which no wording is known: a sentence is weighed by the ideas that it holds, all together.

Logistic regression on ideas and pairs of ideas; `python -m evals.injection_fit` fits it on sentences of
our own and writes likely.toml.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

from guardrails.injection.weighing import Hit, ideas_in
from guardrails.sentences import Span

WEIGHTS = Path(__file__).with_name("likely.toml")
_READ = frozenset(
    {
        "aside", "gone", "orders", "vague_orders", "earlier", "you", "told_you", "setup", "instead", "teller",
        "turn", "machine",
    }
)  # fmt: skip
_NEEDED = frozenset({"aside", "gone", "instead", "turn"})
_LONG = 110
_AT_START = 2


def likely_orders(line: str, sentences: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    """Yield (kind, span) of each sentence of a folded line that reads like an order to leave orders aside."""
    weights, bias, enough = _weights()
    for span, read in features(line, sentences):
        if bias + sum(weights.get(one, 0.0) for one in read) > enough:
            yield "override", span


def features(line: str, sentences: Sequence[Span]) -> Iterator[tuple[Span, frozenset[str]]]:
    """What is read of each sentence that holds anything of the sort."""
    hits = ideas_in(line)
    at = 0
    for start, end in sentences:
        while at < len(hits) and hits[at].start < start:
            at += 1
        first = at
        while at < len(hits) and hits[at].start < end:
            at += 1
        inside = hits[first:at]
        ideas = _ideas(inside)
        if len(ideas) > 1 and ideas & _NEEDED:
            begins = _ideas([hit for hit in inside if hit.start - start <= _AT_START])
            pairs = (f"{one}+{other}" for one, other in combinations(sorted(ideas), 2))
            length = "long" if end - start > _LONG else "short"
            yield (start, end), frozenset({*ideas, *pairs, *(f"^{one}" for one in begins), length})


def _ideas(hits: Sequence[Hit]) -> frozenset[str]:
    return _READ.intersection(idea for hit in hits for idea in hit.ideas)


@cache
def _weights() -> tuple[Mapping[str, float], float, float]:
    kept = tomllib.loads(WEIGHTS.read_text("utf-8"))
    return kept["weights"], kept["bias"], kept["enough"]
