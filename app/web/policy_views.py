"""What the pages about the policy show: rules by family, and a text with the words that rules speak of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.workflows.try_policy import Trial
from guardrails.decisions import Action, Decisions, Ruling
from guardrails.findings import Finding, Report, Severity
from guardrails.overlaps import family
from guardrails.policy import Example, Policy, RuleWords

FAMILIES = ("confidentiality", "injection", "grounding", "compliance", "authenticity", "runner")
_ORDER = [severity.value for severity in (Severity.TIP, Severity.REVIEW, Severity.BLOCK)]


@dataclass(frozen=True, slots=True)
class RuleView:
    """`action` is what the rule does today, `delivered` what it does when nobody decides otherwise."""

    rule: str
    words: RuleWords
    action: Action
    delivered: Action
    ruling: Ruling | None
    example: Example | None
    counts: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, with the gravest of the findings that span it ("" for none) and their numbers."""

    text: str
    severity: str = ""
    begins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportView:
    """`findings` are numbered from 1 in the order of the text."""

    report: Report
    findings: tuple[Finding, ...]
    pieces: tuple[Piece, ...]


def rules_by_family(
    policy: Policy,
    delivered: Policy,
    decisions: Decisions,
    language: str,
    counts: Mapping[str, tuple[int, int]] | None = None,
) -> list[tuple[str, list[RuleView]]]:
    """Every rule with its words; a placeholder in them reads "…"."""
    families: defaultdict[str, list[RuleView]] = defaultdict(list)
    for rule in policy.rules:
        words = policy.words(rule, language)
        families[family(rule)].append(
            RuleView(
                rule,
                words.filled(dict.fromkeys(words.placeholders, "…")),
                policy.action(rule),
                delivered.action(rule),
                decisions.rulings.get(rule),
                delivered.example(rule, language),
                (counts or {}).get(rule),
            )
        )
    order = {name: place for place, name in enumerate(FAMILIES)}
    return sorted(families.items(), key=lambda item: (order.get(item[0], len(order) - 2), item[0]))


def report_view(text: str, report: Report) -> ReportView:
    return ReportView(report, report.findings, marked(text, report.findings))


def trial_views(trial: Trial) -> list[ReportView]:
    """One view, or the current and the proposed one side by side."""
    reports = [trial.current, *([trial.proposed] if trial.proposed else [])]
    return [report_view(trial.text, report) for report in reports]


def marked(text: str, findings: Sequence[Finding]) -> tuple[Piece, ...]:
    """Cut the text at every edge of a finding; joining the pieces gives it back."""
    edges = sorted({0, len(text), *(e for f in findings for e in (f.start, f.end))})
    return tuple(
        Piece(
            text[start:end],
            _gravest(f.severity for f in findings if f.start <= start and end <= f.end),
            tuple(number for number, f in enumerate(findings, start=1) if f.start == start < f.end),
        )
        for start, end in pairwise(edges)
    )


def _gravest(severities: Iterable[Severity]) -> str:
    return max((severity.value for severity in severities), key=_ORDER.index, default="")
