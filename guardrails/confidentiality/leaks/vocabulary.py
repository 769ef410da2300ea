"""Words that stand for one another, across two languages: what lets a fact be known in other words."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Self

from guardrails.normalisation import fold
from guardrails.tokens import WORD
from guardrails.words import read_phrases

Form = tuple[str, ...]
Meaning = tuple[Iterable[str], Iterable[str]]
"""French words, English words."""

LANGUAGES = ("fr", "en")
_ALGORITHMS = {"fr": "french", "en": "english"}
_LONGEST = 5
_EVERYDAY = "~"
_of_this_thread = threading.local()


@dataclass(frozen=True, slots=True)
class Group:
    """Words of one meaning. `everyday` ones prove little."""

    name: str
    everyday: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Looks up the longest known phrases. `forms[language][stems]` are the groups a phrase belongs to."""

    forms: Mapping[str, Mapping[Form, tuple[Group, ...]]]
    longest: Mapping[str, Mapping[str, int]] = field(repr=False)

    @classmethod
    def of(cls, meanings: Iterable[tuple[Group, Meaning]]) -> Self:
        forms: dict[str, dict[Form, tuple[Group, ...]]] = {language: {} for language in LANGUAGES}
        longest: dict[str, dict[str, int]] = {language: {} for language in LANGUAGES}
        for group, words in meanings:
            for language, spoken in zip(LANGUAGES, words, strict=True):
                for form in filter(None, (form_of(word, language) for word in spoken)):
                    known = forms[language].get(form, ())
                    forms[language][form] = known if group in known else (*known, group)
                    first = longest[language]
                    first[form[0]] = max(first.get(form[0], 1), len(form))
        return cls(forms, longest)

    def groups(self, stems: Form, language: str) -> tuple[Group, ...]:
        """What a phrase of folded words means; () if it is not known."""
        return self.forms[language].get(tuple(stem(word, language) for word in stems), ())

    def phrase(self, words: Sequence[str], at: int, language: str) -> tuple[Group, ...]:
        """What the longest known phrase of two folded words or more, from `at` on, means."""
        longest = self.longest[language].get(stem(words[at], language), 1)
        for length in range(min(longest, len(words) - at), 1, -1):
            if groups := self.groups(tuple(words[at : at + length]), language):
                return groups
        return ()


@cache
def rewordings() -> Vocabulary:
    """The meanings of words/rewordings.txt. A group is named by its first words: they must not change."""
    return Vocabulary.of(_read(read_phrases("rewordings")))


def form_of(phrase: str, language: str) -> Form:
    return tuple(stem(word, language) for word in WORD.findall(fold(phrase)))[:_LONGEST]


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str) -> str:
    """The stem of a folded word."""
    return str(_stemmer(language).stemWord(word))


def _stemmer(language: str) -> Any:
    # A stemmer keeps the word it works on in itself, so each thread has its own.
    stemmers = _of_this_thread.__dict__
    if language not in stemmers:
        import snowballstemmer

        stemmers[language] = snowballstemmer.stemmer(_ALGORITHMS[language])
    return stemmers[language]


def _read(lines: Iterable[str]) -> Iterator[tuple[Group, Meaning]]:
    for line in lines:
        french, english = (side.split(",") for side in line.removeprefix(_EVERYDAY).split("="))
        name = f"{french[0].strip()}={english[0].strip()}"
        yield Group(name, everyday=line.startswith(_EVERYDAY)), (french, english)
