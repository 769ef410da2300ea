"""Adding feeds and taking them away again."""

from typing import Any

import pytest

from app.errors import BadInput, NotFound, NotReady
from app.workflows.add_feed import add_feed, ask_for_refresh, list_feed_health, remove_feed
from app.workflows.refresh_feeds import refresh_feed
from knowledge_base.passages import Origin
from tests.support.feed_pages import OVENS, feed_answer, item, rss
from tests.support.feeds import add, health, kept
from tests.support.web_server import WebServer, answer


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
