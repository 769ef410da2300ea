"""Which finding speaks where two detectors saw the same words."""

from collections.abc import Callable, Iterable

from guardrails.findings import RawFinding


def resolve(findings: Iterable[RawFinding], *, reach: Callable[[str], str]) -> list[RawFinding]:
    """Keep, among overlapping findings of one family and one reach, the one with the best evidence.

    `reach(rule)` is "words", "sentence" or "text": a sentence that copies a document and an address
    inside it are two facts, and both stay. Equal evidence is decided by order, never by length.
    Findings come back in text order; the same finding reported twice comes back once.
    """
    ranked = sorted(findings, key=lambda finding: -finding.evidence)
    kept: dict[tuple[str, str], list[RawFinding]] = {}
    for finding in ranked:
        rivals = kept.setdefault((family(finding.rule), reach(finding.rule)), [])
        if not any(_compete(finding, rival) for rival in rivals):
            rivals.append(finding)
    survivors = [finding for rivals in kept.values() for finding in rivals]
    return sorted(survivors, key=lambda finding: (finding.start, finding.end, finding.rule))


def family(rule: str) -> str:
    return rule.partition(".")[0]


def _compete(one: RawFinding, other: RawFinding) -> bool:
    same = (one.rule, one.start, one.end) == (other.rule, other.start, other.end)
    return same or (one.start < other.end and other.start < one.end)
