"""What a company's authors have brought, to be counted together and never read: for the measure of voices."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.people import Language, PersonId
from app.store.tables import PostRow


@dataclass(frozen=True, slots=True)
class CrowdStamp:
    """Changes whenever a post is added or deleted: identifiers are never given twice."""

    posts: int
    newest: int


def crowd_stamp(session: Session) -> CrowdStamp:
    posts, newest = session.execute(select(func.count(PostRow.id), func.max(PostRow.id))).one()
    return CrowdStamp(posts, newest or 0)


def crowd_posts(
    session: Session, *, language: Language, people: int, each: int, fewest: int
) -> dict[PersonId, list[str]]:
    """The newest `each` posts of at most `people` authors who have `fewest` or more in a language.

    For counting only: the texts leave no trace but sums over all of them.
    """
    mine = PostRow.language == language
    authors = session.scalars(
        select(PostRow.author_id)
        .where(mine)
        .group_by(PostRow.author_id)
        .having(func.count(PostRow.id) >= fewest)
        .order_by(func.max(PostRow.id).desc())
        .limit(people)
    )
    return {PersonId(author): _newest(session, PersonId(author), language, each) for author in authors.all()}


def _newest(session: Session, author_id: PersonId, language: Language, most: int) -> list[str]:
    newest = select(PostRow.text).where(PostRow.author_id == author_id, PostRow.language == language)
    return list(session.scalars(newest.order_by(PostRow.id.desc()).limit(most)))
