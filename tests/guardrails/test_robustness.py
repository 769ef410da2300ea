"""Any text at all: no crash, no span outside, no pattern that explodes."""
# ruff: noqa: E501  (tables of oddities read better unbroken)

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guardrails.candidate import Candidate, Source
from guardrails.compliance.channels import ROOM
from guardrails.confidentiality.personal.personal_data import warm_up
from guardrails.doc import Doc
from guardrails.findings import CheckState
from guardrails.grounding.sentence_labels import label_sentences
from guardrails.policy import load_policy
from guardrails.runner import run_checks
from tests.support.posts import COLLEAGUE, CONFIDENTIAL, company_checks, make_doc, run_leniently

POLICY = load_policy()
CHECKS = company_checks()
SOURCE = Source(1, f"{CONFIDENTIAL[0]} It is 3 years old, and 12.5% of it is blue.")

BITS = [
    "Millwright is amazing", "ana@example.com", "06 39 98 01 02", "FR14 2004 1010 0505 0001 3M02 606", "12,5 %",
    "« Nous avons commencé par les fuites »", "Atlas", "3 mars 2031", "#tag", "🎉", "\u200b", "\u202e", "\u0301",
    "\ud800", "\udc00", "’", "…", "\n", " ", ". ", "le meilleur", "because of", CONFIDENTIAL[1], COLLEAGUE,
    "mot de passe : Soleil2031!", "https://example.com/a?b=c", "0️⃣", "ﬃ", "œ", "İ", "ß", "\x00", "\x85", "\u2028",
]  # fmt: skip
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)
WOVEN = st.lists(st.one_of(st.sampled_from(BITS), st.text(max_size=5)), max_size=12).map("".join)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(ANY_TEXT, WOVEN), st.sampled_from(["fr", "en"]), st.sampled_from(sorted(ROOM)), st.booleans()
)
def test_any_text_is_judged_without_a_crash_and_within_its_bounds(text, language, channel, grounded):
    own = (text[: len(text) // 2],) if grounded else ()
    candidate = Candidate(text, language, channel, own, (SOURCE,) if grounded else ())

    report = run_checks(candidate, CHECKS, POLICY)
    labels = label_sentences(Doc.of(candidate))

    assert CheckState.ERROR not in report.states.values()
    assert all(0 <= f.start <= f.end <= len(text) for f in report.findings)
    assert [f.start for f in report.findings] == sorted(f.start for f in report.findings)
    assert all(0 <= s.start < s.end <= len(text) for s in labels)


@settings(deadline=None, max_examples=60)
@given(st.one_of(ANY_TEXT, WOVEN))
def test_checks_judge_and_never_mutate(text):
    candidate = Candidate(text)

    once, twice = (run_checks(candidate, CHECKS, POLICY).findings for _ in range(2))

    assert once == twice
    assert candidate.text == text


BOMBS = [
    "a", "a ", "a.", "1", "1 ", "1.", "1,", "a-", "@", "a@", "a@a.", "#a", "http://a.b/", '"', '"a b c d" ', "«", "« a b c d » ",
    "Aa ", "A-", "A. ", "[at] ", "a at a dot ", "+33 ", "06 ", "FR14 ", "é", "🎉", "\u200b", "\u0301", "\n", "not a ",
    "it's not a, ", "ce n'est pas a, ", "mot de passe ", "password is ", "eyJa.", "sk-", "AKIA", "x://a:b@", "0:", "0.",
    "5 mars ", "notre Harbour Mills ", "je a ", "...", "\ud800", "\u202e", "1 000 ", "AccountKey=a", "SG.a", "i at ",
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def warmed() -> None:
    warm_up()


@pytest.mark.parametrize("bomb", BOMBS, ids=repr)
def test_no_pattern_explodes_on_a_long_run_of_its_beginning(bomb):
    def seconds(length: int) -> float:
        doc = make_doc((bomb * length)[:length], own_words=["a b c"], sources=[SOURCE])
        start = time.thread_time()
        for check in CHECKS:
            run_leniently(check, doc)
        label_sentences(doc)
        return time.thread_time() - start

    # A busy machine only ever adds time, so the best of several runs is the nearest to the truth:
    # four times the text costs four times as much, and sixteen times if a pattern is quadratic.
    attempts = ((seconds(4_000), seconds(16_000)) for _ in range(6))
    short = long = float("inf")

    assert any(
        (long := min(long, much)) < 10 * max(short := min(short, little), 0.01) for little, much in attempts
    )


@pytest.mark.parametrize(
    "piece", ["word ", "mot, ", "x", "Une phrase. "], ids=["words", "one sentence", "one word", "many"]
)
def test_a_hundred_thousand_characters_are_answered_quickly(piece):
    text = (piece * 100_000)[:100_000]

    start = time.process_time()
    report = run_checks(Candidate(text), CHECKS, POLICY)
    labels = label_sentences(make_doc(text))

    assert [f.rule for f in report.findings] == ["runner.too_long"]
    assert labels
    assert time.process_time() - start < 3


def test_a_line_of_nearly_twenty_thousand_characters_is_checked_whole():
    text = "x" * 19_000 + " ana@example.com"

    report = run_checks(Candidate(text, channel="facebook"), CHECKS, POLICY)

    assert [f.rule for f in report.findings] == ["confidentiality.email"]
