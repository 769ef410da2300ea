"""The verdict on one sentence: the author's, a source's, nobody's claim, or a claim that nobody makes."""

from collections.abc import Sequence
from dataclasses import replace

from guardrails.candidate import Source
from guardrails.grounding.claims import is_opinion
from guardrails.grounding.directions import opposed
from guardrails.grounding.figures import Figure
from guardrails.grounding.judged import Judged
from guardrails.grounding.labels import Label
from guardrails.grounding.material import Evidence, Material
from guardrails.grounding.names import Name
from guardrails.grounding.nearest import nearest_sentence
from guardrails.grounding.reasons import is_remark
from guardrails.grounding.sentence import Sentence
from guardrails.grounding.support import (
    closeness,
    holds,
    missing,
    moved,
    repeats_whole,
    says,
    swapped,
    turned_round,
)

Ranked = Sequence[tuple[float, Source, Material]]

_REPEATED = 0.7
_FEWEST_STEMS = 3


def judge(sentence: Sentence, evidence: Evidence, *, misquotes: bool) -> Judged:
    """Judge the sentence by what the author and the sources say now; spans count from its beginning."""
    judged = _judged(sentence, evidence, misquotes=misquotes)
    if judged.label in (Label.OWN, Label.SOURCED):
        return judged
    if evidence.withdrawn and _rested(sentence, evidence):
        return replace(judged, label=Label.UNSUPPORTED, withdrawn=True)
    if judged.label is not Label.UNSUPPORTED:
        return judged
    sources = [source for source, _ in evidence.sources]
    return replace(
        judged,
        nearest=nearest_sentence(sentence, sources),
        moved=() if judged.missing or misquotes else moved(sentence, evidence.materials),
    )


def left_alone(sentence: Sentence, evidence: Evidence) -> Judged:
    """Speech about work itself is its author's: nothing is asked of it. What a source says word for word
    is still the source's, unless the author said it too.
    """
    holding = tuple(source.id for source, material in evidence.sources if repeats_whole(sentence, material))
    if holding and not repeats_whole(sentence, evidence.own):
        return Judged(sentence.span, Label.SOURCED, holding)
    own = closeness(sentence, evidence.own) >= 1.0
    return Judged(sentence.span, Label.OWN if own else Label.PLAIN)


def _rested(sentence: Sentence, evidence: Evidence) -> bool:
    """Whether a source that may no longer be cited says it."""
    gone = replace(evidence, sources=evidence.withdrawn, withdrawn=())
    return _judged(sentence, gone, misquotes=False).label is Label.SOURCED


def _judged(sentence: Sentence, evidence: Evidence, *, misquotes: bool) -> Judged:
    if misquotes:
        return _unsupported(sentence, missing=missing(sentence, evidence.materials, minor=True))
    own = closeness(sentence, evidence.own)
    ranked = sorted(
        ((closeness(sentence, material), source, material) for source, material in evidence.sources),
        key=lambda ranking: -ranking[0],
    )
    if max(own, ranked[0][0] if ranked else 0.0) >= 1.0:
        return _close(sentence, evidence, own=own, ranked=ranked)
    return _apart(sentence, evidence, ranked=ranked)


def _close(sentence: Sentence, evidence: Evidence, *, own: float, ranked: Ranked) -> Judged:
    """Somebody said it: then every figure must be theirs, or at least known."""
    unknown = missing(sentence, evidence.materials, minor=True)
    if unknown:
        return _unsupported(sentence, missing=unknown)
    author_says = own >= 1.0 and says(sentence, evidence.own, None)
    if author_says and own >= (ranked[0][0] if ranked else 0.0):
        return Judged(sentence.span, Label.OWN)
    holding = tuple(
        source.id
        for near, source, material in ranked
        if near >= 1.0 and _stands(sentence, material, evidence, source.language)
    )
    if holding:
        return Judged(sentence.span, Label.SOURCED, holding)
    if author_says:
        return Judged(sentence.span, Label.OWN)
    nearest = ranked[0][2] if ranked else evidence.own
    return _unsupported(
        sentence,
        missing=swapped(sentence, nearest),
        opposite=opposed(sentence.forms, nearest.nearest(sentence.forms)),
        grave=own < 1.0,
    )


def _stands(sentence: Sentence, material: Material, evidence: Evidence, language: str) -> bool:
    if turned_round(sentence, material) or swapped(sentence, material):
        return False
    return says(sentence, material, evidence.own, language=language)


def _apart(sentence: Sentence, evidence: Evidence, *, ranked: Ranked) -> Judged:
    """Nobody said it in these words: a claim must be held whole by one source or by the author."""
    if sentence.claims:
        holding = tuple(
            source.id for _, source, material in ranked if holds(sentence, material, source.language)
        )
        if holding:
            return Judged(sentence.span, Label.SOURCED, holding)
        if holds(sentence, evidence.own, sentence.language):
            return Judged(sentence.span, Label.OWN)
    unknown = tuple(
        claim for claim in missing(sentence, evidence.materials, minor=False) if not sentence.remembers(claim)
    )
    if unknown or sentence.claims_hard:
        judged = _unsupported(sentence, missing=unknown)
        if not judged.grave:
            return judged
        # Once the sentence has to be looked at, its small figures are worth pointing at too.
        return replace(judged, missing=missing(sentence, evidence.materials, minor=True))
    if _repeats(sentence, evidence):
        return _unsupported(sentence, grave=True)
    remark = is_remark(sentence.folded, counts=sentence.counts_something)
    return Judged(sentence.span, Label.PLAIN) if remark else _unsupported(sentence)


def _repeats(sentence: Sentence, evidence: Evidence) -> bool:
    """Whether it has most words of a source and yet does not say the same: a "not" too many, say."""
    if len(sentence.stems) < _FEWEST_STEMS or is_opinion(sentence.folded):
        return False
    if sentence.folded.rstrip().endswith("?"):
        return False
    return any(material.containment(sentence.stems) >= _REPEATED for _, material in evidence.sources)


def _unsupported(
    sentence: Sentence,
    *,
    missing: tuple[Figure | Name, ...] = (),
    opposite: bool = False,
    grave: bool = False,
) -> Judged:
    personal = sentence.personal and not grave
    return Judged(
        sentence.span,
        Label.UNSUPPORTED,
        missing=missing,
        opposite=opposite,
        grave=grave or opposite or (sentence.weighs and not personal),
        personal=personal,
    )
