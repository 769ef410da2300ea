"""Signs that a post sounds like a brochure or a template: they advise, they never accuse."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

import regex

from guardrails.authenticity.company_acts import acting_company, only_the_company_acts
from guardrails.authenticity.empty_hooks import find_empty_hook
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
_CONTRASTS = re.compile(
    r"\b(?:it'?s|it is|this is|that'?s) not (?:just |only |about |merely )?[^.!?\n,;]{2,60}[.,;—–-]+ ?"
    r"(?:it'?s|it is|this is|that'?s)\b"
    r"|\bnot (?:just|only|because|about) [^.!?\n,;]{2,60},? but\b"
    r"|\b(?:ce n'est|il ne s'agit) pas (?:seulement |juste |simplement )?[^.!?\n,;]{2,60}[.,;—–:-]+ ?"
    r"(?:c'est|mais|il s'agit)\b"
    r"|\bnon (?:pas|seulement) [^.!?\n,;]{2,60},? mais\b"
)
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|im|i've|i'd|i'll|my|me|mine|myself|je|j|mon|ma|mes|moi)\b")
_COMPANY_PERSON = re.compile(r"\b(?:we|our|ours|us|nous|notre|nos)\b")
_HASHTAG = regex.compile(r"(?<!\w)#[\p{L}\p{N}_]+")
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Extended_Pictographic}(?=\ufe0f)")

_FEW_CORPORATE = 2
_LONG_SENTENCE = 24
_ENOUGH_WORDS = 50
_FEWEST_BIG_WORDS = 3
_FEWEST_CONTRASTS = 2
_LONG_POST = 400
_COMPANY_VOICES = 4
_FEWEST_EMOJI = 8
_SHOWN = 3


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
    matches = {match.group(): match for match in listed_phrases("corporate").finditer(doc.folded)}
    voices = len(_FIRST_PERSON.findall(doc.folded))
    length = _sentence_length(doc)
    enough = 1 if length > _LONG_SENTENCE and not voices else _FEW_CORPORATE + 2 * voices
    if not matches or len(matches) < enough:
        return
    marks = "«\N{NO-BREAK SPACE}{}\N{NO-BREAK SPACE}»" if doc.language == "fr" else "“{}”"
    signs = [marks.format(_words(doc, match.span())) for match in list(matches.values())[:_SHOWN]]
    if length > _LONG_SENTENCE:
        of_words = (
            "des phrases de {:.0f} mots en moyenne" if doc.language == "fr" else "sentences of {:.0f} words"
        )
        signs.append(of_words.format(length))
    yield _report(doc, "corporate_tone", next(iter(matches.values())).span(), signs=", ".join(signs))


def _sentence_length(doc: Doc) -> float:
    """Mean number of words per sentence, where a post is long enough for that to mean something."""
    if len(doc.words) < _ENOUGH_WORDS:
        return 0.0
    return len(doc.words) / len(doc.sentences)


def _superlatives(doc: Doc) -> Iterator[RawFinding]:
    matches = list(_BIG_WORDS.finditer(doc.folded))
    if len(matches) >= _FEWEST_BIG_WORDS:
        span = matches[0].span()
        yield _report(doc, "superlatives", span, count=str(len(matches)), words=_words(doc, span))


def _machine_patterns(doc: Doc) -> Iterator[RawFinding]:
    phrase = listed_phrases("machine_openings").search(doc.folded)
    contrasts = list(_CONTRASTS.finditer(doc.folded))
    if phrase:
        yield _report(doc, "machine_pattern", phrase.span(), words=_words(doc, phrase.span()))
    if len(contrasts) >= _FEWEST_CONTRASTS:
        span = contrasts[1].span()
        yield _report(doc, "machine_pattern", span, words=_words(doc, span))


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
