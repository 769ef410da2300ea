"""How often do real, ordinary posts get stopped?"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.services import Services
from evals.case import SIDES, Side
from evals.external.texts import real_posts, some
from evals.metrics import share
from evals.suite import FailedCase, Floor, SuiteResult
from guardrails.candidate import Candidate
from guardrails.checks import Check
from guardrails.findings import Report, Severity
from guardrails.runner import run_checks

MOST_POSTS = 800

FLOORS = (
    Floor("posts blocked", "Nobody may be stopped for an ordinary post.", at_most=0.005),
    Floor("posts held for review", "Reviewers see only what needs them.", at_most=0.05),
)


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """Posts of the data folder, as their authors typed them. Only shares and rule names leave this run."""

    data: Path
    seed: int = 0
    floors: tuple[Floor, ...] = FLOORS
    fewest_cases: int = 200
    name: str = "guardrails, external"

    def run(self, services: Services) -> SuiteResult:
        checks = services.guarding.checks(None)
        reports = {side: self._reports(side, checks, services) for side in SIDES}
        rules = sorted({f.rule for some in reports.values() for r in some for f in r.findings})
        return SuiteResult(
            metrics={
                "posts blocked": _shares(reports, _blocked),
                "posts held for review": _shares(reports, _held),
                "posts with a tip on tone": _shares(reports, _toned),
            },
            cases={side: len(some) for side, some in reports.items()},
            details={f"posts with {rule}": _with_rule(reports, rule) for rule in rules},
            failed=tuple(_blocked_cases(reports)),
        )

    def _reports(self, side: Side, checks: Sequence[Check], services: Services) -> list[Report]:
        texts = some(real_posts(self.data, side), MOST_POSTS, seed=self.seed)
        candidates = (Candidate(text, language=side, channel="facebook", own_words=(text,)) for text in texts)
        return [run_checks(candidate, checks, services.policy) for candidate in candidates]


def _blocked(report: Report) -> bool:
    return report.blocks


def _held(report: Report) -> bool:
    return report.needs_review


def _toned(report: Report) -> bool:
    return any(finding.rule.startswith("authenticity.") for finding in report.findings)


def _shares(reports: Mapping[Side, Sequence[Report]], holds: Callable[[Report], bool]) -> dict[str, float]:
    shares = {side: share(map(holds, some)) for side, some in reports.items()}
    return {side: value for side, value in shares.items() if value is not None}


def _with_rule(reports: Mapping[Side, Sequence[Report]], rule: str) -> dict[str, float]:
    return _shares(reports, lambda report: any(finding.rule == rule for finding in report.findings))


def _blocked_cases(reports: Mapping[Side, Sequence[Report]]) -> Iterator[FailedCase]:
    """The rules that blocked, counted; the posts themselves are not ours to quote."""
    for side, some_reports in reports.items():
        rules = Counter(
            finding.rule
            for report in some_reports
            for finding in report.findings
            if finding.severity is Severity.BLOCK
        )
        for rule, times in rules.most_common():
            yield FailedCase(rule, side, "An ordinary post was blocked.", f"{times} times")
