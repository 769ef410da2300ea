# ruff: noqa: E501  (a table of sentences reads better unbroken)
"""Figures count only beside what they count, and every unsupported sentence is asked about."""

import pytest

from guardrails.candidate import Candidate, Source
from guardrails.default_checks import default_checks
from guardrails.findings import Severity
from guardrails.grounding.sentence_labels import label_sentences
from guardrails.policy import load_policy
from guardrails.runner import run_checks
from tests.support.posts import TODAY, make_doc

POLICY = load_policy()
CHECKS = default_checks(policy=POLICY, today=TODAY, employer="Galbrune", people=("Inès Caradec",))
FRENCH = Source(
    1,
    "Le service pièces recevait 260 appels par semaine, dont 171 ne demandaient qu’un prix. Le catalogue public couvre "
    "31 200 références. Un joint de porte tient quatorze mois. Galbrune garantit les pièces des fours vendus depuis 1978. "
    "Le plus ancien four encore suivi est un four de 1958.",
    publisher="Galbrune",
    language="fr",
)
ENGLISH = Source(
    2,
    "The parts desk received 260 calls a week, 171 of which only asked for a price. The public catalogue covers "
    "31,200 references. A door seal lasts fourteen months.",
    publisher="Galbrune",
)
OWN = {
    "fr": "En octobre j’ai changé 43 joints dans la région.",
    "en": "In October I changed 43 seals nearby.",
}


def judged(text: str, language: str) -> tuple[str, set[str]]:
    source = FRENCH if language == "fr" else ENGLISH
    candidate = Candidate(text, language, own_words=(OWN[language],), sources=(source,))
    [labelled] = label_sentences(
        make_doc(text, language=language, own_words=[OWN[language]], sources=[source]),
        known_names=["Galbrune"],
    )
    found = run_checks(candidate, CHECKS, POLICY).findings
    return labelled.label.value, {f.severity.value for f in found if f.rule.startswith("grounding.")}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Galbrune a perdu 260 clients cette année.", "fr"),
        ("Galbrune a licencié 171 personnes en mars 2026.", "fr"),
        ("Un joint de porte tient quatorze ans.", "fr"),
        ("Le service pièces recevait 171 appels par semaine, dont 260 ne demandaient qu’un prix.", "fr"),
        ("Le catalogue public ne couvre pas 31 200 références.", "fr"),
        ("Le plus ancien four encore suivi est un four de 1978.", "fr"),
        ("Nos fours consomment deux fois moins que ceux de nos concurrents.", "fr"),
        ("Nous allons fusionner les deux ateliers : onze postes supprimés.", "fr"),
        ("Galbrune va fermer un site.", "fr"),
        ("Galbrune lost 260 customers this year.", "en"),
        ("Galbrune fired 171 people in March 2026.", "en"),
        ("A door seal lasts fourteen years.", "en"),
        ("The parts desk received 171 calls a week, 260 of which only asked for a price.", "en"),
        ("The public catalogue does not cover 31,200 references.", "en"),
    ],
)  # fmt: skip
def test_a_claim_that_no_source_makes_waits_for_somebody_to_look(text, language):
    label, severities = judged(text, language)

    assert label == "unsupported"
    assert Severity.REVIEW.value in severities


@pytest.mark.parametrize(
    ("text", "language", "label"),
    [
        ("260 appels par semaine au service pièces, et 171 pour demander un prix.", "fr", "sourced"),
        ("Un joint tient 14 mois.", "fr", "sourced"),
        ("Le catalogue couvre 31 200 références.", "fr", "sourced"),
        ("En octobre j’ai changé 43 joints.", "fr", "own"),
        ("The catalogue covers 31,200 references.", "en", "sourced"),
        ("In October I changed 43 seals.", "en", "own"),
        ("Je suis rentrée tard, et j’ai pensé à mon grand-père.", "fr", "plain"),
        ("I walked home late and thought of my grandfather.", "en", "plain"),
        ("Merci Inès Caradec, et à lundi à Lyon !", "fr", "plain"),
    ],
)
def test_what_somebody_said_or_lived_is_asked_nothing(text, language, label):
    found, severities = judged(text.replace("Inès Caradec", "Galbrune"), language)

    assert (found, severities) == (label, set())


@pytest.mark.parametrize(
    ("text", "language"),
    [("J’ai aussi changé 44 joints en octobre.", "fr"), ("I also changed 44 seals in October.", "en")],
)
def test_a_small_figure_of_one_s_own_is_only_asked_about(text, language):
    assert judged(text, language) == ("unsupported", {Severity.TIP.value})


@pytest.mark.parametrize(
    "text",
    ["Appelez-moi au 02 48 12 34 56.", "Écrivez à jean18@example.com.", "Rendez-vous à 10h30.", "Je passe à la version 2.4.18.",
     "Merci à Inès Caradec pour la photo !"],
)  # fmt: skip
def test_digits_that_count_nothing_and_the_author_s_name_are_not_questioned(text):
    candidate = Candidate(text, "fr", own_words=("Bonjour.",), sources=(FRENCH,))

    assert not [f for f in run_checks(candidate, CHECKS, POLICY).findings if f.rule.startswith("grounding.")]


def test_the_full_stop_is_no_part_of_a_date():
    text = "Galbrune ouvre son atelier le 30 juin."
    found = run_checks(Candidate(text, "fr", own_words=("Oui.",), sources=(FRENCH,)), CHECKS, POLICY).findings

    assert "30 juin" in {text[f.start : f.end] for f in found if f.rule == "grounding.date"}
