"""A suite notices an engine that has gone blind, deaf or shrill."""

from dataclasses import dataclass

import pytest

from evals.runner import run_suites
from evals.suite import verdicts
from evals.suites.guardrails import FindingsRow, GuardrailCase, GuardrailsSuite, PostRow
from guardrails.confidentiality.personal.personal_data import PersonalDataCheck
from guardrails.confidentiality.secrets.secrets import SecretsCheck
from tests.support.eval_suites import NOW, House

IBAN = "FR76 3000 6000 0112 3456 7890 189"


def case(name, language, kind, text, **expect):
    return GuardrailCase(
        id=name,
        kind=kind,
        language=language,
        input=PostRow(text=text),
        expect=FindingsRow(**expect),
        why="Written for this test.",
    )


CASES = [
    case(
        "iban-fr", "fr", "personal_data", f"Virement sur {IBAN}.", rules=("confidentiality.iban",), words=IBAN
    ),
    case("iban-en", "en", "personal_data", f"Pay {IBAN}.", rules=("confidentiality.iban",), words=IBAN),
    case("topic-fr", "fr", "same_topic", "Les banques ouvrent tard."),
    case("topic-en", "en", "same_topic", "Banks open late."),
    case("clean-fr", "fr", "clean", "Il a neigé sur le quai."),
    case("clean-en", "en", "clean", "It snowed on the quay."),
    case("protected-fr", "fr", "protected", "Je me suis syndiquée.", silent=True),
    case("protected-en", "en", "protected", "I joined a union.", silent=True),
]
SUITE = GuardrailsSuite(cases=CASES, fewest_cases=4)


@dataclass(frozen=True)
class Blind:
    """Sees nothing."""

    name: str = "confidentiality.personal_data"

    def __call__(self, doc):
        return []


@dataclass(frozen=True)
class Shrill:
    """Stops every post."""

    name: str = "confidentiality.secret"

    def __call__(self, doc):
        return [doc.finding("confidentiality.secret", 0, 1)]


@dataclass(frozen=True)
class Meddling:
    """Has a friendly word for everybody: a tip, which holds nothing."""

    name: str = "authenticity.tone"

    def __call__(self, doc):
        return [doc.finding("authenticity.emoji", 0, 1)]


@dataclass(frozen=True)
class Fallen:
    """Cannot run."""

    name: str = "confidentiality.secret"

    def __call__(self, doc):
        raise RuntimeError


@dataclass(frozen=True)
class Careless:
    """Finds the account number and marks the whole post."""

    name: str = "confidentiality.personal_data"

    def __call__(self, doc):
        found = PersonalDataCheck()(doc)
        return [doc.finding(one.rule, 0, len(doc.text)) for one in found]


def broken(*checks):
    result = SUITE.run(House(checks))
    return {verdict.floor.metric for verdict in verdicts(SUITE, result) if not verdict.held}


def test_the_shipped_checks_pass_a_tiny_suite_from_end_to_end():
    done = run_suites(House([PersonalDataCheck(), SecretsCheck()]), [SUITE], commit="abc1234", at=NOW)

    assert done.broken == ()
    assert done.suites[0].result.failed == ()


@pytest.mark.parametrize(
    ("check", "floors"),
    [
        (Blind(), {"recall of what must block", "recall: confidentiality"}),
        (Shrill(), {"clean posts let through", "protected speech left alone", "precision of what holds"}),
        (Fallen(), {"checks that ran"}),
    ],
    ids=["blind", "shrill", "fallen"],
)
def test_a_broken_engine_breaks_its_floors(check, floors):
    assert floors <= broken(check)


def test_even_a_tip_is_too_much_for_protected_speech():
    assert broken(PersonalDataCheck(), Meddling()) == {"protected speech left alone"}


def test_a_case_tells_what_was_missed():
    result = SUITE.run(House([Blind()]))

    assert [(one.id, one.saw) for one in result.failed] == [
        ("iban-fr", "missed confidentiality.iban"),
        ("iban-en", "missed confidentiality.iban"),
    ]


def test_marking_the_whole_post_is_not_finding_the_words():
    failed = GuardrailsSuite(
        cases=[
            case(
                "long", "fr", "personal_data", f"{'Bonjour à tous. ' * 5}{IBAN}",
                rules=("confidentiality.iban",), words=IBAN,
            )
        ]
    ).run(House([Careless()])).failed  # fmt: skip

    assert [one.saw for one in failed] == ["the span is not on the words"]


def test_rules_are_counted_one_by_one_in_the_details():
    details = SUITE.run(House([PersonalDataCheck(), Shrill()])).details

    assert details["confidentiality.iban: recall"] == {"fr": 1.0, "en": 1.0}
    assert details["clean: as expected"] == {"fr": 0.0, "en": 0.0}
