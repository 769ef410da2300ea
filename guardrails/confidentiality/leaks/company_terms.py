"""What a company calls things, in both languages: a secret may leave under another of its names."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Self

from guardrails.confidentiality.leaks.concepts import Concept, word_keys
from guardrails.confidentiality.leaks.moments import Key
from guardrails.confidentiality.leaks.vocabulary import LANGUAGES, Form, form_of
from guardrails.normalisation import fold
from guardrails.sentences import Span
from guardrails.stems import STOPWORDS, content_stems
from guardrails.tokens import WORD, Word

Entry = tuple[Sequence[str], Sequence[str]]
"""One meaning: French words, English words. Any of them may be a phrase."""

_LONGEST = 5


@dataclass(frozen=True, slots=True)
class _Wording:
    """The content words of one way to say a thing."""

    language: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A known phrase at a span of a text: the same otherwise, word by word, and as stems."""

    span: Span
    keys: tuple[tuple[Key, ...], ...]
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class CompanyTerms:
    """Looks up the longest known phrases of a sentence, whatever its language: people mix them.

    Confidential texts are gone when a glossary changes, so it is what somebody writes that is read under
    all the names. `digest` differs whenever the words do.
    """

    digest: str = ""
    _meanings: dict[str, dict[Form, tuple[int, ...]]] = field(default_factory=dict, repr=False)
    _wordings: tuple[tuple[_Wording, ...], ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        known = [tuple(tuple(words) for words in entry) for entry in entries]
        meanings: dict[str, dict[Form, tuple[int, ...]]] = {language: {} for language in LANGUAGES}
        for number, entry in enumerate(known):
            for language, words in zip(LANGUAGES, entry, strict=True):
                for form in {form_of(word, language) for word in words} - {()}:
                    meanings[language][form] = (*meanings[language].get(form, ()), number)
        digest = hashlib.blake2b(repr(known).encode(), digest_size=8).hexdigest()
        return cls(digest, meanings, tuple(_wordings(entry) for entry in known))

    def __len__(self) -> int:
        return len(self._wordings)

    def said(self, words: Sequence[Word]) -> list[Said]:
        """What is known of the words of a sentence, from left to right."""
        if not self._wordings:
            return []
        found, at = [], 0
        while at < len(words):
            length, meanings = self._longest(words, at)
            if meanings:
                found.append(self._otherwise(words[at : at + length], meanings))
            at += length
        return found

    def _longest(self, words: Sequence[Word], at: int) -> tuple[int, set[int]]:
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            phrase = " ".join(word.form for word in words[at : at + length])
            if length == 1 and (phrase in STOPWORDS or phrase.isdigit()):
                break
            known = (self._meanings[one].get(form_of(phrase, one), ()) for one in LANGUAGES)
            if found := {meaning for meanings in known for meaning in meanings}:
                return length, found
        return 1, set()

    def _otherwise(self, words: Sequence[Word], meanings: Iterable[int]) -> Said:
        own = tuple(_content(word.form for word in words))
        wordings = [one for meaning in sorted(meanings) for one in self._wordings[meaning]]
        others = [one for one in wordings if one.words != own]
        keys: defaultdict[int, dict[Key, None]] = defaultdict(dict)
        for wording in others:
            for place, word in enumerate(wording.words):
                keys[place] |= dict.fromkeys(word_keys(word, (wording.language,)))
        return Said(
            (words[0].start, words[-1].end),
            tuple(tuple(keys[place]) for place in sorted(keys)),
            content_stems([word for one in others for word in one.words]),
        )


NO_TERMS = CompanyTerms()


def widened(concepts: Sequence[Concept], said: Sequence[Said]) -> list[Concept]:
    """The concepts, those of a known phrase under its other names as well, word by word.

    Another name of more words has more to be known by; [] where none of the phrases is among the concepts.
    """
    if not concepts:
        return []
    span = concepts[0].span[0], concepts[-1].span[1]
    here = [one for one in said if one.keys and span[0] <= one.span[0] < span[1]]
    return sorted(_widened(concepts, here), key=lambda concept: concept.span) if here else []


def _widened(concepts: Sequence[Concept], said: Sequence[Said]) -> Iterator[Concept]:
    """Phrases do not overlap, so a concept belongs to one at most."""
    seen = set()
    for phrase, inside in groupby(concepts, key=partial(_phrase_of, said)):
        own = list(inside)
        if phrase is None:
            yield from own
            continue
        seen.add(phrase.span)
        yield from _paired(own, phrase)
    for phrase in said:
        if phrase.span not in seen:
            yield from _paired([], phrase)


def _paired(own: Sequence[Concept], phrase: Said) -> Iterator[Concept]:
    for concept, keys in zip(own, phrase.keys, strict=False):
        yield Concept(concept.span, tuple(dict.fromkeys((*concept.keys, *keys))))
    yield from own[len(phrase.keys) :]
    for keys in phrase.keys[len(own) :]:
        yield Concept(phrase.span, keys)


def _phrase_of(said: Sequence[Said], concept: Concept) -> Said | None:
    return next((one for one in said if one.span[0] <= concept.span[0] < one.span[1]), None)


def _wordings(entry: Sequence[Sequence[str]]) -> tuple[_Wording, ...]:
    return tuple(
        _Wording(language, tuple(_content(WORD.findall(fold(phrase)))))
        for language, phrases in zip(LANGUAGES, entry, strict=True)
        for phrase in phrases
    )


def _content(forms: Iterable[str]) -> Iterator[str]:
    return (form for form in forms if form not in STOPWORDS and len(form) > 1)
