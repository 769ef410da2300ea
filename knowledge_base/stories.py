"""Telling that two pages are one: by their address, or by what they say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from knowledge_base.stems import fold

_TRACKING = re.compile(
    r"utm_|at_|pk_|mtm_|matomo_|piwik_|mc_|hsa_|ga_|_hs|wt_|ns_|vero_|oly_"
    r"|(?:xtor|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|s_cid|cmp|cmpid|ref|ref_src|spm|guccounter)$",
    re.IGNORECASE,
)
_INDEX = re.compile(r"/(?:index\.(?:html?|php))?$|;jsessionid=[^/]*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_SHINGLE = 4  # words
_COMPARED = 600  # words of a text; a copy is told from its beginning
_ENOUGH = 20  # shingles below which a text is too short to be judged by itself
# Chosen by what the words mean, not fitted: a third shared under one title is a shortened or
# extended copy; four fifths shared under two titles is a copy that was given another title.
_SHARED_UNDER_ONE_TITLE = 0.3
_SHARED_UNDER_TWO = 0.8
_ONE_TITLE = 0.8


def canonical_url(url: str) -> str:
    """Return one spelling for all addresses of a page: https, no www, no tracking, no fragment.

    It identifies the page and is not for fetching it. What is no address comes back as it is.
    """
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    except ValueError:
        return url
    host = (parts.hostname or "").removeprefix("www.")
    kept = sorted(
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0])
    )
    query = f"?{urlencode(kept)}" if kept else ""
    return f"https://{host}{port}{_INDEX.sub('', parts.path)}{query}"


@dataclass(frozen=True, slots=True)
class Story:
    """What a text is recognised by: the words of its title, and its runs of four words."""

    title: frozenset[str]
    shingles: frozenset[int]

    @classmethod
    def of(cls, title: str, text: str) -> "Story":
        words = _WORD.findall(fold(text[: _COMPARED * 12]))[:_COMPARED]
        return cls(frozenset(_WORD.findall(fold(title))), frozenset(_shingles(words)))

    def is_same(self, other: "Story") -> bool:
        """Whether both tell the same story in the same words, though one may tell less of it."""
        shorter = min(len(self.shingles), len(other.shingles))
        shared = len(self.shingles & other.shingles) / shorter if shorter else 0.0
        if self._has_title_of(other):
            return shared >= _SHARED_UNDER_ONE_TITLE
        return shorter >= _ENOUGH and shared >= _SHARED_UNDER_TWO

    def _has_title_of(self, other: "Story") -> bool:
        both = self.title | other.title
        return bool(both) and len(self.title & other.title) / len(both) >= _ONE_TITLE


def _shingles(words: Sequence[str]) -> list[int]:
    return [hash(tuple(words[start : start + _SHINGLE])) for start in range(len(words) - _SHINGLE + 1)]
