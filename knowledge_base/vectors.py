"""The vector index: Chroma, embedded in this process or on a server."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from knowledge_base.indexes import Vectors
from knowledge_base.passages import Classification, Clearance, Scope

_COLLECTION = "passages"
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

    With `host`, a Chroma server; else `path`, which only one process may use at a time;
    else memory. All methods raise IndexUnavailable when Chroma does not answer.
    """

    def __init__(
        self, path: Path | None = None, *, host: str | None = None, port: int | None = None, ssl: bool = False
    ) -> None:
        self._path = path
        self._host = host
        self._port = port or 8000
        self._ssl = ssl
        self._lock = Lock()
        self._collection: Any = None

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
        with self._opened() as collection:
            for start in range(0, len(ids), _BATCH):
                part = slice(start, start + _BATCH)
                collection.upsert(
                    ids=[str(identifier) for identifier in ids[part]],
                    embeddings=vectors[part],
                    metadatas=metadata[part],
                )

    def delete(self, ids: Sequence[int]) -> None:
        with self._opened() as collection:
            for start in range(0, len(ids), _BATCH):
                collection.delete(ids=[str(identifier) for identifier in ids[start : start + _BATCH]])

    def ids(self) -> set[int]:
        found: set[int] = set()
        with self._opened() as collection:
            while page := collection.get(include=[], limit=_PAGE, offset=len(found))["ids"]:
                found.update(map(int, page))
        return found

    def search_vectors(self, vector: Vectors, scope: Scope, *, limit: int) -> Mapping[int, float]:
        with self._opened() as collection:
            found = collection.query(
                query_embeddings=[vector.reshape(-1)],
                n_results=limit,
                where=_condition(scope),
                include=["distances"],
            )
        return {
            int(identifier): 1 - float(distance)
            for identifier, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        }

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        import httpx
        from chromadb.errors import ChromaError

        try:
            with self._lock:
                if self._collection is None:
                    self._collection = self._open()
            yield self._collection
        except (ChromaError, httpx.HTTPError) as error:
            raise IndexUnavailable(f"The vector index did not answer: {error}") from error

    def _open(self) -> Any:
        return self._client().get_or_create_collection(
            _COLLECTION, embedding_function=None, configuration={"hnsw": _GRAPH}
        )

    def _client(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if self._host:
            try:
                return chromadb.HttpClient(self._host, self._port, ssl=self._ssl, settings=settings)
            except ValueError as error:  # what Chroma raises when nothing listens there
                raise IndexUnavailable(f"No Chroma server answers at {self._host}:{self._port}.") from error
        if self._path:
            self._path.mkdir(parents=True, exist_ok=True)
            return chromadb.PersistentClient(self._path, settings=settings)
        return chromadb.EphemeralClient(settings=settings)


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
