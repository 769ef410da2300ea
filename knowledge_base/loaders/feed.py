"""Saved RSS and Atom feeds: each entry a document of its own."""

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from knowledge_base.loaders.content import Content
from knowledge_base.loaders.markup import parse_html
from knowledge_base.loaders.unreadable import UnreadableFile

if TYPE_CHECKING:
    from knowledge_base.feeds import Entry, Feed

LARGEST_FEED = 5 * 1024 * 1024  # bytes
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_HEAD = 16_384  # characters, in which a feed's first element stands
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ANY_DAY = datetime(2100, 1, 1, tzinfo=UTC)  # a saved file is read the same whenever it is read


def read_feed(data: bytes) -> list[tuple[str, Content]]:
    """Return the entries that hold text, newest first, each with what tells it from the others.

    Raises UnreadableFile for what is no feed and for what is not safe to parse.
    """
    if not is_feed(data):
        raise UnreadableFile("This file is no RSS or Atom feed.")
    if len(data) > LARGEST_FEED:
        raise UnreadableFile("This feed is larger than %(limit)s MB.", limit=LARGEST_FEED // 1024**2)
    feed = _parse(data)
    contents = [(entry.url or entry.key, _content(entry, feed)) for entry in feed.entries]
    if not (filled := [(key, content) for key, content in contents if content.blocks]):
        raise UnreadableFile("This feed has no entries with text.")
    return filled


def is_feed(data: bytes) -> bool:
    """Whether the bytes begin as a feed does."""
    return bool(_ROOT.search(_rough_text(data[: 4 * _HEAD])[:_HEAD]))


def _rough_text(data: bytes) -> str:
    return (data.replace(b"\0", b"") if data.startswith(_UTF16) else data).decode("latin-1")


def _parse(data: bytes) -> "Feed":
    # Imported here: feeds from the web read their markup through this package.
    from knowledge_base import feeds
    from knowledge_base.fetching import Fetched, FetchFailed, Trouble

    try:
        return feeds.read_feed(Fetched(status=200, url="", body=data), now=_ANY_DAY)
    except FetchFailed as error:
        if error.trouble is Trouble.UNSAFE_XML:
            raise UnreadableFile("This feed declares what is not safe to read.") from error
        raise UnreadableFile("This feed is damaged or incomplete.") from error


def _content(entry: "Entry", feed: "Feed") -> Content:
    return Content(
        blocks=parse_html(entry.body).main_blocks(),
        title=entry.title,
        language=feed.language,
        author=entry.author,
        publisher=feed.title,
        url=entry.url,
        licence=entry.licence or feed.licence,
        published_on=entry.published_on.date() if entry.published_on else None,
    )
