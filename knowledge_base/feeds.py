"""RSS and Atom: bytes in, entries out, whatever the feed's manners."""

import html
import io
from calendar import timegm
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin

from knowledge_base.feed_xml import safe_xml
from knowledge_base.fetching import Fetched, FetchFailed, Trouble
from knowledge_base.fetching.charset import decode
from knowledge_base.language import normalise_language
from knowledge_base.loaders.markup import strip_html
from knowledge_base.loaders.unreadable import UnreadableFile
from knowledge_base.stories import canonical_url

MOST_ENTRIES = 200
_EARLIEST = datetime(1991, 1, 1, tzinfo=UTC)  # what is older is no date but a default
_HEAD = 200_000  # characters in which a page names its feeds
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")


@dataclass(frozen=True, slots=True)
class Entry:
    """One story as the feed tells it.

    `key` stays when the entry is edited, `version` does not; both are SHA-256 in hexadecimal.
    `url` is absolute or empty. `body` is HTML, the longest that the feed gives: the whole text
    with some feeds, a teaser with others. `published_on` is UTC-aware and never in the future.
    """

    key: str
    version: str
    title: str
    url: str
    author: str
    licence: str
    published_on: datetime | None
    body: str


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says about itself, empty where it says nothing, and its entries, newest first."""

    title: str
    language: str
    licence: str
    entries: tuple[Entry, ...]


def read_feed(fetched: Fetched, *, now: datetime) -> Feed:
    """Read what was fetched. Raises FetchFailed: NO_FEED, or UNSAFE_XML when it declares entities."""
    import feedparser

    data = safe_xml(fetched)
    # As a file object: a plain bytes argument may be taken for the name of a file.
    parsed = feedparser.parse(
        io.BytesIO(data),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": fetched.url},
        resolve_relative_uris=False,
        sanitize_html=False,  # only text is taken from it
    )
    if not parsed.version and not parsed.entries:
        raise FetchFailed(Trouble.NO_FEED)
    about = parsed.feed
    entries = [_entry(item, fetched.url, now) for item in parsed.entries]
    return Feed(
        title=_plain(about.get("title", "")),
        language=normalise_language(about.get("language", "")),
        licence=_plain(about.get("license") or about.get("rights", "")),
        entries=tuple(_newest_first(_once(entry for entry in entries if entry))[:MOST_ENTRIES]),
    )


def find_feeds(page: Fetched) -> list[str]:
    """Return the addresses of the feeds that a web page names in its head."""
    from lxml import etree

    names = _FeedLinks()
    parser = etree.HTMLParser(target=names)  # type: ignore[arg-type]  # the stubs also expect bytes
    text = decode(page.body, declared=page.encoding)[:_HEAD]
    if text.strip():
        parser.feed(text)
        parser.close()
    return list(dict.fromkeys(urljoin(page.url, address) for address in names.found))


class _FeedLinks:
    def __init__(self) -> None:
        self.found: list[str] = []

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        rel = attrib.get("rel", "").lower().split()
        if tag == "link" and "alternate" in rel and attrib.get("type", "").lower() in _FEED_TYPES:
            self.found += filter(None, [attrib.get("href", "").strip()])

    def end(self, tag: str) -> None:
        """Only beginnings matter."""

    def data(self, data: str) -> None:
        """Text does not matter."""

    def close(self) -> None:
        """Nothing is kept open."""


def _entry(item: Any, feed_url: str, now: datetime) -> Entry | None:
    url = _link(item, feed_url)
    title = _plain(item.get("title", ""))
    body = max(_bodies(item), key=len, default="")
    identity = canonical_url(url) if url else item.get("id") or title or body
    if not identity:
        return None
    edited = dict.get(item, "updated") or body  # feedparser's own get would fall back to "published"
    return Entry(
        key=_digest(identity),
        version=_digest(f"{title}\n{edited}"),
        title=title,
        url=url,
        author=_plain(item.get("author", "")),
        licence=_plain(item.get("license") or item.get("rights", "")),
        published_on=_date(item, now),
        body=body,
    )


def _link(item: Any, feed_url: str) -> str:
    link = (item.get("link") or "").strip()
    if not link:
        return ""
    try:
        url = urljoin(feed_url, link)
    except ValueError:  # such as http://[
        return ""
    return url if url.startswith(("http://", "https://")) else ""


def _bodies(item: Any) -> Iterable[str]:
    details = [*item.get("content", []), item.get("summary_detail") or {}]
    for detail in details:
        value = detail.get("value") or ""
        if detail.get("type") == "text/plain" and "</" not in value:
            paragraphs = filter(None, map(str.strip, value.split("\n\n")))
            value = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
        yield value


def _date(item: Any, now: datetime) -> datetime | None:
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        if parsed := dict.get(item, name):
            try:
                moment = datetime.fromtimestamp(timegm(parsed), UTC)
            except (ValueError, OverflowError, OSError):  # a date that no calendar has
                continue
            if moment >= _EARLIEST:
                return min(moment, now)
    return None


def _once(entries: Iterable[Entry]) -> list[Entry]:
    return list({entry.key: entry for entry in entries}.values())


def _newest_first(entries: list[Entry]) -> list[Entry]:
    """Entries without a date keep the feed's own order, after the others."""
    return sorted(entries, key=lambda entry: entry.published_on or _EARLIEST, reverse=True)


def _plain(text: str) -> str:
    try:
        return " ".join(html.unescape(strip_html(text)).split())[:500]
    except UnreadableFile:  # a title of a thousand nested elements
        return ""


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()
