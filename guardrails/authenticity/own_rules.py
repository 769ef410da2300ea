"""What its author asked never to write: words they hate, subjects they do not speak of in public."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from guardrails.confidentiality.leaks.vocabulary import form_of, stem
from guardrails.confidentiality.spellings import key_of, spellings
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.sentences import Span
from guardrails.stems import STOPWORDS
from guardrails.tokens import Word

LANGUAGES = ("fr", "en")
_LONGEST = 8
"""Words that a hated phrase may have; what follows is not compared."""
_SHORTEST_STEM = 4
"""Of shorter words only plurals are forms of the same."""

_SHORTER = 2
"""Letters that a form may have fewer than the word as it was typed."""


@dataclass(frozen=True, slots=True)
class _Avoided:
    """A hated word or phrase: its spellings as words, and its stems by language where words are long."""

    said: str
    spelt: frozenset[tuple[str, ...]]
    stems: frozenset[tuple[str, tuple[str, ...]]]

    @classmethod
    def of(cls, said: str) -> Self:
        words = key_of(said).split()[:_LONGEST]
        spelt = spellings(said, inflected=True, named=False, phrase=True) if words else ()
        long = bool(words) and all(len(word) >= _SHORTEST_STEM for word in words)
        stems = ((language, _stems(words, language)) for language in LANGUAGES) if long else ()
        return cls(said, frozenset(tuple(key.split()[:_LONGEST]) for key in spelt), frozenset(stems))

    def lengths(self) -> frozenset[int]:
        return frozenset(len(words) for words in self.spelt)

    def is_here(self, words: tuple[str, ...], language: str) -> bool:
        if words in self.spelt:
            return True
        # A stem may be a shorter word of its own: who hates "impactant" may still write "impact".
        whole = sum(map(len, words)) >= len(key_of(self.said).replace(" ", "")) - _SHORTER
        return whole and (language, _stems(words, language)) in self.stems


@dataclass(frozen=True, slots=True)
class _Refused:
    """A subject: the stems of its words, by language. A sentence that holds all of them speaks of it."""

    said: str
    stems: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, said: str) -> Self:
        content = " ".join(word for word in key_of(said).split() if word not in STOPWORDS)
        return cls(said, tuple(frozenset(form_of(content, language)) for language in LANGUAGES))

    def wanted(self, language: str) -> frozenset[str]:
        return self.stems[LANGUAGES.index(language)]


@dataclass(frozen=True, slots=True)
class OwnRulesCheck:
    """Reports to the author alone: its rules are private, and no company decides about them."""

    avoided: tuple[_Avoided, ...]
    refused: tuple[_Refused, ...]
    name: str = "authenticity.own_rules"

    @classmethod
    def of(cls, *, avoided: Iterable[str] = (), refusals: Iterable[str] = ()) -> Self:
        """Words and subjects as their author typed them; what holds no word is left aside."""
        return cls(
            tuple(one for said in avoided if (one := _Avoided.of(said)).spelt),
            tuple(subject for said in refusals if any((subject := _Refused.of(said)).stems)),
        )

    def __call__(self, doc: Doc) -> list[RawFinding]:
        language = "fr" if doc.language == "fr" else "en"
        found = [
            _finding(doc, "authenticity.avoided_word", span, one.said)
            for one in self.avoided
            for span in _places(one, doc.words, language)
        ]
        for one in self.refused:
            sentences = map(doc.words_in, doc.sentences)
            spoken = (_spoken_of(one.wanted(language), words, language) for words in sentences)
            found += [
                _finding(doc, "authenticity.refused_subject", span, one.said) for span in spoken if span
            ]
        return found


def speaks_of(subject: str, text: str, *, language: str) -> bool:
    """Whether a short text, such as a topic, is about a subject."""
    words = [Word(0, 0, form) for form in key_of(text).split()]
    return _spoken_of(_Refused.of(subject).wanted(language), words, language) is not None


def holds_word(avoided: str, text: str, *, language: str) -> bool:
    """Whether a short text, such as a topic, holds a hated word in any of its forms."""
    words = [Word(0, 0, form) for form in key_of(text).split()]
    return any(True for _ in _places(_Avoided.of(avoided), words, language))


def _places(avoided: _Avoided, words: Sequence[Word], language: str) -> Iterator[Span]:
    for length in avoided.lengths():
        for at in range(len(words) - length + 1):
            here = words[at : at + length]
            if avoided.is_here(tuple(word.form for word in here), language):
                yield here[0].start, here[-1].end


def _spoken_of(wanted: frozenset[str], words: Sequence[Word], language: str) -> Span | None:
    """From the first to the last of the words concerned; None where one of them is missing."""
    here = [word for word in words if stem(word.form, language) in wanted]
    if not wanted or {stem(word.form, language) for word in here} != wanted:
        return None
    return here[0].start, here[-1].end


def _stems(words: Sequence[str], language: str) -> tuple[str, ...]:
    return tuple(stem(word, language) for word in words)


def _finding(doc: Doc, rule: str, span: Span, said: str) -> RawFinding:
    return doc.finding(rule, *span, evidence=Evidence.LEXICON, details={"said": said})
