"""The test bench: what the checks say of a text under the policy as it stands, and under another one."""

from dataclasses import dataclass

from app.domain.channels import Channel
from app.domain.people import Language
from app.services import Services
from guardrails.candidate import Candidate, Source
from guardrails.decisions import Decisions
from guardrails.findings import Report


@dataclass(frozen=True, slots=True)
class Trial:
    """`proposed` is None where the policy as it stands was asked alone."""

    text: str
    current: Report
    proposed: Report | None = None

    @property
    def differs(self) -> bool:
        return self.proposed is not None and self.proposed.findings != self.current.findings


def try_policy(
    services: Services,
    text: str,
    *,
    source: str = "",
    language: Language,
    channel: Channel,
    proposed: Decisions | None,
) -> Trial:
    """Judge a text that belongs to nobody and is kept nowhere, with every check there is.

    What a sentence rests on can only be judged beside a `source`.
    """
    sources = (Source(1, source, language=language.value),) if source.strip() else ()
    candidate = Candidate(text, language.value, channel.value, sources=sources)
    decisions = services.guarding.decisions()
    current = services.guarding.report(candidate, None, finished=True)
    if proposed is None or proposed == decisions:
        return Trial(text, current)
    policy = services.guarding.policy_of(proposed)
    return Trial(text, current, services.guarding.report(candidate, None, finished=True, policy=policy))
