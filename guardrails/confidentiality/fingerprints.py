"""What is kept of a confidential document: keyed hashes, from which nobody reads the text back."""

import hashlib
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from guardrails.doc import WORD
from guardrails.normalisation import fold, normalise
from guardrails.sentences import split_sentences

GRAM = 5
SHINGLE = 6
_SHORTEST = 5
_LONGEST = 40
_HEADER = struct.Struct("<BHH")
_VERSION = 1

Hashes = NDArray[np.uint64]
Counts = NDArray[np.int64]
Weights = NDArray[np.float64]


_OTHER_VERSION = "A fingerprint was made by another version of Tandem; ingest its document again."


class FingerprintError(ValueError):
    """A stored fingerprint that this version cannot read; ingest its document again."""


@dataclass(frozen=True, slots=True)
class Hasher:
    """Keyed hashes of the pieces of a text. Without the key, a stored hash tells nothing."""

    key: bytes = field(repr=False)

    def grams(self, words: Sequence[str]) -> list[int]:
        """32-bit hashes of every run of five characters, in order, over words joined by one space."""
        line = f" {' '.join(words)} "
        return self._hashes((line[at : at + GRAM] for at in range(len(line) - GRAM + 1)), 4)

    def shingles(self, words: Sequence[str]) -> list[int]:
        """64-bit hashes of every run of six words, in order; the n-th begins at the n-th word."""
        runs = (" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))
        return self._hashes(runs, 8)

    def _hashes(self, pieces: Iterable[str], size: int) -> list[int]:
        # A copy of a keyed state is half the price of a new one.
        keyed = hashlib.blake2b(digest_size=size, key=self.key)
        hashes = []
        for piece in pieces:
            state = keyed.copy()
            state.update(piece.encode("utf-8", "replace"))
            hashes.append(int.from_bytes(state.digest(), "little"))
        return hashes


def fingerprint_sentences(text: str, *, key: bytes) -> list[bytes]:
    """Return one opaque blob per sentence of five words or more (long ones are cut at forty words).

    A blob holds the sentence's distinct keyed gram and shingle hashes, sorted, so that not even
    their order tells anything. `key` is at most 64 bytes and must be the same for all documents.
    """
    hasher = Hasher(key)
    return [_pack(set(hasher.grams(words)), set(hasher.shingles(words))) for words in _pieces(text)]


def _pieces(text: str) -> Iterator[list[str]]:
    plain = normalise(text).text
    for start, end in split_sentences(plain):
        words = WORD.findall(fold(plain[start:end]))
        for at in range(0, len(words), _LONGEST):
            # A cut must not lose the runs that cross it.
            piece = words[at : at + _LONGEST + SHINGLE - 1]
            if len(piece) >= _SHORTEST and sum(map(_says_something, piece)) >= _SHORTEST - 1:
                yield piece


def _says_something(form: str) -> bool:
    """French elisions ("n", "y", "d") would make a sentence of five words out of nothing."""
    return len(form) >= 3 or form.isdigit()


def _pack(grams: set[int], shingles: set[int]) -> bytes:
    head = _HEADER.pack(_VERSION, len(grams), len(shingles))
    return head + np.array(sorted(grams), "<u4").tobytes() + np.array(sorted(shingles), "<u8").tobytes()


def _unpack(blob: bytes) -> tuple[Hashes, Hashes]:
    try:
        version, grams, shingles = _HEADER.unpack_from(blob)
        if version != _VERSION or len(blob) != _HEADER.size + 4 * grams + 8 * shingles:
            raise FingerprintError(_OTHER_VERSION)
    except struct.error as error:
        raise FingerprintError("A fingerprint is damaged; ingest its document again.") from error
    split = _HEADER.size + 4 * grams
    return np.frombuffer(blob[_HEADER.size : split], "<u4").astype(np.uint64), np.frombuffer(
        blob[split:], "<u8"
    )


@dataclass(frozen=True, slots=True)
class FingerprintLibrary:
    """All stored sentences, indexed by hash. `levels[n]` is the classification of sentence n.

    `grams` are sorted distinct hashes; the sentences that hold gram i are
    `postings[bounds[i] : bounds[i + 1]]`; `idf[i]` is its rarity; `totals[n]` is the sum of the
    rarities of sentence n. `shingles` maps a run of six words to a classification.
    """

    hasher: Hasher
    levels: tuple[str, ...]
    grams: Hashes
    bounds: Counts
    postings: Counts
    idf: Weights
    totals: Weights
    shingles: dict[int, str]

    @classmethod
    def load(
        cls, entries: Iterable[tuple[int, str, bytes]], *, key: bytes, public_texts: Iterable[str] = ()
    ) -> Self:
        """Build the index from (document id, classification, blob) triples.

        What also stands in `public_texts` is no secret: their runs of six words ring no alarm, and a
        sentence made mostly of such runs is left out. Raises FingerprintError.
        """
        hasher = Hasher(key)
        public = {run for text in public_texts for words in _pieces(text) for run in hasher.shingles(words)}
        levels: list[str] = []
        gram_sets: list[Hashes] = []
        shingles: dict[int, str] = {}
        for _document, level, blob in entries:
            if level not in ("internal", "confidential"):
                continue
            grams, runs = _unpack(blob)
            secret = [run for run in runs.tolist() if run not in public]
            if len(runs) and len(secret) * 2 <= len(runs):
                continue
            levels.append(level)
            gram_sets.append(grams)
            for run in secret:
                if shingles.get(run) != "confidential":
                    shingles[run] = level
        return cls(hasher, tuple(levels), *_index(gram_sets), shingles)

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
