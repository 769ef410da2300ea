"""Signs that a post sounds like a brochure or a template: they advise, they never accuse."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

import regex

from guardrails.authenticity.company_acts import acting_company, only_the_company_acts
from guardrails.authenticity.corporate_tone import corporate_tone, describe
from guardrails.authenticity.empty_hooks import find_empty_hook
from guardrails.authenticity.worn_turns import (
    find_answered_question,
    find_contrasts,
    find_dashes,
    find_lone_lines,
    find_slogan,
    find_stock_phrase,
)
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.phrases import listed_phrases

_BIG_WORDS = re.compile(
    r"\b(?:amazing|awesome|incredible|incredibly|revolutionary|groundbreaking|unparalleled|unmatched|unrivall?ed|"
    r"outstanding|exceptional|world-class|game-?chang(?:er|ing)|ultimate|unprecedented|extraordinary|phenomenal|"
    r"incroyables?|revolutionnaires?|exceptionnel(?:le)?s?|extraordinaires?|inegalee?s?|incomparables?|"
    r"unique au monde|ultime|phenomena(?:l|le|ux)|sans precedent|hors du commun|"
    r"the (?:very )?(?:best|greatest|biggest|most \w{4,})|(?:le|la|les) meilleure?s?)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|im|i've|i'd|i'll|my|me|mine|myself|je|j|mon|ma|mes|moi)\b")
_COMPANY_PERSON = re.compile(r"\b(?:we|our|ours|us|nous|notre|nos)\b")
_HASHTAG = regex.compile(r"(?<!\w)#[\p{L}\p{N}_]+")
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Extended_Pictographic}(?=\ufe0f)")

_FEWEST_BIG_WORDS = 3
_LONG_POST = 400
_COMPANY_VOICES = 4
_FEWEST_EMOJI = 8


@dataclass(frozen=True, slots=True)
class ToneCheck:
    """Look for the signs of prose that nobody says aloud. `hashtags` and `emoji_per_100` are still fine."""

    hashtags: int = 12
    emoji_per_100: float = 4.0
    _company: re.Pattern[str] = field(default=acting_company(()), repr=False)
    name: str = "authenticity.tone"

    @classmethod
    def of(cls, employer_names: Iterable[str], *, hashtags: int, emoji_per_100: float) -> Self:
        """`employer_names` are those under which the company acts in its own texts."""
        return cls(hashtags, emoji_per_100, acting_company(employer_names))

    def __call__(self, doc: Doc) -> list[RawFinding]:
        return [
            *_corporate_tone(doc),
            *_superlatives(doc),
            *_machine_patterns(doc),
            *_worn_turns(doc),
            *_empty_hook(doc),
            *_no_first_person(doc, self._company),
            *self._hashtags(doc),
            *self._emoji(doc),
        ]

    def _hashtags(self, doc: Doc) -> Iterator[RawFinding]:
        tags = list(_HASHTAG.finditer(doc.text))
        if len(tags) > self.hashtags:
            span = (tags[self.hashtags].start(), tags[-1].end())
            yield _report(doc, "hashtags", span, count=str(len(tags)))

    def _emoji(self, doc: Doc) -> Iterator[RawFinding]:
        # Variation selectors are gone from the normalised text, so the original is read.
        found = list(_EMOJI.finditer(doc.candidate.text))
        if len(found) >= _FEWEST_EMOJI and len(found) > self.emoji_per_100 * len(doc.text) / 100:
            details = {"count": str(len(found))}
            start, end = found[0].span()
            yield RawFinding("authenticity.emoji", start, end, Evidence.STATISTICAL, details)


def _corporate_tone(doc: Doc) -> Iterator[RawFinding]:
    tone = corporate_tone(doc)
    if tone.warns:
        signs, way, span = describe(doc, tone)
        yield _report(doc, "corporate_tone", span, signs=signs, way=way)


def _superlatives(doc: Doc) -> Iterator[RawFinding]:
    matches = list(_BIG_WORDS.finditer(doc.folded))
    if len(matches) >= _FEWEST_BIG_WORDS:
        span = matches[0].span()
        yield _report(doc, "superlatives", span, count=str(len(matches)), words=_words(doc, span))


def _machine_patterns(doc: Doc) -> Iterator[RawFinding]:
    for span in (find_stock_phrase(doc), find_contrasts(doc)):
        if span:
            yield _report(doc, "machine_pattern", span, words=_words(doc, span))


def _worn_turns(doc: Doc) -> Iterator[RawFinding]:
    if span := find_slogan(doc):
        yield _report(doc, "slogan", span, words=_words(doc, span))
    if span := find_answered_question(doc):
        yield _report(doc, "answered_question", span, words=_words(doc, span))
    if many := find_dashes(doc):
        yield _report(doc, "dashes", many[0], count=str(many[1]))
    if many := find_lone_lines(doc):
        yield _report(doc, "lone_lines", many[0], count=str(many[1]))


def _empty_hook(doc: Doc) -> Iterator[RawFinding]:
    span = find_empty_hook(doc)
    if span:
        yield _report(doc, "empty_hook", span, words=_words(doc, span))


def _no_first_person(doc: Doc, company: re.Pattern[str]) -> Iterator[RawFinding]:
    """A "we" alone is no fault: it takes a company's "we" and words, or a company that does everything."""
    if _FIRST_PERSON.search(doc.folded):
        return
    voices = len(_COMPANY_PERSON.findall(doc.folded)) >= _COMPANY_VOICES
    speaks = len(doc.text) >= _LONG_POST and voices and listed_phrases("corporate").search(doc.folded)
    if speaks or only_the_company_acts(doc, company):
        yield _report(doc, "no_first_person", (0, 0))


def _report(doc: Doc, rule: str, span: tuple[int, int], **details: str) -> RawFinding:
    return doc.finding(f"authenticity.{rule}", *span, evidence=Evidence.STATISTICAL, details=details)


def _words(doc: Doc, span: tuple[int, int]) -> str:
    return " ".join(doc.text[span[0] : span[1]].split())[:80]
