"""Documents, their passages and their fingerprints."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, delete, func, or_, select
from sqlalchemy.orm import Session

from app.domain.documents import Document
from app.errors import NotFound
from app.store.batches import insert_rows
from app.store.clearances import add_change, clearance_of, move_changes, set_clearance_of
from app.store.remarks import dump_remarks, load_remarks
from app.store.retirement import retire_passages
from app.store.tables import ClearanceRow, DocumentRow, FingerprintRow, PassageRow, SecretVectorRow
from knowledge_base.passages import Classification, Clearance, LoadedDocument, Origin, Passage, Scope
from knowledge_base.stems import sentence_stems

MOST_LISTED = 1_000


def add_document(
    session: Session,
    loaded: LoadedDocument,
    *,
    path: str,
    clearance: Clearance,
    cleared_by: str,
    now: datetime,
    document_id: int | None = None,
) -> int:
    """Add the document alone and return its id; see `add_passages` and `add_fingerprints`.

    With `document_id`, the document of that id is replaced, with all that was kept of it but the
    history of its clearances; if there is none, the new one gets that id.
    """
    row = session.get(DocumentRow, document_id) if document_id is not None else None
    before = clearance_of(row) if row is not None else None
    if row is None:
        row = DocumentRow(id=document_id, added_at=now)
        session.add(row)
    else:
        retire_passages(session, row.id, successor=row.id, now=now)
        _forget_contents(session, row.id)
    _describe(row, loaded, path)
    set_clearance_of(row, clearance, by=cleared_by, now=now)
    row.remarks = dump_remarks(loaded.remarks, clearance.classification)
    row.added_at = now
    session.flush()
    add_change(session, row.id, before, clearance, by=cleared_by, now=now)
    return row.id


def _describe(row: DocumentRow, loaded: LoadedDocument, path: str) -> None:
    row.path = path
    for name in ("checksum", "title", "language", "author", "publisher", "url", "licence", "published_on"):
        setattr(row, name, getattr(loaded, name))


def _forget_contents(session: Session, document_id: int) -> None:
    for rows in (PassageRow, FingerprintRow, SecretVectorRow):
        session.execute(delete(rows).where(rows.document_id == document_id))


def prepare_passages(loaded: LoadedDocument) -> list[dict[str, Any]]:
    """The passages with their stems, as `insert_passages` takes them; slow for long documents."""
    return [
        {
            "position": position,
            "text": chunk.text,
            "language": loaded.language,
            "heading": chunk.heading,
            "page": chunk.page,
            "stems": sentence_stems((loaded.title, chunk.heading, chunk.text), loaded.language),
        }
        for position, chunk in enumerate(loaded.chunks)
    ]


def add_passages(session: Session, document_id: int, loaded: LoadedDocument) -> list[int]:
    """Add all passages with their stems; return their ids in order."""
    insert_rows(session, PassageRow, [row | {"document_id": document_id} for row in prepare_passages(loaded)])
    return list_passage_ids(session, document_id)


def insert_passages(
    session: Session, document_id: int, prepared: Sequence[dict[str, Any]], *, ids: Sequence[int]
) -> None:
    """Add prepared passages under reserved ids."""
    rows = [
        row | {"id": identifier, "document_id": document_id}
        for row, identifier in zip(prepared, ids, strict=True)
    ]
    insert_rows(session, PassageRow, rows)


def stem_again(session: Session, document_id: int) -> None:
    """Write the stems of all passages of a document as the code of today makes them."""
    for row, title in session.execute(
        select(PassageRow, DocumentRow.title).join(DocumentRow).where(PassageRow.document_id == document_id)
    ):
        row.stems = sentence_stems((title, row.heading, row.text), row.language)


def list_ids(session: Session) -> list[int]:
    return list(session.scalars(select(DocumentRow.id).order_by(DocumentRow.id)))


def list_passage_ids(session: Session, document_id: int) -> list[int]:
    """In reading order."""
    query = select(PassageRow.id).where(PassageRow.document_id == document_id)
    return list(session.scalars(query.order_by(PassageRow.position)))


def delete_document(
    session: Session, document_id: int, *, now: datetime, successor: int | None = None
) -> list[int]:
    """Delete a document with all that was kept of it; return the ids its passages had.

    Drafts that cite it are referred to its `successor`, which inherits its history.
    """
    if successor is not None:
        move_changes(session, document_id, successor)
    passages = retire_passages(session, document_id, successor=successor or document_id, now=now)
    # Passages and fingerprints go by cascade, and the word index by trigger.
    session.execute(delete(DocumentRow).where(DocumentRow.id == document_id))
    return passages


def delete_passages(session: Session, document_id: int, *, now: datetime) -> list[int]:
    """Forget what a document says, but not that it is there; return the ids its passages had."""
    passages = retire_passages(session, document_id, successor=document_id, now=now)
    session.execute(delete(PassageRow).where(PassageRow.document_id == document_id))
    if row := session.get(DocumentRow, document_id):
        row.remarks = dump_remarks(load_remarks(row.remarks), Classification.CONFIDENTIAL)
    return passages


def get_document(session: Session, document_id: int) -> Document:
    row = session.execute(_documents().where(DocumentRow.id == document_id)).first()
    if row is None:
        raise NotFound("There is no such source.")
    return _document(row)


def get_document_in_force(session: Session, document_id: int, scope: Scope) -> Document:
    """A document that may be cited; any other is reported as missing, even by its title."""
    row = session.execute(_documents().where(DocumentRow.id == document_id, *in_scope(scope))).first()
    if row is None:
        raise NotFound("This source is not here, or no longer in force.")
    return _document(row)


def list_documents(session: Session, *, limit: int = MOST_LISTED) -> list[Document]:
    """All documents, whatever their clearance, newest first."""
    return list_where(session, limit=limit)


def list_where(
    session: Session, *conditions: ColumnElement[bool], offset: int = 0, limit: int
) -> list[Document]:
    """Documents that fulfil all conditions, whatever their clearance, newest first."""
    query = _documents().where(*conditions).order_by(*NEWEST).offset(offset).limit(limit)
    return [_document(row) for row in session.execute(query)]


def list_those(session: Session, ids: Sequence[int]) -> list[Document]:
    """The documents of these ids, whatever their clearance, newest first."""
    return list_where(session, DocumentRow.id.in_(ids), limit=len(ids))


def list_documents_in_force(session: Session, scope: Scope, *, limit: int = MOST_LISTED) -> list[Document]:
    """Documents that may be cited, newest first."""
    return list_where(session, *in_scope(scope), limit=limit)


def find_same(session: Session, *, path: str, checksum: str) -> list[Document]:
    """The document last read from `path` comes first, then those with the same bytes."""
    query = _documents().where(or_(DocumentRow.path == path, DocumentRow.checksum == checksum))
    return [
        _document(row) for row in session.execute(query.order_by(DocumentRow.path != path, DocumentRow.id))
    ]


def count_documents(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(DocumentRow)) or 0


def list_passages(session: Session, document_id: int) -> list[Passage]:
    """The passages of one document in reading order, whatever its clearance."""
    query = _passages().where(PassageRow.document_id == document_id)
    return [_passage(row) for row in session.execute(query.order_by(PassageRow.position))]


def list_any_passages(session: Session, ids: Collection[int]) -> list[Passage]:
    """The passages among `ids`, whatever their clearance, in order of id."""
    query = _passages().where(PassageRow.id.in_(ids)).order_by(PassageRow.id)
    return [_passage(row) for row in session.execute(query)]


def list_public_passage_ids(session: Session) -> set[int]:
    """What the vector index must hold: passages of public documents, in force or not."""
    query = select(PassageRow.id).join(DocumentRow).where(DocumentRow.classification == Classification.PUBLIC)
    return set(session.scalars(query))


def document_version(session: Session) -> tuple[int, ...]:
    """Changes whenever a document comes, goes, is replaced or cleared anew.

    Each of these but going leaves a change of clearance, and ids are never used again.
    """
    found = session.execute(select(*version_columns())).one()
    return tuple(value or 0 for value in found)


def version_columns() -> list[ScalarSelect[int]]:
    """What `document_version` consists of, for whoever asks for more at once."""
    values = (func.count(DocumentRow.id), func.max(DocumentRow.id), func.max(ClearanceRow.id))
    return [select(value).scalar_subquery() for value in values]


def in_scope(scope: Scope) -> list[ColumnElement[bool]]:
    """The conditions on a document to be retrieved; the same for every query that retrieves."""
    conditions = [
        DocumentRow.classification == Classification.PUBLIC,
        DocumentRow.cleared_at.is_not(None),
        or_(DocumentRow.embargo_until.is_(None), DocumentRow.embargo_until <= scope.now),
        or_(DocumentRow.valid_until.is_(None), DocumentRow.valid_until > scope.now),
    ]
    if scope.origins is not None:
        conditions.append(DocumentRow.origin.in_(scope.origins))
    if scope.document_id is not None:
        conditions.append(DocumentRow.id == scope.document_id)
    return conditions


def load_passages(session: Session, ids: Collection[int], scope: Scope) -> list[Passage]:
    """The passages among `ids` that are in scope, in no particular order."""
    query = _passages().where(PassageRow.id.in_(ids), *in_scope(scope))
    return [_passage(row) for row in session.execute(query)]


def _passages() -> Select[PassageRow, DocumentRow]:
    return select(PassageRow, DocumentRow).join(DocumentRow, DocumentRow.id == PassageRow.document_id)


def _passage(found: Row[PassageRow, DocumentRow]) -> Passage:
    row, document = found
    return Passage(
        id=row.id,
        document_id=document.id,
        text=row.text,
        language=row.language,
        title=document.title,
        publisher=document.publisher,
        url=document.url,
        heading=row.heading,
        page=row.page,
        published_on=document.published_on,
        origin=Origin(document.origin),
        licence=document.licence,
    )


NEWEST = (
    func.coalesce(DocumentRow.published_on, func.date(DocumentRow.added_at)).desc(),
    DocumentRow.id.desc(),
)


def _documents() -> Select[DocumentRow, int]:
    passages = (
        select(func.count())
        .where(PassageRow.document_id == DocumentRow.id)
        .correlate(DocumentRow)
        .scalar_subquery()
    )
    return select(DocumentRow, passages)


def _document(found: Row[DocumentRow, int]) -> Document:
    row, passages = found
    return Document(
        id=row.id,
        path=row.path,
        checksum=row.checksum,
        title=row.title,
        language=row.language,
        author=row.author,
        publisher=row.publisher,
        url=row.url,
        licence=row.licence,
        published_on=row.published_on,
        clearance=clearance_of(row),
        cleared_by=row.cleared_by,
        cleared_at=row.cleared_at,
        added_at=row.added_at,
        passages=passages,
        remarks=load_remarks(row.remarks),
    )
