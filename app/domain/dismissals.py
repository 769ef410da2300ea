"""What an author answers to a finding: that it is fine as it is, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_WORDS = 300


class Reason(StrEnum):
    """A short list, in words that nobody has to be ashamed of; OTHER comes with their own."""

    MEANT = "meant"
    MY_WAY = "my_way"
    AGREED = "agreed"
    PUBLIC = "public"
    MISTAKEN = "mistaken"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Dismissal:
    """Bound to rule and words by the finding's fingerprint; holds nothing of the text."""

    rule: str
    fingerprint: str
    reason: Reason
    words: str
    at: datetime


Dismissals = Mapping[str, Dismissal]
"""By fingerprint."""
