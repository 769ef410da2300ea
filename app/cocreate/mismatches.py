"""Where an author and a source tell the same thing with another date, place or person."""

import re
from collections.abc import Iterator, Sequence

from app.cocreate.facts import Fact
from app.cocreate.lexicon import stems
from guardrails.grounding.figures import Figure, find_figures
from guardrails.normalisation import fold
from guardrails.sentences import split_sentences
from knowledge_base.passages import Passage

_LEAST_SHARED = 3
"""Content stems that both must hold before they are taken to tell the same thing."""
_LEAST_SHARE = 0.5
_NAMED = {
    "fr": re.compile(
        r"\b(?P<link>à|chez|par|avec)\s(?P<name>[A-ZÀ-Ý][\w'-]+(?:\s[A-ZÀ-Ý][\w'-]+)*)", re.UNICODE
    ),
    "en": re.compile(r"\b(?P<link>in|at|by|with|from)\s(?P<name>[A-Z][\w'-]+(?:\s[A-Z][\w'-]+)*)"),
}


def find_mismatch(fact: Fact, take: str, passages: Sequence[Passage]) -> tuple[str, str] | None:
    """The author's and the source's words for one date or name, as written; None where they agree.

    Only a sentence of the take that says nearly what the fact says is compared, and only where
    each names one: a date or name that the sources give too is no mistake.
    """
    language = fact.language
    same = [passage for passage in passages if passage.language == language]
    for start, end in split_sentences(take):
        sentence = take[start:end].replace("’", "'")
        if _same_thing(sentence, fact):
            return _dates(sentence, fact, same) or _names(sentence, fact, same)
    return None


def _same_thing(sentence: str, fact: Fact) -> bool:
    said, told = stems(sentence, fact.language), fact.stems()
    shared = len(said & told)
    return shared >= _LEAST_SHARED and shared >= _LEAST_SHARE * min(len(said), len(told))


def _dates(sentence: str, fact: Fact, passages: Sequence[Passage]) -> tuple[str, str] | None:
    told_text = fact.text.replace("’", "'")
    said, told = list(_dated(sentence)), list(_dated(told_text))
    if len(said) != 1 or len(told) != 1 or _agree(said[0], told[0]):
        return None
    if any(_agree(said[0], other) for passage in passages for other in _dated(passage.text)):
        return None
    return sentence[slice(*said[0].span)], told_text[slice(*told[0].span)]


def _dated(text: str) -> Iterator[Figure]:
    return (figure for figure in find_figures(fold(text)) if figure.kind == "date")


def _agree(one: Figure, other: Figure) -> bool:
    """Whether no part that both give differs: "3 March" agrees with "3 March 2026"."""
    kinds = {part[0] for part in one.parts} & {part[0] for part in other.parts}
    return {p for p in one.parts if p[0] in kinds} == {p for p in other.parts if p[0] in kinds}


def _names(sentence: str, fact: Fact, passages: Sequence[Passage]) -> tuple[str, str] | None:
    told = dict(_named(fact.text.replace("’", "'"), fact.language))
    for link, name in _named(sentence, fact.language):
        other = told.get(link, name)
        known = any(name in f"{passage.title} {passage.heading} {passage.text}" for passage in passages)
        if not known and not {*name.split()} & {*other.split()}:
            return name, other
    return None


def _named(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Each name after a preposition, with it; months are dates, not names."""
    for match in _NAMED[language].finditer(text):
        if not any(_dated(f"1 {match['name']}")):
            yield match["link"], match["name"]
