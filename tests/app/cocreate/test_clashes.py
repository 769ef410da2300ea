import pytest

from app.cocreate.built_in import BuiltInWriter
from app.cocreate.clashes import find_clashes
from app.cocreate.facts import find_facts
from app.cocreate.ranking import rank_facts
from tests.support.briefings import make_brief, make_passage, make_voice

SWAP = {
    "en": "The Vernoy market swap took six greengrocers to Brestelle for four weeks.",
    "fr": "L'échange du marché de Vernoy a envoyé six primeurs à Brestelle pendant quatre semaines.",
}
OTHER = {
    "en": "Saturday brings 2,600 customers to the Vernoy market, up from 1,900 in 2019.",
    "fr": "Le marché de Vernoy attire 2 600 clients le samedi, contre 1 900 en 2019.",
}
CASES = [
    ("en", "Six weeks in Brestelle taught me to say good morning.", True),
    ("en", "Four weeks in Brestelle taught me to say good morning.", False),
    ("en", "6 weeks in Brestelle taught me to say good morning.", True),
    ("en", "Six colleagues came back from Brestelle with a cold.", False),
    ("fr", "Six semaines à Brestelle m'ont appris à dire bonjour.", True),
    ("fr", "Quatre semaines à Brestelle m'ont appris à dire bonjour.", False),
    ("fr", "Mes 6 semaines à Brestelle m'ont appris à dire bonjour.", True),
]


def clashes(language, take, *texts):
    passages = [make_passage(text, language, id=n) for n, text in enumerate(texts, start=1)]
    brief = make_brief(language, takes=(take,))
    return find_clashes(rank_facts(find_facts(passages, language=language), brief), brief, passages)


@pytest.mark.parametrize(("language", "take", "clash"), CASES, ids=[f"{c[0]} {c[1][:12]}" for c in CASES])
def test_a_take_that_counts_otherwise_than_a_source_is_noticed(language, take, clash):
    assert bool(clashes(language, take, SWAP[language])) is clash


def test_a_number_that_the_source_gives_elsewhere_is_no_contradiction():
    later = "In Vernoy the market swap of 2019 had lasted six weeks."

    assert not clashes("en", "Six weeks in Brestelle taught me a lot.", SWAP["en"], later)


def test_a_percentage_of_something_else_is_no_contradiction():
    source = "The Vernoy market lost 12% of its stalls in ten years."

    assert not clashes("en", "My cheese is 45% fat and proud of it.", source)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_author_is_asked_which_number_is_right_and_no_draft_holds_both(language):
    take = next(text for lang, text, clash in CASES if lang == language and clash)
    passages = [make_passage(SWAP[language], language, id=1), make_passage(OTHER[language], language, id=2)]

    composition = BuiltInWriter().write(make_brief(language, takes=(take,)), passages, make_voice(language))

    assert composition.variants
    assert all(SWAP[language][:20] not in variant.text for variant in composition.variants)
    assert composition.question is not None
    assert composition.question.id.startswith("clash-")
    said = {"en": ("four weeks", "six weeks"), "fr": ("quatre semaines", "six semaines")}[language]
    assert all(words in composition.question.text for words in said)


def test_the_question_gives_the_number_with_all_of_its_noun():
    source = "The Vernoy market desk answered 1,126 night calls last winter."

    (clash,) = clashes("en", "We answered 2,300 night calls at the Vernoy market.", source)

    assert (clash.said, clash.told) == ("2,300 night calls", "1,126 night calls")
