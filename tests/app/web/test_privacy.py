"""What nobody else may see, and what another site may not do."""

import pytest

from tests.app.web.conftest import SAME_ORIGIN, Site, Visitor, field_value

SECRET_TAKE = "Mon voisin de palier a goûté la première fournée du four réparé."
HARMLESS = "Mon voisin de palier a goûté la première fournée."
NEEDS_REVIEW = "Mon voisin de palier a goûté. Appelez-moi au 06 12 34 56 78."


def test_another_authors_draft_looks_missing(author: Visitor, colleague: Visitor) -> None:
    draft_id = author.start_editing(SECRET_TAKE)

    for address in (f"/drafts/{draft_id}", f"/drafts/{draft_id}/share", f"/drafts/{draft_id}/choices"):
        assert colleague.get(address).status_code == 404
    assert colleague.post_json(f"/drafts/{draft_id}/text.json", text="x", revision=1).status_code == 404
    assert colleague.post(f"/drafts/{draft_id}/delete").status_code == 404
    assert colleague.get("/drafts/987654").status_code == 404


def test_nothing_of_a_draft_reaches_comms_before_it_is_submitted(author: Visitor, reviewer: Visitor) -> None:
    draft_id = author.start_editing(SECRET_TAKE)
    author.write(draft_id, NEEDS_REVIEW)

    assert "voisin" not in reviewer.get("/reviews").text
    assert reviewer.get(f"/reviews/{draft_id}").status_code == 404
    assert reviewer.get(f"/drafts/{draft_id}").status_code == 404

    author.post(f"/drafts/{draft_id}/submit")

    assert "voisin" in reviewer.get("/reviews").text
    assert reviewer.get(f"/reviews/{draft_id}").status_code == 200


def test_a_text_that_was_taken_back_is_gone_from_the_queue(author: Visitor, reviewer: Visitor) -> None:
    draft_id = author.start_editing(SECRET_TAKE)
    author.write(draft_id, NEEDS_REVIEW)
    author.post(f"/drafts/{draft_id}/submit")

    author.write(draft_id, HARMLESS)

    assert "voisin" not in reviewer.get("/reviews").text
    assert reviewer.get(f"/reviews/{draft_id}").status_code == 404


def test_an_author_cannot_open_the_reviewers_desk(author: Visitor) -> None:
    assert author.get("/reviews").status_code == 403


@pytest.mark.parametrize("address", ["/", "/drafts/new", "/voice", "/sources", "/reviews", "/drafts/1"])
def test_pages_ask_strangers_to_sign_in(site: Site, address: str) -> None:
    response = site.visitor().get(address)

    assert response.url.path == "/sign-in"


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {},
    ],
    ids=["another site", "a sibling site", "another origin", "no token"],
)
def test_another_site_cannot_write_for_a_signed_in_person(author: Visitor, headers: dict[str, str]) -> None:
    response = author.client.post("/drafts", data={"about": "x"}, headers=headers)

    assert response.status_code == 403


def test_an_old_browser_writes_with_the_forms_token(author: Visitor) -> None:
    token = field_value(author.get("/drafts/new").text, "csrf_token")

    response = author.client.post("/drafts", data={"about": "les fours", "csrf_token": token})

    assert response.status_code == 200


def test_pages_forbid_foreign_scripts_and_framing(author: Visitor) -> None:
    headers = author.get("/").headers

    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"


def test_signing_out_ends_the_session_on_the_server(author: Visitor) -> None:
    cookie = dict(author.client.cookies)

    author.post("/sign-out")
    author.client.cookies.update(cookie)

    assert author.get("/").url.path == "/sign-in"


def test_a_sign_in_link_cannot_send_people_elsewhere(site: Site) -> None:
    visitor = site.visitor()
    person_id = int(field_value(visitor.get("/sign-in").text, "person_id"))

    response = visitor.client.post(
        "/sign-in/demo",
        data={"person_id": person_id, "next": "//elsewhere.example/"},
        headers=SAME_ORIGIN,
        follow_redirects=False,
    )

    assert response.headers["location"] == "/"
