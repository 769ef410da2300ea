"""What a hybrid search needs from its surroundings: an embedder, a word index, a vector index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge_base.glossary import Glossary
from knowledge_base.passages import Clearance, Origin, Passage, Scope

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Audit:
    """Passage ids without a vector, vectors without a passage, and vectors cleared otherwise."""

    missing: frozenset[int]
    surplus: frozenset[int]
    differing: frozenset[int]


@dataclass(frozen=True, slots=True)
class StemCounts:
    """How many passages there are, whatever their clearance, and how many of them hold each stem."""

    total: int
    passages: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class KeptStems:
    """What a ranking needs of a passage. `stems` are as `sentence_stems` makes them."""

    document_id: int
    language: str
    stems: str
    origin: Origin = Origin.COMPANY
    published_on: date | None = None
    text: str = ""


class EmbedderUnavailable(Exception):
    """The embedder did not answer; a search can go on by words alone."""


class Embedder(Protocol):
    """Vectors of two embedders of the same `name` can be compared; those of others cannot."""

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one L2-normalised row per text, shape (len(texts), dimensions).

        Raises EmbedderUnavailable when the embedder is elsewhere and does not answer.
        """
        ...


class WordIndex(Protocol):
    """Stemmed full text in the same database as the rows it indexes (see app/store)."""

    def glossary(self) -> Glossary:
        """The company's own words for things, as they are now."""
        ...

    def count_stems(self, stems: Sequence[str]) -> StemCounts: ...

    def search_words(self, counts: Mapping[str, int], scope: Scope, *, limit: int) -> Mapping[int, float]:
        """Map passage ids in scope to scores, higher is better, for any of the stems.

        `counts` maps the stems to the number of passages that hold them (see `count_stems`). Where
        they are many and common, only the rarest of them may be looked for.
        """
        ...

    def list_ids(self, scope: Scope, *, limit: int) -> list[int]:
        """Passage ids in scope, in no particular order."""
        ...

    def load_stems(self, ids: Sequence[int], scope: Scope) -> Mapping[int, KeptStems]:
        """Map those of `ids` that are in scope to what a ranking needs of them."""
        ...

    def load_passages(self, ids: Sequence[int], scope: Scope) -> list[Passage]:
        """Return the passages among `ids` that are in scope, in no particular order."""
        ...


class VectorIndex(Protocol):
    @property
    def made_by(self) -> str:
        """The name of the embedder whose vectors these are; empty where that was not noted yet."""
        ...

    def add(
        self,
        ids: Sequence[int],
        vectors: Vectors,
        clearances: Sequence[Clearance],
        document_ids: Sequence[int],
    ) -> None:
        """Insert or replace; confidential or internal passages must never be passed in."""
        ...

    def delete(self, ids: Sequence[int]) -> None: ...

    def set_clearance(self, ids: Sequence[int], clearance: Clearance) -> None:
        """Clear vectors that are held already anew; ids of none are left alone."""
        ...

    def audit(self, expected: Mapping[int, tuple[Clearance, int]]) -> Audit:
        """Compare with the clearance and document id that each passage should have."""
        ...

    def ids(self) -> set[int]:
        """Every passage id held, for verification against the database."""
        ...

    def search_vectors(self, vector: Vectors, scope: Scope, *, limit: int) -> Mapping[int, float]:
        """Map passage ids in scope to cosine similarities in [-1, 1]; reads the whole index."""
        ...

    def nearest(self, vector: Vectors, *, limit: int) -> Mapping[int, Vectors]:
        """Map the nearest passages, whatever their clearance, to their vectors, the nearest first.

        For whoever asks the rows next.
        """
        ...

    def read(self, ids: Sequence[int]) -> Mapping[int, Vectors]:
        """Map those of `ids` that are held to their vectors, each of length 1."""
        ...

    def beside(self, *, made_by: str, resume: bool = False) -> "VectorIndex":
        """An index in the same place for vectors of that embedder; nobody reads it until it takes over.

        It is new and empty, unless `resume` finds one that somebody began.
        """
        ...

    def begun(self, made_by: str) -> int | None:
        """How many vectors an index for that embedder holds which somebody began beside this one, if any."""
        ...

    def drop_begun(self) -> None:
        """Throw away whatever was begun beside this index, since nobody goes on with it."""
        ...

    def replace_with(self, fresh: Any) -> None:
        """Let an index made `beside` this one serve in its place, here and in all other processes."""
        ...

    def drop(self) -> None:
        """Throw away an index made `beside` another."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...
