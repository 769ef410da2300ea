"""Pay, hours, conditions, organising, criticism of management: nobody's business here."""

import logging

import pytest

from guardrails.candidate import Candidate
from guardrails.findings import CheckState
from guardrails.policy import load_policy
from guardrails.runner import run_checks
from tests.support.posts import company_checks

POLICY = load_policy()
CHECKS = company_checks()

ENGLISH = [
    "We deserve a raise, and so does everyone on the night shift.",
    "My salary has not moved in 3 years at Harbour Mills.",
    "Let's talk about our pay openly: I will start.",
    "The overtime at Harbour Mills is unpaid, and that is wrong.",
    "Our hours were changed without asking anybody.",
    "It is too hot in the workshop in summer, and management does nothing.",
    "Proud of my colleagues at Harbour Mills for voting for a union!",
    "Join the union meeting tonight, everyone is welcome.",
    "We are on strike, and I am proud of us.",
    "I disagree with the way Harbour Mills treats its apprentices.",
    "Our managers never listen to the people on the floor.",
    "The leadership of Harbour Mills has lost our trust.",
    "Great news: Harbour Mills finally raised wages after our petition.",
    "Sign the petition for safer working conditions.",
    "Nobody should lose their job for speaking up.",
]
FRENCH = [
    "Nos salaires n’ont pas bougé depuis 3 ans chez Harbour Mills.",
    "Parlons de nos paies sans gêne : je commence.",
    "Les heures supplémentaires ne sont pas payées, et ce n’est pas normal.",
    "Les horaires ont changé sans que personne ne nous demande notre avis.",
    "Il fait trop chaud à l’atelier en été, et la direction ne fait rien.",
    "Fière de mes collègues d’Harbour Mills qui ont créé une section syndicale !",
    "Réunion du syndicat ce soir, tout le monde est le bienvenu.",
    "Nous sommes en grève, et j’en suis fier.",
    "Je ne suis pas d’accord avec la façon dont Harbour Mills traite ses apprentis.",
    "Nos chefs n’écoutent jamais les gens de l’atelier.",
    "La direction d’Harbour Mills a perdu notre confiance.",
    "Bravo Harbour Mills : les salaires augmentent enfin, après notre pétition.",
    "Signez la pétition pour de meilleures conditions de travail.",
    "Le CSE a raison de demander des comptes.",
    "Le télétravail nous a été retiré sans un mot.",
]


@pytest.mark.parametrize(
    ("text", "language"), [(text, "en") for text in ENGLISH] + [(text, "fr") for text in FRENCH]
)
@pytest.mark.parametrize("told", [True, False], ids=["as the author's words", "typed into an empty page"])
def test_protected_speech_raises_nothing_and_leaves_no_trace(text, language, told, caplog):
    candidate = Candidate(text, language, own_words=(text,) if told else ())

    with caplog.at_level(logging.DEBUG):
        report = run_checks(candidate, CHECKS, POLICY)

    assert report.findings == ()
    assert CheckState.ERROR not in report.states.values()
    assert not [record for record in caplog.records if record.name.startswith("guardrails")]


@pytest.mark.parametrize(("texts", "language"), [(ENGLISH, "en"), (FRENCH, "fr")], ids=["en", "fr"])
def test_a_whole_post_of_it_raises_nothing_either(texts, language):
    text = "\n".join(texts)

    report = run_checks(Candidate(text, language, own_words=(text,)), CHECKS, POLICY)

    assert report.findings == ()
