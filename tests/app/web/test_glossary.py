"""The glossary: comms keeps it, and searches follow at once."""

import re

import pytest

from app.workflows.edit_glossary import list_glossary
from tests.app.web.conftest import Site, Visitor


def test_a_word_is_added_changed_and_removed(site: Site, reviewer: Visitor) -> None:
    page = reviewer.post("/glossary", french="SAV, service après-vente", english="field service").text
    assert "service après-vente" in page
    entry = list_glossary(site.services)[0]
    assert (entry.french, entry.english) == (("SAV", "service après-vente"), ("field service",))
    assert entry.updated_by == "Clémence Tardivel"

    reviewer.post(f"/glossary/{entry.id}", french="SAV, dépannage", english="")
    assert list_glossary(site.services)[0].french == ("SAV", "dépannage")

    page = reviewer.post(f"/glossary/{entry.id}/remove").text
    assert list_glossary(site.services) == []
    assert "Pas encore de mot" in page


def test_a_search_follows_the_glossary_at_once(site: Site, reviewer: Visitor) -> None:
    def explanation() -> str:
        """Why the first passage was found; "" when there is none."""
        found = re.search(r"passage=(\d+)", reviewer.get("/sources?q=zorglub").text)
        return reviewer.get(f"/sources/why?q=zorglub&passage={found[1]}").text if found else ""

    assert "Sous un autre nom" not in explanation()

    reviewer.post("/glossary", french="zorglub, délestage", english="")

    assert re.search(r"Sous un autre nom.*zorglub.*delest", explanation())


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("", ""),
        ("four", ""),
        ("four, ...", "oven"),
        ("a" * 90 + ", four", ""),
        (", ".join("abcdefghijklmn"), ""),
    ],
    ids=["nothing", "alone", "no-word", "long", "many"],
)
def test_what_could_never_be_found_is_asked_again(
    site: Site, reviewer: Visitor, french: str, english: str
) -> None:
    answer = reviewer.post("/glossary", french=french, english=english)

    assert answer.status_code == 422
    assert 'id="error"' in answer.text
    assert f'value="{french}"' in answer.text
    assert list_glossary(site.services) == []


def test_a_change_that_cannot_be_taken_stays_where_it_was_typed(site: Site, reviewer: Visitor) -> None:
    reviewer.post("/glossary", french="SAV, dépannage", english="")
    entry = list_glossary(site.services)[0]

    answer = reviewer.post(f"/glossary/{entry.id}", french="SAV", english="")

    assert answer.status_code == 422
    assert re.search(r'<details class="more" open>', answer.text)
    assert list_glossary(site.services)[0] == entry


@pytest.mark.parametrize("action", ["", "/1", "/1/remove"])
def test_authors_do_not_change_the_glossary(author: Visitor, action: str) -> None:
    assert author.post(f"/glossary{action}", french="a, b").status_code == 403
    assert author.get("/glossary").status_code == 403


@pytest.mark.parametrize("action", ["/99", "/99/remove"])
def test_an_entry_that_is_gone_is_missing(reviewer: Visitor, action: str) -> None:
    assert reviewer.post(f"/glossary{action}", french="four, fournil").status_code == 404
