"""Visiting feeds: what is read again, what is forgotten, and when the next visit is."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.domain.feeds import Feed
from app.errors import NotReady, Unavailable
from app.store import feeds
from app.store.tables import FeedEntryRow
from app.workflows.add_feed import remove_feed
from app.workflows.delete_document import delete_document
from app.workflows.refresh_feeds import LEASE, refresh_due_feeds, refresh_feed, refresh_feed_job
from app.workflows.visit_feed import FORGOTTEN_AFTER, MOST_PER_VISIT
from knowledge_base.passages import Classification, Clearance, Origin
from tests.support.feed_pages import OVENS, SHIPS, feed_answer, item, rss
from tests.support.feeds import add, health, kept
from tests.support.web_server import WebServer, answer


def test_reading_a_feed_again_reads_no_entry_again(services: Any, server: WebServer) -> None:
    feed = add(services, server, item("A", "/a", text=OVENS))
    refresh_feed(services, feed.id)
    asked = len(server.requests)

    visit = refresh_feed(services, feed.id)

    assert (visit.added, visit.replaced, len(server.requests) - asked) == (0, 0, 1)


def test_a_feed_that_did_not_change_is_not_read_again(services: Any, server: WebServer) -> None:
    feed = add(services, server)
    server.routes["/feed"] = feed_answer(rss(), ETag='"1"', Last_Modified="Mon, 23 Nov 2026 00:00:00 GMT")
    refresh_feed(services, feed.id)
    server.routes["/feed"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"

    visit = refresh_feed(services, feed.id)

    assert (visit.changed, visit.error, visit.feed.etag) == (False, None, '"1"')
    assert 'If-None-Match: "1"' in server.requests[-1]
    assert "If-Modified-Since: Mon, 23 Nov 2026 00:00:00 GMT" in server.requests[-1]


def test_an_edited_story_replaces_the_one_before(services: Any, server: WebServer) -> None:
    feed = add(services, server, item("A", "/a", text=OVENS))
    refresh_feed(services, feed.id)
    server.routes["/feed"] = feed_answer(rss(item("A", "/a", text=OVENS.replace("eleven", "twelve"))))

    visit = refresh_feed(services, feed.id)

    assert (visit.replaced, len(kept(services)), health(services).entries_kept) == (1, 1, 1)


def test_a_clearance_somebody_changed_survives_an_edited_story(services: Any, server: WebServer) -> None:
    feed = add(services, server, item("A", "/a", text=OVENS))
    refresh_feed(services, feed.id)
    internal = Clearance(Origin.INDUSTRY, Classification.INTERNAL)
    (before,) = kept(services)
    with services.sessions.begin() as session:
        from app.store.tables import DocumentRow

        session.get(DocumentRow, before.id).classification = internal.classification
    server.routes["/feed"] = feed_answer(rss(item("A", "/a", text=OVENS.replace("eleven", "twelve"))))

    refresh_feed(services, feed.id)

    (after,) = kept(services)
    assert after.clearance == internal


def test_what_somebody_deleted_does_not_come_back(services: Any, server: WebServer) -> None:
    feed = add(services, server, item("A", "/a", text=OVENS))
    refresh_feed(services, feed.id)
    (document,) = kept(services)

    delete_document(services, document.id)
    refresh_feed(services, feed.id)

    assert (kept(services), health(services).entries_kept) == ([], 0)


def known_entries(services: Any, feed: Feed) -> int:
    with services.sessions() as session:
        return session.scalar(
            select(func.count()).select_from(FeedEntryRow).where(FeedEntryRow.feed_id == feed.id)
        )


def test_what_a_feed_lists_no_more_is_forgotten_in_time(services: Any, server: WebServer) -> None:
    feed = add(services, server, item("A", text="Too short."), item("B", text="Too little."))
    refresh_feed(services, feed.id)
    assert known_entries(services, feed) == 2
    server.routes["/feed"] = feed_answer(rss(item("B", text="Too little.")))

    services.now += FORGOTTEN_AFTER
    refresh_feed(services, feed.id)
    assert known_entries(services, feed) == 2

    services.now += timedelta(seconds=1)
    refresh_feed(services, feed.id)
    assert known_entries(services, feed) == 1


def test_what_a_feed_still_lists_is_never_forgotten(services: Any, server: WebServer) -> None:
    feed = add(services, server, item("A", "/a", text=OVENS))
    refresh_feed(services, feed.id)
    delete_document(services, kept(services)[0].id)

    for _ in range(2):
        services.now += FORGOTTEN_AFTER * 2
        refresh_feed(services, feed.id)

    assert kept(services) == []


def test_where_a_document_came_from_is_never_forgotten(services: Any, server: WebServer) -> None:
    feed = add(services, server, item("A", "/a", text=OVENS))
    refresh_feed(services, feed.id)
    server.routes["/feed"] = feed_answer(rss(item("B", text="Too little.")))
    services.now += FORGOTTEN_AFTER * 2

    refresh_feed(services, feed.id)

    assert remove_feed(services, feed.id, with_documents=True) == 1


def test_a_long_feed_is_read_in_several_visits(services: Any, server: WebServer) -> None:
    def story(number: int) -> str:
        words = " ".join(f"word{number}x{n}" for n in range(60))
        return item(f"Story {number}", f"/{number}", text=words)

    feed = add(services, server, *map(story, range(MOST_PER_VISIT + 5)))
    server.routes["/feed"] = feed_answer(rss(*map(story, range(MOST_PER_VISIT + 5))), ETag='"1"')

    first, second = refresh_feed(services, feed.id), refresh_feed(services, feed.id)

    assert (first.added, first.more, first.feed.etag) == (MOST_PER_VISIT, True, "")
    assert first.feed.next_due == services.now + timedelta(minutes=10)
    assert (second.added, second.more, second.feed.etag) == (5, False, '"1"')


def test_a_feed_that_fails_is_asked_less_and_less_often(services: Any, server: WebServer) -> None:
    feed = add(services, server)
    server.routes["/feed"] = answer(status="500 Oh")
    waits = []

    for _ in range(7):
        visit = refresh_feed(services, feed.id)
        waits.append((visit.feed.next_due - services.now) / timedelta(hours=1))

    assert waits == [2, 4, 8, 16, 24, 24, 24]
    assert str(health(services).last_error) == "The site answered with error 500."
    assert health(services).feed.failures == 7


def test_a_feed_that_is_well_again_is_asked_as_before(services: Any, server: WebServer) -> None:
    feed = add(services, server)
    server.routes["/feed"] = answer(status="500 Oh")
    refresh_feed(services, feed.id)
    server.routes["/feed"] = feed_answer(rss())

    after = refresh_feed(services, feed.id).feed

    assert (after.failures, after.trouble, health(services).last_error) == (0, None, None)
    assert (after.last_ok, after.next_due) == (services.now, services.now + timedelta(hours=1))


@pytest.mark.parametrize(
    ("status", "wait", "hours"),
    [("503 Later", "36000", 10), ("429 Slow", "999999", 24), ("410 Gone", "", 24)],
)
def test_a_server_that_asks_for_patience_gets_it(
    services: Any, server: WebServer, status: str, wait: str, hours: int
) -> None:
    feed = add(services, server)
    server.routes["/feed"] = answer(status=status, Retry_After=wait)

    visit = refresh_feed(services, feed.id)

    assert visit.feed.next_due == services.now + timedelta(hours=hours)


def test_only_feeds_that_are_due_are_visited_and_none_stops_the_others(
    services: Any, server: WebServer
) -> None:
    broken = add(services, server, path="/broken")
    good = add(services, server, item("A", "/a", text=OVENS), path="/good")
    server.routes["/broken"] = answer(status="500 Oh")

    first, second = refresh_due_feeds(services), refresh_due_feeds(services)
    services.now += timedelta(hours=1)
    third = refresh_due_feeds(services)

    assert {visit.feed.id for visit in first} == {broken.id, good.id}
    assert (second, [visit.feed.id for visit in third]) == ([], [good.id])


def test_a_feed_is_not_visited_by_two_at_once(services: Any, server: WebServer) -> None:
    feed = add(services, server)
    with services.sessions.begin() as session:
        assert feeds.claim_feed(session, feed.id, now=services.now, lease=LEASE)

    with pytest.raises(NotReady):
        refresh_feed(services, feed.id)
    refresh_feed_job(services, feed.id)
    assert refresh_due_feeds(services) == []

    services.now += LEASE  # whoever held it has died
    assert refresh_feed(services, feed.id).error is None


def test_a_visit_that_breaks_off_loses_nothing_and_is_made_again_soon(
    services: Any, server: WebServer
) -> None:
    feed = add(services, server, item("A", "/a", text=OVENS), item("B", "/b", text=SHIPS))
    services.vectors.broken = True

    with pytest.raises(Unavailable):
        refresh_feed(services, feed.id)
    services.vectors.broken = False
    assert health(services).next_due == services.now + timedelta(minutes=10)

    assert refresh_feed(services, feed.id).added == 2
