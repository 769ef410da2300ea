import time

import pytest

from guardrails.confidentiality.fingerprints import (
    FingerprintError,
    FingerprintLibrary,
    fingerprint_sentences,
)
from guardrails.confidentiality.near_copy import NearCopyCheck
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
    assert len(blob) < 1_000


def test_sentences_too_short_to_mean_anything_are_not_kept():
    assert fingerprint_sentences("Oui. Merci à tous. Il n'y a rien à dire.", key=KEY) == []


@pytest.mark.parametrize("blob", [b"", b"\x01", b"\x09\x00\x00\x00\x00", b"\x01\x05\x00\x00\x00abc"])
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
