"""The job that reads what an ingestion planned, two files at a time."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path, PurePosixPath
from threading import Event

from app.domain.ingestion import FileState, IngestionFile
from app.errors import AppError
from app.services import Services
from app.store import documents, ingestions
from app.store.ingestions import ClaimedFile, NewFile
from app.store.locks import held
from app.store.uploads import Uploads
from app.workflows.ingest_documents import place_of
from app.workflows.ingest_loaded import FileOutcome, ingest_loaded, storable
from app.workflows.ingest_url import PAUSE, find_pages, ingest_url
from app.workflows.read_documents import log_error, read_documents
from knowledge_base.loaders import Loaded, UnreadableFile
from knowledge_base.passages import Classification, LoadedDocument

OnFile = Callable[[IngestionFile], None]

# More threads gain nothing on two cores: one embeds, outside Python, while the other one reads.
_WORKERS = 2
_MOST_ATTEMPTS = 2
_ANY_INGESTION = "ingesting"

BROKE_OFF = "Reading this file broke off, twice. It is left out."


def run_ingestions(services: Services) -> None:
    """The job: work through all ingestions, oldest first, unless somebody already does.

    One job at a time keeps the other workers free for people who wait for a draft.
    """
    skipped: set[int] = set()
    while True:
        with held(services.sessions, _ANY_INGESTION, wait=False) as mine:
            if not mine:
                return
            for ingestion_id in _unfinished(services, skipped):
                if not run_ingestion(services, ingestion_id):
                    skipped.add(ingestion_id)
        # One planned a moment ago found the lock taken and left its work to us.
        if not _unfinished(services, skipped):
            return


def run_ingestion(services: Services, ingestion_id: int, *, on_file: OnFile = lambda _file: None) -> bool:
    """Read all files that wait; call `on_file` from any thread after each. False when somebody else does.

    Files whose reader died are read again. An exception is raised only when results cannot be
    kept either: the files that are left wait for the next attempt.
    """
    while True:
        with held(services.sessions, f"ingestion-{ingestion_id}", wait=False) as mine:
            if not mine:
                return False
            _Run(services, ingestion_id, on_file)()
        with services.sessions.begin() as session:
            if ingestions.finish(session, ingestion_id, now=services.clock()):
                return True


def _unfinished(services: Services, skipped: set[int]) -> list[int]:
    with services.sessions() as session:
        return [found for found in ingestions.list_unfinished(session) if found not in skipped]


class _Cancelled(Exception):
    """Nobody wants the rest."""


class _Run:
    """One pass over the files of an ingestion; nobody else works on it meanwhile."""

    def __init__(self, services: Services, ingestion_id: int, on_file: OnFile) -> None:
        self._services = services
        self._on_file = on_file
        self._stopped = Event()
        with services.sessions.begin() as session:
            ingestions.requeue_interrupted(session, ingestion_id)
            if ingestions.is_cancelled(session, ingestion_id):
                ingestions.cancel(session, ingestion_id, now=services.clock())
            self._ingestion = ingestions.get_ingestion(session, ingestion_id)
        self._secret = self._ingestion.clearance.classification is Classification.CONFIDENTIAL

    def __call__(self) -> None:
        with ThreadPoolExecutor(_WORKERS, thread_name_prefix="ingestion") as pool:
            running = [pool.submit(self._work) for _ in range(_WORKERS)]
            try:
                for future in running:
                    future.result()
            except BaseException:  # an interrupt too: the other threads must hear of it
                self._stopped.set()  # each thread ends with the file it is at
                raise

    def _work(self) -> None:
        while not self._stopped.is_set():
            with self._services.sessions.begin() as session:
                file = ingestions.claim_file(session, self._ingestion.id)
            if file is None:
                return
            self._on_file(self._finish(file, *self._read(file)))

    def _finish(self, file: ClaimedFile, result: IngestionFile, keep: bool) -> IngestionFile:
        """Write the result; delete the upload, unless it is worth another attempt."""
        keep = not file.uploaded or (keep and not self._secret)
        with self._services.sessions.begin() as session:
            ingestions.finish_file(session, result, keep_path=keep)
        if file.uploaded and not keep:
            Uploads(self._services.settings.data_dir).delete(file.path)
        return result

    def _read(self, file: ClaimedFile) -> tuple[IngestionFile, bool]:
        """Return what became of the file, and whether another attempt might end otherwise."""
        if file.attempts > _MOST_ATTEMPTS:
            return _refused(file, UnreadableFile(BROKE_OFF)), False
        try:
            return self._read_all(file), False
        except _Cancelled:
            return IngestionFile(file.id, file.name, FileState.CANCELLED), True
        except AppError as error:  # a part that is needed does not answer
            return _refused(file, error), True
        except Exception as error:  # noqa: BLE001  # whatever broke, the other files go on
            log_error("a file could not be kept", error, secret=self._secret)
            return _refused(file, UnreadableFile("This file could not be kept. Try again.")), True

    def _read_all(self, file: ClaimedFile) -> IngestionFile:
        if file.sitemap:
            return self._list(file)
        if _is_address(file.path):
            return self._fetch(file)
        contents = []
        with self._services.sessions.begin() as session:
            ingestions.clear_contents(session, file.id)
        for item in self._items(file):
            result = replace(self._keep(file, item), id=file.id)
            if not item.part:
                return replace(result, name=file.name)
            contents.append(result)
            with self._services.sessions.begin() as session:
                ingestions.add_content(session, file.id, result)
        if not contents:
            return _refused(file, UnreadableFile("This file holds no documents."))
        return IngestionFile(
            file.id, file.name, FileState.UNPACKED, passages=sum(c.passages for c in contents)
        )

    def _list(self, file: ClaimedFile) -> IngestionFile:
        """Let the pages of a sitemap wait for their turn, each a file of its own."""
        pages = [
            NewFile(url, url, storable(url), publisher=file.publisher, licence=file.licence)
            for url in find_pages(self._services, file.path)
        ]
        with self._services.sessions.begin() as session:
            if ingestions.is_cancelled(session, self._ingestion.id):
                raise _Cancelled
            ingestions.add_pages(session, file, pages)
        return IngestionFile(file.id, file.name, FileState.UNPACKED)

    def _fetch(self, file: ClaimedFile) -> IngestionFile:
        """Read a page; those that follow it wait, since both threads may ask the same site."""
        outcome = ingest_url(
            self._services,
            file.path,
            clearance=self._ingestion.clearance,
            cleared_by=self._ingestion.started_by,
            publisher=file.publisher,
            licence=file.licence,
            keeps_clearance=self._ingestion.keeps_clearance,
        )
        if file.listed or self._ingestion.total > 1:
            time.sleep(PAUSE * _WORKERS)
        return replace(_kept(file.name, outcome), id=file.id)

    def _items(self, file: ClaimedFile) -> Iterator[Loaded]:
        own_name = PurePosixPath(file.name).name if file.uploaded else ""
        items = read_documents(Path(file.path), name=own_name, secret=self._secret)
        while True:
            with self._services.sessions() as session:
                if ingestions.is_cancelled(session, self._ingestion.id):
                    raise _Cancelled
            item = next(items, None)
            if item is None:
                return
            yield item

    def _keep(self, file: ClaimedFile, item: Loaded) -> IngestionFile:
        if isinstance(item.document, UnreadableFile):
            return IngestionFile(
                0, item.name, FileState.REFUSED, item.document.message, params=item.document.params
            )
        outcome = ingest_loaded(
            self._services,
            item.document,
            place=self._place(file, item, item.document),
            clearance=self._ingestion.clearance,
            cleared_by=self._ingestion.started_by,
            keeps_clearance=self._ingestion.keeps_clearance,
        )
        return _kept(item.name, outcome)

    def _place(self, file: ClaimedFile, item: Loaded, loaded: LoadedDocument) -> str:
        """A path tells which document this is; the mere name of an upload does so among its like only.

        Otherwise a public file that happens to bear the name of a secret one would replace it,
        and nobody would watch for the secret any more.
        """
        place = place_of(file.place, item.part)
        if not file.uploaded:
            return place
        with self._services.sessions() as session:
            known = documents.find_same(session, path=place, checksum=loaded.checksum)
        classification = self._ingestion.clearance.classification
        if not known or known[0].clearance.classification is classification or known[0].path != place:
            return place
        return f"{place}#{loaded.checksum[:12]}"


def _is_address(path: str) -> bool:
    """Paths of files are absolute, so none begins like this."""
    return path.startswith(("https://", "http://"))


def _kept(name: str, outcome: FileOutcome) -> IngestionFile:
    return IngestionFile(
        0,
        name,
        FileState(outcome.outcome),
        document_id=outcome.document_id,
        title=outcome.title,
        passages=outcome.passages,
        remarks=outcome.remarks,
    )


def _refused(file: ClaimedFile, error: UnreadableFile | AppError) -> IngestionFile:
    return IngestionFile(file.id, file.name, FileState.REFUSED, error.message, error.params)
