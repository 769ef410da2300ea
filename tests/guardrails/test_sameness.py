# ruff: noqa: E501  (a table of sentences reads better unbroken)

import pytest

from guardrails.authenticity.sameness import SamenessCheck, SamenessIndex
from guardrails.candidate import Source
from guardrails.checks import CheckSkipped
from tests.support.posts import COLLEAGUE, make_doc

COMPANY = (
    "L’usine de Valbrune a réduit sa consommation d’eau de 32 % en trois ans. Les équipes ont d’abord cherché les "
    "fuites, puis installé une boucle fermée qui refroidit les moules sans puiser dans la rivière."
)
BACKGROUND = [
    f"{subject} {verb} {thing} {when}, and the {other} was there too."
    for subject in ("The bakery", "My sister", "A customer", "Our neighbour")
    for verb, thing in (("sold", "bread"), ("fixed", "the old mill"), ("painted", "a boat"))
    for when, other in (("last week", "dog"), ("in the rain", "postman"))
]
BACKGROUND += [
    f"{sujet} {verbe} {chose} {quand}, et {autre} était là aussi."
    for sujet in ("La boulangère", "Ma sœur", "Un client", "Notre voisin")
    for verbe, chose in (("a vendu", "du pain"), ("a réparé", "le vieux moulin"), ("a installé", "une porte"))
    for quand, autre in (("la semaine dernière", "le chien"), ("sous la pluie", "le facteur"))
]
INDEX = SamenessIndex.build([("colleague", 7, COLLEAGUE), ("company", 0, COMPANY)], background=BACKGROUND)


def rules(text: str, index: SamenessIndex = INDEX) -> list[str]:
    return [finding.rule.removeprefix("authenticity.") for finding in SamenessCheck(index)(make_doc(text))]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (COLLEAGUE, "same_as_colleague"),
        ("Our night drivers have had electric trucks since May. They say that it is so quiet in the cab that birds can be "
         "heard at the depot; charging takes the time of a sandwich and a coffee, forty minutes.", "same_as_colleague"),
        (COLLEAGUE.upper().replace("A", "А\u200b".replace("А", "A")), "same_as_colleague"),
        (COMPANY, "copy_of_company"),
        ("Ce que j’ai vu à Valbrune : moins d’eau. On a traqué les fuites, puis une boucle fermée est arrivée sous les "
            "moules, et la rivière respire. Mes bottes aussi, d’ailleurs, après vingt ans de flaques.",
            "same_as_company"),
    ],
    ids=["copied", "reworded", "disguised", "company copied", "company reworded"],
)  # fmt: skip
def test_a_post_too_near_to_another_is_told(text, rule):
    assert rules(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "Electric lorries are noisier than I thought on cobblestones, and our streets have many of them, alas.",
        "Dans mon atelier, nous comptons chaque litre depuis que ma collègue a posé un compteur près de l’évier.",
        "Short.",
        "",
    ],
    ids=["same subject en", "same subject fr", "short", "empty"],
)
def test_the_same_subject_in_one_s_own_words_is_fine(text):
    assert rules(text) == []


def test_a_quotation_is_not_a_copy():
    text = (
        f"J’ai relu ce passage du rapport avec mes voisins du marché, et voici ce qui reste : « {COMPANY} »"
    )

    assert rules(text) == []


def test_shared_hashtags_and_addresses_do_not_make_two_posts_alike():
    tags = " #electrictrucks #nightshift #harbourmills #logistics https://example.com/electric-trucks-night-shift"
    index = SamenessIndex.build([("colleague", 7, COLLEAGUE + tags * 3)], background=BACKGROUND)

    assert (
        rules(
            "My sister painted the kitchen green while the children slept on the balcony." + tags * 3, index
        )
        == []
    )


def test_a_colleague_s_text_is_neither_kept_nor_shown():
    [finding] = SamenessCheck(INDEX)(make_doc(COLLEAGUE))

    assert finding.details == {}
    assert "drivers" not in repr(INDEX)


def test_with_nothing_to_compare_with_it_says_so():
    with pytest.raises(CheckSkipped):
        SamenessCheck(SamenessIndex.build([]))(make_doc(COLLEAGUE))


def test_nobody_is_told_to_sound_less_like_themselves():
    assert SamenessCheck(INDEX, author=7)(make_doc(COLLEAGUE)) == []
    assert SamenessCheck(INDEX, author=8)(make_doc(COLLEAGUE))


OWN = (
    "Hier soir, en rentrant du marché, j’ai longé le canal avec mes bottes trouées et une lampe qui clignotait. "
    "Personne ne parlait, et j’ai compris pourquoi mon père aimait tant cette heure."
)
CITED = f"{OWN}\n\n{COMPANY}\n(Valbrune)"


def cited_rules(text: str, *sources: Source) -> list[str]:
    found = SamenessCheck(INDEX)(make_doc(text, language="fr", sources=sources))
    return [finding.rule.removeprefix("authenticity.") for finding in found]


def test_a_sentence_of_one_s_own_source_is_a_citation_and_not_a_copy():
    source = Source(1, COMPANY, publisher="Valbrune", language="fr")

    assert cited_rules(CITED, source) == []
    assert cited_rules(CITED) != []
    assert cited_rules(CITED, Source(2, "Rien à voir avec cela.", language="fr")) != []


def test_a_post_that_is_nothing_but_its_source_is_a_copy_unless_it_says_whose():
    source = Source(1, COMPANY, publisher="Les Moulins", language="fr")

    assert cited_rules(COMPANY, source) == ["copy_of_company"]
    assert cited_rules(f"{COMPANY}\nSource : Les Moulins", source) == []


def test_what_surrounds_a_citation_is_still_measured():
    source = Source(1, "Un tout autre texte, sur la pluie et le beau temps de la semaine.", language="fr")
    text = f"Un tout autre texte, sur la pluie et le beau temps de la semaine. {COMPANY}"

    assert cited_rules(text, source) == ["copy_of_company"]
