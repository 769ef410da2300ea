"""The editor: what is saved, what is told, what is never lost."""

import pytest

from app.demo.company import HERE
from tests.app.web.conftest import Site, Visitor, field_value

TAKE = "Mon voisin de palier a goûté la première fournée du four réparé, et il est revenu le lendemain."


@pytest.fixture
def draft_id(author: Visitor) -> int:
    return author.start_editing(TAKE)


def test_the_authors_words_open_the_draft_and_are_called_theirs(author: Visitor, draft_id: int) -> None:
    told = author.write(draft_id, TAKE)

    assert [span["label"] for span in told["spans"] if span["kind"] == "label"] == ["own"]
    assert told["may_share"] is True


def test_a_confidential_sentence_is_stopped_and_named_by_its_words_only(
    author: Visitor, draft_id: int
) -> None:
    leak = leaked_sentence()

    told = author.write(draft_id, f"{TAKE} {leak}")

    assert told["blocked"] is True
    assert told["may_share"] is False
    assert author.get(f"/drafts/{draft_id}/share").url.path == f"/drafts/{draft_id}"
    assert author.post(f"/drafts/{draft_id}/submit").status_code == 409
    assert author.post(f"/drafts/{draft_id}/shares", channel="linkedin", text_hash="0").status_code == 409
    assert "cadrage" not in told["panel"]


def leaked_sentence() -> str:
    """A sentence of the demo company's confidential note, as somebody would paste it."""
    note = (HERE / "documents/confidential/projet-cormoran-note-de-cadrage.md").read_text("utf-8")
    return max((line for line in note.split("---")[-1].splitlines() if "ormoran" not in line), key=len)[:400]


@pytest.mark.parametrize(
    "before",
    ["👩‍🚒🔥 ", "E\u0301 E\u0301crit ", "𝔉𝔯𝔞𝔦𝔰 ", "\u200b\u202eabc\u202c ", "🇫🇷 👨‍👩‍👧 e\u0323\u0302 "],
    ids=["emoji", "combining marks", "letters beyond 16 bits", "invisible marks", "all at once"],
)
def test_spans_count_as_browsers_do(author: Visitor, draft_id: int, before: str) -> None:
    text = f"{before}Écrivez à lea@ailleurs.example."
    told = author.write(draft_id, text)

    spans = [span for span in told["spans"] if span.get("severity") == "review"]
    utf16 = text.encode("utf-16-le")
    shown = [utf16[2 * span["start"] : 2 * span["end"]].decode("utf-16-le") for span in spans]
    assert "lea@ailleurs.example" in shown


def test_two_windows_lose_neither_text(author: Visitor, draft_id: int) -> None:
    revision = int(field_value(author.get(f"/drafts/{draft_id}").text, "revision"))
    author.post_json(f"/drafts/{draft_id}/text.json", text="La première fenêtre.", revision=revision)

    late = author.post_json(f"/drafts/{draft_id}/text.json", text="La seconde fenêtre.", revision=revision)

    assert late.status_code == 409
    page = author.get(f"/drafts/{draft_id}").text
    assert "La première fenêtre." in page
    assert "La seconde fenêtre." in page


def test_an_answer_sent_twice_is_not_a_conflict(author: Visitor, draft_id: int) -> None:
    revision = int(field_value(author.get(f"/drafts/{draft_id}").text, "revision"))
    author.post_json(f"/drafts/{draft_id}/text.json", text="Le même texte.", revision=revision)

    again = author.post_json(f"/drafts/{draft_id}/text.json", text="Le même texte.", revision=revision)

    assert again.status_code == 200


def test_choosing_another_draft_sets_the_edited_text_aside(author: Visitor, draft_id: int) -> None:
    author.write(draft_id, "Mon texte à moi, bien retravaillé.")

    author.post(f"/drafts/{draft_id}/choice", position=0)

    assert "Mon texte à moi, bien retravaillé." in author.get(f"/drafts/{draft_id}").text


def test_a_figure_nobody_gave_is_marked_until_its_author_vouches_for_it(
    author: Visitor, draft_id: int
) -> None:
    sentence = "J'ai compté 47 allers-retours cette année."
    told = author.write(draft_id, f"{TAKE} {sentence}")
    assert [span["label"] for span in told["spans"] if span["kind"] == "label"] == ["own", "unsupported"]

    author.post(f"/drafts/{draft_id}/vouch", sentence=sentence)

    told = author.write(draft_id, f"{TAKE} {sentence}")
    assert [span["label"] for span in told["spans"] if span["kind"] == "label"] == ["own", "own"]


def test_a_changed_figure_needs_vouching_again(author: Visitor, draft_id: int) -> None:
    author.write(draft_id, f"{TAKE} J'ai compté 47 allers-retours cette année.")
    author.post(f"/drafts/{draft_id}/vouch", sentence="J'ai compté 47 allers-retours cette année.")

    told = author.write(draft_id, f"{TAKE} J'ai compté 470 allers-retours cette année.")

    assert "unsupported" in [span.get("label") for span in told["spans"]]


@pytest.mark.parametrize(
    "text",
    ["x" * 100_000, "lea@ailleurs.example " * 2_400, "mot " * 25_000, "\n" * 30_000, "é" * 20_001],
    ids=["one long word", "a line of 50,000", "many words", "blank lines", "just over"],
)
def test_a_text_too_long_is_refused_in_words_and_the_saved_one_stays(
    author: Visitor, draft_id: int, text: str
) -> None:
    author.write(draft_id, "Ce qui était là.")
    revision = int(field_value(author.get(f"/drafts/{draft_id}").text, "revision"))

    response = author.post_json(f"/drafts/{draft_id}/text.json", text=text, revision=revision)

    assert response.status_code == 422
    assert "20000" in response.json()["message"].replace("\u202f", "").replace("\u00a0", "").replace(",", "")
    assert "Ce qui était là." in author.get(f"/drafts/{draft_id}").text


@pytest.mark.parametrize(
    "text",
    [
        *("", "   \n", "\u200b", "e\u0301" * 50, "\u202eabc\u202c", "👩‍👩‍👧‍👦" * 100, "\x00 a"),
        *("x" * 20_000, "mot " * 5_000),
    ],
    ids=[
        *("empty", "blank", "invisible", "combining", "turned", "families", "nul"),
        *("the longest word", "the longest line"),
    ],
)
def test_odd_texts_are_judged_without_a_hitch(author: Visitor, draft_id: int, text: str) -> None:
    revision = int(field_value(author.get(f"/drafts/{draft_id}").text, "revision"))

    response = author.post_json(f"/drafts/{draft_id}/text.json", text=text, revision=revision)

    assert response.status_code == 200


def test_a_signed_out_editor_is_told_and_keeps_its_text(site: Site, author: Visitor, draft_id: int) -> None:
    author.post("/sign-out")

    response = author.post_json(f"/drafts/{draft_id}/text.json", text="Non sauvé", revision=1)

    assert response.status_code == 401
    assert response.json()["code"] == "signed_out"


def test_everything_works_without_javascript(author: Visitor, draft_id: int) -> None:
    revision = field_value(author.get(f"/drafts/{draft_id}").text, "revision")

    page = author.post(f"/drafts/{draft_id}/text", text="Une ligne.\r\nDeux lignes.", revision=revision)

    assert page.status_code == 200
    assert "Une ligne.\nDeux lignes." in page.text


def test_a_finding_about_a_figure_lets_its_author_vouch_for_it(author: Visitor, draft_id: int) -> None:
    told = author.write(draft_id, f"{TAKE} J'ai compté 47 allers-retours cette année.")

    cards = [card.split("</li>")[0] for card in str(told["panel"]).split("data-finding=")[1:]]
    (card,) = (card for card in cards if f'action="/drafts/{draft_id}/vouch"' in card)
    assert field_value(card, "sentence") == "J'ai compté 47 allers-retours cette année."


def test_a_text_too_long_for_its_channel_fits_another_one(author: Visitor, draft_id: int) -> None:
    text = "Mon voisin a goûté la fournée. " * 12
    author.post(f"/drafts/{draft_id}/channel", channel="x")
    assert author.write(draft_id, text)["count"]["fits"] is False

    page = author.post(f"/drafts/{draft_id}/channel", channel="linkedin").text

    assert '<option value="linkedin" selected>' in page
    assert author.write(draft_id, text)["count"]["fits"] is True


def test_a_channel_that_does_not_exist_is_refused(author: Visitor, draft_id: int) -> None:
    assert author.post(f"/drafts/{draft_id}/channel", channel="fax").status_code == 422


def test_a_colleague_cannot_move_my_draft_to_another_channel(colleague: Visitor, draft_id: int) -> None:
    assert colleague.post(f"/drafts/{draft_id}/channel", channel="x").status_code == 404
