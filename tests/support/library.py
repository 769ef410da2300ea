"""What stands in for the library's slow or outside parts, and builders of its values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from types import SimpleNamespace
from typing import Any
from zlib import crc32

import numpy as np

from app.embedders import OneEmbedder
from app.store.session import Sessions
from app.store.word_index import SqlWordIndex
from knowledge_base.fetching import FetchPolicy
from knowledge_base.glossary import Entry, Glossary
from knowledge_base.indexes import Audit, KeptStems, StemCounts, Vectors
from knowledge_base.passages import Chunk, Classification, Clearance, LoadedDocument, Origin, Passage, Scope
from knowledge_base.stems import sentence_stems
from knowledge_base.vectors import IndexUnavailable

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PUBLIC = Clearance(Origin.COMPANY, Classification.PUBLIC)


class WordEmbedder:
    """Texts that share words have near vectors: enough meaning for a test, and instant."""

    name = "words"
    dimensions = 64

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        rows[:, 0] = 0.01
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[crc32(word.strip(".,").encode()) % self.dimensions] += 1
        scaled: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return scaled


@dataclass
class FakeWords:
    """A word index over `passages`, all of them in scope but for those of `out_of_scope`."""

    passages: Sequence[Passage]
    entries: Sequence[Entry] = ()
    out_of_scope: frozenset[int] = frozenset()

    def glossary(self) -> Glossary:
        return Glossary(self.entries)

    def count_stems(self, stems: Sequence[str]) -> StemCounts:
        held = [set(_kept(passage).stems.split()) for passage in self.passages]
        counts = {stem: sum(stem in one for one in held) for stem in stems}
        return StemCounts(len(held), {stem: count for stem, count in counts.items() if count})

    def search_words(self, counts: Mapping[str, int], scope: Scope, *, limit: int) -> Mapping[int, float]:
        found = {one.id: len(set(counts) & set(_kept(one).stems.split())) for one in self._in_scope(scope)}
        best = sorted((number for number in found if found[number]), key=lambda number: -found[number])
        return {number: float(found[number]) for number in best[:limit]}

    def list_ids(self, scope: Scope, *, limit: int) -> list[int]:
        return [passage.id for passage in self._in_scope(scope)][:limit]

    def load_stems(self, ids: Sequence[int], scope: Scope) -> Mapping[int, KeptStems]:
        return {passage.id: _kept(passage) for passage in self._in_scope(scope) if passage.id in ids}

    def load_passages(self, ids: Sequence[int], scope: Scope) -> list[Passage]:
        return [passage for passage in self._in_scope(scope) if passage.id in ids]

    def _in_scope(self, scope: Scope) -> list[Passage]:
        return [
            passage
            for passage in self.passages
            if passage.id not in self.out_of_scope
            and scope.document_id in {None, passage.document_id}
            and (scope.origins is None or passage.origin in scope.origins)
        ]


def _kept(passage: Passage) -> KeptStems:
    stems = sentence_stems((passage.title, passage.heading, passage.text), passage.language)
    return KeptStems(
        passage.document_id, passage.language, stems, passage.origin, passage.published_on, passage.text
    )


@dataclass
class FakeVectors:
    """Vectors in a dictionary; `broken` makes every call fail."""

    held: dict[int, Any] = field(default_factory=dict)
    cleared: dict[int, tuple[Clearance, int]] = field(default_factory=dict)
    broken: bool = False

    def add(
        self,
        ids: Sequence[int],
        vectors: Vectors,
        clearances: Sequence[Clearance],
        document_ids: Sequence[int],
    ) -> None:
        self._check()
        self.held.update(zip(ids, vectors, strict=True))
        self.cleared.update(zip(ids, zip(clearances, document_ids, strict=True), strict=True))

    def delete(self, ids: Sequence[int]) -> None:
        self._check()
        for identifier in ids:
            self.held.pop(identifier, None)
            self.cleared.pop(identifier, None)

    def set_clearance(self, ids: Sequence[int], clearance: Clearance) -> None:
        self._check()
        for identifier in set(ids) & self.cleared.keys():
            self.cleared[identifier] = (clearance, self.cleared[identifier][1])

    made_by = ""

    def beside(self, *, made_by: str, resume: bool = False) -> "FakeVectors":
        return FakeVectors()

    def begun(self, made_by: str) -> int | None:
        return None

    def drop_begun(self) -> None: ...

    def replace_with(self, fresh: "FakeVectors") -> None:
        self.held, self.cleared = fresh.held, fresh.cleared

    def drop(self) -> None: ...

    def audit(self, expected: Mapping[int, tuple[Clearance, int]]) -> Audit:
        self._check()
        both = self.cleared.keys() & expected.keys()
        return Audit(
            missing=frozenset(expected.keys() - both),
            surplus=frozenset(self.cleared.keys() - both),
            differing=frozenset(one for one in both if self.cleared[one] != expected[one]),
        )

    def ids(self) -> set[int]:
        return set(self.held)

    def search_vectors(self, vector: Vectors, scope: Scope, *, limit: int) -> Mapping[int, float]:
        return {
            number: float(vector @ self.held[number])
            for number in self._ranked(vector)
            if number not in self.cleared or self.cleared[number][0].in_force(scope.now)
        }

    def nearest(self, vector: Vectors, *, limit: int) -> Mapping[int, Vectors]:
        return {number: self.held[number] for number in self._ranked(vector)[:limit]}

    def read(self, ids: Sequence[int]) -> Mapping[int, Vectors]:
        self._check()
        return {number: self.held[number] for number in ids if number in self.held}

    def _ranked(self, vector: Vectors) -> list[int]:
        self._check()
        return sorted(self.held, key=lambda number: -float(vector @ self.held[number]))

    def _check(self) -> None:
        if self.broken:
            raise IndexUnavailable("not there")


def make_passage(
    identifier: int, text: str = "", *, document_id: int = 1, published_on: date | None = None
) -> Passage:
    return Passage(
        id=identifier,
        document_id=document_id,
        text=text or f"Passage number {identifier}.",
        language="en",
        title="A title",
        published_on=published_on,
    )


@dataclass
class NotedJobs:
    """A queue that nobody works on."""

    noted: list[str] = field(default_factory=list)

    def enqueue(self, name: str, **arguments: Any) -> None:
        self.noted.append(name)


@dataclass
class LibraryServices:
    """As much of Services as the library's workflows touch, with a real database and no model.

    Jobs are only noted.
    """

    sessions: Sessions
    data_dir: Path = field(default_factory=lambda: Path(mkdtemp()))
    vectors: Any = field(default_factory=FakeVectors)
    embedder: Any = field(default_factory=WordEmbedder)
    now: datetime = NOW
    fingerprint_key: bytes = b"k" * 32
    jobs: Any = field(default_factory=NotedJobs)
    fetch_policy: FetchPolicy = field(default_factory=FetchPolicy)
    confidential_vectors: bool = False
    secret_model: Any = None

    @property
    def settings(self) -> Any:
        return SimpleNamespace(
            data_dir=self.data_dir,
            confidential_vectors=self.confidential_vectors,
            confidential_to_model=False,
        )

    @property
    def embedders(self) -> Any:
        return OneEmbedder(self.embedder)

    @property
    def words(self) -> SqlWordIndex:
        return SqlWordIndex(self.sessions)

    def clock(self) -> datetime:
        return self.now


def make_loaded(*texts: str, title: str = "A title", language: str = "en", **more: Any) -> LoadedDocument:
    """A document as it was read, one passage per text."""
    chunks = tuple(Chunk(text) for text in texts or ("We repair ovens in every town.",))
    checksum = sha256("\n".join([title, *texts]).encode()).hexdigest()
    return LoadedDocument(title=title, language=language, chunks=chunks, checksum=checksum, **more)
