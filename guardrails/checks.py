"""What a check is: a value with a name that can be called on a text."""

from typing import Protocol

from guardrails.doc import Doc
from guardrails.findings import RawFinding


class Check(Protocol):
    """Judges and never changes. Raise `CheckSkipped` to say that it had nothing to judge with."""

    @property
    def name(self) -> str:
        """`<family>.<name>`, under which the report tells what became of the check."""
        ...

    def __call__(self, doc: Doc) -> list[RawFinding]: ...


class CheckSkipped(Exception):
    """The check does not apply here; the report says so instead of saying that all is well."""
