"""What a run concludes from what its suites measured."""

import logging

import pytest

from evals.runner import run_suites
from evals.suite import Floor
from tests.support.eval_suites import NOW, GivenSuite, House, StoppingSuite


def run(*suites):
    return run_suites(House(), suites, commit="abc1234", at=NOW)


def test_holding_floors_break_nothing():
    assert run(GivenSuite()).broken == ()


@pytest.mark.parametrize(
    "suite",
    [
        GivenSuite(french=0.89),
        GivenSuite(english=0.2),
        GivenSuite(french=None),
        GivenSuite(cases=9),
        GivenSuite(floors=(Floor("seconds each", "People wait.", at_most=0.4),)),
        GivenSuite(floors=(Floor("a metric nobody measured", "It was renamed.", 0.1),)),
    ],
    ids=["French too low", "English too low", "not measured", "too few cases", "too slow", "unknown metric"],
)
def test_each_way_of_falling_short_breaks_the_floor(suite):
    assert run(suite).broken


def test_one_language_cannot_make_up_for_the_other():
    (name, verdict), *others = run(GivenSuite(french=0.5, english=1.0)).broken

    assert (name, verdict.language, verdict.value, others) == ("given", "fr", 0.5, [])


def test_a_floor_for_one_language_asks_nothing_of_the_other():
    french_only = Floor("right answers", "The collection is French.", 0.9, languages=("fr",))

    assert run(GivenSuite(english=None, floors=(french_only,))).broken == ()


def test_an_engine_that_stops_breaks_its_floors_and_spares_the_others(caplog):
    with caplog.at_level(logging.CRITICAL):
        done = run(StoppingSuite(name="stopping"), GivenSuite())

    assert {name for name, _ in done.broken} == {"stopping"}
    assert done.suites[0].result.notes == ("Stopped by RuntimeError: the engine fell over",)
    assert done.suites[1].result.metrics["right answers"] == {"fr": 1.0, "en": 1.0}
