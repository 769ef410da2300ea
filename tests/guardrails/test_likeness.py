from collections.abc import Sequence

import numpy as np
import pytest

from guardrails.candidate import Candidate, Source
from guardrails.checks import CheckSkipped, NotEvaluated
from guardrails.confidentiality.leaks.fingerprints import FingerprintLibrary, fingerprint_sentences
from guardrails.confidentiality.leaks.leak_judge import JudgeUnavailable, LeakJudgeCheck
from guardrails.confidentiality.leaks.likeness import LikenessCheck, LikenessIndex, Vectors
from guardrails.findings import CheckState
from guardrails.policy import load_policy
from guardrails.runner import run_checks
from tests.support.posts import KEY, make_doc, seen_by

FACT = "The brewery in Marsden will be sold to the Kessel family on 14 June for 23 million euros."
HINT = "Somebody rich will own the place where our beer in Marsden comes from."
FAR = "My cat sleeps on the keyboard of the neighbours every day."
LIBRARY = FingerprintLibrary.load(
    [(7, "confidential", blob) for blob in fingerprint_sentences(FACT, key=KEY)], key=KEY
)


def embed(texts: Sequence[str]) -> Vectors:
    """Whatever speaks of Marsden points one way, the rest another."""
    return np.array([[1.0, 0.0] if "Marsden" in text else [0.0, 1.0] for text in texts], np.float32)


def make_check(**more: object) -> LikenessCheck:
    index = LikenessIndex.of(LIBRARY, [7], embed([FACT]))
    return LikenessCheck(LIBRARY, index, embed, evidence=4.0, **more)  # type: ignore[arg-type]


def test_a_vector_hears_what_few_words_give_away():
    assert seen_by(make_check(), HINT) == [("reworded", HINT)]
    assert seen_by(make_check(), FAR) == []


def test_what_a_source_says_as_well_rings_no_alarm():
    said = "Somebody rich will own the place where our beer in Marsden comes from, says the paper."

    assert seen_by(make_check(), HINT, sources=[Source(1, FAR)])
    assert seen_by(make_check(), HINT, sources=[Source(1, said)]) == []


def test_vectors_of_another_text_are_used_without_what_they_do_not_fit():
    index = LikenessIndex.of(LIBRARY, [7, 7, 9], embed([FACT, FAR, FACT]))

    assert index.places.tolist() == [-1, -1, -1]


def test_without_vectors_it_sees_nothing():
    check = LikenessCheck(LIBRARY, LikenessIndex.of(LIBRARY, [], np.zeros((0, 0), np.float32)), embed)

    assert check(make_doc(HINT)) == []


def test_the_judge_is_asked_about_the_nearest_sentences_alone():
    asked: list[tuple[str, Sequence[str]]] = []

    def judge(words: str, public: Sequence[str]) -> bool:
        asked.append((words, public))
        return True

    suspect = "Perhaps the Kessels will sell beer for 23 million in Marsden."
    check = LeakJudgeCheck(LIBRARY, judge, nearest_public=lambda _: ["Beer is good."])

    assert seen_by(check, f"{FAR} {suspect}") == [("reworded", suspect)]
    assert asked == [(suspect, ["Beer is good."])]


def _no_answer(words: str, public: Sequence[str]) -> bool:
    raise JudgeUnavailable


@pytest.mark.parametrize("judge", [None, _no_answer], ids=["no judge", "no answer"])
def test_a_judge_that_did_not_run_has_not_let_it_pass(judge):
    check = LeakJudgeCheck(LIBRARY, judge)

    report = run_checks(Candidate("The Kessels buy Marsden for 23 million."), [check], load_policy())

    assert report.states == {"confidentiality.leak_judge": CheckState.NOT_EVALUATED}
    assert not report.complete
    with pytest.raises(NotEvaluated):
        check(make_doc("The Kessels buy Marsden for 23 million."))


def test_a_judge_with_nothing_to_judge_is_not_asked():
    with pytest.raises(CheckSkipped):
        LeakJudgeCheck(LIBRARY, _no_answer)(make_doc(FAR))
