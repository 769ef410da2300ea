"""Proving that indexes and database agree, and mending them when they do not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.errors import Unavailable
from app.store import documents, fingerprints
from app.store.session import Sessions
from app.workflows.change_library import changing_library, is_marked
from app.workflows.delete_document import delete_document
from app.workflows.ingest_loaded import ingest_loaded
from app.workflows.search_knowledge import search_knowledge
from app.workflows.start_ingestion import Upload, plan_ingestion
from app.workflows.verify_index import VERIFY, verify_after_crash, verify_index
from knowledge_base.passages import Classification, Clearance
from tests.support.library import NOW, PUBLIC, LibraryServices, make_loaded

SECRET_TEXT = "The heron project cuts the price of every oven by forty percent in spring."
INTERNAL = replace(PUBLIC, classification=Classification.INTERNAL)
CONFIDENTIAL = replace(PUBLIC, classification=Classification.CONFIDENTIAL)
EMBARGOED = replace(PUBLIC, embargo_until=NOW + timedelta(days=1))


@pytest.fixture
def services(sessions: Sessions, tmp_path: Path) -> Any:
    opened = LibraryServices(sessions, data_dir=tmp_path / "data")
    clearances = {"public": PUBLIC, "internal": INTERNAL, "confidential": CONFIDENTIAL, "later": EMBARGOED}
    for title, clearance in clearances.items():
        keep(opened, title, clearance)
    return opened


def keep(services: Any, title: str, clearance: Clearance = PUBLIC) -> int:
    loaded = make_loaded(f"{SECRET_TEXT} Said in {title}.", "Ovens bake bread.", title=title)
    kept = ingest_loaded(services, loaded, place=title, clearance=clearance, cleared_by="Comms")
    assert kept.document_id is not None
    return kept.document_id


def troubles(services: Any, *, repair: bool = False) -> dict[str, int]:
    return {trouble.value: many for trouble, many in verify_index(services, repair=repair).troubles.items()}


def write(services: Any, statement: str) -> None:
    with services.sessions.begin() as session:
        session.execute(text(statement))


def lose_a_vector(services: Any) -> None:
    services.vectors.delete(sorted(services.vectors.ids())[:1])


def add_a_stray_vector(services: Any) -> None:
    services.vectors.add([999], services.embedder.embed(["stray"]), [PUBLIC], [1])


def clear_a_vector_otherwise(services: Any) -> None:
    services.vectors.set_clearance(sorted(services.vectors.ids())[:1], EMBARGOED)


def stop_watching(services: Any) -> None:
    write(services, "DELETE FROM fingerprints WHERE document_id = 4")


def change_the_key(services: Any) -> None:
    services.fingerprint_key = b"another key"


def keep_secret_text(services: Any) -> None:
    with services.sessions.begin() as session:
        documents.add_passages(session, 3, make_loaded(SECRET_TEXT))


def leave_an_upload(services: Any) -> None:
    folder = services.data_dir / "uploads"
    folder.mkdir(exist_ok=True)
    (folder / "stray").write_bytes(b"left behind")


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (lose_a_vector, {"vectors_missing": 1}),
        (add_a_stray_vector, {"vectors_surplus": 1}),
        (clear_a_vector_otherwise, {"vectors_differing": 1}),
        (stop_watching, {"unwatched": 1}),
        (change_the_key, {"unwatched": 2}),
        (keep_secret_text, {"confidential_text": 1}),
        (leave_an_upload, {"uploads": 1}),
    ],
)
def test_damage_is_found_and_mended(
    services: Any, damage: Callable[[Any], None], found: dict[str, int]
) -> None:
    assert troubles(services) == {}
    hits = search_knowledge(services, "heron")

    damage(services)
    assert troubles(services) == found

    assert troubles(services, repair=True) == {}
    assert search_knowledge(services, "heron") == hits
    with services.sessions() as session:
        watched = fingerprints.list_fingerprints(session, now=NOW)
    assert {document for document, _, _ in watched} == {2, 3, 4}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_word_index_that_lost_its_words_is_made_anew(services: Any) -> None:
    hits = search_knowledge(services, "heron")
    write(services, "INSERT INTO passage_words(passage_words) VALUES ('delete-all')")
    services.vectors.broken = True
    assert search_knowledge(services, "heron") == []
    services.vectors.broken = False

    assert troubles(services) == {"words": 1}

    assert troubles(services, repair=True) == {}
    assert search_knowledge(services, "heron") == hits


def test_what_cannot_be_mended_is_said(services: Any) -> None:
    write(services, "DELETE FROM fingerprints WHERE document_id = 3")

    assert troubles(services, repair=True) == {"unwatchable": 1}


def test_uploads_that_wait_are_not_strays(services: Any) -> None:
    plan_ingestion(services, [Upload("a.md", BytesIO(b"Ovens."))], clearance=PUBLIC, cleared_by="Comms")

    assert troubles(services, repair=True) == {}


def test_a_failure_while_writing_is_looked_into_at_the_next_start(services: Any) -> None:
    verify_after_crash(services)
    assert services.jobs.noted == []

    with pytest.raises(KeyboardInterrupt), changing_library(services):
        raise KeyboardInterrupt
    with changing_library(services):
        pass
    verify_after_crash(services)

    assert services.jobs.noted == [VERIFY]
    verify_index(services, repair=True)
    assert not is_marked(services)


def test_vectors_left_behind_are_looked_into_at_the_next_start(services: Any) -> None:
    services.vectors.broken = True

    delete_document(services, 1)

    assert is_marked(services)


def test_without_the_index_nothing_is_proved(services: Any) -> None:
    services.vectors.broken = True

    with pytest.raises(Unavailable):
        verify_index(services)
