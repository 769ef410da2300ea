"""Ingestions and their files, claimed one by one by whoever works through them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.domain.ingestion import UNFINISHED, FileState, Ingestion, IngestionFile
from app.errors import NotFound
from app.store.remarks import dump_remarks, load_remarks
from app.store.tables import IngestionFileRow, IngestionRow
from knowledge_base.passages import Classification, Clearance

MOST_LISTED = 1_000
_CLEARANCES = TypeAdapter(Clearance)


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to come; with a `message` it is refused already. `path` is empty when no bytes are there.

    For a page, or with `sitemap` the pages it lists, `path` is the address, and `publisher` and
    `licence` go before what pages say of themselves.
    """

    name: str
    path: str
    place: str
    uploaded: bool = False
    message: str = ""
    params: Mapping[str, object] | None = None
    sitemap: bool = False
    publisher: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class ClaimedFile:
    """A file to read now. `attempts` counts this one too; `listed` tells that a sitemap lists it."""

    id: int
    name: str
    path: str
    place: str
    uploaded: bool
    attempts: int
    sitemap: bool = False
    listed: bool = False
    publisher: str = ""
    licence: str = ""


def add_ingestion(
    session: Session,
    files: Iterable[NewFile],
    *,
    clearance: Clearance,
    keeps_clearance: bool,
    started_by: str,
    now: datetime,
) -> int:
    row = IngestionRow(
        clearance=_CLEARANCES.dump_python(clearance, mode="json"),
        keeps_clearance=keeps_clearance,
        started_by=started_by,
        started_at=now,
    )
    session.add(row)
    session.flush()
    session.add_all(_new_row(row.id, file) for file in files)
    return row.id


def get_ingestion(session: Session, ingestion_id: int) -> Ingestion:
    row = session.get(IngestionRow, ingestion_id)
    if row is None:
        raise NotFound("There is no such ingestion.")
    return _ingestions(session, [row])[0]


def list_first_names(session: Session, ids: Collection[int]) -> dict[int, str]:
    """What each of these ingestions begins with: the name of its first file."""
    first = select(func.min(IngestionFileRow.id)).where(IngestionFileRow.ingestion_id.in_(ids))
    query = select(IngestionFileRow.ingestion_id, IngestionFileRow.name).where(
        IngestionFileRow.id.in_(first.group_by(IngestionFileRow.ingestion_id))
    )
    return dict(session.execute(query).all())


def list_ingestions(session: Session, *, limit: int = 20) -> list[Ingestion]:
    """Newest first."""
    rows = session.scalars(select(IngestionRow).order_by(IngestionRow.id.desc()).limit(limit))
    return _ingestions(session, list(rows))


def list_unfinished(session: Session) -> list[int]:
    """The ids of ingestions with work left, oldest first."""
    query = select(IngestionRow.id).where(IngestionRow.finished_at.is_(None)).order_by(IngestionRow.id)
    return list(session.scalars(query))


def list_files(
    session: Session,
    ingestion_id: int,
    *,
    states: Collection[FileState] | None = None,
    limit: int = MOST_LISTED,
) -> list[IngestionFile]:
    """The files in the order they came, those that came out of another one after it."""
    query = select(IngestionFileRow).where(IngestionFileRow.ingestion_id == ingestion_id)
    if states is not None:
        query = query.where(IngestionFileRow.state.in_(states))
    family = func.coalesce(IngestionFileRow.parent_id, IngestionFileRow.id)
    return [_file(row) for row in session.scalars(query.order_by(family, IngestionFileRow.id).limit(limit))]


def claim_file(session: Session, ingestion_id: int) -> ClaimedFile | None:
    """Take the next file that waits; None when none does, or the ingestion was cancelled."""
    row = session.scalar(
        select(IngestionFileRow)
        .join(IngestionRow)
        .where(
            IngestionFileRow.ingestion_id == ingestion_id,
            IngestionFileRow.state == FileState.QUEUED,
            IngestionRow.cancelled_at.is_(None),
        )
        .order_by(IngestionFileRow.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=IngestionFileRow)
    )
    if row is None:
        return None
    row.state, row.attempts = FileState.READING, row.attempts + 1
    return ClaimedFile(
        row.id,
        row.name,
        row.path,
        row.place,
        row.uploaded,
        row.attempts,
        sitemap=row.sitemap,
        listed=row.parent_id is not None,
        publisher=row.publisher,
        licence=row.licence,
    )


def finish_file(session: Session, result: IngestionFile, *, keep_path: bool = False) -> None:
    """Write what became of a file. Without `keep_path`, its bytes count as gone and it cannot be retried."""
    row = session.get(IngestionFileRow, result.id)
    if row is None:
        return
    _write(row, result)
    if not keep_path:
        row.path = ""


def clear_contents(session: Session, parent_id: int) -> None:
    """Forget what became of the files that came out of `parent_id`: it is read anew."""
    session.execute(delete(IngestionFileRow).where(IngestionFileRow.parent_id == parent_id))


def add_content(session: Session, parent_id: int, content: IngestionFile) -> None:
    """Say what became of a file that came out of `parent_id`; its own id does not matter."""
    parent = session.get(IngestionFileRow, parent_id)
    if parent is None:
        return
    row = IngestionFileRow(
        ingestion_id=parent.ingestion_id, parent_id=parent_id, name=content.name, path="", place=""
    )
    _write(row, content)
    session.add(row)


def add_pages(session: Session, sitemap: ClaimedFile, pages: Iterable[NewFile]) -> None:
    """Let the pages that a sitemap lists wait for their turn, instead of those it listed before."""
    clear_contents(session, sitemap.id)
    row = session.get(IngestionFileRow, sitemap.id)
    if row is not None:
        session.add_all(_new_row(row.ingestion_id, page, parent_id=row.id) for page in pages)


def requeue_interrupted(session: Session, ingestion_id: int) -> None:
    """Files whose reader is gone wait again; call it when nobody else works on the ingestion."""
    session.execute(
        update(IngestionFileRow)
        .where(IngestionFileRow.ingestion_id == ingestion_id, IngestionFileRow.state == FileState.READING)
        .values(state=FileState.QUEUED)
    )


def requeue_refused(session: Session, ingestion_id: int) -> int:
    """Refused and cancelled files whose bytes are still there wait again; return how many."""
    count = session.execute(
        update(IngestionFileRow)
        .where(
            IngestionFileRow.ingestion_id == ingestion_id,
            IngestionFileRow.state.in_((FileState.REFUSED, FileState.CANCELLED)),
            IngestionFileRow.path != "",
        )
        .values(state=FileState.QUEUED, message="", params={}, attempts=0)
    ).rowcount  # type: ignore[attr-defined]  # an UPDATE answers with a cursor
    if count:
        session.execute(
            update(IngestionRow)
            .where(IngestionRow.id == ingestion_id)
            .values(cancelled_at=None, finished_at=None)
        )
    return int(count)


def cancel(session: Session, ingestion_id: int, *, now: datetime) -> list[str]:
    """Let nothing more be read; return the paths of uploads that nobody will read now."""
    waiting = (IngestionFileRow.ingestion_id == ingestion_id, IngestionFileRow.state == FileState.QUEUED)
    session.execute(update(IngestionRow).where(IngestionRow.id == ingestion_id).values(cancelled_at=now))
    uploads = list(
        session.scalars(select(IngestionFileRow.path).where(*waiting, IngestionFileRow.uploaded.is_(True)))
    )
    session.execute(
        update(IngestionFileRow)
        .where(*waiting, IngestionFileRow.uploaded.is_(True))
        .values(state=FileState.CANCELLED, path="")
    )
    session.execute(update(IngestionFileRow).where(*waiting).values(state=FileState.CANCELLED))
    return uploads


def is_cancelled(session: Session, ingestion_id: int) -> bool:
    query = select(IngestionRow.cancelled_at).where(IngestionRow.id == ingestion_id)
    return session.scalar(query) is not None


def finish(session: Session, ingestion_id: int, *, now: datetime) -> bool:
    """Close the ingestion if no file of it waits or is being read; tell whether that is so."""
    left = select(func.count()).where(
        IngestionFileRow.ingestion_id == ingestion_id, IngestionFileRow.state.in_(UNFINISHED)
    )
    if session.scalar(left):
        return False
    session.execute(
        update(IngestionRow)
        .where(IngestionRow.id == ingestion_id, IngestionRow.finished_at.is_(None))
        .values(finished_at=now)
    )
    return True


def forget_finished(session: Session, *, before: datetime) -> None:
    """Forget what became of files that were all read before then; the documents stay."""
    session.execute(delete(IngestionRow).where(IngestionRow.finished_at < before))


def list_uploads(session: Session) -> set[str]:
    """The paths of all uploads that somebody may still read."""
    query = select(IngestionFileRow.path)
    return set(session.scalars(query.where(IngestionFileRow.uploaded.is_(True), IngestionFileRow.path != "")))


def _new_row(ingestion_id: int, file: NewFile, *, parent_id: int | None = None) -> IngestionFileRow:
    return IngestionFileRow(
        ingestion_id=ingestion_id,
        parent_id=parent_id,
        name=file.name,
        path=file.path,
        place=file.place,
        uploaded=file.uploaded,
        state=FileState.REFUSED if file.message else FileState.QUEUED,
        message=file.message,
        params=dict(file.params or {}),
        sitemap=file.sitemap,
        publisher=file.publisher,
        licence=file.licence,
    )


def _write(row: IngestionFileRow, result: IngestionFile) -> None:
    row.state = result.state
    row.message, row.params = result.message, dict(result.params)
    row.document_id, row.title, row.passages = result.document_id, result.title, result.passages
    # Whoever read the file knew its clearance, and left out what may not be told.
    row.remarks = dump_remarks(result.remarks, Classification.PUBLIC)


def _file(row: IngestionFileRow) -> IngestionFile:
    state = FileState(row.state)
    return IngestionFile(
        id=row.id,
        name=row.name,
        state=state,
        message=row.message,
        params=row.params,
        document_id=row.document_id,
        title=row.title,
        passages=row.passages,
        remarks=load_remarks(row.remarks),
        retryable=bool(row.path) and state in (FileState.REFUSED, FileState.CANCELLED),
    )


def _ingestions(session: Session, rows: list[IngestionRow]) -> list[Ingestion]:
    ids = [row.id for row in rows]
    counts: dict[int, dict[FileState, int]] = {}
    query = select(IngestionFileRow.ingestion_id, IngestionFileRow.state, func.count())
    grouped = query.where(IngestionFileRow.ingestion_id.in_(ids)).group_by(
        IngestionFileRow.ingestion_id, IngestionFileRow.state
    )
    for ingestion_id, state, count in session.execute(grouped):
        counts.setdefault(ingestion_id, {})[FileState(state)] = count
    reading: dict[int, tuple[str, ...]] = {}
    named = select(IngestionFileRow.ingestion_id, IngestionFileRow.name).where(
        IngestionFileRow.ingestion_id.in_(ids), IngestionFileRow.state == FileState.READING
    )
    for ingestion_id, name in session.execute(named.order_by(IngestionFileRow.id)):
        reading[ingestion_id] = (*reading.get(ingestion_id, ()), name)
    return [_ingestion(row, counts.get(row.id, {}), reading.get(row.id, ())) for row in rows]


def _ingestion(row: IngestionRow, counts: dict[FileState, int], reading: tuple[str, ...]) -> Ingestion:
    values: dict[str, Any] = {
        name: getattr(row, name)
        for name in ("id", "keeps_clearance", "started_by", "started_at", "cancelled_at", "finished_at")
    }
    return Ingestion(
        clearance=_CLEARANCES.validate_python(row.clearance), counts=counts, reading=reading, **values
    )
