"""What the page of rules shows must be true: the bad example fires its rule, the good one does not."""

import pytest

from guardrails.candidate import Candidate, Source
from guardrails.decisions import Action, Decisions, Ruling
from guardrails.policy import load_policy
from guardrails.runner import run_checks
from tests.support.example_company import example_checks

POLICY = load_policy().with_decisions(
    Decisions(
        {
            rule: Ruling(Action.REVIEW)
            for rule, entry in load_policy().rules.items()
            if entry.action is Action.OFF
        }
    )
)
CHECKS = example_checks(POLICY)

NEEDS_A_VOICE = frozenset({"authenticity.not_your_voice"})
"""Rules that compare with the posts of one author: no text is an example for everybody."""

AWAITED: frozenset[str] = frozenset()
"""Rules that are too new to have an example; none may stay here."""

EXAMPLES = [
    pytest.param(rule, language, id=f"{rule} {language}")
    for rule in POLICY.rules
    for language in ("en", "fr")
    if POLICY.example(rule, language)
]


def rules_that_speak(text: str, rule: str, language: str) -> set[str]:
    example = POLICY.example(rule, language)
    assert example is not None
    sources = (Source(1, example.source, language=language),) if example.source else ()
    withdrawn = (Source(2, example.withdrawn, language=language),) if example.withdrawn else ()
    candidate = Candidate(
        text,
        language,
        example.channel,
        sources=sources,
        withdrawn=withdrawn,
        offered=example.offered or None,
    )
    return {finding.rule for finding in run_checks(candidate, CHECKS, POLICY).findings}


@pytest.mark.parametrize(("rule", "language"), EXAMPLES)
def test_an_example_fires_its_rule_and_the_better_one_does_not(rule: str, language: str) -> None:
    example = POLICY.example(rule, language)
    assert example is not None

    assert rule in rules_that_speak(example.bad, rule, language)
    assert rule not in rules_that_speak(example.good, rule, language)


def test_every_rule_that_reads_words_has_an_example_in_both_languages() -> None:
    read = {rule for rule in POLICY.rules if not rule.startswith("runner.")} - NEEDS_A_VOICE

    for language in ("en", "fr"):
        missing = {rule for rule in read if POLICY.example(rule, language) is None}
        assert missing <= AWAITED
