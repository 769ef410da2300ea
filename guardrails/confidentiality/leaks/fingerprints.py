"""What is kept of confidential documents, and the library of it that texts are compared with."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from guardrails.candidate import Candidate
from guardrails.confidentiality.leaks.anchors import kept_anchors
from guardrails.confidentiality.leaks.company_terms import NO_TERMS, CompanyTerms
from guardrails.confidentiality.leaks.dictionary import NO_DICTIONARY, Dictionary
from guardrails.confidentiality.leaks.meanings import (
    NOTHING,
    Meaning,
    MeaningIndex,
    Meanings,
    Occurrences,
    Rarities,
)
from guardrails.confidentiality.leaks.pieces import pieces_of
from guardrails.confidentiality.leaks.prints import (
    Fingerprint,
    FingerprintError,
    Hasher,
    Hashes,
    distinct,
    unpack,
)
from guardrails.confidentiality.leaks.public_texts import Public, meanings_of, runs_of
from guardrails.doc import Doc

__all__ = ["FingerprintError", "FingerprintLibrary", "Hasher", "fingerprint_sentences"]

_LEVELS = ("internal", "confidential")

Counts = NDArray[np.int64]
Weights = NDArray[np.float64]


def fingerprint_sentences(text: str, *, key: bytes) -> list[bytes]:
    """Return one opaque blob per sentence that says something (see `pieces_of`), and per clause of long ones.

    A blob holds distinct keyed hashes, sorted, so that not even their order tells anything.
    `key` is at most 64 bytes and must be the same for all documents.
    """
    hasher = Hasher(key)
    doc = Doc.of(Candidate(text))
    anchors = kept_anchors(doc)
    return [
        kept.packed()
        for sentence in range(len(doc.sentences))
        for kept in _fingerprints(hasher, doc, sentence, [anchor.content for anchor in anchors[sentence]])
    ]


def _fingerprints(hasher: Hasher, doc: Doc, sentence: int, anchors: Sequence[str]) -> Iterator[Fingerprint]:
    """One for the sentence, with what it gives away by itself and what it means; others for its parts."""
    nothing = distinct([])
    details, meanings = distinct(hasher.anchors(anchors)), meanings_of(hasher, doc, sentence)
    pieces = [
        (distinct(hasher.grams([word.form for word in words])), distinct(runs_of(hasher, words)))
        for words in pieces_of(doc, sentence)
    ]
    if pieces or len(details) or meanings:
        grams, runs = pieces[0] if pieces else (nothing, nothing)
        yield Fingerprint(grams, runs, details, meanings[0] if meanings else NOTHING)
    for grams, runs in pieces[1:]:
        yield Fingerprint(grams, runs, nothing, is_part=True)
    for meaning in meanings[1:]:
        yield Fingerprint(nothing, nothing, nothing, meaning, is_part=True)


@dataclass(frozen=True, slots=True)
class FingerprintLibrary:
    """All stored sentences, indexed by hash. `levels[n]` is the classification of sentence n.

    `grams` are sorted distinct hashes; the sentences that hold gram i are
    `postings[bounds[i] : bounds[i + 1]]`; `idf[i]` is its rarity; `totals[n]` is the sum of the
    rarities of sentence n. `runs` maps a run of words, or of stems, to a classification; `anchors` are
    the telling details of confidential documents that no public text holds. `meanings` are what the
    sentences of confidential documents speak of, `public` what those of public texts do; `places` tells,
    for each confidential document, where the meaning of each of its sentences stands (-1: of none).
    What somebody writes is read under the other names that `terms` and `dictionary` know, too.
    """

    hasher: Hasher
    levels: tuple[str, ...]
    grams: Hashes
    bounds: Counts
    postings: Counts
    idf: Weights
    totals: Weights
    runs: dict[int, str]
    anchors: frozenset[int]
    meanings: MeaningIndex
    public: MeaningIndex
    places: Mapping[int, Sequence[int]]
    terms: CompanyTerms = NO_TERMS
    dictionary: Dictionary = NO_DICTIONARY

    @classmethod
    def load(
        cls, entries: Iterable[tuple[int, str, bytes]], *, key: bytes, public: Iterable[Public] = ()
    ) -> Self:
        """Build the index from (document id, classification, blob) triples.

        What also stands in `public` is no secret: its runs and details ring no alarm, and a sentence
        made mostly of such runs is left out; `unpack_public` joins many readings for it. Raises
        FingerprintError.
        """
        kept = [(document, level, unpack(blob)) for document, level, blob in entries if level in _LEVELS]
        known = Public.joined(public if kept else ())
        public_runs = _among([fingerprint.runs for *_, fingerprint in kept], known.runs)
        levels: list[str] = []
        gram_sets: list[Hashes] = []
        runs: dict[int, str] = {}
        for _, level, fingerprint in kept:
            secret = [run for run in fingerprint.runs.tolist() if run not in public_runs]
            if not len(fingerprint.grams) or (
                len(fingerprint.runs) and len(secret) * 2 <= len(fingerprint.runs)
            ):
                continue
            levels.append(level)
            gram_sets.append(fingerprint.grams)
            runs |= {run: level for run in secret if runs.get(run) != "confidential"}
        secrets = [(document, one) for document, level, one in kept if level == "confidential"]
        details = [fingerprint.anchors for _, fingerprint in secrets]
        anchors = frozenset(np.concatenate([distinct([]), *details]).tolist()) - _among(
            details, known.anchors
        )
        index = _index(gram_sets)
        return cls(Hasher(key), tuple(levels), *index, runs, anchors, *_meanings(secrets, known.meanings))

    def __len__(self) -> int:
        return len(self.levels)


def _among(kept: Sequence[Hashes], public: Hashes) -> frozenset[int]:
    """Those of the kept hashes that are public too."""
    known, hashes = np.sort(public), np.unique(np.concatenate([distinct([]), *kept]))
    places = np.searchsorted(known, hashes)
    inside = places < len(known)
    hashes, places = hashes[inside], places[inside]
    return frozenset(hashes[known[places] == hashes].tolist())


def _meanings(
    secrets: Sequence[tuple[int, Fingerprint]], public: Meanings
) -> tuple[MeaningIndex, MeaningIndex, Mapping[int, Sequence[int]]]:
    kept: list[Meaning] = []
    places: defaultdict[int, list[int]] = defaultdict(list)
    for document, fingerprint in secrets:
        if len(fingerprint.grams) and not fingerprint.is_part:
            places[document].append(len(kept) if len(fingerprint.meaning) else -1)
        if len(fingerprint.meaning):
            kept.append(fingerprint.meaning)
    secret = Occurrences.of(Meanings.of(kept))
    others = Occurrences.of(public if kept else Meanings.of(()))
    rarities = Rarities.of(secret, others)
    return MeaningIndex.of(secret, rarities), MeaningIndex.of(others, rarities), places


def _index(gram_sets: Sequence[Hashes]) -> tuple[Hashes, Counts, Counts, Weights, Weights]:
    sizes = np.array([len(grams) for grams in gram_sets], np.int64)
    owners = np.repeat(np.arange(len(gram_sets), dtype=np.int64), sizes)
    hashes = np.concatenate([np.array([], np.uint64), *gram_sets])
    order = np.argsort(hashes, kind="stable")
    grams, counts = np.unique(hashes, return_counts=True)
    bounds = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    idf = np.log((len(gram_sets) + 1) / counts).astype(np.float64)
    totals = np.bincount(owners[order], np.repeat(idf, counts), minlength=len(gram_sets))
    return grams, bounds, owners[order], idf, totals.astype(np.float64)
