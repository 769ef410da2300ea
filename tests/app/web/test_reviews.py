"""Between an author and a reviewer: who decides what, on which text."""

import pytest

from tests.app.web.conftest import Visitor, field_value

TAKE = "Mon voisin de palier a goûté la première fournée du four réparé, et il est revenu le lendemain."
NEEDS_REVIEW = f"{TAKE} Appelez-moi au 06 12 34 56 78."
BETTER = f"{TAKE} Écrivez-moi ici, en message."


@pytest.fixture
def draft_id(author: Visitor) -> int:
    draft_id = author.start_editing(TAKE)
    author.write(draft_id, NEEDS_REVIEW)
    author.post(f"/drafts/{draft_id}/submit")
    return draft_id


def decide(reviewer: Visitor, draft_id: int, decision: str, **fields: object):
    text_hash = field_value(reviewer.get(f"/reviews/{draft_id}").text, "text_hash")
    return reviewer.post(f"/reviews/{draft_id}/{decision}", text_hash=text_hash, **fields)


def test_what_needs_a_reviewer_cannot_be_shared_before(author: Visitor, draft_id: int) -> None:
    assert author.get(f"/drafts/{draft_id}/share").url.path == f"/drafts/{draft_id}"
    assert author.post(f"/drafts/{draft_id}/shares", channel="linkedin", text_hash="0").status_code == 409


def test_an_approved_text_can_be_shared_until_it_is_edited(
    author: Visitor, reviewer: Visitor, draft_id: int
) -> None:
    decide(reviewer, draft_id, "approve")
    assert author.get(f"/drafts/{draft_id}/share").url.path == f"/drafts/{draft_id}/share"

    author.write(draft_id, NEEDS_REVIEW + " Merci.")

    assert author.get(f"/drafts/{draft_id}/share").url.path == f"/drafts/{draft_id}"


def test_the_reviewer_sees_why_what_changed_and_where_it_comes_from(reviewer: Visitor, draft_id: int) -> None:
    page = reviewer.get(f"/reviews/{draft_id}").text

    assert "06 12 34 56 78" in page
    assert "<ins" in page
    assert "[…]" in page
    assert "Denis Gorvel" in page


def test_a_proposal_is_the_authors_to_take(author: Visitor, reviewer: Visitor, draft_id: int) -> None:
    decide(reviewer, draft_id, "propose", text=BETTER, note="Sans le numéro.")
    page = author.get(f"/drafts/{draft_id}").text
    assert "Sans le numéro." in page

    author.post(f"/drafts/{draft_id}/accept", text_hash=field_value(page, "text_hash"))

    page = author.get(f"/drafts/{draft_id}/share")
    assert page.url.path == f"/drafts/{draft_id}/share"
    assert "Écrivez-moi ici" in page.text


def test_a_refused_draft_comes_back_with_its_reason(
    author: Visitor, reviewer: Visitor, draft_id: int
) -> None:
    decide(reviewer, draft_id, "decline", reason="Pas de numéro personnel, s'il te plaît.")

    page = author.get(f"/drafts/{draft_id}").text

    assert "Pas de numéro personnel" in page
    assert author.get(f"/drafts/{draft_id}/share").url.path == f"/drafts/{draft_id}"


def test_refusing_without_a_reason_is_not_possible(reviewer: Visitor, draft_id: int) -> None:
    assert decide(reviewer, draft_id, "decline", reason=" ").status_code == 422
    assert reviewer.get(f"/reviews/{draft_id}").status_code == 200


def test_a_decision_on_a_text_that_changed_meanwhile_does_not_count(
    author: Visitor, reviewer: Visitor, draft_id: int
) -> None:
    text_hash = field_value(reviewer.get(f"/reviews/{draft_id}").text, "text_hash")
    author.write(draft_id, NEEDS_REVIEW + " Ou pas.")
    author.post(f"/drafts/{draft_id}/submit")

    late = reviewer.post(f"/reviews/{draft_id}/approve", text_hash=text_hash)

    assert late.status_code == 409
    assert author.get(f"/drafts/{draft_id}/share").url.path == f"/drafts/{draft_id}"


def test_nobody_reviews_their_own_draft(reviewer: Visitor) -> None:
    draft_id = reviewer.start_editing(TAKE)
    reviewer.write(draft_id, NEEDS_REVIEW)
    reviewer.post(f"/drafts/{draft_id}/submit")

    assert reviewer.get(f"/reviews/{draft_id}").status_code == 403
    assert "voisin" not in reviewer.get("/reviews").text


def test_a_proposal_stays_on_offer_while_its_author_writes(
    author: Visitor, reviewer: Visitor, draft_id: int
) -> None:
    decide(reviewer, draft_id, "propose", text=BETTER, note="Sans le numéro.")

    told = author.write(draft_id, f"{NEEDS_REVIEW} Merci.")

    assert "Merci." in str(told["banner"]).split("</div>")[0]
    text_hash = field_value(str(told["banner"]), "text_hash")
    author.post(f"/drafts/{draft_id}/accept", text_hash=text_hash)
    assert "Écrivez-moi ici" in author.get(f"/drafts/{draft_id}/share").text


def test_a_proposal_that_is_refused_goes_and_can_still_be_read(
    author: Visitor, reviewer: Visitor, draft_id: int
) -> None:
    decide(reviewer, draft_id, "propose", text=BETTER, note="Sans le numéro.")

    page = author.post(f"/drafts/{draft_id}/refuse").text

    assert f'action="/drafts/{draft_id}/accept"' not in page
    assert "Proposé par la communication, non repris" in page
    assert author.post(f"/drafts/{draft_id}/submit").status_code == 200


def test_the_legend_explains_only_the_labels_that_are_there(reviewer: Visitor, draft_id: int) -> None:
    page = reviewer.get(f"/reviews/{draft_id}").text

    legend = page[page.index('<p class="legend">') :].split("</p>")[0]
    for label in ("own", "sourced", "unsupported"):
        assert (f"tone--{label}" in legend) == (f'<span class="tone tone--{label}"' in page)
    assert "tone--sourced" not in legend
