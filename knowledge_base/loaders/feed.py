"""Saved RSS and Atom feeds: each entry a document of its own."""

import io
import re
from datetime import date
from typing import Any

from knowledge_base.loaders.content import Content
from knowledge_base.loaders.markup import parse_html
from knowledge_base.loaders.unreadable import UnreadableFile

LARGEST_FEED = 3 * 1024 * 1024  # bytes; parsing what is not well formed takes seconds each
_MOST_ENTRIES = 1_000
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_HEAD = 16_384  # characters, in which a feed's first element stands
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_feed(data: bytes) -> list[Content]:
    """Read the entries that hold text, newest or oldest first as in the file.

    Raises UnreadableFile for what is no feed and for what is not safe to parse.
    """
    if not is_feed(data):
        raise UnreadableFile("This file is no RSS or Atom feed.")
    refuse_unsafe(data)
    parsed = _parse(data)
    contents = [_content(entry, parsed.feed) for entry in parsed.entries[:_MOST_ENTRIES]]
    if not (filled := [content for content in contents if content.blocks]):
        raise UnreadableFile("This feed has no entries with text.")
    return filled


def refuse_unsafe(data: bytes) -> None:
    """Raise UnreadableFile for entities that a feed defines for itself, and for what is too large.

    A few short definitions can unfold into gigabytes, or fetch a file; no feed needs any.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    if len(data) > LARGEST_FEED:
        raise UnreadableFile("This feed is larger than %(limit)s MB.", limit=LARGEST_FEED // 1024**2)
    try:
        for _, element in iterparse(io.BytesIO(data), forbid_dtd=False):
            element.clear()
    except DefusedXmlException as error:
        raise UnreadableFile("This feed defines entities of its own, which is not safe to read.") from error
    except (ParseError, LookupError, ValueError, RecursionError):
        # Many feeds are not well formed and are read all the same, but not with definitions.
        if _ENTITY.search(_rough_text(data)):
            raise UnreadableFile(
                "This feed defines entities of its own, which is not safe to read."
            ) from None


def is_feed(data: bytes) -> bool:
    """Whether the bytes begin as a feed does."""
    return bool(_ROOT.search(_rough_text(data[: 4 * _HEAD])[:_HEAD]))


def _rough_text(data: bytes) -> str:
    return (data.replace(b"\0", b"") if data.startswith(_UTF16) else data).decode("latin-1")


def _parse(data: bytes) -> Any:
    import feedparser

    # Handed over as a file: a string would be taken for an address and fetched.
    return feedparser.parse(io.BytesIO(data), sanitize_html=False)


def _content(entry: Any, feed: Any) -> Content:
    url = entry.get("link", "")
    return Content(
        blocks=parse_html(_html(entry)).main_blocks(),
        title="\n".join(block.text for _, block in parse_html(entry.get("title", "")).blocks),
        language=_language(entry) or feed.get("language", ""),
        author=entry.get("author", "") or feed.get("author", ""),
        publisher=feed.get("title", ""),
        url=url,
        licence=entry.get("license", "") or entry.get("rights", "") or feed.get("rights", ""),
        published_on=_day(entry),
    )


def _html(entry: Any) -> str:
    """The whole text where the feed gives it, else the summary."""
    texts = [str(content.get("value", "")) for content in entry.get("content", [])]
    return max([*texts, str(entry.get("summary", ""))], key=len)


def _language(entry: Any) -> str:
    details = [*entry.get("content", []), entry.get("summary_detail", {}), entry.get("title_detail", {})]
    return next((found for detail in details if (found := detail.get("language") or "")), "")


def _day(entry: Any) -> date | None:
    moment = entry.get("published_parsed") or entry.get("updated_parsed") or entry.get("created_parsed")
    try:
        return date(*moment[:3]) if moment else None
    except ValueError:
        return None
