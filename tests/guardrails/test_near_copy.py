# ruff: noqa: E501  (tables of sentences read better unbroken)

import time

import pytest

from guardrails.confidentiality.leaks.fingerprints import (
    FingerprintError,
    FingerprintLibrary,
    fingerprint_sentences,
)
from guardrails.confidentiality.leaks.near_copy import NearCopyCheck
from tests.support.posts import CONFIDENTIAL, KEY, make_doc, make_library, seen_by

CHECK = NearCopyCheck(make_library(*CONFIDENTIAL))


@pytest.mark.parametrize(
    "text",
    [
        "The new plant in Lindale will open in June with three partners and a budget of four million euros.",
        "THE NEW PLANT IN LINDALE WILL OPEN IN JUNE, with 3 partners and a budget of four million euros!",
        "The new plants in Lindale open in June with three partners, and a budget of 4 million euros",
        "You read it here first: the new plant in Lindale will open in June with three partners and a budget "
        "of four million euros, and I cannot wait to see it running.",
        "The new plant in Lindale will open in June. With three partners, and a budget of four million!",
        "The new plant in Lindale opens in June! And with three partners and budgets of four million euros.",
        "They say “will open in June with three partners”, and I smile.",
        "Le site de Valbrune sera cédé en septembre à un groupe espagnol pour douze millions d’euros.",
        "Le site de Valbrune sera bientôt cédé, en septembre, à un groupe espagnol pour douze millions.",
        "Le si\u200bte de Val\u200bbrune sera cédé en septembre à un groupe espagnol",
    ],
    ids=[
        "verbatim", "capitals", "light edits", "wrapped", "cut in two", "cut in two and edited",
        "half quoted", "verbatim fr", "light edits fr", "hidden characters",
    ],
)  # fmt: skip
def test_a_confidential_sentence_is_stopped_however_it_is_dressed(text):
    assert {rule for rule, _ in seen_by(CHECK, text)} == {"near_copy"}


@pytest.mark.parametrize(
    "text",
    [
        "We opened a plant last June with partners from three countries, and I learned a lot.",
        "Nous avons cédé un site en septembre, et j’en garde un bon souvenir.",
        "It is one of the best things that we could do.",
    ],
    ids=["same topic en", "same topic fr", "grammar"],
)
def test_the_same_subject_in_other_words_is_free(text):
    assert seen_by(CHECK, text) == []


def test_it_points_at_the_author_s_words_and_says_nothing_of_the_document():
    text = "Hello all. They will open in June with three partners, it seems. Bye."

    [finding] = CHECK(make_doc(text))

    assert text[finding.start : finding.end] == "will open in June with three partners"
    assert not finding.details


def test_an_internal_document_asks_for_a_review_instead():
    check = NearCopyCheck(make_library(CONFIDENTIAL[0], level="internal"))

    assert [rule for rule, _ in seen_by(check, CONFIDENTIAL[0])] == ["internal_copy"]


def test_what_also_stands_in_a_public_text_is_no_secret():
    boilerplate = "Harbour Mills makes quiet machines for bakeries in Europe and employs nine hundred people."
    check = NearCopyCheck(
        make_library(boilerplate, CONFIDENTIAL[0], public_texts=[f"About us. {boilerplate}"])
    )

    assert seen_by(check, boilerplate) == []
    assert seen_by(check, CONFIDENTIAL[0])


def test_a_fingerprint_holds_no_word_and_depends_on_the_key():
    [blob] = fingerprint_sentences(CONFIDENTIAL[0], key=KEY)
    [other] = fingerprint_sentences(CONFIDENTIAL[0], key=b"another key")

    assert blob != other
    assert not any(word.encode() in blob for word in CONFIDENTIAL[0].split() if len(word) > 3)
    assert len(blob) < 2_000


def test_sentences_too_short_to_mean_anything_are_not_kept():
    assert fingerprint_sentences("Oui. Merci à tous. Il n'y a rien à dire.", key=KEY) == []


@pytest.mark.parametrize(
    "blob", [b"", b"\x01", b"\x09\x00\x00\x00\x00", b"\x02\x05\x00\x00\x00\x00\x00abc", b"\x02"]
)
def test_a_damaged_fingerprint_is_refused(blob):
    with pytest.raises(FingerprintError):
        FingerprintLibrary.load([(1, "confidential", blob)], key=KEY)


def test_an_empty_library_finds_nothing():
    assert NearCopyCheck(make_library())(make_doc("anything at all")) == []


def test_a_post_is_compared_with_two_thousand_sentences_while_typing():
    words = [f"{noun}{n}" for noun in ("plant", "budget", "partner", "energy", "team") for n in range(20)]
    library = make_library(
        *(" ".join(words[(n * k) % len(words)] for k in range(1, 13)) + f" {n}." for n in range(1, 2_001))
    )
    doc = make_doc("I spent a week with the team of the bakery, and the machine was quiet all winter. " * 36)

    start = time.process_time()
    NearCopyCheck(library)(doc)

    assert len(library) == 2_000
    assert time.process_time() - start < 0.1


FIGURES = (
    "The target price of the furnace is 52,500 euros, for a gross margin of 29 per cent from the sixtieth unit.",
    "A core of magnesia bricks, 1 900 kg, climbs to 640 degrees in the cheap hours, then gives its heat back.",
    "Le prix de vente visé est de 48 700 euros, pour une marge brute de 31 pour cent dès la vingtième commande.",
)


@pytest.mark.parametrize(
    "text",
    [
        "Target price: €52,500, with a gross margin of 29% as of the sixtieth unit.",
        "Bricks of magnesia (1900kg), climbing: to 640° in the cheap hours, and they give the heat back.",
        "The core of magnesia bricks, all of 1,900 kilos, climbs to 640 °C in cheap hours.",
        "Prix visé : 48700 €, avec une marge brute de trente et un % dès la vingtième commande.",
        "The target price of that new furnace is 52 500 EUR for 12 of them.",
        "Then it gives all its heat back: a core of magnesia bricks, 1.900 kg, climbing to 640 degrees.",
    ],
    ids=[
        "symbols", "small words", "words dropped", "symbols fr", "a number inserted", "turned round",
    ],
)  # fmt: skip
def test_a_light_edit_of_figures_and_small_words_is_still_a_copy(text):
    assert {rule for rule, _ in seen_by(NearCopyCheck(make_library(*FIGURES)), text)} == {"near_copy"}


SECRETS = (
    "Operating profit fell to 2.31 million after a hard winter in the two northern plants.",
    "Net debt is 3.4 times EBITDA, and the lenders’ limit is 3.5.",
    "The board will discuss on 4 December a plan to merge the two purchasing departments.",
    "Le pilote est la boulangerie Hespel, qui ne doit pas être citée, et le projet est suivi par Ana Ruiz.",
    "La facture d’électricité du site pilote a baissé de 43 % avec la nouvelle sole.",
    "Le ventilateur est trop bruyant : 71 décibels à un mètre.",
    "The grid starts at 2,481 euros a month for an operator in the foundry.",
    "We met in New York in 2031 with 12 people, on 1 January, for 20 % of the price.",
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("€2.31m. That is the number I will not comment on.", "€2.31m"),
        ("Why do they look tired? 3.4 times EBITDA.", "3.4"),
        ("Circle 4 December in your diary, purchasing people.", "4 December"),
        ("Belle matinée à la boulangerie Hespel !", "boulangerie Hespel"),
        ("Un café avec Ana Ruiz ce matin.", "Ana Ruiz"),
        ("43 % de moins sur l’électricité du pilote, rien que ça.", "43 %"),
        ("71 dB à un mètre, le voisin ne rit pas.", "71 dB"),
    ],
    ids=["amount", "ratio", "date", "client", "person", "percentage", "measure"],
)
def test_a_detail_that_stands_in_a_confidential_document_alone_asks_for_a_look(text, words):
    check = NearCopyCheck(make_library(*SECRETS))

    assert seen_by(check, text) == [("telling_detail", words)]


@pytest.mark.parametrize(
    "text",
    [
        "We were 12 around the table in 2031, and 3 of us had slept.",
        "Bonne année ! Rendez-vous le 1er janvier.",
        "On 4 December we bake for the school.",
        "43 % of bakers are late, says the survey.",
        "New York was cold.",
        "Je mesure 1 m 71 et ma boulangerie est fermée.",
        "I earn 2,481 euros a month, and we should all say what our salary is.",
        "20 % off the price of bread.",
    ],
    ids=[
        "small numbers", "common day", "a date alone", "a percentage alone", "known name", "height", "pay",
        "round percentage",
    ],
)  # fmt: skip
def test_small_numbers_common_days_and_pay_give_nothing_away(text):
    assert seen_by(NearCopyCheck(make_library(*SECRETS)), text) == []


def test_a_detail_that_is_public_too_gives_nothing_away():
    library = make_library(*SECRETS, public_texts=["La Boulangerie Hespel vend un pain à 2,31 M€, dit-on."])

    assert seen_by(NearCopyCheck(library), "2.31 million, chez la boulangerie Hespel") == []


def test_an_internal_document_has_no_telling_details():
    assert seen_by(NearCopyCheck(make_library(*SECRETS, level="internal")), "€2.31m, again.") == []


def test_a_sentence_that_is_a_copy_is_told_once():
    assert {rule for rule, _ in seen_by(NearCopyCheck(make_library(*SECRETS)), SECRETS[0])} == {"near_copy"}
