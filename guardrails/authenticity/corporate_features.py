# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""What sets a brochure apart from a person's prose, measured one feature at a time."""

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Self

from guardrails.doc import Doc
from guardrails.phrases import listed_phrases
from guardrails.sentences import Span
from guardrails.tokens import Word
from guardrails.words import read_words

FEATURES = (
    "sentence_length", "commas", "joints", "capitals", "figures", "marks", "attributions", "abstractions", "pairs",
    "compounds", "evaluations", "acts", "business", "novelties", "phrases",
    "first_person", "spoken", "turns",
)  # fmt: skip
"""All speak for a brochure but the last three, which speak for a person, and cost when they are missing."""

_LISTED = {
    "joints": "tone_joints",
    "evaluations": "tone_evaluative",
    "acts": "tone_acts",
    "business": "tone_business",
    "novelties": "tone_novelties",
    "spoken": "tone_spoken",
    "turns": "tone_turns",
}
_FIRST_PERSON = {"en": "i my me mine myself", "fr": "je j mon ma mes moi m"}
_ABSTRACT = {
    "en": re.compile(r"\w{3,}(?:tions?|ments?|it(?:y|ies)|nesses|ness|ances?|ences?|ships?|isms?|ings?)"),
    "fr": re.compile(r"\w{3,}(?:[ts]ions?|ments?|ites?|ances?|ences?|ismes?|ages?|ures?|ises?)"),
}
_ENDINGS_FREE = ("evaluations", "business")
_SHORTEST_INFLECTED, _SHORTEST_OF_A_PAIR = 6, 6
_AND = {"en": "and", "fr": "et"}
_CONTRACTION = {
    "en": re.compile(r"\b\w{1,6}'(?:t|m|ve|ll|d|re)\b|\b(?:it|that|there|he|she|what|who|here|let)'s\b"),
    "fr": re.compile(r"\b(?:c'|y'a\b|t'|j'|m')"),
}
_NOT_PROSE = re.compile(r"https?://\S{1,2000}|[#@][\w.-]{1,100}|<\w{1,10}>")
_ATTRIBUTION = re.compile(
    r"\"»? ?(?:said|says|added|stated|declare|explique|souligne|commente|affirme|precise|se felicite)\b"
    r"|\b(?:said|says|commented|stated|declare|explique|souligne|commente|affirme) (?:the |le |la |l')?\w+ \w+, "
    r"|, (?:chief|executive|senior|vice|president|director|chairman|founder|ceo|cfo|directeur|directrice|presidente?)\b"
)
_COMMA = re.compile(",")
_MARK = re.compile(r"[®™℠—]|--")
_COMPOUND = re.compile(r"\b[a-z]{2,20}(?:-[a-z]{2,20}){1,4}\b")
_WEIGHT_OF_NOTHING = 12
"""Words added to the length of a text before shares are taken: of a short text, little can be said."""


@dataclass(frozen=True, slots=True)
class Feature:
    """`value` grows with what is measured; `spans` are the words concerned, in the normalised text."""

    value: float
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """A text without its addresses, mentions and hashtags: everybody's look alike."""

    doc: Doc
    language: str
    words: tuple[Word, ...]
    sentences: tuple[Sequence[Word], ...]

    @classmethod
    def of(cls, doc: Doc) -> Self:
        others = [match.span() for match in _NOT_PROSE.finditer(doc.folded)]
        sentences = (_outside(doc.words_in(span), others) for span in doc.sentences)
        said = tuple(words for words in sentences if words)
        language = "fr" if doc.language == "fr" else "en"
        return cls(doc, language, tuple(word for words in said for word in words), said)


def read_features(prose: Prose) -> Mapping[str, Feature]:
    """Return every one of FEATURES. Shares are square roots of counts per word, lengths are logarithms."""
    doc, language = prose.doc, prose.language
    found = _listed_words(prose)
    found["abstractions"] = [(w.start, w.end) for w in prose.words if _ABSTRACT[language].fullmatch(w.form)]
    found["figures"] = [(w.start, w.end) for w in prose.words if w.form[0].isdigit()]
    found["pairs"] = _pairs(prose)
    found["capitals"] = _capitals(prose)
    found["phrases"] = _spans(listed_phrases("corporate"), doc.folded)
    found["compounds"] = _spans(_COMPOUND, doc.folded)
    found["attributions"] = _spans(_ATTRIBUTION, doc.folded)
    found["marks"] = _spans(_MARK, doc.candidate.text)
    found["commas"] = _spans(_COMMA, doc.folded)
    found["spoken"] += _spans(_CONTRACTION[language], doc.folded)
    features = {name: _share(spans, prose) for name, spans in found.items()}
    length = len(prose.words) / (len(prose.sentences) + 1)
    features["sentence_length"] = Feature(math.log1p(length), _longest(prose))
    return features


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [match.span() for match in pattern.finditer(text)]


def _outside(words: Sequence[Word], others: Sequence[Span]) -> Sequence[Word]:
    """`words` and `others` are in text order."""
    if not others:
        return words
    starts = [start for start, _ in others]
    return tuple(
        word
        for word in words
        if not (at := bisect_right(starts, word.start)) or others[at - 1][1] <= word.start
    )


def _share(spans: Iterable[Span], prose: Prose) -> Feature:
    spans = tuple(spans)
    return Feature(math.sqrt(len(spans) / (len(prose.words) + _WEIGHT_OF_NOTHING)), spans)


def _listed_words(prose: Prose) -> dict[str, list[Span]]:
    kinds = _kinds(prose.language)
    found: dict[str, list[Span]] = {name: [] for name in (*_LISTED, "first_person")}
    for word in prose.words:
        for name in kinds(word.form):
            found[name].append((word.start, word.end))
    return found


@cache
def _kinds(language: str) -> Callable[[str], tuple[str, ...]]:
    """A function from a word to the features that list it; endings in -s, -e, -es are often free."""
    known: dict[str, set[str]] = {}
    for name, file in _LISTED.items():
        for word in read_words(f"{file}_{language}"):
            known.setdefault(_bare(word) if name in _ENDINGS_FREE else word, set()).add(name)
    for word in _FIRST_PERSON[language].split():
        known.setdefault(word, set()).add("first_person")
    listed = {word: tuple(sorted(names)) for word, names in known.items()}

    def kinds(form: str) -> tuple[str, ...]:
        return listed.get(form) or listed.get(_bare(form), ())

    return kinds


def _bare(form: str) -> str:
    """Without a plural or a feminine ending; short words are all ending."""
    return form.removesuffix("s").removesuffix("e") if len(form) > _SHORTEST_INFLECTED else form


def _pairs(prose: Prose) -> list[Span]:
    """ "Innovative and sustainable", "la confiance et l'engagement": two long words around an "and"."""
    words, sign = prose.words, _AND[prose.language]
    return [
        (before.start, after.end)
        for before, middle, after in zip(words, words[1:], words[2:], strict=False)
        if middle.form == sign and min(len(before.form), len(after.form)) >= _SHORTEST_OF_A_PAIR
    ]


def _capitals(prose: Prose) -> list[Span]:
    """Words with a capital that do not begin their sentence."""
    text = prose.doc.text
    return [
        (word.start, word.end)
        for words in prose.sentences
        for word in words[1:]
        if word.end - word.start > 1 and text[word.start].isupper()
    ]


def _longest(prose: Prose) -> tuple[Span, ...]:
    longest = max(prose.sentences, key=len, default=())
    return ((longest[0].start, longest[-1].end),) if longest else ()
