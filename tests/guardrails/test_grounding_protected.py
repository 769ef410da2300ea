# ruff: noqa: E501  (a table of sentences reads better unbroken)
"""Promise: with sources and own words beside it, speech about work is still nobody's business."""

import json
import logging
from pathlib import Path

import pytest

from guardrails.candidate import Candidate, Source
from guardrails.grounding.labels import Label
from guardrails.grounding.sentence_labels import label_sentences
from guardrails.policy import load_policy
from guardrails.runner import run_checks
from tests.support.posts import company_checks, make_doc

POLICY = load_policy()
CHECKS = company_checks()
SOURCE = Source(1, "Harbour Mills received 260 calls a week in 2030. It employs 412 people.", "Harbour Mills")
ROWS = Path(__file__).parents[2] / "evals/datasets/guardrails/protected_speech.jsonl"
MORE = {
    "fr": [
        "Je gagne 2 480 € brut après onze ans de maison.", "Nous demandons 3 % d’augmentation.", "On fait 52 heures par semaine au lieu de 35.",
        "Le 12 décembre, grève à Vierzon, rendez-vous devant la grille à 6 heures.", "Le CSE a voté contre le projet le 14 mars 2031.",
        "Les élus CGT ont obtenu 120 € de prime de panier.", "Mon salaire n’a pas bougé depuis 2024.", "38 % des salariées gagnent moins que leurs collègues hommes.",
        "La direction refuse de nous recevoir depuis le 3 janvier.", "Notre patron a promis 5 % et n’a rien donné.", "Trois collègues blessés en deux mois à l’atelier.",
        "Il fait 44 degrés à la fonderie.", "L’inspection du travail est passée le 9 mai.", "Deux accidents du travail en 2030, et aucune réunion.",
        "On a travaillé 11 jours de suite sans repos.", "Mes 53 heures supplémentaires ne sont toujours pas payées.", "Nos plannings changent avec 24 heures de préavis, sans prévenir personne.",
        "Je me suis syndiqué chez Solidaires en 2029.", "La pétition a réuni 214 signatures.", "Nos chefs nous mentent depuis 2 ans.",
        "Débrayage jeudi de 10 h à 12 h.", "Mon arrêt maladie a duré 90 jours.", "La DRH m’a refusé 4 fois un entretien.",
        "Le médecin du travail a vu 17 d’entre nous.", "On me paye 11,88 € de l’heure.",
    ],
    "en": [
        "I earn £31,400 and I am not ashamed to type it.", "We are asking for a 3% raise.", "We work 52 hours a week instead of 35.",
        "On 12 December we strike at Brow Lane.", "The works council voted against the plan on 14 March 2031.", "Our union won £120 for night shifts.",
        "My salary has not moved since 2024.", "Women on our floor are paid 12% less than men.", "Management has refused to meet us since 3 January.",
        "Our boss promised 5% and gave us nothing.", "Three colleagues injured in the workshop in two months.", "It is 44 degrees by the furnace.",
        "The HSE inspector came on 9 May.", "Two accidents at work in 2030, and no meeting.", "We worked 11 days in a row without a break.",
        "My 53 hours of overtime are still unpaid.", "Our rota changes with 24 hours' notice.", "I joined Unite the Union in 2029, and so should you.",
        "The petition has 214 signatures.", "Our managers have lied to us for 2 years.", "Walkout on Thursday from 10 to 12.",
        "My sick leave lasted 90 days.", "HR refused to see me 4 times.", "17 of us reported the broken extractor.", "I get paid £11.88 an hour.",
    ],
}  # fmt: skip
CASES = [(text, language) for language, texts in MORE.items() for text in texts] + [
    (row["input"]["text"], row["language"]) for row in map(json.loads, ROWS.read_text("utf-8").splitlines())
]


def test_there_are_enough_cases():
    assert len(CASES) >= 80


@pytest.mark.parametrize(("text", "language"), CASES)
def test_speech_about_work_is_asked_nothing_beside_sources(text, language, caplog):
    own = ("Une journée à l’atelier.",) if language == "fr" else ("A day in the workshop.",)
    candidate = Candidate(text, language, own_words=own, sources=(SOURCE,))

    with caplog.at_level(logging.DEBUG):
        report = run_checks(candidate, CHECKS, POLICY)
    labels = {
        s.label for s in label_sentences(make_doc(text, language=language, own_words=own, sources=[SOURCE]))
    }

    assert [f.rule for f in report.findings if f.rule.startswith("grounding.")] == []
    assert labels <= {Label.OWN, Label.PLAIN}
    assert not [record for record in caplog.records if record.name.startswith("guardrails")]


@pytest.mark.parametrize(
    ("passage", "language"),
    [
        ("Harbour Mills asked 388 bakeries how they pay for electricity.", "en"),
        ("Les Moulins ont demandé à 388 boulangeries comment elles paient leur électricité.", "fr"),
        ("Our union won £120 for night shifts.", "en"),
    ],
)
def test_what_a_source_says_word_for_word_is_the_source_s_even_about_pay(passage, language):
    sources = [Source(1, f"{passage} Nobody had asked before.", "Harbour Mills", language=language)]

    [labelled] = label_sentences(make_doc(passage, language=language, sources=sources))
    [own] = label_sentences(make_doc(passage, language=language, sources=sources, own_words=(passage,)))

    assert (labelled.label, labelled.source_ids) == (Label.SOURCED, (1,))
    assert own.label is Label.OWN
