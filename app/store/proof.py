"""What the indexes must hold, read from the rows; and the word index compared with them."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app.store.clearances import clearance_of
from app.store.documents import list_passages
from app.store.tables import DocumentRow, FingerprintRow, PassageRow
from knowledge_base.passages import Classification, Clearance

Expected = dict[int, tuple[Clearance, int]]


def expected_vectors(
    session: Session, passages: Collection[int] | None = None, *, open_at: datetime | None = None
) -> Expected:
    """Map passages of public documents, in force or not, to their clearance and their document.

    `passages` narrows it to those among them, `open_at` to documents whose text may leave at that moment.
    """
    query = select(PassageRow.id, DocumentRow).join(DocumentRow, DocumentRow.id == PassageRow.document_id)
    query = query.where(DocumentRow.classification == Classification.PUBLIC)
    if passages is not None:
        query = query.where(PassageRow.id.in_(passages))
    found = {passage: (clearance_of(row), row.id) for passage, row in session.execute(query)}
    if open_at is None:
        return found
    return {passage: entry for passage, entry in found.items() if not entry[0].secret(open_at)}


def list_opened(session: Session, *, since: datetime, now: datetime) -> list[int]:
    """Passages of public documents whose embargo ended after `since`, up to `now`."""
    query = select(PassageRow.id).join(DocumentRow, DocumentRow.id == PassageRow.document_id)
    query = query.where(
        DocumentRow.classification == Classification.PUBLIC,
        DocumentRow.embargo_until > since,
        DocumentRow.embargo_until <= now,
    )
    return list(session.scalars(query))


def words_agree(session: Session) -> bool:
    """Whether the word index holds exactly the stems of the rows; PostgreSQL's is made of the rows."""
    if session.get_bind().dialect.name != "sqlite":
        return True
    try:
        session.execute(text("INSERT INTO passage_words(passage_words, rank) VALUES ('integrity-check', 1)"))
    except DatabaseError:
        return False
    return True


def rebuild_words(session: Session) -> None:
    """Make the word index anew from the rows."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO passage_words(passage_words) VALUES ('rebuild')"))


def list_secrets(session: Session, *, now: datetime) -> list[tuple[int, Classification]]:
    """(document id, classification) of all that must not leave at `now`."""
    rows = session.scalars(select(DocumentRow).order_by(DocumentRow.id))
    return [(row.id, clearance_of(row).classification) for row in rows if clearance_of(row).secret(now)]


def text_of(session: Session, document_id: int) -> str:
    """What is kept of a document's text, as its fingerprints were made from it."""
    return "\n".join(passage.text for passage in list_passages(session, document_id))


def fingerprints_of(session: Session, document_id: int) -> Counter[bytes]:
    query = select(FingerprintRow.data).where(FingerprintRow.document_id == document_id)
    return Counter(session.scalars(query))


def list_kept_secrets(session: Session) -> list[int]:
    """Confidential documents of which text was kept, which must never be."""
    query = select(DocumentRow.id).join(PassageRow, PassageRow.document_id == DocumentRow.id).distinct()
    return list(session.scalars(query.where(DocumentRow.classification == Classification.CONFIDENTIAL)))
