"""Names of people, companies and places, as capitals betray them."""

from dataclasses import dataclass

import regex

from guardrails.doc import Doc
from guardrails.normalisation import fold
from guardrails.sentences import Span
from guardrails.words import read_words

_NAME = regex.compile(
    r"(?<![\p{L}\p{N}_#@/.&'-])\p{Lu}[\p{L}\p{N}]*(?:[-'&]\p{L}+)*"
    r"(?: (?:(?:de|du|des|of|the|van|von|la|le|&) ){0,2}\p{Lu}[\p{L}\p{N}]*(?:[-'&]\p{L}+)*){0,6}"
)
_WORD = regex.compile(r"[\p{L}\p{N}]+")
_KEEPS_MEANING = frozenset(" ,'-&/%€$£+=°")
"""Signs after which a capital still says "name"; after a bullet, an emoji or a bracket it may not."""
_NOT_NAMES = read_words("not_names") | read_words("places")


@dataclass(frozen=True, slots=True)
class Name:
    """A name at a span of the normalised text, and the folded words that a support must hold."""

    span: Span
    forms: frozenset[str]


def find_names(doc: Doc) -> list[Name]:
    """Return the names of a text, sentence by sentence, at spans of the normalised text."""
    return [
        Name((name.span[0] + start, name.span[1] + start), name.forms)
        for start, end in doc.sentences
        for name in names_in(doc.text[start:end])
    ]


def names_in(sentence: str) -> list[Name]:
    """Return the names of one sentence; its first word is one only if its capitals say so."""
    if _is_title(sentence):
        return []
    return [
        name
        for match in _NAME.finditer(sentence)
        for name in _trimmed(sentence, match.span(), at_start=_begins(sentence, match.start()))
    ]


def _begins(text: str, at: int) -> bool:
    """Whether a capital at `at` means nothing: between the word before and it stands more than a space."""
    while at > 0 and not text[at - 1].isalnum():
        at -= 1
        if text[at] not in _KEEPS_MEANING:
            return True
    return at == 0


def _is_title(sentence: str) -> bool:
    words = regex.findall(r"\p{L}{2,}", sentence)
    return len(words) >= 4 and sum(word[0].isupper() for word in words) > 0.6 * len(words)


def _trimmed(sentence: str, span: Span, *, at_start: bool) -> list[Name]:
    words = [(match.span(), match.group()) for match in _WORD.finditer(sentence, *span)]
    if at_start and not _has_odd_capitals(words[0][1]):
        words = words[1:]
    while words and (fold(words[0][1]) in _NOT_NAMES or not words[0][1][0].isupper()):
        words = words[1:]
    while words and (fold(words[-1][1]) in _NOT_NAMES or words[-1][1][0].islower()):
        words = words[:-1]
    forms = frozenset(fold(word) for _, word in words) - _NOT_NAMES
    forms = frozenset(form for form in forms if len(form) > 1 and not form.isdigit())
    return [Name((words[0][0][0], words[-1][0][1]), forms)] if forms else []


def _has_odd_capitals(word: str) -> bool:
    """CamelCase or an acronym: a capital that no sentence start explains."""
    return len(word) > 1 and any(letter.isupper() for letter in word[1:])
