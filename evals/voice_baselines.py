"""What voices were told apart by before: the baselines of PAN's authorship verification, and two Deltas."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log, sqrt

import numpy as np

from guardrails.authenticity.voice.background import Background
from guardrails.authenticity.voice.reading import Reading
from guardrails.authenticity.voice.wording import Floats

_ORDER = 5
_ALPHABET = 256


def char4_cosine(profile: Sequence[str], text: str, collection: Sequence[str]) -> float:
    """Cosine of TF-IDF vectors of character 4-grams; idf from `collection` (PAN 2020, naive baseline)."""
    holding = Counter(gram for one in collection for gram in set(_fours(one)))
    known, unseen = (_weighted(_fours(one), holding, len(collection)) for one in ("\n".join(profile), text))
    dot = sum(weight * unseen.get(gram, 0.0) for gram, weight in known.items())
    return dot / (_norm(known) * _norm(unseen) + 1e-9)


def ppm_likeness(profile: Sequence[str], text: str) -> float:
    """Minus the cross-entropy of a text under a PPM model of the profile, in nats (Teahan and Harper, 2003).

    PAN's baseline takes both directions; a model of one post of 250 characters says little of the
    profile, so that only this one is taken.
    """
    model = PpmModel()
    model.learn("\n".join(profile))
    return -model.cross_entropy(text)


def delta(profile: Sequence[Reading], text: Reading, background: Background, *, cosine: bool) -> float:
    """Cosine Delta (Smith and Aldridge, 2011) of function words, or minus Burrows's Delta (2002)."""
    mean, spread = background.function_spread()
    usual: Floats = (np.mean([one.wording.function for one in profile], axis=0) - mean) / spread
    here: Floats = (text.wording.function - mean) / spread
    if cosine:
        return float(here @ usual / (np.linalg.norm(here) * np.linalg.norm(usual) + 1e-9))
    return -float(np.abs(here - usual).mean())


@dataclass(slots=True)
class PpmModel:
    """Prediction by partial matching of order 5, escape method C, without exclusion."""

    contexts: dict[str, Counter[str]] = field(default_factory=dict)

    def learn(self, text: str) -> None:
        for place, character in enumerate(text):
            for length in range(min(_ORDER, place) + 1):
                self.contexts.setdefault(text[place - length : place], Counter())[character] += 1

    def cross_entropy(self, text: str) -> float:
        """Mean of minus the log-probability of each character."""
        total = sum(self._surprise(text[max(0, at - _ORDER) : at], text[at]) for at in range(len(text)))
        return total / max(len(text), 1)

    def _surprise(self, context: str, character: str) -> float:
        spent = 0.0
        for start in range(len(context) + 1):
            followers = self.contexts.get(context[start:])
            if followers is None:
                continue
            seen, kinds = followers.total(), len(followers)
            if character in followers:
                return spent - log(followers[character] / (seen + kinds))
            spent -= log(kinds / (seen + kinds))
        return spent + log(_ALPHABET)


def _fours(text: str) -> list[str]:
    flat = re.sub(r"\s+", " ", text)
    return [flat[at : at + 4] for at in range(len(flat) - 3)]


def _weighted(grams: Sequence[str], holding: Counter[str], total: int) -> dict[str, float]:
    """Term frequency by smoothed inverse document frequency, as scikit-learn's vectoriser weighs."""
    return {
        gram: times * (log((1 + total) / (1 + holding[gram])) + 1) for gram, times in Counter(grams).items()
    }


def _norm(weights: dict[str, float]) -> float:
    return sqrt(sum(weight * weight for weight in weights.values()))
