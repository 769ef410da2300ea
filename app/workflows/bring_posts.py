"""Bringing past posts as samples of a voice, and taking them away: look first, then keep."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import IO

from app.domain.people import Person, PersonId
from app.domain.post_archives import (
    MOST_POSTS,
    Archive,
    ImportPreview,
    Signed,
    open_archive,
    read_entries,
    read_paste,
    sift,
)
from app.domain.posts import Post
from app.errors import BadInput
from app.services import Services
from app.store import posts
from app.workflows.add_feed import read_feed_at
from knowledge_base.language import detect_language, likely_languages, other_language


@dataclass(frozen=True, slots=True)
class Brought:
    """What an author holds out: a file, a feed's address, or pasted text; the first that is there counts.

    `byline` is the name they sign a feed with, when they had to say.
    """

    text: str = ""
    file: IO[bytes] | None = None
    address: str = ""
    byline: str = ""


def preview_posts(services: Services, brought: Brought, *, person: Person) -> ImportPreview:
    """What would be kept and left out, and why. Nothing is stored, an archive never is. Raises BadInput."""
    archive = _open(services, brought, person)
    with services.sessions() as session:
        known = [post.text for _, post in posts.list_posts(session, author_id=person.id)]
    preview = sift(
        archive.found,
        source=archive.source,
        tell=tell_language,
        known=known,
        room=max(0, MOST_POSTS - len(known)),
    )
    if not preview.kept and not preview.left_out:
        raise BadInput("There is no post in this file.")
    return preview


def tell_language(text: str, declared: str) -> str:
    """By the words when they are sure, since networks often declare a mere setting; else as declared.
    "" for a text that is surely in a third language, whatever its source declares.
    """
    if other_language(text):
        return ""
    likely = likely_languages(text)
    return likely[0] if len(likely) == 1 else declared or detect_language(text)


def keep_posts(services: Services, kept: Iterable[Post], *, author_id: PersonId) -> int:
    """Keep the posts that the author confirmed; return how many were new."""
    added = 0
    with services.sessions.begin() as session:
        for source, group in groupby(kept, key=lambda post: post.source):
            added += posts.add_posts(session, group, author_id=author_id, source=source)
    return added


def delete_post(services: Services, post_id: int, *, author_id: PersonId) -> None:
    with services.sessions.begin() as session:
        posts.delete_post(session, post_id, author_id=author_id)
    services.voices.forget(author_id)


def _open(services: Services, brought: Brought, person: Person) -> Archive:
    signed = Signed(brought.byline or person.name, written=bool(brought.byline))
    if brought.file is not None:
        return open_archive(brought.file, signed=signed, now=services.clock())
    if brought.address:
        _, feed = read_feed_at(services, brought.address)
        return Archive("feed", read_entries(feed, name=signed.name, named=signed.written))
    if not brought.text.strip():
        raise BadInput("Choose a file, give your blog’s address, or paste a few of your posts.")
    return Archive("pasted", read_paste(brought.text))
