import pytest

from guardrails.candidate import Candidate
from guardrails.compliance.channels import ROOM, ChannelLengthCheck, count
from guardrails.doc import Doc
from guardrails.grounding.labels import Label
from guardrails.grounding.sentence_labels import label_sentences
from guardrails.threads import thread_parts

THREAD = "1/3 I count stalls.\n\n2/3 By noon they have eaten.\n\nAll of them.\n\n3/3 That is all."


def test_the_parts_of_a_thread_are_found_with_their_numbers():
    assert [THREAD[slice(*part)] for part in thread_parts(THREAD)] == [
        "1/3 I count stalls.",
        "2/3 By noon they have eaten.\n\nAll of them.",
        "3/3 That is all.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1/2 of the bread is gone.",
        "2/3 a\n\n3/3 b",
        "1/3 a\n\n2/3 b",
        "Half: 1/2 a\n\n2/2 b",
        "1/2 a\n2/2 b",
    ],
    ids=["empty", "a fraction", "no beginning", "no end", "not at the start", "no blank line"],
)
def test_other_texts_are_no_thread(text):
    assert thread_parts(text) == ()


def test_a_thread_fits_where_each_of_its_parts_does():
    part = "Bread. " * 35

    assert count("x", f"1/2 {part}\n\n2/2 {part}").fits
    assert not count("x", f"{part}\n\n{part}").fits


@pytest.mark.parametrize("channel", ["linkedin", "facebook", "email"])
def test_numbers_split_no_post_where_a_channel_takes_no_threads(channel):
    part = "bread " * (ROOM[channel].limits[0].size // 10)
    text = f"1/2 {part}\n\n2/2 {part}"

    [finding] = ChannelLengthCheck()(Doc.of(Candidate(text, language="en", channel=channel)))

    assert count(channel, text).used == len(text)
    assert finding.start == ROOM[channel].limits[0].size


def test_the_part_that_is_too_long_is_pointed_at():
    text = f"1/2 I count stalls.\n\n2/2 {'bread and butter ' * 20}"

    (finding,) = ChannelLengthCheck()(Doc.of(Candidate(text, language="en", channel="x")))

    assert finding.start > text.index("2/2")
    assert finding.end == len(text.rstrip())


def test_the_number_of_a_part_is_no_claim():
    own = ("I count stalls.", "By noon they have eaten.", "All of them.", "That is all.")

    labels = label_sentences(Doc.of(Candidate(THREAD, language="en", own_words=own)))

    assert {one.label for one in labels} <= {Label.OWN, Label.PLAIN}
    assert THREAD[labels[0].start : labels[0].end] == "1/3 I count stalls."
