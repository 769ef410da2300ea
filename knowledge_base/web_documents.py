"""Web pages and feed entries as documents, ready to be kept."""

import hashlib
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from knowledge_base.article import Article, extract_article
from knowledge_base.chunking import chunk
from knowledge_base.feeds import Entry
from knowledge_base.fetching import PAGE, Fetched, FetchFailed, Trouble
from knowledge_base.fetching.body import too_large
from knowledge_base.fetching.charset import decode
from knowledge_base.language import detect_language, normalise_language
from knowledge_base.loaders import load_bytes
from knowledge_base.loaders.markup import parse_html
from knowledge_base.loaders.unreadable import UnreadableFile
from knowledge_base.passages import LoadedDocument

_SUFFIXES = {"application/pdf": ".pdf", "text/plain": ".txt", "text/markdown": ".md"}
READABLE = PAGE | frozenset(_SUFFIXES)
"""Content types of what `load_page` reads."""

_LARGEST_PAGE = 5 * 1024 * 1024  # bytes; a file may be larger, its text being a small part of it
SHORTEST = 200
"""Characters below which a page has no text worth citing: a cookie banner, a teaser, an empty shell."""


def load_page(fetched: Fetched, *, now: datetime) -> LoadedDocument:
    """The article of a web page, or a file that stands in its place (see READABLE).

    A date in the future becomes today's. A page's checksum is that of its title and its text, so
    that a new banner around the same article changes nothing. Raises FetchFailed for a page
    without an article or beyond all measure, UnreadableFile for a file, with a sentence for a person.
    """
    if suffix := _SUFFIXES.get(fetched.content_type):
        return _load_file(fetched, suffix, now)
    if len(fetched.body) > _LARGEST_PAGE:
        raise too_large(_LARGEST_PAGE)
    try:
        article = extract_article(decode(fetched.body, declared=fetched.encoding), fetched.url)
    except UnreadableFile as error:
        raise FetchFailed(Trouble.NO_TEXT) from error
    return _load(article, url=fetched.url, now=now)


def _load_file(fetched: Fetched, suffix: str, now: datetime) -> LoadedDocument:
    path = PurePosixPath(unquote(urlsplit(fetched.url).path))
    name = path.name if path.suffix.lower() == suffix else f"{path.name or 'document'}{suffix}"
    loaded = load_bytes(name, fetched.body)
    dated = min(loaded.published_on, now.date()) if loaded.published_on else None
    return replace(loaded, url=fetched.url, published_on=dated)


def load_entry(entry: Entry, *, now: datetime) -> LoadedDocument:
    """What the feed itself tells of the story. Raises FetchFailed (NO_TEXT) when that is too little."""
    try:
        blocks = parse_html(entry.body).main_blocks()
    except UnreadableFile as error:
        raise FetchFailed(Trouble.NO_TEXT) from error
    article = Article(title=entry.title, author="", published_on=None, language="", blocks=blocks)
    return described(_load(article, url=entry.url, now=now), entry)


def described(loaded: LoadedDocument, entry: Entry) -> LoadedDocument:
    """A story's feed knows its title, date and author better than the markup of its page."""
    dated = entry.published_on.date() if entry.published_on else loaded.published_on
    return replace(
        loaded,
        title=entry.title or loaded.title,
        author=entry.author or loaded.author,
        licence=entry.licence or loaded.licence,
        published_on=dated,
    )


def _load(article: Article, *, url: str, now: datetime) -> LoadedDocument:
    chunks = chunk(article.blocks)
    text = "\n".join(piece.text for piece in chunks)
    if len(text) < SHORTEST:
        raise FetchFailed(Trouble.NO_TEXT)
    title = " ".join(article.title.split())[:500] or url
    today = now.date()
    return LoadedDocument(
        title=title,
        language=normalise_language(article.language) or detect_language(text),
        chunks=chunks,
        author=" ".join(article.author.split())[:500],
        publisher=" ".join(article.publisher.split())[:500],
        url=url,
        published_on=min(article.published_on, today) if article.published_on else None,
        checksum=hashlib.sha256(f"{title}\n{text}".encode("utf-8", "replace")).hexdigest(),
    )
