"""A text made ready for judging, once, for all checks."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Self

from guardrails.candidate import Candidate
from guardrails.canonical import Canonical, read_canonical
from guardrails.findings import Evidence, RawFinding
from guardrails.normalisation import Normalised, fold, normalise
from guardrails.sentences import Span, split_sentences
from guardrails.tokens import WORD, Word

_word_start = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Doc:
    """A candidate with its readings. Checks work in offsets of `text` and report through `finding`.

    `text` is the normalised text (one spelling, hidden characters gone), `folded` the same
    without case and accents, at equal length. `sentences` are spans of `text`; `canonical` reads each of
    them in one spelling.
    """

    candidate: Candidate
    text: str
    folded: str
    sentences: tuple[Span, ...]
    words: tuple[Word, ...]
    _normalised: Normalised = field(repr=False)
    _canonical: dict[int, Canonical] = field(default_factory=dict, repr=False, compare=False)

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

    def canonical(self, sentence: int) -> Canonical:
        """The sentence of that number in one spelling; read at the first call."""
        if sentence not in self._canonical:
            start, end = self.sentences[sentence]
            self._canonical[sentence] = read_canonical(self.folded[start:end], start)
        return self._canonical[sentence]

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
