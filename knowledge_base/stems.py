"""Words reduced to what they share: folded, stemmed, without stop words, in French and English."""

import re
import threading
import unicodedata
from functools import lru_cache
from typing import Any

from knowledge_base.language import likely_languages
from knowledge_base.stopwords import BY_LANGUAGE

_WORD = re.compile(r"\bc(?:\+\+|#)|[^\W_]+")
_LONGEST = 40  # characters; longer "words" are keys and addresses, and would only bloat the index
_SPELT = {"c++": "cplusplus", "c#": "csharp"}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ı": "i"})
_ALGORITHMS = {"fr": "french", "en": "english"}
_of_this_thread = threading.local()


def stems(text: str, language: str) -> list[str]:
    """Return the stems of `text` in order, repeated as often as their words.

    Each is made of letters and digits only, unaccented where the script has accents.
    Elided articles (l', d', qu') and parts of hyphenated words are words of their own.
    """
    words = _WORD.findall(fold(text))
    return [stem for word in words if len(word) <= _LONGEST and (stem := _stem(word, language))]


def query_stems(query: str) -> list[str]:
    """Return each stem of a query once; of both languages when it could be either."""
    languages = likely_languages(query)
    found = [stem for language in languages for stem in stems(query, language)]
    if len(languages) > 1:
        # A small word of one language is a rare, hence weighty, word of the other.
        found = [stem for stem in found if stem not in _SMALL_STEMS] or found
    return list(dict.fromkeys(found))


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, ligatures and compatibility forms."""
    plain = text.lower().translate(_LIGATURES)
    if plain.isascii():
        return plain
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(character for character in decomposed if not unicodedata.combining(character)).lower()


_SMALL = {language: frozenset(map(fold, words)) for language, words in BY_LANGUAGE.items()}
_SMALL_STEMS = _SMALL["fr"] | _SMALL["en"]


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    """Return "" for a word to drop. Folding comes first, so that typing without accents finds as much."""
    if word in _SPELT:
        return _SPELT[word]
    if word in _SMALL[language] or (len(word) == 1 and not word.isdigit()):
        return ""
    return str(_stemmer(language).stemWord(word))


def _stemmer(language: str) -> Any:
    # A stemmer keeps the word it works on in itself, so each thread has its own.
    stemmers = _of_this_thread.__dict__
    if language not in stemmers:
        import snowballstemmer

        stemmers[language] = snowballstemmer.stemmer(_ALGORITHMS[language])
    return stemmers[language]
