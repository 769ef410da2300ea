"""The library as people look through it: filtered, page by page, with how often each source is cited."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.domain.documents import Document
from app.domain.drafts import Stage
from app.store import documents
from app.store.documents import in_scope
from app.store.tables import DocumentRow, DraftRow, PassageRow, RetiredPassageRow
from knowledge_base.passages import Classification, Origin, Scope
from knowledge_base.stems import fold

WITH_COMMS = (Stage.SUBMITTED, Stage.PROPOSED, Stage.APPROVED)


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


@dataclass(frozen=True, slots=True)
class Citing:
    """How many posts rest on a source: shared ones, and those that are with comms."""

    shared: int = 0
    with_comms: int = 0


def list_shelf(
    session: Session, shelf: Shelf, *, now: datetime, offset: int = 0, limit: int = 40
) -> tuple[list[Document], int]:
    """The documents of one page, newest first, and how many there are in all."""
    ids = _find_ids(session, shelf, now)
    return [documents.get_document(session, found) for found in ids[offset : offset + limit]], len(ids)


def count_citing(session: Session, ids: Collection[int]) -> dict[int, Citing]:
    """For each of these documents, what rests on it. Drafts that nobody was shown are not looked at."""
    owners = _owners(session, ids)
    query = select(DraftRow.stage, DraftRow.first_text, DraftRow.proposals, DraftRow.passage_ids)
    counts = dict.fromkeys(ids, Citing())
    for stage, first_text, proposals, passage_ids in session.execute(
        query.where(DraftRow.stage.in_((Stage.SHARED, *WITH_COMMS)))
    ):
        cited = _cited(first_text, proposals, passage_ids)
        for document in {owners[passage] for passage in cited if passage in owners}:
            known = counts[document]
            counts[document] = (
                Citing(known.shared + 1, known.with_comms)
                if stage == Stage.SHARED
                else Citing(known.shared, known.with_comms + 1)
            )
    return counts


def _find_ids(session: Session, shelf: Shelf, now: datetime) -> list[int]:
    newest = func.coalesce(DocumentRow.published_on, func.date(DocumentRow.added_at)).desc()
    query = select(DocumentRow.id, DocumentRow.title).where(*_conditions(shelf, now))
    wanted = fold(shelf.title).split()
    return [
        row.id
        for row in session.execute(query.order_by(newest, DocumentRow.id.desc()))
        # Databases do not agree on what an accent is, so titles are compared here.
        if not wanted or all(word in fold(row.title) for word in wanted)
    ]


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


def _cited(first_text: str, proposals: Iterable[dict[str, Any]], offered: list[int]) -> Iterable[int]:
    """The passages of the proposal that the author started from, or else all that were offered."""
    for proposal in proposals:
        if proposal["text"] == first_text and proposal.get("passage_ids"):
            return list(proposal["passage_ids"])
    return offered


def _owners(session: Session, ids: Collection[int]) -> dict[int, int]:
    """Map passages to these documents, those that were replaced meanwhile too."""
    gone = select(RetiredPassageRow.passage_id, RetiredPassageRow.document_id)
    here = select(PassageRow.id, PassageRow.document_id).where(PassageRow.document_id.in_(ids))
    owners = dict(session.execute(gone.where(RetiredPassageRow.document_id.in_(ids))).all())
    return owners | dict(session.execute(here).all())
