import pytest

from guardrails.checks import CheckSkipped
from guardrails.compliance.disclosure import DisclosureCheck
from tests.support.posts import make_doc

CHECK = DisclosureCheck.of("Harbour Mills", products=["Millwright", "Relay", "Relais"], phrases=["#advert"])


def is_flagged(text: str, language: str) -> bool:
    return bool(CHECK(make_doc(text, language=language)))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Millwright is amazing. You should see it.", "en"),
        ("I recommend the new mill by Harbour Mills!", "en"),
        ("Hello\n\n\nI work at Harbour Mills and Millwright is great", "en"),
        ("Millwright is great. " + "It grinds and grinds. " * 12 + "I work at Harbour Mills.", "en"),
        ("I do not work at Harbour Mills, but Millwright is great", "en"),
        ("Millwright est génial, essayez.", "fr"),
        ("#Millwright, c’est top !", "fr"),
        ("J’adore ce que fait Harbour Mills.", "fr"),
    ],
    ids=[
        "praise",
        "recommendation",
        "below three lines",
        "below the fold",
        "denial",
        "praise fr",
        "tag",
        "love fr",
    ],
)
def test_praise_without_a_word_on_who_pays_you_is_stopped(text, language):
    assert is_flagged(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I work at Harbour Mills. Millwright is amazing.", "en"),
        ("We at Harbour Mills love Millwright.", "en"),
        ("My company did it: Millwright is great.", "en"),
        ("Our team is proud: Millwright is out.", "en"),
        ("Millwright is great. #HarbourMillsEmployee", "en"),
        ("Millwright is great #advert", "en"),
        ("As an engineer at Harbour Mills, I love Millwright", "en"),
        ("Chez nous, Millwright est génial.", "fr"),
        ("Mon entreprise sort Millwright : génial.", "fr"),
        ("Je travaille chez Harbour Mills et Millwright est top", "fr"),
        ("J’ai rejoint Harbour Mills en mai ; Millwright est top", "fr"),
        ("Salariée d’Harbour Mills, j’adore Millwright.", "fr"),
        ("Harbour Mills opened a plant in Lindale.", "en"),
        ("Millwright is not great.", "en"),
        ("Millwright n’est pas génial.", "fr"),
        ("A great week in the sun.", "en"),
        ("Great bakeries use flour. Millers too. Windmillwrights are great.", "en"),
    ],
    ids=[
        "I work at", "we at", "my company", "our team", "tag above the fold", "accepted phrase", "job title",
        "chez nous", "mon entreprise", "je travaille", "rejoint", "salariée", "no praise", "criticism",
        "criticism fr", "no product", "longer word",
    ],
)  # fmt: skip
def test_whoever_says_where_they_work_or_praises_nothing_is_left_alone(text, language):
    assert not is_flagged(text, language)


@pytest.mark.parametrize(
    ("text", "language", "mended"),
    [
        ("Millwright is amazing. See it.", "en", "Millwright is amazing. I work at Harbour Mills. See it."),
        (
            "Millwright est génial.\nVenez.",
            "fr",
            "Millwright est génial. Je travaille chez Harbour Mills.\nVenez.",
        ),
        ("Millwright is great " * 12, "en", "I work at Harbour Mills. " + "Millwright is great " * 12),
        ("🎉 Millwright is great", "en", "🎉 Millwright is great I work at Harbour Mills."),
    ],
    ids=["after the first sentence", "french", "before a long one", "emoji"],
)
def test_one_click_puts_the_disclosure_where_readers_see_it(text, language, mended):
    [finding] = CHECK(make_doc(text, language=language))

    assert finding.start == finding.end
    assert text[: finding.start] + finding.replacement + text[finding.end :] == mended
    assert not is_flagged(mended, language)


def test_without_an_employer_there_is_nothing_to_disclose():
    with pytest.raises(CheckSkipped):
        DisclosureCheck.of("")(make_doc("This is great."))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Harbour Mills makes magnificent mills.", "en"),
        ("Millwright is a joy to use.", "en"),
        ("Five stars for the mills of Harbour Mills.", "en"),
        ("Honestly, if you grind at night, get a Millwright.", "en"),
        ("Three reasons to buy a Millwright:\n1. It grinds.", "en"),
        ("Once more, Relay heard it first. Every mill should have one.", "en"),
        ("A Millwright on the first floor. Highly recommended!", "en"),
        ("Millwright came on Monday. I love this machine.", "en"),
        ("What a machine, this Millwright!", "en"),
        ("Millwright ⭐⭐⭐⭐⭐", "en"),
        ("Nobody builds mills like Harbour Mills.", "en"),
        ("the millwright is superb, i swear", "en"),
        ("Harbour Mills fait des moulins formidables.", "fr"),
        ("Le Millwright change tout.", "fr"),
        ("Trois raisons d’acheter un Millwright plutôt qu’un autre.", "fr"),
        ("Il vous faut un Millwright.", "fr"),
        ("Le Millwright est arrivé. Commandez le vôtre !", "fr"),
        ("Un Relais sur le toit, et le bruit s’en va. J’adore ce produit.", "fr"),
        ("Relais prévient avant la panne. Franchement, bravo.", "fr"),
        ("Quelle machine, ce Millwright !", "fr"),
        ("Personne ne fait de moulins comme Harbour Mills.", "fr"),
        ("Tous les moulins devraient avoir un Relais.", "fr"),
    ],
)
def test_praise_comes_in_many_words(text, language):
    assert is_flagged(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("To relay a message in the rain is wonderful.", "en"),
        ("A relay race is the best thing on a Sunday.", "en"),
        ("Relais de poste au petit matin : magnifique.", "fr"),
        ("Un relais sous la neige, c’est superbe.", "fr"),
        ("Two wonderful weeks in the Relay, from Lindale to Marrow.", "en"),
        ("Un voyage merveilleux au Relais, du soleil partout.", "fr"),
        ("Get the Millwright out of the van before the rain.", "en"),
        ("Prenez le Millwright par les poignées.", "fr"),
        ("Harbour Mills will be delighted to welcome you on Saturday.", "en"),
        ("Harbour Mills sera heureuse d’accueillir les familles.", "fr"),
        ("Well done Ines, who fitted her first Millwright alone.", "en"),
        ("Bravo à Inès, qui a monté son premier Millwright.", "fr"),
        ("I fitted a Millwright. My apprentice is brilliant.", "en"),
        ("J’ai posé un Millwright. J’adore la mer en novembre.", "fr"),
        ("A great evening with friends, and a Millwright to grease tomorrow.", "en"),
        ("Is the Millwright better than the old one? Measure it.", "en"),
    ],
)
def test_an_ordinary_word_a_place_or_a_person_is_not_the_product(text, language):
    assert not is_flagged(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("“Grinding takes 58 minutes.” (Harbour Mills) 👍 Well done to the whole team.", "en"),
        ("According to Harbour Mills, grinding takes an hour. I love waiting.", "en"),
        ("Harbour Mills: https://mills.example/great-news\nWhat a wonderful day for a walk.", "en"),
        ("As Harbour Mills puts it: “grinding takes an hour”. A perfect excuse for coffee.", "en"),
        ("« La mouture dure 58 minutes. » (Harbour Mills, en anglais) 👍 Bravo à toute l’équipe.", "fr"),
        ("Selon Harbour Mills : la mouture dure une heure. Moi, j’adore attendre.", "fr"),
        ("Harbour Mills : https://mills.example/super\nBelle lecture, et super dimanche !", "fr"),
        ("Source : Harbour Mills. Un film magnifique hier soir.", "fr"),
    ],
)
def test_citing_the_employer_as_a_source_is_no_praise(text, language):
    assert not is_flagged(text, language)


def test_praise_in_quotation_marks_is_still_praise_of_the_product():
    assert is_flagged("Harbour Mills writes: “Millwright is the best mill in the world.”", "en")
