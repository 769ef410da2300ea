from dataclasses import replace

import pytest

from app.cocreate.questions import ask_one_more, ask_questions
from app.domain.briefs import Answer
from tests.support.briefings import TAKES, make_brief, make_passage, make_passages

LANGUAGES = ("fr", "en")
FIGURE = {"fr": "38 étals", "en": "38 stalls"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_to_three_short_questions_are_asked(language):
    for limit in (1, 2, 3):
        questions = ask_questions(make_brief(language, takes=()), make_passages(language), limit=limit)

        assert len(questions) == limit
        assert all(question.text.endswith("?") and len(question.text) <= 200 for question in questions)
        assert len({question.id for question in questions}) == limit


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_of_the_passages_is_named_with_its_noun(language):
    passages = make_passages(
        language, sentences=[f"Vernoy a {FIGURE['fr']}." if language == "fr" else "Vernoy has 38 stalls."]
    )

    questions = ask_questions(make_brief(language, takes=()), passages)

    first = questions[0]
    assert FIGURE[language] in first.text.replace("\u00a0", " ")
    assert first.passage_id == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_colleagues_are_asked_different_questions(language):
    asked = {
        tuple(
            q.text for q in ask_questions(make_brief(language, takes=(), seed=seed), make_passages(language))
        )
        for seed in range(8)
    }

    assert len(asked) >= 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_colleague_is_asked_the_same(language):
    brief = make_brief(language, takes=(), seed=3)

    assert ask_questions(brief, make_passages(language)) == ask_questions(brief, make_passages(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_answered_or_skipped_is_not_asked_again(language):
    brief = make_brief(language, takes=())
    first = ask_questions(brief, make_passages(language))

    then = ask_questions(replace(brief, answers=tuple(Answer(q, "") for q in first)), make_passages(language))

    assert not {q.id for q in first} & {q.id for q in then}


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_passages_the_topic_itself_is_asked_about(language):
    questions = ask_questions(make_brief(language, takes=()), ())

    assert questions
    assert all("Vernoy" in question.text for question in questions)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_anything_an_open_question_is_asked(language):
    brief = replace(make_brief(language, takes=()), topic="")

    (question,) = ask_questions(brief, ())

    assert question.id.startswith("open-")


def test_a_topic_of_the_author_that_the_passages_touch_is_asked_about():
    questions = ask_questions(
        make_brief("en", takes=()), make_passages("en"), topics=("astronomy", "strawberries"), limit=3
    )

    assert any("strawberries," in question.text for question in questions)


def test_a_number_is_not_asked_for_when_the_author_gave_one():
    with_number = [
        ask_questions(make_brief("en", takes=("I sold 12 cheeses.",), seed=s), ()) for s in range(6)
    ]

    assert not any(q.id.startswith("number-") for questions in with_number for q in questions)


@pytest.mark.parametrize(("language", "short"), [("fr", "Les fraises"), ("en", "Strawberries")])
def test_a_short_answer_is_taken_up(language, short):
    question = ask_one_more(make_brief(language, takes=(short,)), make_passages(language), said=False)

    assert question is not None
    assert short in question.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_question_more_goes_for_a_gap(language):
    question = ask_one_more(make_brief(language, takes=TAKES[language]), make_passages(language), said=True)

    assert question is not None
    assert question.id.split("-")[0] in {"work", "number", "person", "place", "doubt"}


@pytest.mark.parametrize(
    "text",
    [
        "The doors open at 7 p.m. on 12 March 2026.",
        "It was the year 2026 in Vernoy.",
        "Nothing to count here.",
    ],
)
def test_dates_and_hours_are_not_figures(text):
    questions = ask_questions(make_brief("en", takes=()), (make_passage(text),))

    assert not any(question.id.startswith("figure-") for question in questions)


def test_french_questions_are_set_in_french():
    for seed in range(8):
        for question in ask_questions(make_brief("fr", takes=(), seed=seed), make_passages("fr")):
            assert question.text.endswith("\u00a0?")
            assert "'" not in question.text
