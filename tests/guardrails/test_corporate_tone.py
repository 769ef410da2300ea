# ruff: noqa: E501  (a table of sentences reads better unbroken)
"""How much a text sounds like a brochure, and whether its author learns why and what would help."""

import time

import pytest

from evals.case import read_cases
from evals.tone_fit import DEV, ToneRow
from guardrails.authenticity.corporate_features import FEATURES, Prose, read_features
from guardrails.authenticity.corporate_tone import corporate_score, corporate_tone, describe
from tests.support.posts import make_doc

BROCHURES = {
    "en": "Brindle Systems is proud to unveil its innovative platform, designed to deliver outstanding performance and "
    "seamless integration to leading organizations across the industry.",
    "fr": "Le groupe Brindel est fier de dévoiler sa plateforme innovante, conçue pour offrir performance et fiabilité "
    "aux entreprises les plus exigeantes du secteur, au service de leur transformation.",
}
PEOPLE = {
    "en": "I unpacked the new machine with Ola this morning. We lost one screw, found two we'd never seen, and it works. "
    "Don't ask me how.",
    "fr": "Ce matin j’ai déballé la nouvelle machine avec Ola. On a perdu une vis, on en a trouvé deux qu’on ne connaissait "
    "pas, et ça marche. Ne me demandez pas comment.",
}
LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])


@LANGUAGES
def test_a_brochure_scores_high_and_a_person_low(language):
    brochure, person = (make_doc(texts[language], language=language) for texts in (BROCHURES, PEOPLE))

    assert corporate_score(brochure) > 0.9
    assert corporate_score(person) < 0.1
    assert corporate_tone(brochure).warns
    assert not corporate_tone(person).warns


@LANGUAGES
def test_its_author_learns_which_words_and_a_way_out(language):
    doc = make_doc(BROCHURES[language], language=language)

    signs, way, (start, end) = describe(doc, corporate_tone(doc))

    quoted = "«\N{NO-BREAK SPACE}innovante\N{NO-BREAK SPACE}»" if language == "fr" else "“innovative”"
    assert quoted in signs
    assert way.endswith(".")
    assert doc.text[start:end].strip()


@LANGUAGES
def test_a_long_sober_sentence_is_no_brochure(language):
    text = {
        "en": "When the baker in Exmere retired in 2014 after forty years, the three brothers who lived above the shop, none "
        "of whom had ever held a peel, bought the oven, the van and the recipe book from his widow for 9,000 pounds.",
        "fr": "Quand le boulanger de Lorgeval a pris sa retraite en 2014 après quarante ans, les trois frères qui vivaient "
        "au-dessus de la boutique, et dont aucun n’avait jamais tenu une pelle, ont racheté le four à sa veuve pour 9 000 euros.",
    }[language]

    assert not corporate_tone(make_doc(text, language=language)).warns


@pytest.mark.parametrize("text", ["", "Innovation.", "🎉🎉", "https://example.com/innovative #innovation"])
def test_of_too_short_a_text_nothing_is_said(text):
    tone = corporate_tone(make_doc(text))

    assert (tone.score, tone.warns, tone.signs) == (0.0, False, ())


def test_hashtags_and_addresses_are_nobody_s_prose():
    tags = " #Innovation #Leadership https://example.com/Strategic-Partnership"

    plain, tagged = (read_features(Prose.of(make_doc(PEOPLE["en"] + more))) for more in ("", tags))

    assert {name: plain[name].value for name in FEATURES if name != "compounds"} == {
        name: tagged[name].value for name in FEATURES if name != "compounds"
    }


@LANGUAGES
def test_none_of_the_people_it_was_fitted_on_is_warned_and_most_brochures_are(language):
    rows = [row for row in read_cases([DEV], ToneRow) if row.language == language]
    warned = {
        label: [
            corporate_tone(make_doc(row.text, language=language)).warns for row in rows if row.label == label
        ]
        for label in ("corporate", "personal")
    }

    assert min(len(some) for some in warned.values()) >= 60
    assert not any(warned["personal"])
    assert sum(warned["corporate"]) > 0.6 * len(warned["corporate"])


@LANGUAGES
def test_time_grows_with_the_text_and_no_faster(language):
    def seconds(times: int) -> float:
        doc = make_doc((BROCHURES[language] + " ") * times, language=language)
        start = time.thread_time()
        corporate_tone(doc)
        return time.thread_time() - start

    seconds(10)
    attempts = ((seconds(20), seconds(80)) for _ in range(5))

    assert any(much < 8 * max(little, 0.0005) for little, much in attempts)
