"""What asking models took: each call by itself, and how a draft was made, for its author alone."""

from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.model_calls import MICRO, NO_TRACE, Spent, Trace, TraceStep, UsedCall
from app.domain.people import PersonId
from app.store.model_usage import SUMS, spent_of
from app.store.tables import DraftRow, DraftTraceRow, ModelCallRow, PersonRow

STEPS = TypeAdapter(tuple[TraceStep, ...])


def add_call(session: Session, call: UsedCall) -> None:
    """Keep a call; a draft or an author who went while it was under way is not named."""
    author = _still_there(session, PersonRow.id, call.account.author_id)
    draft = _still_there(session, DraftRow.id, call.account.draft_id)
    session.add(
        ModelCallRow(
            at=call.at,
            purpose=call.purpose,
            endpoint=call.endpoint[:200],
            model=call.model[:200],
            prompt_ref=call.prompt_ref[:100],
            tokens_in=call.tokens_in,
            tokens_out=call.tokens_out,
            estimated=call.estimated,
            cost=None if call.cost is None else round(call.cost * MICRO),
            seconds=call.seconds,
            outcome=call.outcome[:50],
            author_id=author,
            draft_id=draft,
        )
    )


def spent_between(session: Session, since: datetime, until: datetime) -> Spent:
    """All that was asked from `since` on and before `until`, for whomever."""
    return _spent(session, ModelCallRow.at >= since, ModelCallRow.at < until)


def spent_on_draft(session: Session, draft_id: int, *, author_id: PersonId) -> Spent:
    """What one of the author's own drafts took since it was begun."""
    return _spent(session, ModelCallRow.draft_id == draft_id, ModelCallRow.author_id == author_id)


def spent_by_author(session: Session, since: datetime, until: datetime, *, author_id: PersonId) -> Spent:
    return _spent(
        session,
        ModelCallRow.author_id == author_id,
        ModelCallRow.at >= since,
        ModelCallRow.at < until,
    )


def save_trace(session: Session, draft_id: int, trace: Trace, *, now: datetime) -> None:
    """In the place of an earlier one: it tells of the drafts that are on offer."""
    row = session.get(DraftTraceRow, draft_id)
    if row is None:
        row = DraftTraceRow(draft_id=draft_id)
        session.add(row)
    row.steps = STEPS.dump_python(trace.steps, mode="json")
    row.made_at = now


def get_trace(session: Session, draft_id: int, *, author_id: PersonId) -> Trace:
    """Nothing for a draft that was never written, or that is somebody else's."""
    query = (
        select(DraftTraceRow.steps)
        .join(DraftRow, DraftRow.id == DraftTraceRow.draft_id)
        .where(DraftTraceRow.draft_id == draft_id, DraftRow.author_id == author_id)
    )
    steps = session.scalar(query)
    return NO_TRACE if steps is None else Trace(STEPS.validate_python(steps))


def _still_there(session: Session, column: InstrumentedAttribute[int], number: int | None) -> int | None:
    """The id, if its row is there, and then until the transaction ends."""
    if number is None:
        return None
    return session.scalar(select(column).where(column == number).with_for_update(read=True, key_share=True))


def _spent(session: Session, *conditions: ColumnElement[bool]) -> Spent:
    return spent_of(session.execute(select(*SUMS).where(*conditions)).one())
