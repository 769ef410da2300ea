import pytest

from guardrails.checks import CheckSkipped
from guardrails.compliance.disclosure import DisclosureCheck
from tests.support.posts import make_doc

CHECK = DisclosureCheck.of("Harbour Mills", products=["Millwright"], phrases=["#advert"])


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
