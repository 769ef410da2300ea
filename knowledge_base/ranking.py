"""How well a passage answers a query: which of its words it holds, how close together, and what it means.

How the constants were chosen. Those of BM25 are the usual ones. The others were fitted on questions
of fquad, xquad_en and cranfield and on titles and headings of blog articles and descriptions of
services, as queries for the passages below them, always on some collections and then tried on one
that had no say (see evals/baselines). No collection has constants of its own. The optimum is flat:
halving or doubling any of the weights costs less than a point of nDCG@10. Wording could weigh more
for questions about paragraphs and less for abstracts; the weight is between. The one that depends
on a language is the weight of meaning, because the embeddings were trained on English. Adding plain
sums beat scaling both scores to [0, 1], and beat rank fusion by three to ten points, also across
languages once words are translated: a query of few or common words leans on meaning by itself,
since its words add little.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge_base.indexes import StemCounts
from knowledge_base.queries import Term
from knowledge_base.stems import SENTENCE_END

_SATURATION, _LENGTH = 1.2, 0.75  # k1 and b of BM25, the usual ones
_SENTENCE_SATURATION, _SENTENCE_LENGTH = 0.9, 0.4  # of BM25 for short texts
_BETWEEN = f" {SENTENCE_END} "
_SENTENCE = 12.0  # stems of a usual sentence
_BEGINNING = 5  # letters that make two words likely relatives
NEAR, CLOSE, TYPED = 0.7, 0.5, 0.6  # against the words and the best sentence, which count 1 each
_LIKENESS = 20.0  # a cosine of 1 is worth as much as two words that one passage in 20,000 holds
_LIKENESS_ENGLISH = 38.0  # where both are in the language that the embeddings were trained on
_LIKENESS_ACROSS = 44.0  # where a translation may have missed the word


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a passage, each in the unit of rarity: a word in one of e passages counts 1.

    words     BM25 of the passage (Robertson and Zaragoza, 2009)
    sentence  BM25 of its best sentence: an answer stands in one place
    near      rarity of the words that are missing but of which a relative is there
    close     how near those words stand that are neighbours in the query
    """

    words: float = 0.0
    sentence: float = 0.0
    near: float = 0.0
    close: float = 0.0

    @property
    def total(self) -> float:
        return self.words + self.sentence + NEAR * self.near + CLOSE * self.close


def likeness_weight(language: str, query_languages: Sequence[str]) -> float:
    """What a cosine of 1 between a query and a passage in `language` adds to the total of the words."""
    if language not in query_languages:
        return _LIKENESS_ACROSS
    return _LIKENESS_ENGLISH if language == "en" else _LIKENESS


NOTHING = Signals()


class Matcher:
    """Compares passages in one language with the terms of a query.

    `usual_length` is that of a passage, in stems.
    """

    def __init__(self, terms: Sequence[Term], counts: StemCounts, *, usual_length: float) -> None:
        self.rarities = [_rarity(term, counts) for term in terms]
        self._usual = max(usual_length, 1.0)
        self._wanted: dict[str, list[int]] = defaultdict(list)
        self._phrases: list[tuple[frozenset[str], int]] = []
        self._beginnings: list[tuple[str, ...]] = []
        for place, term in enumerate(terms):
            self._learn(term, place)

    @property
    def ideal(self) -> Signals:
        """The signals of a usual passage that holds each word once, all in one sentence, side by side."""
        total = sum(self.rarities)
        close = sum(min(pair) for pair in zip(self.rarities, self.rarities[1:], strict=False))
        return Signals(total, total, 0.0, close)

    def signals(self, kept: str) -> Signals:
        """Compare with the stems of one passage, as the word index keeps them."""
        held: dict[int, list[int]] = {}
        best = 0.0
        length = 0
        for sentence in kept.split(_BETWEEN):
            stems = sentence.split()
            if found := self._find(stems):
                best = max(best, self._sentence(found, len(stems)))
                for term, places in found.items():
                    held.setdefault(term, []).extend([length + place for place in places])
            length += len(stems)
        return Signals(self._words(held, length), best, self._near(held, kept), self._close(held))

    def _learn(self, term: Term, place: int) -> None:
        for form in term.forms:
            if len(form) == 1:
                self._wanted[form[0]].append(place)
            else:
                self._phrases.append((frozenset(form), place))
        self._beginnings.append(
            tuple(
                f" {form[0][:_BEGINNING]}"
                for form in term.forms
                if len(form) == 1 and len(form[0]) >= _BEGINNING
            )
        )

    def _find(self, sentence: Sequence[str]) -> dict[int, list[int]]:
        """Map terms to the places in the sentence where they stand; a phrase stands where it begins."""
        found: dict[int, list[int]] = {}
        for stem in self._wanted.keys() & sentence:
            places = [place for place, one in enumerate(sentence) if one == stem]
            for term in self._wanted[stem]:
                found.setdefault(term, []).extend(places)
        for phrase, term in self._phrases:
            if phrase <= set(sentence):
                found.setdefault(term, []).append(min(sentence.index(stem) for stem in phrase))
        return found

    def _words(self, held: Mapping[int, Sequence[int]], length: int) -> float:
        norm = _SATURATION * (1 - _LENGTH + _LENGTH * length / self._usual)
        return self._saturated(held, norm, _SATURATION + 1)

    def _sentence(self, found: Mapping[int, Sequence[int]], length: int) -> float:
        norm = _SENTENCE_SATURATION * (1 - _SENTENCE_LENGTH + _SENTENCE_LENGTH * length / _SENTENCE)
        return self._saturated(found, norm, _SENTENCE_SATURATION + 1)

    def _saturated(self, held: Mapping[int, Sequence[int]], norm: float, most: float) -> float:
        total = 0.0
        for term, places in held.items():
            total += self.rarities[term] * len(places) * most / (len(places) + norm)
        return total

    def _near(self, held: Mapping[int, Sequence[int]], kept: str) -> float:
        padded = f" {kept}"
        return sum(
            rarity
            for term, rarity in enumerate(self.rarities)
            if term not in held and any(beginning in padded for beginning in self._beginnings[term])
        )

    def _close(self, held: Mapping[int, Sequence[int]]) -> float:
        found = 0.0
        for term in range(len(self.rarities) - 1):
            if term in held and term + 1 in held:
                apart = min(abs(one - other) for one in held[term] for other in held[term + 1])
                found += min(self.rarities[term], self.rarities[term + 1]) / max(apart, 1)
        return found


def _rarity(term: Term, counts: StemCounts) -> float:
    """Inverse document frequency (Robertson and Spärck Jones, kept positive) of all forms together.

    Taking the forms of a word as one word is what works best across languages (Pirkola, 1998).
    """
    held = sum(min(counts.passages.get(stem, 0) for stem in form) for form in term.forms)
    count = min(held, counts.total)
    return math.log(1 + (counts.total - count + 0.5) / (count + 0.5))
