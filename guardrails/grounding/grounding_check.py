"""The check that asks of every figure, name, first place and quotation: who says so?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from guardrails.checks import CheckSkipped
from guardrails.compliance.protected_speech import protected_sentences
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.grounding.claims import find_causes, find_superlatives, is_first_person, is_opinion
from guardrails.grounding.figures import Figure
from guardrails.grounding.judged import Judged
from guardrails.grounding.labels import Label
from guardrails.grounding.material import read_evidence
from guardrails.grounding.quotes import find_quotations, is_faithful
from guardrails.grounding.reasons import is_small
from guardrails.grounding.sentence_labels import judge_sentences
from guardrails.sentences import Span

_LONGEST_SHOWN = 60
_STRICT = ("grounding.number", "grounding.date")


@dataclass(frozen=True, slots=True)
class GroundingCheck:
    """Compare the text with the author's words and its sources; without either, it cannot judge."""

    known_names: frozenset[str] = frozenset()
    name: str = "grounding.claims"

    def __call__(self, doc: Doc) -> list[RawFinding]:
        evidence = read_evidence(doc.candidate.own_words, doc.candidate.sources, doc.candidate.withdrawn)
        if evidence.empty:
            raise CheckSkipped
        quotes = [
            span
            for span in find_quotations(doc.text)
            if not is_faithful(doc.folded[slice(*span)], evidence.materials)
        ]
        protected = [doc.sentences[at] for at in protected_sentences(doc)]
        found = [
            _report(doc, "grounding.quote", span, Evidence.STRUCTURE)
            for span in quotes
            if not any(start <= span[0] < end for start, end in protected)
        ]
        judged = judge_sentences(doc, known_names=self.known_names)
        for sentence in judged:
            found += _of_sentence(doc, sentence, quotes)
        return [_with_nearest(doc, finding, judged) for finding in found]


def _with_nearest(doc: Doc, finding: RawFinding, judged: Sequence[Judged]) -> RawFinding:
    """Put beside it what a passage says of the same."""
    for sentence in judged:
        start, end = doc.original_span(*sentence.span)
        if sentence.nearest and start <= finding.start < end:
            near = {"nearest": sentence.nearest.sentence, "passage": str(sentence.nearest.source_id)}
            return replace(finding, details={**finding.details, **near})
    return finding


def _of_sentence(doc: Doc, judged: Judged, quotes: Sequence[Span]) -> list[RawFinding]:
    """What is asked of one sentence: its figures, names and wordings, or else the whole of it."""
    if judged.label is not Label.UNSUPPORTED:
        return []
    if judged.withdrawn:
        return [_report(doc, "grounding.withdrawn", judged.span, Evidence.STRUCTURE)]
    asked = [*_missing(doc, judged), *_moved(doc, judged), *_wordings(doc, judged)]
    start, end = judged.span
    if judged.opposite or any(start <= quote[0] < end for quote in quotes):
        return asked
    if judged.grave and not any(finding.rule in _STRICT for finding in asked):
        return [*asked, _report(doc, "grounding.claim", judged.span, Evidence.STATISTICAL)]
    return asked or [_report(doc, "grounding.claim_maybe", judged.span, Evidence.STATISTICAL)]


def _missing(doc: Doc, judged: Judged) -> Iterator[RawFinding]:
    folded = doc.folded[judged.span[0] : judged.span[1]]
    if judged.opposite:
        yield _report(doc, "grounding.opposite", judged.span, Evidence.STATISTICAL)
    for claim in judged.missing:
        if not isinstance(claim, Figure):
            yield _report(doc, "grounding.name", claim.span, Evidence.STATISTICAL)
        elif not _is_memory(claim, judged, folded):
            yield _report(doc, f"grounding.{claim.kind}", claim.span, Evidence.PATTERN)


def _moved(doc: Doc, judged: Judged) -> Iterator[RawFinding]:
    for figure in judged.moved:
        if not judged.opposite and not (judged.personal and is_small(figure.values)):
            yield _report(doc, "grounding.moved_figure", figure.span, Evidence.PATTERN)


def _is_memory(figure: Figure, judged: Judged, folded: str) -> bool:
    """ "In 2015 I joined" and "I changed 44 seals" are the author's own to know."""
    if figure.kind == "date":
        return judged.personal or bool(figure.values and is_first_person(folded))
    return judged.personal and (figure.loose or is_small(figure.values))


def _wordings(doc: Doc, judged: Judged) -> Iterator[RawFinding]:
    start, end = judged.span
    folded = doc.folded[start:end]
    if is_opinion(folded):
        return
    for rule, matches in (("superlative", find_superlatives(folded)), ("causal", find_causes(folded))):
        for match in matches:
            span = (start + match.start(), start + match.end())
            yield _report(doc, f"grounding.{rule}", span, Evidence.LEXICON)


def _report(doc: Doc, rule: str, span: Span, evidence: Evidence) -> RawFinding:
    words = " ".join(doc.text[span[0] : span[1]].split())
    shown = words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}…"
    return doc.finding(rule, *span, evidence=evidence, details={"words": shown})
