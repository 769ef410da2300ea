"""The words that an author uses far more than others do."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from guardrails.authenticity.voice.anatomy import dissect
from guardrails.authenticity.voice.background import Background
from guardrails.authenticity.voice.lexicon import FUNCTION_WORDS
from guardrails.authenticity.voice.wording import Floats, read_wording
from guardrails.confidentiality.leaks.vocabulary import stem
from guardrails.normalisation import fold
from guardrails.stems import STOPWORDS

MOST_WORDS = 8
_FEWEST_POSTS = 3
_FEWEST_SHARE = 0.25
_SHORTEST = 3
_TELLING = 0.3
_SHRINKAGE = 4.0
_NUMBERS = {
    "fr": frozenset(
        ("un", "deux", "trois", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "quinze",
         "vingt", "trente", "cent", "mille")
    ),
    "en": frozenset(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "hundred", "thousand")
    ),
}  # fmt: skip
"""What is counted changes with the subject. The French word for 4 is also an oven."""
_EDGES = 2
"""4-grams that hold the end of a line: a word in the middle of a text has none of them."""


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A word as it is mostly written, the posts that hold one of its forms, and how telling that is."""

    word: str
    posts: int
    telling: float


def own_words(texts: Sequence[str], background: Background) -> tuple[OwnWord, ...]:
    """At most eight, the most telling first; none where no word comes back in three posts at least."""
    language, holding = background.language, Counter[str]()
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        found = [(stem(fold(word), language), word.lower()) for word in _words(text, language)]
        for root, word in found:
            forms[root][word] += 1
        holding.update({root for root, _ in found})
    least = max(_FEWEST_POSTS, _FEWEST_SHARE * len(texts))
    rarity = background.idf()
    kept = [
        OwnWord(word, posts, divergence(posts, len(texts), _expected(word, language, rarity)))
        for root, posts in holding.items()
        if posts >= least and (word := forms[root].most_common(1)[0][0])
    ]
    telling = sorted((one for one in kept if one.telling > _TELLING), key=lambda one: -one.telling)
    return tuple(telling[:MOST_WORDS])


def divergence(posts: int, total: int, usual: float) -> float:
    """How far a share of posts lies above the usual one: Kullback-Leibler for two outcomes, 0 below it.

    A few invisible posts that are as everybody's keep small numbers from sounding sure.
    """
    share = (posts + _SHRINKAGE * usual) / (total + _SHRINKAGE)
    if posts <= usual * total:
        return 0.0
    return share * log(share / usual) + (1 - share) * log((1 - share) / (1 - usual))


def _words(text: str, language: str) -> list[str]:
    """Words that carry content; a name, or what only stands in capitals, is no habit."""
    small = {*FUNCTION_WORDS[language], *_NUMBERS[language]}
    anatomy = dissect(text)
    whole = (word.replace("’", "'") for word in anatomy.cut(anatomy.words))
    # French elides before a word; what English joins by an apostrophe is grammar.
    parts = (part for word in whole for part in (word.split("'") if language == "fr" else (word,)))
    return [
        word
        for word in parts
        if len(word) >= _SHORTEST
        and word.islower()
        and "'" not in word
        and word not in small
        and fold(word) not in STOPWORDS
    ]


def _expected(word: str, language: str, rarity: Floats) -> float:
    """Share of other people's posts that may hold the word: no more than hold the rarest of its 4-grams."""
    cells = read_wording(f" {word} ", language).cells_of("fours")
    rarest = np.sort(rarity[cells])[::-1]
    return min(max(exp(-float(rarest[min(_EDGES, len(rarest) - 1)])), 0.03), 0.97)
