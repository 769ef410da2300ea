"""Vectors of what must not leave: kept only if a setting wants them, and apart from all that is searched."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.store import secret_vectors
from app.store.fingerprints import fingerprint_version
from app.store.secret_vectors import SecretVectors
from app.store.session import Sessions
from app.workflows.clear_document import clear_document
from app.workflows.delete_document import delete_document
from app.workflows.ingest_loaded import FileOutcome, ingest_loaded
from app.workflows.reindex import reindex
from app.workflows.search_knowledge import search_knowledge
from app.workflows.verify_index import verify_index
from knowledge_base.passages import Classification, Clearance
from tests.support.library import NOW, PUBLIC, LibraryServices, WordEmbedder, make_loaded

INTERNAL = replace(PUBLIC, classification=Classification.INTERNAL)
CONFIDENTIAL = replace(PUBLIC, classification=Classification.CONFIDENTIAL)
EMBARGOED = replace(PUBLIC, embargo_until=NOW + timedelta(days=1))
HERON = "The heron project cuts the price of every oven by forty percent in spring."
PRIX = "Le projet héron baisse de quarante pour cent le prix de chaque four au printemps."


class LaterEmbedder(WordEmbedder):
    name = "later words"


@pytest.fixture
def services(sessions: Sessions, tmp_path: Path) -> Any:
    return LibraryServices(sessions, data_dir=tmp_path, confidential_vectors=True)


def keep(services: Any, clearance: Clearance = CONFIDENTIAL, *, place: str = "heron") -> FileOutcome:
    loaded = make_loaded(f"{HERON} Indeed. {PRIX}", title=place)
    return ingest_loaded(services, loaded, place=place, clearance=clearance, cleared_by="Comms")


def read(services: Any) -> SecretVectors:
    with services.sessions() as session:
        return secret_vectors.load_secret_vectors(session, now=services.now, model=services.embedder.name)


def count(services: Any) -> int:
    return len(read(services))


def troubles(services: Any, *, repair: bool = False) -> dict[str, int]:
    return {trouble.value: many for trouble, many in verify_index(services, repair=repair).troubles.items()}


def test_nothing_is_kept_unless_the_setting_wants_it(services: Any) -> None:
    services.confidential_vectors = False

    keep(services)

    assert count(services) == 0


def test_each_sentence_that_says_something_has_its_vector_in_both_languages(services: Any) -> None:
    keep(services)

    found = read(services)
    expected = services.embedder.embed([HERON, PRIX])
    assert found.levels == ("confidential", "confidential")
    assert np.abs(found.vectors - expected).max() < 0.001


def test_no_search_ever_sees_them(services: Any) -> None:
    keep(services)
    keep(services, EMBARGOED, place="later")

    assert services.vectors.ids() == {1}  # the embargoed passage's own, which waits for its day
    assert search_knowledge(services, HERON) == []


@pytest.mark.parametrize(
    ("clearance", "levels"),
    [
        (PUBLIC, ()),
        (INTERNAL, ("internal", "internal")),
        (CONFIDENTIAL, ("confidential", "confidential")),
        (EMBARGOED, ("confidential", "confidential")),
    ],
    ids=["public", "internal", "confidential", "embargoed"],
)
def test_a_clearance_decides_what_is_kept_at_first_and_later(
    services: Any, clearance: Clearance, levels: tuple[str, ...]
) -> None:
    keep(services, clearance, place="first")
    assert read(services).levels == levels

    keep(services, INTERNAL, place="then")
    clear_document(services, 2, clearance, by="Ruth")
    assert read(services).levels == levels * 2


def test_an_embargo_that_ends_is_heard_of(services: Any) -> None:
    keep(services, EMBARGOED)
    with services.sessions() as session:
        before = fingerprint_version(session, now=services.now)

    services.now = NOW + timedelta(days=1)

    assert count(services) == 0
    with services.sessions() as session:
        assert fingerprint_version(session, now=services.now) != before


def test_they_go_with_their_document(services: Any) -> None:
    keep(services)
    keep(services, place="other")

    delete_document(services, 1)

    assert read(services).documents == (2, 2)


def test_a_setting_changed_later_is_seen_by_the_proof(services: Any) -> None:
    keep(services)
    keep(services, INTERNAL, place="internal")
    services.confidential_vectors = False
    assert troubles(services) == {"overkept": 1, "unwatched": 1}
    assert troubles(services, repair=True) == {}
    assert count(services) == 0

    services.confidential_vectors = True
    assert troubles(services) == {"unlikened": 1, "unwatched": 1}
    assert troubles(services, repair=True) == {"unlikened": 1}
    assert read(services).levels == ("internal", "internal")

    assert keep(services).outcome == "replaced"  # adding the file again is what helps
    assert troubles(services) == {}


def test_a_confidential_file_added_again_is_watched_again(services: Any) -> None:
    assert [keep(services).outcome, keep(services).outcome] == ["added", "unchanged"]

    services.fingerprint_key = b"another key"

    assert [keep(services).outcome, keep(services).outcome] == ["replaced", "unchanged"]


def test_a_new_model_makes_them_anew_where_the_text_is_kept(services: Any) -> None:
    keep(services)
    keep(services, INTERNAL, place="internal")
    services.embedder = LaterEmbedder()
    assert count(services) == 0

    reindex(services)

    assert read(services).levels == ("internal", "internal")
    assert troubles(services) == {"unlikened": 1}
