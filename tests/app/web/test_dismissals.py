"""An author answers a finding: it is fine as it is, and here is why."""

import re

import pytest

from app.store import dismissals
from tests.app.web.conftest import Site, Visitor

TAKE = "J'ai réparé un four jeudi, et le client a souri."
TIP = "Il était une fois un post qui allait changer votre vie 🎉🎉🎉🎉🎉🎉🎉🎉. J'ai réparé un four jeudi."
ASKED = f"{TAKE} Appelez-moi au 06 12 34 56 78."
HELD = f"{TAKE} FR14 2004 1010 0505 0001 3M02 606."


def keys(page: str, severity: str) -> list[str]:
    return re.findall(rf'finding--{severity}"[^>]* data-key="([0-9a-f]+)"', page)


@pytest.fixture
def draft_id(author: Visitor) -> int:
    return author.start_editing(TAKE)


def answer(visitor: Visitor, draft_id: int, key: str, **fields: str):
    return visitor.post(f"/drafts/{draft_id}/dismissals/{key}", **fields)


def test_a_tip_is_set_aside_and_stays_so_while_its_words_stand(author: Visitor, draft_id: int) -> None:
    panel = author.write(draft_id, TIP)["panel"]
    key = keys(panel, "tip")[0]

    answer(author, draft_id, key, reason="my_way")
    told = author.write(draft_id, f"Bonjour à vous. {TIP} À bientôt.")

    assert key not in keys(told["panel"], "tip")
    assert "C’est ma façon de le dire" in told["panel"]
    assert key not in [span["key"] for span in told["spans"] if span["kind"] == "finding"]


def test_setting_aside_can_be_undone(author: Visitor, draft_id: int) -> None:
    key = keys(author.write(draft_id, TIP)["panel"], "tip")[0]
    answer(author, draft_id, key, reason="meant")

    page = author.post(f"/drafts/{draft_id}/dismissals/{key}/undo").text

    assert key in keys(page, "tip")


def test_what_a_reviewer_must_see_still_goes_to_them_with_the_reason(
    author: Visitor, reviewer: Visitor, draft_id: int
) -> None:
    key = keys(author.write(draft_id, ASKED)["panel"], "review")[0]

    page = answer(author, draft_id, key, reason="agreed", words="C'est le standard de l'atelier.").text
    author.post(f"/drafts/{draft_id}/submit")
    seen = reviewer.get(f"/reviews/{draft_id}").text

    assert key in keys(page, "review")
    assert "standard de l&#39;atelier" in page
    assert "standard de l&#39;atelier" in seen


def test_what_blocks_cannot_be_set_aside(author: Visitor, draft_id: int) -> None:
    key = keys(author.write(draft_id, HELD)["panel"], "block")[0]

    assert answer(author, draft_id, key, reason="meant").status_code == 403
    assert author.get(f"/drafts/{draft_id}").text.count(key)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Choisissez une raison"),
        ({"reason": "other"}, "quelques mots"),
        ({"reason": "meant", "words": "a" * 301}, "300"),
    ],
    ids=["no reason", "own words missing", "too long"],
)
def test_an_answer_without_its_reason_is_asked_for(author: Visitor, draft_id: int, fields, said) -> None:
    key = keys(author.write(draft_id, TIP)["panel"], "tip")[0]

    answered = answer(author, draft_id, key, **fields)

    assert answered.status_code == 422
    assert said in answered.text


def test_a_finding_that_is_gone_or_of_somebody_else_cannot_be_answered(
    author: Visitor, colleague: Visitor, draft_id: int
) -> None:
    key = keys(author.write(draft_id, TIP)["panel"], "tip")[0]

    assert answer(colleague, draft_id, key, reason="meant").status_code == 404
    assert answer(author, draft_id, "0" * 16, reason="meant").status_code == 409
    assert answer(author, draft_id, "nonsense", reason="meant").status_code == 422


def test_nothing_of_the_text_is_kept_with_an_answer(author: Visitor, site: Site, draft_id: int) -> None:
    key = keys(author.write(draft_id, TIP)["panel"], "tip")[0]
    answer(
        author,
        draft_id,
        key,
        reason="other",
        words="Ma hiérarchie refuse de payer nos heures supplémentaires.",
    )

    with site.services.sessions() as session:
        kept = dismissals.list_dismissals(session, draft_id)

    assert kept[key].words == ""
    assert "four" not in repr(kept)


def test_an_answer_is_gone_with_its_draft(author: Visitor, site: Site, draft_id: int) -> None:
    key = keys(author.write(draft_id, TIP)["panel"], "tip")[0]
    answer(author, draft_id, key, reason="meant")

    author.post(f"/drafts/{draft_id}/delete")

    with site.services.sessions() as session:
        assert dismissals.list_dismissals(session, draft_id) == {}
        assert dismissals.list_fired(session, draft_id) == set()
