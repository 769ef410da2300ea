"""Whatever is cleared how and when: a search finds all that is in force, and nothing else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import NotReady
from app.store import documents
from app.store.schema import migrate
from app.store.session import Sessions, open_engine
from app.store.word_index import SqlWordIndex
from app.workflows.clear_document import clear_document
from app.workflows.delete_document import delete_document
from app.workflows.ingest_loaded import ingest_loaded
from app.workflows.verify_index import verify_index
from knowledge_base.indexes import Vectors
from knowledge_base.passages import Classification, Clearance, Origin, Scope
from knowledge_base.search import hybrid_search
from knowledge_base.vectors import ChromaVectors
from tests.support.library import NOW, LibraryServices, make_loaded

DAY = timedelta(days=1)
QUERY = "ovens"
PLACES = ("a", "b", "c", "d", "e")
SUBJECTS = ("boats", "bridges", "gardens", "violins", "harbours", "windmills", "lanterns", "saddles")

# Few moments, so that embargoes, ends and clocks often fall on the very same one.
moments = st.sampled_from([NOW + hours * DAY for hours in (-2, -1, 0, 1, 2)])
clearances = st.builds(
    Clearance,
    origin=st.sampled_from(Origin),
    classification=st.sampled_from([*Classification, Classification.PUBLIC, Classification.PUBLIC]),
    embargo_until=st.none() | moments,
    valid_until=st.none() | moments,
)


class OneMeaning:
    """All texts are equally near, so that clearance alone decides what is found by meaning."""

    name = "one meaning"
    dimensions = 8

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        rows[:, 0] = 1
        return rows


class Mute(SqlWordIndex):
    """Finds nothing by words, so that vectors alone propose."""

    def search_words(self, stems: Sequence[str], scope: Scope, *, limit: int) -> Mapping[int, float]:
        return {}


@dataclass
class Model:
    """What should be in the library: clearance and texts by document id, and the ids by place."""

    places: dict[str, int] = field(default_factory=dict)
    kept: dict[int, tuple[Clearance, tuple[str, ...]]] = field(default_factory=dict)

    def texts_in_force(self, now: datetime, origins: frozenset[Origin] | None = None) -> set[str]:
        return {
            text
            for clearance, texts in self.kept.values()
            for text in texts
            if clearance.in_force(now) and (origins is None or clearance.origin in origins)
        }


Step = Callable[[Any, Model], None]


def adding(place: str, version: int, clearance: Clearance) -> Step:
    def step(services: Any, model: Model) -> None:
        subject = SUBJECTS[(PLACES.index(place) * 3 + version) % len(SUBJECTS)]
        texts = tuple(f"Ovens of {place} and {subject} number {n}." for n in range(1 + version))
        loaded = make_loaded(*texts, title=f"{place} {version}")
        kept = ingest_loaded(services, loaded, place=place, clearance=clearance, cleared_by="Comms")
        assert kept.document_id is not None
        model.places[place] = kept.document_id
        model.kept[kept.document_id] = (clearance, texts)

    return step


def clearing(place: str, clearance: Clearance) -> Step:
    def step(services: Any, model: Model) -> None:
        document_id = model.places.get(place)
        if document_id is None:
            return
        with suppress(NotReady):  # a confidential one needs its file
            clear_document(services, document_id, clearance, by="Ruth")
            model.kept[document_id] = (clearance, model.kept[document_id][1])

    return step


def deleting(place: str) -> Step:
    def step(services: Any, model: Model) -> None:
        document_id = model.places.pop(place, None)
        if document_id is not None:
            delete_document(services, document_id)
            del model.kept[document_id]

    return step


def passing(now: datetime) -> Step:
    def step(services: Any, model: Model) -> None:
        services.now = now

    return step


steps = st.one_of(
    st.builds(adding, st.sampled_from(PLACES), st.integers(0, 2), clearances),
    st.builds(clearing, st.sampled_from(PLACES), clearances),
    st.builds(deleting, st.sampled_from(PLACES)),
    st.builds(passing, moments),
)
SCOPES = (None, frozenset({Origin.COMPANY}), frozenset({Origin.INDUSTRY}))


@pytest.fixture(scope="module")
def sqlite_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("library")
    yield from open_library(folder, f"sqlite:///{folder / 'tandem.db'}")


@pytest.fixture(scope="module")
def postgresql_library(tmp_path_factory: pytest.TempPathFactory, postgresql_url: str) -> Iterator[Any]:
    from sqlalchemy import create_engine, text

    engine = create_engine(postgresql_url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    yield from open_library(tmp_path_factory.mktemp("library"), postgresql_url)


def open_library(folder: Path, url: str) -> Iterator[Any]:
    engine, vectors = open_engine(url), ChromaVectors(folder / "chroma")
    migrate(engine)
    yield LibraryServices(Sessions(engine), vectors=vectors, embedder=OneMeaning(), data_dir=folder)
    vectors.close()
    engine.dispose()


def empty(services: Any) -> None:
    services.now = NOW
    with services.sessions() as session:
        known = [document.id for document in documents.list_documents(session)]
    for document_id in known:
        delete_document(services, document_id)


def found(services: Any, scope: Scope, *, by: str) -> set[str]:
    words = Mute(services.sessions) if by == "meaning" else services.words
    vectors = None if by == "words" else services.vectors
    hits = hybrid_search(
        QUERY,
        words=words,
        vectors=vectors,
        embedder=services.embedder,
        scope=scope,
        limit=50,
        per_document=50,
    )
    return {hit.passage.text for hit in hits}


def check(services: Any, moves: Sequence[Step]) -> None:
    empty(services)
    model = Model()
    for move in moves:
        move(services, model)

    for now in (NOW + hours * DAY for hours in (-2, -1, 0, 1, 2)):
        for origins in SCOPES:
            expected = model.texts_in_force(now, origins)
            scope = Scope(now, origins=origins)
            with services.sessions() as session:
                every_id = [p for d in model.kept for p in documents.list_passage_ids(session, d)]
                rows = {p.text for p in documents.load_passages(session, every_id, scope)}
            assert rows == expected
            for by in ("words", "meaning", "both"):
                assert found(services, scope, by=by) == expected, by
    assert verify_index(services).holds


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(moves=st.lists(steps, min_size=2, max_size=12))
def test_a_search_finds_all_that_is_in_force_and_nothing_else(
    sqlite_library: Any, moves: Sequence[Step]
) -> None:
    check(sqlite_library, moves)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(moves=st.lists(steps, min_size=2, max_size=12))
def test_so_does_a_search_on_postgresql(postgresql_library: Any, moves: Sequence[Step]) -> None:
    check(postgresql_library, moves)


@pytest.mark.parametrize("by", ["words", "meaning", "both"])
@pytest.mark.parametrize(
    "kept_back",
    [{"embargo_until": NOW + DAY}, {"valid_until": NOW}, {"classification": Classification.INTERNAL}],
    ids=["under embargo", "out of date", "internal"],
)
def test_no_crowd_of_what_may_not_be_cited_hides_what_may(
    sqlite_library: Any, kept_back: Mapping[str, Any], by: str
) -> None:
    services = sqlite_library
    empty(services)
    public = Clearance(Origin.COMPANY, Classification.PUBLIC)
    crowd = make_loaded(*(f"Ovens, ovens, {n} ovens." for n in range(600)), title="Ovens")
    ingest_loaded(services, crowd, place="crowd", clearance=replace(public, **kept_back), cleared_by="Comms")
    one = make_loaded("A long walk along the river, past the mill, the ovens and the bridge.", title="Walk")
    ingest_loaded(services, one, place="one", clearance=public, cleared_by="Comms")

    assert found(services, Scope(NOW), by=by) == {one.chunks[0].text}
