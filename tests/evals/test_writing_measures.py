"""How words, likeness and questions are counted."""

import pytest

from evals.writing.measures import common_turns, draft_measures, question_measures
from evals.writing.questions import (
    asked_differently,
    asked_in_different_words,
    flatters,
    is_short,
    is_short_beside_its_quotation,
    names_the_matter,
)
from evals.writing.sameness import CONTAINMENT, COSINE, compare, thresholds
from evals.writing.words import kept_share, nobodys_phrases, stray_figures, used
from tests.support.written import drafted, own_words, question, written

TAKE = "I lifted all of these stones myself, and only then did I see the corner."


@pytest.mark.parametrize(
    ("draft", "share"),
    [
        (f"Well. {TAKE}", 1.0),
        ("I LIFTED all of these stones — myself; and only then did I see the corner!", 1.0),
        ("I lifted these stones, and then did see.", 8 / 15),
        ("corner the see I did then only and", 2 / 15),
        ("Something else.", 0.0),
    ],
    ids=["whole", "other marks", "shortened", "backwards", "nothing"],
)
def test_own_words_are_kept_when_they_stand_in_their_order(draft, share):
    assert kept_share(draft, [TAKE]) == pytest.approx(share)


def test_without_words_there_is_nothing_to_keep():
    assert kept_share("Anything.", ["…"]) is None


def test_a_take_of_which_a_word_or_two_remain_is_not_used():
    assert not used("The corner of my eye.", TAKE)


@pytest.mark.parametrize(
    ("draft", "strays"),
    [
        ("31\u202f200 pièces", []),
        ("31 200 pièces", []),
        ("0,40 € ou 0.40 €", []),
        ("31 pièces", ["31"]),
        ("Voir https://oven.example/2026/11", []),
        ("En 2027", ["2027"]),
    ],
    ids=["narrow space", "plain space", "decimal", "part of a figure", "address", "year"],
)
def test_a_figure_of_nobodys_is_named(draft, strays):
    assert stray_figures(draft, ["31\u00a0200 pièces à 0,40 €"]) == strays


def test_a_turn_of_phrase_is_nobodys_when_no_input_holds_it():
    draft = "I lifted all of these stones. As has been said before, they are heavy."

    assert ("as", "has", "been", "said") in nobodys_phrases(draft, [TAKE])
    assert ("i", "lifted", "all", "of") not in nobodys_phrases(draft, [TAKE])


def test_turns_that_one_author_alone_is_given_are_no_template():
    mine = drafted("To be quite clear here.", author=1)
    theirs = drafted("To be quite clear there.", author=2)

    assert common_turns([mine, mine]) == []
    assert common_turns([mine, theirs]) == [("to be quite clear", 2)]


def test_the_measure_warns_where_the_product_does():
    assert thresholds() == (COSINE, CONTAINMENT)


def test_colleagues_who_write_the_same_are_found_and_others_are_not():
    same = "The coldest night of the winter brought fewer calls than we had planned for in Keighley."
    other = "My apprentice labelled eleven wires before lunch and went home with a ruler in inches."
    briefs = [
        written(own_words(text), author=f"{name}@oven.example", document="calls")
        for name, text in (("ruth", same), ("denis", same.replace("coldest", "worst")), ("jo", other))
    ]

    alike = [pair.alike for pair in compare(briefs, background=[])]

    assert alike == [True, False, False]


def test_drafts_of_one_author_and_of_other_sources_are_not_compared():
    one = own_words("The coldest night of the winter brought fewer calls than planned.")
    briefs = [written(one, document="calls"), written(one, document="calls")]
    apart = [written(one, document="a"), written(one, document="b", author="denis@oven.example")]

    assert compare(briefs, background=[]) == []
    assert compare(apart, background=[]) == []


LONG = "“The worst night of a mild, wet winter was the last before a feast, with thirty calls in it.” Why?"


def test_a_question_is_measured_with_and_without_what_it_quotes():
    assert not is_short(question(LONG))
    assert is_short_beside_its_quotation(question(LONG))


@pytest.mark.parametrize(
    "text", ["What an amazing oven, how is it?", "Bravo ! Et vous ?", "Votre incroyable four ?"]
)
def test_flattery_is_heard(text):
    assert flatters(question(text))


def test_a_question_names_the_matter_when_it_shares_a_content_word():
    subject = ["false alarms from bearing sensors"]

    assert names_the_matter(question("Which sensor do you remember?"), subject)
    assert not names_the_matter(question("What surprised you?"), subject)


def test_one_mould_twice_in_a_brief_is_noticed():
    assert not asked_in_different_words(written(questions=("“A.” What now?", "“B.” What now?")))
    assert asked_in_different_words(written(questions=("“A.” What now?", "“B.” Who then?")))


@pytest.mark.parametrize(
    ("theirs", "differ"),
    [(("One?", "Four?"), False), (("Three?", "One?"), True), (("Two?", "One?"), False)],
    ids=["same first", "one shared", "two shared"],
)
def test_colleagues_are_asked_differently(theirs, differ):
    met = [
        written(questions=("One?", "Two?"), document="d"),
        written(questions=theirs, document="d", author="denis@oven.example"),
    ]

    assert list(asked_differently(met, "en")) == [differ]


def test_a_contradiction_counts_as_told_when_the_author_is_asked_which_is_right():
    told = written(kind="contradicting", asked=question("Which?", number="clash-1"))
    untold = written(kind="contradicting", asked=question("Where?"))

    assert question_measures([told, untold], "en")["contradictions asked about"] == 0.5


def test_nothing_written_measures_nothing():
    figures = draft_measures([], [])

    assert {name: value for name, value in figures.items() if value is not None} == {}
