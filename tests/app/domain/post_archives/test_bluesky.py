"""Bluesky's posts, from an exported repository and from a listing of records."""

from datetime import date

import pytest

from app.domain.post_archives import DropReason
from app.errors import BadInput
from tests.support.bringing import bring, kept_texts, reasons, shown
from tests.support.post_archives import (
    DID,
    ENGLISH,
    FRENCH,
    PRIVATE,
    make_listing,
    make_record,
    make_reply,
    make_repository,
)

OWN = f"at://{DID}/app.bsky.feed.post/1"
FOREIGN = "at://did:plc:omar/app.bsky.feed.post/1"
BOTH = pytest.mark.parametrize("pack", [make_repository, make_listing], ids=["repository", "listing"])


@BOTH
def test_reads_posts_with_their_date_and_language(pack):
    preview = bring(pack(make_record(ENGLISH, langs=["fr-CA"]), make_record(FRENCH, langs=["fr", "en"])))

    assert {(p.text, p.language, p.posted_on, p.source) for p in preview.kept} == {
        (ENGLISH, "fr", date(2024, 3, 5), "bluesky"),
        (FRENCH, "fr", date(2024, 3, 5), "bluesky"),
    }


@BOTH
def test_reposts_likes_and_profiles_are_no_posts(pack):
    others = [
        {"$type": kind, "text": PRIVATE, "description": PRIVATE, "createdAt": "2024-01-01T00:00:00Z"}
        for kind in (
            "app.bsky.feed.repost",
            "app.bsky.feed.like",
            "app.bsky.actor.profile",
            "chat.bsky.convo.defs",
        )
    ]

    preview = bring(pack(*others, make_record(ENGLISH)))

    assert kept_texts(preview) == [ENGLISH]
    assert PRIVATE not in shown(preview)


@BOTH
@pytest.mark.parametrize(
    ("root", "parent", "kept"),
    [(OWN, OWN, True), (FOREIGN, FOREIGN, False), (FOREIGN, OWN, False), (OWN, FOREIGN, False)],
    ids=["own thread", "answer", "in another's thread", "back to another"],
)
def test_answers_are_left_out_but_not_the_author_s_own_threads(pack, root, parent, kept):
    record = make_record(ENGLISH, reply=make_reply(root=root, parent=parent))

    assert reasons(bring(pack(record, make_record(FRENCH)))) == ({} if kept else {DropReason.REPLY: 1})


@BOTH
@pytest.mark.parametrize(
    "more",
    [{"langs": "fr"}, {"langs": [3]}, {"reply": 3}, {"text": None}, {"createdAt": "soon"}, {"text": {}}],
)
def test_odd_records_cost_nothing_but_themselves(pack, more):
    assert FRENCH in kept_texts(bring(pack(make_record(ENGLISH) | more, make_record(FRENCH))))


@pytest.mark.parametrize("cut", [1, 30, 90, 150, 251])
def test_a_repository_that_is_cut_short_is_told(cut):
    with pytest.raises(BadInput, match=r"damaged|do not know|plain text"):
        bring(make_repository(make_record(ENGLISH))[:-cut])


def test_a_repository_of_many_posts_is_read_in_little_memory():
    import tracemalloc

    data = make_repository(*(make_record(f"Number {n}: {ENGLISH}") for n in range(6_000)))
    tracemalloc.start()
    preview = bring(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert len(preview.kept) == 500
    assert reasons(preview) == {DropReason.TOO_MANY: 5_500}
    assert peak < 4_000_000
