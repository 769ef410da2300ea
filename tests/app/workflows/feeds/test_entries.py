"""What becomes of the entries of a feed."""

from typing import Any

import pytest

from app.store import documents
from app.workflows.ingest_url import ingest_url
from app.workflows.refresh_feeds import refresh_feed
from knowledge_base.passages import Classification, Clearance, Origin
from tests.support.feed_pages import FOURS, OVENS, SHIPS, article_page, item
from tests.support.feeds import add, health, kept
from tests.support.web_server import WebServer, answer, redirect


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
