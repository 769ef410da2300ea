"""Feeds as they come: well made, badly made, and made to harm."""

import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from knowledge_base.feeds import Feed, find_feeds, read_feed
from knowledge_base.fetching import Fetched, FetchFailed, Trouble
from tests.support.feed_pages import item, rss

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def read(xml: str | bytes, *, encoding: str = "", url: str = "https://news.example/feed/all.xml") -> Feed:
    body = xml.encode() if isinstance(xml, str) else xml
    return read_feed(Fetched(200, url, body, encoding=encoding), now=NOW)


def refusal(xml: str | bytes, **more: str) -> Trouble:
    with pytest.raises(FetchFailed) as failed:
        read(xml, **more)
    return failed.value.trouble


ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr-FR">
  <title>Le Four</title><rights>CC BY 4.0</rights>
  <entry><title type="html">L&amp;rsquo;&lt;b&gt;âtre&lt;/b&gt;</title><id>tag:1</id>
    <link rel="alternate" href="/lire/1?utm_source=feed"/><author><name>Odile Perrault</name></author>
    <published>2026-11-20T23:30:00-03:00</published><updated>2026-11-22T08:00:00Z</updated>
    <summary>Court.</summary><content type="html">&lt;p&gt;Un texte plus long.&lt;/p&gt;</content></entry>
</feed>"""


def test_an_atom_feed_says_what_it_is_and_what_it_tells() -> None:
    feed = read(ATOM)

    assert (feed.title, feed.language, feed.licence) == ("Le Four", "fr", "CC BY 4.0")
    (entry,) = feed.entries
    assert entry.title == "L’âtre"
    assert entry.url == "https://news.example/lire/1?utm_source=feed"
    assert entry.author == "Odile Perrault"
    assert entry.published_on == datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
    assert entry.body == "<p>Un texte plus long.</p>"


def test_an_rss_feed_says_what_it_is_and_what_it_tells() -> None:
    feed = read(
        rss(
            item(
                "First & foremost",
                "a.html",
                text="<p>Hot <b>ovens</b></p>",
                date="Mon, 23 Nov 2026 10:00:00 GMT",
            ),
            more="<language>en-gb</language>",
        )
    )

    assert (feed.title, feed.language) == ("Oven News", "en")
    (entry,) = feed.entries
    assert (entry.title, entry.url) == ("First & foremost", "https://news.example/feed/a.html")
    assert entry.body == "<p>Hot <b>ovens</b></p>"


def test_an_entry_is_the_same_when_only_its_tracking_changes() -> None:
    first = read(rss(item("A", "https://www.news.example/a/?utm_source=x&id=3"))).entries[0]
    second = read(rss(item("A", "http://news.example/a?id=3&fbclid=9"))).entries[0]
    other = read(rss(item("A", "https://news.example/a?id=4"))).entries[0]

    assert first.key == second.key != other.key


def test_an_edited_entry_has_another_version() -> None:
    before = read(ATOM).entries[0]
    after = read(ATOM.replace("2026-11-22T08", "2026-11-23T08")).entries[0]

    assert (before.key, before.version != after.version) == (after.key, True)


@pytest.mark.parametrize(
    ("date", "seen"),
    [
        ("Fri, 01 Jan 2100 00:00:00 GMT", NOW),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Mon, 99 Nov 2026", None),
        ("yesterday", None),
        ("", None),
    ],
    ids=["future", "default", "impossible", "word", "missing"],
)
def test_a_date_that_cannot_be_is_not_believed(date: str, seen: datetime | None) -> None:
    assert read(rss(item("A", "/a", date=date))).entries[0].published_on == seen


def test_newest_entries_come_first_and_undated_ones_last() -> None:
    feed = read(
        rss(
            item("old", "/1", date="Mon, 02 Nov 2026 10:00:00 GMT"),
            item("undated", "/2"),
            item("new", "/3", date="Mon, 23 Nov 2026 10:00:00 GMT"),
        )
    )

    assert [entry.title for entry in feed.entries] == ["new", "old", "undated"]


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("../b", "https://news.example/b"),
        ("//other.example/b", "https://other.example/b"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_links_are_absolute_web_addresses_or_none(link: str, url: str) -> None:
    number = '<guid isPermaLink="false">1</guid>'

    assert read(rss(item("A", link, more=number))).entries[0].url == url


TEXT = "L’été, l’œuvre coûte 5 € à Noël"


@pytest.mark.parametrize(
    ("declared", "real", "served_as"),
    [
        ("utf-8", "cp1252", ""),
        ("iso-8859-1", "cp1252", ""),
        ("iso-8859-15", "utf-8", ""),
        ("utf-8", "utf-16", ""),
        ("utf-8", "utf-8-sig", "iso-8859-1"),
        ("utf-16", "utf-16-le", ""),
        ("utf-7", "utf-8", "utf-7"),
        ("nonsense", "cp1252", "nonsense"),
    ],
)
def test_a_wrong_encoding_is_seen_through(declared: str, real: str, served_as: str) -> None:
    xml = rss(item(TEXT, "/a")).replace('version="1.0"?', f'version="1.0" encoding="{declared}"?')

    assert read(xml.encode(real), encoding=served_as).entries[0].title == TEXT


def test_a_declared_encoding_counts_where_the_bytes_leave_it_open() -> None:
    text = "L'œuvre coûte 5 €"
    xml = rss(item(text, "/a")).replace('version="1.0"?', 'version="1.0" encoding="iso-8859-15"?')

    assert read(xml.encode("iso-8859-15")).entries[0].title == text


LAUGHS = "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rss [<!ENTITY lol0 "lol">{LAUGHS}]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]>',
        f'<!DOCTYPE rss [<!ENTITY x "{"x" * 10_000}">]>',
        '<!doctype rss [<! entity x "y">]>',
    ],
    ids=["billion laughs", "file", "outside", "quadratic", "small letters"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("broken", ["", "<unclosed>"], ids=["well-formed", "malformed"])
def test_a_feed_that_declares_entities_is_not_parsed(doctype: str, encoding: str, broken: str) -> None:
    xml = rss(item("&lol9;&x;", "/a"), more=broken).replace("?>", f"?>{doctype}", 1)

    assert refusal(xml.encode(encoding)) is Trouble.UNSAFE_XML


def test_markup_hidden_in_another_encoding_stays_hidden() -> None:
    doctype = '+ADwAIQ-DOCTYPE rss [+ADwAIQ-ENTITY x "boo">]>'
    xml = rss(item("A", "/a")).replace('"1.0"?>', f'"1.0" encoding="utf-7"?>{doctype}')

    assert refusal(xml.replace("A</title>", "A&x;</title>"), encoding="utf-7") is Trouble.NO_FEED


def test_a_bottomless_feed_is_not_parsed() -> None:
    assert refusal("<rss>" + "<a>" * 50_000) is Trouble.UNSAFE_XML


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<html><body>Hello</body></html>",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"/etc/passwd",
        b"{}",
        b"<?xml",
    ],
)
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    assert refusal(body) is Trouble.NO_FEED


def test_a_feed_that_is_not_well_formed_is_read_all_the_same() -> None:
    xml = (
        rss(item("Bread & butter", "/a"), item("Next", "/b")).replace("&amp;", "&").replace("</channel>", "")
    )

    assert [entry.title for entry in read(xml).entries] == ["Bread & butter", "Next"]


@pytest.mark.parametrize(
    "xml",
    [
        "<rss><channel>" + "<item><title>" * 100_000,
        "<rss version='2.0'><channel><item><title>" + "<a " * 300_000,
        "<rss version='2.0'><channel><item><description>" + "&lt;p" * 200_000,
        "<rss version='2.0'><channel><item><description>" + "<![CDATA[" * 100_000,
        rss(*(item(f"T{n}", f"/{n}") for n in range(10_000))),
    ],
    ids=["items", "attributes", "markup", "cdata", "many"],
)
def test_a_feed_made_to_be_slow_is_read_or_refused_in_a_moment(xml: str) -> None:
    started = time.process_time()
    with suppress(FetchFailed):
        assert len(read(xml).entries) <= 200

    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("title", "seen"),
    [
        ("Pain &amp; brioche", "Pain & brioche"),
        ("Pain & brioche", "Pain & brioche"),
        ("P&acirc;te &hellip; &nosuch; &#233; &", "Pâte … &nosuch; é &"),
        ("<![CDATA[Pain & <b>brioche</b>]]>", "Pain & brioche"),
    ],
)
def test_titles_are_mended(title: str, seen: str) -> None:
    xml = rss(f"<item><title>{title}</title><dc:creator>Odile</dc:creator><link>/a</link></item>")

    (entry,) = read(xml).entries

    assert (entry.title, entry.author) == (seen, "Odile")


def test_the_document_type_of_old_feeds_does_no_harm() -> None:
    dtd = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.example/rss.dtd">'

    assert read(rss(item("A", "/a")).replace("?>", f"?>{dtd}", 1)).entries[0].title == "A"


def test_a_page_names_its_feeds() -> None:
    page = """<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml">
        <link rel="stylesheet" href="/x.css"><link rel="alternate" hreflang="fr" href="/fr">
        <link rel="ALTERNATE" type="application/atom+xml" href="https://other.example/atom"></head></html>"""

    found = find_feeds(Fetched(200, "https://news.example/blog/", page.encode()))

    assert found == ["https://news.example/feed.xml", "https://other.example/atom"]
