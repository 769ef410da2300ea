"""Passages that are gone, so that drafts that cite them can hear of it."""

from datetime import datetime

from sqlalchemy import insert, literal, select, update
from sqlalchemy.orm import Session

from app.store.tables import PassageRow, RetiredPassageRow


def retire_passages(session: Session, document_id: int, *, successor: int, now: datetime) -> list[int]:
    """Remember all passages of a document that is about to change or go; return their ids.

    Whoever cites them, or cited what they replaced, is referred to the document `successor`.
    """
    owned = PassageRow.document_id == document_id
    passages = list(session.scalars(select(PassageRow.id).where(owned)))
    session.execute(
        insert(RetiredPassageRow).from_select(
            ["passage_id", "document_id", "retired_at"],
            select(PassageRow.id, literal(successor), literal(now, RetiredPassageRow.retired_at.type)).where(
                owned
            ),
        )
    )
    if successor != document_id:
        earlier = update(RetiredPassageRow).where(RetiredPassageRow.document_id == document_id)
        session.execute(earlier.values(document_id=successor))
    return passages
