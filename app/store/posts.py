"""Past posts that authors brought as samples of their voice; every query is one author's own."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, cast

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.people import PersonId
from app.domain.post_archives import MOST_POSTS
from app.domain.posts import Post, PostSource
from app.errors import NotFound
from app.store.tables import PostRow


class Sampled(Protocol):
    """What a post needs to be kept."""

    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def posted_on(self) -> date | None: ...


def add_posts(
    session: Session, posts: Iterable[Sampled], *, author_id: PersonId, source: PostSource = "pasted"
) -> int:
    """Add the posts the author does not have yet; return how many were new."""
    known = set(session.scalars(select(PostRow.text).where(PostRow.author_id == author_id)))
    added = 0
    for post in posts:
        if post.text in known or len(known) >= MOST_POSTS:
            continue
        known.add(post.text)
        added += 1
        session.add(
            PostRow(
                author_id=author_id,
                text=post.text,
                language=post.language,
                posted_on=post.posted_on,
                source=source,
            )
        )
    return added


def list_posts(session: Session, *, author_id: PersonId) -> list[tuple[int, Post]]:
    """(id, post), newest first; posts without a date come last."""
    query = (
        select(PostRow)
        .where(PostRow.author_id == author_id)
        .order_by(PostRow.posted_on.is_(None), PostRow.posted_on.desc(), PostRow.id)
        .limit(MOST_POSTS)
    )
    return [
        (row.id, Post(row.text, row.language, row.posted_on, cast(PostSource, row.source)))
        for row in session.scalars(query)
    ]


def delete_post(session: Session, post_id: int, *, author_id: PersonId) -> None:
    result = session.execute(delete(PostRow).where(PostRow.id == post_id, PostRow.author_id == author_id))
    if result.rowcount == 0:  # type: ignore[attr-defined]  # a DELETE answers with a cursor
        raise NotFound("This post is not here any more.")


def delete_posts(session: Session, *, author_id: PersonId) -> None:
    session.execute(delete(PostRow).where(PostRow.author_id == author_id))
