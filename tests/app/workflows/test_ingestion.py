"""Files that come in together: watched, cancelled, tried again, taken up after a crash."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from app.domain.ingestion import FileState, Ingestion, IngestionFile
from app.errors import BadInput, NotReady
from app.store import documents, fingerprints, ingestions
from app.store.locks import held
from app.store.session import Sessions
from app.workflows.run_ingestion import run_ingestion, run_ingestions
from app.workflows.search_knowledge import search_knowledge
from app.workflows.start_ingestion import (
    INGEST,
    REMEMBERED,
    Upload,
    cancel_ingestion,
    plan_ingestion,
    resume_ingestions,
    retry_ingestion,
    start_ingestion,
    sweep_uploads,
)
from knowledge_base.passages import Classification, Clearance
from tests.support.library import PUBLIC, LibraryServices

OVENS = "# Ovens\n\nWe repair bread ovens in every small town."
SECRET = replace(PUBLIC, classification=Classification.CONFIDENTIAL)


@pytest.fixture
def services(sessions: Sessions, tmp_path: Path) -> Any:
    return LibraryServices(sessions, data_dir=tmp_path / "data")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    return tmp_path / "files"


def save(folder: Path, name: str, content: str | bytes = OVENS) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def upload(name: str, content: str | bytes = OVENS) -> Upload:
    return Upload(name, BytesIO(content if isinstance(content, bytes) else content.encode()))


def plan(services: Any, *sources: Path | Upload, clearance: Clearance = PUBLIC) -> Ingestion:
    return plan_ingestion(services, sources, clearance=clearance, cleared_by="Comms")


def files_of(services: Any, ingestion: Ingestion) -> list[IngestionFile]:
    with services.sessions() as session:
        return ingestions.list_files(session, ingestion.id)


def states_of(services: Any, ingestion: Ingestion) -> dict[str, str]:
    return {Path(file.name).name: file.state.value for file in files_of(services, ingestion)}


def current(services: Any, ingestion: Ingestion) -> Ingestion:
    with services.sessions() as session:
        return ingestions.get_ingestion(session, ingestion.id)


def kept_uploads(services: Any) -> list[Path]:
    folder = services.data_dir / "uploads"
    return sorted(folder.iterdir()) if folder.exists() else []


def ingest(services: Any, *sources: Path | Upload, clearance: Clearance = PUBLIC) -> dict[str, str]:
    ingestion = plan(services, *sources, clearance=clearance)
    run_ingestion(services, ingestion.id)
    return states_of(services, ingestion)


def test_each_file_of_a_folder_tells_what_became_of_it(services: Any, folder: Path) -> None:
    save(folder, "a.md")
    save(folder, "b.md", b"\0\1")
    save(folder, "copy.md")
    ingestion = plan(services, folder)
    assert (ingestion.total, ingestion.done, ingestion.finished) == (3, 0, False)

    seen: list[IngestionFile] = []
    run_ingestion(services, ingestion.id, on_file=seen.append)

    after = current(services, ingestion)
    assert (after.total, after.done, after.finished) == (3, 3, True)
    states = states_of(services, ingestion)
    assert states.pop("b.md") == "refused"
    assert sorted(states.values()) == ["added", "unchanged"]
    assert len(seen) == 3
    (bad,) = [file for file in files_of(services, ingestion) if file.state is FileState.REFUSED]
    assert bad.sentence == "This file holds binary data, not text."


def test_starting_queues_the_work(services: Any, folder: Path) -> None:
    start_ingestion(services, [save(folder, "a.md")], clearance=PUBLIC, cleared_by="Comms")

    assert services.jobs.noted == [INGEST]


def test_there_must_be_something_to_read(services: Any, folder: Path) -> None:
    with pytest.raises(BadInput):
        plan(services, folder)


def test_an_upload_is_named_as_its_owner_named_it_and_gone_once_it_was_read(services: Any) -> None:
    ingestion = plan(services, upload("2026-05-04 notes.txt", "We repair bread ovens in every small town."))
    (kept,) = kept_uploads(services)
    assert "notes" not in kept.name
    assert (kept.stat().st_mode & 0o777, kept.parent.stat().st_mode & 0o777) == (0o600, 0o700)

    run_ingestion(services, ingestion.id)

    (hit,) = search_knowledge(services, "ovens")
    assert hit.passage.title == "2026 05 04 notes"
    assert kept_uploads(services) == []


def test_uploading_a_name_again_brings_a_new_version(services: Any) -> None:
    ingest(services, upload("a.md"))

    assert ingest(services, upload("a.md", "Boats sail on the wide sea.")) == {"a.md": "replaced"}

    assert search_knowledge(services, "ovens") == []
    assert len(search_knowledge(services, "boats")) == 1


def test_two_uploads_of_one_name_are_two_files(services: Any) -> None:
    ingestion = plan(services, upload("a.md"), upload("a.md", "Boats sail on the wide sea."))

    run_ingestion(services, ingestion.id)

    assert [file.state for file in files_of(services, ingestion)] == [FileState.ADDED, FileState.ADDED]


def test_a_public_file_never_unseats_a_secret_one_of_its_name(services: Any) -> None:
    ingest(services, upload("plan.md", "The heron project cuts the price of every oven."), clearance=SECRET)

    assert ingest(services, upload("plan.md", "Boats sail on the wide sea.")) == {"plan.md": "added"}

    with services.sessions() as session:
        assert {level for _, level, _ in fingerprints.list_fingerprints(session, now=services.now)} == {
            "confidential"
        }


def test_an_upload_too_large_stops_no_other(services: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.uploads.Uploads.save.__kwdefaults__", {"largest": 60})

    ingestion = plan(services, upload("big.md", "x" * 61), upload("a.md"))
    run_ingestion(services, ingestion.id)

    assert states_of(services, ingestion) == {"big.md": "refused", "a.md": "added"}
    assert kept_uploads(services) == []


def test_an_archive_tells_what_became_of_each_file_in_it(services: Any, folder: Path) -> None:
    with ZipFile(folder / "all.zip", "w") as archive:
        archive.writestr("in/a.md", OVENS)
        archive.writestr("in/b.exe", b"MZ")

    assert ingest(services, folder / "all.zip") == {
        "all.zip": "unpacked",
        "a.md": "added",
        "b.exe": "refused",
    }
    assert ingest(services, folder / "all.zip")["a.md"] == "unchanged"


def test_cancelling_keeps_what_is_in_and_reads_no_more(services: Any) -> None:
    ingestion = plan(services, *(upload(f"{n}.md", f"Oven number {n} bakes bread.") for n in range(6)))

    once = threading.Lock()

    def cancel_after_one(_file: IngestionFile) -> None:
        if once.acquire(blocking=False):
            cancel_ingestion(services, ingestion.id)

    run_ingestion(services, ingestion.id, on_file=cancel_after_one)

    states = list(states_of(services, ingestion).values())
    assert 1 <= states.count("added") <= 3
    assert states.count("added") + states.count("cancelled") == 6
    assert current(services, ingestion).finished
    with services.sessions() as session:
        assert documents.count_documents(session) == states.count("added")
    with pytest.raises(NotReady):
        cancel_ingestion(services, ingestion.id)


def test_what_was_refused_is_read_again_once_it_is_put_right(services: Any, folder: Path) -> None:
    path = save(folder, "a.md", b"\0")
    ingestion = plan(services, path)
    run_ingestion(services, ingestion.id)
    save(folder, "a.md")

    retry_ingestion(services, ingestion.id)
    run_ingestions(services)

    assert states_of(services, ingestion) == {"a.md": "added"}
    assert services.jobs.noted == [INGEST]


def test_an_upload_that_could_not_be_read_is_not_kept_for_another_try(services: Any) -> None:
    ingestion = plan(services, upload("a.md", b"\0"))
    run_ingestion(services, ingestion.id)

    assert not files_of(services, ingestion)[0].retryable
    assert kept_uploads(services) == []
    with pytest.raises(NotReady):
        retry_ingestion(services, ingestion.id)


@pytest.mark.parametrize(("clearance", "kept"), [(PUBLIC, 1), (SECRET, 0)], ids=["public", "confidential"])
def test_an_upload_waits_for_the_index_to_come_back_unless_it_is_secret(
    services: Any, clearance: Clearance, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.vectors.broken = True
    if clearance is SECRET:
        monkeypatch.setattr("app.workflows.run_ingestion.ingest_loaded", None)
    ingestion = plan(services, upload("a.md"), clearance=clearance)

    run_ingestion(services, ingestion.id)

    assert len(kept_uploads(services)) == kept
    (file,) = files_of(services, ingestion)
    assert (file.state, file.retryable) == (FileState.REFUSED, bool(kept))


def test_only_one_at_a_time_works_on_an_ingestion(services: Any, folder: Path) -> None:
    ingestion = plan(services, save(folder, "a.md"))

    with held(services.sessions, f"ingestion-{ingestion.id}"):
        assert run_ingestion(services, ingestion.id) is False
        run_ingestions(services)
    assert states_of(services, ingestion) == {"a.md": "queued"}

    run_ingestions(services)
    assert states_of(services, ingestion) == {"a.md": "added"}


def test_a_file_whose_reader_died_is_read_again_but_not_for_ever(services: Any, folder: Path) -> None:
    ingestion = plan(services, save(folder, "a.md"), save(folder, "b.md", "Boats sail."))
    with services.sessions.begin() as session:
        ingestions.claim_file(session, ingestion.id)
    resume_ingestions(services)

    run_ingestions(services)

    assert set(states_of(services, ingestion).values()) == {"added"}
    assert services.jobs.noted == [INGEST]

    deadly = plan(services, save(folder, "c.md", "A poisoned file."))
    for _ in range(2):
        with services.sessions.begin() as session:
            ingestions.claim_file(session, deadly.id)
            ingestions.requeue_interrupted(session, deadly.id)
    run_ingestions(services)

    (file,) = files_of(services, deadly)
    assert file.sentence == "Reading this file broke off, twice. It is left out."


def test_uploads_that_nobody_will_read_are_cleared_away(services: Any) -> None:
    ingestion = plan(services, upload("a.md"))
    stray = services.data_dir / "uploads" / "stray"
    stray.write_bytes(b"left behind by a crash")

    assert sweep_uploads(services) == 1

    assert not stray.exists()
    run_ingestion(services, ingestion.id)
    assert states_of(services, ingestion) == {"a.md": "added"}


def test_two_files_are_read_at_a_time(services: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = threading.Barrier(2, timeout=10)
    read: Callable[..., Iterator[Any]] = __import__("knowledge_base.loaders", fromlist=["x"]).read_files

    def wait_for_the_other(path: Path, name: str = "") -> Iterator[Any]:
        both.wait()
        yield from read(path, name=name)

    monkeypatch.setattr("app.workflows.read_documents.read_files", wait_for_the_other)

    states = ingest(services, save(folder, "a.md"), save(folder, "b.md", "Boats sail."))

    assert set(states.values()) == {"added"}


def test_of_a_confidential_file_the_log_tells_nothing(
    services: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(path: Path, name: str = "") -> Iterator[Any]:
        raise RuntimeError(f"{path} says heron")
        yield None

    monkeypatch.setattr("app.workflows.read_documents.read_files", crash)

    ingest(services, save(folder, "heron.md"), clearance=SECRET)

    assert "could not be read" in caplog.text
    assert "heron" not in caplog.text


def test_what_became_of_files_is_remembered_for_a_while(services: Any, folder: Path) -> None:
    first = plan(services, save(folder, "a.md"))
    run_ingestion(services, first.id)
    waiting = plan(services, save(folder, "b.md"))

    services.now += REMEMBERED
    plan(services, folder / "a.md")
    assert files_of(services, first) != []

    services.now += timedelta(seconds=1)
    plan(services, folder / "a.md")
    assert files_of(services, first) == []
    assert files_of(services, waiting) != []
    assert len(search_knowledge(services, "ovens")) == 1
