# ruff: noqa: E501  (tables of sentences read better unbroken)

import re
import struct
import time

import pytest

from guardrails.candidate import Source
from guardrails.confidentiality.leaks.concepts import concepts_of
from guardrails.confidentiality.leaks.fingerprints import (
    FingerprintError,
    FingerprintLibrary,
    fingerprint_sentences,
)
from guardrails.confidentiality.leaks.reworded import RewordedCheck
from guardrails.confidentiality.leaks.sounds import sounds_of
from guardrails.words import read_phrases
from tests.support.posts import KEY, make_doc, make_library, seen_by

FACTS = (
    "The brewery in Marsden will be sold to the Kessel family on 14 June for 23 million euros.",
    "Twelve per cent of the pumps delivered to Spanish farms leak after six weeks because a seal dries out.",
    "Notre banque partenaire va rompre son contrat en octobre à cause de la panne de 8 400 terminaux.",
    "L'essai du pansement Ivora est suspendu : trois patients ont eu une réaction allergique grave.",
)
CHECK = RewordedCheck(make_library(*FACTS))


@pytest.mark.parametrize(
    "text",
    [
        "Guess who is buying our Marsden brewery this summer? The Kessels, for twenty-three million.",
        "In mid-June the Kessel family takes over Marsden, price tag €23m.",
        "About one in eight of the pumps we shipped to farmers in Spain starts leaking within weeks.",
        "La famille Kessel rachète la brasserie de Marsden pour 23 millions d'euros.",
        "Une pompe sur huit livrée aux fermes espagnoles fuit au bout de six semaines.",
        "La banque nous quitte cet automne : plus de huit mille terminaux sont tombés en panne.",
        "Our banking partner walks away in October after 8,400 terminals broke down.",
        "Tests of the Ivora dressing are on hold, since 3 patients had a serious allergic reaction.",
    ],
    ids=[
        "plain words", "other words and symbols", "a share", "translated fr", "translated share fr",
        "a season", "translated en", "translated names",
    ],
)  # fmt: skip
def test_a_confidential_fact_in_other_words_asks_for_a_look(text):
    assert {rule for rule, _ in seen_by(CHECK, text)} == {"reworded"}


@pytest.mark.parametrize(
    "text",
    [
        "I drank a very good beer with my family in June, and I paid for everybody.",
        "A pump that leaks is a pump that nobody has looked after.",
        "Ma banque a changé de logo, et je ne m'y fais pas.",
        "Un pansement, ce n'est rien, mais il console.",
        "Yes.",
        "",
    ],
    ids=["same things", "same subject", "same subject fr", "same thing fr", "a word", "nothing"],
)
def test_the_same_subject_without_the_fact_is_free(text):
    assert seen_by(CHECK, text) == []


def test_it_points_at_the_author_s_words_and_says_nothing_of_the_document():
    text = "Hello. So, they say that the Kessels will buy our Marsden brewery in June, and I smile. Bye."

    [finding] = CHECK(make_doc(text))

    assert text[finding.start : finding.end] == "Kessels will buy our Marsden brewery in June"
    assert not finding.details


def test_what_a_public_sentence_says_as_well_is_no_secret():
    said = "The Kessel family buys the Marsden brewery for 23 million euros in June."
    check = RewordedCheck(make_library(*FACTS, public_texts=[f"About us. {said}"]))

    assert seen_by(check, said) == []
    assert seen_by(check, "Three patients had a serious allergy to the Ivora dressing, so the trial stops.")


def test_what_a_source_of_the_draft_says_is_no_secret_either():
    said = "The Kessel family buys the Marsden brewery for 23 million euros in June."

    assert seen_by(CHECK, said)
    assert seen_by(CHECK, said, sources=[Source(1, said)]) == []


def test_pay_and_conditions_are_never_its_business():
    facts = (
        "The wages of the night shift in Marsden will fall by 12 per cent in June.",
        "Les primes de nuit de Marsden baisseront de 12 pour cent en juin.",
    )
    check = RewordedCheck(make_library(*facts))

    assert seen_by(check, "They want to cut our night shift wages in Marsden by 12 % in June. Unfair!") == []
    assert seen_by(check, "On veut baisser nos primes de nuit de 12 % en juin, à Marsden.") == []


def test_an_internal_document_may_be_put_in_other_words():
    check = RewordedCheck(make_library(*FACTS, level="internal"))

    assert seen_by(check, "The Kessels buy our Marsden brewery in June for 23 million.") == []


def test_what_is_kept_holds_no_word_no_order_and_depends_on_the_key():
    sentence, shuffled = "Kestrel sells Marsden, Tolva and Ingot.", "Ingot, Tolva and Marsden Kestrel sells."
    [kept], [other_order] = (fingerprint_sentences(text, key=KEY) for text in (sentence, shuffled))
    [other_key] = fingerprint_sentences(sentence, key=b"another key")

    assert kept[-50:] == other_order[-50:]
    assert kept[-50:] != other_key[-50:]
    assert not any(word.encode() in kept for word in re.findall(r"\w{4,}", sentence.lower()))


def test_a_leak_does_not_drown_in_a_sentence_without_end():
    around = "and then we walked along the river and talked of bread and cats and the weather in the hills "

    assert seen_by(CHECK, around * 8 + "and the Kessels buy our Marsden brewery for 23 million " + around * 8)


def test_what_was_kept_by_an_earlier_version_still_rings_for_copies():
    fact = FACTS[0]
    [blob] = fingerprint_sentences(fact, key=KEY)
    _, grams, runs, anchors = struct.unpack_from("<BHHH", blob)
    older = b"\x02" + blob[1 : 7 + 4 * grams + 8 * (runs + anchors)]

    library = FingerprintLibrary.load([(1, "confidential", older)], key=KEY)

    assert len(library) == 1
    assert (
        seen_by(RewordedCheck(library), "The Kessels buy our Marsden brewery in June for 23 million.") == []
    )


@pytest.mark.parametrize("cut", [1, 2, 5, 9])
def test_a_meaning_that_was_cut_short_is_refused(cut):
    [blob] = fingerprint_sentences(FACTS[0], key=KEY)

    with pytest.raises(FingerprintError):
        FingerprintLibrary.load([(1, "confidential", blob[:-cut])], key=KEY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 % of them", "one in eight of them"),
        ("14 per cent", "un sur sept"),
        ("a third of it", "33 %"),
        ("deux tiers", "66 %"),
        ("8,400 of them", "more than eight thousand"),
        ("299 euros", "three hundred euros"),
        ("in May", "au printemps"),
        ("cet été", "in July"),
        ("at Christmas", "le 12 décembre"),
        ("we sold it", "la cession du site"),
        ("pulled the plug", "la fermeture"),
        ("hydrogen trucks", "camions à hydrogène"),
        ("recruitment", "on embauche"),
    ],
)  # fmt: skip
def test_two_ways_to_say_it_have_something_in_common(one, other):
    keys = [
        {key for concept in concepts_of(make_doc(text), 0) for key, _ in concept.keys}
        for text in (one, other)
    ]

    assert keys[0] & keys[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [("may I", "en mai"), ("il a été vendu", "in summer"), ("march on", "in March")],
)
def test_a_verb_is_no_month(one, other):
    moments = [
        {key for concept in concepts_of(make_doc(text), 0) for key, _ in concept.keys if key.startswith("t ")}
        for text in (one, other)
    ]

    assert not moments[0]
    assert moments[1]


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("hydrogene", "hydrogen"),
        ("capacite", "capacity"),
        ("electronique", "electronic"),
        ("solvant", "solvent"),
    ],
)
def test_words_of_one_root_sound_alike(french, english):
    assert sounds_of(french) == sounds_of(english) != ""


def test_no_two_groups_of_words_have_the_same_name():
    heads = [
        tuple(side.split(",")[0].strip(" ~") for side in line.split("="))
        for line in read_phrases("rewordings")
    ]

    assert len(heads) == len(set(heads))
    assert all(len(head) == 2 and all(head) for head in heads)


def test_an_empty_library_finds_nothing():
    assert RewordedCheck(make_library())(make_doc("The Kessels buy our Marsden brewery in June.")) == []


def test_a_post_is_compared_with_two_thousand_sentences_while_typing():
    nouns = (
        "brewery",
        "pump",
        "budget",
        "winter",
        "bridge",
        "ticket",
        "garden",
        "letter",
        "window",
        "server",
    )
    library = make_library(
        *(
            f"The {nouns[n % 10]} of Place{n} costs {n * 37} euros, and {nouns[n // 7 % 10]}s in {n % 89} towns wait for it."
            for n in range(2_000)
        )
    )
    doc = make_doc("I spent a week with the team of the bakery, and the oven was quiet all winter. " * 16)
    check = RewordedCheck(library)
    check(doc)

    start = time.process_time()
    check(doc)

    assert len(library.meanings) == 2_000
    assert time.process_time() - start < 0.1
