"""Voice interviews, and the posts written in them; every query is one author's own."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.interview import Answers
from app.domain.people import Language, PersonId
from app.domain.posts import PostSource
from app.store.tables import InterviewRow, PostRow
from guardrails.authenticity.voice.priors import Prior

SOURCE: PostSource = "interview"


def get_answers(session: Session, *, language: Language, author_id: PersonId, lock: bool = False) -> Answers:
    """What was answered so far; empty where nothing was. `lock` as for a draft."""
    query = select(InterviewRow).where(InterviewRow.author_id == author_id, InterviewRow.language == language)
    row = session.scalar(query.with_for_update() if lock else query)
    return Answers(language, dict(row.chosen), dict(row.written)) if row else Answers(language)


def save_answers(session: Session, answers: Answers, *, author_id: PersonId, now: datetime) -> None:
    session.merge(
        InterviewRow(
            author_id=author_id,
            language=answers.language,
            chosen=dict(answers.chosen),
            written=dict(answers.written),
            updated_at=now,
        )
    )


def list_priors(session: Session, *, language: Language, author_id: PersonId) -> tuple[Prior, ...]:
    """The phrasings that the author preferred."""
    return get_answers(session, language=language, author_id=author_id).priors


def list_texts(session: Session, answers: Answers, *, author_id: PersonId) -> dict[str, str]:
    """The posts written in an interview, by prompt; those that were removed since are left out."""
    rows = session.scalars(
        select(PostRow).where(PostRow.author_id == author_id, PostRow.id.in_(answers.written.values()))
    )
    texts = {row.id: row.text for row in rows}
    return {prompt: texts[post_id] for prompt, post_id in answers.written.items() if post_id in texts}


def keep_text(session: Session, post_id: int, text: str, *, language: str, author_id: PersonId) -> int:
    """Keep a post written in an interview in the place of the one it replaces; return its id.

    A post that the author brought already is theirs already: it is taken as it is.
    """
    known = session.scalar(select(PostRow).where(PostRow.author_id == author_id, PostRow.text == text))
    if known is not None:
        if known.id != post_id:
            drop_text(session, post_id, author_id=author_id)
        return known.id
    row = session.scalar(
        select(PostRow).where(PostRow.author_id == author_id, PostRow.id == post_id, PostRow.source == SOURCE)
    )
    if row is None:
        row = PostRow(author_id=author_id, text=text, language=language, posted_on=None, source=SOURCE)
        session.add(row)
    row.text, row.language = text, language
    session.flush()
    return row.id


def drop_text(session: Session, post_id: int, *, author_id: PersonId) -> None:
    """Remove a post that was written in an interview; one brought otherwise stays."""
    session.execute(
        delete(PostRow).where(PostRow.author_id == author_id, PostRow.id == post_id, PostRow.source == SOURCE)
    )


def delete_interview(session: Session, *, language: Language, author_id: PersonId) -> None:
    """Forget the choices and the posts written in an interview."""
    answers = get_answers(session, language=language, author_id=author_id)
    for post_id in answers.written.values():
        drop_text(session, post_id, author_id=author_id)
    session.execute(
        delete(InterviewRow).where(InterviewRow.author_id == author_id, InterviewRow.language == language)
    )
