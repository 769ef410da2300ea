"""Mastodon's outbox: public notes as they were written, and not a word of the others."""

from datetime import date

import pytest

from app.domain.post_archives import DropReason
from app.errors import BadInput
from tests.support.archives import make_archive
from tests.support.bringing import bring, kept_texts, reasons, shown
from tests.support.post_archives import (
    ACTOR,
    ENGLISH,
    FRENCH,
    PRIVATE,
    PUBLIC,
    make_activity,
    make_boost,
    make_outbox,
    make_tar_gz,
)

FOLLOWERS = f"{ACTOR}/followers"
FRIEND = "https://social.example/users/omar"


def test_reads_notes_with_paragraphs_line_breaks_date_and_language():
    html = (
        f"<p>{ENGLISH}<br />Second line &amp; more.</p>"
        '<p>See <a href="https://x.example"><span class="invisible">https://</span><span>x.example</span></a>'
        ' <a class="mention hashtag">#<span>ovens</span></a></p>'
    )

    (post,) = bring(make_outbox(make_activity(html, contentMap={"fr-FR": html}))).kept

    assert post.text == f"{ENGLISH}\nSecond line & more.\n\nSee https://x.example #ovens"
    assert (post.language, post.posted_on, post.source) == ("fr", date(2024, 2, 3), "mastodon")


@pytest.mark.parametrize(
    "pack",
    [
        lambda outbox: outbox,
        lambda outbox: make_archive(("media/a.jpg", b"x"), ("outbox.json", outbox), ("likes.json", b"x")),
        lambda outbox: make_tar_gz(
            ("media/a.jpg", b"x" * 9000), ("outbox.json", outbox), ("actor.json", b"x")
        ),
        lambda outbox: make_tar_gz(("archive/outbox.json", outbox)),
    ],
    ids=["alone", "zip", "tar.gz", "in a folder"],
)
def test_reads_the_outbox_alone_or_in_the_archive(pack):
    assert kept_texts(bring(pack(make_outbox(make_activity(f"<p>{FRENCH}</p>"))))) == [FRENCH]


@pytest.mark.parametrize(
    ("to", "cc", "read"),
    [
        ([PUBLIC], [FOLLOWERS], True),
        ([FOLLOWERS], [PUBLIC], True),
        (["as:Public"], [], True),
        ([FOLLOWERS], [], False),
        ([FRIEND], [], False),
        ([], [], False),
        ([FOLLOWERS], [FRIEND], False),
    ],
    ids=["public", "quiet public", "short name", "followers", "direct", "nobody", "followers and a friend"],
)
def test_only_what_was_meant_for_everybody_is_read(to, cc, read):
    preview = bring(make_outbox(make_activity(PRIVATE, to=to, cc=cc), make_activity(ENGLISH)))

    assert (PRIVATE in shown(preview)) is read
    assert reasons(preview) == ({} if read else {DropReason.NOT_PUBLIC: 1})


def test_a_note_is_private_when_either_address_says_so():
    hidden = make_activity(PRIVATE)
    hidden["object"]["to"] = [FRIEND]

    assert PRIVATE not in shown(bring(make_outbox(hidden, make_activity(ENGLISH))))


def test_a_note_without_any_address_is_not_read():
    hidden = make_activity(PRIVATE)
    for item in (hidden, hidden["object"]):
        del item["to"], item["cc"]

    assert PRIVATE not in shown(bring(make_outbox(hidden, make_activity(ENGLISH))))


def test_reshares_and_answers_are_left_out_but_not_the_author_s_own_threads():
    preview = bring(
        make_outbox(
            make_boost(),
            make_activity("Omar, " + ENGLISH, inReplyTo=f"{FRIEND}/statuses/1"),
            make_activity("Then, " + FRENCH, inReplyTo=f"{ACTOR}/statuses/1"),
            make_activity("Sly, " + FRENCH, inReplyTo=f"{ACTOR}2/statuses/1"),
            make_activity(ENGLISH, type="Question"),
        )
    )

    assert kept_texts(preview) == ["Then, " + FRENCH]
    assert reasons(preview) == {DropReason.RESHARE: 1, DropReason.REPLY: 2}


def test_a_quotation_of_somebody_is_left_out_of_a_note():
    html = f'<p class="quote-inline">RE: https://x.example/1</p><blockquote>{PRIVATE}</blockquote><p>{ENGLISH}</p>'

    assert kept_texts(bring(make_outbox(make_activity(html)))) == [ENGLISH]


@pytest.mark.parametrize(
    "activity",
    [None, 3, "https://x.example", [], {"type": "Create"}, {"type": "Create", "object": "https://x.example"}]
    + [
        make_activity("x" * 50) | {"object": {"type": "Note", "content": content, "to": PUBLIC}}
        for content in (None, 3, [])
    ]
    + [make_activity("<b>" * 500 + ENGLISH), make_activity(ENGLISH, contentMap=[1], published="never")],
)
def test_odd_activities_cost_nothing_but_themselves(activity):
    assert FRENCH in kept_texts(
        bring(make_outbox(activity, make_activity(FRENCH, when="2020-01-01T00:00:00Z")))
    )


def test_an_archive_without_an_outbox_says_what_is_missing():
    with pytest.raises(BadInput, match=r"outbox\.json"):
        bring(make_tar_gz(("actor.json", b"{}")))


def test_an_archive_that_unfolds_beyond_reason_is_refused(monkeypatch):
    from app.domain.post_archives import containers

    monkeypatch.setattr(containers, "_LARGEST_TAR", 100_000)

    with pytest.raises(BadInput, match="unfolds"):
        bring(
            make_tar_gz(("media/zero", b"\0" * 200_000), ("outbox.json", make_outbox(make_activity(ENGLISH))))
        )
