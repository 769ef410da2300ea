"""Do the guardrails stop what must not leave, and leave everybody else alone?"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from app.domain.people import Person
from app.services import Services
from app.store import people
from evals.case import DATASETS, SIDES, Case, Row, read_cases
from evals.metrics import Tally, share
from evals.suite import FailedCase, Floor, Measures, SuiteResult
from guardrails.candidate import Candidate, Source
from guardrails.findings import CheckState, Report, Severity
from guardrails.policy import Action, Policy
from guardrails.runner import run_checks


class SourceRow(Row):
    text: str
    publisher: str = ""
    title: str = ""
    language: str = "en"


class PostRow(Row):
    """A post as its author would have it. Without `own_words`, they typed all of it themselves."""

    text: str
    channel: str = "linkedin"
    author: str = ""
    own_words: tuple[str, ...] | None = None
    sources: tuple[SourceRow, ...] = ()


class FindingsRow(Row):
    """`rules` must be found, `allowed` may be, `absent` not even as a tip; nothing else may hold the post.

    `silent` wants no finding of any kind. `words`, if given, lie inside a finding of the first rule.
    """

    rules: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    silent: bool = False
    words: str = ""


GuardrailCase = Case[PostRow, FindingsRow]

NOT_YET = frozenset({"leak_reworded"})
"""A kind that is measured and not yet promised: a fact told in wholly other words."""

FLOORS = (
    Floor("recall of what must block", "The number that must not fall: a miss here has left the house.", 0.8),
    Floor("recall: confidentiality", "Documents, names, secrets and identities: its heart.", 0.85),
    Floor("protected speech left alone", "Pay, hours, conditions and organising are nobody's business.", 1.0),
    Floor("clean posts let through", "Somebody stopped for nothing does not come back.", 1.0),
    Floor("precision of what holds", "A rule that cries wolf is switched off.", 0.85),
    Floor("checks that ran", "A check that never ran must not be shown as green.", 1.0),
    Floor("same topic let through", "The tripwire must tell a subject from a document.", 0.8),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the checks said about one case, set against what was expected."""

    case: GuardrailCase
    found: frozenset[str]
    holding: frozenset[str]
    ran: bool
    words_found: bool

    @property
    def missed(self) -> frozenset[str]:
        return frozenset(self.case.expect.rules) - self.found

    @property
    def unwanted(self) -> frozenset[str]:
        """Rules that hold the post without being expected, and those expected to be silent."""
        expect = self.case.expect
        strays = self.holding - {*expect.rules, *expect.allowed}
        return strays | (self.found if expect.silent else self.found & frozenset(expect.absent))

    @property
    def passed(self) -> bool:
        return not self.missed and not self.unwanted and self.ran and self.words_found


def read_guardrail_cases() -> tuple[GuardrailCase, ...]:
    return read_cases(sorted((DATASETS / "guardrails").glob("*.jsonl")), GuardrailCase)


@dataclass(frozen=True, slots=True)
class GuardrailsSuite:
    cases: Sequence[GuardrailCase] = field(default_factory=read_guardrail_cases)
    floors: tuple[Floor, ...] = FLOORS
    fewest_cases: int = 120
    name: str = "guardrails"

    def run(self, services: Services) -> SuiteResult:
        """Run every post through the company's own checks and policy."""
        with services.sessions() as session:
            authors = {person.email: person for person in people.list_people(session)}
        answers = [ask(case, services, authors.get(case.input.author)) for case in self.cases]
        return SuiteResult(
            metrics=_by_language(answers, lambda some: _measures(some, services.policy)),
            cases=Counter(answer.case.language for answer in answers),
            failed=tuple(_failed(answer) for answer in answers if not answer.passed),
            details=_by_language(answers, _details),
        )


def ask(case: GuardrailCase, services: Services, author: Person | None) -> Answer:
    """Check one post as the editor would."""
    post = case.input
    candidate = Candidate(
        text=post.text,
        language=case.language,
        channel=post.channel,
        own_words=(post.text,) if post.own_words is None else post.own_words,
        sources=tuple(
            Source(number, s.text, s.publisher, s.title, s.language)
            for number, s in enumerate(post.sources, start=1)
        ),
    )
    report = run_checks(candidate, services.guarding.checks(author), services.policy)
    return Answer(
        case=case,
        found=frozenset(finding.rule for finding in report.findings),
        holding=frozenset(f.rule for f in report.findings if f.severity is not Severity.TIP),
        ran=not {CheckState.ERROR, CheckState.TIMEOUT} & set(report.states.values()),
        words_found=_covers(report, case),
    )


def _covers(report: Report, case: GuardrailCase) -> bool:
    """The editor marks the span: it must hold the words, and little else."""
    words = case.expect.words
    spans = [case.input.text[f.start : f.end] for f in report.findings if f.rule in case.expect.rules[:1]]
    return not words or any(words in span and len(span) <= len(words) + 10 for span in spans)


def _by_language(
    answers: Sequence[Answer], measure: Callable[[Sequence[Answer]], dict[str, float | None]]
) -> Measures:
    sides = {side: measure([a for a in answers if a.case.language == side]) for side in SIDES}
    names = dict.fromkeys(name for measured in sides.values() for name in measured)
    return {
        name: {side: value for side in SIDES if (value := sides[side].get(name)) is not None}
        for name in names
    }


def _measures(answers: Sequence[Answer], policy: Policy) -> dict[str, float | None]:
    promised = [answer for answer in answers if answer.case.kind not in NOT_YET]
    blocking = [
        (answer, rule)
        for answer in promised
        for rule in answer.case.expect.rules
        if policy.action(rule) is Action.BLOCK
    ]
    held = [(answer, rule) for answer in promised for rule in answer.holding]
    return {
        "recall of what must block": share(rule in answer.found for answer, rule in blocking),
        "recall: confidentiality": share(
            rule in answer.found for answer, rule in blocking if rule.startswith("confidentiality.")
        ),
        "recall: disclosure": share(
            rule in answer.found for answer, rule in blocking if rule == "compliance.disclosure"
        ),
        "precision of what holds": share(rule not in answer.unwanted for answer, rule in held),
        "protected speech left alone": share(a.passed for a in answers if a.case.kind == "protected"),
        "clean posts let through": share(not a.holding for a in answers if a.case.kind == "clean"),
        "same topic let through": share(a.passed for a in answers if a.case.kind == "same_topic"),
        "reworded leaks caught": share(not a.missed for a in answers if a.case.kind == "leak_reworded"),
        "telling figures caught": share(not a.missed for a in answers if a.case.kind == "leak_anchor"),
        "checks that ran": share(answer.ran for answer in answers),
        "cases as expected": share(answer.passed for answer in promised),
    }


def _details(answers: Sequence[Answer]) -> dict[str, float | None]:
    """As expected by kind; precision, recall and F1 by rule."""
    details: dict[str, float | None] = {}
    for kind in dict.fromkeys(answer.case.kind for answer in answers):
        details[f"{kind}: as expected"] = share(a.passed for a in answers if a.case.kind == kind)
    for rule in sorted({rule for answer in answers for rule in answer.case.expect.rules}):
        tally = tally_of(rule, answers)
        details |= {f"{rule}: precision": tally.precision, f"{rule}: recall": tally.recall}
        details[f"{rule}: F1"] = tally.f1
    return details


def tally_of(rule: str, answers: Iterable[Answer]) -> Tally:
    """Where a case allows the rule without asking for it, finding it counts neither way."""
    total = Tally()
    for answer in answers:
        wanted, found = rule in answer.case.expect.rules, rule in answer.found
        stray = rule in answer.unwanted
        total += Tally(hits=wanted and found, false_alarms=stray, misses=wanted and not found)
    return total


def _failed(answer: Answer) -> FailedCase:
    saw = [
        *(f"missed {rule}" for rule in sorted(answer.missed)),
        *(f"unwanted {rule}" for rule in sorted(answer.unwanted)),
        *(["a check stopped"] if not answer.ran else []),
        *(["the span is not on the words"] if not answer.words_found and not answer.missed else []),
    ]
    return FailedCase(answer.case.id, answer.case.language, answer.case.why, "; ".join(saw))
