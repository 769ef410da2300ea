from dataclasses import replace

import pytest

from app.cocreate.facts import find_facts
from app.cocreate.ranking import rank_facts
from tests.support.briefings import make_brief, make_passage


def ranked(brief, *passages):
    facts = find_facts(passages, language=brief.language)
    return [one.fact.text for one in rank_facts(facts, brief)]


def brief_on(topic, language, *takes, **changes):
    return replace(make_brief(language, takes=takes), topic=topic, **changes)


@pytest.mark.parametrize(
    ("language", "topic", "fit", "passing"),
    [
        (
            "fr",
            "l'échange d'apprentis entre Vernoy et Brestelle",
            "Trois apprentis de Vernoy ont fait l'échange avec Brestelle en mai.",
            "Le pain du samedi part chaque matin vers Vernoy et Brestelle.",
        ),
        (
            "en",
            "the apprentice exchange between Vernoy and Brestelle",
            "Three apprentices from Vernoy took part in the exchange with Brestelle in May.",
            "Bread leaves every morning for Vernoy and Brestelle on a single lorry.",
        ),
    ],
    ids=["fr", "en"],
)
def test_two_towns_of_the_topic_do_not_make_a_sentence_about_it(language, topic, fit, passing):
    passages = [
        make_passage(text, language, id=n, document_id=n, title="Notes")
        for n, text in enumerate((passing, fit), 1)
    ]

    assert ranked(brief_on(topic, language), *passages) == [fit]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_place_in_the_title_is_enough(language):
    text = {
        "fr": "Le secteur a reçu 71 appels de nuit en un hiver.",
        "en": "The area of the river had 71 night calls in one winter.",
    }[language]
    passage = make_passage(
        text, language, title={"fr": "Offre : technicien (Brestelle)", "en": "Fitter (Brestelle)"}[language]
    )

    topic = {"fr": "recruter à Brestelle", "en": "hiring in Brestelle"}[language]
    assert ranked(brief_on(topic, language), passage) == [text]


def test_the_source_that_the_author_chose_comes_before_others_on_the_same_subject():
    chosen = make_passage(
        "A cheese stall in Vernoy sells 12 cheeses a day.", id=1, document_id=7, title="Cheese"
    )
    other = make_passage(
        "The Vernoy market sells 400 cheeses at the Vernoy market hall.", id=2, document_id=8
    )
    brief = brief_on("the Vernoy market", "en", document_id=7)

    assert ranked(brief, other, chosen)[0].startswith("A cheese stall")


def test_a_foreign_sentence_comes_only_where_the_post_s_language_offers_nothing():
    native = make_passage("The Vernoy market lost 38 stalls in 12 years.", "en", id=1)
    foreign = [
        make_passage("La halle a perdu 38 étals à Vernoy en 12 ans.", "fr", id=2, document_id=2),
        make_passage("Le marché de Vernoy comptait 38 étals de plus.", "fr", id=3, document_id=2),
    ]
    brief = brief_on("the 38 lost stalls of Vernoy market", "en")

    assert ranked(brief, *foreign, native) == ["The Vernoy market lost 38 stalls in 12 years."]
    assert len(ranked(brief, *foreign)) == 1


def test_a_foreign_sentence_that_shares_neither_name_nor_figure_is_left_out():
    foreign = make_passage("La halle a perdu des métiers à Vernoy.", "fr", title="Les halles", document_id=2)

    assert ranked(brief_on("what a market needs", "en", "A CV does not say it."), foreign) == []
