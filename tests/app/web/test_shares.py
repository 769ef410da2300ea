"""Sharing: the right links and counts, and an honest record."""

import re
from urllib.parse import unquote

import pytest

from app.domain.drafts import hash_text
from tests.app.web.conftest import Visitor, field_value

TAKE = "Mon voisin de palier a goûté la première fournée du four réparé, et il est revenu le lendemain."


def open_channel(visitor: Visitor, draft_id: int, channel: str = "linkedin"):
    text_hash = hash_text(TAKE)
    return visitor.post(f"/drafts/{draft_id}/shares", channel=channel, text_hash=text_hash)


@pytest.fixture
def draft_id(author: Visitor) -> int:
    draft_id = author.start_editing(TAKE)
    author.write(draft_id, TAKE)
    return draft_id


def test_the_share_page_has_every_channel_with_its_own_limit(author: Visitor, draft_id: int) -> None:
    page = author.get(f"/drafts/{draft_id}/share").text

    for address in (
        "linkedin.com/feed/?shareActive=true&amp;text=Mon%20voisin",
        "x.com/intent/tweet?text=Mon%20voisin",
        "bsky.app/intent/compose?text=Mon%20voisin",
        "share.joinmastodon.org/#text=Mon%20voisin",
        "facebook.com",
        "mailto:?subject=",
    ):
        assert address in page, address
    for limit in ("280", "300", "500"):
        assert limit in page


def test_opening_a_channel_is_not_called_a_share(author: Visitor, draft_id: int) -> None:
    open_channel(author, draft_id)

    assert "/shares/1" in author.get(f"/drafts/{draft_id}/share").text
    assert f"/drafts/{draft_id}" in author.get("/").text


def test_the_author_says_what_became_of_it(author: Visitor, draft_id: int) -> None:
    open_channel(author, draft_id)

    page = author.post("/shares/1", posted="true", permalink="https://www.linkedin.com/posts/abc")

    assert page.status_code == 200
    assert "https://www.linkedin.com/posts/abc" in page.text


@pytest.mark.parametrize("permalink", ["javascript:alert(1)", "linkedin.com/posts/abc", "data:text/html,x"])
def test_a_link_that_is_not_one_is_refused(author: Visitor, draft_id: int, permalink: str) -> None:
    open_channel(author, draft_id)

    assert author.post("/shares/1", posted="true", permalink=permalink).status_code == 422


def test_a_share_belongs_to_its_author(author: Visitor, colleague: Visitor, draft_id: int) -> None:
    open_channel(author, draft_id)

    assert colleague.post("/shares/1", posted="true").status_code == 404
    assert open_channel(colleague, draft_id).status_code == 404


def test_a_colleagues_shared_post_cannot_be_posted_twice(
    author: Visitor, reviewer: Visitor, draft_id: int
) -> None:
    open_channel(author, draft_id)
    author.post("/shares/1", posted="true")
    copy_id = reviewer.start_editing("Une autre histoire de fournil, courte et à moi.")

    told = reviewer.write(copy_id, TAKE)

    assert told["may_share"] is False
    assert field_value(reviewer.get(f"/drafts/{copy_id}").text, "revision")


def test_a_text_that_changed_since_the_page_was_opened_is_not_recorded(
    author: Visitor, draft_id: int
) -> None:
    author.write(draft_id, TAKE + " Et encore.")

    assert open_channel(author, draft_id).status_code == 409


def test_a_thread_goes_out_part_by_part(author: Visitor) -> None:
    first, second = "1/2 Le four est réparé, enfin.", "2/2 Mon voisin est revenu le lendemain."
    draft_id = author.start_editing(TAKE)
    author.write(draft_id, f"{first}\n\n{second}")

    page = author.get(f"/drafts/{draft_id}/share").text

    for composer in ("x.com/intent/tweet?text=", "bsky.app/intent/compose?text=", "joinmastodon.org/#text="):
        opened = re.findall(rf'href="[^"]*{re.escape(composer)}([^"]*)"', page)
        assert [unquote(one) for one in opened] == [first, second]
    assert re.search(r"linkedin\.com/feed/[^\"]*1%2F2[^\"]*2%2F2", page)
    copied = re.findall(r'<textarea class="final final--part" id="part-\d"[^>]*>\s*([^<]*)<', page)
    assert copied == [first, second]
    assert page.count("data-opened") == 6  # once for each channel, however many parts


def test_a_text_that_is_no_thread_is_offered_whole(author: Visitor, draft_id: int) -> None:
    page = author.get(f"/drafts/{draft_id}/share").text

    assert 'id="part-' not in page
    assert page.count("x.com/intent") == 1
