"""What its author asked never to write: words they hate, subjects they do not speak of in public."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from guardrails.confidentiality.leaks.vocabulary import stem
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


Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Avoided:
    """Hated words and phrases, as typed, by their spellings as words and, of long words, by their stems.

    With a stem stands the least number of letters a form may have: who hates "impactant" may write "impact".
    """

    spelt: Mapping[Phrase, str]
    stems: Mapping[str, Mapping[Phrase, tuple[str, int]]]

    @classmethod
    def of(cls, avoided: Iterable[str]) -> Self:
        """What holds no word is left aside."""
        spelt: dict[Phrase, str] = {}
        stems: dict[str, dict[Phrase, tuple[str, int]]] = {language: {} for language in LANGUAGES}
        for said in avoided:
            words = key_of(said).split()[:_LONGEST]
            forms = spellings(said, inflected=True, named=False, phrase=True) if words else ()
            spelt |= {tuple(key.split()[:_LONGEST]): said for key in forms}
            if words and all(len(word) >= _SHORTEST_STEM for word in words):
                least = sum(map(len, words)) - _SHORTER
                for language in LANGUAGES:
                    stems[language][_stems(words, language)] = (said, least)
        return cls(spelt, stems)

    def places(self, words: Sequence[Word], language: str) -> Iterator[tuple[Span, str]]:
        """Where one of them stands among these words, and which."""
        known, forms = self.stems[language], tuple(word.form for word in words)
        stemmed = _stems(forms, language)
        for length in {len(phrase) for phrase in (*self.spelt, *known)}:
            for at in range(len(words) - length + 1):
                here = forms[at : at + length]
                said, least = known.get(stemmed[at : at + length], ("", 0))
                if said and sum(map(len, here)) < least:
                    said = ""
                if said := self.spelt.get(here, said):
                    yield (words[at].start, words[at + length - 1].end), said


@dataclass(frozen=True, slots=True)
class _Refused:
    """A subject: the stems of its words, by language. A sentence that holds all of them speaks of it."""

    said: str
    stems: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, said: str) -> Self:
        content = [word for word in key_of(said).split() if word not in STOPWORDS]
        return cls(said, {language: frozenset(_stems(content, language)) for language in LANGUAGES})

    def span(self, words: Sequence[Word], stemmed: Phrase, language: str) -> Span | None:
        """From the first to the last of the words concerned; None where one of them is missing."""
        wanted = self.stems[language]
        if not wanted or not wanted <= set(stemmed):
            return None
        here = [word for word, root in zip(words, stemmed, strict=True) if root in wanted]
        return here[0].start, here[-1].end


@dataclass(frozen=True, slots=True)
class OwnRulesCheck:
    """Reports to the author alone: its rules are private, and no company decides about them."""

    avoided: _Avoided
    refused: tuple[_Refused, ...]
    name: str = "authenticity.own_rules"

    @classmethod
    def of(cls, *, avoided: Iterable[str] = (), refusals: Iterable[str] = ()) -> Self:
        """Words and subjects as their author typed them."""
        return cls(_Avoided.of(avoided), tuple(map(_Refused.of, refusals)))

    def __call__(self, doc: Doc) -> list[RawFinding]:
        language = "fr" if doc.language == "fr" else "en"
        found = [
            _finding(doc, "authenticity.avoided_word", span, said)
            for span, said in self.avoided.places(doc.words, language)
        ]
        for sentence in doc.sentences if self.refused else ():
            words = doc.words_in(sentence)
            stemmed = _stems([word.form for word in words], language)
            spoken = ((one.span(words, stemmed, language), one.said) for one in self.refused)
            found += [
                _finding(doc, "authenticity.refused_subject", span, said) for span, said in spoken if span
            ]
        return found


def speaks_of(subject: str, text: str, *, language: str) -> bool:
    """Whether a short text, such as a topic, is about a subject."""
    words = _words(text)
    stemmed = _stems([word.form for word in words], language)
    return _Refused.of(subject).span(words, stemmed, language) is not None


def holds_word(avoided: str, text: str, *, language: str) -> bool:
    """Whether a short text, such as a topic, holds a hated word in any of its forms."""
    return any(True for _ in _Avoided.of([avoided]).places(_words(text), language))


def _words(text: str) -> list[Word]:
    return [Word(0, 0, form) for form in key_of(text).split()]


def _stems(words: Sequence[str], language: str) -> Phrase:
    return tuple(stem(word, language) for word in words)


def _finding(doc: Doc, rule: str, span: Span, said: str) -> RawFinding:
    return doc.finding(rule, *span, evidence=Evidence.LEXICON, details={"said": said})
