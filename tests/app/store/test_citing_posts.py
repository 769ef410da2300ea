"""Posts that rest on a source, on both databases: those that may be told of, and no others."""

from typing import Any

import pytest

from app.domain.drafts import Stage, hash_text
from app.domain.reviews import ReviewAction
from app.store import documents
from app.store.citing_posts import Citing, count_citing, list_citing_posts
from app.store.session import Sessions
from app.store.tables import DraftRow, PersonRow, ReviewEventRow, ShareRow
from tests.support.library import NOW, PUBLIC, make_loaded

TEXT = "A post on ovens."


@pytest.fixture
def library(sessions: Sessions) -> list[list[int]]:
    """The passages of documents 1 and 2, and an author."""
    with sessions.begin() as session:
        session.add(
            PersonRow(name="Denis", email="d@e.example", role="author", language="fr", created_at=NOW)
        )
        for title in ("Ovens", "Boats"):
            loaded = make_loaded("One passage.", "And another.", title=title)
            options = {"path": title, "clearance": PUBLIC, "cleared_by": "Comms", "now": NOW}
            documents.add_passages(session, documents.add_document(session, loaded, **options), loaded)
        return [documents.list_passage_ids(session, number) for number in (1, 2)]


def add_post(sessions: Sessions, passages: list[int], stage: Stage, **more: Any) -> int:
    values = {"text": TEXT, "text_hash": hash_text(TEXT), "first_text": TEXT} | more
    row = DraftRow(
        author_id=1,
        stage=stage,
        brief={"channel": "linkedin"},
        passage_ids=passages,
        created_at=NOW,
        updated_at=NOW,
        **values,
    )
    with sessions.begin() as session:
        session.add(row)
        session.flush()
        return row.id


def add_share(sessions: Sessions, draft_id: int, channel: str, *, posted: bool | None) -> None:
    with sessions.begin() as session:
        session.add(ShareRow(draft_id=draft_id, channel=channel, text_hash="", opened_at=NOW, posted=posted))


@pytest.mark.parametrize("stage", Stage)
def test_only_what_was_sent_to_comms_counts_before_it_is_out(
    sessions: Sessions, library: list[list[int]], stage: Stage
) -> None:
    add_post(sessions, library[0], stage)

    with sessions() as session:
        counts = count_citing(session, [1, 2])
        listed = list_citing_posts(session, 1)

    told = stage in {Stage.SUBMITTED, Stage.PROPOSED, Stage.APPROVED}
    assert counts == {1: Citing(with_comms=int(told)), 2: Citing()}
    assert [(post.stage, post.text) for post in listed] == [(stage, "")] * told


def test_a_post_counts_for_what_it_started_from_and_not_for_all_it_was_offered(
    sessions: Sessions, library: list[list[int]]
) -> None:
    chosen = {"angle": "own_take", "text": TEXT, "passage_ids": library[1][:1]}
    add_post(sessions, library[0] + library[1], Stage.SUBMITTED, proposals=[chosen])

    with sessions() as session:
        assert count_citing(session, [1, 2]) == {1: Citing(), 2: Citing(with_comms=1)}


def test_what_was_opened_or_sent_by_mail_alone_is_not_out(
    sessions: Sessions, library: list[list[int]]
) -> None:
    opened, mailed, out = (add_post(sessions, library[0], Stage.SHARED) for _ in range(3))
    add_share(sessions, opened, "linkedin", posted=None)
    add_share(sessions, mailed, "email", posted=True)
    add_share(sessions, out, "email", posted=True)
    add_share(sessions, out, "bluesky", posted=True)

    with sessions() as session:
        assert count_citing(session, [1]) == {1: Citing(shared=1)}
        assert [post.draft_id for post in list_citing_posts(session, 1)] == [out]


def test_a_replaced_source_keeps_its_posts(sessions: Sessions, library: list[list[int]]) -> None:
    draft_id = add_post(sessions, library[0], Stage.SUBMITTED)
    with sessions.begin() as session:
        session.add(
            ReviewEventRow(
                draft_id=draft_id,
                actor_id=1,
                action=ReviewAction.SUBMITTED,
                text_hash=hash_text(TEXT),
                at=NOW,
            )
        )
        options = {"path": "Ovens", "clearance": PUBLIC, "cleared_by": "Comms", "now": NOW}
        documents.add_document(session, make_loaded("New."), document_id=1, **options)

    with sessions() as session:
        assert [post.text for post in list_citing_posts(session, 1)] == [TEXT]
        assert list_citing_posts(session, 1, limit=0) == []
