"""The tripwire for other words: does a sentence mean what a confidential one means?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guardrails.compliance.protected_speech import protected_sentences
from guardrails.confidentiality.leaks.company_terms import widened
from guardrails.confidentiality.leaks.concepts import Concept, concepts_of, windows_of
from guardrails.confidentiality.leaks.fingerprints import FingerprintLibrary
from guardrails.confidentiality.leaks.meanings import Meaning, MeaningIndex, Meanings, Nearness, Occurrences
from guardrails.confidentiality.leaks.public_texts import FEWEST_CONCEPTS, remember_public
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.sentences import Span

RULE = "confidentiality.reworded"

_ROUNDING = 1e-6
"""Nats; the same numbers, added up in another order, differ by less."""


@dataclass(frozen=True, slots=True)
class RewordedCheck:
    """Compare what each sentence speaks of with what confidential ones do, in French and in English.

    It rings where the evidence that both have in common exceeds `evidence` (nats, see `MeaningIndex`) and
    the public gate is open: no public sentence, and none of the sources offered, comes as near.
    """

    library: FingerprintLibrary
    evidence: float = 5.4
    name: str = "confidentiality.reworded"

    def __call__(self, doc: Doc) -> list[RawFinding]:
        if not len(self.library.meanings):
            return []
        found = (self._judged(doc, sentence) for sentence in range(len(doc.sentences)))
        return [doc.finding(RULE, *span, evidence=Evidence.STATISTICAL) for span in found if span]

    def _judged(self, doc: Doc, sentence: int) -> Span | None:
        """The words that a confidential sentence has too, in any wording; None if all is well."""
        near = [part for part in read_parts(self.library, doc, sentence) if part.best > self.evidence]
        if not near or sentence in protected_sentences(doc):
            return None
        near = [part for part in near if not self._is_public(doc, part)]
        if not near:
            return None
        return max(near, key=lambda part: part.best).shared_span()

    def _is_public(self, doc: Doc, part: "ReadPart") -> bool:
        enough = part.best - _ROUNDING
        return nearest_public(self.library, doc, part.meaning, above=enough) >= enough


@dataclass(frozen=True, slots=True)
class ReadPart:
    """What a sentence of a text, or a part of a long one, speaks of, and how near it comes to secrets."""

    concepts: Sequence[Concept]
    meaning: Meaning
    nearness: Nearness

    @property
    def best(self) -> float:
        return self.nearness.best

    def shared_span(self) -> Span:
        """From the first to the last of the words shared with the nearest confidential sentence."""
        shared = [
            concept.span
            for concept, is_shared in zip(self.concepts, self.nearness.shared, strict=True)
            if is_shared
        ]
        return min(start for start, _ in shared), max(end for _, end in shared)


def read_parts(library: FingerprintLibrary, doc: Doc, sentence: int) -> Iterator[ReadPart]:
    """Nothing where there is too little to compare.

    What holds a term of the company is read as it stands, then under the term's other names too: these
    can only add to what is heard.
    """
    said = library.terms.said(doc.words_in(doc.sentences[sentence]))
    spoken = library.dictionary.led_across(doc, sentence, concepts_of(doc, sentence))
    for plain in windows_of(spoken):
        for concepts in (plain, widened(plain, said)):
            if len(concepts) >= FEWEST_CONCEPTS:
                meaning = library.hasher.meaning(concepts)
                yield ReadPart(concepts, meaning, library.meanings.nearness(meaning))


def nearest_public(library: FingerprintLibrary, doc: Doc, meaning: Meaning, *, above: float = 0.0) -> float:
    """How near the nearest public sentence comes, counting those of the sources offered.

    Of those that cannot come as near as `above`, nothing is said.
    """
    beside = 0.0
    if doc.candidate.sources:
        offered = Occurrences.of(_offered(library, doc))
        beside = MeaningIndex.of(offered, library.meanings.rarities).nearness(meaning).best
    return max(beside, library.public.near(meaning, above=above).nearness(meaning).best)


def _offered(library: FingerprintLibrary, doc: Doc) -> Meanings:
    read = (remember_public(source.text, library.hasher.key) for source in doc.candidate.sources)
    return Meanings.joined(one.meanings for one in read)
