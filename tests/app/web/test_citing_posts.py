"""What is told of the posts that rest on a source, and what is not."""

import re

import pytest

from tests.app.web.conftest import Site, Visitor, field_value

TAKE = "Mon voisin de palier a goûté la première fournée du four réparé, et il est revenu le lendemain."


@pytest.fixture
def cited(author: Visitor, site: Site) -> tuple[int, int]:
    """A draft of Denis, not submitted, and a source that it rests on."""
    draft_id = author.start_editing(TAKE)
    found = re.search(r'href="/sources/(\d+)#passage', author.get(f"/drafts/{draft_id}").text)
    assert found, "the draft cites nothing"
    author.write(draft_id, f"{TAKE} Appelez-moi au 06 12 34 56 78.")
    return draft_id, int(found[1])


def test_a_source_does_not_betray_a_draft_that_nobody_was_sent(
    cited: tuple[int, int], author: Visitor, reviewer: Visitor
) -> None:
    draft_id, source_id = cited
    assert "Aucun post partagé" in reviewer.get(f"/sources/{source_id}").text

    author.post(f"/drafts/{draft_id}/submit")

    page = reviewer.get(f"/sources/{source_id}").text
    assert f'href="/reviews/{draft_id}"' in page
    assert "Denis" in page
    assert "voisin de palier" in page
    author.write(draft_id, TAKE)
    taken_back = reviewer.get(f"/sources/{source_id}").text
    assert "Aucun post partagé" in taken_back
    assert "voisin" not in taken_back


@pytest.mark.parametrize(
    ("channel", "told"), [("linkedin", True), ("email", False)], ids=["published", "by mail"]
)
def test_a_post_that_comms_never_saw_is_told_of_without_its_text(
    cited: tuple[int, int],
    author: Visitor,
    colleague: Visitor,
    reviewer: Visitor,
    channel: str,
    told: bool,
) -> None:
    draft_id, source_id = cited
    author.write(draft_id, TAKE)
    share(author, draft_id, channel)

    page = reviewer.get(f"/sources/{source_id}").text
    assert ("Denis" in page) is told
    assert ("Aucun post partagé" in page) is not told
    assert "voisin" not in page
    assert ("Cited in" in colleague.get(f"/sources/{source_id}").text) is told
    assert "Denis" not in colleague.get(f"/sources/{source_id}").text


def share(author: Visitor, draft_id: int, channel: str) -> None:
    """Take the text to a channel, and say that it went out."""
    form = author.get(f"/drafts/{draft_id}/share").text
    author.post(f"/drafts/{draft_id}/shares", channel=channel, text_hash=field_value(form, "text_hash"))
    answer = re.search(r'action="(/[^"]*shares/\d+[^"]*)"', author.get(f"/drafts/{draft_id}/share").text)
    assert answer
    author.post(answer[1], posted="yes")


def test_posts_that_rest_on_a_source_are_counted_once_they_are_shown_to_comms(
    site: Site, author: Visitor, reviewer: Visitor
) -> None:
    take = "Mon voisin de palier a goûté la première fournée du four réparé, et il est revenu le lendemain."
    draft_id = author.start_editing(take)
    author.write(draft_id, f"{take} Appelez-moi au 06 12 34 56 78.")
    assert "chez la communication" not in reviewer.get("/sources").text

    author.post(f"/drafts/{draft_id}/submit")

    assert "chez la communication" in reviewer.get("/sources").text
    assert "chez la communication" not in author.get("/sources").text
    assert "Denis" not in re.sub(r"<header.*?</header>", "", reviewer.get("/sources").text, flags=re.DOTALL)
