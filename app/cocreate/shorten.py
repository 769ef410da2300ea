"""Shorter forms of a source sentence, by deletion only, and never at the price of its meaning."""

import re

from app.cocreate.lexicon import Lexicon, lexicon
from app.cocreate.verbs import has_main_verb

Span = tuple[int, int]

_MIN_WORDS = 6
_SOURCE_MARKS = re.compile(r"\s?\[\d{1,3}\]|(?<=\w)[®™©]|(?<=[\w.)])\*+(?!\w)")
_FIGURE = re.compile(r"\d")
_OF_A_NAME = re.compile(r"\w\.\w|https?:")


def cleaned(sentence: str) -> str:
    """Drop what belongs to the page and not to the sentence: note calls, trade-mark signs, doubled spaces."""
    return re.sub(r"[ \t\u00a0\u202f]*\n[ \t]*|[ \t]{2,}", " ", _SOURCE_MARKS.sub("", sentence)).strip()


def shorter_forms(sentence: str, language: str) -> tuple[str, ...]:
    """Every shorter form that keeps the claim, shortest first; empty when nothing can safely go.

    A span is a parenthesis, an aside between dashes, a list of examples or a relative clause. It
    stays when it holds a negation, a hedge, a condition, an attribution, a figure or a name's dot.
    """
    words = lexicon(language)
    forms = set()
    spans = _deletable(sentence, words)
    for span in spans:
        forms.add(_without(sentence, (span,)))
    forms.add(_without(sentence, _disjoint(spans)))
    whole = (form for form in forms - {sentence} if has_main_verb(form, language))
    return tuple(sorted((form for form in whole if len(form.split()) >= _MIN_WORDS), key=len))


def is_guarded(span: str, words: Lexicon) -> bool:
    """Whether deleting these words could change what is claimed, or how surely."""
    straight = span.replace("’", "'")
    return bool(_FIGURE.search(span) or _OF_A_NAME.search(span) or words.guarded.search(straight))


def _deletable(sentence: str, words: Lexicon) -> list[Span]:
    found = (match.span() for match in words.asides.finditer(sentence))
    return [(start, end) for start, end in found if not is_guarded(sentence[start:end], words)]


def _disjoint(spans: list[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)


def _without(sentence: str, spans: tuple[Span, ...]) -> str:
    for start, end in sorted(spans, reverse=True):
        sentence = sentence[:start] + sentence[end:]
    sentence = re.sub(r" {2,}", " ", sentence).strip()
    return sentence[:1].upper() + sentence[1:]
