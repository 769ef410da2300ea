# ruff: noqa: E501  (a table of sentences reads better unbroken)

import pytest

from guardrails.candidate import Candidate, Source
from guardrails.checks import CheckSkipped
from guardrails.doc import Doc
from guardrails.grounding.figures import find_figures, known_figures
from guardrails.grounding.grounding_check import GroundingCheck
from guardrails.grounding.labels import Label
from guardrails.grounding.names import find_names
from guardrails.grounding.sentence_labels import label_sentences
from guardrails.normalisation import fold, normalise
from tests.support.posts import make_doc, seen_by

ENGLISH = Source(
    7,
    "Harbour Mills opened its Lindale plant on 12 June 2030. The plant cut energy use by 18.5% in its first year, "
    "thanks to heat recovery. It employs 1,240 people on 3 sites. “We wanted the heat to stay in the building,” said "
    "Ana Ruiz, plant manager. The plant is not open to visitors.",
    publisher="Harbour Mills",
    title="Lindale report",
)
FRENCH = Source(
    9,
    "L’usine de Valbrune a réduit sa consommation d’eau de 32 % entre 2027 et 2030. Elle emploie 1 240 personnes "
    "et a reçu 3 millions d’euros d’aides publiques. « Nous avons commencé par les fuites », explique Léa Morin.",
    publisher="Valbrune",
    language="fr",
)
TAKE_EN = "What struck me was the silence, after a week on the floor with the night team."
TAKE_FR = "Ce qui m’a frappé, c’est le calme de l’atelier la nuit, après 2 semaines sur place."


def label_of(sentence: str, *, language: str) -> tuple[str, tuple[str, ...]]:
    own, source = (TAKE_FR, FRENCH) if language == "fr" else (TAKE_EN, ENGLISH)
    [labelled] = label_sentences(make_doc(sentence, language=language, own_words=[own], sources=[source]))
    return labelled.label.value, labelled.missing


@pytest.mark.parametrize(
    ("sentence", "label", "missing"),
    [
        ("What struck me was the silence, after a week on the floor with the night team.", "own", ()),
        ("After a week on the floor with the night team, what struck me was the silence.", "own", ()),
        ("The plant cut energy use by 18.5% in its first year.", "sourced", ()),
        ("In its first year, the plant cut energy use by 18.5 percent thanks to heat recovery.", "sourced", ()),
        ("The plant cut energy use in its first year.", "sourced", ()),
        ("The plant cut energy use by 28.5% in its first year.", "unsupported", ("28.5%",)),
        ("It employs 1240 people on three sites.", "sourced", ()),
        ("It employs 1,240 people on 4 sites.", "unsupported", ("4",)),
        ("Harbour Mills opened the Lindale plant in June 2030.", "sourced", ()),
        ("Harbour Mills opened its Lindale plant on 14 June 2030.", "unsupported", ("14 June 2030",)),
        ("The plant is open to visitors.", "unsupported", ()),
        ("“We wanted the heat to stay in the building,” said Ana Ruiz.", "sourced", ()),
        ("“We wanted the heat to leave the building,” said Ana Ruiz.", "unsupported", ()),
        ("It is the best plant in the world.", "unsupported", ()),
        ("Then Karl Benson called me.", "unsupported", ("Karl Benson",)),
        ("Sales reached 4 million euros.", "unsupported", ("4 million euros",)),
        ("So what comes next?", "plain", ()),
        ("I think we can do better, all of us.", "plain", ()),
    ],
    ids=[
        "own verbatim", "own reordered", "verbatim", "reworded", "abridged", "edited figure", "figure spelled out",
        "small figure edited", "less precise date", "edited date", "not dropped", "quotation", "edited quotation",
        "superlative", "unknown name", "invented figure", "question", "opinion",
    ],
)  # fmt: skip
def test_each_english_sentence_answers_for_itself(sentence, label, missing):
    assert label_of(sentence, language="en") == (label, missing)


@pytest.mark.parametrize(
    ("sentence", "label", "missing"),
    [
        ("Ce qui m’a frappé, c’est le calme de l’atelier la nuit, après 2 semaines sur place.", "own", ()),
        ("Après deux semaines sur place, ce qui m’a frappé, c’est le calme de l’atelier la nuit.", "own", ()),
        ("Après 5 semaines sur place, ce qui m’a frappé, c’est le calme de l’atelier la nuit.", "unsupported", ("5",)),
        ("L’usine de Valbrune a réduit sa consommation d’eau de 32\u202f%.", "sourced", ()),
        ("L’usine de Valbrune a réduit sa consommation d’eau de 42 %.", "unsupported", ("42 %",)),
        ("Elle emploie 1\u202f240 personnes.", "sourced", ()),
        ("Elle emploie 1 420 personnes.", "unsupported", ("1 420",)),
        ("L’usine a reçu trois millions d’euros d’aides publiques.", "sourced", ()),
        ("Elle a reçu 3 M€ d’aides publiques.", "sourced", ()),
        ("L’usine n’a pas réduit sa consommation d’eau de 32 %.", "unsupported", ()),
        ("« Nous avons commencé par les fuites », explique Léa Morin.", "sourced", ()),
        ("« Nous avons fini par les fuites », explique Léa Morin.", "unsupported", ()),
        ("C’est la meilleure usine du pays.", "unsupported", ()),
        ("En mars 2029, tout a changé.", "unsupported", ("mars 2029",)),
        ("Et vous, qu’en dites-vous ?", "plain", ()),
        ("À mon avis, on peut faire mieux.", "plain", ()),
    ],
    ids=[
        "own verbatim", "own reordered", "own with an edited figure", "verbatim", "edited figure", "thin space",
        "edited thousands", "figure spelled out", "short million", "not added", "quotation", "edited quotation",
        "superlative", "unknown date", "question", "opinion",
    ],
)  # fmt: skip
def test_each_french_sentence_answers_for_itself(sentence, label, missing):
    assert label_of(sentence, language="fr") == (label, missing)


def test_a_source_in_the_other_language_counts_where_every_figure_and_name_is_in_it():
    doc = make_doc(
        "Harbour Mills a réduit sa consommation de 18,5 %. Harbour Mills l’a réduite de 19 %.",
        language="fr",
        sources=[ENGLISH],
    )

    assert [s.label for s in label_sentences(doc)] == [Label.SOURCED, Label.UNSUPPORTED]


def test_the_source_that_says_it_best_comes_first():
    other = Source(3, "Energy use fell at many plants in their first year, by 18.5% at one of them.")
    doc = make_doc("The plant cut energy use by 18.5% in its first year.", sources=[other, ENGLISH])

    [labelled] = label_sentences(doc)

    assert labelled.source_ids[0] == ENGLISH.id


def test_labels_cover_the_original_words_behind_emoji_and_hidden_characters():
    text = "🎉 So\u200b what? The plant cut energy use by 18.5% in its first year."
    first, second = label_sentences(make_doc(text, sources=[ENGLISH]))

    assert text[first.start : first.end] == "🎉 So\u200b what?"
    assert text[second.start : second.end].startswith("The plant")


def test_the_employer_s_name_needs_no_source():
    doc = make_doc("Last week at Millhaven was fun.", own_words=["fun"])

    assert label_sentences(doc)[0].label is Label.UNSUPPORTED
    assert label_sentences(doc, known_names=["Millhaven"])[0].label is Label.PLAIN


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("The plant cut energy use by 28.5% in its first year.", [("number", "28.5%")]),
        ("Harbour Mills opened its Lindale plant on 14 June 2030.", [("date", "14 June 2030")]),
        ("Then Karl Benson called me.", [("name", "Karl Benson")]),
        ("This is the best plant in the world.", [("superlative", "the best")]),
        ("The heat led to lower prices.", [("causal", "led to")]),
        ("She said “the heat must leave the building”.", [("quote", "“the heat must leave the building”")]),
        ("She said “we wanted […] to stay in the building”.", []),
        ("I joined in 2015, and I think it is the best job.", []),
        ("I have 3 things to say.", []),
        ("What struck me was the silence.", []),
    ],
    ids=[
        "number", "date", "name", "superlative", "causal", "quotation", "shortened quotation", "own memory",
        "small figure", "own words",
    ],
)  # fmt: skip
def test_what_nobody_said_is_pointed_at(text, seen):
    assert seen_by(GroundingCheck(), text, own_words=[TAKE_EN], sources=[ENGLISH]) == seen


def test_without_words_and_sources_there_is_nothing_to_compare_with():
    with pytest.raises(CheckSkipped):
        GroundingCheck()(make_doc("We grew by 40%."))


def figures(text: str) -> list[str]:
    folded = fold(normalise(text).text)
    return [folded[slice(*figure.span)] for figure in find_figures(folded)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1 200 tonnes, 12,5 %, 3 millions", ["1 200", "12,5 %", "3 millions"]),
        ("$1.2bn, €3m and 40 per cent", ["$1.2bn", "€3m", "40 per cent"]),
        ("le 3 mars 2031, le 1er juin, en avril 2030", ["3 mars 2031", "1er juin", "avril 2030"]),
        ("March 3rd, 2031; 2031-03-04; 04/03/2031; Q3 2030", ["march 3rd, 2031", "2031-03-04", "04/03/2031", "q3 2030"]),
        ("douze millions, two percent", ["douze millions", "two percent"]),
        ("at 10:30, 10h30, https://example.com/2031/12, #2031, B2B, v2, the 2nd", []),
    ],
    ids=["fr", "en", "dates fr", "dates en", "spelled", "not figures"],
)  # fmt: skip
def test_figures_are_read_as_people_write_them(text, found):
    assert figures(text) == found


@pytest.mark.parametrize(
    ("claim", "material", "held"),
    [
        ("1 200", "1,200 people", True),
        ("1.2 million", "1 200 000", True),
        ("12 %", "12 percent", True),
        ("12 %", "12 people", False),
        ("12", "twelve", True),
        ("1,5", "1.5", True),
        ("1,5", "15", False),
        ("2030", "in June 2030", True),
        ("3 June 2030", "June 2030", False),
        ("June 2030", "3 juin 2030", True),
    ],
)
def test_a_figure_is_the_same_however_it_is_written(claim, material, held):
    [figure] = find_figures(fold(claim))

    assert known_figures(fold(material)).hold(figure) is held


NIGHT = Source(
    11,
    "The desk solved 58% of night calls by telephone, against 49% the winter before. Calls rose by 12% in March. "
    "We removed the menu after sixteen days. Repairs are done in less than 48 hours.",
    publisher="Harbour Mills",
    title="One winter of calls",
)
NUIT = Source(
    12,
    "68 % des pièces partent en moins de 48 heures. Les appels ont augmenté de 12 % en mars. Le menu a disparu "
    "après seize jours. Le four a été livré en avril.",
    publisher="Le Cahier du fournil",
    title="Prix publics",
    language="fr",
)


@pytest.mark.parametrize(
    ("sentence", "language", "label", "missing"),
    [
        ("We removed the menu after 16 days.", "en", "sourced", ()),
        ("Le menu a disparu après 16 jours.", "fr", "sourced", ()),
        ("We removed the menu after seventeen days.", "en", "unsupported", ("seventeen",)),
        ("Le menu a disparu après dix-sept jours.", "fr", "unsupported", ("dix-sept",)),
        ("Calls rose by twelve percent in March.", "en", "sourced", ()),
        ("Calls fell by 12% in March.", "en", "unsupported", ()),
        ("Les appels ont diminué de 12 % en mars.", "fr", "unsupported", ()),
        ("68 % des pièces partent en plus de 48 heures.", "fr", "unsupported", ()),
        ("Repairs are done in more than 48 hours.", "en", "unsupported", ()),
        ("The desk solved 49% of night calls by telephone.", "en", "unsupported", ("49%",)),
        ("The desk solved 58% of night calls by telephone, up from 49%.", "en", "sourced", ()),
        ("Le four a été livré en avril dernier.", "fr", "sourced", ()),
    ],
    ids=[
        "words as digits", "lettres en chiffres", "another number in words", "un autre nombre en lettres",
        "per cent in words", "fell for rose", "diminué pour augmenté", "plus pour moins", "more for less",
        "two figures swapped", "both figures in place", "a French oven is no English four",
    ],
)  # fmt: skip
def test_a_figure_or_a_direction_changed_is_no_longer_the_source_s(sentence, language, label, missing):
    [labelled] = label_sentences(make_doc(sentence, language=language, sources=[NIGHT, NUIT]))

    assert (labelled.label.value, labelled.missing) == (label, missing)


def test_a_direction_turned_round_is_told():
    assert seen_by(GroundingCheck(), "Calls fell by 12% in March.", sources=[NIGHT]) == [
        ("opposite", "Calls fell by 12% in March.")
    ]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("(Harbour Mills)", "en"),
        ("(Le Cahier du fournil, en français)", "fr"),
        ("Source : Le Cahier du fournil, https://cahier.example/nuit", "fr"),
        ("Source: Milling Review, https://review.example/12", "en"),
        ("Harbour Mills: https://mills.example/calls 👍", "en"),
        ("Selon Harbour Mills :", "fr"),
        ("Read more: https://mills.example", "en"),
        ("https://mills.example", "en"),
        ("#nuit #métier", "fr"),
        ("🎉🎉", "en"),
        ("(Harbour Mills) 👍 Well done to the whole crew.", "en"),
        ("(Le Cahier du fournil) 👍 Bravo à toute l’équipe.", "fr"),
    ],
)
def test_saying_whose_words_they_are_claims_nothing(sentence, language):
    doc = make_doc(sentence, language=language, own_words=[sentence[:1]], sources=[NIGHT, NUIT])

    [labelled] = label_sentences(doc)

    assert (labelled.label, labelled.source_ids, labelled.missing) == (Label.PLAIN, (), ())


def test_a_sentence_with_a_link_still_answers_for_itself():
    [labelled] = label_sentences(
        make_doc("Calls rose by 19% in March: https://mills.example/calls", sources=[NIGHT])
    )

    assert labelled.missing == ("19%",)


@pytest.mark.parametrize(
    "text",
    [
        "Oui. (Non) Bravo à vous.", "👍 Bravo à vous", "• Premier essai", "« Oui » Demain peut-être", "1. Beaucoup de calme",
        "→ Regardez", "Merci ! 🚀 Rendez-vous demain",
    ],
)  # fmt: skip
def test_a_capital_that_begins_something_is_no_name(text):
    assert find_names(make_doc(text, language="fr")) == []


LED_IN = "Sixty-one of the 640 stones cracked within five months."


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (f"Galbrune writes: “{LED_IN}”", "sourced"),
        (f"As Galbrune has it: “{LED_IN}”", "sourced"),
        (f"Galbrune sacked 12 people: “{LED_IN}”", "unsupported"),
        (f"Galbrune sacked its testers: “{LED_IN}”", "unsupported"),
    ],
    ids=["writes", "has it", "a figure before", "an act before"],
)
def test_a_lead_in_names_the_speaker_and_claims_nothing_more(text, label):
    source = Source(1, f"Galbrune delivered 80 ovens holding 640 stones. {LED_IN}", "Galbrune")

    (sentence,) = label_sentences(Doc.of(Candidate(text, language="en", own_words=("a",), sources=(source,))))

    assert sentence.label == label
