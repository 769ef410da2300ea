# ruff: noqa: E501  (a table of sentences reads better unbroken)

import pytest

from guardrails.candidate import Candidate
from guardrails.compliance.channels import ROOM, ChannelLengthCheck, Count, UnknownChannel, count
from guardrails.doc import Doc

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("channel", "text", "used"),
    [
        ("linkedin", "été 🎉", 6),
        ("x", "plain", 5),
        ("x", "l’été — « oui »", 15),
        ("x", "… € • →", 11),
        ("x", "12\u202f%", 5),
        ("x", FAMILY, 2),
        ("x", "日本", 4),
        ("x", "see https://example.com/a/very/long/path?with=query", 27),
        ("x", "see example.com.", 28),
        ("x", "e\u0301", 1),
        ("bluesky", f"é{FAMILY}", 2),
        ("mastodon", "see https://example.com/a/very/long/path", 27),
        ("mastodon", "@ana@social.example hello", 10),
        ("email", "abc", 3),
        ("x", "", 0),
    ],
    ids=[
        "linkedin counts utf-16", "x latin", "x light signs", "x heavy signs", "x thin space", "x family", "x far",
        "x address", "x bare address", "x composes", "bluesky graphemes", "mastodon address", "mastodon mention",
        "email", "empty",
    ],
)  # fmt: skip
def test_each_channel_counts_its_own_way(channel, text, used):
    assert count(channel, text).used == used


@pytest.mark.parametrize(
    ("channel", "fits", "too_long"),
    [
        ("linkedin", "a" * 3000, "a" * 3001),
        ("x", "é" * 280, "é" * 281),
        ("bluesky", "🎉" * 300, "🎉" * 301),
        ("bluesky", FAMILY * 120, FAMILY * 121),
        ("mastodon", "a" * 500, "a" * 501),
        ("facebook", "a" * 63_206, "a" * 63_207),
    ],
    ids=["linkedin", "x", "bluesky graphemes", "bluesky bytes", "mastodon", "facebook"],
)
def test_the_last_character_that_fits(channel, fits, too_long):
    assert count(channel, fits).fits
    assert not count(channel, too_long).fits


def test_bluesky_reports_the_limit_that_is_broken():
    assert count("bluesky", FAMILY * 121) == Count(used=3025, limit=3000, unit="bytes")


@pytest.mark.parametrize("channel", sorted(ROOM))
def test_a_broken_surrogate_is_counted_and_not_a_crash(channel):
    assert count(channel, "a\ud800b").used >= 3


def test_an_unknown_channel_is_named():
    with pytest.raises(UnknownChannel, match="pigeon"):
        count("pigeon", "coo")


def test_a_post_too_long_is_marked_from_where_it_stops_fitting():
    text = "👍" + "a" * 300

    [finding] = ChannelLengthCheck()(Doc.of(Candidate(text, channel="x")))

    assert finding.details == {"channel": "X", "limit": "280", "used": "302"}
    assert count("x", text[: finding.start]).used == 280
    assert finding.end == len(text)
