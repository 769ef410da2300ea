"""The form in which a sentence is kept: keyed hashes, packed, from which nobody reads the text back."""

import hashlib
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from guardrails.confidentiality.leaks.concepts import Concept
from guardrails.confidentiality.leaks.meanings import NOTHING, Meaning
from guardrails.confidentiality.leaks.pieces import SHINGLE, STEM_RUN

GRAM = 5
_HEADER = struct.Struct("<BHHH")
_WITHOUT_MEANING = 2  # as they were made before: the text is gone, so they must stay readable
_SENTENCE = 3
_PART = 4  # of a sentence that has one already

Hashes = NDArray[np.uint64]

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
        return [_short_hash(self.key, line[at : at + GRAM]) for at in range(len(line) - GRAM + 1)]

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

    def meaning(self, concepts: Sequence[Concept]) -> Meaning:
        """30-bit hashes of what a sentence speaks of."""
        return Meaning.of(concepts, lambda key: _short_hash(self.key, f"meaning {key}"))

    def _hashes(self, pieces: Iterable[str]) -> list[int]:
        # A copy of a keyed state is half the price of a new one.
        keyed = hashlib.blake2b(digest_size=8, key=self.key)
        hashes = []
        for piece in pieces:
            state = keyed.copy()
            state.update(piece.encode("utf-8", "replace"))
            hashes.append(int.from_bytes(state.digest(), "little"))
        return hashes


@lru_cache(maxsize=1 << 16)
def _short_hash(key: bytes, piece: str) -> int:
    """The same pieces come back often, above all while somebody types."""
    return int.from_bytes(
        hashlib.blake2b(piece.encode("utf-8", "replace"), digest_size=4, key=key).digest(), "little"
    )


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Grams, runs (of words and of stems), telling details and meaning of a sentence, or of a part of it."""

    grams: Hashes
    runs: Hashes
    anchors: Hashes
    meaning: Meaning = NOTHING
    is_part: bool = False

    def packed(self) -> bytes:
        version = _PART if self.is_part else _SENTENCE
        head = _HEADER.pack(version, len(self.grams), len(self.runs), len(self.anchors))
        wide = self.runs.astype("<u8").tobytes() + self.anchors.astype("<u8").tobytes()
        return head + self.grams.astype("<u4").tobytes() + wide + self.meaning.packed()


def distinct(hashes: Iterable[int]) -> Hashes:
    """Sorted, so that not even their order tells anything."""
    return np.array(sorted(set(hashes)), np.uint64)


def unpack(blob: bytes) -> Fingerprint:
    """Read what `Fingerprint.packed` made. Raises FingerprintError."""
    try:
        if not blob or blob[0] not in (_SENTENCE, _PART, _WITHOUT_MEANING):
            raise FingerprintError(_OTHER_VERSION)
        version, grams, runs, anchors = _HEADER.unpack_from(blob)
        split = _HEADER.size + 4 * grams
        end = split + 8 * (runs + anchors)
        if len(blob) < end or (version == _WITHOUT_MEANING and len(blob) > end):
            raise FingerprintError(_DAMAGED)
        meaning = NOTHING if version == _WITHOUT_MEANING else Meaning.unpacked(blob[end:])
    except struct.error as error:
        raise FingerprintError(_DAMAGED) from error
    except FingerprintError:
        raise
    except ValueError as error:
        raise FingerprintError(_DAMAGED) from error
    narrow = np.frombuffer(blob[_HEADER.size : split], "<u4").astype(np.uint64)
    wide = np.frombuffer(blob[split:end], "<u8")
    return Fingerprint(narrow, wide[:runs], wide[runs:], meaning, is_part=version == _PART)
