import pytest

from app.cocreate.subjects import Subject, spoken

CASES = [
    ("fr", "les pannes du lundi matin", False, Subject("phrase", "les pannes du lundi matin")),
    (
        "fr",
        "La Nuit des fournils : l'usine ouvre de 22 heures à 6 heures",
        True,
        Subject("quoted", "La Nuit des fournils"),
    ),
    (
        "fr",
        "Récupérateur Retour : 31 % annoncés, 18 % mesurés",
        True,
        Subject("quoted", "Récupérateur Retour"),
    ),
    ("fr", "prix publics des pièces", False, Subject("bare", "prix publics des pièces")),
    ("fr", "recruter un technicien", False, Subject("quoted", "recruter un technicien")),
    ("fr", "Enquête : une boulangerie sur trois a différé une réparation", True, Subject("nothing")),
    ("fr", "le délai des pièces est trop long et personne ne le dit", False, Subject("nothing")),
    ("fr", "pourquoi les soles ont fendu", False, Subject("nothing")),
    ("fr", "", False, Subject("nothing")),
    ("en", "false alarms", False, Subject("bare", "false alarms")),
    (
        "en",
        "the price of electricity at night",
        False,
        Subject("phrase", "the price of electricity at night"),
    ),
    ("en", "Why our stones cracked: three wrong answers", False, Subject("phrase", "why our stones cracked")),
    ("en", "Two workshops, one swap: what apprentices learned", True, Subject("quoted", "Two workshops")),
    ("en", "Bakers work at night; only one in nine knows", True, Subject("nothing")),
    ("en", "Survey: what bakers want", True, Subject("nothing")),
    ("en", "I want to talk about heat recovery", False, Subject("nothing")),
]


@pytest.mark.parametrize(
    ("language", "topic", "title", "expected"), CASES, ids=[c[1][:25] or "empty" for c in CASES]
)
def test_a_topic_is_put_so_that_it_reads_in_a_question(language, topic, title, expected):
    assert spoken(topic, language, title=title) == expected
