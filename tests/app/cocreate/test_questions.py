import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.cocreate.asking import kind_of, mould
from app.cocreate.excerpts import count_words
from app.cocreate.missing import EASY
from app.cocreate.passed_over import kinds_passed_over
from app.cocreate.questions import ask_one_more, ask_questions
from app.domain.briefs import Answer, Question
from app.domain.voice import VoiceWishes
from tests.support.briefings import SENTENCES, TAKES, make_brief, make_passage, make_passages

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

    (named,) = (question for question in questions if question.id.startswith("figure-"))
    assert FIGURE[language] in named.text.replace("\u00a0", " ")
    assert named.passage_id == 1


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_question_is_answered_from_memory(language):
    for seed in range(8):
        first, *_ = ask_questions(make_brief(language, takes=(), seed=seed), make_passages(language))

        assert kind_of(first) in EASY


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_questions_of_a_set_sound_alike(language):
    for seed in range(12):
        questions = ask_questions(make_brief(language, takes=(), seed=seed), make_passages(language))

        assert len({mould(question) for question in questions}) == len(questions) == 3
        assert len({kind_of(question) for question in questions}) == 3


@pytest.mark.parametrize(
    ("language", "take"),
    [("fr", "J'ai réparé un four à Vatan hier."), ("en", "I repaired an oven in Vatan yesterday.")],
)
def test_what_the_author_said_comes_first_and_what_it_holds_is_not_asked(language, take):
    for seed in range(6):
        brief = make_brief(language, takes=(take,), seed=seed)
        first, *_ = ask_questions(brief, make_passages(language))

        assert take[4:10] in first.text
        assert kind_of(first) == "person"


REFUSED = [
    ("fr", VoiceWishes(refusals=("fraises",)), "fraise"),
    ("fr", VoiceWishes(avoided=("étal",)), "étal"),
    ("fr", VoiceWishes(avoided=("chiffre",)), "chiffre"),
    ("en", VoiceWishes(refusals=("strawberries",)), "strawberr"),
    ("en", VoiceWishes(avoided=("stall",)), "stall"),
    ("en", VoiceWishes(avoided=("number, colleague",)), "number"),
]


@pytest.mark.parametrize(("language", "wishes", "never"), REFUSED, ids=[case[2] for case in REFUSED])
def test_no_question_comes_to_what_the_author_keeps_out(language, wishes, never):
    for seed in range(8):
        brief = make_brief(language, takes=(), seed=seed)
        passages = make_passages(language)
        more = ask_one_more(brief, passages, said=False, wishes=wishes)

        for question in (*ask_questions(brief, passages, topics=(never,), wishes=wishes), more):
            assert question is not None
            assert never not in question.text.casefold()


def test_somebody_who_keeps_everything_out_is_still_asked_something():
    wishes = VoiceWishes(refusals=("Vernoy", "market"), avoided=("work", "you", "?"))

    assert ask_questions(make_brief("en", takes=()), make_passages("en"), wishes=wishes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kind_that_somebody_leaves_empty_does_not_come_first_again(language):
    for seed in range(8):
        brief, passages = make_brief(language, takes=(), seed=seed), make_passages(language)
        kind = kind_of(ask_questions(brief, passages)[0])

        first, *others = ask_questions(brief, passages, passed_over=frozenset((kind,)))

        assert kind_of(first) != kind
        assert len(others) == 2


@pytest.mark.parametrize(
    ("answers", "passed_over"),
    [
        ([("place", ""), ("place", "")], {"place"}),
        ([("place", "")], set()),
        ([("place", "In Otley."), ("place", ""), ("place", "")], set()),
        ([("place", ""), ("work", "Monday."), ("place", " "), ("place", "Once.")], {"place"}),
    ],
    ids=["twice", "once", "answered since", "the last two times"],
)
def test_a_kind_counts_as_passed_over_after_two_skips_in_a_row(answers, passed_over):
    newest_first = [Answer(Question(f"{kind}-{n}", "?"), text) for n, (kind, text) in enumerate(answers)]

    assert kinds_passed_over(newest_first) == passed_over


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_more_is_never_worded_like_what_was_asked(language):
    brief, passages = make_brief(language), make_passages(language)
    asked = list(ask_questions(brief, passages))
    for _ in range(4):
        brief = replace(brief, answers=(*brief.answers, *(Answer(one, "") for one in asked[-3:])))
        more = ask_one_more(brief, passages, said=True)
        assert more is not None
        assert mould(more) not in {mould(one) for one in asked}
        asked.append(more)


@pytest.mark.parametrize(
    ("language", "offer"),
    [
        ("fr", "Le salaire de départ au marché de Vernoy est de 2 480 € brut par mois."),
        ("en", "The starting salary at the Vernoy market is £31,400 a year."),
    ],
)
def test_nobody_is_asked_what_they_make_of_pay(language, offer):
    passages = make_passages(language, sentences=(*SENTENCES[language], offer), size=1)
    for seed in range(8):
        questions = ask_questions(make_brief(language, takes=(), seed=seed), passages)

        assert not any("2\u00a0480" in one.text or "31,400" in one.text for one in questions)


NOUNS = {
    "fr": (
        *("l'école", "la halle", "un entretien", "l'usine", "cet été", "l'âge des fours", "une œuvre ?"),
        *("énergie", "Onde", "API Engagement", "apprendre à écouter", "Pourquoi écrire ?", "le onzième étal"),
    ),
    "en": (
        *("the oven", "an hour", "a union", "energy prices", "Alpine", "how to bake?", "API Days"),
        *("why ovens crack", "Survey: one in nine", "the eleventh stall", "to listen first"),
    ),
}
VERBS = {"fr": "occupe", "en": "takes"}
_ELIDES = re.compile(
    r"(?<!\w)(?:de|que|la|ce|se|ne|me|te|je|jusque|lorsque|puisque) (?:«\u00a0)?[aeiouéèêâîôûœ]",
    re.IGNORECASE,
)


@st.composite
def material(draw):
    language = draw(st.sampled_from(LANGUAGES))
    nouns = st.sampled_from(NOUNS[language])
    ends = st.sampled_from((".", "!", ", 12 %.", " : 30 jours.", " (1 200 €).", "; nobody asks."))
    build = f"{{}} {VERBS[language]} {{}} {{}} personnes, {{}}{{}}".format
    sentences = draw(st.lists(st.builds(build, nouns, nouns, st.integers(2, 9999), nouns, ends), max_size=5))
    topic, topics = (
        draw(nouns | st.text(st.characters(exclude_characters="{}"), max_size=40)),
        tuple(draw(st.lists(nouns, max_size=2))),
    )
    take = draw(
        st.sampled_from(("", *TAKES[language], "Parler du four.", "Mention the oven.", "Why?", "oui"))
    )
    said = (take,) if take else ()
    brief = replace(make_brief(language, takes=said, seed=draw(st.integers(0, 99))), topic=topic)
    texts = [text[:1].upper() + text[1:] for text in sentences]
    return brief, make_passages(language, sentences=texts) if texts else (), topics


@settings(max_examples=150, deadline=None)
@given(material())
@example((replace(make_brief("fr", takes=()), topic="\x1f"), (), ()))
@example((replace(make_brief("en", takes=()), topic="?!"), (), ()))
def test_whatever_the_material_a_question_is_one_short_sentence_that_reads_well(drawn):
    brief, passages, topics = drawn
    more = ask_one_more(brief, passages, said=bool(brief.takes))

    questions = [*ask_questions(brief, passages, topics=topics), *([more] if more else [])]

    for question in questions:
        text = question.text
        own = re.sub(r"«[^»]*»|“[^”]*”", "", text)
        assert text.count("?") == 1
        assert text.endswith("?")
        assert "{" not in own
        assert "}" not in own
        assert not re.search(r"[ \u00a0]{2}|«\s*»|“”| [,.]", text)
        assert count_words(own) <= 18
        assert count_words(text) <= 30
        assert text[:1] in "«“" or not text[:1].islower()
        if brief.language == "fr":
            assert not _ELIDES.search(own)
            assert not re.search(r"(?<!\w)(?:de|que|le|la) «", text)
            assert not re.search(r"[^\u00a0«][?:»]|«[^\u00a0]", text.replace(brief.topic, ""))
