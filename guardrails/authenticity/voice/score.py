"""How much a text sounds like its author: a number with its uncertainty and its reasons. It advises only."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from guardrails.authenticity.voice.background import Background, generic_background
from guardrails.authenticity.voice.likeness import Reference
from guardrails.authenticity.voice.prepared import PreparedReferences
from guardrails.authenticity.voice.profile import VoiceProfile
from guardrails.authenticity.voice.reading import LONGEST_READ, Reading, read_text
from guardrails.authenticity.voice.reasons import Reason, find_reasons
from guardrails.authenticity.voice.weights import ALONE, BORROWED, COLLEAGUES, Weights
from guardrails.authenticity.voice.wording import Floats

FEWEST_POSTS = 5
FEWEST_POSTS_FOR_REASONS = 8
FEWEST_CHARACTERS = 80
_REACH = 2.0
"""Standard errors either side of the value: the square root of 2, because two sets of posts differ more
than one does from the truth, times the 1.4 or so that a t distribution asks for ten groups. Fewer
posts make fewer groups and a wider reach. Measured so that 8 values in 10 fall inside from 5 to 20 posts."""


_PREPARED = PreparedReferences(most=48)


class Confidence(StrEnum):
    NONE = "none"
    LOW = "low"
    FAIR = "fair"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class VoiceScore:
    """`value` is the chance in percent that the author wrote this, not another person on that topic.

    It is None when it would be a guess; `missing` then says why: "too_few_samples" or "too_short".
    `low`..`high` holds it in 8 cases of 10, had other posts of the author been brought.
    `own_low`..`own_high` is where the author's own posts fall (20th to 80th percentile) when each
    is judged by the others, and `standing` the share of them that score no higher than this text.
    `surface` (marks, tags, emoji, layout: easily imitated) and `wording` are judged apart.
    `hint` is no value: the same chance by surface habits alone, `borrowed` from the author's posts in
    that other language, where this one has too few.
    """

    value: int | None
    confidence: Confidence
    missing: str = ""
    low: int | None = None
    high: int | None = None
    surface: int | None = None
    wording: int | None = None
    own_low: int | None = None
    own_high: int | None = None
    standing: float | None = None
    reasons: tuple[Reason, ...] = ()
    hint: int | None = None
    borrowed: str = ""


def score_voice(profile: VoiceProfile, text: str, *, background: Background | None = None) -> VoiceScore:
    """Compare a text with a voice.

    `background` says what is common in this company (`generic_background(language).plus(Background.of(…))`);
    pass the same object again to spare the preparation. Without it the shipped constants serve.
    """
    missing = _what_is_missing(profile, text)
    if missing:
        return VoiceScore(None, _confidence(profile.posts), missing)
    text = text[:LONGEST_READ]
    behind = background or generic_background(profile.language)
    reference = _PREPARED.reference(profile, behind, switched_off=profile.switched_off)
    reading = read_text(text, profile.language)
    weights = COLLEAGUES if behind.local else ALONE
    return _scored(profile, text, reading, reference, weights)


_OF_A_LANGUAGE = frozenset({"apostrophe", "spaced_marks"})
"""Surface habits that typography decides, not the person."""
_FEWEST_TO_BORROW = 10


def borrow_hint(score: VoiceScore, elsewhere: VoiceProfile, text: str) -> VoiceScore:
    """Add a hint from the author's voice in their other language to a score that has too few samples.

    Only what does not depend on a language is compared: emoji, tags, links, marks, layout, lengths. Ten
    posts over there are the least. The confidence is low, and no value, interval or reason is given.
    """
    enough = elsewhere.posts >= _FEWEST_TO_BORROW and len(text.strip()) >= FEWEST_CHARACTERS
    if score.missing != "too_few_samples" or not enough:
        return score
    off = elsewhere.switched_off | _OF_A_LANGUAGE
    reference = _PREPARED.reference(elsewhere, generic_background(elsewhere.language), switched_off=off)
    scores = reference.scores(read_text(text[:LONGEST_READ], elsewhere.language))
    hint = _percent(float(BORROWED.logits(scores, reference.own_scores)))
    return replace(score, confidence=Confidence.LOW, hint=hint, borrowed=elsewhere.language)


def _scored(
    profile: VoiceProfile, text: str, reading: Reading, reference: Reference, weights: Weights
) -> VoiceScore:
    scores, own = reference.scores(reading), reference.own_scores
    logit = float(weights.value.logits(scores, own))
    reach = _reach(weights.value.logits(reference.jackknife(reading), own))
    among = weights.value.logits(own, own)
    own_low, own_high = np.percentile(among, [20, 80])
    explained = profile.posts >= FEWEST_POSTS_FOR_REASONS
    return VoiceScore(
        value=_percent(logit),
        confidence=_confidence(profile.posts),
        low=_percent(logit - reach),
        high=_percent(logit + reach),
        surface=_percent(float(weights.surface.logits(scores, own))),
        wording=_percent(float(weights.wording.logits(scores, own))),
        own_low=_percent(float(own_low)),
        own_high=_percent(float(own_high)),
        standing=float(np.mean(among <= logit)),
        reasons=find_reasons(profile, text, reading, reference.habit_ratios(reading)) if explained else (),
    )


def _what_is_missing(profile: VoiceProfile, text: str) -> str:
    if profile.posts < FEWEST_POSTS:
        return "too_few_samples"
    return "too_short" if len(text.strip()) < FEWEST_CHARACTERS else ""


def _confidence(posts: int) -> Confidence:
    if posts < FEWEST_POSTS:
        return Confidence.NONE
    if posts < 2 * FEWEST_POSTS:
        return Confidence.LOW
    return Confidence.FAIR if posts < 4 * FEWEST_POSTS else Confidence.GOOD


def _percent(logit: float) -> int:
    return round(100 / (1 + float(np.exp(-np.clip(logit, -30, 30)))))


def _reach(logits: Floats) -> float:
    """How far the interval goes either side: the error of a delete-a-group jackknife (Tukey), widened."""
    groups = len(logits)
    error = np.sqrt((groups - 1) / groups * np.sum((logits - logits.mean()) ** 2))
    return float(_REACH * error * np.sqrt(10 / groups))
