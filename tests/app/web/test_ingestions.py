"""Bringing sources in: what a reviewer is told of each file, while it is read and afterwards."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store import documents, ingestions
from tests.app.web.conftest import SAME_ORIGIN, Site, Visitor
from tests.support.feed_pages import article_page
from tests.support.office import make_xlsx
from tests.support.web_server import WebServer, answer, serving

FORM = {"origin": "company", "classification": "public", "embargo_until": "", "valid_until": ""}
NOTE = (
    b"# Le four de nuit\n\n"
    b"Le four de nuit cuit trente pains de seigle, sans bruit, entre deux et quatre heures."
)
PARAGRAPH = (
    "The night oven bakes thirty loaves of rye between two and four, and the street hears nothing of it. "
)


@pytest.fixture
def web() -> Iterator[WebServer]:
    with serving() as server:
        yield server


@pytest.fixture
def trusting(data_dir: Path, web: WebServer) -> Iterator[Site]:
    """A site that may read pages of the server on loopback."""
    with Site.open(data_dir, trusted_hosts=f"127.0.0.1:{web.port}") as opened:
        yield opened


def bring(visitor: Visitor, *files: tuple[str, bytes], **fields: str):
    sent = [("files", (name, content)) for name, content in files]
    return visitor.client.post("/sources/add", data=FORM | fields, files=sent or None, headers=SAME_ORIGIN)


def wait(visitor: Visitor, address: str) -> str:
    """The page once all is read."""
    for _ in range(600):
        if "HX-Redirect" in visitor.get(f"{address}/progress").headers:
            return visitor.get(address).text
        time.sleep(0.05)
    raise AssertionError("the files were never read")


def test_each_file_is_told_of_in_words(reviewer: Visitor) -> None:
    started = bring(reviewer, ("nuit.md", NOTE), ("photo.pdf", b"%PDF-1.7 nothing"), ("vide.txt", b""))

    page = wait(reviewer, started.url.path)

    assert "Le four de nuit" in page
    assert "Nouveau dans la bibliothèque" in page
    assert "photo.pdf" in page
    assert "PDF" in page
    assert "Ce fichier est vide" in page
    assert 'http-equiv="refresh"' not in page


def test_what_was_brought_in_is_found_at_once(reviewer: Visitor, author: Visitor) -> None:
    wait(reviewer, bring(reviewer, ("nuit.md", NOTE)).url.path)

    assert "trente pains de seigle" in author.get("/sources?q=pains de seigle la nuit").text


def test_the_clearance_that_was_chosen_holds_for_each_file(site: Site, reviewer: Visitor) -> None:
    page = wait(
        reviewer,
        bring(
            reviewer,
            ("nuit.md", NOTE),
            classification="internal",
            rights="Pas un mot",
            embargo_until="2031-01-01T08:00",
        ).url.path,
    )

    found = re.search(r'href="/sources/(\d+)"', page)
    assert found
    with site.services.sessions() as session:
        document = documents.get_document(session, int(found[1]))
    assert document.clearance.classification == "internal"
    assert document.clearance.rights == "Pas un mot"
    assert document.clearance.embargo_until is not None
    assert document.cleared_by == "Clémence Tardivel"


def test_without_anything_to_read_the_form_says_so_and_keeps_what_was_typed(reviewer: Visitor) -> None:
    answer_ = bring(reviewer, rights="Courtes citations")

    assert answer_.status_code == 422
    assert "Choisissez des fichiers" in answer_.text
    assert "Courtes citations" in answer_.text


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "https://user:word@example.com/", "ftp://example.com", "x" * 3000],
    ids=["private", "password", "ftp", "long"],
)
def test_a_sitemap_that_may_not_be_read_is_refused_with_a_sentence(reviewer: Visitor, address: str) -> None:
    answer_ = bring(reviewer, sitemap=address)

    assert answer_.status_code == 422
    assert 'id="error"' in answer_.text


def test_a_page_of_the_web_comes_in_by_its_address(trusting: Site, web: WebServer) -> None:
    web.routes["/story"] = answer(article_page("The night oven", *[PARAGRAPH * 4] * 3))
    reviewer = trusting.signed_in("Clémence")

    page = wait(reviewer, bring(reviewer, address=web.url("/story")).url.path)

    assert "The night oven" in page


def test_a_page_that_is_not_there_can_be_tried_again(trusting: Site, web: WebServer) -> None:
    reviewer = trusting.signed_in("Clémence")
    address = bring(reviewer, address=web.url("/story")).url.path
    page = wait(reviewer, address)
    assert "Réessayer ceux-ci" in page

    web.routes["/story"] = answer(article_page("The night oven", *[PARAGRAPH * 4] * 3))
    reviewer.post(f"{address}/retry")

    assert "The night oven" in wait(reviewer, address)


def test_an_ingestion_is_listed_for_all_reviewers(site: Site, reviewer: Visitor) -> None:
    address = bring(reviewer, ("nuit.md", NOTE)).url.path
    wait(reviewer, address)

    page = site.signed_in("Owen").get("/ingestions").text

    assert f'href="{address}"' in page
    assert "Clémence Tardivel" in page


def test_stopping_what_is_over_already_is_no_trouble(reviewer: Visitor) -> None:
    address = bring(reviewer, ("nuit.md", NOTE)).url.path
    wait(reviewer, address)

    assert reviewer.post(f"{address}/cancel").status_code == 200


def test_what_was_stopped_says_so(site: Site, reviewer: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site.services.jobs, "enqueue", lambda *_args, **_more: None)
    address = bring(reviewer, ("nuit.md", NOTE)).url.path
    running = reviewer.get(address).text
    assert 'http-equiv="refresh"' in running
    assert "0 lus sur 1" in running

    page = reviewer.post(f"{address}/cancel").text

    assert "Arrêté, comme vous l’avez demandé" in page
    assert "Non lu" in page
    with site.services.sessions() as session:
        assert ingestions.list_uploads(session) == set()


@pytest.mark.parametrize("action", ["", "/progress"])
def test_an_ingestion_that_is_not_there_is_missing(reviewer: Visitor, action: str) -> None:
    assert reviewer.get(f"/ingestions/99{action}").status_code == 404


def test_a_page_is_credited_as_comms_says(trusting: Site, web: WebServer) -> None:
    web.routes["/story"] = answer(article_page("The night oven", *[PARAGRAPH * 4] * 3))
    reviewer = trusting.signed_in("Clémence")
    credit = {"publisher": "The Oven Institute", "licence": "CC BY 4.0"}

    page = wait(reviewer, bring(reviewer, address=web.url("/story"), **credit).url.path)

    found = re.search(r'href="/sources/(\d+)"', page)
    assert found
    document = reviewer.get(f"/sources/{found[1]}").text
    assert "The Oven Institute" in document
    assert "CC BY 4.0" in document


def test_the_credit_stays_when_the_form_comes_back(reviewer: Visitor) -> None:
    page = bring(reviewer, publisher="The Oven Institute").text

    assert 'name="publisher" value="The Oven Institute"' in page


def test_what_was_left_out_of_a_file_is_told(reviewer: Visitor) -> None:
    table = [["Four", "Prix"], ["Levant", 24600]]
    sheet = make_xlsx({"Prix": table, "Marges": table}, hidden=["Marges"])

    page = wait(reviewer, bring(reviewer, ("prix.xlsx", sheet)).url.path)

    assert "Feuilles masquées" in page
    found = re.search(r'href="/sources/(\d+)"', page)
    assert found
    assert "Feuilles masquées" in reviewer.get(f"/sources/{found[1]}").text
