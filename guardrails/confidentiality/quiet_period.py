"""Times when a subject is left to those who speak for the company, whoever writes."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Self

from guardrails.compliance.protected_speech import protected_sentences
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.normalisation import fold, normalise
from guardrails.words import read_phrases

TOPICS = ("financial", "legal", "merger")
"""Each with its words in guardrails/words/quiet_<topic>.txt, French and English."""

_ENDING = r"\w{0,6}"


@dataclass(frozen=True, slots=True)
class QuietPeriod:
    """From `starts` on (or always), and before `ends` (or for good).

    `topics` are among TOPICS; `words` are the company's own.
    """

    starts: date | None = None
    ends: date | None = None
    topics: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def in_force(self, today: date) -> bool:
        return (self.starts is None or self.starts <= today) and (self.ends is None or today < self.ends)


@dataclass(frozen=True, slots=True)
class QuietPeriodCheck:
    """Find where a post touches the subject of a quiet period; nothing outside one, and no dates told.

    One finding a sentence is enough to have it looked at. Speech about work itself is left alone.
    """

    pattern: re.Pattern[str] | None
    name: str = "confidentiality.quiet_period"

    @classmethod
    def of(cls, periods: Iterable[QuietPeriod], *, today: date) -> Self:
        current = [period for period in periods if period.in_force(today)]
        topics = tuple(sorted({topic for period in current for topic in period.topics}))
        words = tuple(sorted({word for period in current for word in period.words}))
        return cls(_pattern(topics, words) if topics or words else None)

    def __call__(self, doc: Doc) -> list[RawFinding]:
        if self.pattern is None:
            return []
        touched: dict[int, tuple[int, int]] = {}
        starts = [start for start, _ in doc.sentences]
        for match in self.pattern.finditer(doc.folded):
            touched.setdefault(bisect_right(starts, match.start()) - 1, match.span())
        left_alone = protected_sentences(doc) if touched else frozenset()
        return [
            doc.finding(self.name, start, end, evidence=Evidence.LEXICON)
            for sentence, (start, end) in touched.items()
            if sentence not in left_alone
        ]


@lru_cache(maxsize=16)
def _pattern(topics: Sequence[str], words: Sequence[str]) -> re.Pattern[str]:
    listed = [phrase for topic in topics for phrase in read_phrases(f"quiet_{topic}")]
    own = [f"{fold(normalise(word).text)}*" for word in words]
    longest_first = sorted(
        {phrase for phrase in (*listed, *own) if phrase.strip("* ")}, key=len, reverse=True
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_spelled, longest_first))})(?!\w)")


def _spelled(phrase: str) -> str:
    return r"\s".join(re.escape(word).replace(r"\*", _ENDING) for word in phrase.split())
