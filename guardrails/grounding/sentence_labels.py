"""Where each sentence comes from: the author, a source, nowhere in particular, or nowhere at all."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from operator import itemgetter

from guardrails.candidate import Source
from guardrails.compliance.protected_speech import protected_sentences
from guardrails.doc import Doc
from guardrails.grounding.credits import Credits
from guardrails.grounding.judged import Judged
from guardrails.grounding.labels import Label, LabelledSentence
from guardrails.grounding.material import Evidence, read_evidence
from guardrails.grounding.quotes import find_quotations, is_faithful
from guardrails.grounding.sentence import Circle, Sentence
from guardrails.grounding.verdicts import judge, left_alone
from guardrails.normalisation import fold
from guardrails.threads import thread_numbers

_REMEMBERED = 2_000
"""Sentences: of the texts that are being typed just now. Nothing of them is kept elsewhere."""


def label_sentences(doc: Doc, *, known_names: Iterable[str] = ()) -> tuple[LabelledSentence, ...]:
    """Label each sentence of the text as it stands, in order, with spans of the original text.

    own: the author's words, or close to them. sourced: a source says it, all figures and names
    included. plain: nothing is claimed. unsupported: something is, and nothing holds it.
    `known_names` need no support (the employer, say).
    """
    return tuple(
        LabelledSentence(
            *doc.original_span(*judged.span),
            judged.label,
            judged.source_ids,
            tuple(doc.text[claim.span[0] : claim.span[1]] for claim in judged.missing),
            judged.nearest,
        )
        for judged in judge_sentences(doc, known_names=known_names)
    )


def judge_sentences(doc: Doc, *, known_names: Iterable[str] = ()) -> list[Judged]:
    """As `label_sentences`, in offsets of the normalised text.

    Each sentence is judged by itself and remembered: while somebody types, only the one that changed
    is judged again.
    """
    candidate = doc.candidate
    evidence = read_evidence(candidate.own_words, candidate.sources, candidate.withdrawn)
    circle = _circle(candidate.sources, tuple(sorted(set(known_names))), doc.language)
    protected = protected_sentences(doc)
    invented = {
        bisect_right(doc.sentences, start, key=itemgetter(0)) - 1
        for start, end in find_quotations(doc.text)
        if not is_faithful(doc.folded[start:end], evidence.materials)
    }
    said_from = thread_numbers(doc.text)  # the number of a part is no claim
    return [
        replace(
            _judge(
                doc.text[said_from.get(start, start) : end], circle, evidence, at in protected, at in invented
            ).shifted(said_from.get(start, start)),
            span=(start, end),
        )
        for at, (start, end) in enumerate(doc.sentences)
    ]


@lru_cache(maxsize=_REMEMBERED)
def _judge(text: str, circle: Circle, evidence: Evidence, protected: bool, misquotes: bool) -> Judged:
    sentence = Sentence(text, circle)
    if protected:
        return left_alone(sentence, evidence)
    if circle.credited.fill(fold(text)):
        return Judged(sentence.span, Label.PLAIN)
    return judge(sentence, evidence, misquotes=misquotes)


@lru_cache(maxsize=64)
def _circle(sources: tuple[Source, ...], known_names: tuple[str, ...], language: str) -> Circle:
    named = frozenset(form for name in known_names for form in fold(name).split())
    publishers = frozenset(form for source in sources for form in fold(source.publisher).split())
    return Circle(named, named | publishers, Credits(sources, known_names), language)
