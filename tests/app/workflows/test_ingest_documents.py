"""Bringing files into the library, again and again, and taking them out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.errors import NotFound, Unavailable
from app.store import documents, fingerprints
from app.store.session import Sessions
from app.workflows.delete_document import delete_document
from app.workflows.ingest_documents import ingest_documents
from app.workflows.ingest_loaded import FileOutcome, Outcome
from app.workflows.search_knowledge import search_knowledge
from knowledge_base.passages import Classification, Clearance, Origin
from tests.support.library import NOW, PUBLIC, LibraryServices

OVENS = "# Ovens\n\nWe repair bread ovens in every small town."
SECRET = "The heron project cuts the price of every oven by forty percent in spring."


@pytest.fixture
def services(sessions: Sessions) -> Any:
    return LibraryServices(sessions)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    return tmp_path / "files"


def save(folder: Path, name: str, content: str | bytes = OVENS) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def ingest(services: Any, *paths: Path, clearance: Clearance = PUBLIC) -> list[FileOutcome]:
    return ingest_documents(services, paths, clearance=clearance, cleared_by="Comms")


def texts_found(services: Any, query: str) -> list[str]:
    return [hit.passage.text for hit in search_knowledge(services, query)]


def stored(services: Any) -> tuple[int, set[int]]:
    """How many documents there are, and the ids of the passages that may be cited."""
    with services.sessions() as session:
        return documents.count_documents(session), documents.list_public_passage_ids(session)


def test_a_folder_is_read_with_all_that_is_in_it(services: Any, folder: Path) -> None:
    save(folder, "a.md")
    save(folder, "deep/er/b.txt", "Nous livrons des pièces de rechange.")
    save(folder, ".hidden/c.md", "Hidden.")
    save(folder, ".DS_Store", b"\0\0")
    seen: list[FileOutcome] = []

    outcomes = ingest_documents(services, [folder], clearance=PUBLIC, cleared_by="Comms", on_file=seen.append)

    assert [(Path(outcome.place).name, outcome.outcome) for outcome in outcomes] == [
        ("a.md", "added"),
        ("b.txt", "added"),
    ]
    assert seen == outcomes
    assert texts_found(services, "pièce de rechange")[0] == "Nous livrons des pièces de rechange."


def test_one_bad_file_stops_no_other(services: Any, folder: Path) -> None:
    bad = [save(folder, "a.md", b"\0\1\2"), save(folder, "b.exe", b"MZ"), save(folder, "c.pdf", b"%PDF-1.4")]
    good = save(folder, "d.md")

    outcomes = ingest(services, *bad, folder / "gone.md", good)

    assert [outcome.outcome for outcome in outcomes] == [Outcome.REFUSED] * 4 + [Outcome.ADDED]
    assert all(outcome.sentence.endswith(".") for outcome in outcomes[:4])
    assert stored(services)[0] == 1


def test_a_parser_that_crashes_refuses_its_file_only(
    services: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(path: Path, name: str) -> Iterator[None]:
        raise RuntimeError(path)
        yield None

    monkeypatch.setattr("app.workflows.read_documents.read_files", crash)

    (outcome,) = ingest(services, save(folder, "a.md"))

    assert (outcome.outcome, outcome.sentence) == (Outcome.REFUSED, "This file could not be read.")


def test_reading_again_changes_nothing(services: Any, folder: Path) -> None:
    path = save(folder, "a.md")
    first = ingest(services, path)
    before = stored(services)

    again = ingest(services, path, save(folder, "copy.md"))

    assert [outcome.outcome for outcome in again] == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert again[0].document_id == first[0].document_id
    assert stored(services) == before


def test_a_changed_file_replaces_what_was_read_from_it(services: Any, folder: Path) -> None:
    ingest(services, save(folder, "a.md"))

    (outcome,) = ingest(services, save(folder, "a.md", "Boats sail on the wide sea."))

    assert outcome.outcome is Outcome.REPLACED
    assert texts_found(services, "ovens") == []
    assert texts_found(services, "boats") == ["Boats sail on the wide sea."]
    count, passages = stored(services)
    assert (count, services.vectors.ids()) == (1, passages)


def test_a_new_clearance_replaces_the_old_one(services: Any, folder: Path) -> None:
    path = save(folder, "a.md")
    ingest(services, path)

    (outcome,) = ingest(services, path, clearance=replace(PUBLIC, embargo_until=NOW + timedelta(days=1)))

    assert outcome.outcome is Outcome.REPLACED
    assert texts_found(services, "ovens") == []
    services.now = NOW + timedelta(days=1)
    assert len(texts_found(services, "ovens")) == 1


def test_of_a_confidential_document_no_word_is_kept(services: Any, folder: Path) -> None:
    path = save(folder, "secret.md", SECRET)
    ingest(services, path)

    (outcome,) = ingest(services, path, clearance=replace(PUBLIC, classification=Classification.CONFIDENTIAL))

    assert (outcome.outcome, outcome.passages) == (Outcome.REPLACED, 0)
    assert texts_found(services, "heron project oven price") == []
    with services.sessions() as session:
        assert documents.list_passages(session, outcome.document_id or 0) == []
        prints = fingerprints.list_fingerprints(session, now=services.clock())
    assert {level for _, level, _ in prints} == {"confidential"}
    assert not any(b"heron" in data for _, _, data in prints)
    assert services.vectors.ids() == set()


def test_an_internal_document_is_kept_but_never_found(services: Any, folder: Path) -> None:
    clearance = replace(PUBLIC, classification=Classification.INTERNAL)

    (outcome,) = ingest(services, save(folder, "a.md", SECRET), clearance=clearance)

    assert texts_found(services, "heron") == []
    assert services.vectors.ids() == set()
    with services.sessions() as session:
        assert [passage.text for passage in documents.list_passages(session, outcome.document_id or 0)] == [
            SECRET
        ]
        assert len(fingerprints.list_fingerprints(session, now=services.clock())) > 0


def test_a_document_under_embargo_is_watched_until_its_day(services: Any, folder: Path) -> None:
    day = services.clock() + timedelta(days=1)

    ingest(services, save(folder, "later.md", SECRET), clearance=replace(PUBLIC, embargo_until=day))

    with services.sessions() as session:
        before = fingerprints.list_fingerprints(session, now=services.clock())
        after = fingerprints.list_fingerprints(session, now=day)
        versions = {
            fingerprints.fingerprint_version(session, now=moment) for moment in (services.clock(), day)
        }
    assert {level for _, level, _ in before} == {"confidential"}
    assert after == []
    assert len(versions) == 2


def test_nothing_is_kept_when_the_vector_index_is_away(services: Any, folder: Path) -> None:
    services.vectors.broken = True

    with pytest.raises(Unavailable):
        ingest(services, save(folder, "a.md"))

    assert stored(services) == (0, set())


def test_an_interrupt_before_the_commit_leaves_nothing_behind(
    services: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = services.vectors.add

    def add_then_stop(*parts: Any) -> None:
        add(*parts)
        raise KeyboardInterrupt

    monkeypatch.setattr(services.vectors, "add", add_then_stop)

    with pytest.raises(KeyboardInterrupt):
        ingest(services, save(folder, "a.md"))

    assert stored(services) == (0, set())
    assert services.vectors.ids() == set()


def test_deleting_removes_a_document_everywhere(services: Any, folder: Path) -> None:
    first, second = ingest(services, save(folder, "a.md"), save(folder, "b.md", "Boats sail on the sea."))

    delete_document(services, first.document_id or 0)

    assert texts_found(services, "ovens bread town") == []
    assert stored(services) == (1, services.vectors.ids())
    with pytest.raises(NotFound):
        delete_document(services, first.document_id or 0)
    assert second.document_id is not None


def test_a_search_can_be_narrowed(services: Any, folder: Path) -> None:
    own, theirs = save(folder, "a.md"), save(folder, "b.md", "Bakers say ovens last longer.")
    ingest(services, own)
    (outcome,) = ingest(services, theirs, clearance=replace(PUBLIC, origin=Origin.INDUSTRY))

    by_origin = search_knowledge(services, "ovens", origins=[Origin.INDUSTRY])
    by_document = search_knowledge(services, "ovens", document_id=outcome.document_id)

    assert [hit.passage.text for hit in by_origin] == ["Bakers say ovens last longer."]
    assert by_document == by_origin
    assert len(search_knowledge(services, "ovens", limit=1)) == 1
