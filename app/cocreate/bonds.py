"""Whether a source's sentence has to do with what an author says, and says more than they just did."""

import re
from collections.abc import Sequence
from functools import lru_cache

from app.cocreate.closeness import Weights
from app.cocreate.facts import Fact
from app.cocreate.lexicon import lexicon, stems
from guardrails.grounding.figures import find_figures
from guardrails.normalisation import fold
from guardrails.sentences import split_sentences
from knowledge_base.passages import Passage

_NEAR = {"en": 0.30, "fr": 0.25}
"""Least cosine of a sentence that shares two telling words with a block: French ones lie lower."""
_NEARER = {"en": 0.45, "fr": 0.33}
"""The same where it shares one. Both were set on drafts read by hand (rows to work on)."""
_TWO_WORDS, _ONE_WORD = 1.2, 0.85
"""Their weight, of which one word that no other sentence holds has 1."""
_OF_THE_TOPIC = 0.5
"""What a shared word counts that the topic or the title holds: all of such a source is about it."""
_SAID, _SAID_IN_OTHER_WORDS, _SAME_MEANING = 0.5, 0.4, 0.4
_SAID_WITH_ITS_FIGURE = 0.25
_PLAIN_FIGURE = 13
"""Smaller numbers are everywhere, and shared by chance."""
_ARTICLE = 2
"""Up to here a number is an article or a pair ("un", "one of the two")."""
_HALF = range(-52, -47)
_LEAST_SHARED = 2
_DAYS = {
    "minute": 1 / 1440, "hour": 1 / 24, "heure": 1 / 24, "day": 1, "jour": 1, "week": 7, "semaine": 7,
    "month": 30, "mois": 30, "year": 365, "an": 365, "année": 365,
}  # fmt: skip
_UNIT = re.compile(rf"\s?({'|'.join(sorted(_DAYS, key=len, reverse=True))})s?\b", re.IGNORECASE)


def bond(fact: Fact, take: str, meaning: float | None, weights: Weights, topic: str = "") -> float:
    """How much the sentence has to do with the take (about 0.3..3); 0.0 where that is too little.

    Meaning alone finds what sounds alike, and shared words alone what is worded alike: it takes both.
    A figure is no reason, nor is a word that counts or dates things. `meaning` is a cosine, None
    where none was measured.
    """
    language = fact.language
    both = _telling(fact.text, language) & _telling(take, language)
    known = stems(f"{topic} {fact.passage.title}", language)
    shared = weights.share(both - known) + _OF_THE_TOPIC * weights.share(both & known)
    if meaning is None:
        return shared if shared >= _ONE_WORD else 0.0
    near = (shared >= _TWO_WORDS and meaning >= _NEAR[language]) or (
        shared >= _ONE_WORD and meaning >= _NEARER[language]
    )
    return shared + meaning if near else 0.0


def repeats(fact: Fact, take: str, meaning: float | None) -> bool:
    """Whether it says the take again: most of its words, or fewer with the same figure or meaning."""
    language = fact.language
    held, said = stems(fact.text, language), stems(take, language)
    if not held:
        return False
    share = len(held & said) / len(held)
    if share >= _SAID or (share >= _SAID_IN_OTHER_WORDS and (meaning or 0.0) >= _SAME_MEANING):
        return True
    figures = _values(fact.text, language) & _values(take, language)
    telling = _telling(fact.text, language) & _telling(take, language)
    rare = any(abs(figure) >= _PLAIN_FIGURE or figure < 0 for figure in figures)
    return bool(telling) and bool(figures) and (rare or share >= _SAID_WITH_ITS_FIGURE)


def lasts_otherwise(take: str, passage: Passage) -> bool:
    """Whether the passage gives another duration for what the take tells: "six months", "sixteen days".

    Nothing of such a passage can stand beside the take as if both agreed.
    """
    language = passage.language
    said = _durations(take, language)
    for start, end in split_sentences(passage.text) if said else ():
        sentence = passage.text[start:end]
        told = _durations(sentence, language)
        shared = _telling(sentence, language) & _telling(take, language)
        few = len(_telling(sentence, language)) <= 2 * _LEAST_SHARED
        if len(said) == len(told) == 1 and told != said and len(shared) >= (1 if few else _LEAST_SHARED):
            return True
    return False


def speak_of_one_thing(fact: Fact, take: str) -> bool:
    """Whether a telling word stands in both: enough for words that lean on something said before."""
    return bool(_telling(fact.text, fact.language) & _telling(take, fact.language))


@lru_cache(maxsize=4096)
def _telling(text: str, language: str) -> frozenset[str]:
    """The stems that say what a text is about: no figures, and nothing that only counts or dates."""
    return frozenset(stem for stem in stems(text, language) if not stem[:1].isdigit()) - _vague(language)


@lru_cache(maxsize=4)
def _vague(language: str) -> frozenset[str]:
    return stems(lexicon(language).vague_words, language)


@lru_cache(maxsize=4096)
def _values(text: str, language: str) -> frozenset[float]:
    """All numbers of a text, spelled ones too; those of a percentage are negative."""
    found = find_figures(fold(text), spelled=True, languages=(language,))
    values = (value for figure in found if figure.kind == "number" for value in figure.values)
    return frozenset(value for value in values if value > _ARTICLE or (value < 0 and value not in _HALF))


@lru_cache(maxsize=4096)
def _durations(text: str, language: str) -> frozenset[float]:
    """Every length of time that a text gives, in days."""
    folded = fold(text)
    found: set[float] = set()
    for figure in find_figures(folded, spelled=True, languages=(language,)):
        unit = _UNIT.match(folded, figure.span[1])
        if unit and figure.kind == "number":
            found |= {value * _DAYS[unit.group(1).lower()] for value in figure.values}
    return frozenset(found)


def bonds(
    fact: Fact, takes: Sequence[str], meanings: Sequence[float], weights: Weights, *, topic: str = ""
) -> tuple[float, ...]:
    """The bond of a fact with each take; none with any where it repeats what one of them says."""
    near = tuple(meanings) or (None,) * len(takes)
    if any(repeats(fact, take, meaning) for take, meaning in zip(takes, near, strict=True)):
        return (0.0,) * len(takes)
    if any(lasts_otherwise(take, fact.passage) for take in takes):
        return (0.0,) * len(takes)
    return tuple(bond(fact, take, meaning, weights, topic) for take, meaning in zip(takes, near, strict=True))
