"""What must not leave, as fingerprints, and the public texts they are weighed against."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, delete, false, func, not_, or_, select
from sqlalchemy.orm import Session

from app.store.batches import insert_rows
from app.store.documents import document_version
from app.store.tables import DocumentRow, FingerprintRow, PassageRow, SecretVectorRow
from knowledge_base.passages import Classification, Origin

MOST_COMPARED = 500


def add_fingerprints(session: Session, document_id: int, fingerprints: Iterable[bytes]) -> None:
    insert_rows(
        session, FingerprintRow, [{"document_id": document_id, "data": data} for data in fingerprints]
    )


def delete_fingerprints(session: Session, document_id: int) -> None:
    session.execute(delete(FingerprintRow).where(FingerprintRow.document_id == document_id))


def count_fingerprints(session: Session, document_id: int) -> int:
    query = select(func.count()).where(FingerprintRow.document_id == document_id)
    return session.scalar(query) or 0


def list_fingerprints(session: Session, *, now: datetime) -> list[tuple[int, str, bytes]]:
    """(document id, classification, fingerprint) of everything that must not leave at `now`.

    A public document is as confidential as any until its embargo is over.
    """
    query = select(FingerprintRow.document_id, DocumentRow.classification, FingerprintRow.data)
    rows = session.execute(query.join(DocumentRow).where(is_secret(now)).order_by(FingerprintRow.id))
    return [(document_id, level_of(classification), data) for document_id, classification, data in rows]


def is_secret(now: datetime) -> ColumnElement[bool]:
    """The condition on a document that must not leave at `now`; see `Clearance.secret`."""
    return or_(DocumentRow.classification != Classification.PUBLIC, _embargoed(now))


def level_of(classification: str) -> str:
    """How secret a document that must not leave is: "internal" or "confidential"."""
    return "confidential" if classification == Classification.PUBLIC else classification


def fingerprint_version(session: Session, *, now: datetime) -> tuple[int, ...]:
    """Changes whenever what is kept of secrets, or the public texts they are weighed against, changes.

    An embargo that ends is such a change.
    """
    count, newest = session.execute(select(func.count(), func.max(FingerprintRow.id))).one()
    vectors, last = session.execute(select(func.count(), func.max(SecretVectorRow.id))).one()
    embargoed = session.scalar(select(func.count()).select_from(DocumentRow).where(_embargoed(now)))
    return count, newest or 0, vectors, last or 0, embargoed or 0, *document_version(session)


def list_public_texts(session: Session, *, now: datetime) -> list[str]:
    """Texts that are no secret at `now`: public ones whose embargo, if any, is over."""
    query = select(PassageRow.text).join(DocumentRow)
    is_public = DocumentRow.classification == Classification.PUBLIC
    return list(session.scalars(query.where(is_public, not_(_embargoed(now))).order_by(PassageRow.id)))


def list_company_texts(session: Session, *, now: datetime, limit: int = MOST_COMPARED) -> list[str]:
    """What the company itself said last in public, for comparing drafts with."""
    query = (
        select(PassageRow.text)
        .join(DocumentRow)
        .where(
            DocumentRow.classification == Classification.PUBLIC,
            DocumentRow.origin == Origin.COMPANY,
            not_(_embargoed(now)),
        )
        .order_by(PassageRow.document_id.desc(), PassageRow.position)
        .limit(limit)
    )
    return list(session.scalars(query))


def _embargoed(now: datetime) -> ColumnElement[bool]:
    return func.coalesce(DocumentRow.embargo_until > now, false())
