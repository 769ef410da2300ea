"""Where each sentence comes from: the author, a source, nowhere in particular, or nowhere at all."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter
from typing import TypeVar

from guardrails.candidate import Candidate, Source
from guardrails.compliance.protected_speech import protected_sentences
from guardrails.doc import Doc
from guardrails.grounding.claims import find_causes, find_superlatives, is_first_person, is_opinion, negates
from guardrails.grounding.credits import ADDRESS, Credits
from guardrails.grounding.directions import opposed
from guardrails.grounding.figures import Figure, find_figures
from guardrails.grounding.labels import Label, LabelledSentence
from guardrails.grounding.material import Evidence, Material, Pair, read_evidence
from guardrails.grounding.names import Name, find_names
from guardrails.grounding.quotes import find_quotations, is_faithful
from guardrails.grounding.reasons import (
    is_act,
    is_announcement,
    is_company,
    is_comparison,
    is_named,
    is_remark,
    is_singular,
    multiplies,
)
from guardrails.grounding.statements import Statement
from guardrails.normalisation import fold
from guardrails.sentences import Span
from guardrails.stems import content_stems

Claim = TypeVar("Claim", Figure, Name)

_LONGEST_LEAD, _SHORTEST_QUOTE = 6, 5
"""Words: of a lead-in that names the speaker, and of what is then quoted."""
_VERBATIM = 0.7
_REWORDED = 0.75
_RELATED = 0.34
_A_FEW = 12
_REPEATED = 0.7
_FEWEST_STEMS = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence with its label; `missing` are the figures and names that nothing holds.

    `opposite`: it has the words of a source, with "fell" where that says "rose". `grave`: what it says
    is not its author's alone to know, so that somebody else should look; `personal`: it is.
    """

    span: Span
    label: Label
    source_ids: tuple[int, ...] = ()
    missing: tuple[Figure | Name, ...] = ()
    opposite: bool = False
    grave: bool = False
    personal: bool = False


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
    return list(_judge_once(doc.candidate, tuple(sorted(set(known_names)))))


@lru_cache(maxsize=16)
def _judge_once(candidate: Candidate, known_names: tuple[str, ...]) -> tuple[Judged, ...]:
    """Labels and the check ask the same of the same text, one after the other: remember the last few."""
    doc = Doc.of(candidate)
    evidence = read_evidence(doc.candidate.own_words, doc.candidate.sources)
    credited = Credits(doc.candidate.sources, known_names)
    known = frozenset(form for name in known_names for form in fold(name).split())
    figures = _by_sentence(doc, find_figures(doc.folded, spelled=True, languages=(doc.language,)))
    names = _by_sentence(doc, [name for name in find_names(doc) if not name.forms <= known])
    quotes = [span for span in find_quotations(doc.text) if not is_faithful(doc, span, evidence.materials)]
    invented = {_sentence_at(doc, start) for start, _ in quotes}
    protected = protected_sentences(doc)
    known |= frozenset(form for source in doc.candidate.sources for form in fold(source.publisher).split())
    judged: list[Judged] = []
    for at, span in enumerate(doc.sentences):
        sentence = _Sentence(doc, at, figures.get(at, []), names.get(at, []), credited=credited, known=known)
        if at in protected:
            judged.append(sentence.left_alone(evidence))
        elif credited.fill(doc.folded[span[0] : span[1]]):
            judged.append(Judged(span, Label.PLAIN))
        else:
            judged.append(sentence.judged(evidence, misquotes=at in invented))
    return tuple(judged)


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
        self,
        doc: Doc,
        at: int,
        figures: list[Figure],
        names: list[Name],
        *,
        credited: Credits,
        known: frozenset[str],
    ) -> None:
        span = doc.sentences[at]
        start = span[0] + credited.leading(doc.folded[span[0] : span[1]])
        self.doc, self.span, self.known = doc, span, known
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

    def left_alone(self, evidence: Evidence) -> Judged:
        """Speech about work itself is its author's: nothing is asked of it."""
        return Judged(self.span, Label.OWN if self._closeness(evidence.own) >= 1.0 else Label.PLAIN)

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
            return self._unsupported(missing=missing)
        if own >= max(1.0, ranked[0][0] if ranked else 0.0) and self._says(evidence.own, None):
            return Judged(self.span, Label.OWN)
        holding = [
            source.id
            for closeness, source, material in ranked
            if closeness >= 1.0
            and not self._turned_round(material)
            and not self._swapped(material)
            and self._says(material, evidence.own)
        ]
        if holding:
            return Judged(self.span, Label.SOURCED, tuple(holding))
        if own >= 1.0 and self._says(evidence.own, None):
            return Judged(self.span, Label.OWN)
        nearest = ranked[0][2] if ranked else evidence.own
        return self._unsupported(
            missing=self._swapped(nearest),
            opposite=opposed(self.forms, nearest.nearest(self.forms)),
            grave=own < 1.0,
        )

    def _apart(self, evidence: Evidence, *, ranked: Sequence[tuple[float, Source, Material]]) -> Judged:
        """Nobody said it in these words: a claim must be held whole by one source or by the author."""
        if self._claims():
            holding = [source.id for _, source, material in ranked if self._holds(material, source.language)]
            if holding:
                return Judged(self.span, Label.SOURCED, tuple(holding))
            if self._holds(evidence.own, self.doc.language):
                return Judged(self.span, Label.OWN)
        missing = tuple(
            claim for claim in self._missing(evidence.materials, minor=False) if not self._remembered(claim)
        )
        if missing or self._hard_claims():
            judged = self._unsupported(missing=missing)
            # Once the sentence has to be looked at, its small figures are worth pointing at too.
            return (
                replace(judged, missing=self._missing(evidence.materials, minor=True))
                if judged.grave
                else judged
            )
        if self._repeats(evidence):
            return self._unsupported(grave=True)
        return (
            Judged(self.span, Label.PLAIN)
            if is_remark(self.folded, counts=bool(self.figures))
            else self._unsupported()
        )

    def _unsupported(
        self, *, missing: tuple[Figure | Name, ...] = (), opposite: bool = False, grave: bool = False
    ) -> Judged:
        company = is_company(self.folded, self.known)
        personal = is_singular(self.folded) and not company and not grave
        about = company or bool(self.names)
        named = is_named(self.folded, self.known)
        weighs = self._counts(named) or (about and (multiplies(self.folded) or is_act(self.folded)))
        announces = named and is_announcement(self.folded)
        return Judged(
            self.span,
            Label.UNSUPPORTED,
            missing=missing,
            opposite=opposite,
            grave=grave or opposite or ((weighs or announces) and not personal),
            personal=personal,
        )

    def _weighty(self) -> list[Figure]:
        """The figures that claim something: large ones, and small ones of what the company did."""
        acts = is_act(self.folded)
        return [
            figure for figure in self.figures if (not figure.minor or acts) and not self._remembered(figure)
        ]

    def _counts(self, named: bool) -> bool:
        """Whether it counts something that others would want to see checked."""
        return any(
            (not figure.minor or named or min(figure.values, default=0) > _A_FEW)
            and not self._remembered(figure)
            for figure in self.figures
        )

    def _remembered(self, claim: Figure | Name) -> bool:
        """A year of the author's own life ("I joined in 2015"): theirs to know."""
        return (
            isinstance(claim, Figure)
            and claim.kind == "date"
            and bool(claim.values)
            and is_first_person(self.folded)
        )

    def _repeats(self, evidence: Evidence) -> bool:
        """Whether it has most words of a source and yet does not say the same: a "not" too many, say."""
        if len(self.stems) < _FEWEST_STEMS or is_opinion(self.folded) or self.folded.rstrip().endswith("?"):
            return False
        return any(material.containment(self.stems) >= _REPEATED for _, material in evidence.sources)

    def _says(self, material: Material, own: Material | None) -> bool:
        """Whether two neighbouring sentences here say it; figures may also be the author's."""
        if f" {' '.join(self.forms)} " in material.line or self._quotes_whole(material):
            return True
        return any(self._in_pair(material, pair, own, foreign=False) for pair in material.pairs)

    def _quotes_whole(self, material: Material) -> bool:
        """A few words to say who speaks, then the very words: "Galbrune writes: …"."""
        for lead in range(1, min(_LONGEST_LEAD, len(self.forms) - _SHORTEST_QUOTE) + 1):
            if f" {' '.join(self.forms[lead:])} " in material.line:
                counted = any(figure.span[0] < self.words[lead].start for figure in self.figures)
                return not counted and not is_act(" ".join(self.forms[:lead]))
        return False

    def _in_pair(self, material: Material, pair: Pair, own: Material | None, *, foreign: bool) -> bool:
        figures = [figure for figure in self.figures if not self._is_own(figure, own)]
        if not all(self._hold(figure, pair) for figure in figures):
            return False
        if any(not name.forms <= material.forms for name in self.names) and own is None:
            return False
        return self._statement(figures, foreign=foreign).said_by(pair.forms)

    def _hold(self, figure: Figure, pair: Pair) -> bool:
        """A date belongs to the sentence that it stands in: that one must share words with this."""
        return any(
            figures.hold(figure) and (figure.kind == "number" or self._related(line))
            for line, figures in zip(pair.lines, pair.figures, strict=True)
        )

    def _related(self, line: tuple[str, ...]) -> bool:
        return self._statement((), foreign=False).share(line) >= _RELATED

    def _is_own(self, figure: Figure, own: Material | None) -> bool:
        if own is None:
            return False
        statement = self._statement([figure], foreign=False)
        return any(self._hold(figure, pair) and statement.counts_as(pair.forms) for pair in own.pairs)

    def _statement(self, figures: Sequence[Figure], *, foreign: bool) -> Statement:
        spans = [figure.span for figure in figures if figure.kind == "number"]
        numbers = (
            next(
                (
                    at
                    for at, word in enumerate(self.words)
                    if start <= word.start < end and word.form[0].isdigit()
                ),
                -1,
            )
            for start, end in spans
        )
        return Statement(tuple(self.forms), tuple(at for at in numbers if at >= 0), foreign)

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
        if not (self.figures or self.names):
            return False
        foreign = language != self.doc.language and any(not figure.minor for figure in self.figures)
        return any(self._in_pair(material, pair, None, foreign=foreign) for pair in material.pairs)

    def _turned_round(self, material: Material) -> bool:
        """A "not" too many, or "fell" for "rose", says the opposite; the very words of a sentence cannot."""
        if f" {' '.join(self.forms)} " in material.line:
            return False
        nearest = material.nearest(self.forms)
        if opposed(self.forms, nearest):
            return True
        return negates(self.forms) != negates(nearest) and len(nearest) < 40

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
        return self._hard_claims() or bool(self.names) or bool(self.figures)

    def _hard_claims(self) -> bool:
        if self._weighty():
            return True
        if is_opinion(self.folded):
            return False
        named = is_named(self.folded, self.known)
        about = named or bool(self.names) or is_company(self.folded, self.known)
        if about and (is_act(self.folded) or multiplies(self.folded)):
            return True
        if named and (is_announcement(self.folded) or is_comparison(self.folded)):
            return True
        return bool(find_superlatives(self.folded) or find_causes(self.folded))
