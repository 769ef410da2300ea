"""What must not leave, as fingerprints, and the public texts they are weighed against."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, false, func, not_, or_, select
from sqlalchemy.orm import Session

from app.store.batches import insert_rows
from app.store.documents import version_columns
from app.store.tables import ClearanceRow, DocumentRow, FingerprintRow, PassageRow, SecretVectorRow
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


def is_public(now: datetime) -> ColumnElement[bool]:
    """The condition on a document that is no secret at `now`."""
    return and_(DocumentRow.classification == Classification.PUBLIC, not_(_embargoed(now)))


def level_of(classification: str) -> str:
    """How secret a document that must not leave is: "internal" or "confidential"."""
    return "confidential" if classification == Classification.PUBLIC else classification


def fingerprint_version(session: Session, *, now: datetime) -> tuple[int, ...]:
    """Changes whenever what is kept of secrets, or the public texts they are weighed against, changes.

    An embargo that ends is such a change. It is asked for at every check, so it counts no rows of
    which there are many: fingerprints only go when a document goes, is replaced or cleared anew.
    """
    newest = [select(func.max(rows.id)).scalar_subquery() for rows in (FingerprintRow, SecretVectorRow)]
    embargoed = select(func.count()).where(DocumentRow.embargo_until > now).scalar_subquery()
    found = session.execute(select(*newest, embargoed, *version_columns())).one()
    return tuple(value or 0 for value in found)


def secret_version(session: Session, *, now: datetime) -> tuple[int, ...]:
    """Changes whenever what must not leave does. It counts all of it, unlike `fingerprint_version`.

    What becomes a secret, or more of one, leaves a newer change of clearance; what ceases to be one
    or goes makes them fewer.
    """
    counts: list[int | None] = []
    for rows in (FingerprintRow, SecretVectorRow, ClearanceRow):
        query = select(func.count(), func.max(rows.id)).join(DocumentRow, DocumentRow.id == rows.document_id)
        counts += session.execute(query.where(is_secret(now))).one()
    return tuple(value or 0 for value in counts)


def list_public_texts(session: Session, *, now: datetime) -> list[str]:
    """Texts that are no secret at `now`: public ones whose embargo, if any, is over."""
    query = select(PassageRow.text).join(DocumentRow)
    return list(session.scalars(query.where(is_public(now)).order_by(PassageRow.id)))


def list_company_texts(session: Session, *, now: datetime, limit: int = MOST_COMPARED) -> list[str]:
    """What the company itself said last in public, for comparing drafts with."""
    query = (
        select(PassageRow.text)
        .join(DocumentRow)
        .where(is_public(now), DocumentRow.origin == Origin.COMPANY)
        .order_by(PassageRow.document_id.desc(), PassageRow.position)
        .limit(limit)
    )
    return list(session.scalars(query))


def _embargoed(now: datetime) -> ColumnElement[bool]:
    return func.coalesce(DocumentRow.embargo_until > now, false())
