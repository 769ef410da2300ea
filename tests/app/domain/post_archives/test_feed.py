"""A blog's feed: its author's articles, as much of them as a voice needs."""

from datetime import date

import pytest

from app.domain.post_archives import LONGEST_EXCERPT, DropReason
from app.errors import BadInput
from tests.support.bringing import bring, kept_texts, reasons
from tests.support.feed_pages import FOURS, OVENS, SHIPS, item, rss


def signed(name: str, text: str = OVENS, number: int = 1, **more: str) -> str:
    author = f"<author>{name}</author>" if name else ""
    return item(
        f"Title {number}", f"https://blog.example/{number}", text=f"<p>{text}</p>", more=author, **more
    )


def test_reads_articles_with_their_date_paragraphs_and_language():
    feed = rss(
        item(
            "T",
            "https://blog.example/1",
            text=f"<h2>Intro</h2><p>{FOURS}</p><p>Fin.</p>",
            date="Tue, 03 Feb 2026 10:00:00 GMT",
        ),
        more="<language>fr-FR</language>",
    )

    (post,) = bring(feed.encode()).kept

    assert post.text == f"Intro\n\n{FOURS}\n\nFin."
    assert (post.language, post.posted_on, post.source) == ("fr", date(2026, 2, 3), "feed")


def test_of_a_long_article_the_first_paragraphs_are_kept_whole():
    paragraphs = "".join(f"<p>{number}. {OVENS}</p>" for number in range(20))

    (text,) = kept_texts(bring(rss(item("T", "https://blog.example/1", text=paragraphs)).encode()))

    assert len(text) <= LONGEST_EXCERPT
    assert text.startswith("0. ")
    assert text.endswith("he had before.")


@pytest.mark.parametrize(
    "end",
    [
        " And then the […]",
        " And then the [&hellip;]",
        " And then the...",
        "</p><p>The post <a href='x'>Title</a> appeared first on <a href='y'>Blog</a>.",
        "</p><p>L’article <a href='x'>Titre</a> est apparu en premier sur <a href='y'>Blog</a>.",
        "</p><p><a href='x'>Lire la suite</a>",
        "</p><pre>x = 1</pre><blockquote>Somebody else said this.</blockquote><p>",
    ],
    ids=["dots", "entity", "three dots", "WordPress", "WordPress fr", "more", "code and quotation"],
)
def test_what_blog_software_adds_is_taken_off(end):
    feed = rss(item("T", "https://blog.example/1", text=f"<p>{OVENS}{end}</p>"))

    assert kept_texts(bring(feed.encode())) == [OVENS]


@pytest.mark.parametrize(
    "name",
    [
        "Nadia Test",
        "nadia test",
        "NÁDIA TEST",
        "test nadia",
        "nadia@blog.example (Nadia Test)",
        "Nadia M. Test",
    ],
)
def test_of_several_authors_only_the_one_who_asks_is_kept(name):
    feed = rss(signed(name), signed("Omar Other", SHIPS, 2), signed("", FOURS, 3))

    preview = bring(feed.encode(), name="Nadia Test")

    assert kept_texts(preview) == [OVENS]
    assert reasons(preview) == {DropReason.OTHERS: 2}


def test_an_article_written_together_is_not_one_voice():
    feed = rss(signed("Nadia Test"), signed("Nadia Test and Omar Other", SHIPS, 2))

    assert reasons(bring(feed.encode(), name="Nadia Test")) == {DropReason.OTHERS: 1}


def test_authors_who_are_strangers_are_named():
    feed = rss(signed("Ana One"), signed("Bo Two", SHIPS, 2))

    with pytest.raises(BadInput, match="Ana One, Bo Two"):
        bring(feed.encode(), name="Nadia Test")


def test_a_feed_of_one_pen_name_is_its_author_s():
    assert kept_texts(bring(rss(signed("The Baker")).encode(), name="Nadia Test")) == [OVENS]


def test_a_name_that_was_written_must_be_there():
    with pytest.raises(BadInput, match="The Baker"):
        bring(rss(signed("The Baker")).encode(), name="Nadia Test", written=True)


@pytest.mark.parametrize(
    ("feed", "words"),
    [
        ('<!DOCTYPE r [<!ENTITY a "b">]>' + rss(signed("x")), "harm"),
        ("<rss>" + "<a>" * 500, "damaged|harm"),
        (rss(signed("x")) + " " * 5 * 1024 * 1024, "5 MB"),
    ],
    ids=["entities", "nested", "huge"],
)
def test_a_feed_that_is_not_safe_or_whole_is_told(feed, words):
    with pytest.raises(BadInput, match=words):
        bring(feed.encode())
