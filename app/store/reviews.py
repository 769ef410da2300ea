"""What was said between authors and reviewers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.people import PersonId
from app.domain.reviews import ReviewAction, ReviewEvent
from app.store.tables import ReviewEventRow


def add_review_event(session: Session, event: ReviewEvent) -> None:
    session.add(
        ReviewEventRow(
            draft_id=event.draft_id,
            actor_id=event.actor_id,
            action=event.action,
            text_hash=event.text_hash,
            note=event.note,
            at=event.at,
        )
    )


def list_review_events(session: Session, draft_id: int) -> list[ReviewEvent]:
    rows = session.scalars(
        select(ReviewEventRow).where(ReviewEventRow.draft_id == draft_id).order_by(ReviewEventRow.id)
    )
    return [
        ReviewEvent(
            draft_id=row.draft_id,
            actor_id=PersonId(row.actor_id),
            action=ReviewAction(row.action),
            text_hash=row.text_hash,
            note=row.note,
            at=row.at,
        )
        for row in rows
    ]
