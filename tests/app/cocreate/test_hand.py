"""Drafts look typed by their author: small letters, bare ends, signing off, lists."""

from dataclasses import replace

import pytest

from app.cocreate.built_in import BuiltInWriter
from app.cocreate.hand import Hand
from app.domain.channels import Channel
from guardrails.authenticity.voice.style import Range, Style
from knowledge_base.passages import Origin
from tests.support.briefings import make_brief, make_passage, make_passages, make_voice

SMALL = ("i sold bread today\n\nnobody came", "rain again\n\nno stalls", "the till is broken\n\nagain")
SIGNED = ("I sold bread.\n\nRight. Kettle.", "It rained.\n\nRight. Kettle.", "Noon.\n\nRight. Kettle.")


def write(takes, *, posts=(), style=None, passages=None, channel=Channel.LINKEDIN):
    voice = replace(make_voice("en", style or Style()), exemplars=posts)
    brief = make_brief("en", takes=takes, channel=channel)
    passages = make_passages("en") if passages is None else passages
    return [variant.text for variant in BuiltInWriter().write(brief, passages, voice).variants]


def test_who_begins_with_small_letters_keeps_them_and_their_bare_ends():
    take = "i run the till of a cheese stall. by noon my customers have eaten"

    (first, *_) = write((take,), posts=SMALL)

    assert first.startswith(take)
    assert f"{take}." not in first


def test_words_typed_small_throughout_are_not_half_corrected():
    (first, *_) = write(("we made a door from a drawing. i was scared to breathe on it",), passages=())

    assert first.startswith("we made")


def test_a_way_of_signing_off_is_taken_over_but_not_into_a_letter():
    take = "I run the till of a cheese stall. By noon my customers have eaten."

    assert all("Right. Kettle." in text for text in write((take,), posts=SIGNED))
    assert all("Kettle" not in text for text in write((take,), posts=SIGNED, channel=Channel.EMAIL))


@pytest.mark.parametrize(
    "posts",
    [SIGNED[:2], (*SIGNED[:2], *(f"Day {n}.\n\nNothing sold on day {n}." for n in range(9)))],
    ids=["two posts", "two of eleven"],
)
def test_a_last_line_that_came_back_twice_is_no_habit(posts):
    assert Hand.of(posts).closing == ""


def test_an_answer_that_ends_in_an_emoji_of_the_author_s_gets_its_draft():
    take = "I laughed at the labels for one day. Then I cut the wrong wire 💀"

    (first, *_) = write((take,), style=Style(emoji=("💀",), emoji_rate=0.5), passages=())

    assert first == take


def test_who_writes_lists_gets_their_sentences_as_items():
    style = Style(list_share=0.8, list_marker="-", paragraph_break="single")
    takes = ("Week 12 at the stall.", "Two scales came back. One till broke. Nobody was late.")

    (first, *_) = write(takes, style=style, passages=())

    assert first == "Week 12 at the stall.\n- Two scales came back.\n- One till broke.\n- Nobody was late."


def test_an_author_s_own_house_is_not_named_as_a_source():
    text = "A cheese stall makes half of its sales before ten o'clock."
    page = make_passage(text, origin=Origin.COMPANY)

    take = "My cheese stall opens at six. I sleep at noon."

    for style in (Style(), Style(length=Range(100, 200, 300), paragraph_break="none")):
        (first, *_) = write((take,), style=style, passages=(page,))
        assert text in first
        assert "Gazette" not in first.replace("https://gazette.example", "")


def test_brackets_never_run_into_the_next_sentence():
    style = Style(paragraph_break="none", attribution="parentheses")

    for text in write(("My cheese stall opens at six. I sleep at noon.",), style=style):
        assert "(The Market Gazette)" not in text


def test_words_alone_about_a_chosen_source_say_where_to_read_it():
    passages = (make_passage("Rain fell on the covered hall in Vernoy for nine days."),)
    voice = make_voice("en")
    brief = replace(make_brief("en", takes=("A nap. Best answer I ever read.",)), document_id=1)

    (variant,) = BuiltInWriter().write(brief, passages, voice).variants

    assert variant.text == "A nap. Best answer I ever read.\n\nhttps://gazette.example/vernoy"


def test_how_a_publisher_went_about_its_work_is_no_fact_for_a_post():
    text = "The Market Gazette asked 388 cheese stalls how they sell."

    texts = write(("My cheese stall opens at six. I sleep at noon.",), passages=(make_passage(text),))

    assert texts
    assert all(text not in one for one in texts)
