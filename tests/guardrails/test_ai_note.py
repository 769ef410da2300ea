# ruff: noqa: E501  (a table of sentences reads better unbroken)

import pytest

from guardrails.candidate import Candidate
from guardrails.checks import CheckSkipped
from guardrails.compliance.ai_note import AiNoteCheck
from guardrails.decisions import Action, Decisions, Ruling
from guardrails.default_checks import default_checks
from guardrails.doc import Doc
from guardrails.policy import load_policy
from tests.support.posts import TODAY

DRAFTS = {
    "en": (
        "The mill has two stones and one wheel. The wheel turns with the river, and the stones turn with the wheel. When the water is low "
        "the miller waits, and when it is high he works at night. That is how flour was made here for two hundred years."
    ),
    "fr": (
        "Le moulin a deux meules et une roue. La roue tourne avec la rivière, et les meules tournent avec la roue. Quand l’eau est basse le "
        "meunier attend, et quand elle est haute il moud la nuit. On a fait la farine ainsi pendant deux cents ans."
    ),
}
OWN = {
    "en": "My grandmother told me about the winter when the wheel froze and the whole village carried wood to thaw it, and I have never heard a better story since then about any machine.",
    "fr": "Ma grand-mère m’a raconté l’hiver où la roue a gelé et où tout le village a porté du bois pour la dégeler, et je n’ai jamais entendu depuis de plus belle histoire de machine.",
}
NOTES = {
    "en": [
        "Drafted with the help of AI, edited and checked by me.", "Written with AI.", "This post was written with the help of an AI.", "AI-assisted.",
        "An AI helped me with the words.", "#AIassisted", "Made using artificial intelligence.", "With a little help from AI.", "Drafted by AI, checked by me.", "AI-generated draft.",
    ],
    "fr": [
        "Rédigé avec l’aide d’une IA, relu et corrigé par mes soins.", "Écrit avec l’IA.", "Texte écrit à l’aide de l’intelligence artificielle.", "Une IA m’a aidée.",
        "Généré par IA, relu par moi.", "#IA", "Avec l’aide d’une IA.", "Assisté par une IA.", "Rédigé grâce à l’aide de l’IA.", "Mis en forme par une IA.",
    ],
}  # fmt: skip
NO_NOTES = {
    "en": [
        "I read about AI.",
        "We aim for quality.",
        "Written by hand.",
        "The AI fair is in May.",
        "Maida helped me.",
    ],
    "fr": [
        "J’ai lu un livre sur l’IA.",
        "Écrit à la main.",
        "Le salon de l’IA est en mai.",
        "Maïa m’a aidée.",
        "Avec l’aide d’Ana.",
    ],
}


def found(text: str, language: str, offered: str | None) -> list[str]:
    doc = Doc.of(Candidate(text, language, offered=offered))
    return [finding.rule for finding in AiNoteCheck()(doc)]


def cases(texts: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(text, language) for language, listed in texts.items() for text in listed]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_one_click_adds_the_note_in_the_text_s_language(language):
    text = f"{DRAFTS[language]}\n"

    [finding] = AiNoteCheck()(Doc.of(Candidate(text, language, offered=DRAFTS[language])))
    mended = text[: finding.start] + (finding.replacement or "") + text[finding.end :]

    assert mended.startswith(DRAFTS[language])
    assert NOTES[language][0] in mended
    assert found(mended, language, DRAFTS[language]) == []


@pytest.mark.parametrize(("note", "language"), cases(NOTES))
def test_a_note_in_other_words_will_do(note, language):
    assert found(f"{DRAFTS[language]} {note}", language, DRAFTS[language]) == []


@pytest.mark.parametrize(("sentence", "language"), cases(NO_NOTES))
def test_speaking_of_ai_is_no_note(sentence, language):
    assert found(f"{DRAFTS[language]} {sentence}", language, DRAFTS[language]) == ["compliance.ai_note"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_who_wrote_most_of_it_needs_no_note(language):
    first = DRAFTS[language].split(".")[0] + "."

    assert found(f"{first} {OWN[language]} {OWN[language]}", language, DRAFTS[language]) == []


def test_a_text_that_no_writer_drafted_needs_no_note():
    with pytest.raises(CheckSkipped):
        found(DRAFTS["en"], "en", None)


def test_speech_about_pay_is_asked_nothing():
    assert found(f"{DRAFTS['en']} Our pay has been frozen for two years.", "en", DRAFTS["en"]) == []


def test_the_note_is_asked_for_only_where_the_policy_says_so():
    ruled = Decisions({"compliance.ai_note": Ruling(Action.REVIEW)})
    policies = [load_policy(), load_policy().with_decisions(ruled)]

    asked = [{check.name for check in default_checks(policy=policy, today=TODAY)} for policy in policies]

    assert ["compliance.ai_note" in names for names in asked] == [False, True]
