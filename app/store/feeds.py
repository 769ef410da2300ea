"""Feeds, and which of their entries were seen."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, delete, func, or_, select, update
from sqlalchemy.orm import Session

from app.domain.feeds import EntryOutcome, Feed, FeedHealth
from app.errors import NotFound
from app.store.tables import DocumentRow, FeedEntryRow, FeedRow, PassageRow
from knowledge_base.fetching import Trouble
from knowledge_base.passages import Classification, Origin

MOST_LISTED = 1_000
FIRST_PASSAGES = 6


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """What is known of an entry: which version was read, and what became of it."""

    version: str
    outcome: EntryOutcome
    document_id: int | None


def add_feed(session: Session, feed: Feed) -> int:
    """Add it and return its id; the one it carries is not looked at."""
    row = FeedRow(
        url=feed.url,
        name=feed.name,
        publisher=feed.publisher,
        licence=feed.licence,
        language=feed.language,
        origin=feed.origin,
        every_minutes=feed.every_minutes,
        added_by=feed.added_by,
        added_at=feed.added_at,
        next_due=feed.next_due,
    )
    session.add(row)
    session.flush()
    return row.id


def get_feed(session: Session, feed_id: int) -> Feed:
    row = session.get(FeedRow, feed_id)
    if row is None:
        raise NotFound("There is no such feed.")
    return _feed(row)


def find_feed_by_url(session: Session, url: str) -> Feed | None:
    row = session.scalar(select(FeedRow).where(FeedRow.url == url))
    return _feed(row) if row else None


def list_feed_health(session: Session, *, limit: int = MOST_LISTED) -> list[FeedHealth]:
    """All feeds by name, with how many of their entries are in the library."""
    kept = (
        select(func.count(FeedEntryRow.document_id))
        .where(FeedEntryRow.feed_id == FeedRow.id)
        .correlate(FeedRow)
        .scalar_subquery()
    )
    rows = session.execute(select(FeedRow, kept).order_by(func.lower(FeedRow.name), FeedRow.id).limit(limit))
    return [FeedHealth(_feed(row), count) for row, count in rows]


def list_due_feeds(session: Session, *, now: datetime, limit: int) -> list[int]:
    """Ids of the feeds whose time has come and that nobody is reading, the longest due first."""
    query = select(FeedRow.id).where(FeedRow.next_due <= now, _free(now)).order_by(FeedRow.next_due)
    return list(session.scalars(query.limit(limit)))


def claim_feed(session: Session, feed_id: int, *, now: datetime, lease: timedelta) -> bool:
    """Keep others off the feed until it is saved, or until the lease ends; False when it is taken."""
    claim = update(FeedRow).where(FeedRow.id == feed_id, _free(now)).values(busy_until=now + lease)
    claimed = session.execute(claim)
    return isinstance(claimed, CursorResult) and claimed.rowcount == 1


def save_visit(session: Session, feed: Feed) -> None:
    """Write down how a visit went, and let go of the feed."""
    session.execute(
        update(FeedRow)
        .where(FeedRow.id == feed.id)
        .values(
            etag=feed.etag,
            last_modified=feed.last_modified,
            next_due=feed.next_due,
            busy_until=None,
            failures=feed.failures,
            last_ok=feed.last_ok,
            trouble=feed.trouble or "",
            trouble_params=dict(feed.trouble_params),
        )
    )


def release_feed(session: Session, feed_id: int, *, next_due: datetime) -> None:
    """Let go of a feed whose visit did not end, and say when to come back."""
    session.execute(update(FeedRow).where(FeedRow.id == feed_id).values(busy_until=None, next_due=next_due))


def delete_feed(session: Session, feed_id: int) -> None:
    """Its entries are forgotten by cascade; the documents they became stay."""
    session.execute(delete(FeedRow).where(FeedRow.id == feed_id))


def find_entries(session: Session, feed_id: int, keys: Collection[str]) -> dict[str, SeenEntry]:
    """What is known of the entries with these keys."""
    query = select(FeedEntryRow).where(FeedEntryRow.feed_id == feed_id, FeedEntryRow.key.in_(keys))
    return {
        row.key: SeenEntry(row.version, EntryOutcome(row.outcome), row.document_id)
        for row in session.scalars(query)
    }


def keep_entry(session: Session, feed_id: int, key: str, seen: SeenEntry, *, now: datetime) -> None:
    """Remember what became of an entry, instead of what was known of it."""
    session.merge(
        FeedEntryRow(
            feed_id=feed_id,
            key=key,
            version=seen.version,
            outcome=seen.outcome,
            document_id=seen.document_id,
            seen_at=now,
        )
    )


def mark_listed(session: Session, feed_id: int, keys: Collection[str], *, now: datetime) -> None:
    """Remember that the feed still lists these entries."""
    listed = update(FeedEntryRow).where(FeedEntryRow.feed_id == feed_id, FeedEntryRow.key.in_(keys))
    session.execute(listed.values(seen_at=now))


def forget_entries(session: Session, feed_id: int, *, unlisted_since: datetime) -> None:
    """Forget entries that the feed has not listed since then, but for those whose document is here.

    What a feed still lists is never forgotten: it would be read anew, and what somebody deleted
    would come back.
    """
    session.execute(
        delete(FeedEntryRow).where(
            FeedEntryRow.feed_id == feed_id,
            FeedEntryRow.seen_at < unlisted_since,
            FeedEntryRow.document_id.is_(None),
        )
    )


def list_document_ids(session: Session, feed_id: int) -> list[int]:
    """The documents that came from a feed and are still in the library."""
    query = select(FeedEntryRow.document_id).where(
        FeedEntryRow.feed_id == feed_id, FeedEntryRow.document_id.is_not(None)
    )
    return [document_id for document_id in session.scalars(query) if document_id is not None]


def list_recent_texts(session: Session, *, since: datetime, limit: int = 300) -> list[tuple[int, str, str]]:
    """(document id, title, beginning of the text) of the public documents that came in since then."""
    newest = (
        select(DocumentRow.id, DocumentRow.title)
        .where(DocumentRow.classification == Classification.PUBLIC, DocumentRow.added_at >= since)
        .order_by(DocumentRow.added_at.desc(), DocumentRow.id.desc())
        .limit(limit)
    )
    titles = {row.id: row.title for row in session.execute(newest)}
    passages = (
        select(PassageRow.document_id, PassageRow.text)
        .where(PassageRow.document_id.in_(titles), PassageRow.position < FIRST_PASSAGES)
        .order_by(PassageRow.document_id, PassageRow.position)
    )
    texts: dict[int, list[str]] = {document_id: [] for document_id in titles}
    for row in session.execute(passages):
        texts[row.document_id].append(row.text)
    return [(document_id, title, "\n".join(texts[document_id])) for document_id, title in titles.items()]


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(FeedRow.busy_until.is_(None), FeedRow.busy_until <= now)


def _feed(row: FeedRow) -> Feed:
    return Feed(
        id=row.id,
        url=row.url,
        name=row.name,
        publisher=row.publisher,
        licence=row.licence,
        language=row.language,
        origin=Origin(row.origin),
        every_minutes=row.every_minutes,
        added_by=row.added_by,
        added_at=row.added_at,
        next_due=row.next_due,
        etag=row.etag,
        last_modified=row.last_modified,
        failures=row.failures,
        last_ok=row.last_ok,
        trouble=Trouble(row.trouble) if row.trouble else None,
        trouble_params=row.trouble_params,
    )
