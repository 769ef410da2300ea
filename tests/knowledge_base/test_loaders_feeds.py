"""Saved feeds: each entry a document, nothing fetched, nothing unfolded."""

from datetime import date

import pytest

from knowledge_base.loaders import UnreadableFile, load_all, load_file, read_files

RSS = """<?xml version="1.0" encoding="%s"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>La Gazette des fours</title><link>https://gazette.example/</link><language>fr-FR</language>
<copyright>CC-BY-4.0</copyright>
<item><title>Un four &amp; sa brique</title><link>https://gazette.example/1</link>
<dc:creator>Inès Roche</dc:creator>
<pubDate>Mon, 04 May 2026 09:00:00 +0000</pubDate><description>En bref.</description>
<content:encoded><![CDATA[<p>Le four est réparé.</p><h2>Suite</h2><p>Il chauffe.</p>
<script>x()</script>]]></content:encoded></item>
<item><title>Rien</title><link>https://gazette.example/2</link></item>
<item><title>Bref</title><link>https://gazette.example/3</link><description>Une ligne.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Oven News</title>
<entry><title type="html">An &lt;b&gt;oven&lt;/b&gt;</title><link href="https://news.example/1"/><id>urn:1</id>
<updated>2026-05-04T09:00:00Z</updated><author><name>Ann Lee</name></author>
<content type="html">&lt;p&gt;We repaired the oven.&lt;/p&gt;</content></entry></feed>"""


def save(folder, data, name="feed.xml"):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_each_entry_with_text_is_a_document(tmp_path):
    documents = load_all(save(tmp_path, RSS % "utf-8"))

    assert [document.title for document in documents] == ["Un four & sa brique", "Bref"]
    first = documents[0]
    assert [(chunk.heading, chunk.text) for chunk in first.chunks] == [
        ("", "Le four est réparé."),
        ("Suite", "Il chauffe."),
    ]
    assert (first.author, first.publisher, first.licence) == (
        "Inès Roche",
        "La Gazette des fours",
        "CC-BY-4.0",
    )
    assert (first.url, first.language) == ("https://gazette.example/1", "fr")
    assert first.published_on == date(2026, 5, 4)


def test_atom_is_read_too(tmp_path):
    (document,) = load_all(save(tmp_path, ATOM, "news.atom"))

    assert (document.title, document.author, document.publisher) == ("An oven", "Ann Lee", "Oven News")
    assert (document.language, document.published_on) == ("en", date(2026, 5, 4))
    assert document.chunks[0].text == "We repaired the oven."


def test_entries_are_told_apart_and_known_again(tmp_path):
    first, second = (list(read_files(save(tmp_path, RSS % "utf-8"))) for _ in range(2))

    assert first == second
    assert [item.name for item in first] == ["feed.xml: Un four & sa brique", "feed.xml: Bref"]
    assert [item.part for item in first] == [
        "feed.xml#https://gazette.example/1",
        "feed.xml#https://gazette.example/3",
    ]
    assert len({item.document.checksum for item in first}) == 2


def test_a_story_told_twice_is_one_document(tmp_path):
    twice = (RSS % "utf-8").replace("gazette.example/3", "gazette.example/1")

    assert len(list(read_files(save(tmp_path, twice)))) == 1


@pytest.mark.parametrize(
    "data",
    [
        (RSS % "utf-8").encode(),
        (RSS % "iso-8859-1").encode("latin-1"),
        (RSS % "utf-16").encode("utf-16"),
        (RSS % "utf-8").encode("cp1252"),
        (RSS % "utf-8").replace("</channel>", "").encode(),
        (RSS % "utf-8").replace("sa brique", "sa & brique").encode(),
    ],
    ids=["utf-8", "latin-1", "utf-16", "another encoding than it says", "not closed", "bare ampersand"],
)
def test_a_feed_is_read_however_it_is_written(tmp_path, data):
    first = load_all(save(tmp_path, data))[0]

    assert first.chunks[0].text == "Le four est réparé."


LAUGHS = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/hostname">]>'


def with_declaration(declaration):
    return RSS.replace("?>", f"?>{declaration}", 1).replace("En bref.", "&c;&file;") % "utf-8"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.xml", with_declaration(LAUGHS), "not safe to read"),
        ("a.xml", with_declaration(LAUGHS).encode("utf-16"), "not safe to read"),
        ("a.xml", with_declaration(LAUGHS).replace("</channel>", ""), "not safe to read"),
        ("a.xml", with_declaration(OUTSIDE), "not safe to read"),
        ("a.xml", "<note><to>Paul</to></note>", "no RSS or Atom feed"),
        ("a.xml", "<urlset><url><loc>https://example.com</loc></url></urlset>", "no RSS or Atom feed"),
        ("a.rss", "<rss version='2.0'><channel><title>Vide</title></channel></rss>", "no entries with text"),
        ("a.xml", "<html><p>A page</p></html>", "let its name end in .html"),
        ("a.html", ATOM, "let its name end in .xml"),
        ("a.xml", "<rss>" + "<a>" * 10_000, "not safe to read"),
    ],
    ids=[
        *(
            "billion laughs",
            "in utf-16",
            "not well formed",
            "outside file",
            "other xml",
            "sitemap",
            "no entries",
        ),
        *("page renamed", "feed renamed", "deep"),
    ],
)
def test_what_is_no_safe_feed_is_refused_with_a_sentence(tmp_path, name, data, reason):
    (item,) = read_files(save(tmp_path, data, name))

    assert isinstance(item.document, UnreadableFile)
    assert reason in str(item.document)


def test_a_feed_is_no_single_document(tmp_path):
    with pytest.raises(UnreadableFile, match="several documents"):
        load_file(save(tmp_path, ATOM))
