"""Requests no page of ours sends: a clear sentence and never a fault of ours."""

import pytest

from app.store import documents
from tests.app.web.conftest import SAME_ORIGIN, Site, Visitor

HUGE = 2**63


@pytest.mark.parametrize(
    "address",
    [
        f"/drafts/{HUGE}",
        f"/drafts/{HUGE}/share",
        f"/sources/{HUGE}",
        f"/reviews/{HUGE}",
        f"/drafts/new?document={HUGE}",
        "/drafts/new?document=²",
        "/drafts/0",
        "/drafts/-1",
        "/drafts/abc",
        "/nowhere",
    ],
)
def test_addresses_of_nothing_are_told(reviewer: Visitor, address: str) -> None:
    page = reviewer.get(address)

    assert page.status_code in {404, 422}
    assert "<h1" in page.text


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/drafts", {"about": "x", "channel": "fax"}),
        ("/drafts", {"about": ""}),
        ("/drafts", {"about": "x", "document": "9" * 5000}),
        ("/drafts", {"about": "x" * 6000}),
        ("/drafts/1/choice", {"position": "-1"}),
        ("/drafts/1/text", {"text": "x"}),
        (f"/shares/{HUGE}", {"posted": "true"}),
        ("/shares/1", {"posted": "perhaps"}),
        ("/sign-in/demo", {"person_id": str(HUGE)}),
        ("/language", {"language": "de"}),
        (f"/voice/posts/{HUGE}/delete", {}),
    ],
)
def test_forms_with_nonsense_are_refused(author: Visitor, address: str, fields: dict[str, str]) -> None:
    assert author.post(address, **fields).status_code in {200, 404, 409, 422}


@pytest.mark.parametrize("origin", ["http://[", "null", "https://127.0.0.1:8000.evil.example"])
def test_odd_origins_are_refused(author: Visitor, origin: str) -> None:
    assert author.client.post("/drafts", data={"about": "x"}, headers={"origin": origin}).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example"])
def test_a_name_that_is_not_ours_is_refused(site: Site, host: str) -> None:
    """A page of another site cannot pretend, by its own DNS, to be this one."""
    assert site.visitor().get("/sign-in", host=host).status_code == 400


@pytest.mark.parametrize("text", ["\\ud800 a", "\\u0000 a", "a\\udfff"], ids=["high", "nul", "low"])
def test_characters_no_text_may_hold_are_left_out(author: Visitor, text: str) -> None:
    draft_id = author.start_editing("Mon voisin de palier a goûté la première fournée, et il est revenu.")

    answer = author.client.post(
        f"/drafts/{draft_id}/text.json",
        content=f'{{"text": "{text}", "revision": 1}}'.encode(),
        headers=SAME_ORIGIN | {"accept": "application/json", "content-type": "application/json"},
    )

    assert answer.status_code == 200
    assert author.get(f"/drafts/{draft_id}").status_code == 200


def chunks(size: int):
    for _ in range(size // 65536):
        yield b"x" * 65536


def test_a_body_that_hides_its_size_is_cut_off(author: Visitor) -> None:
    headers = SAME_ORIGIN | {"content-type": "multipart/form-data; boundary=b"}

    assert author.client.post("/voice/posts", content=chunks(30 * 2**20), headers=headers).status_code == 413


def test_a_large_json_is_cut_off(author: Visitor) -> None:
    headers = SAME_ORIGIN | {"content-type": "application/json"}

    assert (
        author.client.post("/drafts/1/text.json", content=chunks(2**20), headers=headers).status_code == 413
    )


def test_an_answer_too_long_keeps_every_answer_on_the_page(author: Visitor) -> None:
    asked = author.post("/drafts", about="le prix des pièces", language="fr", channel="linkedin")
    draft_id = asked.url.path.rpartition("/")[2]
    names = [part.split('"')[0] for part in asked.text.split('name="q-')[1:]]

    page = author.post(
        f"/drafts/{draft_id}/answers", **{f"q-{names[0]}": "Court.", f"q-{names[1]}": "long " * 1200}
    )

    assert page.status_code == 422
    assert "Court." in page.text
    assert "long long" in page.text


def test_a_text_too_long_without_javascript_stays_in_the_editor(author: Visitor) -> None:
    draft_id = author.start_editing("Mon voisin de palier a goûté la première fournée, et il est revenu.")

    page = author.post(f"/drafts/{draft_id}/text", text="mot " * 6000, revision=1)

    assert page.status_code == 422
    assert "mot mot mot" in page.text


@pytest.mark.parametrize("classification", ["confidential", "internal", "embargoed"])
def test_a_draft_cannot_start_from_what_may_not_be_cited(
    site: Site, author: Visitor, classification: str
) -> None:
    with site.services.sessions() as session:
        listed = documents.list_documents(session)
    hidden = [d for d in listed if not d.clearance.in_force(site.services.clock())]
    kept = [d for d in hidden if classification in {d.clearance.classification, "embargoed"}]

    assert kept
    for document in kept:
        assert author.get(f"/drafts/new?document={document.id}").status_code == 404
        assert author.post("/drafts", about="x", document=document.id).status_code == 404
        assert author.get(f"/sources/{document.id}").status_code == 404
