"""Making the indexes anew while people search and sources come in."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.errors import Unavailable
from app.store.schema import migrate
from app.store.session import Sessions, open_engine
from app.workflows.delete_document import delete_document
from app.workflows.ingest_loaded import ingest_loaded
from app.workflows.reindex import reindex
from app.workflows.search_knowledge import search_knowledge
from app.workflows.verify_index import verify_index
from knowledge_base.vectors import ChromaVectors, IndexUnavailable
from tests.support.library import PUBLIC, LibraryServices, make_loaded


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Any]:
    engine, vectors = open_engine(f"sqlite:///{tmp_path / 'tandem.db'}"), ChromaVectors(tmp_path / "chroma")
    migrate(engine)
    opened = LibraryServices(Sessions(engine), vectors=vectors, data_dir=tmp_path)
    for place in ("ovens", "boats", "bridges"):
        keep(opened, place)
    yield opened
    vectors.close()
    engine.dispose()


def keep(services: Any, place: str) -> int:
    loaded = make_loaded(*(f"The {place} of town number {n}." for n in range(8)), title=place)
    kept = ingest_loaded(services, loaded, place=place, clearance=PUBLIC, cleared_by="Comms")
    assert kept.document_id is not None
    return kept.document_id


def found(services: Any, query: str) -> list[str]:
    return [hit.passage.text for hit in search_knowledge(services, query)]


def test_what_was_found_before_is_found_again(services: Any, tmp_path: Path) -> None:
    elsewhere = ChromaVectors(tmp_path / "chroma")
    before, ids = found(services, "boats of town"), elsewhere.ids()
    heard: list[tuple[int, int]] = []

    assert reindex(services, progress=lambda done, total: heard.append((done, total))) == 24
    assert reindex(services) == 24

    assert found(services, "boats of town") == before
    assert elsewhere.ids() == ids
    elsewhere.close()
    assert heard[-1] == (24, 24)
    assert verify_index(services).holds


def test_words_stemmed_by_an_older_version_are_stemmed_anew(services: Any) -> None:
    with services.sessions.begin() as session:
        session.execute(text("UPDATE passages SET stems = 'old'"))
    services.vectors.close()

    reindex(services)

    with services.sessions() as session:
        assert "old" not in set(session.scalars(text("SELECT stems FROM passages")))
    assert len(found(services, "bridges")) == 3
    assert verify_index(services).holds


def test_what_comes_and_goes_meanwhile_is_not_lost(services: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    embed, meanwhile = services.embedder.embed, iter([True])

    def embed_slowly(texts: Any) -> Any:
        if next(meanwhile, False):
            keep(services, "gardens")
            delete_document(services, 1)
        return embed(texts)

    monkeypatch.setattr(services.embedder, "embed", embed_slowly)

    assert reindex(services) == 24

    assert len(found(services, "gardens")) == 3
    assert not any("ovens" in hit for hit in found(services, "ovens"))
    assert verify_index(services).holds


QUERIES = ("boats of town", "ovens of town", "bridges of town")


def test_searches_find_all_along_what_they_found_before(services: Any) -> None:
    """By words and by meaning: each part alone, and both together as people search."""
    before = {query: found(services, query) for query in QUERIES}
    over, differing, searches = threading.Event(), [], []

    def search(query: str) -> None:
        while not over.is_set():
            searches.append(query)
            near = services.vectors.nearest(services.embedder.embed([query])[0], limit=5)
            if len(near) < 5 or found(services, query) != before[query]:
                differing.append(query)

    with ThreadPoolExecutor(2) as pool:
        searchers = [pool.submit(search, query) for query in QUERIES[:2]]
        try:
            for _ in range(3):
                reindex(services)
        finally:
            over.set()

    assert [searcher.exception() for searcher in searchers] == [None, None]
    assert differing == []
    assert len(searches) >= 6


def test_a_reindexing_that_fails_leaves_all_as_it_was(services: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise IndexUnavailable("not now")

    before = found(services, "boats of town")
    monkeypatch.setattr(ChromaVectors, "replace_with", fail)

    with pytest.raises(Unavailable):
        reindex(services)

    assert found(services, "boats of town") == before
    assert verify_index(services).holds
