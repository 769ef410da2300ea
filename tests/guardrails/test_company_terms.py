"""A secret told under another of its names, in French and in English."""

from dataclasses import replace

import pytest

from guardrails.confidentiality.leaks.company_terms import CompanyTerms
from guardrails.confidentiality.leaks.concepts import concepts_of
from guardrails.confidentiality.leaks.dictionary import Dictionary
from guardrails.confidentiality.leaks.fingerprints import FingerprintLibrary
from guardrails.confidentiality.leaks.near_copy import NearCopyCheck
from guardrails.confidentiality.leaks.reworded import RewordedCheck
from guardrails.doc import Doc
from tests.support.posts import make_doc, make_library, seen_by

FACTS = (
    "Trois couronnes d’orientation livrées à Valbrune ont cassé sous charge et seront rappelées.",
    "The slewing drive of the Norvik dredger will be replaced before the inspection.",
    "Nous allons abandonner la presse à gaufres après les essais de Lorcy.",
)
ENTRIES = (
    (("couronne d'orientation",), ("slew ring", "turntable bearing")),
    (("bloc tournant",), ("slewing drive",)),
    (("dragueuse", "drague aspiratrice"), ("dredger",)),
    (("presse à gaufres", "Galette"), ()),
)
TERMS = CompanyTerms.of(ENTRIES)
WITHOUT = make_library(*FACTS)


def knowing(library: FingerprintLibrary = WITHOUT, terms: CompanyTerms = TERMS) -> FingerprintLibrary:
    return replace(library, terms=terms)


@pytest.mark.parametrize(
    "text",
    [
        "Three turntable bearings cracked and will be recalled.",
        "Le bloc tournant change sur la drague aspiratrice.",
        "Le bloc tournant de la dragueuse Norvik sera changé avant la visite.",
        "Notre bloc tournant : replaced, with the drague aspiratrice.",
        "La Galette, on va abandonner.",
    ],
    ids=["into English", "into French", "with a name", "mixed", "a synonym"],
)  # fmt: skip
def test_a_secret_in_the_companys_other_words_is_heard(text: str) -> None:
    assert seen_by(RewordedCheck(knowing()), text)
    assert not seen_by(RewordedCheck(WITHOUT), text)


@pytest.mark.parametrize(
    "text",
    [
        "Nos couronnes d’orientation sont belles cette année.",
        "A slew ring carries the crane, and few people ever look at it.",
        "Slew ring.",
        "",
    ],
    ids=["the thing fr", "the thing en", "the name", "nothing"],
)
def test_to_name_the_thing_is_no_secret(text: str) -> None:
    assert seen_by(RewordedCheck(knowing()), text) == []


def test_what_is_public_under_another_name_is_no_secret() -> None:
    said = "Three turntable bearings sent to Valbrune cracked under load and will be recalled."
    public = make_library(*FACTS, public_texts=[said])

    assert seen_by(RewordedCheck(knowing(public)), said) == []
    assert seen_by(RewordedCheck(knowing()), said)


def test_a_term_never_hides_what_is_heard_without_it() -> None:
    text = "The slewing drive of the Norvik dredger gets replaced before anybody inspects it."
    misleading = CompanyTerms.of([(("Norvik", "Norvik à tribord"), ("dredger", "crane of the north"))])

    assert seen_by(RewordedCheck(WITHOUT), text)
    assert seen_by(RewordedCheck(knowing(terms=misleading)), text)


def test_a_figure_tells_beside_its_subject_under_another_name() -> None:
    library = make_library("Les 4,75 tonnes par couronne d’orientation sont notre limite secrète.")
    text = "So 4.75 t is what a slew ring takes."

    assert seen_by(NearCopyCheck(knowing(library)), text)
    assert not seen_by(NearCopyCheck(library), text)


def test_a_dictionary_leads_into_the_other_language_only() -> None:
    dictionary = Dictionary.of([(("gaufre",), ("waffle",)), (("presse", "machine"), ("press",))])

    def keys(doc: Doc) -> set[str]:
        led = dictionary.led_across(doc, 0, concepts_of(doc, 0))
        return {key for concept in led for key, _ in concept.keys}

    assert "w waffle" in keys(make_doc("Les gaufres de la presse sont là."))
    assert "w machin" not in keys(make_doc("Les gaufres de la presse sont là."))
    assert "w gaufre" in keys(make_doc("The waffles of the press are there."))
    assert "w gaufre" not in keys(make_doc("Le waffle de la maison est une chose."))


def test_other_words_make_another_digest() -> None:
    assert CompanyTerms.of(ENTRIES).digest == TERMS.digest
    assert CompanyTerms.of(ENTRIES[:1]).digest != TERMS.digest


@pytest.mark.parametrize(
    "entries",
    [[], [((), ())], [(("de la",), ("of the",))], [(("!!!",), ("***",))], [(("a" * 400,), ("b " * 400,))]],
    ids=["none", "empty", "grammar", "signs", "endless"],
)
def test_terms_that_say_nothing_do_no_harm(entries: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    check = RewordedCheck(knowing(terms=CompanyTerms.of(entries)))

    assert seen_by(check, "We walked in the sun of the north, de la mer, a lot.") == []
