"""The vector index: Chroma, embedded in this process or on a server."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock, RLock
from typing import Any, TypeVar

import numpy as np

from knowledge_base.collections import (
    MADE_BY,
    SERVING,
    begun_collection,
    drop_others,
    next_collection,
    serving_collection,
)
from knowledge_base.indexes import Audit, Vectors
from knowledge_base.passages import Classification, Clearance, Scope
from knowledge_base.shared_folder import SharedFolder

Found = TypeVar("Found")

_BATCH = 1_000
_PAGE = 10_000
_NEVER = 253_402_300_800.0  # seconds: the year 10000
_GRAPH = {
    "space": "cosine",
    # The defaults lose a third of the true neighbours at 100,000 passages.
    "ef_construction": 200,
    "ef_search": 300,
    "max_neighbors": 32,
}


class IndexUnavailable(Exception):
    """The vector index did not answer; a search can go on without it."""


class ChromaVectors:
    """A VectorIndex. Opened on first use; may be shared by threads.

    With `host`, a Chroma server; else the folder `path`, which several processes may use (see
    SharedFolder); else memory. All methods raise IndexUnavailable when Chroma does not answer.
    """

    def __init__(
        self,
        path: Path | None = None,
        *,
        host: str | None = None,
        port: int | None = None,
        ssl: bool = False,
        collection: str = "",
        made_by: str = "",
    ) -> None:
        self._name = collection  # empty for the one that serves
        self._made_by = made_by  # of a collection that is not there yet
        self._path = path
        self._host = host
        self._port = port or 8000
        self._ssl = ssl
        # What is embedded hangs when one thread closes or drops what another reads, so threads take
        # turns, whichever object they use; a reading takes milliseconds. Servers see to that themselves.
        self._lock = _lock_of(str(path) if path and not host else "")
        self._folder: SharedFolder | None = None
        self._stamp = ""
        self._client: Any = None
        self._collection: Any = None

    @property
    def made_by(self) -> str:
        """The embedder whose vectors these are; empty for an index of before that was noted."""
        return self._reading(lambda collection: str((collection.metadata or {}).get(MADE_BY, "")))

    def add(
        self,
        ids: Sequence[int],
        vectors: Vectors,
        clearances: Sequence[Clearance],
        document_ids: Sequence[int],
    ) -> None:
        if any(clearance.classification is not Classification.PUBLIC for clearance in clearances):
            raise ValueError("only public passages may enter the vector index")
        metadata = [_metadata(*pair) for pair in zip(clearances, document_ids, strict=True)]
        with self._writing() as collection:
            for start in range(0, len(ids), _BATCH):
                part = slice(start, start + _BATCH)
                collection.upsert(
                    ids=[str(identifier) for identifier in ids[part]],
                    embeddings=vectors[part],
                    metadatas=metadata[part],
                )

    def delete(self, ids: Sequence[int]) -> None:
        with self._writing() as collection:
            for start in range(0, len(ids), _BATCH):
                collection.delete(ids=[str(identifier) for identifier in ids[start : start + _BATCH]])

    def set_clearance(self, ids: Sequence[int], clearance: Clearance) -> None:
        """Clear vectors that are here already anew; ids of none are left alone."""
        metadata = {name: value for name, value in _metadata(clearance, 0).items() if name != "document_id"}
        with self._writing() as collection:
            for start in range(0, len(ids), _BATCH):
                part = [str(identifier) for identifier in ids[start : start + _BATCH]]
                collection.update(ids=part, metadatas=[metadata] * len(part))

    def audit(self, expected: Mapping[int, tuple[Clearance, int]]) -> Audit:
        """Compare with what should be here: clearance and document id of each passage."""
        return self._reading(lambda collection: _audit(collection, expected))

    def ids(self) -> set[int]:
        return self._reading(_all_ids)

    def search_vectors(self, vector: Vectors, scope: Scope, *, limit: int) -> Mapping[int, float]:
        found = self._reading(
            lambda collection: collection.query(
                query_embeddings=[vector.reshape(-1)],
                n_results=limit,
                where=_condition(scope),
                include=["distances"],
            )
        )
        return {
            int(identifier): 1 - float(distance)
            for identifier, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        }

    def nearest(self, vector: Vectors, *, limit: int) -> Mapping[int, Vectors]:
        found = self._reading(
            lambda collection: collection.query(
                query_embeddings=vector.reshape(-1).tolist(), n_results=limit, include=["embeddings"]
            )
        )
        return _by_id(found["ids"][0], found["embeddings"][0])

    def read(self, ids: Sequence[int]) -> Mapping[int, Vectors]:
        if not ids:
            return {}
        wanted = [str(identifier) for identifier in dict.fromkeys(ids)]
        found = self._reading(lambda collection: collection.get(ids=wanted, include=["embeddings"]))
        return _by_id(found["ids"], found["embeddings"])

    def _reading(self, read: Callable[[Any], Found]) -> Found:
        """A reader that another process wrote under its feet opens the index anew and reads again."""
        try:
            with self._held() as collection:
                return read(collection)
        except IndexUnavailable:
            if self._path is None and self._host is None:  # closing would forget what is in memory
                raise
            self.close()
        with self._held() as collection:
            return read(collection)

    @contextmanager
    def _held(self) -> Iterator[Any]:
        with _translated(), nullcontext() if self._host else self._lock:
            yield self._current()

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        """One writer at a time, in this process and in all others."""
        with self._lock, _translated():
            collection = self._current()
            if self._folder is None:
                if self._host:  # another machine may have put another collection in its place
                    collection = self._collection = self._serving()
                yield collection
                return
            with self._folder.locked():
                yield self._current()
                self._stamp = self._folder.renew()

    def _current(self) -> Any:
        """The collection as the disk has it now."""
        with self._lock:
            if self._folder is not None and self._folder.stamp() != self._stamp:
                self.close()
            if self._collection is None:
                self._open()
            return self._collection

    def _open(self) -> None:
        if self._path and not self._host:
            self._folder = SharedFolder(self._path)
            self._stamp = self._folder.stamp()
        self._client = self._connect()
        self._collection = self._serving()

    def _serving(self) -> Any:
        name = self._name or serving_collection(self._client)
        return self._client.get_or_create_collection(
            name,
            embedding_function=None,
            configuration={"hnsw": _GRAPH},
            # Metadata given here replaces what a collection has, so one that may serve is given none.
            **({"metadata": {MADE_BY: self._made_by}} if self._name and self._made_by else {}),
        )

    def beside(self, *, made_by: str, resume: bool = False) -> "ChromaVectors":
        """An index in the same place for vectors of that embedder; nobody reads it until it takes over.

        It is new and empty, unless `resume` finds one that somebody began.
        """
        with self._lock, _translated():
            self._current()
            begun = begun_collection(self._client, made_by) if resume else None
            name = begun.name if begun is not None else next_collection(self._client)
        return ChromaVectors(
            self._path, host=self._host, port=self._port, ssl=self._ssl, collection=name, made_by=made_by
        )

    def begun(self, made_by: str) -> int | None:
        """How many vectors an index for that embedder holds which somebody began beside this one, if any."""
        with self._held():
            begun = begun_collection(self._client, made_by)
            return None if begun is None else int(begun.count())

    def drop_begun(self) -> None:
        """Throw away whatever was begun beside this index, since nobody goes on with it."""
        with self._writing() as collection:
            drop_others(self._client, keep=collection.name)

    def replace_with(self, fresh: "ChromaVectors") -> None:
        """Let an index made `beside` this one serve in its place, here and in all other processes."""
        with fresh._writing() as collection:
            fresh._collection.modify(metadata={SERVING: True, MADE_BY: fresh._made_by})
            drop_others(fresh._client, keep=collection.name)
        fresh.close()
        self.close()

    def drop(self) -> None:
        """Throw away an index made `beside` another."""
        with self._writing() as collection:
            self._client.delete_collection(collection.name)
        self.close()

    def close(self) -> None:
        """Let go of what is open; the next use opens it again."""
        with self._lock:
            if self._client is not None:
                self._client.close()
            self._client = self._collection = None

    def _connect(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if self._host:
            try:
                return chromadb.HttpClient(self._host, self._port, ssl=self._ssl, settings=settings)
            except ValueError as error:  # what Chroma raises when nothing listens there
                raise IndexUnavailable(f"No Chroma server answers at {self._host}:{self._port}.") from error
        if self._path:
            return chromadb.PersistentClient(self._path, settings=settings)
        return chromadb.EphemeralClient(settings=settings)


_locks: dict[str, RLock] = {}
_locking = Lock()


def _lock_of(folder: str) -> RLock:
    """The lock that all who use a folder in this process share; one of its own for each who uses none."""
    if not folder:
        return RLock()
    with _locking:
        return _locks.setdefault(folder, RLock())


@contextmanager
def _translated() -> Iterator[None]:
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, httpx.HTTPError) as error:
        raise IndexUnavailable(f"The vector index did not answer: {error}") from error


def _audit(collection: Any, expected: Mapping[int, tuple[Clearance, int]]) -> Audit:
    found: dict[int, Mapping[str, Any]] = {}
    while page := collection.get(include=["metadatas"], limit=_PAGE, offset=len(found)):
        if not page["ids"]:
            break
        found.update(zip(map(int, page["ids"]), page["metadatas"], strict=True))
    both = found.keys() & expected.keys()
    return Audit(
        missing=frozenset(expected.keys() - both),
        surplus=frozenset(found.keys() - both),
        differing=frozenset(one for one in both if found[one] != _metadata(*expected[one])),
    )


def _by_id(ids: Sequence[str], embeddings: Any) -> dict[int, Vectors]:
    return dict(zip(map(int, ids), np.asarray(embeddings, np.float32), strict=True))


def _all_ids(collection: Any) -> set[int]:
    found: set[int] = set()
    while page := collection.get(include=[], limit=_PAGE, offset=len(found))["ids"]:
        found.update(map(int, page))
    return found


def _metadata(clearance: Clearance, document_id: int) -> dict[str, str | int | float]:
    embargo, end = clearance.embargo_until, clearance.valid_until
    return {
        "document_id": document_id,
        "origin": clearance.origin.value,
        "embargo_until": embargo.timestamp() if embargo else 0.0,
        "valid_until": end.timestamp() if end else _NEVER,
    }


def _condition(scope: Scope) -> dict[str, Any]:
    now = scope.now.timestamp()
    conditions: list[dict[str, Any]] = [
        {"embargo_until": {"$lte": now}},
        {"valid_until": {"$gt": now}},
    ]
    if scope.origins is not None:
        conditions.append({"origin": {"$in": sorted(origin.value for origin in scope.origins)}})
    if scope.document_id is not None:
        conditions.append({"document_id": scope.document_id})
    return {"$and": conditions}
