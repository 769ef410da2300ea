"""The page of feeds: what is said of each, adding one, letting go of it."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.workflows.add_feed import list_feed_health
from tests.app.web.conftest import Site, Visitor
from tests.support.feed_pages import feed_answer, item, rss
from tests.support.web_server import WebServer, answer, serving


@pytest.fixture
def web() -> Iterator[WebServer]:
    with serving() as server:
        yield server


@pytest.fixture
def reviewer(data_dir: Path, web: WebServer) -> Iterator[Visitor]:
    with Site.open(data_dir, trusted_hosts=f"127.0.0.1:{web.port}") as opened:
        yield opened.signed_in("Clémence")


def wait_for(visitor: Visitor, words: str) -> str:
    for _ in range(300):
        page = visitor.get("/feeds").text
        if words in page:
            return page
        time.sleep(0.05)
    raise AssertionError(f"never said: {words}")


def test_a_feed_is_added_read_and_told_of(reviewer: Visitor, web: WebServer) -> None:
    web.routes["/feed.xml"] = feed_answer(rss(title="Oven News"))

    page = reviewer.post(
        "/feeds",
        url=web.url("/feed.xml"),
        publisher="The Oven Institute",
        licence="CC BY 4.0",
        language="en",
    ).text

    assert "Oven News" in page
    assert "The Oven Institute" in page
    assert "CC BY 4.0" in page
    assert "Bien lu" in wait_for(reviewer, "Bien lu")


def test_a_feed_that_fails_says_why_in_words(reviewer: Visitor, web: WebServer) -> None:
    web.routes["/feed.xml"] = feed_answer(rss(title="Oven News"))
    reviewer.post("/feeds", url=web.url("/feed.xml"))
    wait_for(reviewer, "Bien lu")

    web.routes["/feed.xml"] = answer(status="404 Not Found")
    asked = reviewer.post("/feeds/1/refresh")

    assert "asked=1" in asked.url.query.decode()
    page = wait_for(reviewer, "un échec")
    assert "Il n’y a rien à cette adresse." in page
    assert "bien lu pour la dernière fois" in page


@pytest.mark.parametrize("address", ["", "not an address", "http://127.0.0.1:1/", "ftp://example.com/x"])
def test_an_address_that_is_no_feed_is_asked_again(reviewer: Visitor, address: str) -> None:
    refused = reviewer.post("/feeds", url=address, publisher="The Oven Institute")

    assert refused.status_code == 422
    assert 'id="error"' in refused.text
    assert "The Oven Institute" in refused.text


def test_a_feed_is_added_once(reviewer: Visitor, web: WebServer) -> None:
    web.routes["/feed.xml"] = feed_answer(rss(title="Oven News"))
    reviewer.post("/feeds", url=web.url("/feed.xml"))

    assert reviewer.post("/feeds", url=web.url("/feed.xml")).status_code == 409


@pytest.mark.parametrize("documents", ["", "too"])
def test_a_feed_is_let_go_of(reviewer: Visitor, web: WebServer, documents: str) -> None:
    web.routes["/feed.xml"] = feed_answer(rss(item("Rye at night", "/rye"), title="Oven News"))
    reviewer.post("/feeds", url=web.url("/feed.xml"))
    wait_for(reviewer, "Bien lu")

    page = reviewer.post("/feeds/1/remove", documents=documents).text

    assert "Oven News" not in page
    assert list_feed_health(reviewer.client.app.state.services) == []


@pytest.mark.parametrize("action", ["refresh", "remove"])
def test_a_feed_that_is_gone_is_missing(reviewer: Visitor, action: str) -> None:
    assert reviewer.post(f"/feeds/99/{action}").status_code == 404


def test_an_address_without_its_beginning_is_understood(reviewer: Visitor) -> None:
    page = reviewer.post("/feeds", url="news.example.invalid/feed").text

    assert "news.example.invalid" in page
    assert "Il n’existe pas de site" in page


def test_a_row_asks_until_its_feed_was_visited(
    reviewer: Visitor, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.routes["/feed.xml"] = feed_answer(rss(title="Oven News"))
    reviewer.post("/feeds", url=web.url("/feed.xml"))
    wait_for(reviewer, "Bien lu")
    services = reviewer.client.app.state.services
    with monkeypatch.context() as nobody_works:
        nobody_works.setattr(services.jobs, "enqueue", lambda *_args, **_more: None)
        asked = reviewer.post("/feeds/1/refresh")
    row = f"/feeds/1/row?{asked.url.query.decode()}"
    assert "En cours de lecture" in asked.text
    assert "hx-trigger" in reviewer.get(row).text

    web.routes["/feed.xml"] = answer(status="404 Not Found")
    reviewer.post("/feeds/1/refresh")
    wait_for(reviewer, "un échec")

    assert "hx-trigger" not in reviewer.get(row).text
    assert "Il n’y a rien à cette adresse." in reviewer.get(row).text
    assert reviewer.get("/feeds/99/row").status_code == 404
