"""Pages and sitemaps that are read by the job, while nobody waits for them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.ingestion import FileState, Ingestion, IngestionFile
from app.errors import BadInput
from app.store import documents, ingestions
from app.store.session import Sessions
from app.workflows import run_ingestion as work
from app.workflows.run_ingestion import run_ingestion
from app.workflows.start_ingestion import (
    Sitemap,
    Source,
    WebPage,
    cancel_ingestion,
    plan_ingestion,
    retry_ingestion,
)
from knowledge_base.passages import Classification, Clearance, Origin
from tests.support.feed_pages import FOURS, OVENS, article_page
from tests.support.library import LibraryServices
from tests.support.web_server import WebServer, answer, serving

INDUSTRY = Clearance(Origin.INDUSTRY, Classification.PUBLIC)


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serving() as running:
        running.routes["/a"] = article_page("Un four neuf", FOURS, language="fr")
        running.routes["/b"] = article_page("A new oven", OVENS)
        yield running


@pytest.fixture
def services(sessions: Sessions, server: WebServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(work, "PAUSE", 0)
    return LibraryServices(sessions, data_dir=tmp_path, fetch_policy=server.policy)


def plan(services: Any, *sources: Source, keeps_clearance: bool = False) -> Ingestion:
    return plan_ingestion(
        services, sources, clearance=INDUSTRY, cleared_by="Comms", keeps_clearance=keeps_clearance
    )


def site(server: WebServer, *paths: str) -> str:
    pages = "".join(f"<url><loc>{server.url(path)}</loc></url>" for path in paths)
    server.routes["/sitemap.xml"] = answer(f"<urlset>{pages}</urlset>", kind="text/xml")
    return server.url("/sitemap.xml")


def files_of(services: Any, ingestion: Ingestion) -> list[IngestionFile]:
    with services.sessions() as session:
        return ingestions.list_files(session, ingestion.id)


def states_of(services: Any, ingestion: Ingestion) -> dict[str, str]:
    return {file.name.rpartition("/")[2]: file.state.value for file in files_of(services, ingestion)}


def test_planning_a_sitemap_asks_the_site_for_nothing(services: Any, server: WebServer) -> None:
    planned = plan(services, Sitemap(site(server, "/a", "/b")))

    assert server.requests == []
    assert (planned.total, planned.done) == (1, 0)


def test_each_page_of_a_sitemap_tells_what_became_of_it(services: Any, server: WebServer) -> None:
    planned = plan(services, Sitemap(site(server, "/a", "/missing", "/b")))

    run_ingestion(services, planned.id)

    assert states_of(services, planned) == {
        "sitemap.xml": "unpacked",
        "a": "added",
        "missing": "refused",
        "b": "added",
    }
    refused = next(file for file in files_of(services, planned) if file.state is FileState.REFUSED)
    assert refused.sentence == "There is nothing at this address."


def test_what_is_said_of_a_page_goes_before_what_it_says(services: Any, server: WebServer) -> None:
    said = {"publisher": " La Guilde ", "licence": "CC BY 4.0"}
    planned = plan(services, WebPage(server.url("/a"), **said), Sitemap(site(server, "/b"), **said))

    run_ingestion(services, planned.id)

    with services.sessions() as session:
        credited = {(one.publisher, one.licence) for one in documents.list_documents(session)}
    assert credited == {("La Guilde", "CC BY 4.0")}


def test_a_sitemap_that_cannot_be_had_says_why_and_is_tried_again(services: Any, server: WebServer) -> None:
    planned = plan(services, Sitemap(server.url("/sitemap.xml")))
    run_ingestion(services, planned.id)
    (refused,) = files_of(services, planned)
    site(server, "/a")

    retry_ingestion(services, planned.id)
    run_ingestion(services, planned.id)

    assert (refused.state, refused.sentence) == (FileState.REFUSED, "There is nothing at this address.")
    assert states_of(services, planned) == {"sitemap.xml": "unpacked", "a": "added"}


def test_cancelled_while_the_sitemap_is_read_no_page_is(
    services: Any, server: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = plan(services, Sitemap(site(server, "/a", "/b")))
    find = work.find_pages

    def find_and_cancel(*arguments: Any) -> list[str]:
        cancel_ingestion(services, planned.id)
        return find(*arguments)

    monkeypatch.setattr(work, "find_pages", find_and_cancel)
    run_ingestion(services, planned.id)

    assert states_of(services, planned) == {"sitemap.xml": "cancelled"}


def test_a_sitemap_whose_reading_broke_off_lists_each_page_once(
    services: Any, server: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = plan(services, Sitemap(site(server, "/a")))
    with services.sessions.begin() as session:
        claimed = ingestions.claim_file(session, planned.id)
        assert claimed is not None
        page = ingestions.NewFile(server.url("/a"), server.url("/a"), server.url("/a"))
        ingestions.add_pages(session, claimed, [page])

    run_ingestion(services, planned.id)

    assert [file.name for file in files_of(services, planned)] == [
        server.url("/sitemap.xml"),
        server.url("/a"),
    ]


def test_a_routine_leaves_a_page_cleared_as_somebody_decided(services: Any, server: WebServer) -> None:
    company = Clearance(Origin.COMPANY, Classification.PUBLIC)
    first = plan_ingestion(services, [WebPage(server.url("/a"))], clearance=company, cleared_by="Ruth")
    run_ingestion(services, first.id)

    run_ingestion(services, plan(services, WebPage(server.url("/a")), keeps_clearance=True).id)

    with services.sessions() as session:
        (document,) = documents.list_documents(session)
    assert (document.clearance, document.cleared_by) == (company, "Ruth")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://10.0.0.7/", "10.0.0.7 leads into a private network. Only the public web is read."),
        ("http://[::1]/", "::1 leads into a private network. Only the public web is read."),
        ("https://ann:word@example.com/", "This address holds a name or a password."),
        ("https://example.com:2222/", "Only the usual web ports are read, not port 2222."),
        ("example", "This is not a web address."),
    ],
    ids=["private", "loopback", "password", "port", "no address"],
)
@pytest.mark.parametrize("kind", [WebPage, Sitemap])
def test_an_address_that_could_never_be_read_is_refused_at_once(
    services: Any, kind: type[WebPage | Sitemap], address: str, sentence: str
) -> None:
    with pytest.raises(BadInput, match=re.escape(sentence)):
        plan(services, kind(address))
