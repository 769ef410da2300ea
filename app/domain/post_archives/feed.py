"""A blog's feed: the beginnings of the articles that one person signed."""

import re
import unicodedata
from collections.abc import Iterator

from app.domain.post_archives.found import DropReason, Found
from app.errors import BadInput
from knowledge_base.feeds import Entry, Feed
from knowledge_base.loaders.prose import read_prose
from knowledge_base.loaders.unreadable import UnreadableFile

LONGEST_EXCERPT = 1_500
"""Code points; a voice shows in the first paragraphs, and a post is no longer."""
_MOST_NAMED = 6
_LONGEST_BODY = 400_000  # code points of HTML
_SIGNS = re.compile(r"[^\w\s]+")
_SEVERAL = re.compile(r"\s*(?:,|;|&|\bet\b|\band\b)\s*")
_SENTENCE = re.compile(r".*[.!?…][\"»”’)]?(?=\s|$)", re.DOTALL)
# What blog software adds below each entry, and how it ends a teaser.
_FURNITURE = re.compile(
    r"^(?:the post .{1,300} appeared first on .*"
    r"|(?:l.article|cet article|le post) .{1,300} est apparu en premier sur .*"
    r"|(?:continue reading|read more|read the full|lire la suite|lire l.article|en savoir plus)\b.{0,120})$",
    re.IGNORECASE | re.MULTILINE,
)
_CUT = re.compile(
    r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)\s*(?:(?:read more|lire la suite)\W*)?$", re.IGNORECASE
)


def read_entries(feed: Feed, *, name: str, named: bool) -> Iterator[Found]:
    """The entries of `feed` that `name` signed; all of them where it has one author or none.

    `named` says that the person wrote this name for this feed, so that it must be found there.
    Raises BadInput, naming the authors, when nobody of this name is among them.
    """
    authors = list(dict.fromkeys(entry.author for entry in feed.entries if entry.author))
    several = len(authors) > 1
    if (several or (named and authors)) and not any(_is_signed(author, name) for author in authors):
        raise BadInput(
            "This feed is signed by %(authors)s. Write the name that is yours there, as it is spelled.",
            authors=_listed(authors),
        )
    for entry in feed.entries:
        others = (several or named) and bool(authors) and not _is_signed(entry.author, name)
        reason = DropReason.OTHERS if others else None
        yield Found(entry.title if others else _excerpt(entry), entry.published_on, feed.language, reason)


def _is_signed(author: str, name: str) -> bool:
    """Whether `author` is this person alone, with an address or a middle name more or less."""
    words = _words(name)
    return bool(words) and words <= _words(author) and len(_SEVERAL.split(author.strip())) == 1


def _words(name: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return set(_SIGNS.sub(" ", letters).split())


def _listed(authors: list[str]) -> str:
    shown = ", ".join(author[:60] for author in authors[:_MOST_NAMED])
    return f"{shown} …" if len(authors) > _MOST_NAMED else shown


def _excerpt(entry: Entry) -> str:
    """The first paragraphs, whole, or as many sentences of the first as fit; no teaser's loose end."""
    try:
        text = read_prose(entry.body[:_LONGEST_BODY])
    except UnreadableFile:  # markup that no article has
        return ""
    text = _FURNITURE.sub("", text).strip()
    if cut := _CUT.search(text, max(0, len(text) - 60)):
        text = _whole_sentences(text[: cut.start()])
    return _beginning(text)


def _beginning(text: str) -> str:
    if len(text) <= LONGEST_EXCERPT:
        return text
    end = text.rfind("\n\n", 0, LONGEST_EXCERPT)
    return text[:end].rstrip() if end > 0 else _whole_sentences(text[:LONGEST_EXCERPT])


def _whole_sentences(text: str) -> str:
    """Up to the last sentence that ends; the text itself where none does."""
    found = _SENTENCE.match(text)
    return found[0] if found else text
