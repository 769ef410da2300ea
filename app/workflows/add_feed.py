"""Adding a feed, asking it sooner, and letting go of it."""

from datetime import timedelta
from urllib.parse import urlsplit

from app.domain.feeds import EVERY_MINUTES, Feed, FeedHealth, explain
from app.errors import BadInput, NotReady
from app.services import Services
from app.store import feeds
from app.workflows.delete_document import delete_document
from knowledge_base.feeds import Feed as ReadFeed
from knowledge_base.feeds import find_feeds, read_feed
from knowledge_base.fetching import FEED, Fetched, FetchFailed, Trouble, fetch
from knowledge_base.language import LANGUAGES
from knowledge_base.passages import Origin

REFRESH = "feed.refresh"
SHORTEST_WAIT = 15
LONGEST_WAIT = int(timedelta(days=7).total_seconds()) // 60
_MOST_FOUND = 3  # feeds tried of those a page names


def add_feed(
    services: Services,
    url: str,
    *,
    added_by: str,
    name: str = "",
    publisher: str = "",
    licence: str = "",
    language: str = "",
    every_minutes: int = EVERY_MINUTES,
    origin: Origin = Origin.INDUSTRY,
) -> Feed:
    """Read the feed once to be sure of it, then add it; its entries come with its first refresh.

    `url` may be a page that names its feed. What is left empty is taken from the feed itself,
    for `language` ("fr" or "en") entry by entry. Raises BadInput with a sentence on what is
    wrong with the address, NotReady when the feed is here already.
    """
    if language and language not in LANGUAGES:
        raise BadInput("A feed is in French (fr) or in English (en); leave it empty when it is in both.")
    if not SHORTEST_WAIT <= every_minutes <= LONGEST_WAIT:
        raise BadInput(
            "A feed is read every %(shortest)s minutes at most, and every %(longest)s at least.",
            shortest=SHORTEST_WAIT,
            longest=LONGEST_WAIT,
        )
    address, about = read_feed_at(services, url)
    now = services.clock()
    title = name.strip() or about.title or urlsplit(address).netloc
    feed = Feed(
        id=0,
        url=address,
        name=title[:300],
        publisher=publisher.strip()[:300] or about.title or title,
        licence=licence.strip()[:300] or about.licence,
        language=language,
        origin=origin,
        every_minutes=every_minutes,
        added_by=added_by,
        added_at=now,
        next_due=now,
    )
    with services.sessions.begin() as session:
        if feeds.find_feed_by_url(session, address):
            raise NotReady("This feed is here already.")
        return feeds.get_feed(session, feeds.add_feed(session, feed))


def ask_for_refresh(services: Services, feed_id: int) -> Feed:
    """Queue a visit now. Raises NotFound."""
    with services.sessions() as session:
        feed = feeds.get_feed(session, feed_id)
    services.jobs.enqueue(REFRESH, feed_id=feed_id)
    return feed


def remove_feed(services: Services, feed_id: int, *, with_documents: bool = False) -> int:
    """Let go of a feed; its documents stay unless asked otherwise. Return how many went. Raises NotFound."""
    with services.sessions.begin() as session:
        feeds.get_feed(session, feed_id)
        documents = feeds.list_document_ids(session, feed_id) if with_documents else []
        feeds.delete_feed(session, feed_id)
    for document_id in documents:
        delete_document(services, document_id)
    return len(documents)


def list_feed_health(services: Services) -> list[FeedHealth]:
    """All feeds by name: when each was last read, what went wrong, what came of it, when it is next."""
    with services.sessions() as session:
        return feeds.list_feed_health(session)


def read_feed_at(services: Services, url: str) -> tuple[str, ReadFeed]:
    """Return the feed’s own address with what it says; `url` may be a page that names it. Raises BadInput."""
    try:
        fetched = fetch(url, policy=services.fetch_policy, accept=FEED)
        return _read_or_find(services, fetched)
    except FetchFailed as error:
        raise explain(error.trouble, error.params) from error


def _read_or_find(services: Services, fetched: Fetched) -> tuple[str, ReadFeed]:
    try:
        return fetched.url, read_feed(fetched, now=services.clock())
    except FetchFailed as error:
        if error.trouble is not Trouble.NO_FEED:
            raise
        refusal = error
    for address in find_feeds(fetched)[:_MOST_FOUND]:
        try:
            found = fetch(address, policy=services.fetch_policy, accept=FEED)
            return found.url, read_feed(found, now=services.clock())
        except FetchFailed as error:
            refusal = error
    raise refusal
