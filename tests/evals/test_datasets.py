"""What every dataset owes its readers."""

from collections import Counter

import pytest

from evals.case import BrokenDataset, read_cases
from evals.suites.cross_language import CrossLanguageSuite
from evals.suites.guardrails import GuardrailCase, GuardrailsSuite, read_guardrail_cases
from evals.suites.retrieval import RetrievalSuite
from evals.suites.voice import VoiceSuite
from evals.suites.writing import WritingSuite
from guardrails.policy import load_policy

ROW = '{"id": "%s", "kind": "clean", "language": "%s", "input": {"text": "x"}, "expect": {}, "why": "%s"}\n'


@pytest.mark.parametrize(
    "suite",
    [GuardrailsSuite(), RetrievalSuite(), CrossLanguageSuite(), VoiceSuite(), WritingSuite()],
    ids=lambda suite: suite.name,
)
def test_french_and_english_have_equally_many_cases(suite):
    languages = Counter(case.language for case in suite.cases)

    assert languages["fr"] == languages["en"]


def test_each_kind_of_post_is_tried_in_both_languages():
    kinds = Counter((case.kind, case.language) for case in read_guardrail_cases())

    assert {kind for kind, _ in kinds if not (kinds[kind, "fr"] and kinds[kind, "en"])} == set()


def test_no_text_is_written_twice():
    texts = Counter(case.input.text for case in read_guardrail_cases())

    assert [text for text, times in texts.items() if times > 1] == []


def test_every_rule_that_a_case_names_exists():
    policy = load_policy()

    for case in read_guardrail_cases():
        for rule in (*case.expect.rules, *case.expect.allowed, *case.expect.absent):
            policy.action(rule)


def test_protected_speech_is_expected_to_meet_silence():
    protected = [case for case in read_guardrail_cases() if case.kind == "protected"]

    assert len(protected) >= 30
    assert all(case.expect.silent for case in protected)


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ([ROW % ("a", "fr", "Long enough."), ROW % ("a", "en", "Long enough.")], "used more than once: a"),
        ([ROW % ("a", "fr", "Long enough."), ROW % ("b", "fr", "short")], "line 2"),
        ([ROW % ("a", "de", "Long enough.")], "line 1"),
        (["not json\n"], "line 1"),
        (['{"id": "a", "surprise": 1}\n'], "surprise"),
    ],
    ids=["id twice", "no reason given", "another language", "not JSON", "misspelt key"],
)
def test_a_broken_dataset_is_refused_with_its_line(tmp_path, lines, complaint):
    path = tmp_path / "cases.jsonl"
    path.write_text("".join(lines), encoding="utf-8")

    with pytest.raises(BrokenDataset, match=complaint):
        read_cases([path], GuardrailCase)


def test_a_question_across_languages_names_a_note_in_the_other_language():
    suite = CrossLanguageSuite()
    languages = {f"notes/{note.id}": note.language for note in suite.notes}
    asked = [case for case in suite.cases if case.kind == "note"]

    assert {case.expect.document for case in asked} == languages.keys()
    assert [case.id for case in asked if languages[case.expect.document] == case.language] == []
