"""What a query asks for: its words, and whatever may stand for each of them in a passage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge_base.glossary import EMPTY, Form, Glossary, dictionary
from knowledge_base.language import LANGUAGES, likely_languages
from knowledge_base.stems import spelt_words, stem_of

_MOST_TERMS = 64  # what is longer is a text, and its topic comes early enough
_LONGEST_ACRONYM = 4


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query: a passage has it when it has all the stems of one of its forms."""

    word: str
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """`languages` are those it may be written in; `terms` stand by the language of the passages."""

    text: str
    languages: tuple[str, ...]
    terms: Mapping[str, tuple[Term, ...]]

    def stems(self, language: str) -> list[str]:
        """Every stem that may lead to a passage in `language`, once, in the order of the query."""
        return list(
            dict.fromkeys(stem for term in self.terms[language] for form in term.forms for stem in form)
        )

    def is_own(self, language: str) -> bool:
        """Whether passages in `language` are in the query's own language."""
        return language in self.languages


def understand(text: str, glossary: Glossary = EMPTY) -> Query:
    """Read a query, with the company's glossary first and the general dictionary second.

    A word stands for itself in both languages, because names, figures and many terms are the
    same in both; for its translations in the other; and for its synonyms in its own.
    """
    languages = likely_languages(text)
    found = _topics(text, languages)
    terms = {language: _terms(found, languages, language, glossary) for language in LANGUAGES}
    return Query(text, languages, terms)


def _topics(text: str, languages: Sequence[str]) -> list[tuple[str, str]]:
    """The words that carry a topic, each with the hyphenated word it is part of, closed up."""
    found: dict[str, str] = {}
    before: list[str] = []
    for word, whole in spelt_words(text):
        # Where the language is open, a small word of one is a rare, hence weighty, word of the other.
        if all(stem_of(word, language) for language in languages):
            found.setdefault(word, "")
        before.append(word)
        if whole:
            _mark_parts(found, before, whole)
    return list(found.items())[:_MOST_TERMS]


def _mark_parts(found: dict[str, str], before: list[str], whole: str) -> None:
    length = 0
    for part in reversed(before):
        if part in found:
            found[part] = whole
        length += len(part)
        if length >= len(whole):
            return


def _terms(
    found: Sequence[tuple[str, str]], languages: Sequence[str], target: str, glossary: Glossary
) -> tuple[Term, ...]:
    forms = [_own_forms(word, whole, target) for word, whole in found]
    for source in languages:
        sought = [stem_of(word, source) for word, _ in found]
        covered: set[int] = set()
        for known in (glossary, dictionary()):
            for match in known.matches(sought, source):
                places = set(range(match.start, match.end))
                if not places & covered:
                    covered |= places
                    for place in places:
                        forms[place].update(dict.fromkeys(match.forms.get(target, ())))
    unique: dict[tuple[Form, ...], str] = {}
    for (word, _), ways in zip(found, forms, strict=True):
        if ways:
            unique.setdefault(tuple(ways), word)
    return tuple(Term(word, ways) for ways, word in unique.items())


def _own_forms(word: str, whole: str, language: str) -> dict[Form, None]:
    """An ordered set. A short word may be an acronym that somebody typed in small letters."""
    plain = word.lower()
    likely = [stem_of(word, language), stem_of(plain, language), stem_of(whole, language) if whole else ""]
    if len(plain) <= _LONGEST_ACRONYM and likely[0]:
        likely.append(plain)
    return {(stem,): None for stem in likely if stem}
