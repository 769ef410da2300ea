"""Words an author hates and subjects they refuse are found in all their forms, and in no others."""

import pytest

from guardrails.authenticity.own_rules import OwnRulesCheck, holds_word, speaks_of
from guardrails.decisions import Action, Decisions, Ruling
from guardrails.policy import load_policy
from tests.support.posts import seen_by

AVOIDED = [
    ("synergy", "So many synergies!", "en", ["synergies"]),
    ("leverage", "We leveraged it, and leveraging hurts.", "en", ["leveraged", "leveraging"]),
    ("impactant", "Une démarche impactante.", "fr", ["impactante"]),
    ("impactant", "L'impact du gel sur les blés.", "fr", []),
    ("booster", "On booste, vous boostez.", "fr", ["booste", "boostez"]),
    ("game changer", "Two game changers in a week.", "en", ["game changers"]),
    ("cœur de métier", "Notre Cœur de métier.", "fr", ["Cœur de métier"]),
    ("Impactante", "Une idée IMPACTANTE", "fr", ["IMPACTANTE"]),
    ("pro", "Une promesse de pros.", "fr", ["pros"]),
    ("win-win", "A win win deal.", "en", ["win win"]),
    ("art", "The artist starts.", "en", []),
    ("🎉", "Bravo 🎉", "fr", []),
    ("", "Anything.", "en", []),
]


@pytest.mark.parametrize(
    ("avoided", "text", "language", "found"), AVOIDED, ids=[f"{a} / {t}" for a, t, *_ in AVOIDED]
)
def test_a_hated_word_is_found_in_its_forms(avoided, text, language, found):
    seen = seen_by(OwnRulesCheck.of(avoided=[avoided]), text, language=language)

    assert seen == [("avoided_word", words) for words in found]


REFUSED = [
    ("my daughters", "Yesterday my daughter asked why.", "en", ["daughter"]),
    ("ma vie privée", "Je garde ma vie privée pour moi.", "fr", ["vie privée"]),
    ("ma vie privée", "La vie du fournil. Une salle privée.", "fr", []),
    ("la politique", "Un mot de politique, vite.", "fr", ["politique"]),
    ("local politics", "The mayor and local politics again.", "en", ["local politics"]),
    ("local politics", "Local flour.", "en", []),
    ("the", "The mill runs.", "en", []),
]


@pytest.mark.parametrize(
    ("refused", "text", "language", "found"), REFUSED, ids=[f"{r} / {t}" for r, t, *_ in REFUSED]
)
def test_a_refused_subject_is_found_where_a_sentence_speaks_of_it(refused, text, language, found):
    seen = seen_by(OwnRulesCheck.of(refusals=[refused]), text, language=language)

    assert [rule for rule, _ in seen] == ["refused_subject"] * len(found)
    assert [words for _, words in seen] == found


@pytest.mark.parametrize("rule", ["authenticity.avoided_word", "authenticity.refused_subject"])
def test_no_company_decides_about_an_authors_own_rules(rule):
    loud = load_policy().with_decisions(Decisions({rule: Ruling(Action.BLOCK)}))

    assert loud.action(rule) is Action.ADVISE


def test_a_topic_is_compared_with_words_and_subjects():
    assert holds_word("synergie", "les synergies entre équipes", language="fr")
    assert not holds_word("synergie", "le fournil", language="fr")
    assert speaks_of("la politique", "politique locale", language="fr")
    assert not speaks_of("la politique locale", "politique", language="fr")
