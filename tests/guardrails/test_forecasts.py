# ruff: noqa: E501  (a table of sentences reads better unbroken)

from time import process_time

import pytest

from guardrails.compliance.forecasts import ForecastCheck
from tests.support.posts import make_doc

CHECK = ForecastCheck.of("Harbour Mills")

LOOKS_AHEAD = {
    "en": [
        "We will double our revenue next year.", "Our share price is going to soar.", "Harbour Mills expects a margin of 12% this year.",
        "Full-year results will beat our guidance.", "We're on track to hit our sales target.", "Harbour Mills shares: now is the time to buy our shares, they will rise.",
        "By 2032, Harbour Mills will be profitable.", "We forecast earnings of four million.", "Our profits should double next quarter.",
        "Next quarter, our revenue will fall.", "We plan to pay a dividend next year.", "Our turnover is set to reach 40 million.",
    ],
    "fr": [
        "Nous allons doubler notre chiffre d’affaires l’an prochain.", "Notre cours de bourse va s’envoler.", "Harbour Mills vise une marge de 12 % cette année.",
        "Nos résultats annuels dépasseront nos prévisions.", "Nos ventes vont exploser au prochain trimestre.", "D’ici 2032, Harbour Mills atteindra la rentabilité.",
        "Nous prévoyons un bénéfice de quatre millions.", "Notre chiffre d’affaires devrait baisser.", "Nous doublerons nos bénéfices, notre rentabilité aussi.",
        "Notre action va grimper, achetez.", "Nous comptons verser un dividende l’an prochain.", "L’entreprise table sur une hausse de la marge nette.",
    ],
}  # fmt: skip
LEAVES_ALONE = {
    "en": [
        "We will plant forty trees next year.", "Our revenue was published in March.", "You will profit from a good night's sleep.", "We will share the photos tomorrow.",
        "I expect rain.", "Their revenue will fall.", "We wrote a note in the margin.", "Will our revenue grow?", "The stock of flour will last until May.",
        "We will donate the profits to the school.", "Our results at the race: third place.", "If you double your dough, your sales will follow.",
    ],
    "fr": [
        "Nous allons planter quarante arbres l’an prochain.", "Notre chiffre d’affaires a été publié en mars.", "Nous allons partager les photos demain.",
        "Je prévois de la pluie.", "Leur chiffre d’affaires va baisser.", "J’ai écrit une note dans la marge.", "Notre chiffre d’affaires va-t-il croître ?",
        "Notre stock de farine durera jusqu’en mai.", "Les bénéfices du loto iront à l’école : dons reversés en mai.", "Vous allez profiter d’une bonne nuit.",
        "Nos résultats à la course : troisièmes.", "L’action de l’association continue demain.",
    ],
}  # fmt: skip


def cases(texts: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(text, language) for language, listed in texts.items() for text in listed]


@pytest.mark.parametrize(("text", "language"), cases(LOOKS_AHEAD))
def test_what_the_company_will_earn_waits_for_a_reader(text, language):
    assert [f.rule for f in CHECK(make_doc(text, language=language))] == ["compliance.forward_looking"]


@pytest.mark.parametrize(("text", "language"), cases(LEAVES_ALONE))
def test_plans_and_published_figures_are_left_alone(text, language):
    assert CHECK(make_doc(text, language=language)) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Our bonus will depend on the results, and nobody asked us.", "en"),
        ("We will go on strike if our pay does not follow the profits.", "en"),
        ("Les bénéfices doubleront, nos salaires non.", "fr"),
        ("Nos primes vont baisser avec le chiffre d’affaires.", "fr"),
    ],
)
def test_pay_is_no_forecast(text, language):
    assert CHECK(make_doc(text, language=language)) == []


@pytest.mark.parametrize(
    "piece", ["we will ", "our revenue ", "nous allons ", "nos ventes vont ", "nous nous ", "will double "]
)
def test_reading_of_forecasts_takes_time_in_proportion(piece):
    def seconds(length: int) -> float:
        doc = make_doc((piece * (length // len(piece) + 1))[:length])
        start = process_time()
        CHECK(doc)
        return process_time() - start

    short, long = (min(seconds(length) for _ in range(2)) for length in (3_000, 24_000))

    assert long < 16 * max(short, 0.002)
