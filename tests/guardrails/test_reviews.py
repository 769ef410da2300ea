# ruff: noqa: E501  (a table of sentences reads better unbroken)

from time import process_time

import pytest

from guardrails.checks import CheckSkipped
from guardrails.compliance.reviews import ReviewCheck
from tests.support.posts import make_doc

CHECK = ReviewCheck.of("Harbour Mills", products=["Millwright", "Relay"], phrases=["#advert"])


def rules(text: str, language: str) -> set[str]:
    return {finding.rule.partition(".")[2] for finding in CHECK(make_doc(text, language=language))}


AS_A_CUSTOMER = {
    "en": [
        "I bought a Millwright last year. Best purchase I ever made.", "We switched to the Millwright in May and the bread is better.",
        "As a happy customer of Harbour Mills, I can only say one thing: go.", "My honest review of the Millwright: it grinds.",
        "Millwright: 5/5. Fast delivery.", "Ordered on Monday, the Millwright arrived yesterday. Worth every penny.",
        "Customer since 2019, and Harbour Mills never let me down.", "Ten out of ten for the Millwright.",
        "I've just ordered my second Millwright.", "⭐⭐⭐⭐⭐ Millwright. Would buy again.", "Unboxing the Millwright tonight!",
        "The Millwright is great value for a small bakery. Money well spent.",
    ],
    "fr": [
        "J’ai acheté un Millwright l’an dernier. Meilleur achat de ma vie.", "Je viens d’acheter mon deuxième Millwright.",
        "En tant que cliente de Harbour Mills, je suis comblée.", "Mon avis sur le Millwright : il moud.",
        "Millwright : 5/5, livraison rapide.", "Client fidèle de Harbour Mills depuis dix ans.",
        "Excellent achat que ce Millwright.", "Je me suis offert un Millwright pour Noël.",
        "Le Millwright, testé pour vous ce week-end.", "Cinq étoiles pour le Millwright.",
        "Super rapport qualité-prix, ce Millwright.", "J’ai craqué pour le Millwright en mai.",
    ],
}  # fmt: skip
TOLD_OR_NO_REVIEW = {
    "en": [
        "I work at Harbour Mills, and I bought a Millwright last year.", "My employer makes the Millwright; I bought one too.",
        "A customer told me the Millwright was worth every penny. I work for Harbour Mills.", "Yesterday a Millwright left for Lindale.",
        "I bought flour this morning.", "The Millwright weighs 400 kilos.", "I bought bread. Later I greased a Millwright.",
        "Our team at Harbour Mills got 5/5 from the school.", "As a miller, I grease the Millwright on Mondays.",
        "Best purchase of the year: a pair of boots.", "#advert I bought a Millwright.", "Harbour Mills bought a field in Lindale.",
    ],
    "fr": [
        "Je travaille chez Harbour Mills, et j’ai acheté un Millwright.", "Mon entreprise fait le Millwright ; j’en ai acheté un.",
        "Un Millwright est parti hier pour Valbrune.", "J’ai acheté de la farine ce matin.", "Le Millwright pèse 400 kilos.",
        "J’ai acheté du pain. Plus tard, j’ai graissé un Millwright.", "Notre équipe de Harbour Mills a eu 5/5 à l’école.",
        "Meilleur achat de l’année : une paire de bottes.", "Harbour Mills a acheté un champ à Valbrune.",
        "Le client de Valbrune a reçu son Millwright.",
    ],
}  # fmt: skip
GIVEN = {
    "en": [
        "Use my code BREAD10 at the till.", "Promo code: OVEN5.", "Discount code in the comments.", "The affiliate link is below.",
        "Here is my referral link.", "They asked for a post in exchange for a review.", "A bag of flour in return for my honest opinion.",
        "Thanks to Ulverby Flour for sending this bag.", "Thank you so much to the mill for the gift.",
        "They sent me a bag of flour to try.", "The mill lent me one of its stones to test.",
    ],
    "fr": [
        "Code promo PAIN10 en caisse.", "Avec mon code, dix pour cent de moins.", "Le lien affilié est en commentaire.",
        "Voici mon lien de parrainage.", "Ils voulaient un post en échange d’un avis.", "Un sac en contrepartie d’un article.",
        "Merci à la Meunerie Ulverby pour l’envoi.", "Merci au moulin pour ce cadeau.", "On m’a envoyé un sac de farine à tester.",
        "Ils m’ont prêté une meule pour la tester.", "Mon code de réduction est en bio.",
    ],
}  # fmt: skip
TOLD_OR_NOT_GIVEN = {
    "en": [
        "#ad Use my code BREAD10 at the till.", "Sponsored by the mill. Promo code: OVEN5.", "Gifted by the mill: they sent me a bag to try.",
        "I get a commission. Here is my referral link.", "In partnership with the mill. Discount code below.",
        "We wrote code in exchange for coffee.", "Thanks to Ana for the lift.", "Thanks for sending good thoughts.", "They sent me home.",
        "The building code was changed in May.",
    ],
    "fr": [
        "#partenariat Code promo PAIN10.", "Offert par le moulin. Merci au moulin pour ce cadeau.", "Collaboration commerciale. Avec mon code, moins dix.",
        "Je touche une commission. Voici mon lien de parrainage.", "En partenariat avec le moulin : code promo PAIN10.",
        "Merci à Ana pour le trajet.", "Ils m’ont envoyé au dépôt.", "On a échangé des avis.", "Le code du travail est long.",
        "Merci à tous pour vos messages.",
    ],
}  # fmt: skip


def cases(texts: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(text, language) for language, listed in texts.items() for text in listed]


@pytest.mark.parametrize(("text", "language"), cases(AS_A_CUSTOMER))
def test_an_employee_s_review_must_not_read_like_a_customer_s(text, language):
    assert "undisclosed_review" in rules(text, language)


@pytest.mark.parametrize(("text", "language"), cases(TOLD_OR_NO_REVIEW))
def test_a_review_that_says_who_writes_and_what_is_no_review_pass(text, language):
    assert "undisclosed_review" not in rules(text, language)


@pytest.mark.parametrize(("text", "language"), cases(GIVEN))
def test_what_was_given_in_return_must_be_told(text, language):
    assert "undisclosed_incentive" in rules(text, language)


@pytest.mark.parametrize(("text", "language"), cases(TOLD_OR_NOT_GIVEN))
def test_what_is_told_or_was_not_given_is_left_alone(text, language):
    assert "undisclosed_incentive" not in rules(text, language)


@pytest.mark.parametrize(
    ("language", "mended"), [("en", "#ad Promo code: OVEN5."), ("fr", "#partenariat Promo code: OVEN5.")]
)
def test_one_click_tells_the_incentive(language, mended):
    text = "Promo code: OVEN5."

    [finding] = CHECK(make_doc(text, language=language))

    assert text[: finding.start] + (finding.replacement or "") + text[finding.end :] == mended
    assert rules(mended, language) == set()


def test_without_an_employer_there_is_nothing_to_review():
    with pytest.raises(CheckSkipped):
        ReviewCheck.of("")(make_doc("I bought a mill."))


@pytest.mark.parametrize(
    "piece",
    [
        "thank you to ",
        "merci a la ",
        "i bought a ",
        "m'a envoye ",
        "sent me a ",
        "received this ",
        "⭐ ",
        "je viens d'",
    ],
)
def test_reading_reviews_takes_time_in_proportion(piece):
    def seconds(length: int) -> float:
        doc = make_doc((piece * (length // len(piece) + 1))[:length])
        start = process_time()
        CHECK(doc)
        return process_time() - start

    short, long = (min(seconds(length) for _ in range(2)) for length in (3_000, 24_000))

    assert long < 16 * max(short, 0.002)
