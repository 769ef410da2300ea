"""A stretch of a text, reworked by a model and held by code to what it said."""

import json
import re
from dataclasses import replace

import pytest

from app.cocreate.actions.outcome import Action, Change, NotPossible, Outcome, Sheet
from app.cocreate.model.rework import SURROUNDINGS, Reworker
from app.domain.briefs import Answer, Question
from app.domain.channels import Channel
from app.domain.people import Language
from app.llm.errors import ModelDown
from app.llm.scripted_model import ScriptedModel
from knowledge_base.language import detect_language
from tests.support.model_drafts import BRIEFS, PASSAGES, find_personal_data, voice

FIRST = "I have fitted winter tyres for ten years, and each year we say the same thing to everybody."
FIGURE = "Sales grew by 12 % in 2026, says Galbrune, and we still run out of the popular sizes in November."
TEXT = f"{FIRST}\n\n{FIGURE}"


def text(words: str) -> str:
    return json.dumps({"text": words}, ensure_ascii=False)


def sheet(language: str = "en", **changes: object) -> Sheet:
    start = TEXT.index(FIGURE)
    given = Sheet(TEXT, BRIEFS[language], PASSAGES, voice(language), part=(start, len(TEXT)))
    return replace(given, **changes)  # type: ignore[arg-type]


def reworked(
    action: Action, *replies: str | ModelDown, on: Sheet | None = None
) -> tuple[Outcome, ScriptedModel]:
    model = ScriptedModel(replies)
    worker = Reworker(model, find_personal_data, detect_language)
    return worker(action, on or sheet()), model


def test_a_stretch_is_changed_in_its_place_and_the_rest_stays() -> None:
    shorter = "Galbrune says sales grew by 12 % in 2026."

    outcome, model = reworked(Action.CONDENSE, text(f"**{shorter}** https://evil.example/x"))

    assert isinstance(outcome, Change)
    assert outcome.text == f"{FIRST}\n\n{shorter}"
    assert outcome.brought_in == (shorter,)
    assert f"<selection>{FIGURE}</selection>" in model.seen[0][1].text


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("Sales grew in 2026, says Galbrune.", "not_faithful"),
        ("Sales grew by 12 % in 2026.", "not_faithful"),
        ("Sales grew by 12 % in 2026, says Galbrune, and by 30 % in May.", "not_faithful"),
        ("Sales grew by 12 % in 2026, says Galbrune and Bertrand Malvoisin.", "not_faithful"),
        (f"{FIGURE} And more words that nobody needs at all here.", "not_shorter"),
        (FIGURE, "nothing_new"),
        ("I'm sorry, but I can't help with that.", "not_faithful"),
        ("Les ventes ont progressé de 12 % en 2026, selon Galbrune.", "wrong_language"),
        ("Sales grew by 12 % in 2026, says Galbrune, writes [PERSON_9].", "not_faithful"),
        ("", "not_faithful"),
    ],
    ids=[
        "figure",
        "name",
        "new figure",
        "new name",
        "longer",
        "same",
        "refusal",
        "language",
        "code",
        "empty",
    ],
)
def test_what_does_not_hold_to_the_stretch_is_not_offered(answer: str, reason: str) -> None:
    outcome, model = reworked(Action.CONDENSE, text(answer))

    assert outcome == NotPossible(reason)
    assert len(model.seen) == 2


def test_the_second_try_is_told_what_was_lost() -> None:
    outcome, model = reworked(
        Action.REPHRASE,
        text("Sales grew in 2026, says Galbrune."),
        text("Galbrune says so: sales grew by 12 % in 2026, and the popular sizes run out in November."),
    )

    assert isinstance(outcome, Change)
    assert "<words>12 %</words>" in model.seen[1][1].text


def test_a_whole_text_in_the_other_language_begins_a_second_draft() -> None:
    french = (
        "Je monte des pneus d'hiver depuis dix ans. Les ventes ont progressé de 12 % en 2026, selon Galbrune."
    )

    outcome, _ = reworked(Action.TRANSLATE, text(french), on=sheet(part=None))

    assert isinstance(outcome, Change)
    assert outcome.brief is not None
    assert outcome.brief.language is Language.FRENCH
    assert outcome.text.replace("\u00a0", " ") == french


def test_a_sentence_in_the_other_language_stays_in_its_text() -> None:
    outcome, _ = reworked(Action.TRANSLATE, text("Les ventes ont progressé de 12 % en 2026, selon Galbrune."))

    assert isinstance(outcome, Change)
    assert outcome.brief is None
    assert outcome.text.startswith(FIRST)


def test_a_quotation_keeps_its_words() -> None:
    quoted = "She told me “nobody believes in snow before it falls” and laughed for a while."
    whole = sheet(text=quoted, part=None)

    lost, _ = reworked(Action.REPHRASE, text("She laughed and said that nobody believes in snow."), on=whole)
    kept, _ = reworked(
        Action.REPHRASE, text("She laughed: “nobody believes in snow before it falls”."), on=whole
    )

    assert lost == NotPossible("not_faithful")
    assert isinstance(kept, Change)


def test_personal_data_of_the_text_is_not_sent_and_comes_back() -> None:
    whole = sheet(text="Write to ines@atelier.test if you want to know which tyres we fit.", part=None)

    outcome, model = reworked(Action.CONDENSE, text("Write to [EMAIL_1] about our tyres."), on=whole)

    assert isinstance(outcome, Change)
    assert outcome.text == "Write to ines@atelier.test about our tyres."
    assert "ines@" not in "".join(message.text for message in model.seen[0])


def test_nothing_confidential_is_sent() -> None:
    model = ScriptedModel([text("x")])
    worker = Reworker(model, find_personal_data, detect_language, may_leave=lambda _: False)

    assert worker(Action.CONDENSE, sheet()) == NotPossible("kept_from_model")
    assert model.seen == []


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"part": (3, 3)}, "no_selection"),
        ({"text": "word " * 1000, "part": None}, "selection_too_long"),
    ],
    ids=["nothing", "too much"],
)
def test_a_stretch_that_is_none_or_too_much_is_not_sent(given: dict[str, object], reason: str) -> None:
    outcome, model = reworked(Action.CONDENSE, text("x"), on=sheet(**given))

    assert outcome == NotPossible(reason)
    assert model.seen == []


def test_a_model_that_is_down_is_said_and_changes_nothing() -> None:
    outcome, _ = reworked(Action.REPHRASE, ModelDown("gone"))

    assert outcome == NotPossible("model_unavailable")


def test_what_would_no_longer_fit_its_channel_is_not_offered() -> None:
    longer = f"{FIGURE} " + "We say it again and again, in the same words, to whoever wants to hear it. " * 3

    outcome, _ = reworked(
        Action.REPHRASE, text(longer), on=sheet(brief=replace(BRIEFS["en"], channel=Channel.X))
    )

    assert outcome == NotPossible("no_room")


@pytest.mark.parametrize("place", ["selection", "surroundings"])
def test_a_stretch_that_ends_in_the_middle_of_an_address_sends_neither_half(place: str) -> None:
    before = f"Write to bertrand.malvoisin@example.test. {'We say the same each year. ' * 30}"
    cut = before.index("@")
    whole, start = before + FIGURE, cut if place == "selection" else cut + SURROUNDINGS
    given = sheet(text=whole, part=(start, len(whole)))

    _, model = reworked(Action.REPHRASE, text(FIGURE), text(FIGURE), on=given)

    assert not any(half in model.seen[0][1].text for half in ("malvoisin", "example.test"))


def test_a_question_that_holds_something_confidential_is_not_sent() -> None:
    asked = replace(BRIEFS["en"], answers=(Answer(Question("q1", "Why Quarzberg?"), "It is nearer."),))
    model = ScriptedModel([text(FIGURE)])
    worker = Reworker(
        model, find_personal_data, detect_language, may_leave=lambda words: "Quarzberg" not in words
    )

    outcome = worker(Action.CONDENSE, sheet(brief=asked))

    assert outcome == NotPossible("kept_from_model")
    assert not model.seen


def find_full_name(words: str) -> list[tuple[int, int, str]]:
    """As the real one does: a surname by itself is no name it knows."""
    return [(*match.span(), "person") for match in re.finditer("Jeanne Morel", words)]


def test_a_surname_that_was_lost_is_not_told_to_the_second_try() -> None:
    said = "My neighbour Jeanne Morel fits winter tyres in November, as she has done for ten years now."
    model = ScriptedModel([text("My neighbour fits winter tyres in November, as ever.")])

    Reworker(model, find_full_name, detect_language)(Action.CONDENSE, sheet(text=said, part=None))

    second = "".join(message.text for message in model.seen[1])
    assert "Morel" not in second
    assert "<words>[PERSON_1C]</words>" in second


def test_a_name_that_was_only_typed_in_the_editor_is_masked_where_nobody_would_take_it_for_one() -> None:
    def by_title(words: str) -> list[tuple[int, int, str]]:
        return [(*match.span(1), "person") for match in re.finditer("my neighbour (Olive)", words)]

    said = "I work with my neighbour Olive in a garage of four."
    answers = (Answer(Question("who", "Who does it?"), "Olive fits the tyres."),)
    asked = sheet(text=said, part=None, brief=replace(BRIEFS["en"], answers=answers))
    model = ScriptedModel([text("With my neighbour [PERSON_1], I work in a garage of four.")])

    Reworker(model, by_title, detect_language)(Action.REPHRASE, asked)

    assert "Olive" not in "".join(message.text for message in model.seen[0])
