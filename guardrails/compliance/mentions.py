"""Where a post names the employer or a product, and where the same letters are a word or a mere credit."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Self

from guardrails.doc import Doc
from guardrails.normalisation import fold, normalise
from guardrails.phrases import phrase_pattern
from guardrails.sentences import Span
from guardrails.tokens import WORD
from guardrails.words import read_words

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,80}")
_NEAR = 150
_SAYS = (
    r"(?:ecrit|dit|explique|annonce|rappelle|precise|writes|says|explains|announces|reports|notes|"
    r"has it|puts? it)"
)
_FOREIGN = r"(?:,? (?:en|in) \w+)?"
# What stands before and after a name that only says whose words these are.
_CREDITS = tuple(
    (re.compile(before), re.compile(after))
    for before, after in (
        (r"\((?:(?:source|via|photo)\s?:?\s?)?$", rf"{_FOREIGN}\s?\)"),
        (r"\b(?:sources?|selon|via|d'apres|according to)\s?:?\s?(?:the |la |le |les )?$", ""),
        (r"^\W*(?:from|as) $", rf"\s?{_SAYS}?\s?[:,]"),
        (r"[—–-]\s?$", r"\W*$"),
        (r"^\W*$", rf"{_FOREIGN}\s?{_SAYS}?\s?:?\s?(?:[«\"]|https?://|www\.)"),
        (r"^\W*$", rf"{_FOREIGN}\s?{_SAYS}?\s?:\W*$"),
    )
)
_TAGS = str.maketrans("#@", "  ")
_GOES_ON = read_words("after_verbs")
_NEXT_WORD = re.compile(r"\s(\w+)")
_DEFINITE = re.compile(r"\b(?:the|le|au|du)\s$")
_SPENT = re.compile(
    r"\b(?:days?|weeks?|months?|years?|jours?|semaines?|mois|ans) "
    r"(?:in|across|through|throughout|around|au|dans) ?(?:the |le )?$"
)
_FROM_TO = re.compile(r"\b(?:[Ff]rom|[Dd]e) [A-ZÀ-Þ]\w+ (?:to|à) [A-ZÀ-Þ]\w+")
_DETERMINED = re.compile(r"\b(?:le|la|un|une|mon|notre|the|my|our)\s$")


@dataclass(frozen=True, slots=True)
class Names:
    """The employer's names, and product names, some of which are ordinary words when written as such."""

    _pattern: re.Pattern[str]
    _ordinary: frozenset[str]

    @classmethod
    def of(cls, employer: str, products: Iterable[str]) -> Self:
        plain = [_plain(product) for product in products]
        words = frozenset(name for name in plain if WORD.fullmatch(name))
        return cls(phrase_pattern((_plain(employer), *plain)), words - {_plain(employer)})

    def find(self, doc: Doc) -> Mapping[int, list[Span]]:
        """By number of the sentence, where it speaks of them; spans of the normalised text."""
        # A tag is written with its sign ("#Millwright"), and an address only leads to a page.
        seen = _ADDRESS.sub(lambda match: " " * len(match.group()), doc.folded)
        found: dict[int, list[Span]] = {}
        for match in self._pattern.finditer(seen.translate(_TAGS)):
            at = bisect_right(doc.sentences, match.start(), key=itemgetter(0)) - 1
            if at >= 0 and self._is_name(_Place.of(doc, doc.sentences[at], match.span())):
                found.setdefault(at, []).append(match.span())
        return found

    def _is_name(self, place: "_Place") -> bool:
        if fold(place.words) in self._ordinary and _is_ordinary(place):
            return False
        return not any(one.search(place.before) and other.match(place.after) for one, other in _CREDITS)


@dataclass(frozen=True, slots=True)
class _Place:
    """A name as written, what stands near it in its sentence, and whether the post has capitals."""

    words: str
    before: str
    after: str
    around: str
    capitals: bool

    @classmethod
    def of(cls, doc: Doc, sentence: Span, span: Span) -> Self:
        left, right = max(sentence[0], span[0] - _NEAR), min(sentence[1], span[1] + _NEAR)
        return cls(
            words=doc.text[span[0] : span[1]],
            before=doc.folded[left : span[0]],
            after=doc.folded[span[1] : right],
            around=doc.text[left:right],
            capitals=not doc.text.islower(),
        )


def _is_ordinary(place: _Place) -> bool:
    """ "To traverse", "Retour sur", "the Levant" of travellers: the word, and not the product."""
    if place.before.endswith("#"):
        return False
    if place.words.islower():
        # Whoever writes without any capital gives no sign: then it takes an article.
        return place.capitals or not _DETERMINED.search(place.before)
    following = _NEXT_WORD.match(place.after)
    if not WORD.search(place.before) and following and following.group(1) in _GOES_ON:
        return True
    return bool(_DEFINITE.search(place.before)) and _is_far_away(place)


def _is_far_away(place: _Place) -> bool:
    if _SPENT.search(place.before) or _FROM_TO.search(place.around):
        return True
    return not read_words("travel").isdisjoint(WORD.findall(fold(place.around)))


def _plain(text: str) -> str:
    return fold(normalise(text).text)
