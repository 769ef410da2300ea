"""Whatever comes from the web is read, or refused with a reason; nothing else ever happens."""

from contextlib import suppress
from datetime import UTC, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as some

from knowledge_base.feeds import find_feeds, read_feed
from knowledge_base.fetching import Fetched, FetchFailed, FetchPolicy
from knowledge_base.fetching.target import read_target
from knowledge_base.sitemaps import read_sitemap
from knowledge_base.stories import canonical_url
from knowledge_base.web_documents import load_entry, load_page
from tests.support.feed_pages import OVENS, article_page, item, rss

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Le Four</title><entry>'
    '<title type="html">L&amp;rsquo;âtre</title><link href="/1"/><updated>2026-11-22T08:00:00Z</updated>'
    '<content type="html">&lt;p&gt;Un texte.&lt;/p&gt;</content></entry></feed>'
)
SOUND = [
    ATOM.encode(),
    rss(item("A", "/a", text="<p>x</p>", date="Mon, 23 Nov 2026 10:00:00 GMT", guid="1")).encode(),
    b"<urlset><url><loc>https://a.example/</loc></url></urlset>",
    article_page("Ovens", OVENS),
]
BITS = some.sampled_from(
    [
        *(b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"\0", b"\xff", b"\x85", b"<a:b c='", b"<dc:>"),
        *(b"<!DOCTYPE x>", b"<?x?>", b"&#0;", b"&#xD800;", b" xml:base='http://['", b" xmlns=''", b"://"),
    ]
)


@some.composite
def mangled(draw: some.DrawFn) -> bytes:
    """Something sound with a few pieces cut out or put in."""
    data = bytearray(draw(some.sampled_from(SOUND)))
    for _ in range(draw(some.integers(1, 6))):
        place = draw(some.integers(0, len(data)))
        cut = draw(some.integers(0, 40))
        data[place : place + cut] = draw(some.one_of(BITS, some.binary(max_size=8), some.just(b"")))
    return bytes(data)


ENCODINGS = some.sampled_from(["", "utf-8", "utf-16", "iso-8859-1", "idna", "base64", "punycode", "x"])


@settings(max_examples=300, deadline=None)
@given(mangled(), ENCODINGS)
@example(
    b'<feed xmlns="&#xD800;http://www.w3.org/2005/Atom"><entry><title>Le Four</title></entry></feed>', ""
)
@example(b'<feed xmlns="&#x110000;"><entry><title>&#99999999;</title></entry></feed>', "")
def test_a_damaged_feed_is_read_or_refused(body: bytes, encoding: str) -> None:
    fetched = Fetched(200, "https://a.example/x", body, encoding=encoding)

    find_feeds(fetched)
    with suppress(FetchFailed):
        for entry in read_feed(fetched, now=NOW).entries:
            assert entry.url == "" or entry.url.startswith(("http://", "https://"))
            assert entry.published_on is None or entry.published_on <= NOW
            with suppress(FetchFailed):
                load_entry(entry, now=NOW)


@settings(max_examples=100, deadline=None)
@given(mangled())
def test_a_damaged_page_or_sitemap_is_read_or_refused(body: bytes) -> None:
    fetched = Fetched(200, "https://a.example/x", body)

    with suppress(FetchFailed):
        read_sitemap(fetched)
    with suppress(FetchFailed):
        load_page(fetched, now=NOW)


@settings(max_examples=500, deadline=None)
@given(
    some.one_of(
        some.text(max_size=60),
        some.text(alphabet="htps:/.@[]%#?&=\\x0127 aé\r\n", max_size=40).map("http://{}".format),
        some.text(max_size=30).map("https://a.example{}".format),
    )
)
def test_no_address_can_write_a_request_of_its_own(url: str) -> None:
    canonical_url(url)
    with suppress(FetchFailed):
        target = read_target(url, FetchPolicy())
        line = f"{target.path}{target.host_header}"
        assert line.isascii()
        assert line.isprintable()
        assert " " not in line
        assert target.port in {80, 443}
