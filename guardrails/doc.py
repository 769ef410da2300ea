"""A text made ready for judging, once, for all checks."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple, Self

from guardrails.candidate import Candidate
from guardrails.findings import Evidence, RawFinding
from guardrails.normalisation import Normalised, fold, normalise
from guardrails.sentences import Span, split_sentences

WORD = re.compile(r"[^\W_]+")


class Word(NamedTuple):
    """A run of letters or digits at [start, end) of the normalised text; `form` has no case or accents."""

    start: int
    end: int
    form: str


_word_start = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Doc:
    """A candidate with its readings. Checks work in offsets of `text` and report through `finding`.

    `text` is the normalised text (one spelling, hidden characters gone), `folded` the same
    without case and accents, at equal length. `sentences` are spans of `text`.
    """

    candidate: Candidate
    text: str
    folded: str
    sentences: tuple[Span, ...]
    words: tuple[Word, ...]
    _normalised: Normalised = field(repr=False)

    @classmethod
    def of(cls, candidate: Candidate) -> Self:
        normalised = normalise(candidate.text)
        folded = fold(normalised.text)
        words = tuple(Word(m.start(), m.end(), m.group()) for m in WORD.finditer(folded))
        sentences = tuple(split_sentences(normalised.text))
        return cls(candidate, normalised.text, folded, sentences, words, normalised)

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """The words that begin within [start, end) of `text`."""
        first = bisect_left(self.words, span[0], key=_word_start)
        return self.words[first : bisect_left(self.words, span[1], lo=first, key=_word_start)]

    @property
    def language(self) -> str:
        return self.candidate.language

    def original_span(self, start: int, end: int) -> Span:
        """Return the span of `candidate.text`, in code points, that [start, end) of `text` stands for."""
        return self._normalised.original_span(start, end)

    def finding(
        self,
        rule: str,
        start: int,
        end: int,
        *,
        evidence: Evidence = Evidence.PATTERN,
        details: Mapping[str, str] | None = None,
        replacement: str | None = None,
    ) -> RawFinding:
        """Report [start, end) of `text` as a span of the original."""
        left, right = self.original_span(start, end)
        return RawFinding(rule, left, right, evidence, dict(details or {}), replacement)
