"""The weights that are shipped are those that the shipped texts give."""

import re

import numpy as np
import pytest

from evals.case import SIDES, read_cases
from evals.tone_fit import DEV, WEIGHTS, ToneRow, fit, measured, written
from guardrails.authenticity.corporate_features import FEATURES


@pytest.fixture(scope="module")
def fits():
    rows = read_cases([DEV], ToneRow)
    found = {}
    for side in SIDES:
        mine = [row for row in rows if row.language == side]
        corporate = np.array([row.label == "corporate" for row in mine])
        found[side] = fit(measured([row.text for row in mine], side), corporate)
    return found


def test_fitting_again_gives_the_weights_that_are_shipped(fits):
    def numbers(text: str) -> list[float]:
        return [float(number) for number in re.findall(r"= (-?[\d.]+)$", text, re.MULTILINE)]

    shipped = WEIGHTS.read_text(encoding="utf-8")

    assert numbers(written(fits)) == pytest.approx(numbers(shipped), abs=2e-3)


@pytest.mark.parametrize("side", SIDES)
def test_no_sign_of_a_brochure_speaks_for_a_person(fits, side):
    weights = dict(zip(FEATURES, fits[side].weights, strict=True))

    for_people = {name for name, weight in weights.items() if weight < 0}
    assert for_people == {"first_person", "spoken", "turns"}
