"""The library as people look through it: filtered, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.domain.documents import Document
from app.store import documents
from app.store.documents import in_scope
from app.store.tables import DocumentRow
from knowledge_base.passages import Classification, Origin, Scope
from knowledge_base.stems import fold


class Force(StrEnum):
    """Whether a public source may be cited at the moment."""

    NOW = "now"
    EMBARGOED = "embargoed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What to look at; None and "" mean all. `title` is words that the title holds."""

    title: str = ""
    classification: Classification | None = None
    origin: Origin | None = None
    language: str = ""
    force: Force | None = None


def list_shelf(
    session: Session, shelf: Shelf, *, now: datetime, offset: int = 0, limit: int = 40
) -> tuple[list[Document], int]:
    """The documents of one page, newest first, and how many there are in all."""
    conditions = _conditions(shelf, now)
    if wanted := fold(shelf.title).split():
        ids = _find_titled(session, wanted, conditions)
        return documents.list_those(session, ids[offset : offset + limit]), len(ids)
    total = session.scalar(select(func.count()).select_from(DocumentRow).where(*conditions)) or 0
    return documents.list_where(session, *conditions, offset=offset, limit=limit), total


def _find_titled(
    session: Session, wanted: Sequence[str], conditions: Sequence[ColumnElement[bool]]
) -> list[int]:
    """Ids, newest first. Databases do not agree on what an accent is, so titles are compared here."""
    query = select(DocumentRow.id, DocumentRow.title).where(*conditions).order_by(*documents.NEWEST)
    return [row.id for row in session.execute(query) if all(word in fold(row.title) for word in wanted)]


def _conditions(shelf: Shelf, now: datetime) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if shelf.classification is not None:
        conditions.append(DocumentRow.classification == shelf.classification)
    if shelf.origin is not None:
        conditions.append(DocumentRow.origin == shelf.origin)
    if shelf.language:
        conditions.append(DocumentRow.language == shelf.language)
    if shelf.force is Force.NOW:
        conditions += in_scope(Scope(now))
    elif shelf.force is Force.EMBARGOED:
        conditions.append(DocumentRow.embargo_until > now)
    elif shelf.force is Force.EXPIRED:
        conditions.append(DocumentRow.valid_until <= now)
    return conditions
