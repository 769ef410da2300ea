"""Saying whose words they are: a name in brackets or a link claims nothing by itself."""

import re
from collections.abc import Iterable, Sequence

from guardrails.candidate import Source
from guardrails.normalisation import fold, normalise
from guardrails.tokens import WORD
from guardrails.words import read_words

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"«»]+")
_TAG = re.compile(r"(?<!\w)[#@][\w.-]*\w")
_BRACKETED = re.compile(r"\s*\(([^()\n]{1,80})\)[\s.,;:–—-]*")
_MARKERS = {"source", "sources", "via", "selon", "apres", "according", "lien", "liens", "link", "links"}
_SMALL_WORDS = read_words("around_credits")
_LONGEST_NAME = 6


class Credits:
    """Knows the names that may be credited: publishers and titles of the sources, and `known_names`."""

    def __init__(self, sources: Sequence[Source], known_names: Iterable[str]) -> None:
        self._publishers = [_forms(name) for name in (*(s.publisher for s in sources), *known_names)]
        self._titles = [_forms(source.title) for source in sources]

    def fill(self, sentence: str) -> bool:
        """Whether a folded sentence holds nothing but links, tags, signs and a credit."""
        has_link = bool(ADDRESS.search(sentence))
        words = WORD.findall(_TAG.sub(" ", ADDRESS.sub(" ", sentence)))
        if not words:
            return True
        name = [word for word in words if word not in _MARKERS and word not in _SMALL_WORDS]
        marked = has_link or not _MARKERS.isdisjoint(words) or bool(_BRACKETED.fullmatch(sentence))
        if not name:
            return marked and len(words) <= _LONGEST_NAME
        if self._credits(name, titles=marked):
            return True
        # Whoever follows the link can see for themselves whose page it is.
        return (
            has_link and len(name) <= _LONGEST_NAME and _looks_credited(sentence) and not _has_figures(name)
        )

    def leading(self, sentence: str) -> int:
        """The length of a credit in brackets that begins a folded sentence: it belongs to the one before."""
        match = _BRACKETED.match(sentence)
        if not match:
            return 0
        words = WORD.findall(ADDRESS.sub(" ", match.group(1)))
        name = [word for word in words if word not in _MARKERS and word not in _SMALL_WORDS]
        return match.end() if self._credits(name, titles=True) else 0

    def _credits(self, name: Sequence[str], *, titles: bool) -> bool:
        known = (*self._publishers, *self._titles) if titles else self._publishers
        return bool(name) and any(forms.issuperset(name) for forms in known)


def _forms(name: str) -> frozenset[str]:
    return frozenset(WORD.findall(fold(normalise(name).text)))


def _looks_credited(sentence: str) -> bool:
    """ "Source: X, https://…" and "X: https://…"; a sentence with a link at its end says something."""
    before = ADDRESS.split(sentence, maxsplit=1)[0].strip(" (")
    return before.startswith(("source", "via ")) or before.endswith(":")


def _has_figures(words: Iterable[str]) -> bool:
    return any(map(str.isdigit, "".join(words)))
