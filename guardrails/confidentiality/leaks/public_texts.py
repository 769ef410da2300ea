"""What stands in public, which is no secret: how a public text is read, and how the reading is kept."""

import hashlib
import hmac
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from guardrails.candidate import Candidate
from guardrails.confidentiality.leaks.anchors import kept_anchors
from guardrails.confidentiality.leaks.concepts import concepts_of, windows_of
from guardrails.confidentiality.leaks.meanings import Meaning, Meanings
from guardrails.confidentiality.leaks.pieces import pieces_of, telling_stems
from guardrails.confidentiality.leaks.prints import Hasher, Hashes, distinct
from guardrails.doc import Doc
from guardrails.tokens import Word

FEWEST_CONCEPTS = 3
"""Of a sentence whose meaning is kept: less is said by chance."""

_VERSION = 1
_HEAD = struct.Struct("<B8s5I")
_COLUMNS: tuple[tuple[DTypeLike, int], ...] = (("<u8", 8), ("<u8", 8), ("<u4", 4), ("u1", 1), ("u1", 1))
"""Runs, anchors, and the keys, sizes and lengths of the meanings: type, and bytes of each."""

_PROBE = (
    "On 14 March 2031 Ana Ruiz of Hespel said that 12.5% of 8,400 pumps leak, three more than before; the "
    "plant in Lindale cost €4m. Le 3 juin, l'usine de Valbrune sera cédée à un groupe espagnol pour douze "
    "millions d'euros, car un tiers des terminaux TX40 sont tombés en panne à l'automne."
)


@dataclass(frozen=True, slots=True)
class Public:
    """What stands in one public text, or in many: runs, telling details, and what each sentence means."""

    runs: Hashes
    anchors: Hashes
    meanings: Meanings

    @classmethod
    def joined(cls, readings: Iterable["Public"]) -> Self:
        known = list(readings)
        nothing = np.array([], np.uint64)
        return cls(
            np.concatenate([nothing, *(one.runs for one in known)]),
            np.concatenate([nothing, *(one.anchors for one in known)]),
            Meanings.joined(one.meanings for one in known),
        )

    def packed(self, key: bytes) -> bytes:
        """What `is_sound` knows again with the same key; see `unpack_public`."""
        columns = [
            column.astype(kind).tobytes() for column, (kind, _) in zip(self._columns(), _COLUMNS, strict=True)
        ]
        body = b"".join(columns)
        counts = tuple(len(column) for column in self._columns())
        return _HEAD.pack(_VERSION, _seal(counts, body, key), *counts) + body

    def _columns(self) -> tuple[NDArray[np.unsignedinteger], ...]:
        return self.runs, self.anchors, self.meanings.keys, self.meanings.sizes, self.meanings.lengths


def is_sound(blob: bytes, key: bytes) -> bool:
    """Whether `Public.packed` made it with this key and today's way of reading, and nothing changed it."""
    if len(blob) < _HEAD.size or blob[0] != _VERSION:
        return False
    _, seal, *counts = _HEAD.unpack_from(blob)
    body = memoryview(blob)[_HEAD.size :]
    return hmac.compare_digest(seal, _seal(counts, body, key))


def unpack_public(blobs: Iterable[bytes]) -> Public:
    """All that stands in these, which are sound, as one; ten thousand are joined in a few milliseconds."""
    parts: list[list[memoryview]] = [[] for _ in _COLUMNS]
    for blob in blobs:
        view = memoryview(blob)
        sizes = (count * width for count, (_, width) in zip(_counts(blob), _COLUMNS, strict=True))
        for column, (start, end) in zip(parts, pairwise(accumulate(sizes, initial=_HEAD.size)), strict=True):
            column.append(view[start:end])
    runs, anchors, keys, sizes_of, lengths = (
        np.frombuffer(b"".join(column), kind) for column, (kind, _) in zip(parts, _COLUMNS, strict=True)
    )
    meanings = Meanings(keys.astype(np.uint32, copy=False), sizes_of, lengths)
    return Public(runs.astype(np.uint64, copy=False), anchors.astype(np.uint64, copy=False), meanings)


def read_public(text: str, key: bytes) -> Public:
    """Slow: a millisecond or more for a passage."""
    hasher = Hasher(key)
    doc = Doc.of(Candidate(text))
    sentences = range(len(doc.sentences))
    pieces = (piece for at in sentences for piece in pieces_of(doc, at, clauses=False))
    runs = [run for words in pieces for run in runs_of(hasher, words)]
    anchors = hasher.anchors(anchor.content for kept in kept_anchors(doc) for anchor in kept)
    meanings = (meaning for at in sentences for meaning in meanings_of(hasher, doc, at))
    return Public(distinct(runs), distinct(anchors), Meanings.of(meanings))


@lru_cache(maxsize=1 << 10)
def remember_public(text: str, key: bytes) -> Public:
    """`read_public` for the sources offered with a text, which is asked about again while somebody writes."""
    return read_public(text, key)


def meanings_of(hasher: Hasher, doc: Doc, sentence: int) -> list[Meaning]:
    """The meaning of the sentence of that number, part by part if it is long; of too little, nothing."""
    read = (hasher.meaning(part).shuffled() for part in windows_of(concepts_of(doc, sentence)))
    return [meaning for meaning in read if len(meaning) >= FEWEST_CONCEPTS]


def runs_of(hasher: Hasher, words: Sequence[Word]) -> list[int]:
    """Hashes of the runs of words, then of those of stems."""
    stems = [stem for stem, _ in telling_stems(words)]
    return hasher.shingles([word.form for word in words]) + hasher.stem_runs(stems)


def _counts(blob: bytes) -> Iterator[int]:
    yield from _HEAD.unpack_from(blob)[2:]


def _seal(counts: Iterable[int], body: bytes | memoryview, key: bytes) -> bytes:
    state = hashlib.blake2b(digest_size=8, key=_sealing_key(key))
    state.update(repr(tuple(counts)).encode())
    state.update(body)
    return state.digest()


@lru_cache(maxsize=4)
def _sealing_key(key: bytes) -> bytes:
    """Another one as soon as texts are read otherwise, by new words or new rules: a probe tells."""
    probe = read_public(_PROBE, key)
    read = b"".join(column.tobytes() for column in (probe.runs, probe.anchors, probe.meanings.keys))
    return hashlib.blake2b(read, digest_size=32, key=key).digest()
