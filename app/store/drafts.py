"""Drafts, the texts that were set aside, and how far the writing is."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from app.domain.briefs import Answer, Brief, Question
from app.domain.drafts import Draft, Proposal, Stage
from app.domain.people import PersonId
from app.domain.writing_progress import WritingProgress
from app.errors import NotFound
from app.store import voice_rules
from app.store.tables import DraftRow, RevisionRow

BRIEFS = TypeAdapter(Brief)
QUESTIONS = TypeAdapter(tuple[Question, ...])
PROGRESS = TypeAdapter(WritingProgress)
PROPOSALS = TypeAdapter(tuple[Proposal, ...])

# Columns that hold a draft's value as it is.
_AS_THEY_ARE = (
    *("text", "first_text", "revision", "writer", "model", "prompt_ref", "notice"),
    *("reviewer_text", "review_note", "approved_hash", "flags"),
)

ON_A_DESK = (Stage.EDITING, Stage.SUBMITTED, Stage.PROPOSED, Stage.DECLINED)
"""Where a text is its author's, or theirs and comms': no colleague sees it."""

MISSING = "This draft is not here. It may have been deleted."


def add_draft(session: Session, brief: Brief, *, author_id: PersonId, now: datetime) -> Draft:
    row = DraftRow(
        author_id=author_id,
        stage=Stage.ASKING,
        brief=BRIEFS.dump_python(brief, mode="json"),
        created_at=now,
        updated_at=now,
    )
    session.add(row)
    session.flush()
    return _draft(row)


def get_draft(session: Session, draft_id: int, *, author_id: PersonId, lock: bool = False) -> Draft:
    """The author's own draft; somebody else's is reported as missing.

    `lock` keeps others from writing it until the transaction ends; SQLite locks as a whole anyway.
    """
    return _draft(_row(session, DraftRow.id == draft_id, DraftRow.author_id == author_id, lock=lock))


def get_submitted_draft(session: Session, draft_id: int, *, lock: bool = False) -> Draft:
    """A draft a reviewer may see: only while it is submitted and undecided."""
    return _draft(_row(session, DraftRow.id == draft_id, DraftRow.stage == Stage.SUBMITTED, lock=lock))


def get_draft_for_job(session: Session, draft_id: int, *, lock: bool = False) -> Draft:
    """For background jobs, which act for the draft's author."""
    return _draft(_row(session, DraftRow.id == draft_id, lock=lock))


def save_draft(session: Session, draft: Draft, *, now: datetime) -> None:
    """Write all that can change; raises NotFound when the draft was deleted meanwhile."""
    row = _row(session, DraftRow.id == draft.id, DraftRow.author_id == draft.author_id)
    row.brief = BRIEFS.dump_python(draft.brief, mode="json")
    row.questions = QUESTIONS.dump_python(draft.questions, mode="json")
    row.proposals = PROPOSALS.dump_python(draft.proposals, mode="json")
    row.passage_ids = list(draft.passage_ids)
    row.approved_findings = sorted(draft.approved_findings)
    for name in ("stage", "text_hash", *_AS_THEY_ARE):
        setattr(row, name, getattr(draft, name))
    row.updated_at = now


def list_drafts(session: Session, *, author_id: PersonId, limit: int = 50) -> list[Draft]:
    query = (
        select(DraftRow)
        .where(DraftRow.author_id == author_id)
        .order_by(DraftRow.updated_at.desc())
        .limit(limit)
    )
    return [_draft(row) for row in session.scalars(query)]


def list_answers(session: Session, *, author_id: PersonId, drafts_back: int = 12) -> list[Answer]:
    """What the author said, or "", to the questions of their last drafts, newest draft first."""
    query = (
        select(DraftRow.brief)
        .where(DraftRow.author_id == author_id, DraftRow.stage != Stage.ASKING)
        .order_by(DraftRow.created_at.desc(), DraftRow.id.desc())
        .limit(drafts_back)
    )
    return [answer for brief in session.scalars(query) for answer in BRIEFS.validate_python(brief).answers]


def list_submitted_drafts(session: Session, *, except_author: PersonId, limit: int = 50) -> list[Draft]:
    """What waits for a reviewer, longest first; never their own."""
    query = (
        select(DraftRow)
        .where(DraftRow.stage == Stage.SUBMITTED, DraftRow.author_id != except_author)
        .order_by(DraftRow.updated_at)
        .limit(limit)
    )
    return [_draft(row) for row in session.scalars(query)]


def count_submitted_drafts(session: Session, *, except_author: PersonId) -> int:
    query = select(func.count()).select_from(DraftRow)
    waits = query.where(DraftRow.stage == Stage.SUBMITTED, DraftRow.author_id != except_author)
    return session.scalar(waits) or 0


def list_public_texts(session: Session, *, limit: int = 500) -> list[tuple[PersonId, str]]:
    """(author, text) of what has left its author's desk, shared or approved, newest first."""
    query = (
        select(DraftRow.author_id, DraftRow.text)
        .where(DraftRow.stage.in_((Stage.SHARED, Stage.APPROVED)))
        .order_by(DraftRow.updated_at.desc())
        .limit(limit)
    )
    return [(PersonId(author_id), text) for author_id, text in session.execute(query)]


def public_version(session: Session) -> tuple[int, datetime | None]:
    """Changes whenever `list_public_texts` may."""
    query = select(func.count(), func.max(DraftRow.updated_at))
    count, newest = session.execute(query.where(DraftRow.stage.in_((Stage.SHARED, Stage.APPROVED)))).one()
    return count, newest


def list_desks(session: Session, *, limit: int = 500) -> list[tuple[int, PersonId, str]]:
    """(draft, author, hash of the text) of texts that are still their authors' alone, newest first."""
    query = (
        select(DraftRow.id, DraftRow.author_id, DraftRow.text_hash)
        .where(DraftRow.stage.in_(ON_A_DESK), DraftRow.text != "")
        .order_by(DraftRow.updated_at.desc())
        .limit(limit)
    )
    return [(draft, PersonId(author), text_hash) for draft, author, text_hash in session.execute(query)]


def read_for_prints(session: Session, draft_ids: Collection[int]) -> dict[int, str]:
    """The texts of these drafts, for nothing but to make prints of them at once: they are private."""
    query = select(DraftRow.id, DraftRow.text).where(DraftRow.id.in_(draft_ids))
    return {row.id: row.text for row in session.execute(query)}


def list_composing(session: Session) -> list[int]:
    """Drafts whose writing was under way: what a restart takes up again."""
    return list(session.scalars(select(DraftRow.id).where(DraftRow.stage == Stage.COMPOSING)))


def delete_draft(session: Session, draft_id: int, *, author_id: PersonId) -> None:
    """With all that it alone taught; raises NotFound for somebody else's."""
    result = session.execute(delete(DraftRow).where(DraftRow.id == draft_id, DraftRow.author_id == author_id))
    if result.rowcount == 0:  # type: ignore[attr-defined]  # a DELETE answers with a cursor
        raise NotFound(MISSING)
    voice_rules.drop_untaught(session, author_id=author_id)


def set_progress(session: Session, draft_id: int, progress: WritingProgress) -> None:
    row = session.get(DraftRow, draft_id)
    if row is not None:
        row.progress = PROGRESS.dump_python(progress, mode="json")


def get_progress(session: Session, draft_id: int, *, author_id: PersonId) -> WritingProgress:
    row = _row(session, DraftRow.id == draft_id, DraftRow.author_id == author_id)
    return PROGRESS.validate_python(row.progress or {})


def set_text_aside(session: Session, draft_id: int, text: str, *, reason: str, now: datetime) -> None:
    """Keep a text that is about to be replaced. `reason` says by what: "choice", "conflict", "proposal",
    "refused", "action" or "undone".
    """
    if text.strip():
        session.add(RevisionRow(draft_id=draft_id, text=text, reason=reason, saved_at=now))


def list_texts_set_aside(
    session: Session, draft_id: int, *, author_id: PersonId, limit: int = 20
) -> list[tuple[datetime, str, str]]:
    """(when, reason, text), newest first."""
    query = (
        select(RevisionRow)
        .join(DraftRow, DraftRow.id == RevisionRow.draft_id)
        .where(RevisionRow.draft_id == draft_id, DraftRow.author_id == author_id)
        .order_by(RevisionRow.id.desc())
        .limit(limit)
    )
    return [(row.saved_at, row.reason, row.text) for row in session.scalars(query)]


def find_text_before(session: Session, draft_id: int, *, reason: str, author_id: PersonId) -> str | None:
    """The first text that was set aside for this reason; None when none was."""
    query = (
        select(RevisionRow.text)
        .join(DraftRow, DraftRow.id == RevisionRow.draft_id)
        .where(
            RevisionRow.draft_id == draft_id, DraftRow.author_id == author_id, RevisionRow.reason == reason
        )
        .order_by(RevisionRow.id)
        .limit(1)
    )
    return session.scalar(query)


def _row(session: Session, *conditions: ColumnElement[bool], lock: bool = False) -> DraftRow:
    query = select(DraftRow).where(*conditions)
    row = session.scalar(query.with_for_update() if lock else query)
    if row is None:
        raise NotFound(MISSING)
    return row


def _draft(row: DraftRow) -> Draft:
    values: dict[str, Any] = {
        name: getattr(row, name) for name in ("id", "created_at", "updated_at", *_AS_THEY_ARE)
    }
    return Draft(
        author_id=PersonId(row.author_id),
        brief=BRIEFS.validate_python(row.brief),
        stage=Stage(row.stage),
        questions=QUESTIONS.validate_python(row.questions),
        proposals=PROPOSALS.validate_python(row.proposals),
        passage_ids=tuple(row.passage_ids),
        approved_findings=frozenset(row.approved_findings),
        **values,
    )
