"""What a check is: a value with a name that can be called on a text."""

from enum import StrEnum
from typing import Protocol

from guardrails.doc import Doc
from guardrails.findings import RawFinding


class Tier(StrEnum):
    """When a check runs: FAST on every edit, SLOW on the finished text and when somebody asks."""

    FAST = "fast"
    SLOW = "slow"


class Check(Protocol):
    """Judges and never changes. Raise `CheckSkipped` to say that it had nothing to judge with.

    A check that has a `tier` runs with that tier; one that says nothing is fast.
    """

    @property
    def name(self) -> str:
        """`<family>.<name>`, under which the report tells what became of the check."""
        ...

    def __call__(self, doc: Doc) -> list[RawFinding]: ...


class CheckSkipped(Exception):
    """The check does not apply here; the report says so instead of saying that all is well."""


class NotEvaluated(Exception):
    """The check applies and could not judge, for want of an answer from outside: a person must look."""


def tier_of(check: Check) -> Tier:
    return Tier(getattr(check, "tier", Tier.FAST))
