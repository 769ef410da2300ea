"""What is kept of confidential documents, and the library of it that texts are compared with."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray

from guardrails.candidate import Candidate
from guardrails.confidentiality.anchors import kept_anchors
from guardrails.confidentiality.concepts import concepts_of, windows_of
from guardrails.confidentiality.meanings import NOTHING, Meaning, MeaningIndex, Rarities
from guardrails.confidentiality.pieces import pieces_of, telling_stems
from guardrails.confidentiality.prints import Fingerprint, FingerprintError, Hasher, Hashes, distinct, unpack
from guardrails.doc import Doc
from guardrails.tokens import Word

__all__ = ["FingerprintError", "FingerprintLibrary", "Hasher", "fingerprint_sentences"]

_LEVELS = ("internal", "confidential")

FEWEST_CONCEPTS = 3
"""Of a sentence whose meaning is kept: less is said by chance."""

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
        (distinct(hasher.grams([word.form for word in words])), distinct(_runs(hasher, words)))
        for words in pieces_of(doc, sentence)
    ]
    if pieces or len(details) or meanings:
        grams, runs = pieces[0] if pieces else (nothing, nothing)
        yield Fingerprint(grams, runs, details, meanings[0] if meanings else NOTHING)
    for grams, runs in pieces[1:]:
        yield Fingerprint(grams, runs, nothing, is_part=True)
    for meaning in meanings[1:]:
        yield Fingerprint(nothing, nothing, nothing, meaning, is_part=True)


def meanings_of(hasher: Hasher, doc: Doc, sentence: int) -> list[Meaning]:
    """The meaning of the sentence of that number, part by part if it is long; of too little, nothing."""
    read = (hasher.meaning(part).shuffled() for part in windows_of(concepts_of(doc, sentence)))
    return [meaning for meaning in read if len(meaning) >= FEWEST_CONCEPTS]


def _runs(hasher: Hasher, words: Sequence[Word]) -> list[int]:
    stems = [stem for stem, _ in telling_stems(words)]
    return hasher.shingles([word.form for word in words]) + hasher.stem_runs(stems)


@dataclass(frozen=True, slots=True)
class Public:
    """What stands in public: runs, telling details, and the meaning of each sentence."""

    runs: Hashes
    anchors: Hashes
    meanings: tuple[Meaning, ...]


@lru_cache(maxsize=1 << 14)
def read_public(text: str, key: bytes) -> Public:
    """Public texts are many and seldom change, and each new document makes the library be built again."""
    hasher = Hasher(key)
    doc = Doc.of(Candidate(text))
    sentences = range(len(doc.sentences))
    pieces = (piece for at in sentences for piece in pieces_of(doc, at, clauses=False))
    runs = [run for words in pieces for run in _runs(hasher, words)]
    anchors = hasher.anchors(anchor.content for kept in kept_anchors(doc) for anchor in kept)
    meanings = (meaning for at in sentences for meaning in meanings_of(hasher, doc, at))
    return Public(distinct(runs), distinct(anchors), tuple(meanings))


@dataclass(frozen=True, slots=True)
class FingerprintLibrary:
    """All stored sentences, indexed by hash. `levels[n]` is the classification of sentence n.

    `grams` are sorted distinct hashes; the sentences that hold gram i are
    `postings[bounds[i] : bounds[i + 1]]`; `idf[i]` is its rarity; `totals[n]` is the sum of the
    rarities of sentence n. `runs` maps a run of words, or of stems, to a classification; `anchors` are
    the telling details of confidential documents that no public text holds. `meanings` are what the
    sentences of confidential documents speak of, `public` what those of public texts do; `places` tells,
    for each confidential document, where the meaning of each of its sentences stands (-1: of none).
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

    @classmethod
    def load(
        cls, entries: Iterable[tuple[int, str, bytes]], *, key: bytes, public_texts: Iterable[str] = ()
    ) -> Self:
        """Build the index from (document id, classification, blob) triples.

        What also stands in `public_texts` is no secret: its runs and details ring no alarm, and a
        sentence made mostly of such runs is left out. Raises FingerprintError.
        """
        kept = [(document, level, unpack(blob)) for document, level, blob in entries if level in _LEVELS]
        public = [read_public(text, key) for text in public_texts] if kept else []
        public_runs = {run for read in public for run in read.runs.tolist()}
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
        anchors = {anchor for _, fingerprint in secrets for anchor in fingerprint.anchors.tolist()}
        anchors -= {anchor for read in public for anchor in read.anchors.tolist()}
        index = _index(gram_sets)
        return cls(Hasher(key), tuple(levels), *index, runs, frozenset(anchors), *_meanings(secrets, public))

    def __len__(self) -> int:
        return len(self.levels)


def _meanings(
    secrets: Sequence[tuple[int, Fingerprint]], public: Sequence[Public]
) -> tuple[MeaningIndex, MeaningIndex, Mapping[int, Sequence[int]]]:
    kept: list[Meaning] = []
    places: defaultdict[int, list[int]] = defaultdict(list)
    for document, fingerprint in secrets:
        if len(fingerprint.grams) and not fingerprint.is_part:
            places[document].append(len(kept) if len(fingerprint.meaning) else -1)
        if len(fingerprint.meaning):
            kept.append(fingerprint.meaning)
    others = [meaning for read in public for meaning in read.meanings] if kept else []
    rarities = Rarities.of([*kept, *others])
    return MeaningIndex.of(kept, rarities), MeaningIndex.of(others, rarities), places


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
