"""Actions and fixes over HTTP: shown first, kept or left, taken back, with and without a script."""

import re

import pytest

from app.store import drafts
from tests.app.web.conftest import Site, Visitor, field_value

TAKE = "Mon voisin de palier a goûté la première fournée du four réparé, et il est revenu le lendemain."
SECOND = "Je garde dans ma sacoche la première vis que j'ai remplacée, un dimanche de janvier."
JSON = {"accept": "application/json", "sec-fetch-site": "same-origin"}


@pytest.fixture
def draft_id(author: Visitor) -> int:
    return author.start_editing(TAKE, SECOND)


def text_of(author: Visitor, draft_id: int) -> str:
    page = author.get(f"/drafts/{draft_id}").text
    found = re.search(r"<textarea[^>]* id=\"text\"[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert found
    return found[1].replace("&#39;", "'")


def ask(author: Visitor, draft_id: int, what: str, **fields: object) -> dict[str, object]:
    """As the editor does: what is shown, and the hidden fields that keep it."""
    answer = author.client.post(f"/drafts/{draft_id}/act", data={"what": what, **fields}, headers=JSON)
    assert answer.status_code == 200
    return answer.json()


def keep(author: Visitor, draft_id: int, what: str, **fields: object):
    shown = str(ask(author, draft_id, what, **fields)["html"])
    hidden = {name: field_value(shown, name) for name in ("seen", "base")}
    return author.post(f"/drafts/{draft_id}/act/keep", what=what, **hidden, **fields)


def test_an_action_is_shown_first_and_changes_nothing(author: Visitor, draft_id: int) -> None:
    before = text_of(author, draft_id)

    for what in ("opening", "shorter", "longer", "angle"):
        page = author.post(f"/drafts/{draft_id}/act", what=what).text
        assert "Garder" in page, what
        assert "<ins>" in page or "<del>" in page, what

    assert text_of(author, draft_id) == before


def test_a_kept_change_is_taken_back_in_one_step_and_loses_nothing(author: Visitor, draft_id: int) -> None:
    before = text_of(author, draft_id)

    keep(author, draft_id, "longer")
    after = text_of(author, draft_id)
    author.post(f"/drafts/{draft_id}/act/undo")

    assert after != before
    assert text_of(author, draft_id) == before
    assert after.split("\n")[-1] in author.get(f"/drafts/{draft_id}").text


def test_what_an_action_brings_in_is_sourced_and_not_the_authors(
    site: Site, author: Visitor, draft_id: int
) -> None:
    author.write(draft_id, TAKE)
    keep(author, draft_id, "longer", turn=1)

    text = text_of(author, draft_id)
    told = author.post_json(
        f"/drafts/{draft_id}/text.json",
        text=text,
        revision=int(field_value(author.get(f"/drafts/{draft_id}").text, "revision")),
    ).json()
    labels = [span["label"] for span in told["spans"] if span["kind"] == "label"]

    assert labels.count("own") >= 1
    assert "unsupported" not in labels
    assert "sourced" in labels


def test_an_answer_given_to_an_action_is_the_authors_own_and_asked_no_more(
    author: Visitor, draft_id: int
) -> None:
    answer = "À Felletin, la boulangère m'a fait écouter son vieux four avant de me laisser l'ouvrir."
    question = ask(author, draft_id, "personal")["html"]

    keep(author, draft_id, "personal", answer=answer)

    assert answer in text_of(author, draft_id)
    assert answer in author.get(f"/drafts/{draft_id}/questions").text.replace("&#39;", "'")
    asked = re.search(r'<label class="question__text[^>]*>([^<]*)<', str(question))
    assert asked
    assert asked[1] not in str(ask(author, draft_id, "personal")["html"])


def test_an_answer_of_one_word_is_kept_on_the_page(author: Visitor, draft_id: int) -> None:
    page = author.post(f"/drafts/{draft_id}/act", what="personal", answer="Oui").text

    assert "Quelques mots de plus" in page
    assert ">\nOui</textarea>" in page


def test_a_text_changed_meanwhile_is_not_written_over(author: Visitor, draft_id: int) -> None:
    shown = str(ask(author, draft_id, "longer")["html"])
    hidden = {name: field_value(shown, name) for name in ("seen", "base")}
    author.write(draft_id, "Tout autre chose, tapé dans une autre fenêtre.")

    late = author.post(f"/drafts/{draft_id}/act/keep", what="longer", **hidden)

    assert late.status_code == 409
    assert text_of(author, draft_id) == "Tout autre chose, tapé dans une autre fenêtre."


def test_a_kept_change_voids_an_approval(
    site: Site, author: Visitor, reviewer: Visitor, draft_id: int
) -> None:
    author.post(f"/drafts/{draft_id}/submit")
    page = reviewer.get(f"/reviews/{draft_id}").text
    reviewer.post(f"/reviews/{draft_id}/approve", text_hash=field_value(page, "text_hash"))

    keep(author, draft_id, "opening")

    with site.services.sessions() as session:
        draft = drafts.get_draft_for_job(session, draft_id)
    assert draft.stage == "editing"
    assert not draft.approved


def test_the_other_language_is_a_second_draft_and_the_first_stays(author: Visitor, draft_id: int) -> None:
    before = text_of(author, draft_id)
    answer = "My oldest customer keeps a notebook of every breakdown since 1998."

    begun = keep(author, draft_id, "language", answer=answer)

    assert begun.url.path != f"/drafts/{draft_id}"
    assert answer in begun.text
    assert "[To say again in English" in begun.text
    assert 'lang="en"' in begun.text
    assert author.post(f"{begun.url.path}/submit").status_code == 409
    assert text_of(author, draft_id) == before


def test_a_draft_of_somebody_else_is_missing(colleague: Visitor, draft_id: int) -> None:
    assert colleague.post(f"/drafts/{draft_id}/act", what="longer").status_code == 404
    assert colleague.post(f"/drafts/{draft_id}/act/keep", what="longer", seen="x").status_code == 404
    assert colleague.post(f"/drafts/{draft_id}/act/undo").status_code == 404
    assert colleague.post(f"/drafts/{draft_id}/fixes/emoji").status_code == 404
    assert colleague.post(f"/drafts/{draft_id}/mix", pick="0").status_code == 404


BAD: dict[str, tuple[str, dict[str, object], int]] = {
    "no such action": ("act", {"what": "louder"}, 422),
    "turn below none": ("act", {"what": "longer", "turn": -1}, 422),
    "long answer": ("act", {"what": "personal", "answer": "a " * 4000}, 422),
    "never shown": ("act/keep", {"what": "longer", "seen": "0"}, 409),
    "nothing to take back": ("act/undo", {}, 409),
    "nothing to put right": ("fixes/sentence_length", {}, 409),
    "no pick": ("mix", {}, 422),
    "no such pick": ("mix", {"pick": "999"}, 422),
    "too long": ("put-back", {"text": "x" * 20_001}, 422),
}


def test_bad_input_is_answered_with_a_sentence(author: Visitor, draft_id: int) -> None:
    for name, (address, fields, status) in BAD.items():
        assert author.post(f"/drafts/{draft_id}/{address}", **fields).status_code == status, name


LOUD = f"{TAKE[:-1]} !! Quelle journée !!! Merci à tous ! On recommence demain !"


def test_a_habit_is_put_right_in_one_click_and_back(author: Visitor, draft_id: int) -> None:
    panel = str(author.write(draft_id, LOUD)["panel"])
    assert f"/drafts/{draft_id}/fixes/exclamation" in panel

    author.post(f"/drafts/{draft_id}/fixes/exclamation")
    fixed = text_of(author, draft_id)
    author.post(f"/drafts/{draft_id}/act/undo")

    assert "!" not in fixed
    assert [c for c in fixed if c.isalnum()] == [c for c in LOUD if c.isalnum()]
    assert text_of(author, draft_id) == LOUD


def test_the_editor_makes_the_edits_of_a_fix_itself(author: Visitor, draft_id: int) -> None:
    text = f"🎉 {LOUD}"
    author.write(draft_id, text)

    told = author.post_json(f"/drafts/{draft_id}/fixes/exclamation").json()

    units = text.encode("utf-16-le")
    cut = [units[2 * one["start"] : 2 * one["end"]].decode("utf-16-le") for one in told["edits"]]
    assert cut
    assert all(words.strip(" \u00a0").strip("!") == "" for words in cut)
    assert text_of(author, draft_id) == text


def test_drafts_are_mixed_without_a_script(author: Visitor) -> None:
    draft_id = author.start_draft(TAKE, SECOND)
    page = author.get(f"/drafts/{draft_id}").text
    picks = re.findall(r'name="pick" value="(\d+)"[^>]*><span><span class="tone tone--(\w+)">([^<]*)<', page)
    own = next(pick for pick in picks if pick[1] == "own")
    fact = next(pick for pick in picks[::-1] if pick[1] == "sourced")
    chosen = {"pick": [own[0], fact[0]], "opening": fact[0]}

    shown = author.post(f"/drafts/{draft_id}/mix", **chosen)
    begun = author.post(f"/drafts/{draft_id}/mix", **chosen, start="yes")

    assert "Partir de ce mélange" in shown.text
    assert begun.url.path == f"/drafts/{draft_id}"
    text = text_of(author, draft_id)
    assert text.startswith(fact[2].replace("&#39;", "'"))
    assert own[2].replace("&#39;", "'") in text


def test_an_earlier_version_comes_back_without_a_script(author: Visitor, draft_id: int) -> None:
    before = text_of(author, draft_id)
    keep(author, draft_id, "opening")

    author.post(f"/drafts/{draft_id}/put-back", text=before)

    assert text_of(author, draft_id) == before
