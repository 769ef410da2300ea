"""The values of a judgement: what a check saw, and what the company's policy makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class Severity(StrEnum):
    """Three grades only. TIP advises; REVIEW needs a reviewer before sharing; BLOCK must be changed."""

    TIP = "tip"
    REVIEW = "review"
    BLOCK = "block"


class Evidence(IntEnum):
    """How sure a detector can be of a span; the higher one wins where two overlap."""

    STATISTICAL = 1
    LEXICON = 2
    PATTERN = 3
    STRUCTURE = 4
    CHECKSUM = 5


@dataclass(frozen=True, slots=True)
class RawFinding:
    """What a check saw: a half-open span [start, end) in code points of the original text.

    `rule` is `<family>.<name>` and has an entry in rules/, which holds the words shown to
    people. `details` fills the placeholders of those words. `replacement`, when given, is the
    text that would put the span right ("" deletes it).
    """

    rule: str
    start: int
    end: int
    evidence: Evidence = Evidence.PATTERN
    details: Mapping[str, str] = field(default_factory=dict)
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A raw finding that the policy kept, with its severity.

    `fingerprint` identifies rule + words (not position), so that a dismissal survives edits
    elsewhere in the text and a log can speak without quoting it.
    """

    rule: str
    severity: Severity
    start: int
    end: int
    fingerprint: str
    details: Mapping[str, str] = field(default_factory=dict)
    replacement: str | None = None


class CheckState(StrEnum):
    """What became of a check. NOT_EVALUATED: it has not judged this text, which is not the same as OK."""

    OK = "ok"
    SKIPPED = "skipped"
    NOT_EVALUATED = "not evaluated"
    ERROR = "error"
    TIMEOUT = "timeout"


@dataclass(frozen=True, slots=True)
class Report:
    """All findings in text order; what became of each check by name, and how many seconds it took."""

    findings: tuple[Finding, ...]
    states: Mapping[str, CheckState]
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def blocks(self) -> bool:
        return any(f.severity is Severity.BLOCK for f in self.findings)

    @property
    def needs_review(self) -> bool:
        return any(f.severity is Severity.REVIEW for f in self.findings)

    @property
    def complete(self) -> bool:
        """Whether every check that applies has judged the text."""
        return set(self.states.values()) <= {CheckState.OK, CheckState.SKIPPED}
