import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from guardrails.candidate import Candidate
from guardrails.checks import CheckSkipped, NotEvaluated, Tier
from guardrails.deadlines import MOST_STUCK, count_stuck
from guardrails.doc import Doc
from guardrails.findings import CheckState, Evidence, RawFinding, Severity
from guardrails.overlaps import resolve
from guardrails.policy import load_policy
from guardrails.runner import Limits, run_checks
from tests.support.posts import company_checks

POLICY = load_policy()


@dataclass
class Scripted:
    """A check that does what a test tells it to."""

    act: Callable[[Doc], list[RawFinding]]
    name: str = "tests.scripted"
    tier: Tier = Tier.FAST

    def __call__(self, doc: Doc) -> list[RawFinding]:
        return self.act(doc)


def finds(*findings: RawFinding) -> Scripted:
    return Scripted(lambda doc: list(findings))


def crash(doc: Doc) -> list[RawFinding]:
    raise RuntimeError(f"cannot read {doc.text!r}")


def skip(doc: Doc) -> list[RawFinding]:
    raise CheckSkipped


def test_a_check_that_crashes_blocks_and_the_others_still_report():
    email = finds(RawFinding("confidentiality.email", 0, 5))
    email.name = "tests.email"

    report = run_checks(Candidate("hello"), [Scripted(crash), email], POLICY)

    assert report.blocks
    assert {f.rule for f in report.findings} == {"runner.could_not_run", "confidentiality.email"}
    assert report.states == {"tests.scripted": CheckState.ERROR, "tests.email": CheckState.OK}


SOON = Limits(fast=0.3, slow=0.3, first=0.3)


@pytest.fixture
def hanging() -> Iterator[Scripted]:
    """A check that waits until the test is over."""
    over = threading.Event()
    yield Scripted(lambda doc: over.wait(30) and [], "tests.hanging")
    over.set()
    while count_stuck():
        time.sleep(0.01)


def test_a_check_that_hangs_blocks_and_the_others_still_report(hanging):
    email = Scripted(lambda doc: [RawFinding("confidentiality.email", 0, 5)], "tests.email")
    length = Scripted(lambda doc: [RawFinding("compliance.length", 0, 5)], "tests.length")

    report = run_checks(Candidate("hello"), [email, hanging, length], POLICY, limits=SOON)

    rules = {f.rule for f in report.findings}
    assert report.blocks
    assert rules == {"runner.timed_out", "confidentiality.email", "compliance.length"}
    assert report.states["tests.hanging"] is CheckState.TIMEOUT
    assert report.states["tests.email"] is report.states["tests.length"] is CheckState.OK
    assert report.seconds["tests.hanging"] < 1


def test_a_check_that_hangs_again_and_again_leaves_few_threads_behind(hanging):
    before = threading.active_count()

    reports = [run_checks(Candidate("hello"), [hanging], POLICY, limits=SOON) for _ in range(5)]

    assert all(report.blocks for report in reports)
    assert threading.active_count() - before == count_stuck() == MOST_STUCK


def test_a_check_that_came_back_late_is_asked_again():
    over = threading.Event()
    slow = Scripted(lambda doc: over.wait(30) and [], "tests.late")
    late = run_checks(Candidate("hello"), [slow], POLICY, limits=SOON)
    over.set()
    while count_stuck():
        time.sleep(0.01)

    again = run_checks(Candidate("hello"), [slow], POLICY, limits=SOON)

    assert late.states == {"tests.late": CheckState.TIMEOUT}
    assert again.states == {"tests.late": CheckState.OK}


def test_a_check_that_leaves_its_thread_blocks_at_once():
    def leave(doc: Doc) -> list[RawFinding]:
        raise SystemExit

    report = run_checks(Candidate("hello"), [Scripted(leave)], POLICY)

    assert report.states == {"tests.scripted": CheckState.ERROR}
    assert report.blocks


def test_two_checks_that_crash_are_both_named():
    checks = [Scripted(crash, "tests.one"), Scripted(crash, "tests.two")]

    report = run_checks(Candidate("hello"), checks, POLICY)

    assert [f.details["check"] for f in report.findings] == ["tests.one", "tests.two"]


def judge_slowly(act: Callable[[Doc], list[RawFinding]]) -> Scripted:
    return Scripted(act, "tests.judge", Tier.SLOW)


def test_a_slow_check_waits_for_the_finished_text():
    judge = judge_slowly(lambda doc: [RawFinding("confidentiality.near_copy", 0, 5)])

    typing = run_checks(Candidate("hello"), [judge], POLICY, slow=False)
    finished = run_checks(Candidate("hello"), [judge], POLICY)

    assert typing.states == {"tests.judge": CheckState.NOT_EVALUATED}
    assert not typing.findings
    assert not typing.complete
    assert finished.blocks
    assert finished.complete


def test_a_judge_that_got_no_answer_asks_for_a_person():
    def no_answer(doc: Doc) -> list[RawFinding]:
        raise NotEvaluated

    report = run_checks(Candidate("hello"), [judge_slowly(no_answer)], POLICY)

    assert report.states == {"tests.judge": CheckState.NOT_EVALUATED}
    assert report.needs_review
    assert not report.blocks


def test_the_log_of_a_crash_does_not_quote_the_draft(caplog):
    with caplog.at_level(logging.DEBUG):
        run_checks(Candidate("my secret plan"), [Scripted(crash)], POLICY)

    assert caplog.records
    assert all("secret" not in str(vars(record)) for record in caplog.records)


@pytest.mark.parametrize(
    "finding",
    [
        RawFinding("confidentiality.email", 0, 99),
        RawFinding("confidentiality.email", 3, 1),
        RawFinding("no.rule", 0, 1),
    ],
    ids=["outside the text", "backwards", "unknown rule"],
)
def test_a_check_that_reports_nonsense_blocks(finding):
    report = run_checks(Candidate("hello"), [finds(finding)], POLICY)

    assert [f.rule for f in report.findings] == ["runner.could_not_run"]
    assert report.blocks


def test_a_check_with_nothing_to_judge_by_says_skipped():
    report = run_checks(Candidate("hello"), [Scripted(skip)], POLICY)

    assert report.states == {"tests.scripted": CheckState.SKIPPED}
    assert not report.findings


def test_a_text_that_is_far_too_long_is_answered_at_once_with_one_block():
    text = "Un très long texte. " * 5_000

    start = time.process_time()
    report = run_checks(Candidate(text), company_checks(), POLICY)
    elapsed = time.process_time() - start

    assert [(f.rule, f.severity) for f in report.findings] == [("runner.too_long", Severity.BLOCK)]
    assert set(report.states.values()) == {CheckState.SKIPPED}
    assert elapsed < 1


def test_findings_come_in_the_order_of_the_text():
    check = finds(RawFinding("confidentiality.phone", 6, 8), RawFinding("confidentiality.email", 0, 3))

    report = run_checks(Candidate("abc defgh"), [check], POLICY)

    assert [f.start for f in report.findings] == [0, 6]


def test_the_policy_decides_the_severity_and_drops_what_is_off(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text('[actions]\n"confidentiality.email" = "off"\n"confidentiality.phone" = "advise"\n')
    check = finds(RawFinding("confidentiality.phone", 6, 8), RawFinding("confidentiality.email", 0, 3))

    report = run_checks(Candidate("abc defgh"), [check], load_policy(path))

    assert [(f.rule, f.severity) for f in report.findings] == [("confidentiality.phone", Severity.TIP)]


def test_a_finding_keeps_its_fingerprint_when_the_text_around_it_changes():
    def fingerprint(text: str, words: str) -> str:
        at = text.index(words)
        check = finds(RawFinding("confidentiality.email", at, at + len(words)))
        return run_checks(Candidate(text), [check], POLICY).findings[0].fingerprint

    before = fingerprint("ask ana@example.com", "ana@example.com")
    after = fingerprint("Please do ask ana@example.com today", "ana@example.com")
    other = fingerprint("ask bob@example.com", "bob@example.com")

    assert before == after != other
    assert "ana" not in before


def test_what_is_said_of_the_whole_text_is_known_again_after_an_edit():
    def fingerprint(text: str, *, start: int, end: int, count: str) -> str:
        finding = RawFinding("authenticity.hashtags", start, end, details={"count": count})
        return run_checks(Candidate(text), [finds(finding)], POLICY).findings[0].fingerprint

    whole = fingerprint("one two three", start=0, end=13, count="13")
    nowhere = fingerprint("one two three four", start=0, end=0, count="14")
    words = fingerprint("one two three", start=0, end=3, count="13")

    assert whole == nowhere != words


def test_of_two_readings_of_the_same_words_the_proven_one_stays():
    card = RawFinding("confidentiality.card", 0, 14, Evidence.CHECKSUM)
    longer_phone = RawFinding("confidentiality.phone", 0, 20, Evidence.PATTERN)

    assert resolve([longer_phone, card], reach=POLICY.reach) == [card]


def test_a_copied_sentence_and_the_address_inside_it_are_two_facts():
    sentence = RawFinding("confidentiality.near_copy", 0, 40, Evidence.STATISTICAL)
    address = RawFinding("confidentiality.email", 10, 25, Evidence.STRUCTURE)

    assert resolve([sentence, address], reach=POLICY.reach) == [sentence, address]


def test_two_families_may_speak_of_the_same_words():
    name = RawFinding("confidentiality.client", 0, 6, Evidence.LEXICON)
    pattern = RawFinding("authenticity.empty_hook", 0, 6, Evidence.STATISTICAL)

    assert len(resolve([name, pattern], reach=POLICY.reach)) == 2


def test_of_words_that_are_confidential_nobody_also_asks_who_says_so():
    name = RawFinding("confidentiality.client", 0, 6, Evidence.LEXICON)
    asked = RawFinding("grounding.name", 0, 6, Evidence.STATISTICAL)
    sentence = RawFinding("grounding.claim", 0, 40, Evidence.STATISTICAL)

    assert resolve([name, asked, sentence], reach=POLICY.reach) == [name, sentence]


def test_the_same_finding_twice_is_told_once():
    twice = [RawFinding("compliance.disclosure", 0, 0)] * 2

    assert resolve(twice, reach=POLICY.reach) == twice[:1]
