"""Chroma as the vector index: what is in scope, and nothing else, on disk and over a restart."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.passages import Classification, Origin, Scope
from knowledge_base.vectors import ChromaVectors, IndexUnavailable
from tests.support.library import NOW, PUBLIC

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:chromadb", "ignore::ResourceWarning")

BASIS = np.eye(4, dtype=np.float32)
HOUR = timedelta(hours=1)


@pytest.fixture
def index(tmp_path: Path) -> ChromaVectors:
    return ChromaVectors(tmp_path / "chroma")


def test_nearest_comes_with_its_cosine(index: ChromaVectors) -> None:
    index.add([7, 8], BASIS[:2], [PUBLIC] * 2, [1, 1])

    found = index.search_vectors(np.array([0.6, 0.8, 0, 0], dtype=np.float32), Scope(NOW), limit=5)

    assert found == pytest.approx({7: 0.6, 8: 0.8}, abs=1e-5)


def test_only_what_is_in_scope_is_found(index: ChromaVectors) -> None:
    clearances = {
        1: PUBLIC,
        2: replace(PUBLIC, embargo_until=NOW + HOUR),
        3: replace(PUBLIC, embargo_until=NOW),
        4: replace(PUBLIC, valid_until=NOW),
        5: replace(PUBLIC, origin=Origin.INDUSTRY),
    }
    index.add(
        list(clearances), np.ones((5, 4), np.float32) / 2, list(clearances.values()), [10, 20, 30, 40, 50]
    )

    def found(scope: Scope) -> set[int]:
        return set(index.search_vectors(BASIS[0], scope, limit=9))

    assert found(Scope(NOW)) == {1, 3, 5}
    assert found(Scope(NOW + HOUR)) == {1, 2, 3, 5}
    assert found(Scope(NOW, origins=frozenset({Origin.INDUSTRY}))) == {5}
    assert found(Scope(NOW, document_id=30)) == {3}


@pytest.mark.parametrize("classification", [Classification.INTERNAL, Classification.CONFIDENTIAL])
def test_what_is_not_public_is_refused(index: ChromaVectors, classification: Classification) -> None:
    with pytest.raises(ValueError, match="only public"):
        index.add([1], BASIS[:1], [replace(PUBLIC, classification=classification)], [1])

    assert index.ids() == set()


def test_adding_again_replaces_and_deleting_removes(index: ChromaVectors) -> None:
    index.add([1, 2], BASIS[:2], [PUBLIC] * 2, [1, 1])
    index.add([1], BASIS[2:3], [PUBLIC], [1])
    index.delete([2, 99])
    index.delete([])

    assert index.search_vectors(BASIS[2], Scope(NOW), limit=5) == pytest.approx({1: 1.0}, abs=1e-5)


def test_vectors_survive_a_restart(tmp_path: Path) -> None:
    ChromaVectors(tmp_path / "chroma").add([1], BASIS[:1], [PUBLIC], [1])

    assert ChromaVectors(tmp_path / "chroma").ids() == {1}


def test_nine_of_ten_true_neighbours_are_found(index: ChromaVectors) -> None:
    random = np.random.default_rng(1)
    vectors = random.normal(size=(2_000, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    index.add(list(range(2_000)), vectors, [PUBLIC] * 2_000, [1] * 2_000)
    queries = vectors[:20] + random.normal(scale=0.1, size=(20, 64)).astype(np.float32)

    recalls = [
        len(set(np.argsort(-(vectors @ query))[:10]) & set(index.search_vectors(query, Scope(NOW), limit=10)))
        for query in queries
    ]

    assert np.mean(recalls) >= 9.5


def test_a_server_that_is_not_there_is_reported_as_such() -> None:
    with pytest.raises(IndexUnavailable):
        ChromaVectors(host="127.0.0.1", port=9).ids()
