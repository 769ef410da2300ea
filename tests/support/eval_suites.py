"""Suites that measure what they are told, and a house that runs the checks it is given."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from evals.suite import FailedCase, Floor, SuiteResult
from guardrails.checks import Check
from guardrails.policy import load_policy

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class GivenSuite:
    """Reports `french` and `english` under one metric."""

    french: float | None = 1.0
    english: float | None = 1.0
    floors: tuple[Floor, ...] = (Floor("right answers", "People rely on it.", 0.9),)
    fewest_cases: int = 10
    cases: int = 10
    failed: tuple[FailedCase, ...] = ()
    notes: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()
    name: str = "given"

    def run(self, services: Any) -> SuiteResult:
        sides = {"fr": self.french, "en": self.english}
        measured = {side: value for side, value in sides.items() if value is not None}
        return SuiteResult(
            metrics={"right answers": measured, "seconds each": {"fr": 0.25, "en": 0.5}},
            cases={"fr": self.cases, "en": self.cases},
            failed=self.failed,
            details={"by kind": {"fr": 0.5, "en": 0.75}},
            notes=self.notes,
            reading=self.reading,
        )


class StoppingSuite(GivenSuite):
    """An engine that falls over."""

    def run(self, services: Any) -> SuiteResult:
        raise RuntimeError("the engine fell over")


@dataclass(frozen=True)
class House:
    """As much of the services as a suite of guardrails asks for: its checks, the default policy, nobody."""

    checks: Sequence[Check] = ()
    writer: object = field(default_factory=object)

    @property
    def guarding(self) -> Any:
        return SimpleNamespace(checks=lambda author: self.checks)

    @property
    def policy(self) -> Any:
        return load_policy()

    def sessions(self) -> Any:
        nobody = SimpleNamespace(scalars=lambda query: [])
        return nullcontext(nobody)

    settings = SimpleNamespace(model="")
    embedder = SimpleNamespace(name="none")

    def clock(self) -> datetime:
        return NOW
