"""Telling that two pages are one."""

import pytest

from knowledge_base.stories import Story, canonical_url
from tests.support.feed_pages import FOURS, OVENS, SHIPS


@pytest.mark.parametrize(
    "url",
    [
        "http://www.news.example/a/b?id=7",
        "https://news.example:443/a/b/?id=7#top",
        "https://NEWS.example/a/b/index.html?utm_source=x&utm_medium=y&id=7",
        "https://news.example/a/b?fbclid=1&gclid=2&mc_cid=3&at_campaign=4&xtor=RSS-1&id=7",
    ],
)
def test_all_addresses_of_a_page_are_one(url: str) -> None:
    assert canonical_url(url) == "https://news.example/a/b?id=7"


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/a/b?id=8",
        "https://news.example/a/B?id=7",
        "https://news.example:8443/a/b?id=7",
        "https://other.news.example/a/b?id=7",
        "https://news.example/a/b",
        "https://news.example/a/b?id=7&author=x",
    ],
)
def test_addresses_of_other_pages_are_others(url: str) -> None:
    assert canonical_url(url) != "https://news.example/a/b?id=7"


def test_what_is_no_address_stays_itself() -> None:
    assert canonical_url("http://[") == "http://["


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ((OVENS, "Old stones, new oven"), (OVENS, "Old stones, new oven"), True),
        (
            (OVENS, "Old stones, new oven"),
            (f"VALLEY (Agency) – {OVENS} More soon.", "Old Stones, New Oven!"),
            True,
        ),
        ((OVENS, "Old stones, new oven"), (OVENS, "How a mill became a hearth"), True),
        ((OVENS, "Old stones, new oven"), (OVENS[:150], "Old stones, new oven"), True),
        ((OVENS, "Old stones, new oven"), (OVENS[:40], "Something else"), False),
        ((FOURS, "Un four neuf"), (FOURS.upper(), "Un four neuf"), True),
        ((OVENS, "News in brief"), (SHIPS, "News in brief"), False),
        ((OVENS, "Old stones, new oven"), (SHIPS, "A harbour is dredged"), False),
        ((OVENS, "Old stones, new oven"), (FOURS, "Un four neuf"), False),
        (("", ""), ("", ""), False),
    ],
    ids=[
        *("twice", "agency", "another title", "shortened", "a few words", "French", "same rubric"),
        *("two stories", "two languages", "nothing"),
    ],
)
def test_a_story_is_known_by_its_words(first: tuple[str, str], second: tuple[str, str], same: bool) -> None:
    one, other = Story.of(first[1], first[0]), Story.of(second[1], second[0])

    assert one.is_same(other) is same
    assert other.is_same(one) is same
