"""Adding feeds, visiting them, and what becomes of their entries."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.domain.feeds import Feed, FeedHealth
from app.errors import BadInput, NotFound, NotReady, Unavailable
from app.store import documents, feeds
from app.store.session import Sessions
from app.store.tables import FeedEntryRow
from app.workflows.add_feed import add_feed, ask_for_refresh, list_feed_health, remove_feed
from app.workflows.delete_document import delete_document
from app.workflows.ingest_url import ingest_url
from app.workflows.refresh_feeds import LEASE, refresh_due_feeds, refresh_feed, refresh_feed_job
from app.workflows.visit_feed import FORGOTTEN_AFTER, MOST_PER_VISIT
from knowledge_base.passages import Classification, Clearance, Origin
from tests.support.feed_pages import FOURS, OVENS, SHIPS, article_page, feed_answer, item, rss
from tests.support.library import LibraryServices
from tests.support.web_server import WebServer, answer, redirect, serving


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serving() as running:
        yield running


@pytest.fixture
def services(sessions: Sessions, server: WebServer) -> Any:
    return LibraryServices(sessions, fetch_policy=server.policy)


def add(services: Any, server: WebServer, *items: str, path: str = "/feed", **more: Any) -> Feed:
    """Serve a feed with these items and add it."""
    server.routes[path] = feed_answer(rss(*items))
    return add_feed(services, server.url(path), added_by="Comms", **more)


def kept(services: Any) -> list[Any]:
    with services.sessions() as session:
        return documents.list_documents(session)


def health(services: Any) -> FeedHealth:
    (only,) = list_feed_health(services)
    return only


def test_a_new_feed_is_due_at_once_and_says_what_it_is(services: Any, server: WebServer) -> None:
    feed = add(services, server, item("A", "/a", text=OVENS))

    assert (feed.name, feed.publisher, feed.url) == ("Oven News", "Oven News", server.url("/feed"))
    assert (feed.origin, feed.added_by, feed.every_minutes) == (Origin.INDUSTRY, "Comms", 60)
    assert feed.next_due == services.now
    assert health(services).last_ok is None


def test_a_feed_is_found_through_the_page_that_names_it(services: Any, server: WebServer) -> None:
    head = '<link rel="alternate" type="application/rss+xml" href="/feed"><title>Blog</title>'
    server.routes["/blog"] = answer(f"<html><head>{head}</head></html>")
    server.routes["/feed"] = feed_answer(rss(item("A", "/a")))

    assert add_feed(services, server.url("/blog"), added_by="Comms").url == server.url("/feed")


def test_the_same_feed_is_not_added_twice(services: Any, server: WebServer) -> None:
    add(services, server)

    with pytest.raises(NotReady):
        add(services, server)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://news.example/", "This is not a web address. It starts with https:// or http://."),
        ("http://127.0.0.1/", "127.0.0.1 leads into a private network. Only the public web is read."),
        (
            "http://a:b@news.example/",
            "This address holds a name or a password. Only public addresses are read.",
        ),
    ],
)
def test_an_address_that_may_not_be_read_is_refused_in_words(services: Any, url: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=r"^" + sentence.replace(".", r"\.") + "$"):
        add_feed(services, url, added_by="Comms")


@pytest.mark.parametrize(
    ("route", "sentence"),
    [
        (answer("<html>Hello</html>"), "There is no RSS or Atom feed at this address."),
        (answer(status="404 Not Found"), "There is nothing at this address."),
        (answer(status="500 Oh"), "The site answered with error 500."),
        (
            answer("x", kind="image/png"),
            "What is at this address cannot be read: it is of the kind image/png.",
        ),
        (
            feed_answer('<!DOCTYPE rss [<!ENTITY a "b">]><rss/>'),
            "This file uses XML in a way that could do harm, so it was not read.",
        ),
    ],
)
def test_what_is_no_feed_is_refused_in_words(
    services: Any, server: WebServer, route: bytes, sentence: str
) -> None:
    server.routes["/feed"] = route

    with pytest.raises(BadInput) as refused:
        add_feed(services, server.url("/feed"), added_by="Comms")

    assert str(refused.value) == sentence
    assert list_feed_health(services) == []


@pytest.mark.parametrize("wrong", [{"language": "de"}, {"every_minutes": 1}, {"every_minutes": 100_000}])
def test_wrong_wishes_are_refused(services: Any, server: WebServer, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        add(services, server, **wrong)


def test_entries_become_documents_with_their_page_s_text(services: Any, server: WebServer) -> None:
    date = "Fri, 20 Nov 2026 10:00:00 GMT"
    feed = add(
        services,
        server,
        item("Old stones", "/a?utm_source=rss", text="Teaser.", date=date),
        licence="CC BY 4.0",
    )
    server.routes["/a?utm_source=rss"] = article_page("Old stones, new oven | Oven News", OVENS)

    visit = refresh_feed(services, feed.id)

    assert (visit.added, visit.error) == (1, None)
    (document,) = kept(services)
    assert (document.title, document.publisher, document.licence) == ("Old stones", "Oven News", "CC BY 4.0")
    assert document.url == server.url("/a?utm_source=rss")
    assert document.path == f"https://127.0.0.1:{server.port}/a"
    assert str(document.published_on) == "2026-11-20"
    assert document.clearance == Clearance(Origin.INDUSTRY, Classification.PUBLIC)
    assert document.cleared_by == "Comms"
    with services.sessions() as session:
        text = " ".join(p.text for p in documents.list_passages(session, document.id))
    assert "nineteen hours" in text
    assert "cookies" not in text


def test_french_entries_are_kept_in_french(services: Any, server: WebServer) -> None:
    feed = add(services, server, item("Un four neuf", "/a", text=FOURS), item("Ovens", "/b", text=OVENS))

    refresh_feed(services, feed.id)

    assert {(document.title, document.language) for document in kept(services)} == {
        ("Un four neuf", "fr"),
        ("Ovens", "en"),
    }


def test_what_was_said_of_a_feed_goes_before_what_it_says(services: Any, server: WebServer) -> None:
    feed = add(
        services, server, item("A", "/a", text=OVENS), publisher="The Guild", language="fr", name="Guild news"
    )

    refresh_feed(services, feed.id)

    (document,) = kept(services)
    assert (document.publisher, document.language, health(services).name) == ("The Guild", "fr", "Guild news")


def test_the_feed_s_own_text_is_taken_when_the_page_cannot_be_had(services: Any, server: WebServer) -> None:
    feed = add(services, server, item("A", "/gone", text=OVENS), item("B", "/image", text=SHIPS))
    server.routes["/image"] = answer("x", kind="image/png")

    visit = refresh_feed(services, feed.id)

    assert (visit.added, [document.title for document in kept(services)]) == (2, ["B", "A"])


def test_a_page_is_left_alone_when_the_feed_holds_the_whole_text(services: Any, server: WebServer) -> None:
    feed = add(
        services, server, item("A", "/a", text=f"<p>{OVENS}</p><p>{SHIPS}</p><p>{FOURS}</p><p>{OVENS}</p>")
    )

    assert refresh_feed(services, feed.id).added == 1
    assert server.asked("/a") == []


def test_an_entry_without_a_link_is_kept_from_its_own_text(services: Any, server: WebServer) -> None:
    feed = add(services, server, item("A", text=OVENS), item("B", "javascript:alert(1)", text=SHIPS))

    assert refresh_feed(services, feed.id).added == 2
    assert {document.url for document in kept(services)} == {""}


def test_an_entry_with_too_little_text_is_passed_over_once_and_for_all(
    services: Any, server: WebServer
) -> None:
    feed = add(services, server, item("A", "/a", text="Teaser."))
    server.routes["/a"] = answer("<html><body><p>Accept our cookies.</p></body></html>")

    first, second = refresh_feed(services, feed.id), refresh_feed(services, feed.id)

    assert (first.without_text, second.without_text, kept(services)) == (1, 0, [])
    assert len(server.asked("/a")) == 1


def test_an_entry_whose_page_fails_for_now_waits_for_the_next_visit(services: Any, server: WebServer) -> None:
    feed = add(services, server, item("A", "/a", text="Teaser."))
    server.routes["/a"] = answer(status="503 Later")

    first = refresh_feed(services, feed.id)
    server.routes["/a"] = article_page("A", OVENS)
    second = refresh_feed(services, feed.id)

    assert (first.added, second.added) == (0, 1)


def test_links_into_the_private_network_are_not_followed(services: Any, server: WebServer) -> None:
    feed = add(
        services,
        server,
        item("A", "http://169.254.169.254/latest/meta-data/", text=OVENS),
        item("B", "/b", text="Teaser."),
    )
    server.routes["/b"] = redirect("http://127.0.0.1:1/")

    visit = refresh_feed(services, feed.id)

    assert (visit.added, visit.without_text, [d.title for d in kept(services)]) == (1, 1, ["A"])


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


@pytest.mark.parametrize(
    ("title", "link", "text"),
    [
        ("Old stones", "http://www.{host}/a/?utm_campaign=other", "Teaser."),
        ("Old stones, new oven", "/elsewhere", f"VALLEY (Agency) – {OVENS}"),
        ("How a mill became a hearth", "/elsewhere", OVENS),
    ],
    ids=["same page", "same title and text", "same text"],
)
def test_a_story_from_two_feeds_is_kept_once(
    services: Any, server: WebServer, title: str, link: str, text: str
) -> None:
    host = f"127.0.0.1:{server.port}"
    server.routes["/a"] = article_page("Old stones, new oven", OVENS)
    first = add(services, server, item("Old stones, new oven", "/a", text=OVENS))
    link = link.replace("www.", "").format(host=host)
    server.routes["/a/?utm_campaign=other"] = server.routes["/a"]
    second = add(services, server, item(title, link, text=text), path="/other")

    refresh_feed(services, first.id)
    visit = refresh_feed(services, second.id)

    assert (visit.added, visit.duplicates, len(kept(services))) == (0, 1, 1)


def test_other_stories_under_the_same_rubric_are_both_kept(services: Any, server: WebServer) -> None:
    feed = add(services, server, item("In brief", "/a", text=OVENS), item("In brief", "/b", text=SHIPS))

    assert refresh_feed(services, feed.id).added == 2


def test_a_page_the_company_added_itself_stays_the_company_s(services: Any, server: WebServer) -> None:
    server.routes["/a"] = article_page("Old stones, new oven", OVENS)
    company = Clearance(Origin.COMPANY, Classification.PUBLIC)
    ingest_url(services, server.url("/a"), clearance=company, cleared_by="Ines")
    feed = add(services, server, item("Old stones, new oven", "/a", text=OVENS))

    visit = refresh_feed(services, feed.id)

    (document,) = kept(services)
    assert (visit.duplicates, document.clearance, document.cleared_by) == (1, company, "Ines")


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


def test_asking_for_a_visit_only_queues_it(services: Any, server: WebServer) -> None:
    feed = add(services, server)

    ask_for_refresh(services, feed.id)

    assert services.jobs.noted == ["feed.refresh"]
    with pytest.raises(NotFound):
        ask_for_refresh(services, feed.id + 1)


@pytest.mark.parametrize("with_documents", [False, True])
def test_a_feed_goes_with_or_without_what_came_from_it(
    services: Any, server: WebServer, with_documents: bool
) -> None:
    feed = add(services, server, item("A", "/a", text=OVENS))
    refresh_feed(services, feed.id)

    removed = remove_feed(services, feed.id, with_documents=with_documents)

    assert (removed, len(kept(services)), list_feed_health(services)) == (
        int(with_documents),
        int(not with_documents),
        [],
    )
    with pytest.raises(NotFound):
        refresh_feed(services, feed.id)


def test_every_kind_of_trouble_has_its_sentence() -> None:
    from app.domain.feeds import explain
    from knowledge_base.fetching import Trouble

    params = {"host": "a.example", "port": 1, "limit": 1, "seconds": 1, "status": 1, "kind": "x"}

    assert all(str(explain(trouble, params)).endswith(".") for trouble in Trouble)
