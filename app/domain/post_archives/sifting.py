"""Which of the posts found are kept, newest first, and why the others are not."""

import heapq
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.domain.post_archives.found import DropReason, Found, Tell
from app.domain.posts import Post, PostSource
from app.errors import BadInput
from guardrails.injection.orders import find_orders

LONGEST_POST = 20_000
"""Code points; the longest network allows fewer."""
SHORTEST_POST = 40
"""Code points of words: less says nothing of a voice."""
MOST_POSTS = 500
"""Samples kept per author, the newest; a profile gains nothing from more."""
MOST_FOUND = 200_000
"""Posts looked at in one archive."""
MOST_BYTES = 2_000_000
"""Of all kept texts together, in UTF-8: what a page can carry until its author confirms."""
_SPARE = 100  # candidates beyond what is kept, for those left out once they are read
_EXAMPLES = 3  # shown for each reason
_EXCERPT = 80

_LANGUAGES = ("", "fr", "en")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\blnkd\.in/\S+", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff]")
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The posts left out for one reason, with the first characters of a few so that they are recognised."""

    reason: DropReason
    count: int
    excerpts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would keep, newest first, and what it would leave out, the commonest reason first."""

    kept: tuple[Post, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def dropped(self) -> int:
        """How many posts would be left out, for whatever reason."""
        return sum(left.count for left in self.left_out)


@dataclass(order=True, frozen=True, slots=True)
class _Candidate:
    """Ordered by age: the newer is greater; without dates, what stands first in the archive is."""

    moment: datetime
    place: int
    text: str = field(compare=False)
    found: Found = field(compare=False)


@dataclass(slots=True)
class _Tally:
    counts: dict[DropReason, int] = field(default_factory=dict)
    excerpts: dict[DropReason, list[str]] = field(default_factory=dict)

    def add(self, reason: DropReason, text: str) -> None:
        self.counts[reason] = self.counts.get(reason, 0) + 1
        shown = self.excerpts.setdefault(reason, [])
        if text and len(shown) < _EXAMPLES:
            shown.append(_excerpt(text))

    def left_out(self) -> tuple[LeftOut, ...]:
        by_count = sorted(self.counts.items(), key=lambda item: -item[1])
        return tuple(LeftOut(reason, count, tuple(self.excerpts[reason])) for reason, count in by_count)


def sift(
    found: Iterable[Found],
    *,
    source: PostSource,
    tell: Tell,
    known: Iterable[str] = (),
    room: int = MOST_POSTS,
) -> ImportPreview:
    """Keep the newest `room` posts that say something of their author's voice.

    `known` are texts that the author brought before. Memory grows with what is kept, not with the
    archive. Raises BadInput beyond MOST_FOUND posts.
    """
    tally = _Tally()
    seen = {_fold(text): DropReason.KEPT_ALREADY for text in known}
    newest: list[_Candidate] = []
    for number, one in enumerate(found):
        if number >= MOST_FOUND:
            raise BadInput("This holds more than %(most)s posts. Bring a part of it.", most=MOST_FOUND)
        text = _UNSEEN.sub("", one.text).strip()
        reason = one.reason or _why_drop(text, one, seen)
        if reason:
            tally.add(reason, text)
            continue
        seen[_fold(text)] = DropReason.DUPLICATE
        heapq.heappush(newest, _Candidate(one.moment or _LONG_AGO, -number, text, one))
        if len(newest) > room + _SPARE:
            tally.add(DropReason.TOO_MANY, heapq.heappop(newest).text)
    kept = _keep(sorted(newest, reverse=True), tally, room, tell)
    posts = (Post(c.text, language, c.found.moment and c.found.moment.date(), source) for c, language in kept)
    return ImportPreview(tuple(posts), tally.left_out())


def _keep(newest: list[_Candidate], tally: _Tally, room: int, tell: Tell) -> list[tuple[_Candidate, str]]:
    """Those kept, each with its language."""
    kept: list[tuple[_Candidate, str]] = []
    left = MOST_BYTES
    for candidate in newest:
        size = len(candidate.text.encode())
        if len(kept) >= room or size > left:
            tally.add(DropReason.TOO_MANY, candidate.text)
        elif find_orders(candidate.text):
            tally.add(DropReason.ORDERS, candidate.text)
        elif not (language := tell(candidate.text, candidate.found.declared)):
            tally.add(DropReason.OTHER_LANGUAGE, candidate.text)
        else:
            kept.append((candidate, language))
            left -= size
    return kept


def _why_drop(text: str, one: Found, seen: dict[int, DropReason]) -> DropReason | None:
    if not text or len(text) > LONGEST_POST:
        return DropReason.TOO_LONG if text else DropReason.RESHARE
    words = _LINK.sub("", text)
    if not any(character.isalnum() for character in words):
        return DropReason.ONLY_LINKS if words != text else DropReason.NO_WORDS
    if len(words.strip()) < SHORTEST_POST:
        return DropReason.TOO_SHORT
    if one.declared not in _LANGUAGES:
        return DropReason.OTHER_LANGUAGE
    return seen.get(_fold(text))


def _fold(text: str) -> int:
    """Two posts are the same when they differ only in case, white space and links."""
    return hash(" ".join(_LINK.sub("", text).casefold().split()))


def _excerpt(text: str) -> str:
    line = " ".join(text[: 4 * _EXCERPT].split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1].rstrip() + "…"
