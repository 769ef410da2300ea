"""A brief as a dataset row, and what is expected of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.channels import Channel
from evals.case import DATASETS, Case, Row, read_cases

Split = Literal["dev", "test"]

FILES = (DATASETS / "writing.jsonl", DATASETS / "writing_briefs.jsonl")

THIN = frozenset({"no_takes", "one_word", "idea"})
"""Kinds of briefs whose author has not said enough yet for three drafts."""


class BriefRow(Row):
    """`author` is an address; `document` how the address of the source begun from ends, "" for none.

    `takes` are answers in the author's own words, `idea` what they typed to start with.
    """

    author: str
    channel: Channel
    topic: str
    document: str = ""
    idea: str = ""
    takes: tuple[str, ...] = ()


class DraftsRow(Row):
    """At least this many drafts, resting on one of `documents` (how their addresses end)."""

    drafts: int
    documents: tuple[str, ...] = ()


class WritingCase(Case[BriefRow, DraftsRow]):
    """`split` goes by author: who improves the writer looks at what came of dev rows only."""

    split: Split = "dev"

    @property
    def said(self) -> tuple[str, ...]:
        """The author's blocks, the idea first."""
        return tuple(block for block in (self.input.idea, *self.input.takes) if block)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Colleagues ask about the same source on the same day: these share it, in one language."""

    document: str
    language: str


def meeting_of(case: WritingCase) -> Meeting | None:
    return Meeting(case.input.document, case.language) if case.input.document else None


def read_briefs() -> Sequence[WritingCase]:
    return read_cases(FILES, WritingCase)
