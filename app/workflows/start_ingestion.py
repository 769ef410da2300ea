"""What is on its way into the library: started, cancelled, tried again, taken up after a restart."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO

from app.domain.feeds import explain
from app.domain.ingestion import Ingestion
from app.errors import BadInput, NotReady, Unavailable
from app.services import Services
from app.store import ingestions
from app.store.ingestions import NewFile
from app.store.locks import held
from app.store.uploads import LARGEST_UPLOAD, TooLarge, Uploads
from app.workflows.ingest_documents import list_files
from app.workflows.ingest_loaded import storable
from knowledge_base.fetching import FetchFailed, check_address
from knowledge_base.passages import Clearance

INGEST = "documents.ingest"
MOST_FILES = 10_000
REMEMBERED = timedelta(days=90)
"""How long one can look up what became of each file."""
UPLOADS = "uploads"
"""The lock of whoever adds uploads or clears away those that nobody wants."""

GONE = "These files are no longer here: uploads are deleted once they were read. Add them again."

_LONGEST_NAME = 300
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a browser sends it. `name` is its own name, and may hold folders."""

    name: str
    content: IO[bytes]


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page, or a file on the web, that is fetched when its turn comes.

    `publisher` and `licence` go before what the page says of itself.
    """

    url: str
    publisher: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A site whose pages are found out when its turn comes, and then read one by one as `WebPage` is."""

    url: str
    publisher: str = ""
    licence: str = ""


Source = Path | Upload | WebPage | Sitemap


def start_ingestion(
    services: Services, sources: Iterable[Source], *, clearance: Clearance, cleared_by: str
) -> Ingestion:
    """Plan an ingestion and queue its work."""
    ingestion = plan_ingestion(services, sources, clearance=clearance, cleared_by=cleared_by)
    services.jobs.enqueue(INGEST)
    return ingestion


def plan_ingestion(
    services: Services,
    sources: Iterable[Source],
    *,
    clearance: Clearance,
    cleared_by: str,
    keeps_clearance: bool = False,
) -> Ingestion:
    """Store an ingestion with a file for each upload, page and sitemap, and all files the paths lead to.

    With `keeps_clearance`, files that are here already stay cleared as somebody decided, whatever
    `clearance` says. Uploads are kept until they are read; one that is too large is refused at
    once and stops no other. Raises BadInput when there is no file or there are too many, or for
    an address that could never be read; and Unavailable when the uploads cannot be kept.
    """
    with held(services.sessions, UPLOADS):
        files = _new_files(services, sources)
        try:
            if not 0 < len(files) <= MOST_FILES:
                raise BadInput("Choose between 1 and %(limit)s files.", limit=MOST_FILES)
            now = services.clock()
            with services.sessions.begin() as session:
                ingestions.forget_finished(session, before=now - REMEMBERED)
                ingestion_id = ingestions.add_ingestion(
                    session,
                    files,
                    clearance=clearance,
                    keeps_clearance=keeps_clearance,
                    started_by=cleared_by,
                    now=now,
                )
        except BaseException:  # an interrupt too: files that no row names would stay for ever
            _delete_uploads(services, [file.path for file in files])
            raise
    with services.sessions() as session:
        return ingestions.get_ingestion(session, ingestion_id)


def cancel_ingestion(services: Services, ingestion_id: int) -> Ingestion:
    """Let nothing more be read. What is in stays, and a file being read right now may still come in."""
    with services.sessions.begin() as session:
        if ingestions.get_ingestion(session, ingestion_id).finished:
            raise NotReady("All files were read already.")
        unwanted = ingestions.cancel(session, ingestion_id, now=services.clock())
        ingestions.finish(session, ingestion_id, now=services.clock())
    _delete_uploads(services, unwanted)
    with services.sessions() as session:
        return ingestions.get_ingestion(session, ingestion_id)


def retry_ingestion(services: Services, ingestion_id: int) -> Ingestion:
    """Read again what was refused or cancelled, as far as it is still there, and queue the work."""
    with services.sessions.begin() as session:
        known = ingestions.get_ingestion(session, ingestion_id)
        if not ingestions.requeue_refused(session, ingestion_id) and known.finished:
            raise NotReady(
                "These files are no longer here: uploads are deleted once they were read. Add them again."
            )
        ingestion = ingestions.get_ingestion(session, ingestion_id)
    services.jobs.enqueue(INGEST)
    return ingestion


def resume_ingestions(services: Services) -> None:
    """After a restart: go on with what was interrupted, and clear away uploads that nobody will read."""
    sweep_uploads(services)
    with services.sessions() as session:
        unfinished = ingestions.list_unfinished(session)
    if unfinished:
        services.jobs.enqueue(INGEST)


def sweep_uploads(services: Services) -> int:
    """Delete uploads that no ingestion will read any more; return how many."""
    with held(services.sessions, UPLOADS):
        strays = _stray_uploads(services)
        for path in strays:
            path.unlink(missing_ok=True)
    return len(strays)


def count_stray_uploads(services: Services) -> int:
    """How many uploads no ingestion will read any more."""
    with held(services.sessions, UPLOADS):
        return len(_stray_uploads(services))


def _stray_uploads(services: Services) -> list[Path]:
    with services.sessions() as session:
        wanted = ingestions.list_uploads(session)
    return Uploads(services.settings.data_dir).orphans(wanted)


def _delete_uploads(services: Services, paths: Iterable[str]) -> None:
    uploads = Uploads(services.settings.data_dir)
    for path in paths:
        uploads.delete(path)


def _new_files(services: Services, sources: Iterable[Source]) -> list[NewFile]:
    uploads = Uploads(services.settings.data_dir)
    files: list[NewFile] = []
    try:
        for source in sources:
            if isinstance(source, Upload):
                files.append(_saved(uploads, source))
            elif isinstance(source, WebPage | Sitemap):
                files.append(_remote(services, source))
            else:
                files += _found(source)
    except OSError as error:
        _delete_uploads(services, [file.path for file in files])
        raise Unavailable("The files could not be kept: the disk may be full.") from error
    return list(_told_apart(files))


def _found(path: Path) -> list[NewFile]:
    return [
        NewFile(storable(str(file)), str(file.resolve()), storable(str(file.resolve())))
        for file in list_files([path])
    ]


def _remote(services: Services, source: WebPage | Sitemap) -> NewFile:
    try:
        check_address(source.url, services.fetch_policy)
    except FetchFailed as error:
        raise explain(error.trouble, error.params) from error
    return NewFile(
        source.url,
        source.url,
        storable(source.url),
        sitemap=isinstance(source, Sitemap),
        publisher=source.publisher.strip()[:_LONGEST_NAME],
        licence=source.licence.strip()[:_LONGEST_NAME],
    )


def _saved(uploads: Uploads, upload: Upload) -> NewFile:
    name = _UNPRINTABLE.sub("", upload.name.replace("\\", "/")).strip("/ ")[-_LONGEST_NAME:] or "file"
    place = f"upload:{name}"
    try:
        return NewFile(storable(name), str(uploads.save(upload.content)), storable(place), uploaded=True)
    except TooLarge:
        return NewFile(
            storable(name),
            "",
            storable(place),
            uploaded=True,
            message="This file is larger than %(limit)s MB.",
            params={"limit": LARGEST_UPLOAD // 1024**2},
        )


def _told_apart(files: Sequence[NewFile]) -> Iterator[NewFile]:
    """Each path once; uploads of one name are different files, since folders were left out of their names."""
    seen: dict[str, int] = {}
    for file in files:
        seen[file.place] = seen.get(file.place, 0) + 1
        if seen[file.place] == 1:
            yield file
        elif file.uploaded:
            place = storable(f"{file.place}#{seen[file.place]}")
            yield NewFile(file.name, file.path, place, True, file.message, file.params)
