"""What an author hears in the editor when a source of the draft changes or goes."""

import re

import pytest

from app.domain.documents import Document
from app.store import documents
from app.workflows.delete_document import delete_document
from app.workflows.ingest_loaded import ingest_loaded
from tests.app.web.conftest import Site, Visitor
from tests.support.library import make_loaded

TAKE = "Mon voisin de palier a goûté la première fournée du four réparé."


def cited_document(site: Site, author: Visitor, draft_id: int) -> Document:
    """A source that the author sees the draft rest on."""
    found = re.search(r'href="/sources/(\d+)#passage', author.get(f"/drafts/{draft_id}").text)
    assert found, "the draft cites nothing"
    with site.services.sessions() as session:
        return documents.get_document(session, int(found[1]))


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "ne peut plus être citée"), ("en", "may no longer be cited")],
    ids=["French", "English"],
)
def test_an_author_is_told_that_a_source_was_withdrawn_but_not_which(
    site: Site, author: Visitor, language: str, words: str
) -> None:
    draft_id = author.start_editing(TAKE)
    author.post("/language", language=language)
    assert words not in author.get(f"/drafts/{draft_id}").text
    source = cited_document(site, author, draft_id)

    delete_document(site.services, source.id)

    page = author.get(f"/drafts/{draft_id}").text
    assert words in page
    assert source.title not in page


def test_an_author_is_led_to_the_new_version_of_a_source(site: Site, author: Visitor) -> None:
    draft_id = author.start_editing(TAKE)
    source = cited_document(site, author, draft_id)

    ingest_loaded(
        site.services,
        make_loaded("Le four a été repensé.", title="Le four repensé"),
        place=source.path,
        clearance=source.clearance,
        cleared_by="Clémence Tardivel",
    )

    page = author.get(f"/drafts/{draft_id}").text
    assert "a une nouvelle version" in page
    assert f'<a href="/sources/{source.id}">Le four repensé</a>' in page
    assert "nouvelle version" not in site.signed_in("Ruth").get("/").text
