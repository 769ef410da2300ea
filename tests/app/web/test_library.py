"""The library: who sees what of it, how it is narrowed down, and what a reviewer may change."""

import re
from datetime import timedelta

import pytest

from app.domain.documents import Document
from app.store import clearances, documents
from app.workflows.clear_document import clear_document
from knowledge_base.passages import Classification, Clearance, Origin
from tests.app.web.conftest import Site, Visitor
from tests.conftest import NOW

INTERNAL = Clearance(Origin.COMPANY, Classification.INTERNAL)
EMBARGOED = Clearance(Origin.COMPANY, Classification.PUBLIC, embargo_until=NOW + timedelta(days=3))
EXPIRED = Clearance(Origin.COMPANY, Classification.PUBLIC, valid_until=NOW - timedelta(days=3))
CONFIDENTIAL = Clearance(Origin.COMPANY, Classification.CONFIDENTIAL)

FORM = {"origin": "company", "classification": "internal", "embargo_until": "", "valid_until": ""}


@pytest.fixture
def source(site: Site) -> Document:
    """A source that may be cited."""
    with site.services.sessions() as session:
        return documents.list_documents_in_force(session, site.services.scope())[0]


def titles(page: str) -> list[str]:
    """Those of the library's list."""
    return re.findall(r'row__title" href="/sources/\d+"[^>]*>([^<]+)<', page)


def clear(site: Site, source: Document, clearance: Clearance) -> None:
    clear_document(site.services, source.id, clearance, by="Clémence Tardivel")


@pytest.mark.parametrize(
    "address", ["/sources/add", "/ingestions", "/ingestions/1", "/ingestions/1/progress", "/feeds"]
)
def test_authors_do_not_open_the_pages_of_comms(author: Visitor, address: str) -> None:
    assert author.get(address).status_code == 403


@pytest.mark.parametrize(
    "action",
    [
        "/sources/add",
        "/sources/1/clearance",
        "/sources/1/delete",
        "/ingestions/1/cancel",
        "/ingestions/1/retry",
        "/feeds",
        "/feeds/1/refresh",
        "/feeds/1/remove",
    ],
)
def test_authors_change_nothing_in_the_library(author: Visitor, action: str) -> None:
    assert author.post(action, **FORM).status_code == 403


@pytest.mark.parametrize(
    "clearance",
    [INTERNAL, EMBARGOED, EXPIRED, CONFIDENTIAL],
    ids=["internal", "embargoed", "expired", "confidential"],
)
def test_what_may_not_be_cited_does_not_exist_for_authors(
    site: Site, author: Visitor, source: Document, clearance: Clearance
) -> None:
    assert source.title in titles(author.get("/sources").text)

    clear(site, source, clearance)

    listed = author.get("/sources")
    asked_for = author.get("/sources?classification=confidential&force=expired")
    assert source.title not in titles(listed.text) + titles(asked_for.text)
    missing = author.get("/sources/999999")
    hidden = author.get(f"/sources/{source.id}")
    assert hidden.status_code == missing.status_code == 404
    assert source.title not in hidden.text


def test_a_confidential_source_shows_no_text_to_anybody(
    site: Site, reviewer: Visitor, source: Document
) -> None:
    with site.services.sessions() as session:
        text = documents.list_passages(session, source.id)[0].text
    assert text.split("\n")[0][:40] in reviewer.get(f"/sources/{source.id}").text

    clear(site, source, CONFIDENTIAL)

    page = reviewer.get(f"/sources/{source.id}").text
    assert text.split("\n")[0][:40] not in page
    assert "Clémence Tardivel" in page


@pytest.mark.parametrize(
    ("clearance", "query"),
    [
        (INTERNAL, "classification=internal"),
        (EMBARGOED, "force=embargoed"),
        (EXPIRED, "force=expired"),
        (CONFIDENTIAL, "classification=confidential"),
    ],
    ids=["internal", "embargoed", "expired", "confidential"],
)
def test_a_reviewer_finds_a_source_by_where_it_stands(
    site: Site, reviewer: Visitor, source: Document, clearance: Clearance, query: str
) -> None:
    assert source.title not in titles(reviewer.get(f"/sources?{query}").text)

    clear(site, source, clearance)

    assert source.title in titles(reviewer.get(f"/sources?{query}").text)
    assert source.title not in titles(reviewer.get("/sources?force=now").text)


def test_titles_are_found_without_their_accents(site: Site, author: Visitor) -> None:
    with site.services.sessions() as session:
        listed = documents.list_documents_in_force(session, site.services.scope())
    accented = next(d.title for d in listed if "é" in d.title)
    word = next(word for word in accented.split() if "é" in word).replace("é", "E")

    assert accented in titles(author.get(f"/sources?title={word}").text)
    assert titles(author.get("/sources?title=zzzz").text) == []


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=99999", "page=x", "origin=nowhere", "force=%00", "language=de", "q=%00", "q=x&why=-1"],
)
def test_odd_filters_are_no_trouble(author: Visitor, query: str) -> None:
    assert author.get(f"/sources?{query}").status_code == 200


def test_a_search_says_why_a_passage_was_found_when_asked(author: Visitor) -> None:
    plain = author.get("/sources?q=réparer un four, zzzz").text
    assert "Mots en commun" not in plain
    passage = re.search(r"passage=(\d+)", plain)
    assert passage

    without_script = author.get(f"/sources?q=réparer un four, zzzz&why={passage[1]}").text
    fragment = author.get(f"/sources/why?q=réparer un four, zzzz&passage={passage[1]}").text

    for told in (without_script, fragment):
        assert "Mots en commun" in told
        assert re.search(r'<progress class="bar" max="100" value="\d+"', told)
        assert re.search(r"Absents du passage.*zzzz", told)
    assert "<html" not in fragment


def test_a_passage_under_another_name_is_explained_with_the_words_as_typed(author: Visitor) -> None:
    query = "écologie, ovens"
    passage = re.search(r"passage=(\d+)", author.get(f"/sources?q={query}").text)
    assert passage

    told = author.get(f"/sources/why?q={query}&passage={passage[1]}").text

    assert "écologie" in told
    assert "ecologie" not in told


@pytest.mark.parametrize("clearance", [INTERNAL, EMBARGOED, CONFIDENTIAL])
def test_what_may_not_be_cited_is_not_explained(
    site: Site, reviewer: Visitor, source: Document, clearance: Clearance
) -> None:
    with site.services.sessions() as session:
        passage = documents.list_passages(session, source.id)[0]
    clear(site, source, clearance)

    told = reviewer.get(f"/sources/why?q={source.title}&passage={passage.id}")

    assert told.status_code == 200
    assert "ne peut plus être cité" in told.text


def test_a_new_clearance_is_remembered_with_who_and_why(
    site: Site, reviewer: Visitor, source: Document
) -> None:
    reviewer.post(
        f"/sources/{source.id}/clearance",
        **FORM | {"valid_until": "2031-05-01T09:30", "rights": "Courtes citations", "note": "Salon d'avril"},
    )

    page = reviewer.get(f"/sources/{source.id}").text
    assert "Courtes citations" in page
    assert "Salon d&#39;avril" in page
    with site.services.sessions() as session:
        change = clearances.list_changes(session, source.id)[0]
    assert change.by == "Clémence Tardivel"
    assert change.after.valid_until is not None
    assert change.after.valid_until.isoformat() == "2031-05-01T07:30:00+00:00"


def test_text_is_only_deleted_after_a_question(site: Site, reviewer: Visitor, source: Document) -> None:
    asked = reviewer.post(f"/sources/{source.id}/clearance", **FORM | {"classification": "confidential"})

    assert "La rendre confidentielle" in asked.text
    with site.services.sessions() as session:
        assert documents.get_document(session, source.id).passages == source.passages

    reviewer.post(
        f"/sources/{source.id}/clearance", **FORM | {"classification": "confidential", "sure": "yes"}
    )

    with site.services.sessions() as session:
        assert documents.get_document(session, source.id).passages == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"embargo_until": "soon"},
        {"embargo_until": "0001-01-01T00:00"},
        {"valid_until": "2031-01-01T00:00+14:00"},
        {"embargo_until": "2031-02-01T00:00", "valid_until": "2031-01-01T00:00"},
        {"classification": "secret"},
        {"origin": ""},
        {"rights": "x" * 501},
    ],
    ids=["no-date", "year-one", "zone", "expires-first", "unknown", "empty", "long"],
)
def test_what_cannot_be_meant_is_asked_again(
    site: Site, reviewer: Visitor, source: Document, fields: dict[str, str]
) -> None:
    answer = reviewer.post(f"/sources/{source.id}/clearance", **FORM | fields)

    assert answer.status_code == 422
    with site.services.sessions() as session:
        assert documents.get_document(session, source.id).clearance == source.clearance


def test_a_confidential_source_is_not_opened_again_without_its_file(
    site: Site, reviewer: Visitor, source: Document
) -> None:
    clear(site, source, CONFIDENTIAL)

    answer = reviewer.post(f"/sources/{source.id}/clearance", **FORM | {"classification": "public"})

    assert answer.status_code == 409
    assert "Ajoutez de nouveau le fichier" in answer.text


def test_a_deleted_source_is_gone(site: Site, reviewer: Visitor, source: Document) -> None:
    reviewer.post(f"/sources/{source.id}/delete")

    assert reviewer.get(f"/sources/{source.id}").status_code == 404
    assert source.title not in titles(reviewer.get("/sources").text)
