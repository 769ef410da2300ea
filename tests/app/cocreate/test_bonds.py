"""A fact stands beside words that it has to do with, and never says again what they say."""

import pytest

from app.cocreate.bonds import bond, lasts_otherwise, repeats
from app.cocreate.closeness import Weights
from app.cocreate.facts import Fact, find_facts
from app.cocreate.lexicon import stems
from tests.support.briefings import make_passage

SURE, FAR = 0.5, 0.1


def fact(language, text):
    return Fact(text, make_passage(text, language), 0)


def weights(language, *texts):
    return Weights.of([stems(text, language) for text in texts])


@pytest.mark.parametrize(
    ("language", "take", "text", "meaning", "bound"),
    [
        ("en", "A nap. Best answer in the survey.", "Answers came between 1 and 9 October.", FAR, False),
        ("en", "My glossary hangs by the desk.", "Apprentices drew a glossary of 140 words.", SURE, True),
        ("en", "My glossary hangs by the desk.", "Apprentices drew a glossary of 140 words.", FAR, False),
        ("en", "I waited 140 days for a card.", "The market counts 140 stalls.", SURE, False),
        ("en", "It took me nine minutes last week.", "A week has seven days and many minutes.", SURE, False),
        ("fr", "Le glossaire est sur mon bureau.", "Les apprentis ont dessiné un glossaire.", SURE, True),
        ("fr", "J'attends 140 jours une carte.", "Le marché compte 140 étals.", SURE, False),
    ],
    ids=[
        "sounds apart",
        "one matter",
        "by chance",
        "figure alone",
        "times alone",
        "matter",
        "figure",
    ],
)
def test_words_and_meaning_bind_a_fact_and_figures_or_dates_alone_do_not(
    language, take, text, meaning, bound
):
    one = fact(language, text)

    assert bool(bond(one, take, meaning, weights(language, text, "Nothing else.", "Rien d'autre."))) == bound


def test_a_word_of_the_title_binds_less_than_one_that_only_the_sentence_holds():
    one = fact("en", "The market lost its clock.")
    every = weights("en", one.text, "Bread is dear.", "Rain fell.")

    assert bond(one, "My market is loud.", SURE, every, "the Vernoy market") == 0
    assert bond(one, "My clock is loud.", SURE, every, "the Vernoy market") > 0


@pytest.mark.parametrize(
    ("language", "take", "text", "again"),
    [
        (
            "en",
            "The cleaner needed the socket for a radio. I took that call.",
            "One oven had been switched off by a cleaner who needed the socket for a radio.",
            True,
        ),
        (
            "en",
            "Thirty-one calls got a person, and I laughed.",
            "A person answered 31 of the 180 calls.",
            True,
        ),
        ("en", "I count the calls on paper.", "A person answered 31 of the 180 calls.", False),
        (
            "fr",
            "L'ampoule. Neuf pour cent des commandes !",
            "L'ampoule du four représente à elle seule 9 % des commandes de pièces.",
            True,
        ),
        (
            "fr",
            "L'ampoule, personne n'y avait pensé.",
            "Commandée seule, une ampoule coûtait 6,20 €, pour un port de 8,90 €.",
            False,
        ),
    ],
    ids=["its words", "its figure, spelled", "one word", "per cent in words", "another thing"],
)
def test_a_fact_that_says_the_same_again_is_known(language, take, text, again):
    assert repeats(fact(language, text), take, None) == again


@pytest.mark.parametrize(
    ("language", "take", "text", "other"),
    [
        ("en", "We kept the menu for six months.", "We removed the menu after sixteen days.", True),
        ("en", "We kept the menu for two weeks.", "We removed the menu after fourteen days.", False),
        ("en", "I wrote for six months.", "We removed the menu after sixteen days.", False),
        ("fr", "Le menu vocal a tenu six mois.", "Le menu vocal a été retiré au bout de seize jours.", True),
        ("fr", "Le menu vocal a tenu deux semaines.", "Le menu vocal a duré quatorze jours.", False),
    ],
    ids=["months and days", "the same time", "another matter", "mois et jours", "le même temps"],
)
def test_another_duration_for_the_same_thing_is_noticed_whatever_its_unit(language, take, text, other):
    assert lasts_otherwise(take, make_passage(text, language)) == other


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Three habits came out of the cracked stones."),
        ("en", "Say plainly what nobody has measured yet."),
        ("fr", "Le manque de temps du boulanger lui-même complète le podium, à 15 %."),
        ("fr", "Les 4 % restants sont brûlés, au sens propre."),
    ],
)
def test_what_leads_to_a_list_leans_on_a_table_or_gives_orders_is_no_fact(language, sentence):
    assert find_facts([make_passage(sentence, language)], language=language) == ()
