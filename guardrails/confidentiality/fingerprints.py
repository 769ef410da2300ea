"""What is kept of a confidential document: keyed hashes, from which nobody reads the text back."""

import hashlib
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray

from guardrails.candidate import Candidate
from guardrails.confidentiality.anchors import kept_anchors
from guardrails.confidentiality.pieces import SHINGLE, STEM_RUN, pieces_of, telling_stems
from guardrails.doc import Doc
from guardrails.tokens import Word

GRAM = 5
_HEADER = struct.Struct("<BHHH")
_VERSION = 2

Hashes = NDArray[np.uint64]
Counts = NDArray[np.int64]
Weights = NDArray[np.float64]


_OTHER_VERSION = "A fingerprint was made by another version of Tandem; ingest its document again."
_DAMAGED = "A fingerprint is damaged; ingest its document again."


class FingerprintError(ValueError):
    """A stored fingerprint that this version cannot read; ingest its document again."""


@dataclass(frozen=True, slots=True)
class Hasher:
    """Keyed hashes of the pieces of a text. Without the key, a stored hash tells nothing."""

    key: bytes = field(repr=False)

    def grams(self, words: Sequence[str]) -> list[int]:
        """32-bit hashes of every run of five characters, in order, over words joined by one space."""
        line = f" {' '.join(words)} "
        return [_gram_hash(self.key, line[at : at + GRAM]) for at in range(len(line) - GRAM + 1)]

    def shingles(self, words: Sequence[str]) -> list[int]:
        """64-bit hashes of every run of six words, in order; the n-th begins at the n-th word."""
        runs = (" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))
        return self._hashes(runs)

    def stem_runs(self, stems: Sequence[str]) -> list[int]:
        """64-bit hashes of every run of five content stems, in order: small words may change, and endings."""
        runs = ("~".join(stems[at : at + STEM_RUN]) for at in range(len(stems) - STEM_RUN + 1))
        return self._hashes(runs)

    def anchors(self, contents: Iterable[str]) -> list[int]:
        """64-bit hashes of telling details."""
        return self._hashes(f"anchor {content}" for content in contents)

    def _hashes(self, pieces: Iterable[str]) -> list[int]:
        # A copy of a keyed state is half the price of a new one.
        keyed = hashlib.blake2b(digest_size=8, key=self.key)
        hashes = []
        for piece in pieces:
            state = keyed.copy()
            state.update(piece.encode("utf-8", "replace"))
            hashes.append(int.from_bytes(state.digest(), "little"))
        return hashes


@dataclass(frozen=True, slots=True)
class _Fingerprint:
    """The hashes of a sentence or a clause: grams, runs (of words and of stems), and telling details."""

    grams: Hashes
    runs: Hashes
    anchors: Hashes

    def packed(self) -> bytes:
        head = _HEADER.pack(_VERSION, len(self.grams), len(self.runs), len(self.anchors))
        return head + self.grams.astype("<u4").tobytes() + _bytes(self.runs) + _bytes(self.anchors)


@lru_cache(maxsize=1 << 16)
def _gram_hash(key: bytes, gram: str) -> int:
    """Five characters come back often, above all while somebody types."""
    return int.from_bytes(
        hashlib.blake2b(gram.encode("utf-8", "replace"), digest_size=4, key=key).digest(), "little"
    )


def fingerprint_sentences(text: str, *, key: bytes) -> list[bytes]:
    """Return one opaque blob per sentence that says something (see `pieces_of`), and per clause of long ones.

    A blob holds distinct keyed hashes, sorted, so that not even their order tells anything.
    `key` is at most 64 bytes and must be the same for all documents.
    """
    hasher = Hasher(key)
    doc = Doc.of(Candidate(text))
    blobs = []
    for sentence, anchors in enumerate(kept_anchors(doc)):
        kept = hasher.anchors(anchor.content for anchor in anchors)
        for words in pieces_of(doc, sentence):
            grams = hasher.grams([word.form for word in words])
            blobs.append(_Fingerprint(_sorted(grams), _sorted(_runs(hasher, words)), _sorted(kept)).packed())
            kept = []
        if kept:
            blobs.append(_Fingerprint(_sorted([]), _sorted([]), _sorted(kept)).packed())
    return blobs


def _runs(hasher: Hasher, words: Sequence[Word]) -> list[int]:
    stems = [stem for stem, _ in telling_stems(words)]
    return hasher.shingles([word.form for word in words]) + hasher.stem_runs(stems)


def _sorted(hashes: Iterable[int]) -> Hashes:
    return np.array(sorted(set(hashes)), np.uint64)


def _bytes(hashes: Hashes) -> bytes:
    return hashes.astype("<u8").tobytes()


def _unpack(blob: bytes) -> _Fingerprint:
    try:
        if blob[:1] != bytes([_VERSION]):
            raise FingerprintError(_OTHER_VERSION)
        _, grams, runs, anchors = _HEADER.unpack_from(blob)
        if len(blob) != _HEADER.size + 4 * grams + 8 * (runs + anchors):
            raise FingerprintError(_DAMAGED)
    except struct.error as error:
        raise FingerprintError(_DAMAGED) from error
    split = _HEADER.size + 4 * grams
    wide = np.frombuffer(blob[split:], "<u8")
    return _Fingerprint(
        np.frombuffer(blob[_HEADER.size : split], "<u4").astype(np.uint64), wide[:runs], wide[runs:]
    )


def _read_public(texts: Iterable[str], hasher: Hasher) -> tuple[set[int], set[int]]:
    """The runs and the telling details that also stand in public texts."""
    runs: set[int] = set()
    anchors: set[int] = set()
    for text in texts:
        read = _public(text, hasher.key)
        runs.update(read.runs.tolist())
        anchors.update(read.anchors.tolist())
    return runs, anchors


@lru_cache(maxsize=1 << 14)
def _public(text: str, key: bytes) -> _Fingerprint:
    """Public texts are many and seldom change, and each new document makes the library be built again."""
    hasher = Hasher(key)
    doc = Doc.of(Candidate(text))
    pieces = (piece for at in range(len(doc.sentences)) for piece in pieces_of(doc, at, clauses=False))
    runs = [run for words in pieces for run in _runs(hasher, words)]
    anchors = hasher.anchors(anchor.content for kept in kept_anchors(doc) for anchor in kept)
    return _Fingerprint(_sorted([]), _sorted(runs), _sorted(anchors))


@dataclass(frozen=True, slots=True)
class FingerprintLibrary:
    """All stored sentences, indexed by hash. `levels[n]` is the classification of sentence n.

    `grams` are sorted distinct hashes; the sentences that hold gram i are
    `postings[bounds[i] : bounds[i + 1]]`; `idf[i]` is its rarity; `totals[n]` is the sum of the
    rarities of sentence n. `runs` maps a run of words, or of stems, to a classification; `anchors` are
    the telling details of confidential documents that no public text holds.
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

    @classmethod
    def load(
        cls, entries: Iterable[tuple[int, str, bytes]], *, key: bytes, public_texts: Iterable[str] = ()
    ) -> Self:
        """Build the index from (document id, classification, blob) triples.

        What also stands in `public_texts` is no secret: its runs and details ring no alarm, and a
        sentence made mostly of such runs is left out. Raises FingerprintError.
        """
        hasher = Hasher(key)
        public_runs, public_anchors = _read_public(public_texts, hasher)
        levels: list[str] = []
        gram_sets: list[Hashes] = []
        runs: dict[int, str] = {}
        anchors: set[int] = set()
        for _document, level, blob in entries:
            if level not in ("internal", "confidential"):
                continue
            kept = _unpack(blob)
            if level == "confidential":
                anchors.update(kept.anchors.tolist())
            secret = [run for run in kept.runs.tolist() if run not in public_runs]
            if not len(kept.grams) or (len(kept.runs) and len(secret) * 2 <= len(kept.runs)):
                continue
            levels.append(level)
            gram_sets.append(kept.grams)
            runs |= {run: level for run in secret if runs.get(run) != "confidential"}
        return cls(hasher, tuple(levels), *_index(gram_sets), runs, frozenset(anchors - public_anchors))

    def __len__(self) -> int:
        return len(self.levels)


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
