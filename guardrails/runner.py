"""Run the checks over a text and say what the policy makes of it; whatever goes wrong, block."""

import hashlib
import logging
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from guardrails.candidate import Candidate
from guardrails.checks import Check, CheckSkipped, NotEvaluated, Tier, tier_of
from guardrails.deadlines import Attempt, Call, attempt_all
from guardrails.doc import Doc
from guardrails.findings import CheckState, Evidence, Finding, RawFinding, Report
from guardrails.normalisation import fold
from guardrails.overlaps import resolve
from guardrails.policy import Policy

logger = logging.getLogger(__name__)

LONGEST_TEXT = 20_000
"""In code points; no channel's post is longer, and answers must come while typing."""

WHOLE_TEXT = 0.8
"""A finding that reaches the text and spans more of it than this speaks of the text, not of its words."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds a check may take before its draft is held back.

    `first` holds until the check has come through once in this process: it may be loading its engine.
    """

    fast: float = 5.0
    slow: float = 60.0
    first: float = 60.0

    def of(self, check: Check) -> float:
        usual = self.slow if tier_of(check) is Tier.SLOW else self.fast
        return usual if check.name in _came_through else max(usual, self.first)


LIMITS = Limits()

_came_through: set[str] = set()


def run_checks(
    candidate: Candidate,
    checks: Sequence[Check],
    policy: Policy,
    *,
    slow: bool = True,
    limits: Limits = LIMITS,
) -> Report:
    """Detect, resolve overlaps, apply the policy.

    A check that crashes or does not come back in time blocks; the others still report. Without `slow`,
    the checks of the slow tier are reported as not evaluated: the text is not finished, and may not leave.
    """
    if len(candidate.text) > LONGEST_TEXT:
        return _unread(_too_long(candidate), CheckState.SKIPPED, candidate, checks, policy)
    try:
        doc = Doc.of(candidate)
    except Exception as error:  # noqa: BLE001  (an unreadable text is an unchecked text)
        _log("doc", error)
        return _unread(_could_not_run("doc"), CheckState.ERROR, candidate, checks, policy)
    due = [check for check in checks if slow or tier_of(check) is Tier.FAST]
    outcomes = detect(doc, due, policy, limits=limits)
    raw = [finding for outcome in outcomes for finding in outcome.found]
    waiting = {check.name: CheckState.NOT_EVALUATED for check in checks}
    return Report(
        judge(resolve(raw, reach=policy.reach), candidate.text, policy),
        waiting | {outcome.check: outcome.state for outcome in outcomes},
        {outcome.check: outcome.seconds for outcome in outcomes},
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check saw, and what became of it."""

    check: str
    state: CheckState
    found: tuple[RawFinding, ...] = ()
    seconds: float = 0.0


def detect(doc: Doc, checks: Sequence[Check], policy: Policy, *, limits: Limits = LIMITS) -> list[Outcome]:
    """Call each check on the text, one after the other."""
    calls = [Call(check.name, partial(_call, check, doc, policy), limits.of(check)) for check in checks]
    return [_outcome(check.name, attempt) for check, attempt in zip(checks, attempt_all(calls), strict=True)]


def _call(check: Check, doc: Doc, policy: Policy) -> tuple[RawFinding, ...]:
    return tuple(_valid(finding, doc, policy) for finding in check(doc))


def _outcome(check: str, attempt: Attempt[tuple[RawFinding, ...]]) -> Outcome:
    if attempt.result is not None:
        _came_through.add(check)
        return Outcome(check, CheckState.OK, attempt.result, attempt.seconds)
    state, rule = _failure(attempt.error)
    if state in {CheckState.ERROR, CheckState.TIMEOUT}:
        _log(check, attempt.error or TimeoutError())
    about = (RawFinding(rule, 0, 0, Evidence.STRUCTURE, {"check": check}),) if rule else ()
    return Outcome(check, state, about, attempt.seconds)


def _failure(error: BaseException | None) -> tuple[CheckState, str]:
    """The state and the rule that speaks of it; "" when there is nothing to say."""
    if error is None:
        return CheckState.TIMEOUT, "runner.timed_out"
    if isinstance(error, CheckSkipped):
        return CheckState.SKIPPED, ""
    if isinstance(error, NotEvaluated):
        return CheckState.NOT_EVALUATED, "runner.not_evaluated"
    return CheckState.ERROR, "runner.could_not_run"


def judge(raw: Iterable[RawFinding], text: str, policy: Policy) -> tuple[Finding, ...]:
    """Give each finding the severity that the policy decides; drop what the policy turned off."""
    findings = [
        Finding(
            finding.rule,
            severity,
            finding.start,
            finding.end,
            _fingerprint(finding, text, reach=policy.reach(finding.rule)),
            finding.details,
            finding.replacement,
        )
        for finding in raw
        if (severity := policy.severity(finding.rule)) is not None
    ]
    return tuple(sorted(findings, key=lambda finding: (finding.start, finding.end, finding.rule)))


def _valid(finding: RawFinding, doc: Doc, policy: Policy) -> RawFinding:
    if not 0 <= finding.start <= finding.end <= len(doc.candidate.text):
        raise ValueError(f"{finding.rule} reports a span outside the text")
    policy.action(finding.rule)
    return finding


def _unread(
    raw: RawFinding, state: CheckState, candidate: Candidate, checks: Sequence[Check], policy: Policy
) -> Report:
    return Report(judge([raw], candidate.text, policy), {check.name: state for check in checks})


def _too_long(candidate: Candidate) -> RawFinding:
    details = {"limit": str(LONGEST_TEXT)}
    return RawFinding("runner.too_long", LONGEST_TEXT, len(candidate.text), Evidence.STRUCTURE, details)


def _could_not_run(check: str) -> RawFinding:
    return RawFinding("runner.could_not_run", 0, 0, Evidence.STRUCTURE, {"check": check})


def _fingerprint(finding: RawFinding, text: str, *, reach: str) -> str:
    """Rule and words, not position: a dismissal survives edits elsewhere, a log speaks without the text.

    What is said of the text as a whole has no words of its own: it is known by its details, without the
    counts, which change with every edit.
    """
    words = " ".join(fold(text[finding.start : finding.end]).split())
    if reach == "text" and len(words) > WHOLE_TEXT * len(text):
        words = ""
    details = (f"{key}={value}" for key, value in sorted(finding.details.items()) if _lasts(value))
    content = f"{finding.rule}\0{words or '|'.join(details)}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def _lasts(detail: str) -> bool:
    return not any(character.isdigit() for character in detail)


def _log(check: str, error: BaseException) -> None:
    """The kind of error and its place only: an exception's own message may quote the draft."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = f"{last[0].filename}:{last[0].lineno}" if last else ""
    logger.error("check failed", extra={"check": check, "error": type(error).__name__, "where": where})
