"""Measures, on examples worked out by hand."""

from math import log2

import pytest

from evals.metrics import Tally, auc, mean, ndcg, percentile, recall_at, reciprocal_rank, share


def test_precision_recall_and_f1_of_a_tally():
    tally = Tally(hits=3, false_alarms=1, misses=2)

    assert (tally.precision, tally.recall, tally.f1) == (0.75, 0.6, pytest.approx(2 / 3))


def test_a_tally_of_nothing_claims_nothing():
    assert (Tally().precision, Tally().recall, Tally().f1) == (None, None, None)


def test_tallies_add_up():
    assert Tally(1, 2, 3) + Tally(4, 5, 6) == Tally(5, 7, 9)


def test_ndcg_of_a_swapped_pair():
    gained = 1 / log2(2) + 3 / log2(3)
    best = 3 / log2(2) + 1 / log2(3)

    assert ndcg(["good", "best"], {"best": 3, "good": 1}) == pytest.approx(gained / best)


@pytest.mark.parametrize(
    ("ranking", "grades", "value"),
    [
        (["a", "b"], {"a": 2, "b": 1}, 1.0),
        (["x", "y"], {"a": 2}, 0.0),
        ([], {"a": 1}, 0.0),
        (["a"], {}, 0.0),
        (["x", "a"], {"a": 5}, 1 / log2(3)),
    ],
    ids=["perfect", "nothing right", "nothing found", "nothing to find", "second place, whatever the grade"],
)
def test_ndcg(ranking, grades, value):
    assert ndcg(ranking, grades) == pytest.approx(value)


def test_ndcg_looks_no_further_than_asked():
    assert ndcg(["x", "y", "a"], {"a": 1}, at=2) == 0.0


def test_recall_counts_each_relevant_one_once():
    assert recall_at(["a", "a", "x", "b"], {"a", "b"}, at=3) == 0.5


@pytest.mark.parametrize(
    ("ranking", "value"),
    [(["a", "x"], 1.0), (["x", "y", "a"], 1 / 3), (["x"], 0.0)],
    ids=["first", "third", "absent"],
)
def test_reciprocal_rank(ranking, value):
    assert reciprocal_rank(ranking, {"a"}) == pytest.approx(value)


@pytest.mark.parametrize(
    ("own", "foreign", "value"),
    [([2, 3], [0, 1], 1.0), ([0], [1], 0.0), ([1], [1], 0.5), ([1, 3], [2], 0.5), ([], [1], None)],
    ids=["apart", "upside down", "tied", "mixed", "nothing to compare"],
)
def test_auc(own, foreign, value):
    assert auc(own, foreign) == value


def test_shares_and_means_of_nothing_are_unknown():
    assert (share([]), mean([]), percentile([], 50)) == (None, None, None)


def test_share_and_mean():
    assert (share([True, False, True, True]), mean([1.0, 2.0, 6.0])) == (0.75, 3.0)


@pytest.mark.parametrize(("percent", "value"), [(0, 1), (50, 2.5), (100, 4), (95, 3.85)])
def test_percentiles_are_interpolated(percent, value):
    assert percentile([4, 1, 3, 2], percent) == pytest.approx(value)
