"""What a suite is: cases run through the product's own code, measures, and their floors."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from app.services import Services
from evals.case import SIDES

Measures = Mapping[str, Mapping[str, float]]
"""A measure's name to its value by language: the two stand side by side everywhere."""


@dataclass(frozen=True, slots=True)
class Floor:
    """A value that `metric` must reach, or not exceed (`at_most`), in each of `languages`, and why."""

    metric: str
    why: str
    at_least: float | None = None
    at_most: float | None = None
    languages: tuple[str, ...] = SIDES

    def holds(self, value: float | None) -> bool:
        """What was not measured does not hold."""
        if value is None:
            return False
        return (self.at_least is None or value >= self.at_least) and (
            self.at_most is None or value <= self.at_most
        )

    def __str__(self) -> str:
        return f"≥ {self.at_least:g}" if self.at_least is not None else f"≤ {self.at_most:g}"


@dataclass(frozen=True, slots=True)
class FailedCase:
    """A case that came out otherwise than expected: why it exists, and what was seen instead."""

    id: str
    language: str
    why: str
    saw: str


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """`metrics` are printed, `details` only reported; `cases` counts by language; `notes` are sentences.

    `reading` are parts of the page, in Markdown, for people to read what the figures are about.
    """

    metrics: Measures
    cases: Mapping[str, int]
    failed: tuple[FailedCase, ...] = ()
    details: Measures = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()


class Suite(Protocol):
    """`fewest_cases` is by language: a dataset that shrank must not pass for a product that improved."""

    @property
    def name(self) -> str: ...

    @property
    def floors(self) -> tuple[Floor, ...]: ...

    @property
    def fewest_cases(self) -> int: ...

    def run(self, services: Services) -> SuiteResult: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a floor held in one language."""

    floor: Floor
    language: str
    value: float | None
    held: bool


def verdicts(suite: Suite, result: SuiteResult) -> tuple[Verdict, ...]:
    """Every floor in every language, the number of cases among them."""
    enough = Floor("cases", "A dataset that shrank proves nothing.", suite.fewest_cases)
    judged = []
    for floor in (enough, *suite.floors):
        for language in floor.languages:
            measured = result.cases if floor is enough else result.metrics.get(floor.metric, {})
            value = measured.get(language)
            judged.append(Verdict(floor, language, value, floor.holds(value)))
    return tuple(judged)
