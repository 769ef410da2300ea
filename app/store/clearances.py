"""What comms decided about each document, and every decision before."""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.documents import ClearanceChange
from app.errors import NotFound
from app.store.tables import ClearanceRow, DocumentRow
from knowledge_base.passages import Classification, Clearance, Origin

_CLEARANCES = TypeAdapter(Clearance)


def set_clearance(
    session: Session, document_id: int, clearance: Clearance, *, by: str, note: str, now: datetime
) -> None:
    """Clear a document anew and remember it. What follows from it for its text is the workflow's matter."""
    row = session.get(DocumentRow, document_id)
    if row is None:
        raise NotFound("There is no such source.")
    before = clearance_of(row)
    set_clearance_of(row, clearance, by=by, now=now)
    add_change(session, document_id, before, clearance, by=by, note=note, now=now)


def list_changes(session: Session, document_id: int, *, limit: int = 100) -> list[ClearanceChange]:
    """Newest first."""
    query = select(ClearanceRow).where(ClearanceRow.document_id == document_id)
    rows = session.scalars(query.order_by(ClearanceRow.id.desc()).limit(limit))
    return [
        ClearanceChange(
            by=row.by,
            at=row.at,
            before=_CLEARANCES.validate_python(row.before) if row.before else None,
            after=_CLEARANCES.validate_python(row.after),
            note=row.note,
        )
        for row in rows
    ]


def add_change(
    session: Session,
    document_id: int,
    before: Clearance | None,
    after: Clearance,
    *,
    by: str,
    note: str = "",
    now: datetime,
) -> None:
    session.add(
        ClearanceRow(
            document_id=document_id,
            by=by,
            at=now,
            before=_as_json(before) if before else {},
            after=_as_json(after),
            note=note,
        )
    )
    session.flush()


def move_changes(session: Session, from_document: int, to_document: int) -> None:
    moved = update(ClearanceRow).where(ClearanceRow.document_id == from_document)
    session.execute(moved.values(document_id=to_document))


def clearance_of(row: DocumentRow) -> Clearance:
    return Clearance(
        origin=Origin(row.origin),
        classification=Classification(row.classification),
        embargo_until=row.embargo_until,
        valid_until=row.valid_until,
        audience=row.audience,
        rights=row.rights,
    )


def set_clearance_of(row: DocumentRow, clearance: Clearance, *, by: str, now: datetime) -> None:
    row.origin, row.classification = clearance.origin, clearance.classification
    row.embargo_until, row.valid_until = clearance.embargo_until, clearance.valid_until
    row.audience, row.rights = clearance.audience, clearance.rights
    row.cleared_by, row.cleared_at = by, now


def _as_json(clearance: Clearance) -> dict[str, Any]:
    values: dict[str, Any] = _CLEARANCES.dump_python(clearance, mode="json")
    return values
