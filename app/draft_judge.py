"""What the company's guardrails would hold a draft back for, said to whoever revises it."""

from app.cocreate.model.problems import Judgement
from app.guarding import Guarding
from guardrails.candidate import Candidate
from guardrails.findings import Severity


def judged(guarding: Guarding, candidate: Candidate) -> tuple[Judgement, ...]:
    """The findings that block or need a reviewer, in words of the text's language.

    The slow checks may be models themselves, so they wait for the author's own look.
    """
    report, policy = guarding.report(candidate, None, finished=False), guarding.policy()
    held = (finding for finding in report.findings if finding.severity is not Severity.TIP)
    told = ((one, policy.words(one.rule, candidate.language).filled(one.details)) for one in held)
    return tuple(Judgement(finding, f"{words.why} {words.fix}") for finding, words in told)
