"""Web pages and whole sites, by their address."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.errors import BadInput
from app.store import documents
from app.store.session import Sessions
from app.workflows.ingest_url import PAUSE, find_pages, ingest_sitemap, ingest_url
from knowledge_base.passages import Classification, Clearance, Origin
from tests.support.feed_pages import FOURS, OVENS, SHIPS, article_page
from tests.support.library import LibraryServices
from tests.support.pdf import make_pdf
from tests.support.web_server import WebServer, answer, redirect, serving

INDUSTRY = Clearance(Origin.INDUSTRY, Classification.PUBLIC)


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serving() as running:
        yield running


@pytest.fixture
def services(sessions: Sessions, server: WebServer) -> Any:
    return LibraryServices(sessions, fetch_policy=server.policy)


def add(services: Any, url: str, **more: str) -> Any:
    return ingest_url(services, url, clearance=INDUSTRY, cleared_by="Comms", **more)


def kept(services: Any) -> list[Any]:
    with services.sessions() as session:
        return documents.list_documents(session)


def test_a_page_becomes_a_document(services: Any, server: WebServer) -> None:
    server.routes["/a"] = article_page("Un four neuf", FOURS, language="fr")

    outcome = add(services, server.url("/a#top"), publisher="La Guilde", licence="CC BY 4.0")

    (document,) = kept(services)
    assert (outcome.outcome, outcome.document_id) == ("added", document.id)
    assert (document.title, document.language, document.url) == ("Un four neuf", "fr", server.url("/a"))
    assert (document.publisher, document.licence, document.cleared_by) == ("La Guilde", "CC BY 4.0", "Comms")


def test_a_pdf_is_read_by_its_address(services: Any, server: WebServer) -> None:
    server.routes["/files/Four%20neuf.pdf"] = answer(make_pdf([FOURS[:60]]), kind="application/pdf")

    add(services, server.url("/files/Four neuf.pdf"))

    (document,) = kept(services)
    assert document.title == "Four neuf"
    assert document.url == server.url("/files/Four%20neuf.pdf")
    with services.sessions() as session:
        assert [passage.page for passage in documents.list_passages(session, document.id)] == [1]


def test_a_file_that_cannot_be_read_says_why(services: Any, server: WebServer) -> None:
    server.routes["/a"] = answer(b"%PDF-1.4 nonsense", kind="application/pdf")

    with pytest.raises(BadInput, match="PDF is damaged"):
        add(services, server.url("/a"))


def test_a_page_read_again_replaces_itself(services: Any, server: WebServer) -> None:
    server.routes["/a"] = article_page("Ovens", OVENS)
    add(services, server.url("/a"))
    same = add(services, server.url("/a"))
    server.routes["/a?utm_source=mail"] = article_page("Ovens", OVENS.replace("eleven", "twelve"))

    changed = add(services, server.url("/a?utm_source=mail"))

    assert (same.outcome, changed.outcome, len(kept(services))) == ("unchanged", "replaced", 1)


def test_a_page_is_known_by_where_its_redirects_lead(services: Any, server: WebServer) -> None:
    server.routes |= {"/short": redirect("/a"), "/a": article_page("Ovens", OVENS)}

    add(services, server.url("/short"))

    assert add(services, server.url("/a")).outcome == "unchanged"


@pytest.mark.parametrize(
    ("route", "sentence"),
    [
        (answer("<html><body><p>Accept.</p></body></html>"), "This page holds no text worth keeping."),
        (answer("<div>" * 5_000), "This page holds no text worth keeping."),
        (answer(""), "This page holds no text worth keeping."),
        (answer(b"\x00\x01\x02"), "This page holds no text worth keeping."),
        (redirect("http://10.0.0.1/"), "10.0.0.1 leads into a private network. Only the public web is read."),
        (answer(status="403 No"), "The site does not let us read this."),
    ],
    ids=["thin", "deep", "empty", "binary", "private", "forbidden"],
)
def test_a_page_that_cannot_be_had_is_refused_in_words(
    services: Any, server: WebServer, route: bytes, sentence: str
) -> None:
    server.routes["/a"] = route

    with pytest.raises(BadInput) as refused:
        add(services, server.url("/a"))

    assert str(refused.value) == sentence
    assert kept(services) == []


def test_the_pages_of_a_sitemap_are_read_one_after_the_other(services: Any, server: WebServer) -> None:
    pages = "".join(f"<url><loc>{server.url(path)}</loc></url>" for path in ("/a", "/gone", "/b"))
    server.routes |= {
        "/sitemap.xml": answer(f"<urlset>{pages}</urlset>", kind="application/xml"),
        "/a": article_page("Ovens", OVENS),
        "/b": article_page("Ships", SHIPS),
    }
    counted: list[int] = []
    seen: list[Any] = []
    pauses: list[float] = []

    outcomes = ingest_sitemap(
        services,
        server.url("/sitemap.xml"),
        clearance=INDUSTRY,
        cleared_by="Comms",
        on_start=counted.append,
        on_page=seen.append,
        pause=pauses.append,
    )

    assert [outcome.outcome for outcome in outcomes] == ["added", "refused", "added"]
    assert outcomes[1].sentence == "There is nothing at this address."
    assert (counted, seen, pauses) == ([3], outcomes, [PAUSE, PAUSE])


@pytest.mark.parametrize(
    ("rules", "read"),
    [
        ("User-agent: *\nDisallow: /private", ["/a"]),
        ("User-agent: Tandem\nDisallow: /\n\nUser-agent: *\nAllow: /", []),
        ("User-agent: other\nDisallow: /", ["/a", "/private/b"]),
        ("\0\0 nonsense", ["/a", "/private/b"]),
        (None, ["/a", "/private/b"]),
    ],
    ids=["some", "not us", "others", "nonsense", "none"],
)
def test_pages_that_robots_may_not_read_are_left_alone(
    services: Any, server: WebServer, rules: str | None, read: list[str]
) -> None:
    pages = "".join(f"<url><loc>{server.url(path)}</loc></url>" for path in ("/a", "/private/b"))
    server.routes["/sitemap.xml"] = answer(f"<urlset>{pages}</urlset>", kind="text/xml")
    if rules is not None:
        server.routes["/robots.txt"] = answer(rules, kind="text/plain")

    if read:
        assert find_pages(services, server.url("/sitemap.xml")) == [server.url(path) for path in read]
    else:
        with pytest.raises(BadInput, match="does not let us read"):
            find_pages(services, server.url("/sitemap.xml"))


def test_what_is_no_sitemap_is_refused_in_words(services: Any, server: WebServer) -> None:
    server.routes["/sitemap.xml"] = answer("<html></html>", kind="text/xml")

    with pytest.raises(BadInput) as refused:
        ingest_sitemap(services, server.url("/sitemap.xml"), clearance=INDUSTRY, cleared_by="Comms")

    assert str(refused.value) == "There is no sitemap with pages of this site at this address."
