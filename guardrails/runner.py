"""Run the checks over a text and say what the policy makes of it; whatever goes wrong, block."""

import hashlib
import logging
import traceback
from collections.abc import Iterable, Sequence

from guardrails.candidate import Candidate
from guardrails.checks import Check, CheckSkipped
from guardrails.doc import Doc
from guardrails.findings import CheckState, Evidence, Finding, RawFinding, Report
from guardrails.normalisation import fold
from guardrails.overlaps import resolve
from guardrails.policy import Policy

logger = logging.getLogger(__name__)

LONGEST_TEXT = 20_000
"""In code points; no channel's post is longer, and answers must come while typing."""


def run_checks(candidate: Candidate, checks: Sequence[Check], policy: Policy) -> Report:
    """Detect, resolve overlaps, apply the policy. A check that crashes blocks; the others still report."""
    if len(candidate.text) > LONGEST_TEXT:
        return _unread(_too_long(candidate), CheckState.SKIPPED, candidate, checks, policy)
    try:
        doc = Doc.of(candidate)
    except Exception as error:  # noqa: BLE001  (an unreadable text is an unchecked text)
        _log("doc", error)
        return _unread(_could_not_run("doc"), CheckState.ERROR, candidate, checks, policy)
    raw, states = detect(doc, checks, policy)
    return Report(judge(resolve(raw, reach=policy.reach), candidate.text, policy), states)


def detect(
    doc: Doc, checks: Iterable[Check], policy: Policy
) -> tuple[list[RawFinding], dict[str, CheckState]]:
    """Call each check; return what all of them saw and what became of each."""
    raw: list[RawFinding] = []
    states: dict[str, CheckState] = {}
    for check in checks:
        try:
            raw += [_valid(finding, doc, policy) for finding in check(doc)]
            states[check.name] = CheckState.OK
        except CheckSkipped:
            states[check.name] = CheckState.SKIPPED
        except Exception as error:  # noqa: BLE001  (an unchecked draft is an unsafe draft)
            _log(check.name, error)
            raw.append(_could_not_run(check.name))
            states[check.name] = CheckState.ERROR
    return raw, states


def judge(raw: Iterable[RawFinding], text: str, policy: Policy) -> tuple[Finding, ...]:
    """Give each finding the severity that the policy decides; drop what the policy turned off."""
    findings = [
        Finding(
            finding.rule,
            severity,
            finding.start,
            finding.end,
            _fingerprint(finding, text),
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


def _fingerprint(finding: RawFinding, text: str) -> str:
    """Rule and words, not position: a dismissal survives edits elsewhere, a log speaks without the text."""
    words = " ".join(fold(text[finding.start : finding.end]).split())
    about = words or "|".join(f"{key}={value}" for key, value in sorted(finding.details.items()))
    content = f"{finding.rule}\0{about}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def _log(check: str, error: Exception) -> None:
    """The kind of error and its place only: an exception's own message may quote the draft."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = f"{last[0].filename}:{last[0].lineno}" if last else ""
    logger.error("check failed", extra={"check": check, "error": type(error).__name__, "where": where})
