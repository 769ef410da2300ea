"""Which finding speaks where two detectors saw the same words."""

from collections.abc import Callable, Iterable

from guardrails.findings import RawFinding

_CONFIDENTIAL = "confidentiality"


def resolve(findings: Iterable[RawFinding], *, reach: Callable[[str], str]) -> list[RawFinding]:
    """Keep, among overlapping findings of one family and one reach, the one with the best evidence.

    `reach(rule)` is "words", "sentence" or "text": a sentence that copies a document and an address
    inside it are two facts, and both stay. Equal evidence is decided by order, never by length.
    What must not be said is not also asked "says who?": of words that are confidential, nothing else
    is asked. Findings come back in text order; the same finding reported twice comes back once.
    """
    findings = list(findings)
    secret = [
        f
        for f in findings
        if family(f.rule) == _CONFIDENTIAL and reach(f.rule) == "words" and f.start < f.end
    ]
    findings = [f for f in findings if not _answered(f, secret, reach)]
    ranked = sorted(findings, key=lambda finding: -finding.evidence)
    kept: dict[tuple[str, str], list[RawFinding]] = {}
    for finding in ranked:
        rivals = kept.setdefault((family(finding.rule), reach(finding.rule)), [])
        if not any(_compete(finding, rival) for rival in rivals):
            rivals.append(finding)
    survivors = [finding for rivals in kept.values() for finding in rivals]
    return sorted(survivors, key=lambda finding: (finding.start, finding.end, finding.rule))


def _answered(finding: RawFinding, secret: list[RawFinding], reach: Callable[[str], str]) -> bool:
    return (
        family(finding.rule) == "grounding"
        and reach(finding.rule) == "words"
        and any(other.start < finding.end and finding.start < other.end for other in secret)
    )


def family(rule: str) -> str:
    return rule.partition(".")[0]


def _compete(one: RawFinding, other: RawFinding) -> bool:
    same = (one.rule, one.start, one.end) == (other.rule, other.start, other.end)
    return (same and one.details == other.details) or (one.start < other.end and other.start < one.end)
