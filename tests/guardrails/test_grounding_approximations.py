# ruff: noqa: E501  (a table of sentences reads better unbroken)

import pytest

from guardrails.candidate import Source
from guardrails.grounding.grounding_check import GroundingCheck
from guardrails.grounding.sentence_labels import label_sentences
from tests.support.posts import make_doc, seen_by

ENGLISH = Source(
    1,
    "Of all calls, 32% came at night. The desk repaired 58.4% of the ovens by telephone. The programme cost 2.4 "
    "million euros. It trained 1,240 apprentices in twelve schools. Energy use fell by 8 percentage points. Orders "
    "grew by 12%.",
    title="Winter",
)
FRENCH = Source(
    2,
    "Au total, 32 % des appels sont arrivés la nuit. L’équipe a réparé 58,4 % des fours par téléphone. Le programme "
    "a coûté 2,4 M€. Il a formé 1 240 apprentis dans douze écoles. La consommation d’énergie a baissé de 8 points de "
    "pourcentage. Les commandes ont augmenté de 12 %.",
    title="Hiver",
    language="fr",
)

AS_EXACT_AS_IT_SAYS = {
    "en": [
        "About a third of the calls came at night.", "A third of all calls came at night.",
        "Nearly a third of calls came at night.", "One in three calls came at night.",
        "The desk repaired nearly 60% of the ovens by telephone.", "The desk repaired more than half of the ovens by telephone.",
        "The desk repaired about 58% of the ovens by telephone.", "The desk repaired 58% of the ovens by telephone.",
        "The programme cost €2.4m.", "The programme cost 2,400,000 euros.",
        "It trained more than 1,200 apprentices in 12 schools.", "It trained about 1,200 apprentices.",
        "It trained 1,240 apprentices in a dozen schools.", "Energy use fell by 8 percentage points.",
    ],
    "fr": [
        "Environ un tiers des appels sont arrivés la nuit.", "Un appel sur trois arrive la nuit.",
        "Près d’un tiers des appels sont arrivés la nuit.", "L’équipe a réparé près de 60 % des fours par téléphone.",
        "L’équipe a réparé plus de la moitié des fours par téléphone.", "L’équipe a réparé 58 % des fours par téléphone.",
        "Le programme a coûté 2,4 millions d’euros.", "Le programme a coûté 2 400 000 euros.",
        "Il a formé plus de 1 200 apprentis dans 12 écoles.", "Il a formé 1 240 apprentis dans une douzaine d’écoles.",
        "La consommation d’énergie a diminué de 8 points de pourcentage.",
    ],
}  # fmt: skip
TOO_FAR = {
    "en": [
        "About half of the calls came at night.", "A quarter of the calls came at night.", "One in five calls came at night.",
        "The desk repaired about 70% of the ovens by telephone.", "The desk repaired over 60% of the ovens by telephone.",
        "The programme cost about 3 million euros.", "The programme cost €2.4bn.", "It trained 1,200 apprentices in twelve schools.",
        "It trained over 2,000 apprentices.", "Energy use fell by 8%.", "Orders grew by 12 percentage points.",
    ],
    "fr": [
        "La moitié des appels sont arrivés la nuit.", "Un quart des appels sont arrivés la nuit.", "Un appel sur cinq arrive la nuit.",
        "L’équipe a réparé environ 70 % des fours par téléphone.", "Le programme a coûté près de 3 millions d’euros.",
        "Il a formé 1 200 apprentis dans douze écoles.", "La consommation d’énergie a baissé de 8 %.",
        "Les commandes ont augmenté de 12 points de pourcentage.",
    ],
}  # fmt: skip
IN_OTHER_WORDS = {
    "en": [
        "Orders climbed 12%.", "The consumption of energy dropped by 8 percentage points.", "At night came 32% of all calls.",
        "In twelve schools, 1,240 apprentices were trained.", "By telephone, the desk fixed 58.4% of the ovens.",
    ],
    "fr": [
        "Les commandes ont progressé de 12 %.", "La nuit sont arrivés 32 % des appels.",
        "Dans douze écoles, 1 240 apprentis ont été formés.", "Par téléphone, l’équipe a dépanné 58,4 % des fours.",
    ],
}  # fmt: skip


def cases(texts: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(text, language) for language, listed in texts.items() for text in listed]


def label_of(text: str, language: str, *sources: Source) -> str:
    [labelled] = label_sentences(make_doc(text, language=language, sources=sources))
    return labelled.label.value


def own_language(language: str) -> Source:
    return FRENCH if language == "fr" else ENGLISH


@pytest.mark.parametrize(("text", "language"), cases(AS_EXACT_AS_IT_SAYS))
def test_a_rounded_figure_is_held_by_the_one_it_rounds(text, language):
    assert label_of(text, language, own_language(language)) == "sourced"


@pytest.mark.parametrize(("text", "language"), cases(TOO_FAR))
def test_a_figure_further_off_than_its_words_admit_is_not(text, language):
    assert label_of(text, language, own_language(language)) == "unsupported"


@pytest.mark.parametrize(("text", "language"), cases(IN_OTHER_WORDS))
def test_close_synonyms_in_another_order_say_the_same(text, language):
    assert label_of(text, language, own_language(language)) == "sourced"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("About a third of the calls came at night.", "en"),
        ("It trained 1,240 apprentices in 12 schools.", "en"),
        ("Près d’un tiers des appels sont arrivés la nuit.", "fr"),
        ("Les commandes ont augmenté de 12 %.", "fr"),
    ],
)
def test_the_same_fact_is_found_in_a_source_of_the_other_language(text, language):
    other = ENGLISH if language == "fr" else FRENCH

    assert label_of(text, language, other) == "sourced"


@pytest.mark.parametrize(
    ("text", "language", "figure"),
    [
        ("It trained 1,240 teachers.", "en", "1,240"),
        ("It trained 1,240 bakers.", "en", "1,240"),
        ("Il a formé 1 240 professeurs.", "fr", "1 240"),
        ("Il a formé 1 240 clients.", "fr", "1 240"),
    ],
)
def test_a_figure_moved_to_another_thing_is_pointed_at(text, language, figure):
    found = seen_by(GroundingCheck(), text, language=language, sources=[own_language(language)])

    assert ("moved_figure", figure) in found


@pytest.mark.parametrize(
    "text", ["I lost half of my apples.", "J’ai perdu la moitié de mes pommes.", "Half the town came!"]
)
def test_a_share_in_words_that_nobody_else_told_is_no_alarm(text):
    found = seen_by(GroundingCheck(), text, sources=[ENGLISH])

    assert "number" not in {rule for rule, _ in found}
