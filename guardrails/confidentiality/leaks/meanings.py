"""How near a sentence comes to what kept sentences mean, by keyed hashes of what both speak of."""

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from guardrails.confidentiality.leaks.concepts import Concept
from guardrails.confidentiality.leaks.moments import NAME

Keys = NDArray[np.uint32]
Sizes = NDArray[np.uint8]
Weights = NDArray[np.float64]
Places = NDArray[np.int64]

_BITS = 3
_PROOF = np.uint32(7)
_HALF = np.uint64(32)
_LOWER = np.uint64(0xFFFFFFFF)
_ASSUMED = 2_000
_ASSUMED_HOLDERS = np.array([80.0, 8.0, 1.0, 0.5, 8.0, 1.0])
"""Of that many sentences of anybody's, how many would hold a key of each kind, LOOSE to NUMBER."""
_LENGTH = struct.Struct("<H")
_MOST_CONCEPTS = 60
_MOST_KEYS = 60
_FOR_NAMES = 0.7
_BESIDE_NAMES = 2.0
_ALONE = 0.2
_SUBJECT_ALONE = 2 / 3


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a sentence speaks of: for each concept the hashes it may be known by, one concept after another.

    The lowest three bits of a hash tell how much it proves.
    """

    keys: Keys
    sizes: tuple[int, ...]

    @classmethod
    def of(cls, concepts: Sequence[Concept], hashed: Callable[[str], int]) -> Self:
        """One entry for each of the first sixty concepts, in their order. `hashed` gives at least 29 bits."""
        known = [
            sorted({hashed(key) << _BITS & 0xFFFFFFFF | proof for key, proof in concept.keys})[:_MOST_KEYS]
            for concept in concepts[:_MOST_CONCEPTS]
        ]
        flat = np.array([key for keys in known for key in keys], np.uint32)
        return cls(flat, tuple(map(len, known)))

    def shuffled(self) -> Self:
        """The same, each concept once, sorted by hash: their order in the text is forgotten."""
        known = sorted({tuple(keys.tolist()) for keys in self})
        return type(self)(
            np.array([key for keys in known for key in keys], np.uint32), tuple(map(len, known))
        )

    def __len__(self) -> int:
        return len(self.sizes)

    def __iter__(self) -> Iterator[Keys]:
        end = 0
        for size in self.sizes:
            yield self.keys[end : end + size]
            end += size

    def packed(self) -> bytes:
        return _LENGTH.pack(len(self)) + bytes(self.sizes) + self.keys.astype("<u4").tobytes()

    @classmethod
    def unpacked(cls, data: bytes) -> Self:
        """Raises struct.error or ValueError for what `packed` did not make."""
        (count,) = _LENGTH.unpack_from(data)
        sizes = data[_LENGTH.size : _LENGTH.size + count]
        keys = np.frombuffer(data[_LENGTH.size + count :], "<u4").astype(np.uint32)
        if len(sizes) != count or sum(sizes) != len(keys):
            raise ValueError("sizes and keys do not agree")
        return cls(keys, tuple(sizes))


NOTHING = Meaning(np.array([], np.uint32), ())


@dataclass(frozen=True, slots=True)
class Meanings:
    """Those of many sentences, one after another: thousands are joined without looking at each.

    Concept c is known by the next `sizes[c]` of `keys`; sentence s has the next `lengths[s]` concepts.
    """

    keys: Keys
    sizes: Sizes
    lengths: Sizes

    @classmethod
    def of(cls, meanings: Iterable[Meaning]) -> Self:
        kept = list(meanings)
        return cls(
            np.concatenate([NOTHING.keys, *(meaning.keys for meaning in kept)]),
            np.array([size for meaning in kept for size in meaning.sizes], np.uint8),
            np.array([len(meaning) for meaning in kept], np.uint8),
        )

    @classmethod
    def joined(cls, parts: Iterable["Meanings"]) -> Self:
        known: list[Meanings] = [cls.of(()), *parts]
        return cls(
            np.concatenate([part.keys for part in known]),
            np.concatenate([part.sizes for part in known]),
            np.concatenate([part.lengths for part in known]),
        )

    def __len__(self) -> int:
        return len(self.lengths)

    @property
    def sentences(self) -> Places:
        """The sentence of each concept."""
        return np.repeat(np.arange(len(self.lengths), dtype=np.int64), self.lengths)

    @property
    def concepts(self) -> Places:
        """The concept of each key."""
        return np.repeat(np.arange(len(self.sizes), dtype=np.int64), self.sizes)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where each hash stands: `hashes[i]` at `places[bounds[i] : bounds[i + 1]]` among the keys."""

    meanings: Meanings
    hashes: Keys
    bounds: Places
    places: Places

    @classmethod
    def of(cls, meanings: Meanings) -> Self:
        # One sort of wide numbers is far cheaper than sorting places by hash.
        places = np.arange(len(meanings.keys), dtype=np.uint64)
        both = np.sort((meanings.keys & ~_PROOF).astype(np.uint64) << _HALF | places)
        hashes = (both >> _HALF).astype(np.uint32)
        starts = np.flatnonzero(_differs(hashes))
        bounds = np.append(starts, len(hashes)).astype(np.int64)
        return cls(meanings, hashes[starts], bounds, (both & _LOWER).astype(np.int64))

    @property
    def counts(self) -> Places:
        return np.diff(self.bounds)

    def holders(self) -> Weights:
        """How many sentences have each hash; one that says it twice counts once."""
        owners = self.meanings.sentences[self.meanings.concepts[self.places]]
        is_first = _differs(owners)
        is_first[self.bounds[:-1]] = True
        return np.diff(np.append(0, np.cumsum(is_first))[self.bounds]).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Rarities:
    """How rare each hash is among all sentences known, and among those that are assumed beside them."""

    hashes: Keys
    holders: Weights
    sentences: int

    @classmethod
    def of(cls, *known: Occurrences) -> Self:
        """Of all that is known, which may stand in several places."""
        all_hashes = np.concatenate([NOTHING.keys, *(one.hashes for one in known)])
        hashes, at = np.unique(all_hashes, return_inverse=True)
        counts = np.concatenate([np.zeros(0), *(one.holders() for one in known)])
        holders = np.bincount(at, counts, minlength=len(hashes)).astype(np.float64)
        return cls(hashes, holders, sum(len(one.meanings) for one in known))

    def weights(self, keys: Keys) -> Weights:
        """Nats of evidence that each key is when two sentences share it."""
        return self._weights(self._holders(keys & ~_PROOF), keys)

    def all_weights(self, known: Occurrences) -> Weights:
        """The same of all keys of `known`, each hash looked up once."""
        holders = np.zeros(len(known.places))
        holders[known.places] = np.repeat(self._holders(known.hashes), known.counts)
        return self._weights(holders, known.meanings.keys)

    def _holders(self, hashes: Keys) -> Weights:
        if not len(self.hashes):
            return np.zeros(len(hashes))
        places = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        return np.where(self.hashes[places] == hashes, self.holders[places], 0.0)

    def _weights(self, holders: Weights, keys: Keys) -> Weights:
        assumed = _ASSUMED_HOLDERS[keys & _PROOF]
        weights: Weights = np.log((self.sentences + _ASSUMED) / (assumed + holders))
        return weights


@dataclass(frozen=True, slots=True)
class Nearness:
    """Of one sentence to each kept one, in nats; and which of its concepts the nearest one shares."""

    evidence: Weights
    shared: NDArray[np.bool_]

    @property
    def best(self) -> float:
        return float(self.evidence.max(initial=0.0))


@dataclass(slots=True)
class _Tally:
    """What a sentence has in common with each kept one, while it is being compared.

    `kept` has a weight for each concept that is kept, `said` a row for each that the sentence speaks of.
    """

    kept: Weights
    said: Weights
    names: Weights
    is_fact: NDArray[np.bool_]
    total: float = 0.0

    def evidence(self, held: Weights, totals: Weights) -> Weights:
        """`held` is what kept sentences hold of what was said, `totals` what they weigh."""
        told = self.said.sum(axis=0)
        shares = np.sqrt(held / totals * told / max(self.total, 1e-9))
        for_names = self.names * np.where(told - self.names >= _BESIDE_NAMES, _FOR_NAMES, _ALONE)
        evidence: Weights = np.minimum(held, told) * shares + for_names
        return evidence * np.where(self.is_fact, 1.0, _SUBJECT_ALONE)


@dataclass(frozen=True, slots=True)
class MeaningIndex:
    """Kept sentences by the hashes of what they speak of.

    The concepts that hold `hashes[i]` are `postings[bounds[i] : bounds[i + 1]]`; concept c belongs to
    sentence `owners[c]`; `totals[s]` is what sentence s weighs in all.
    """

    rarities: Rarities
    hashes: Keys
    bounds: Places
    postings: Places
    owners: Places
    totals: Weights

    @classmethod
    def of(cls, known: Occurrences, rarities: Rarities) -> Self:
        owners, concepts = known.meanings.sentences, known.meanings.concepts
        weights = np.zeros(len(owners))
        np.maximum.at(weights, concepts, rarities.all_weights(known))
        totals = np.bincount(owners, weights, minlength=len(known.meanings)).astype(np.float64)
        return cls(rarities, known.hashes, known.bounds, concepts[known.places], owners, totals)

    def __len__(self) -> int:
        return len(self.totals)

    def near(self, meaning: Meaning, *, above: float) -> "MeaningIndex":
        """Only the sentences that may come as near as `above`, with what they share with the meaning.

        `nearness` says the same of them here and there; to look at few is far cheaper. What a
        sentence shares, counted for each key that it shares, is more than the evidence can be.
        """
        bare, at = np.unique(meaning.keys & ~_PROOF, return_inverse=True)
        known = [self._holders(key) for key in bare]
        sizes = np.array([len(found) for found in known], np.int64)
        concepts = np.concatenate([self.postings[:0], *known])
        sentences = self.owners[concepts]
        weights = np.bincount(at, self.rarities.weights(meaning.keys), minlength=len(bare))
        shared = np.bincount(sentences, np.repeat(weights, sizes), minlength=len(self))
        may_be = shared * (1 + _FOR_NAMES) >= above
        inside = may_be[sentences]
        holders = np.repeat(np.arange(len(bare)), sizes)[inside]
        bounds = np.append(0, np.cumsum(np.bincount(holders, minlength=len(bare))))
        kept, postings = np.unique(concepts[inside], return_inverse=True)
        owners = (np.cumsum(may_be) - 1)[self.owners[kept]]
        return MeaningIndex(self.rarities, bare, bounds, postings, owners, self.totals[may_be])

    def nearness(self, meaning: Meaning) -> Nearness:
        """Compare a sentence with every kept one.

        Evidence is what the less convinced of the two sees in common, times the geometric mean of the
        shares of both that this makes up. An uncommon name that both have adds to it, above all with
        anything else in common; without a name, a figure or a date, it is but a subject.
        """
        if not len(self):
            return Nearness(np.zeros(0), np.zeros(len(meaning), bool))
        tally = _Tally(
            kept=np.zeros(len(self.owners)),
            said=np.zeros((len(meaning), len(self))),
            names=np.zeros(len(self)),
            is_fact=np.zeros(len(self), bool),
        )
        weights, held_at = self.rarities.weights(meaning.keys), self._places(meaning.keys)
        known: set[bytes] = set()  # who says it three times says no more
        end = 0
        for at, keys in enumerate(meaning):
            here = slice(end, end := end + len(keys))
            if (content := keys.tobytes()) not in known:
                known.add(content)
                self._compare(at, keys, weights[here], held_at[here], tally)
        held = np.bincount(self.owners, tally.kept, minlength=len(self)).astype(np.float64)
        evidence = tally.evidence(held, np.maximum(self.totals, 1e-9))
        return Nearness(evidence, tally.said[:, int(evidence.argmax())] > 0)

    def _compare(self, at: int, keys: Keys, weights: Weights, held_at: Places, tally: "_Tally") -> None:
        """Mark who else speaks of this concept, the one at place `at`, by its rarest key."""
        for place in np.argsort(weights):
            if held_at[place] < 0:
                continue
            found = self.postings[self.bounds[held_at[place]] : self.bounds[held_at[place] + 1]]
            sentences, proof = self.owners[found], keys[place] & _PROOF
            tally.kept[found] = np.maximum(tally.kept[found], weights[place])
            tally.said[at, sentences] = weights[place]
            if proof == NAME:
                tally.names[sentences] += weights[place]
            if proof >= NAME:
                tally.is_fact[sentences] = True
        tally.total += float(weights.max(initial=0.0))

    def _places(self, keys: Keys) -> Places:
        """Where each key stands among the hashes; -1 for those that are not kept."""
        bare = keys & ~_PROOF
        places = np.minimum(np.searchsorted(self.hashes, bare), max(0, len(self.hashes) - 1))
        if not len(self.hashes):
            return np.full(len(keys), -1, np.int64)
        return np.where(self.hashes[places] == bare, places, -1)

    def _holders(self, key: np.uint32) -> Places:
        bare = key & ~_PROOF
        place = int(np.searchsorted(self.hashes, bare))
        if place == len(self.hashes) or self.hashes[place] != bare:
            return self.postings[:0]
        return self.postings[self.bounds[place] : self.bounds[place + 1]]


def _differs(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Where a value is another one than the one before it."""
    differs = np.ones(len(values), bool)
    differs[1:] = values[1:] != values[:-1]
    return differs
