"""Sitemaps: which pages a site lists, within bounds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from knowledge_base.fetching import Fetched, FetchFailed, Trouble
from knowledge_base.fetching.body import gunzip
from knowledge_base.stories import canonical_url

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_PAGES = 500
MOST_MAPS = 20  # of an index
LARGEST = 20 * 1024 * 1024  # bytes, unpacked


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The addresses of pages and, in an index, of other sitemaps; the most recently changed first."""

    pages: tuple[str, ...]
    maps: tuple[str, ...]


def list_pages(url: str, fetch: Callable[[str], Fetched], *, most: int = MOST_PAGES) -> list[str]:
    """Return the pages a sitemap lists, each once, on its own host only.

    An index is followed one level deep. A part of it that cannot be read is passed over. Raises
    FetchFailed when the sitemap itself cannot be read, or lists no page.
    """
    host = _host(url)
    first = read_sitemap(fetch(url))
    found = [*first.pages]
    for part in [address for address in first.maps if _host(address) == host][:MOST_MAPS]:
        if len(found) >= most:
            break
        found += _pages_of(part, fetch)
    once: dict[str, str] = {}
    for page in found:
        if _host(page) == host:
            once.setdefault(canonical_url(page), page)
    if not once:
        raise FetchFailed(Trouble.NO_SITEMAP)
    return list(once.values())[:most]


def read_sitemap(fetched: Fetched) -> Sitemap:
    """Read one file, packed or not. Raises FetchFailed for what is no sitemap, or no safe XML."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    body = fetched.body
    if body.startswith(b"\x1f\x8b"):
        body = gunzip(body, largest=LARGEST)
    try:
        root = fromstring(body, forbid_dtd=True)
    except DefusedXmlException as error:
        raise FetchFailed(Trouble.UNSAFE_XML) from error
    except (ParseError, ValueError, LookupError) as error:  # the last two for its encoding
        raise FetchFailed(Trouble.NO_SITEMAP) from error
    if _name(root) not in {"urlset", "sitemapindex"}:
        raise FetchFailed(Trouble.NO_SITEMAP)
    return Sitemap(tuple(_addresses(root, "url")), tuple(_addresses(root, "sitemap")))


def _pages_of(url: str, fetch: Callable[[str], Fetched]) -> tuple[str, ...]:
    try:
        return read_sitemap(fetch(url)).pages
    except FetchFailed:
        return ()


def _addresses(root: "Element", kind: str) -> Iterator[str]:
    rows = [{_name(field): (field.text or "").strip() for field in row} for row in root if _name(row) == kind]
    rows.sort(key=lambda row: row.get("lastmod", ""), reverse=True)  # ISO dates sort as text
    yield from (row["loc"] for row in rows if row.get("loc", "").startswith(("http://", "https://")))


def _name(element: "Element") -> str:
    return str(element.tag).rpartition("}")[2]


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
