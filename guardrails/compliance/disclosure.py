"""Whoever praises what their employer sells must say where they work, before the fold."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from guardrails.checks import CheckSkipped
from guardrails.compliance.mentions import Names
from guardrails.compliance.praise import praises, praises_the_last
from guardrails.compliance.workplace import Workplace, fold_of
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.phrases import listed_phrases
from guardrails.sentences import Span

_ROOM_FOR_PHRASE = 120


@dataclass(frozen=True, slots=True)
class DisclosureCheck:
    """Block a post that praises the employer or its products and does not say "I work there" in time.

    "In time" is before the fold: about 210 characters, three lines at most; in some markets, in the first
    sentence. The proposed replacement is an insertion (an empty span) at the start or after a short first
    sentence.
    """

    employer: str
    _names: Names = field(repr=False)
    _workplace: Workplace = field(repr=False)
    name: str = "compliance.disclosure"

    @classmethod
    def of(
        cls, employer: str, *, products: Iterable[str] = (), phrases: Iterable[str] = (), market: str = ""
    ) -> Self:
        """`phrases` are further wordings that the company accepts as a disclosure; see `market_of`."""
        workplace = Workplace.of(employer, phrases, market=market)
        return cls(employer, Names.of(employer, products), workplace)

    def __call__(self, doc: Doc) -> list[RawFinding]:
        if not self.employer.strip():
            raise CheckSkipped
        if not self._praises(doc) or self._workplace.is_disclosed(doc):
            return []
        at, phrase = self._insertion(doc)
        details = {"employer": self.employer}
        return [
            doc.finding(self.name, at, at, evidence=Evidence.LEXICON, details=details, replacement=phrase)
        ]

    def _praises(self, doc: Doc) -> bool:
        """In the sentence that names it, or in one beside it that points back."""
        for at, names in self._names.find(doc).items():
            start, end = doc.sentences[at]
            # How people are treated at work is theirs to say, well or ill: it is no advertisement.
            if _is_working_life(doc, (start, end)):
                continue
            if praises(doc.folded[start:end], [(left - start, right - start) for left, right in names]):
                return True
            beside = (*doc.sentences[max(0, at - 1) : at], *doc.sentences[at + 1 : at + 2])
            if any(
                praises_the_last(doc.folded[slice(*other)])
                for other in beside
                if not _is_working_life(doc, other)
            ):
                return True
        return False

    def _insertion(self, doc: Doc) -> tuple[int, str]:
        french = doc.language == "fr"
        phrase = f"Je travaille chez {self.employer}." if french else f"I work at {self.employer}."
        end = doc.sentences[0][1]
        if not self._workplace.is_told_first and end <= min(
            _ROOM_FOR_PHRASE, fold_of(doc.folded) - len(phrase)
        ):
            return end, f" {phrase}"
        return 0, f"{phrase} "


def _is_working_life(doc: Doc, sentence: Span) -> bool:
    return bool(listed_phrases("working_life").search(doc.folded, *sentence))
