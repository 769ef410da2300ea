"""X's archive: its parts, its names, its long posts."""

import time
from datetime import date

import pytest

from app.domain.post_archives import DropReason
from app.errors import BadInput
from tests.support.archives import make_archive
from tests.support.bringing import bring, kept_texts, reasons, shown
from tests.support.post_archives import ENGLISH, FRENCH, PRIVATE, make_note_tweet, make_tweet, make_ytd

LONG = "The oven took three weeks, and this is what we learnt from it: " + "patience, " * 30 + "and stones."


@pytest.mark.parametrize("name", ["tweets", "tweet"])
def test_reads_the_posts_of_a_file_alone(name):
    preview = bring(make_ytd(make_tweet(ENGLISH), make_tweet(FRENCH, lang="fr"), name=name, part=3))

    assert {(p.text, p.language, p.posted_on, p.source) for p in preview.kept} == {
        (ENGLISH, "en", date(2023, 5, 3), "x"),
        (FRENCH, "fr", date(2023, 5, 3), "x"),
    }


def test_reads_the_older_form_without_a_wrapper():
    assert kept_texts(bring(make_ytd(make_tweet(ENGLISH)["tweet"], name="tweet"))) == [ENGLISH]


def test_reads_all_parts_of_an_archive_and_nothing_else():
    archive = make_archive(
        ("data/direct-messages.js", make_ytd({"text": PRIVATE}, name="direct_messages")),
        ("data/deleted-tweets.js", make_ytd(make_tweet(PRIVATE), name="deleted_tweets")),
        ("data/tweets.js", make_ytd(make_tweet(ENGLISH))),
        ("data/tweets-part1.js", make_ytd(make_tweet(FRENCH), part=1)),
    )

    preview = bring(archive)

    assert set(kept_texts(preview)) == {ENGLISH, FRENCH}
    assert PRIVATE not in shown(preview)


def test_a_long_post_is_whole_and_known_by_its_time():
    archive = make_archive(
        ("data/tweets.js", make_ytd(make_tweet(LONG[:250] + "… https://t.co/abc"), make_tweet(ENGLISH))),
        (
            "data/note-tweet.js",
            make_ytd(make_note_tweet(LONG), make_note_tweet("Another, " * 9), name="note_tweet"),
        ),
    )

    assert set(kept_texts(bring(archive))) == {LONG, ENGLISH}


def test_a_long_post_of_another_time_is_not_taken_for_it():
    short = LONG[:250] + "…"
    archive = make_archive(
        ("data/tweets.js", make_ytd(make_tweet(short))),
        (
            "data/note-tweet.js",
            make_ytd(make_note_tweet(LONG, when="2022-01-01T00:00:00Z"), name="note_tweet"),
        ),
    )

    assert kept_texts(bring(archive)) == [short]


@pytest.mark.parametrize(
    "when",
    [
        "Mon Jan 01 00:00:00 +0000 0001",
        "Fri Dec 31 23:59:59 +0000 9999",
        f"Mon Jan 01 00:00:00 +0000 {9**30}",
    ],
    ids=["the first second", "the last second", "no year at all"],
)
def test_a_moment_beyond_the_calendar_costs_no_post(when):
    archive = make_archive(
        ("data/tweets.js", make_ytd(make_tweet(ENGLISH, when=when))),
        ("data/note-tweet.js", make_ytd(make_note_tweet(LONG), name="note_tweet")),
    )

    assert kept_texts(bring(archive)) == [ENGLISH]


def test_a_desert_of_blanks_takes_no_time():
    started = time.thread_time()

    bring(make_ytd(make_tweet("x" + " " * 60_000 + "x")))

    assert time.thread_time() - started < 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"RT @omar: {ENGLISH}", DropReason.RESHARE),
        (f"@omar {ENGLISH}", DropReason.REPLY),
        (f".@omar {ENGLISH}", DropReason.REPLY),
        ("https://t.co/abcdef https://t.co/ghijkl", DropReason.ONLY_LINKS),
    ],
    ids=["reshare", "reply", "loud reply", "links"],
)
def test_other_people_s_words_answers_and_links_are_left_out(text, reason):
    assert reasons(bring(make_ytd(make_tweet(text), make_tweet(ENGLISH)))) == {reason: 1}


def test_markup_is_undone_and_short_links_go():
    written = f"{ENGLISH} Tea &amp; cake &lt;3 https://t.co/abcdef"

    assert kept_texts(bring(make_ytd(make_tweet(written)))) == [f"{ENGLISH} Tea & cake <3"]


def test_a_language_that_is_not_known_here_is_left_out():
    tweets = make_ytd(make_tweet("Heute Morgen wollte der Teigkneter nicht anspringen.", lang="de"))

    assert reasons(bring(tweets)) == {DropReason.OTHER_LANGUAGE: 1}


@pytest.mark.parametrize("name", ["direct_messages", "like", "account"])
def test_another_file_of_the_archive_is_not_read(name):
    with pytest.raises(BadInput, match="not read"):
        bring(make_ytd({"like": {"fullText": PRIVATE}}, name=name))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (make_ytd(make_tweet(ENGLISH))[:-30], "damaged"),
        (make_ytd(make_tweet(FRENCH)).decode().encode("cp1252"), "encoding"),
        (b"window.YTD.tweets.part0 = [" + b"[" * 100_000, "damaged"),
        (b"window.YTD.tweets.part0 = [" + b'{"a":' * 100_000, "damaged"),
        (b'window.YTD.tweets.part0 = ["' + b"a" * 6_000_000, "damaged"),
        (b"window.YTD.tweets.part0 = [" + b"9" * 10_000 + b"]", "damaged"),
    ],
    ids=["cut short", "cp1252", "nested lists", "nested maps", "endless text", "number"],
)
def test_what_is_broken_gets_a_clear_sentence(data, words):
    with pytest.raises(BadInput, match=words):
        bring(data)
