"""What the bench of voices says is what it means."""

import numpy as np
import pytest

from evals.voice_baselines import PpmModel, char4_cosine, ppm_likeness
from evals.voice_figures import calibration_error, equal_error_rate, figures_of

TERSE = ["We moved the backup. Nobody noticed.", "Tests were red. The cause was a clock."]
LOUD = "What a week!! Come and say hello!!"


def test_both_baselines_know_a_text_that_repeats_the_profile():
    again = TERSE[0] + " It was a clock."

    assert char4_cosine(TERSE, again, [*TERSE, LOUD]) > char4_cosine(TERSE, LOUD, [*TERSE, LOUD])
    assert ppm_likeness(TERSE, again) > ppm_likeness(TERSE, LOUD)


def test_a_model_that_learned_nothing_finds_every_character_as_likely():
    assert PpmModel().cross_entropy("abc") == pytest.approx(np.log(256))


@pytest.mark.parametrize(
    ("own", "foreign", "error"),
    [([2.0, 3.0], [0.0, 1.0], 0.0), ([0.0, 3.0], [1.0, -1.0], 0.5), ([0.0, 1.0], [2.0, 3.0], 1.0)],
    ids=["apart", "half", "reversed"],
)
def test_equal_error_rate(own, foreign, error):
    assert equal_error_rate(np.array(own), np.array(foreign)) == pytest.approx(error)


def test_chances_that_come_true_as_often_as_said_are_calibrated():
    truth = np.array([1.0, 1, 1, 0, 0, 0, 0, 1])

    assert calibration_error(np.array([0.75] * 4 + [0.25] * 4), truth) == pytest.approx(0)
    assert calibration_error(np.array([0.25] * 4 + [0.75] * 4), truth) == pytest.approx(0.5)


def test_an_answer_withheld_costs_less_than_a_wrong_one():
    right, wrong, unsure = np.array([3.0, 3, 3, 3]), np.array([-3.0, -3, -3, -3]), np.zeros(4)

    told = figures_of(np.r_[right, wrong], -np.r_[right, right]).c_at_1
    withheld = figures_of(np.r_[right, unsure], -np.r_[right, right]).c_at_1

    assert told == pytest.approx(0.75)
    assert withheld == pytest.approx(0.75 + 0.25 * 0.75)
