"""Where each sentence comes from: the author, a source, nowhere in particular, or nowhere at all."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeVar

from guardrails.candidate import Source
from guardrails.doc import Doc
from guardrails.grounding.claims import NEGATIONS, find_causes, find_superlatives, is_opinion
from guardrails.grounding.credits import ADDRESS, Credits
from guardrails.grounding.directions import opposed
from guardrails.grounding.figures import Figure, find_figures
from guardrails.grounding.labels import Label, LabelledSentence
from guardrails.grounding.material import Evidence, Material, read_evidence
from guardrails.grounding.names import Name, find_names
from guardrails.grounding.quotes import find_quotations, is_faithful
from guardrails.normalisation import fold
from guardrails.sentences import Span
from guardrails.stems import content_stems

Claim = TypeVar("Claim", Figure, Name)

_VERBATIM = 0.7
_REWORDED = 0.75
_RELATED = 0.4
_FEWEST_STEMS = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence with its label; `missing` are the figures and names that nothing holds.

    `opposite`: it has the words of a source, with "fell" where that says "rose".
    """

    span: Span
    label: Label
    source_ids: tuple[int, ...] = ()
    missing: tuple[Figure | Name, ...] = ()
    opposite: bool = False


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
        )
        for judged in judge_sentences(doc, known_names=known_names)
    )


def judge_sentences(doc: Doc, *, known_names: Iterable[str] = ()) -> list[Judged]:
    """As `label_sentences`, in offsets of the normalised text."""
    known_names = tuple(known_names)
    evidence = read_evidence(doc.candidate.own_words, doc.candidate.sources)
    credited = Credits(doc.candidate.sources, known_names)
    known = frozenset(form for name in known_names for form in fold(name).split())
    figures = _by_sentence(doc, find_figures(doc.folded, spelled=True, languages=(doc.language,)))
    names = _by_sentence(doc, [name for name in find_names(doc) if not name.forms <= known])
    quotes = [span for span in find_quotations(doc.text) if not is_faithful(doc, span, evidence.materials)]
    invented = {_sentence_at(doc, start) for start, _ in quotes}
    return [
        Judged(span, Label.PLAIN)
        if credited.fill(doc.folded[span[0] : span[1]])
        else _Sentence(doc, at, figures.get(at, []), names.get(at, []), credited).judged(
            evidence, misquotes=at in invented
        )
        for at, span in enumerate(doc.sentences)
    ]


def _by_sentence(doc: Doc, claims: Iterable[Claim]) -> dict[int, list[Claim]]:
    grouped: dict[int, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(_sentence_at(doc, claim.span[0]), []).append(claim)
    return grouped


def _sentence_at(doc: Doc, offset: int) -> int:
    return bisect_right(doc.sentences, offset, key=itemgetter(0)) - 1


class _Sentence:
    """One sentence with its words and claims, asking the evidence. Links and a leading credit say nothing."""

    def __init__(
        self, doc: Doc, at: int, figures: list[Figure], names: list[Name], credited: Credits
    ) -> None:
        span = doc.sentences[at]
        start = span[0] + credited.leading(doc.folded[span[0] : span[1]])
        self.doc, self.span = doc, span
        self.figures = [figure for figure in figures if figure.span[0] >= start]
        self.names = [name for name in names if name.span[0] >= start]
        self.folded = doc.folded[start : span[1]]
        links = [match.span() for match in ADDRESS.finditer(doc.folded, start, span[1])]
        self.words = [
            word
            for word in doc.canonical(at).words
            if word.start >= start and not any(left <= word.start < right for left, right in links)
        ]
        self.forms = [word.form for word in self.words]
        self.stems = content_stems(self.forms)

    def judged(self, evidence: Evidence, *, misquotes: bool) -> Judged:
        if misquotes:
            return Judged(self.span, Label.UNSUPPORTED, missing=self._missing(evidence.materials, minor=True))
        own = self._closeness(evidence.own)
        ranked = sorted(
            ((self._closeness(material), source, material) for source, material in evidence.sources),
            key=lambda ranking: -ranking[0],
        )
        best = ranked[0][0] if ranked else 0.0
        if max(own, best) >= 1.0:
            return self._close(evidence, own=own, ranked=ranked)
        return self._apart(evidence, ranked=ranked)

    def _close(
        self, evidence: Evidence, *, own: float, ranked: Sequence[tuple[float, Source, Material]]
    ) -> Judged:
        """Somebody said it: then every figure must be theirs, or at least known."""
        missing = self._missing(evidence.materials, minor=True)
        if missing:
            return Judged(self.span, Label.UNSUPPORTED, missing=missing)
        if own >= max(1.0, ranked[0][0] if ranked else 0.0):
            return Judged(self.span, Label.OWN)
        holding = [
            source.id
            for closeness, source, material in ranked
            if closeness >= 1.0
            and not self._missing((material, evidence.own), minor=True)
            and not self._turned_round(material)
            and not self._swapped(material)
        ]
        if holding:
            return Judged(self.span, Label.SOURCED, tuple(holding))
        nearest = ranked[0][2]
        return Judged(
            self.span,
            Label.UNSUPPORTED,
            missing=self._swapped(nearest),
            opposite=opposed(self.forms, nearest.nearest(self.forms)),
        )

    def _apart(self, evidence: Evidence, *, ranked: Sequence[tuple[float, Source, Material]]) -> Judged:
        """Nobody said it in these words: a claim must be held whole by one source or by the author."""
        if not self._claims():
            return Judged(self.span, Label.PLAIN)
        holding = [source.id for _, source, material in ranked if self._holds(material, source.language)]
        if holding:
            return Judged(self.span, Label.SOURCED, tuple(holding))
        if self._holds(evidence.own, self.doc.language):
            return Judged(self.span, Label.OWN)
        missing = self._missing(evidence.materials, minor=False)
        if not missing and not self._hard_claims():
            return Judged(self.span, Label.PLAIN)
        return Judged(self.span, Label.UNSUPPORTED, missing=missing)

    def _closeness(self, material: Material) -> float:
        """1 or more: these are the material's words. The more verbatim, the higher."""
        if not self.forms or not material.lines:
            return 0.0
        coverage = material.coverage(self.forms)
        if coverage >= _VERBATIM:
            return 1.0 + coverage
        if material.abridges(self.forms):
            return 1.0 + _VERBATIM
        if len(self.stems) >= _FEWEST_STEMS and material.containment(self.stems) >= _REWORDED:
            return 1.0
        return coverage

    def _holds(self, material: Material, language: str) -> bool:
        """Every claim is in the material, and the sentence is about the same thing.

        Words cannot be compared across languages: there, a figure and all the rest must be found.
        """
        if self._missing((material,), minor=True) or self._turned_round(material):
            return False
        if language != self.doc.language and any(not figure.minor for figure in self.figures):
            return True
        return material.containment(self.stems) >= _RELATED and bool(self.figures or self.names)

    def _turned_round(self, material: Material) -> bool:
        """A "not" too many, or "fell" for "rose", says the opposite; the very words of a sentence cannot."""
        if f" {' '.join(self.forms)} " in material.line:
            return False
        nearest = material.nearest(self.forms)
        if opposed(self.forms, nearest):
            return True
        return bool(NEGATIONS & set(self.forms)) != bool(NEGATIONS & set(nearest)) and len(nearest) < 40

    def _swapped(self, material: Material) -> tuple[Figure, ...]:
        """Figures where the material has another one: "49% of calls" for "58% of calls, after 49%"."""
        runs = zip(self.words, self.words[1:], self.words[2:], strict=False)
        wrong = [
            number.start
            for before, number, after in runs
            if material.replaces(before.form, number.form, after.form)
        ]
        return tuple(
            figure for figure in self.figures if any(figure.span[0] <= at < figure.span[1] for at in wrong)
        )

    def _missing(self, materials: Sequence[Material], *, minor: bool) -> tuple[Figure | Name, ...]:
        figures = [
            figure
            for figure in self.figures
            if (minor or not figure.minor)
            and not any(material.figures.hold(figure) for material in materials)
        ]
        names = [
            name for name in self.names if not any(name.forms <= material.forms for material in materials)
        ]
        return tuple(sorted((*figures, *names), key=lambda claim: claim.span))

    def _claims(self) -> bool:
        return self._hard_claims() or bool(self.names)

    def _hard_claims(self) -> bool:
        if any(not figure.minor for figure in self.figures):
            return True
        if is_opinion(self.folded):
            return False
        return bool(find_superlatives(self.folded) or find_causes(self.folded))
