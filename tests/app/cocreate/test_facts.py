import pytest

from app.cocreate.facts import find_facts, stands_alone
from app.cocreate.shorten import shorter_forms
from tests.support.briefings import make_passage

STANDING = [
    ("en", "The town of Vernoy closed 38 stalls in twelve years."),
    ("en", "The study by the Market Institute covers 38 towns."),
    ("en", "There are 38 stalls left in the market hall."),
    ("fr", "Le rapport de la chambre de Vernoy compte 38 étals fermés."),
    ("fr", "Il y a 38 étals dans la halle de Vernoy."),
    ("fr", "La halle de Vernoy n'est plus chauffée depuis 2019."),
]
LEANING = [
    ("en", "The study covers 38 towns in the north of the county."),
    ("en", "This closed 38 stalls in the market of Vernoy."),
    ("en", "They closed 38 stalls in the market of Vernoy."),
    ("en", "However, the market of Vernoy has lost 38 stalls."),
    ("en", "Vernoy market lost these 38 stalls within twelve years."),
    ("en", "Did the market of Vernoy lose 38 stalls?"),
    ("en", "Join the 2,600 customers of the Vernoy market."),
    ("en", "Your market of Vernoy has 38 new stalls."),
    ("en", "I counted 38 stalls in the market of Vernoy."),
    ("en", "Our market in Vernoy has lost 38 stalls."),
    ("en", "Highlights of the year: 38 new stalls."),
    ("en", "“We have lost 38 stalls in our market.”"),
    ("fr", "L'étude couvre 38 communes du nord du département."),
    ("fr", "L’étude couvre 38 communes du nord du département."),
    ("fr", "Ces 38 étals ont fermé en douze ans à Vernoy."),
    ("fr", "Les commerçants qui les ont fermés ont quitté Vernoy."),
    ("fr", "Elle a perdu 38 étals en douze ans à Vernoy."),
    ("fr", "Cependant, la halle de Vernoy a perdu 38 étals."),
    ("fr", "Découvrez les 38 étals de la halle de Vernoy."),
    ("fr", "Votre halle de Vernoy a gagné 38 étals."),
    ("fr", "Nous avons compté 38 étals dans la halle de Vernoy."),
    ("fr", "La halle de Vernoy a-t-elle perdu 38 étals ?"),
    ("fr", "Un assistant pour les 38 étals de la halle."),
]


@pytest.mark.parametrize(("language", "sentence"), STANDING, ids=[s[:40] for _, s in STANDING])
def test_a_sentence_that_needs_nothing_else_is_a_fact(language, sentence):
    assert stands_alone(sentence, language, company=False)


@pytest.mark.parametrize(("language", "sentence"), LEANING, ids=[s[:40] for _, s in LEANING])
def test_a_sentence_that_leans_on_another_or_speaks_for_somebody_is_not(language, sentence):
    assert not stands_alone(sentence, language, company=False)


def test_list_items_headings_and_code_are_no_facts():
    text = "- The market has lost 38 stalls.\nStalls of Vernoy\nThe stall() of {market} has lost 38 items."

    assert find_facts([make_passage(text)], language="en") == ()


def test_a_fact_is_found_once_and_knows_its_passage():
    sentence = "The town of Vernoy closed 38 stalls in twelve years."
    passages = [make_passage(sentence, id=1), make_passage(f"{sentence} It rained.", id=2)]

    (fact,) = find_facts(passages, language="en")

    assert (fact.text, fact.passage.id, fact.verbatim) == (sentence, 1, True)


def test_note_calls_of_the_page_are_taken_off_and_the_fact_is_no_longer_verbatim():
    (fact,) = find_facts(
        [make_passage("The town of Vernoy closed 38 stalls[2] in twelve years*.")], language="en"
    )

    assert fact.text == "The town of Vernoy closed 38 stalls in twelve years."
    assert not fact.verbatim


@pytest.mark.parametrize(
    ("language", "sentence", "shortest"),
    [
        ("en", "The stalls of Vernoy have lost fruit (strawberries and pears) to the heat.", " (straw"),
        (
            "en",
            "The market hall in Vernoy lost trades, including the tripe seller and the grinder.",
            ", incl",
        ),
        ("fr", "La halle a perdu des métiers, notamment le tripier et le rémouleur.", ", notamment"),
        ("fr", "La halle de Vernoy (Haute-Morne) a perdu des étals.", " (Haute"),
    ],
    ids=["parenthesis en", "examples en", "exemples fr", "parenthèse fr"],
)
def test_an_aside_can_go(language, sentence, shortest):
    forms = shorter_forms(sentence, language)

    assert shortest not in forms[0]
    assert forms[0].endswith(".")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The market hall lost its trades (but not the cheesemonger)."),
        ("en", "The market hall lost its trades (if the Gazette is right)."),
        ("en", "The market hall lost its trades (38 stalls)."),
        ("en", "The market hall lost its trades (according to the mayor)."),
        ("en", "The market hall might have lost its trades (perhaps the tripe seller)."),
        ("en", "Several trades, including the tripe seller and the knife grinder, have left."),
        ("fr", "La halle a perdu ses métiers (sauf le fromager)."),
        ("fr", "La halle a perdu ses métiers (selon le maire)."),
        ("fr", "La halle a perdu ses métiers (38 étals)."),
        ("fr", "La halle a perdu ses métiers (peut-être le tripier)."),
    ],
)
def test_an_aside_that_bears_on_the_claim_stays(language, sentence):
    assert shorter_forms(sentence, language) == ()
