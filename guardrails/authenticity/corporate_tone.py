"""How much a text sounds like a brochure, and which of its words say so."""

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from guardrails.authenticity.corporate_features import Feature, Prose, read_features
from guardrails.doc import Doc
from guardrails.sentences import Span

_HERE = Path(__file__).parent
_FEWEST_WORDS = 12
"""Of prose, below which every sentence may sound like anything."""
_SHOWN_SIGNS, _SHOWN_WORDS = 3, 3
_WORDED = frozenset({"evaluations", "acts", "business", "novelties", "phrases"})
_FEWEST_BROCHURE_WORDS = 4
_LIKELY, _DENSE = 0.6, 0.15
_MISSING = frozenset({"first_person"})
"""What speaks for a person, and is a sign by its absence."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What a feature adds to the score (in logits, beside a person's usual post), and the words concerned.

    Spans are of the normalised text; what is missing has none.
    """

    feature: str
    cost: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class CorporateTone:
    """`score` in [0, 1]; `warns`: it is so high that fewer than one post in twenty of people reaches it.

    `signs` are those that cost something, dearest first.
    """

    score: float
    warns: bool
    signs: tuple[Sign, ...]


def corporate_score(doc: Doc) -> float:
    """How much the text sounds like a brochure, in [0, 1]: logistic regression over FEATURES."""
    return corporate_tone(doc).score


def corporate_tone(doc: Doc) -> CorporateTone:
    """As `corporate_score`, with its reasons; of too short a text nothing is said (score 0)."""
    prose = Prose.of(doc)
    if len(prose.words) < _FEWEST_WORDS:
        return CorporateTone(0.0, warns=False, signs=())
    weights = _weights()[prose.language]
    features = read_features(prose)
    logit = weights["bias"] + sum(
        weights["weight"][name] * features[name].value for name in weights["weight"]
    )
    signs = tuple(sorted(_signs(features, weights), key=lambda sign: -sign.cost))
    score = 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
    return CorporateTone(score, _warns(score, weights["warn"], signs, len(prose.words)), signs)


def _signs(features: Mapping[str, Feature], weights: Mapping[str, Any]) -> Iterable[Sign]:
    for name, weight in weights["weight"].items():
        feature = features[name]
        cost = weight * (feature.value - weights["usual"][name])
        if cost > 0 and (not feature.spans if name in _MISSING else feature.spans):
            yield Sign(name, cost, feature.spans)


def _warns(score: float, enough: float, signs: Iterable[Sign], words: int) -> bool:
    """A long sober sentence is no brochure: some of its words must be a brochure's.

    A short text cannot reach a high score: there, one word in seven being a brochure's is enough.
    """
    spans = {sign.feature: set(sign.spans) for sign in signs if sign.feature in _WORDED}
    every = set().union(*spans.values())
    loud = set().union(*(found for name, found in spans.items() if name != "novelties"))
    return (score >= enough and len(every) >= _FEWEST_BROCHURE_WORDS) or (
        score >= _LIKELY and len(loud) >= _DENSE * words
    )


def describe(doc: Doc, tone: CorporateTone) -> tuple[str, str, Span]:
    """Say what was noticed and what would help, in the language of the text, and where to look first."""
    words = _words()[doc.language if doc.language == "fr" else "en"]
    told = [sign for sign in tone.signs if sign.feature in words][:_SHOWN_SIGNS]
    signs = ", ".join(
        words[sign.feature]["sign"].format(
            words=_quoted(doc, sign.spans), count=len(doc.words_in(sign.spans[0])) if sign.spans else 0
        )
        for sign in told
    )
    way = words[told[0].feature]["way"] if told else ""
    span = next((sign.spans[0] for sign in told if sign.spans), (0, 0))
    return signs, way, span


def _quoted(doc: Doc, spans: Iterable[Span]) -> str:
    marks = "«\N{NO-BREAK SPACE}{}\N{NO-BREAK SPACE}»" if doc.language == "fr" else "“{}”"
    said = dict.fromkeys(" ".join(doc.text[start:end].split())[:60] for start, end in spans)
    return ", ".join(marks.format(words) for words in list(said)[:_SHOWN_WORDS])


@cache
def _weights() -> Mapping[str, Any]:
    """Written by evals/tone_fit.py."""
    return tomllib.loads((_HERE / "corporate_weights.toml").read_text(encoding="utf-8"))


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads((_HERE / "corporate_signs.toml").read_text(encoding="utf-8"))
