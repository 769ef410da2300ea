"""Words reduced to what they share: folded, stemmed, without stop words, in French and English."""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from knowledge_base.stopwords import BY_LANGUAGE

SENTENCE_END = "."
"""Stands between the stems of two sentences; full-text indexes take no notice of it."""

_WORD = re.compile(
    r"(?P<spelt>\b[cC](?:\+\+|\#))"
    r"|(?P<number>\d{1,3}(?:[\u0020\u00a0\u202f.,]\d{3})+(?!\d))"
    r"|(?P<dotted>\b(?:[A-Z]\.){2,}(?![a-z]))"
    r"|(?P<joint>\b[A-Z]&[A-Z]\b)"
    r"|(?P<compound>(?:[eE]|[^\W\d_]{2,})(?:[-\u2010\u2011][^\W\d_]{2,})+)"
    r"|(?P<word>[^\W_]+)"
)
_HYPHEN = re.compile(r"[-\u2010\u2011]")
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_SENTENCE = re.compile(r"(?<=[.!?…;])\s+|\n+")
_LONGEST = 40  # characters; longer "words" are keys and addresses, and would only bloat the index
_LONGEST_ACRONYM = 4
_SPELT = {"c++": "cplusplus", "c#": "csharp"}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ı": "i"})
_ALGORITHMS = {"fr": "french", "en": "english"}
_of_this_thread = threading.local()


def stems(text: str, language: str) -> list[str]:
    """Return the stems of `text` in order, repeated as often as their words.

    Each is made of letters and digits only, unaccented where the script has accents.
    Elided articles (l', d', qu') are words of their own; so are the parts of a hyphenated
    word, which is followed by the word they make together ("start-up" finds "startup").
    Thousands are joined ("12 500" finds "12,500"), dotted acronyms closed up, and acronyms
    kept whole: "CMS" is no plural, and "IT" is not the stop word "it".
    """
    return [stem for word in words(text) if (stem := stem_of(word, language))]


def sentence_stems(parts: Iterable[str], language: str) -> str:
    """Return what the word index keeps of a passage: its stems, a mark between two sentences.

    `parts` are its title, heading and text: a title counts as a sentence.
    """
    sentences = (stems(sentence, language) for part in parts for sentence in _SENTENCE.split(part))
    return f" {SENTENCE_END} ".join(" ".join(found) for found in sentences if found)


def words(text: str) -> Iterator[str]:
    """Yield the words of `text` before stemming: folded, but for acronyms, which keep their capitals."""
    for word, whole in spelt_words(text):
        yield word
        if whole:
            yield whole


def spelt_words(text: str) -> Iterator[tuple[str, str]]:
    """Yield each word with the hyphenated word that ends with it, closed up; mostly "" for none."""
    shouted = text.isupper() and len(text) > _LONGEST_ACRONYM
    for found in _WORD.finditer(text):
        word = found[0]
        kind = found.lastgroup
        if kind == "compound":
            yield from _parts(word, shouted=shouted)
        elif kind == "spelt":
            yield _SPELT[word.lower()], ""
        elif kind == "word":
            yield _plain(word, shouted=shouted), ""
        else:  # a number, R&D or U.N.
            yield fold(_NOT_ALPHANUMERIC.sub("", word)), ""


def stem_of(word: str, language: str) -> str:
    """Return the stem of one of `words`, or "" for a word to drop."""
    if word.isupper() and not word.isdigit():
        acronym = fold(word)
        return f"{acronym}0" if is_small(acronym, language) else acronym
    return _stem(word, language) if len(word) <= _LONGEST else ""


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, ligatures and compatibility forms."""
    plain = text.lower().translate(_LIGATURES)
    if plain.isascii():
        return plain
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(character for character in decomposed if not unicodedata.combining(character)).lower()


_SMALL = {language: frozenset(map(fold, words)) for language, words in BY_LANGUAGE.items()}


def is_small(word: str, language: str) -> bool:
    """Whether a word carries no topic in that language."""
    return word in _SMALL[language]


def _plain(word: str, *, shouted: bool) -> str:
    is_acronym = word.isupper() and not shouted and 2 <= len(word) <= _LONGEST_ACRONYM
    return fold(word).upper() if is_acronym else fold(word)


def _parts(compound: str, *, shouted: bool) -> Iterator[tuple[str, str]]:
    parts = [_plain(part, shouted=shouted) for part in _HYPHEN.split(compound)]
    yield from ((part, "") for part in parts[:-1])
    # "est-il" and "celui-ci" are no words; "start-up" and "sous-traitance" are.
    yield parts[-1], "" if is_small(parts[-1], "fr") else fold("".join(parts))


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    """Folding comes before stemming, so that typing without accents finds as much."""
    if word in _SMALL[language] or (len(word) == 1 and not word.isdigit()):
        return ""
    return word if word in _SPELT.values() else str(_stemmer(language).stemWord(word))


def _stemmer(language: str) -> Any:
    # A stemmer keeps the word it works on in itself, so each thread has its own.
    stemmers = _of_this_thread.__dict__
    if language not in stemmers:
        import snowballstemmer

        stemmers[language] = snowballstemmer.stemmer(_ALGORITHMS[language])
    return stemmers[language]
