"""Run suites over one opened house and judge each by its floors."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from app.services import Services
from evals.suite import Suite, SuiteResult, Verdict, verdicts

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SuiteRun:
    """A suite that was run; `seconds` by the clock on the wall."""

    name: str
    result: SuiteResult
    verdicts: tuple[Verdict, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """All that a report tells. `skipped` maps a suite's name to the reason."""

    suites: tuple[SuiteRun, ...]
    skipped: Mapping[str, str]
    commit: str
    at: datetime
    seed: int
    settings: Mapping[str, str]

    @property
    def broken(self) -> tuple[tuple[str, Verdict], ...]:
        """Floors that did not hold, with the suite's name."""
        return tuple((suite.name, one) for suite in self.suites for one in suite.verdicts if not one.held)


def run_suites(
    services: Services,
    suites: Sequence[Suite],
    *,
    commit: str,
    at: datetime,
    seed: int = 0,
    skipped: Mapping[str, str] | None = None,
) -> Run:
    """Run each suite in turn and judge it; one that stops has measured nothing, so its floors are broken."""
    return Run(
        suites=tuple(_run(suite, services) for suite in suites),
        skipped=dict(skipped or {}),
        commit=commit,
        at=at,
        seed=seed,
        settings=_settings_of(services),
    )


def _run(suite: Suite, services: Services) -> SuiteRun:
    start = perf_counter()
    try:
        result = suite.run(services)
    except Exception as error:  # the others are still worth measuring, and this one counts as broken
        logger.exception("a suite stopped", extra={"suite": suite.name})
        result = SuiteResult({}, {}, notes=(f"Stopped by {type(error).__name__}: {error}",))
    return SuiteRun(suite.name, result, verdicts(suite, result), perf_counter() - start)


def _settings_of(services: Services) -> Mapping[str, str]:
    """What changes the figures; nothing secret, and no place on this machine."""
    return {
        "day": services.clock().date().isoformat(),
        "writer": type(services.writer).__name__,
        "model": services.settings.model or "none",
        "embedder": services.embedder.name,
    }
