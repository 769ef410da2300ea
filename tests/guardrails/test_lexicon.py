import time
from datetime import date

import pytest

from guardrails.confidentiality.lexicon import LexiconCheck, LexiconTerm
from tests.support.posts import TODAY, make_doc, seen_by
from tests.support.slowness import grows_evenly

TERMS = [
    LexiconTerm("Atlas", "code_name"),
    LexiconTerm("Projet Éclair", "code_name"),
    LexiconTerm("levée de fonds", "embargo", ends=date(2031, 3, 15)),
    LexiconTerm("Zephyr Bank", "client"),
    LexiconTerm("Zephyr", "client"),
    LexiconTerm("Ana Ruiz", "person"),
    LexiconTerm("old news", "embargo", ends=date(2031, 3, 4)),
    LexiconTerm("next year", "embargo", starts=date(2032, 1, 1)),
]
CHECK = LexiconCheck.of(TERMS, today=TODAY)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Proud of ATLAS!", [("code_name", "ATLAS")]),
        ("We print atlases, and Atlasian maps.", []),
        ("l’Atlas, Atlas’s team", [("code_name", "Atlas"), ("code_name", "Atlas")]),
        ("projet-eclair, projets éclairs", [
            ("code_name", "projet-eclair"), ("code_name", "projets éclairs")]),
        ("Notre LEVÉE DE FONDS", [("embargo", "LEVÉE DE FONDS")]),
        ("Zephyr Bank, Zephyr\nBank, Zephyr", [
            ("client", "Zephyr Bank"), ("client", "Zephyr\nBank"), ("client", "Zephyr")]),
        ("Merci à Ana Ruiz", [("person", "Ana Ruiz")]),
        ("old news for next year", []),
        ("At\u200blas and 𝐀tlas", [("code_name", "At\u200blas"), ("code_name", "𝐀tlas")]),
        ("#Atlas", [("code_name", "Atlas")]),
        ("", []),
    ],
    ids=[
        "capitals", "longer word", "elision", "plural and hyphen", "accents", "longest wins", "person",
        "out of force", "tricks", "hashtag", "empty",
    ],
)  # fmt: skip
def test_terms_are_found_as_whole_words_only(text, seen):
    assert seen_by(CHECK, text) == seen


@pytest.mark.parametrize(
    ("announced", "language", "until"),
    [
        (None, "en", ""),
        (None, "fr", ""),
        (date(2031, 3, 15), "en", " until 15 March 2031"),
        (date(2031, 3, 15), "fr", " jusqu’au 15/03/2031"),
    ],
)
def test_an_embargo_says_until_when_only_if_everybody_knows(announced, language, until):
    term = LexiconTerm("levée de fonds", "embargo", ends=date(2031, 3, 15), announced=announced)

    [finding] = LexiconCheck.of([term], today=TODAY)(make_doc("levée de fonds", language=language))

    assert finding.details == {"until": until}


def test_an_embargo_ends_on_its_day():
    check = LexiconCheck.of(TERMS, today=date(2031, 3, 15))

    assert seen_by(check, "levée de fonds") == []


def test_a_spokesperson_may_be_named():
    check = LexiconCheck.of(TERMS, today=TODAY, spokespersons=["ana ruiz"])

    assert seen_by(check, "Ana Ruiz spoke of Atlas") == [("code_name", "Atlas")]


def test_no_terms_find_nothing():
    assert seen_by(LexiconCheck.of([LexiconTerm(" ", "client")], today=TODAY), "anything") == []


BIRDS = LexiconCheck.of(
    [
        LexiconTerm("Cormoran", "code_name"),
        LexiconTerm("Noctule", "embargo"),
        LexiconTerm("fusion", "embargo"),
        LexiconTerm("Projet Éclair", "code_name"),
    ],
    today=TODAY,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Je pense à C o r m o r a n ce soir", "C o r m o r a n"),
        ("Cor-mo-ran avance", "Cor-mo-ran"),
        ("C.o.r.m.o.r.a.n avance", "C.o.r.m.o.r.a.n"),
        ("c_o_r_m_o_r_a_n", "c_o_r_m_o_r_a_n"),
        ("le C0rm0ran avance", "C0rm0ran"),
        ("le c0rmor@n avance", "c0rmor@n"),
        ("le Сormoran avance", "Сormoran"),
        ("P r o j e t É c l a i r, chut", "P r o j e t É c l a i r"),
        ("les C o r m o r a n s", "C o r m o r a n s"),
    ],
    ids=["spaced", "hyphens", "full stops", "underscores", "digits", "signs", "look-alike",
         "two words", "plural"],
)  # fmt: skip
def test_a_code_name_in_disguise_is_still_one(text, words):
    assert seen_by(BIRDS, text) == [("code_name", words)]


@pytest.mark.parametrize(
    "text",
    [
        "Le corps, mo, ran : trois syllabes.", "A b c d e f g", "cor mo ran", "cormorandie2030",
        "C-o-r-m-o-r",
        "https://moran.example/cor", "1 2 3 4 5 6 7 8",
    ],
)  # fmt: skip
def test_letters_that_spell_another_thing_are_left_alone(text):
    assert seen_by(BIRDS, text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("J’ai vu un cormoran sur la Loire.", "code_name_maybe"),
        ("Les cormorans pêchent.", "code_name_maybe"),
        ("There was a cormoran on the pier.", "code_name_maybe"),
        ("Le noctule chasse la nuit.", "code_name_maybe"),
        ("Longue journée sur cormoran.", "code_name"),
        ("Un Cormoran de plus.", "code_name"),
        ("le CORMORAN", "code_name"),
        ("un #cormoran", "code_name"),
        ("le projet éclair", "code_name"),
        ("La fusion avance.", "embargo"),
    ],
    ids=[
        "article", "plural", "article en", "embargoed name", "no article", "capital", "capitals", "hashtag",
        "two words", "a subject, not a name",
    ],
)  # fmt: skip
def test_the_ordinary_word_asks_for_a_look_and_the_name_is_stopped(text, rule):
    assert [found for found, _ in seen_by(BIRDS, text)] == [rule]


WORKS = LexiconCheck.of(
    [
        LexiconTerm("Projet Atlas", "code_name"),
        LexiconTerm("Noctule", "embargo", others=("Night Oven",)),
        LexiconTerm("Vega-3", "code_name"),
        LexiconTerm("levée de fonds", "embargo"),
        LexiconTerm("accord régional", "embargo"),
        LexiconTerm("product recall", "embargo"),
        LexiconTerm("new battery", "embargo"),
        LexiconTerm("Maison Duval", "client"),
    ],
    today=TODAY,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Fier du #ProjetAtlas", "ProjetAtlas"),
        ("le projetAtlas avance", "projetAtlas"),
        ("#projetatlas", "projetatlas"),
        ("les PROJETS-ATLAS", "PROJETS-ATLAS"),
        ("un #projetnoctule", "projetnoctule"),
        ("#TeamNoctule en force", "TeamNoctule"),
        ("NoctuleV2 arrive", "Noctule"),
        ("noctule2031 arrive", "noctule"),
        ("our night ovens", "night ovens"),
        ("Vega 3, c’est pour bientôt", "Vega 3"),
        ("Vega3, c’est pour bientôt", "Vega3"),
        ("l’équipe de Vega_3", "Vega_3"),
        ("deux levées de fonds", "levées de fonds"),
        ("des accords régionaux", "accords régionaux"),
        ("two product recalls", "product recalls"),
        ("the new batteries", "new batteries"),
        ("chez #MaisonDuval", "MaisonDuval"),
    ],
)
def test_a_name_is_found_however_it_is_bent_or_joined(text, words):
    assert [found for _, found in seen_by(WORKS, text)] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "L’atlas routier du projet", "Vega 30 et Vega 2", "Une levée du courrier, des fonds marins",
        "iPhone15 et MacBook",
        "La maison de Duval", "a newer battery", "#atlasobscura",
    ],
)  # fmt: skip
def test_words_that_only_resemble_a_name_are_left_alone(text):
    assert seen_by(WORKS, text) == []


def test_two_thousand_terms_cost_next_to_nothing():
    letters = "bcdfghjklmnpqrstvwxz"
    terms = [
        LexiconTerm(f"{one}a{two}o{three}ix", "code_name")
        for one in letters
        for two in letters
        for three in letters[:6]
    ]
    check = LexiconCheck.of(terms, today=TODAY)
    doc = make_doc(
        "We moved the night shift to electric trucks in May, and the drivers hear the birds. " * 16
    )

    start = time.thread_time()
    for _ in range(20):
        check(doc)

    assert (time.thread_time() - start) / 20 < 0.01


@pytest.mark.parametrize(
    "bomb", ["Atlas ", "A t l a s ", "aB", "a1", "A-", "ProjetAtlas", "#", "\ud800", "é", "levee de "]
)
def test_no_name_makes_a_long_line_explode(bomb):
    assert grows_evenly(WORKS, bomb)
