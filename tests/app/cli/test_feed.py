"""`tandem feed`, `tandem kb add-url` and `add-sitemap`, as somebody at a terminal sees them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from app.cli import feed, main
from app.errors import BadInput
from app.store.schema import migrate
from app.store.session import Sessions, open_engine
from tests.support.feed_pages import OVENS, SHIPS, article_page, feed_answer, item, rss
from tests.support.library import LibraryServices
from tests.support.web_server import WebServer, answer, serving


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serving() as running:
        running.routes["/feed"] = feed_answer(rss(item("Old stones", "/a", text=OVENS)))
        running.routes["/a"] = article_page("Old stones", OVENS)
        running.routes["/b"] = article_page("Ships", SHIPS)
        yield running


@pytest.fixture(autouse=True)
def services(tmp_path: Path, server: WebServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    engine = open_engine(f"sqlite:///{tmp_path / 'tandem.db'}")
    migrate(engine)
    opened = LibraryServices(Sessions(engine), fetch_policy=server.policy)

    @contextmanager
    def fake_services() -> Iterator[LibraryServices]:
        yield opened

    monkeypatch.setattr(feed, "services", fake_services)
    yield
    engine.dispose()


def tandem(*arguments: str) -> Result:
    return CliRunner().invoke(main.app, arguments)


def as_data(*arguments: str) -> Any:
    return json.loads(tandem(*arguments, "--json").stdout)


def test_a_feed_is_added_listed_read_and_removed(server: WebServer) -> None:
    added = tandem("feed", "add", server.url("/feed"), "--licence", "CC BY 4.0")
    fresh = tandem("feed", "list")
    first = tandem("feed", "refresh")
    again = tandem("feed", "refresh", "1")
    listed = tandem("feed", "list")
    removed = tandem("feed", "remove", "1", "--with-documents")

    assert added.stdout == f"added 1  Oven News  {server.url('/feed')}\n"
    assert "not read yet, 0 kept" in fresh.stdout
    assert first.stdout == "    1  Oven News: 1 added, 0 replaced, 0 known already, 0 without text\n"
    assert (again.exit_code, again.stdout) == (0, "    1  Oven News: nothing new\n")
    assert "read 2026-11-24 09:00, 1 kept, next 2026-11-24 10:00" in listed.stdout
    assert removed.stdout == "removed 1 and 1 documents\n"
    assert tandem("feed", "list").stdout == "There are no feeds.\n"


def test_a_feed_that_fails_says_why(server: WebServer) -> None:
    tandem("feed", "add", server.url("/feed"))
    server.routes["/feed"] = answer(status="500 Oh")

    result = tandem("feed", "refresh")

    assert (result.exit_code, result.stdout) == (1, "    1  The site answered with error 500.\n")
    assert "\n       The site answered with error 500." in tandem("feed", "list").stdout
    assert as_data("feed", "list")[0]["last_error"] == "The site answered with error 500."


def test_what_commands_print_can_be_read_by_programs(server: WebServer) -> None:
    assert as_data("feed", "add", server.url("/feed"))["id"] == 1
    assert as_data("feed", "refresh")[0]["added"] == 1
    assert as_data("feed", "list")[0]["entries_kept"] == 1
    assert as_data("feed", "remove", "1") == {"removed": 1, "documents": 0}


def test_a_page_is_added_by_its_address(server: WebServer) -> None:
    place = f"https://127.0.0.1:{server.port}/a"

    assert (
        tandem("kb", "add-url", server.url("/a")).stdout == f"added      {place}: Old stones (1 passages)\n"
    )
    assert as_data("kb", "add-url", server.url("/a"))["outcome"] == "unchanged"


def test_a_page_that_cannot_be_had_ends_in_one_sentence(server: WebServer) -> None:
    result = tandem("kb", "add-url", "http://127.0.0.1/")

    assert isinstance(result.exception, BadInput)


def test_the_pages_of_a_site_are_added(server: WebServer) -> None:
    pages = "".join(f"<url><loc>{server.url(path)}</loc></url>" for path in ("/a", "/gone"))
    server.routes["/sitemap.xml"] = answer(f"<urlset>{pages}</urlset>", kind="text/xml")

    result = tandem("kb", "add-sitemap", server.url("/sitemap.xml"))

    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "1 added, 1 refused"
    assert "There is nothing at this address." in result.stdout
    assert [row["outcome"] for row in as_data("kb", "add-sitemap", server.url("/sitemap.xml"))] == [
        "unchanged",
        "refused",
    ]
