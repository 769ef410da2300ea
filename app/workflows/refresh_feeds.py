"""Refreshing feeds: one at a time, when its time has come or somebody asks, and never two visits at once."""

import logging
from collections.abc import Iterator
from datetime import timedelta

from app.domain.feeds import SOON, explain
from app.errors import AppError, NotReady
from app.services import Services
from app.store import feeds
from app.store.locks import held
from app.workflows.visit_feed import Visit, visit_feed
from knowledge_base.fetching import FetchFailed

logger = logging.getLogger(__name__)

REFRESH_DUE = "feeds.refresh_due"
LEASE = timedelta(minutes=15)  # after which a visit that never ended no longer keeps others off
MOST_DUE = 50  # feeds of one round
_LOCK = "feeds"


def refresh_feed(services: Services, feed_id: int) -> Visit:
    """Visit one feed now. Raises NotFound, and NotReady while it is being visited already.

    What goes wrong with the feed is written down and comes back in `error`. Raises Unavailable
    when nothing can be kept now; the feed is then visited again soon.
    """
    now = services.clock()
    with services.sessions.begin() as session:
        visit = Visit(feeds.get_feed(session, feed_id))
        if not feeds.claim_feed(session, feed_id, now=now, lease=LEASE):
            raise NotReady("This feed is being read at this moment.")
    try:
        visit.feed = visit_feed(services, visit)
    except FetchFailed as error:
        visit.feed = visit.feed.failed(error, now=now)
        visit.error = explain(error.trouble, error.params)
    except BaseException:  # whatever stopped it must not keep the feed from being read again
        with services.sessions.begin() as session:
            feeds.release_feed(session, feed_id, next_due=now + SOON)
        raise
    with services.sessions.begin() as session:
        feeds.save_visit(session, visit.feed)
    return visit


def refresh_due_feeds(services: Services) -> list[Visit]:
    """Visit the feeds whose time has come; none stops the others.

    One round at a time, whoever asks: a second one would only take a worker from people who wait.
    """
    with held(services.sessions, _LOCK, wait=False) as ours:
        if not ours:
            return []
        with services.sessions() as session:
            due = feeds.list_due_feeds(session, now=services.clock(), limit=MOST_DUE)
        return [visit for feed_id in due for visit in _tried(services, feed_id)]


def refresh_feed_job(services: Services, feed_id: int) -> None:
    """The job: as `refresh_feed`, but a feed that is gone or being read is no failure."""
    list(_tried(services, feed_id))


def _tried(services: Services, feed_id: int) -> Iterator[Visit]:
    try:
        yield refresh_feed(services, feed_id)
    except AppError as error:
        logger.info("a feed was not read", extra={"feed": feed_id, "code": error.code})
    except Exception:  # one feed that breaks its reader must not starve the others
        logger.exception("a feed could not be read", extra={"feed": feed_id})
