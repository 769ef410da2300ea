"""A real Chroma server: the same answers as the embedded index."""

import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from evals.bench.servers import chroma_server
from knowledge_base.passages import Scope
from knowledge_base.vectors import ChromaVectors
from tests.support.library import NOW, PUBLIC

# Chroma's client over HTTP never closes its connections; the collector does, and says so.
pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning:chromadb",
    "ignore::ResourceWarning",
    "ignore::pytest.PytestUnraisableExceptionWarning",
)

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with chroma_server(tmp_path_factory.mktemp("server")) as address:
        yield int(address.rpartition(":")[2])


@pytest.fixture
def remote(server: int) -> Iterator[ChromaVectors]:
    vectors = ChromaVectors(host="127.0.0.1", port=server)
    vectors.delete(sorted(vectors.ids()))
    yield vectors
    vectors.close()
    gc.collect()


def rows(count: int, *, seed: int) -> "np.ndarray":
    random = np.random.default_rng(seed)
    found = random.normal(size=(count, 384)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def test_a_server_names_the_same_neighbours_as_the_embedded_index(
    remote: ChromaVectors, tmp_path: Path
) -> None:
    vectors, queries, ids = rows(800, seed=1), rows(20, seed=2), list(range(1, 801))
    embedded = ChromaVectors(tmp_path / "chroma")
    for index in (remote, embedded):
        index.add(ids, vectors, [PUBLIC] * 800, [1] * 800)

    there = [list(remote.nearest(query, limit=10)) for query in queries]
    here = [list(embedded.nearest(query, limit=10)) for query in queries]

    shared = [len(set(one) & set(other)) for one, other in zip(there, here, strict=True)]
    assert np.mean(shared) >= 9.9
    embedded.close()


def test_a_server_keeps_clearances_and_vectors(remote: ChromaVectors) -> None:
    vectors = rows(3, seed=3)
    clearances = [PUBLIC, replace(PUBLIC, embargo_until=NOW + HOUR), replace(PUBLIC, valid_until=NOW)]

    remote.add([1, 2, 3], vectors, clearances, [1, 1, 1])

    assert remote.search_vectors(vectors[1], Scope(NOW), limit=5).keys() == {1}
    assert remote.search_vectors(vectors[1], Scope(NOW + HOUR), limit=5).keys() == {1, 2}
    assert np.allclose(remote.read([3, 9])[3], vectors[2], atol=1e-6)
    assert remote.ids() == {1, 2, 3}
