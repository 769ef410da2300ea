"""Sitemaps: plain, packed, nested and hostile."""

import gzip

import pytest

from knowledge_base.fetching import Fetched, FetchFailed, Trouble
from knowledge_base.sitemaps import list_pages, read_sitemap

SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*pages: str, dates: tuple[str, ...] = ()) -> bytes:
    dated = [*dates, *[""] * len(pages)]
    rows = (
        f"<url><loc> {page} </loc><lastmod>{day}</lastmod></url>"
        for page, day in zip(pages, dated, strict=False)
    )
    return f'<?xml version="1.0"?><urlset {SPACE}>{"".join(rows)}</urlset>'.encode()


def index(*maps: str) -> bytes:
    rows = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in maps)
    return f"<sitemapindex {SPACE}>{rows}</sitemapindex>".encode()


class Site:
    """Sitemaps by address; `asked` holds what was fetched."""

    def __init__(self, **maps: bytes) -> None:
        self.maps = {f"https://site.example/{name}.xml": body for name, body in maps.items()}
        self.asked: list[str] = []

    def __call__(self, url: str) -> Fetched:
        self.asked.append(url)
        if url not in self.maps:
            raise FetchFailed(Trouble.NOT_THERE)
        return Fetched(200, url, self.maps[url])


ROOT = "https://site.example/root.xml"


def test_pages_come_latest_first_and_once() -> None:
    site = Site(
        root=urlset(
            "https://site.example/old",
            "https://site.example/new?utm_source=x",
            "http://www.site.example/new",
            dates=("2024-01-01", "2026-11-20T08:00:00Z"),
        )
    )

    assert list_pages(ROOT, site) == ["https://site.example/new?utm_source=x", "https://site.example/old"]


def test_only_pages_of_the_same_site_are_taken() -> None:
    pages = ("https://other.example/a", "https://site.example.evil.example/", "ftp://site.example/x")
    site = Site(
        root=urlset(*pages, "http://10.0.0.1/", "https://site.example/a", "not an address", "http://[")
    )

    assert list_pages(ROOT, site) == ["https://site.example/a"]


def test_an_index_is_followed_one_level_deep() -> None:
    site = Site(
        root=index(
            "https://site.example/a.xml",
            "https://other.example/x.xml",
            "https://site.example/gone.xml",
            "https://site.example/deep.xml",
        ),
        a=urlset("https://site.example/1", "https://site.example/2"),
        deep=index("https://site.example/deeper.xml"),
        deeper=urlset("https://site.example/hidden"),
    )

    assert list_pages(ROOT, site) == ["https://site.example/1", "https://site.example/2"]
    assert site.asked == [ROOT, *(f"https://site.example/{name}.xml" for name in ("a", "gone", "deep"))]


def test_there_is_an_end_to_pages_and_to_maps() -> None:
    many = Site(root=urlset(*(f"https://site.example/{n}" for n in range(2_000))))
    wide = Site(root=index(*(f"https://site.example/{n}.xml" for n in range(1_000))), a=urlset())

    assert len(list_pages(ROOT, many)) == 500
    with pytest.raises(FetchFailed):
        list_pages(ROOT, wide)
    assert len(wide.asked) == 21


def test_a_packed_sitemap_is_unpacked_within_bounds() -> None:
    packed = gzip.compress(urlset("https://site.example/a"))
    bomb = gzip.compress(b" " * 50 * 1024 * 1024)

    assert list_pages(ROOT, Site(root=packed)) == ["https://site.example/a"]
    with pytest.raises(FetchFailed) as failed:
        list_pages(ROOT, Site(root=bomb))
    assert failed.value.trouble is Trouble.TOO_LARGE


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (b"", Trouble.NO_SITEMAP),
        (b"<html><body/></html>", Trouble.NO_SITEMAP),
        (b"<urlset>", Trouble.NO_SITEMAP),
        (b'<?xml version="1.0" encoding="nonsense"?><urlset/>', Trouble.NO_SITEMAP),
        (urlset(), Trouble.NO_SITEMAP),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><urlset/>', Trouble.UNSAFE_XML),
        (b"\x1f\x8b broken", Trouble.BROKEN),
    ],
)
def test_what_is_no_sitemap_is_refused(body: bytes, trouble: Trouble) -> None:
    with pytest.raises(FetchFailed) as failed:
        list_pages(ROOT, Site(root=body))

    assert failed.value.trouble is trouble


def test_a_sitemap_may_do_without_its_namespace() -> None:
    assert read_sitemap(
        Fetched(200, ROOT, b"<urlset><url><loc>https://a.example/</loc></url></urlset>")
    ).pages
