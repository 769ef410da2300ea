import re
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.cocreate.arrange import make_plans
from app.cocreate.facts import find_facts
from app.cocreate.pieces import Kind, render
from app.cocreate.ranking import rank_facts
from app.cocreate.takes import own_blocks
from app.cocreate.verify import verify
from app.cocreate.versions import Manner, versions
from guardrails.authenticity.voice.style import Style
from tests.support.briefings import make_brief, make_passage, make_passages

STYLE = Style()
ATTRIBUTIONS = ("lead_in", "link", "quote", "prose")


def drafts(language, attribution, seed=1, passages=None):
    """Every version of every plan, from the fullest to the shortest, with what it was made from."""
    passages = passages or make_passages(language)
    brief = make_brief(language, seed=seed)
    ranked = rank_facts(find_facts(passages, language=language), brief)
    plans = make_plans(own_blocks(brief, STYLE), ranked, brief)
    made = [pieces for plan in plans for pieces in versions(plan, Manner(attribution, brief, STYLE))]
    return brief, passages, [pieces for pieces in made if pieces]


def faults(pieces, brief, passages, text=None):
    text = render(pieces, "\n\n") if text is None else text
    return {fault.code for fault in verify(text, pieces, brief, passages, STYLE, joiner="\n\n")}


def corrupted(pieces, kind, change):
    """The pieces with one of a kind rewritten, provenance left as it was: a writer with a bug."""
    return tuple(replace(p, text=change(p.text)) if p.kind is kind else p for p in pieces)


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_version_of_every_plan_answers_for_itself(language, attribution):
    for seed in range(6):
        brief, passages, made = drafts(language, attribution, seed)
        for pieces in made:
            assert faults(pieces, brief, passages) == set()


def with_fact(language, attribution, seed=1):
    brief, passages, made = drafts(language, attribution, seed)
    return brief, passages, [p for p in made if any(piece.kind is Kind.FACT for piece in p)]


@settings(max_examples=60, deadline=None)
@given(
    language=st.sampled_from(["fr", "en"]),
    attribution=st.sampled_from(ATTRIBUTIONS),
    which=st.integers(0, 30),
    digit=st.sampled_from("0123456789"),
)
def test_a_changed_figure_is_caught(language, attribution, which, digit):
    brief, passages, made = with_fact(language, attribution)
    pieces = made[which % len(made)]
    bad = corrupted(pieces, Kind.FACT, lambda text: re.sub(r"\d", digit, text, count=1))
    assume(bad != pieces)

    assert faults(bad, brief, passages)


@settings(max_examples=80, deadline=None)
@given(
    language=st.sampled_from(["fr", "en"]),
    attribution=st.sampled_from(ATTRIBUTIONS),
    which=st.integers(0, 30),
    place=st.integers(0, 40),
)
def test_a_word_left_out_of_a_source_is_caught(language, attribution, which, place):
    brief, passages, made = with_fact(language, attribution)
    pieces = made[which % len(made)]

    def without(text):
        words = text.split(" ")
        return " ".join(words[: place % len(words)] + words[place % len(words) + 1 :])

    bad = corrupted(pieces, Kind.FACT, without)
    assume(len(render(bad, " ")) < len(render(pieces, " ")) - 1)

    assert faults(bad, brief, passages)


@settings(max_examples=60, deadline=None)
@given(
    language=st.sampled_from(["fr", "en"]),
    attribution=st.sampled_from(ATTRIBUTIONS),
    places=st.tuples(*[st.integers(0, 40)] * 2),
)
def test_two_words_swapped_in_a_source_are_caught(language, attribution, places):
    brief, passages, made = with_fact(language, attribution)
    pieces = made[0]

    def swapped(text):
        words = text.split(" ")
        one, other = (place % len(words) for place in places)
        words[one], words[other] = words[other], words[one]
        return " ".join(words)

    bad = corrupted(pieces, Kind.FACT, swapped)
    assume(bad != pieces)

    assert faults(bad, brief, passages)


@pytest.mark.parametrize(
    ("language", "sentence", "gone"),
    [
        (
            "fr",
            "Les balances connectées n'ont pas servi aux clients du marché de Vernoy.",
            ("n'ont pas", "ont"),
        ),
        (
            "fr",
            "La halle de Vernoy a perdu ses étals, sauf le fromager du marché.",
            (", sauf le fromager du marché", ""),
        ),
        (
            "en",
            "Connected scales did not help customers at the Vernoy market.",
            ("did not help", "help"),
        ),
        ("en", "The market hall in Vernoy might lose its last cheese stall.", ("might lose", "lose")),
        ("en", "The market hall in Vernoy lost its stalls (says the mayor).", (" (says the mayor)", "")),
    ],
    ids=["ne pas", "sauf", "not", "might", "says"],
)
def test_a_dropped_negation_hedge_or_speaker_is_caught(language, sentence, gone):
    brief, passages, made = drafts(language, "prose", passages=(make_passage(sentence, language),))
    pieces = next(p for p in made if any(piece.kind is Kind.FACT for piece in p))

    bad = corrupted(pieces, Kind.FACT, lambda text: text.replace("\u00a0", " ").replace(*gone))

    assert bad != pieces
    assert "guarded_cut" in faults(bad, brief, passages) or "not_in_source" in faults(bad, brief, passages)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_words_put_in_the_author_s_mouth_are_caught(language):
    brief, passages, made = drafts(language, "quote")

    bad = corrupted(made[0], Kind.OWN, lambda text: text + " Proud of it.")

    assert "not_own" in faults(bad, brief, passages)


def test_a_text_that_is_not_its_pieces_is_caught():
    brief, passages, made = drafts("en", "quote")

    assert "text" in faults(made[0], brief, passages, text=render(made[0], "\n\n") + " More.")


def test_a_sentence_credited_to_another_publisher_is_caught():
    brief, passages, made = with_fact("en", "quote")
    pieces = made[0]

    bad = corrupted(pieces, Kind.FACT, lambda text: text.replace("The Market Gazette", "The Daily Stall"))

    assert faults(bad, brief, passages)


def test_a_passage_that_was_not_offered_is_caught():
    brief, passages, made = with_fact("en", "quote")
    offered = [p for p in passages if all(piece.fact is None or piece.fact.passage != p for piece in made[0])]

    assert "not_in_source" in faults(made[0], brief, offered)
