"""Bringing past posts as samples of a voice, and taking them away: look first, then keep."""

from collections.abc import Iterable
from datetime import date

from app.domain.people import PersonId
from app.domain.post_archives import LONGEST_POST, SHORTEST_POST, ImportPreview, read_pasted, read_shares_csv
from app.domain.posts import Post, PostSource
from app.errors import BadInput
from app.services import Services
from app.store import posts
from knowledge_base.language import detect_language


def preview_posts(*, text: str, archive: bytes) -> ImportPreview:
    """What would be kept and dropped, and why. Nothing is stored, the archive never is."""
    if archive:
        return read_shares_csv(archive, detect=detect_language)
    if not text.strip():
        raise BadInput("Choose your Shares.csv, or paste a few of your posts.")
    return read_pasted(text, detect=detect_language)


def keep_posts(
    services: Services, entries: Iterable[tuple[str, str]], *, source: PostSource, author_id: PersonId
) -> int:
    """Keep the (text, ISO date or "") pairs that the author confirmed; return how many were new."""
    kept = [
        Post(text.replace("\r\n", "\n"), detect_language(text), _day(posted_on), source)
        for text, posted_on in entries
        if len(text.strip()) >= SHORTEST_POST and len(text) <= LONGEST_POST
    ]
    with services.sessions.begin() as session:
        return posts.add_posts(session, kept, author_id=author_id, source=source)


def delete_post(services: Services, post_id: int, *, author_id: PersonId) -> None:
    with services.sessions.begin() as session:
        posts.delete_post(session, post_id, author_id=author_id)
    services.voices.forget(author_id)


def delete_posts(services: Services, *, author_id: PersonId) -> None:
    """Forget the whole voice."""
    with services.sessions.begin() as session:
        posts.delete_posts(session, author_id=author_id)
    services.voices.forget(author_id)


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
