"""Words that stand for each other: a company's own, and a small general dictionary of business words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge_base.stems import stems

Form = tuple[str, ...]
"""The stems of a word or of a phrase, in order."""

_LONGEST = 5  # stems of a phrase that is looked up
_SHORTEST = 5  # letters that a word must share with a known one to be taken for a form of it
_ENDING = 4  # letters that it may have more


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning, with all the words for it in each language."""

    french: tuple[str, ...] = ()
    english: tuple[str, ...] = ()

    def words(self, language: str) -> tuple[str, ...]:
        return self.french if language == "fr" else self.english


@dataclass(frozen=True, slots=True)
class Match:
    """Stems `start` to `end` (half-open) of a query, and what else may stand for them, by language."""

    start: int
    end: int
    forms: Mapping[str, tuple[Form, ...]]


class Glossary:
    """Looks up the longest known phrases of a query.

    With `synonyms`, words of one entry and one language stand for each other too; a general
    dictionary, whose words have many meanings, only leads across.
    """

    def __init__(self, entries: Iterable[Entry], *, synonyms: bool = True) -> None:
        self._forms: dict[str, dict[Form, dict[str, list[Form]]]] = {"fr": {}, "en": {}}
        for entry in entries:
            self._add(entry, synonyms=synonyms)

    def matches(self, sought: Sequence[str], language: str) -> Iterator[Match]:
        """Yield what is known of the stems of a query in `language`, from left to right."""
        start = 0
        while start < len(sought):
            for end in range(min(start + _LONGEST, len(sought)), start, -1):
                if forms := self._look_up(language, tuple(sought[start:end])):
                    yield Match(start, end, {other: tuple(found) for other, found in forms.items()})
                    start = end - 1
                    break
            start += 1

    def _look_up(self, language: str, form: Form) -> Mapping[str, Sequence[Form]]:
        known = self._forms[language]
        return next((known[one] for one in shortened(form) if one in known), {})

    def _add(self, entry: Entry, *, synonyms: bool) -> None:
        forms = {
            language: list(
                dict.fromkeys(form for word in entry.words(language) if (form := _form(word, language)))
            )
            for language in self._forms
        }
        for language, known in self._forms.items():
            for form in forms[language]:
                found = known.setdefault(form, defaultdict(list))
                for other, others in forms.items():
                    if other != language or synonyms:
                        found[other] += [one for one in others if one != form and one not in found[other]]


EMPTY = Glossary(())


def shortened(form: Form) -> Iterator[Form]:
    """Yield the form, and a word's beginnings: stems leave many endings of verbs in place."""
    yield form
    if len(form) == 1 and (word := form[0]).isalpha():
        shortest = max(_SHORTEST, len(word) - _ENDING)
        yield from ((word[:length],) for length in range(len(word) - 1, shortest - 1, -1))


@cache
def dictionary() -> Glossary:
    return Glossary(dictionary_entries(), synonyms=False)


@cache
def dictionary_entries() -> tuple[Entry, ...]:
    """The general dictionary, written for this project: lines of French words = English words."""
    text = files("knowledge_base").joinpath("dictionary.txt").read_text("utf-8")
    return tuple(_read(text.splitlines()))


def _read(lines: Iterable[str]) -> Iterator[Entry]:
    for line in lines:
        if line and not line.startswith("#"):
            french, english = line.split("=")
            yield Entry(_words(french), _words(english))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(","))


def _form(word: str, language: str) -> Form:
    return tuple(stems(word, language))
