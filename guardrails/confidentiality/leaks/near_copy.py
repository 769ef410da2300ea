"""The tripwire: does a text come near a document that must not leave the house?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from guardrails.confidentiality.leaks.anchors import possible_anchors
from guardrails.confidentiality.leaks.fingerprints import Counts, FingerprintLibrary, Weights
from guardrails.confidentiality.leaks.pieces import SHINGLE, STEM_RUN, telling_stems
from guardrails.confidentiality.leaks.working_life import is_working_life
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.sentences import Span
from guardrails.stems import STOPWORDS
from guardrails.tokens import Word

_RULES = {"confidential": "confidentiality.near_copy", "internal": "confidentiality.internal_copy"}
_TELLING_WORDS = 3


@dataclass(frozen=True, slots=True)
class NearCopyCheck:
    """Compare each sentence, and each two neighbours, with every sentence kept as a fingerprint.

    It rings where the text holds more than `containment` of a kept sentence, weighted by rarity, or
    shares a run of words with one; and, more softly, where it holds a detail that stands in a
    confidential document only. It points at words of the text, and says nothing of the document.
    """

    library: FingerprintLibrary
    containment: float = 0.62
    name: str = "confidentiality.near_copy"

    def __call__(self, doc: Doc) -> list[RawFinding]:
        if not len(self.library) and not self.library.anchors:
            return []
        found: list[tuple[str, Span]] = []
        if len(self.library):
            read = (doc.canonical(sentence).words for sentence in range(len(doc.sentences)))
            sentences = [words for words in read if words]
            found += self._contained(sentences)
            found += self._shared_runs([word for words in sentences for word in words])
        copies = [
            (_RULES[level], span)
            for level in _RULES
            for span in _merged(span for found_level, span in found if found_level == level)
        ]
        details = self._telling_details(doc, [span for _, span in copies])
        return [
            doc.finding(rule, *span, evidence=Evidence.STATISTICAL)
            for rule, span in (*copies, *(("confidentiality.telling_detail", span) for span in details))
        ]

    def _telling_details(self, doc: Doc, copies: Sequence[Span]) -> list[Span]:
        """Details in sentences that are no copy, and that do not speak of working life."""
        if not self.library.anchors:
            return []
        found = []
        for sentence, span in enumerate(doc.sentences):
            if any(span[0] < end and start < span[1] for start, end in copies):
                continue
            said = self.library.terms.said(doc.words_in(span))
            beside = frozenset[str]().union(*(term.stems for term in said))
            anchors = list(possible_anchors(doc, sentence, beside=beside))
            hashes = self.library.hasher.anchors(anchor.content for anchor in anchors)
            known = (digest in self.library.anchors for digest in hashes)
            spans = [anchor.span for anchor, is_known in zip(anchors, known, strict=True) if is_known]
            if spans and not is_working_life(doc, sentence):
                found += spans
        return _merged(iter(found))

    def _contained(self, sentences: Sequence[Sequence[Word]]) -> Iterator[tuple[str, Span]]:
        grams = [self._known_grams(words) for words in sentences]
        held = [self._held(places) for places in grams]
        for first, words in enumerate(sentences):
            alone = self._levels(held[first])
            for level in alone:
                yield level, (words[0].start, words[-1].end)
            if first + 1 == len(sentences) or not self._levels(held[first] + held[first + 1]):
                continue
            # A sentence cut in two must still be seen; one that was seen whole needs no neighbour.
            pair = self._levels(self._held(np.union1d(grams[first], grams[first + 1])))
            for level in pair - alone - self._levels(held[first + 1]):
                yield level, (words[0].start, sentences[first + 1][-1].end)

    def _known_grams(self, words: Sequence[Word]) -> Counts:
        """Positions, in the library's table of grams, of the grams that the words share with it."""
        hashes = np.unique(np.array(self.library.hasher.grams([word.form for word in words]), np.uint64))
        places = np.searchsorted(self.library.grams, hashes)
        places = places[places < len(self.library.grams)]
        hashes = hashes[: len(places)]
        known: Counts = places[self.library.grams[places] == hashes]
        return known

    def _held(self, places: Counts) -> Weights:
        """How much of each kept sentence, in summed rarity, these grams make up."""
        library = self.library
        starts, sizes = library.bounds[places], library.bounds[places + 1] - library.bounds[places]
        offsets = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        owners = library.postings[np.repeat(starts, sizes) + offsets]
        rarities = np.repeat(library.idf[places], sizes)
        return np.bincount(owners, rarities, minlength=len(library)).astype(np.float64)

    def _levels(self, held: Weights) -> set[str]:
        return {
            self.library.levels[at] for at in np.flatnonzero(held > self.containment * self.library.totals)
        }

    def _shared_runs(self, words: Sequence[Word]) -> Iterator[tuple[str, Span]]:
        forms = [word.form for word in words]
        for at, run in enumerate(self.library.hasher.shingles(forms)):
            level = self.library.runs.get(run)
            if level and _tells_something(forms[at : at + SHINGLE]):
                yield level, (words[at].start, words[at + SHINGLE - 1].end)
        stems = telling_stems(words)
        for at, run in enumerate(self.library.hasher.stem_runs([stem for stem, _ in stems])):
            if level := self.library.runs.get(run):
                yield level, (words[stems[at][1]].start, words[stems[at + STEM_RUN - 1][1]].end)


def _tells_something(forms: Sequence[str]) -> bool:
    """Six words of grammar ("it is one of the most") are nobody's secret."""
    telling = (form.isdigit() or (len(form) > 2 and form not in STOPWORDS) for form in forms)
    return sum(telling) >= _TELLING_WORDS


def _merged(spans: Iterator[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
