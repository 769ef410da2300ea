"""How an author's typing looks in their own posts: small letters, bare ends, signing off, emoji."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.cocreate.lexicon import lexicon, stems

_MOSTLY = 0.5
_HABITUAL = 0.3
"""Share of posts from which a last line is a way of signing off."""
_FEWEST_POSTS = 3
_LONGEST_CLOSING = 4
"""Words: a longer last line says something."""
_WORDLESS = re.compile(r"[^\w]+$")
_LINK_OR_TAG = re.compile(r"[#@]\w|https?:|www\.")
_LISTED = re.compile(r"^[ \t]*[-–•*▪→✓][ \t]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Hand:
    """What an author does without thinking; the defaults change nothing.

    `closing` is a last line of its own that at least three in ten posts end with, as it was typed.
    """

    small_letters: bool = False
    """Posts begin with a small letter, so nothing of theirs gets a capital."""
    bare_ends: bool = False
    """Paragraphs end without a full stop."""
    closing: str = ""
    posts: tuple[str, ...] = ()

    @classmethod
    def of(cls, posts: Sequence[str]) -> "Hand":
        return _read(tuple(posts)) if len(posts) >= _FEWEST_POSTS else cls(posts=tuple(posts))

    def puts(self, emoji: str, after: str, language: str) -> bool:
        """Whether the author put this emoji after something like these words: a word in common, and no
        trouble told where they never told any. Of who brought no post yet, what they chose when asked counts.
        """
        if not self.posts:
            return not is_trouble(after, language)
        said = _stems(after, language)
        places = [place for post in self.posts for place in _places(post, emoji)]
        if is_trouble(after, language) and not any(is_trouble(place, language) for place in places):
            return False
        return any(said & _stems(place, language) for place in places)


def is_trouble(text: str, language: str) -> bool:
    """Whether somebody is hurt, mourned, blamed or in pain there."""
    return bool(lexicon(language).troubles.search(text.replace("’", "'")))


@lru_cache(maxsize=256)
def _read(posts: tuple[str, ...]) -> Hand:
    starts = [post.lstrip(" \"'«“")[:1] for post in posts]
    letters = [start for start in starts if start.isalpha()]
    small = bool(letters) and sum(start.islower() for start in letters) > _MOSTLY * len(letters)
    ends = [line.rstrip()[-1:] for post in posts for line in post.splitlines() if len(line.split()) > 3]
    bare = sum(end.isalnum() for end in ends) > _MOSTLY * len(ends)
    return Hand(small, bare, _closing(posts), posts)


def _closing(posts: tuple[str, ...]) -> str:
    lasts = Counter(
        last
        for post in posts
        if len(lines := [line.strip() for line in post.splitlines() if line.strip()]) > 1
        and 0 < len((last := lines[-1]).split()) <= _LONGEST_CLOSING
        and not _LINK_OR_TAG.search(last)
        and not _LISTED.match(last)
        and re.search(r"[^\W\d_]", last)
        and not re.search(r"\d", last)
    )
    last, times = next(iter(lasts.most_common(1)), ("", 0))
    return last if times >= max(_FEWEST_POSTS, _HABITUAL * len(posts)) else ""


def _places(post: str, emoji: str) -> list[str]:
    """What stands before the emoji on each line of a post that holds it."""
    return [line[: line.index(emoji)] for line in re.split(r"\n+", post) if emoji in line]


def _stems(text: str, language: str) -> frozenset[str]:
    return stems(text, language) - stems(lexicon(language).vague_words, language)
