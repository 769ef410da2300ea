"""One visit to a feed: what is new in it becomes documents, each story once."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from app.domain.feeds import EntryOutcome, Feed
from app.errors import AppError
from app.services import Services
from app.store import documents, feeds
from app.store.feeds import SeenEntry
from app.workflows.ingest_loaded import Outcome, ingest_loaded, storable
from knowledge_base.feeds import Entry, read_feed
from knowledge_base.fetching import FEED, Conditional, FetchFailed, Trouble, fetch
from knowledge_base.passages import Classification, Clearance, LoadedDocument
from knowledge_base.stories import Story, canonical_url
from knowledge_base.web_documents import described, load_entry, load_page

MOST_PER_VISIT = 25  # new entries; the rest is read a little later
SECONDS_PER_VISIT = 180
_WHOLE_TEXT = 1_000  # characters of a feed's own text that make a look at the page needless
_SAME_STORY_WITHIN = timedelta(days=14)
FORGOTTEN_AFTER = timedelta(days=90)
"""How long an entry is known that its feed lists no more and that left no document here."""
# What may be well again at the next visit; an entry without a text of its own waits for it.
_PASSING = frozenset(
    {Trouble.TIMEOUT, Trouble.UNREACHABLE, Trouble.UNKNOWN_HOST, Trouble.BUSY, Trouble.STATUS, Trouble.BROKEN}
)


@dataclass(slots=True)
class Visit:
    """What came of one visit. `changed` is False when the feed said that nothing did.

    `more` tells that new entries were left for later; `error` is the sentence on what went
    wrong, None when nothing did.
    """

    feed: Feed
    changed: bool = True
    added: int = 0
    replaced: int = 0
    duplicates: int = 0
    without_text: int = 0
    more: bool = False
    error: AppError | None = None


def visit_feed(services: Services, visit: Visit) -> Feed:
    """Read the feed and what is new in it, counting in `visit`; return the feed as it is afterwards.

    Raises FetchFailed when the feed itself cannot be read, Unavailable when nothing can be kept.
    """
    feed = visit.feed
    conditional = Conditional(feed.etag, feed.last_modified)
    fetched = fetch(feed.url, policy=services.fetch_policy, accept=FEED, conditional=conditional)
    now = services.clock()
    if fetched.status == 304:
        visit.changed = False
        return feed.succeeded(now=now, etag=feed.etag, last_modified=feed.last_modified, more=False)
    _read_new(services, visit, read_feed(fetched, now=now).entries)
    return feed.succeeded(now=now, etag=fetched.etag, last_modified=fetched.last_modified, more=visit.more)


def _read_new(services: Services, visit: Visit, entries: tuple[Entry, ...]) -> None:
    reader = _Reader(services, visit)
    ends = time.monotonic() + SECONDS_PER_VISIT
    seen = _recall(services, visit.feed.id, [entry.key for entry in entries])
    new = [entry for entry in entries if entry.key not in seen or seen[entry.key].version != entry.version]
    for entry in new[:MOST_PER_VISIT]:
        if time.monotonic() > ends:
            visit.more = True
            return
        before = seen.get(entry.key)
        reader.read(entry, own=before.document_id if before else None)
    visit.more = len(new) > MOST_PER_VISIT


def _recall(services: Services, feed_id: int, listed: Sequence[str]) -> dict[str, SeenEntry]:
    """What is known of the entries that the feed lists; what it lists no more is forgotten in time."""
    now = services.clock()
    with services.sessions.begin() as session:
        feeds.mark_listed(session, feed_id, listed, now=now)
        feeds.forget_entries(session, feed_id, unlisted_since=now - FORGOTTEN_AFTER)
        return feeds.find_entries(session, feed_id, listed)


@dataclass(slots=True)
class _Reader:
    """Reads new entries one by one; `own` is the document an entry became earlier, if any."""

    services: Services
    visit: Visit
    stories: dict[int, Story] = field(default_factory=dict)
    knows_stories: bool = False

    def read(self, entry: Entry, *, own: int | None) -> None:
        try:
            loaded = self._load(entry)
        except FetchFailed as error:
            if error.trouble not in _PASSING:
                self.visit.without_text += 1
                self._remember(entry, EntryOutcome.NO_TEXT, own)
            return
        feed_place = f"feed:{self.visit.feed.id}:{entry.key}"
        place = storable(canonical_url(loaded.url) if loaded.url else feed_place)
        if self._is_known(loaded, place, own=own):
            self.visit.duplicates += 1
            self._remember(entry, EntryOutcome.DUPLICATE, own)
        else:
            self._keep(entry, loaded, place)

    def _load(self, entry: Entry) -> LoadedDocument:
        """What was said when the feed was added goes before what its entries say."""
        loaded, feed = load_story(self.services, entry), self.visit.feed
        return replace(
            loaded,
            publisher=feed.publisher or loaded.publisher,
            licence=feed.licence or loaded.licence,
            language=feed.language or loaded.language,
        )

    def _keep(self, entry: Entry, loaded: LoadedDocument, place: str) -> None:
        feed = self.visit.feed
        kept = ingest_loaded(
            self.services,
            loaded,
            place=place,
            clearance=Clearance(feed.origin, Classification.PUBLIC),
            cleared_by=feed.added_by,
            keeps_clearance=True,
        )
        if kept.document_id is not None:
            self.stories[kept.document_id] = _story(loaded)
        self.visit.added += kept.outcome is Outcome.ADDED
        self.visit.replaced += kept.outcome is Outcome.REPLACED
        self._remember(entry, EntryOutcome.KEPT, kept.document_id)

    def _is_known(self, loaded: LoadedDocument, place: str, *, own: int | None) -> bool:
        """Whether somebody else brought this page, or the same story from another one."""
        with self.services.sessions() as session:
            same = documents.find_same(session, path=place, checksum=loaded.checksum)
            if not self.knows_stories:
                since = self.services.clock() - _SAME_STORY_WITHIN
                recent = feeds.list_recent_texts(session, since=since)
                self.stories = {document_id: Story.of(title, text) for document_id, title, text in recent}
                self.knows_stories = True
        story = _story(loaded)
        told = (document_id for document_id, known in self.stories.items() if known.is_same(story))
        return any(document_id != own for document_id in (*(document.id for document in same), *told))

    def _remember(self, entry: Entry, outcome: EntryOutcome, document_id: int | None) -> None:
        seen = SeenEntry(entry.version, outcome, document_id)
        with self.services.sessions.begin() as session:
            feeds.keep_entry(session, self.visit.feed.id, entry.key, seen, now=self.services.clock())


def load_story(services: Services, entry: Entry) -> LoadedDocument:
    """The feed's own text when it is whole, else the page's, else what the feed has. Raises FetchFailed."""
    now = services.clock()
    own, refusal = _own_text(services, entry)
    if own and (not entry.url or sum(len(chunk.text) for chunk in own.chunks) >= _WHOLE_TEXT):
        return own
    if entry.url:
        try:
            return described(load_page(fetch(entry.url, policy=services.fetch_policy), now=now), entry)
        except FetchFailed as error:
            refusal = error
    if own:
        return own
    raise refusal or FetchFailed(Trouble.NO_TEXT)


def _own_text(services: Services, entry: Entry) -> tuple[LoadedDocument | None, FetchFailed | None]:
    try:
        return load_entry(entry, now=services.clock()), None
    except FetchFailed as error:
        return None, error


def _story(loaded: LoadedDocument) -> Story:
    return Story.of(loaded.title, "\n".join(chunk.text for chunk in loaded.chunks[: feeds.FIRST_PASSAGES]))
