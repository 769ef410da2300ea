"""The tripwire that reads vectors: does a sentence lie near a confidential one, as an embedding sees it?

It belongs to the slow tier, and runs only where vectors of confidential sentences are kept.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from guardrails.checks import Tier
from guardrails.compliance.protected_speech import protected_sentences
from guardrails.confidentiality.leaks.fingerprints import FingerprintLibrary
from guardrails.confidentiality.leaks.reworded import RULE, nearest_public, read_parts
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.sentences import Span, split_sentences

Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]
"""One row of length 1 per text."""
NearestPublic = Callable[[str], Sequence[str]]
"""The public texts nearest to a sentence."""

_FEWEST_WORDS = 5
_UNLIKE = 0.25
_WEIGHT = 6.0
_MORE = 1.0
"""Vectors of any two sentences are a little alike: that costs as much evidence."""


@dataclass(frozen=True, slots=True)
class LikenessIndex:
    """Vectors of confidential sentences, and where the library has the meaning of each (-1: nowhere)."""

    vectors: Vectors
    places: NDArray[np.int64]

    @classmethod
    def of(cls, library: FingerprintLibrary, documents: Sequence[int], vectors: Vectors) -> Self:
        """`documents[n]` is the document of row n; its rows stand in the order of its sentences."""
        owners = np.array(documents, np.int64)
        places = np.full(len(owners), -1, np.int64)
        for document in set(documents):
            rows, known = np.flatnonzero(owners == document), library.places.get(document, ())
            if len(rows) == len(known):  # or they were not made of the same text
                places[rows] = known
        return cls(vectors, places)

    def __len__(self) -> int:
        return len(self.places)


@dataclass(frozen=True, slots=True)
class LikenessCheck:
    """As `RewordedCheck`, with the likeness of vectors added to the evidence, for both sides of the gate."""

    library: FingerprintLibrary
    index: LikenessIndex
    embed: Embed = field(repr=False)
    nearest_public: NearestPublic = field(default=lambda _: (), repr=False)
    evidence: float = 5.4
    name: str = "confidentiality.likeness"
    tier: Tier = Tier.SLOW

    def __call__(self, doc: Doc) -> list[RawFinding]:
        if not len(self.index):
            return []
        return [doc.finding(RULE, *span, evidence=Evidence.STATISTICAL) for span in self._alarms(doc)]

    def _alarms(self, doc: Doc) -> Iterator[Span]:
        telling = [
            (at, span) for at, span in enumerate(doc.sentences) if len(doc.words_in(span)) >= _FEWEST_WORDS
        ]
        vectors = self.embed([doc.text[slice(*span)] for _, span in telling])
        for (at, span), vector in zip(telling, vectors, strict=True):
            near = self._evidence(doc, at, vector)
            is_near = near > self.evidence + _MORE and at not in protected_sentences(doc)
            if is_near and self._public_evidence(doc, at, vector) < near:
                yield span

    def _evidence(self, doc: Doc, sentence: int, vector: Vectors) -> float:
        """What speaks for the confidential sentence that most speaks for."""
        alike = _for_likeness(self.index.vectors @ vector)
        shared = np.zeros(len(self.library.meanings) + 1)  # the last one is for those without a meaning
        for part in read_parts(self.library, doc, sentence):
            shared[:-1] = np.maximum(shared[:-1], part.nearness.evidence)
        return float((alike + shared[self.index.places]).max())

    def _public_evidence(self, doc: Doc, sentence: int, vector: Vectors) -> float:
        start, end = doc.sentences[sentence]
        texts = [
            *self.nearest_public(doc.text[start:end]),
            *(source.text for source in doc.candidate.sources),
        ]
        sentences = [text[slice(*span)] for text in texts for span in split_sentences(text)]
        alike = _for_likeness(self.embed(sentences) @ vector).max() if sentences else 0.0
        parts = read_parts(self.library, doc, sentence)
        shared = max((nearest_public(self.library, doc, part.meaning) for part in parts), default=0.0)
        return float(alike + shared)


def _for_likeness(cosines: Vectors) -> Vectors:
    likeness: Vectors = _WEIGHT * np.maximum(cosines - _UNLIKE, 0)
    return likeness
