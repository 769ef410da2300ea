import pytest

from app.cocreate.genres import find_genres
from tests.support.briefings import make_passage

CASES = [
    ("en", "Six apprentices changed workshops for four weeks. Nobody paid anybody a salary.", ""),
    (
        "en",
        "Vernoy market is looking for a baker. The starting salary is £31,400. Write to jobs@vernoy.example.",
        "vacancy",
    ),
    ("en", "Ask your union how to apply the new pay scale to your team.", ""),
    (
        "en",
        "The works opens for an open day on Saturday 11 December, from 9 to 5. Admission is free.",
        "event",
    ),
    ("en", "We attended the Vernoy conference on Saturday 11 December; tickets were gone.", ""),
    ("fr", "Six apprentis ont échangé leurs ateliers pendant quatre semaines.", ""),
    (
        "fr",
        "La halle recrute un fromager en CDI. Candidatures avant le 3 mars, 2 100 € brut par mois.",
        "vacancy",
    ),
    ("fr", "L'atelier de Vernoy répare neuf cartes par semaine.", ""),
    ("fr", "Visites de la halle le 11 décembre, de 22 heures à 6 heures, sur inscription.", "event"),
    ("fr", "Le salon de Vernoy s'est tenu le 11 décembre, les inscriptions étaient closes.", ""),
]


@pytest.mark.parametrize(("language", "text", "genre"), CASES, ids=[text[:30] for _, text, _ in CASES])
def test_a_job_offer_and_an_invitation_are_known_by_several_signs(language, text, genre):
    assert find_genres([make_passage(text, language)]).get(1, "") == genre


def test_the_signs_may_stand_in_different_passages_of_one_document():
    passages = (
        make_passage("The market is looking for a baker.", id=1),
        make_passage("The starting salary is £31,400.", id=2),
        make_passage("The salary of a baker is unknown.", id=3, document_id=2),
    )

    assert find_genres(passages) == {1: "vacancy"}


@pytest.mark.parametrize(
    ("language", "title"), [("fr", "Offre d’emploi : fromager (Vernoy)"), ("en", "Job: cheesemonger, Vernoy")]
)
def test_a_title_that_says_job_is_enough(language, title):
    passage = make_passage("Vernoy.", language, title=title)

    assert find_genres([passage]) == {1: "vacancy"}
