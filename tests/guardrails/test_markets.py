"""What a market asks of posts that praise or were paid: which words count, and where."""

import pytest

from guardrails.candidate import Candidate
from guardrails.compliance.disclosure import DisclosureCheck
from guardrails.compliance.markets import market_of
from guardrails.compliance.reviews import ReviewCheck
from guardrails.decisions import MARKETS, Decisions
from guardrails.doc import Doc
from guardrails.policy import load_policy
from tests.support.posts import company_checks, make_doc, run_leniently

EMPLOYER = "Harbour Mills"
EVERYWHERE = ("", *MARKETS)


def tells_of_gift(text: str, language: str, market: str) -> bool:
    check = ReviewCheck.of(EMPLOYER, products=["Millwright"], market=market)
    return not check(make_doc(text, language=language))


def tells_employer(text: str, language: str, market: str) -> bool:
    check = DisclosureCheck.of(EMPLOYER, products=["Millwright"], market=market)
    return not check(make_doc(text, language=language))


@pytest.mark.parametrize(
    ("text", "language", "markets"),
    [
        ("#ad Use my code BREAD10 at the till.", "en", {"", "eu", "uk", "us"}),
        ("Ad: use my code BREAD10 at the till.", "en", {"", "eu", "uk", "us"}),
        ("Ad – use my code BREAD10 at the till.", "en", {"", "eu", "uk", "us"}),
        ("[Ad] | Use my code BREAD10 at the till.", "en", {"", "eu", "uk", "us"}),
        ("An ad-free site: use my code BREAD10.", "en", set()),
        ("With this ad-blocker, use my code BREAD10.", "en", set()),
        ("An ad-hoc test: they sent me a bag to try.", "en", set()),
        ("Advertisement. Use my code BREAD10.", "en", set(EVERYWHERE)),
        ("Commercial collaboration. Use my code BREAD10.", "en", {"fr"}),
        ("#spon Use my code BREAD10 at the till.", "en", {"", "eu"}),
        ("In partnership with the mill: use my code BREAD10.", "en", {"", "eu"}),
        ("Sponsored by the mill: use my code BREAD10.", "en", {"", "eu", "us"}),
        ("Gifted by the mill: they sent me a bag to try.", "en", {"", "eu", "us"}),
        ("They sent me a bag to try. #ad", "en", {"", "eu", "us"}),
        ("#bread #mill #ad They sent me a bag to try.", "en", {"", "eu"}),
        ("Use my code BREAD10. " + "It is a good mill. " * 20 + "#ad", "en", set()),
        ("#partenariat Code promo PAIN10.", "fr", {"", "eu"}),
        ("#pub Avec mon code, dix pour cent de moins.", "fr", {"", "eu"}),
        ("Collaboration commerciale. Code promo PAIN10.", "fr", set(EVERYWHERE)),
        ("Publicité. Avec mon code, moins dix.", "fr", set(EVERYWHERE)),
        ("Offert par le moulin. Merci au moulin pour ce cadeau.", "fr", {"", "eu", "us"}),
    ],
)
def test_a_market_knows_which_words_tell_of_a_gift_and_where(
    text: str, language: str, markets: set[str]
) -> None:
    assert {market for market in EVERYWHERE if tells_of_gift(text, language, market)} == markets


@pytest.mark.parametrize(
    ("text", "markets"),
    [
        ("I work at Harbour Mills. Millwright is amazing.", set(EVERYWHERE)),
        ("At Harbour Mills, where I work, we love Millwright.", set(EVERYWHERE)),
        ("Millwright is amazing. I work at Harbour Mills.", {"", "fr", "eu", "us"}),
        ("Millwright is amazing. #HarbourMillsEmployee", {"", "fr", "eu", "us"}),
        ("Millwright is amazing. #bread #mills #HarbourMillsEmployee", {"", "fr", "eu"}),
        ("Millwright is amazing.", set()),
    ],
    ids=["first", "within the first sentence", "second", "a tag", "a tag among others", "nothing"],
)
def test_a_market_knows_where_the_employer_must_be_named(text: str, markets: set[str]) -> None:
    assert {market for market in EVERYWHERE if tells_employer(text, "en", market)} == markets


@pytest.mark.parametrize("market", EVERYWHERE)
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Use my code BREAD10 at the till. Then tell me."),
        ("fr", "Code promo PAIN10 en caisse. Dites-moi."),
    ],
)
def test_what_is_offered_is_what_the_market_accepts(market: str, language: str, text: str) -> None:
    check = ReviewCheck.of(EMPLOYER, market=market)
    [finding] = check(make_doc(text, language=language))

    assert finding.replacement is not None
    assert not check(make_doc(finding.replacement + text, language=language))
    assert finding.details["phrases"] == market_of(market).examples[language]


@pytest.mark.parametrize("market", EVERYWHERE)
def test_one_click_names_the_employer_where_the_market_wants_it(market: str) -> None:
    text = "Millwright is amazing. See it."
    check = DisclosureCheck.of(EMPLOYER, products=["Millwright"], market=market)
    [finding] = check(make_doc(text))

    assert finding.replacement is not None
    assert not check(make_doc(text[: finding.start] + finding.replacement + text[finding.end :]))


def test_the_market_of_the_policy_counts() -> None:
    doc = Doc.of(Candidate("Millwright is amazing. I work at Harbour Mills.", "en"))

    def ruled(market: str) -> set[str]:
        policy = load_policy().with_decisions(Decisions(market=market))
        return {finding.rule for check in company_checks(policy) for finding in run_leniently(check, doc)}

    assert "compliance.disclosure" in ruled("uk")
    assert "compliance.disclosure" not in ruled("us")


@pytest.mark.parametrize(
    "rule", ["compliance.disclosure", "compliance.undisclosed_review", "compliance.undisclosed_incentive"]
)
def test_the_advice_is_followed_where_only_the_first_sentence_counts(rule: str) -> None:
    assert "at the very beginning" in load_policy().words(rule, "en").fix
    assert "dès le début" in load_policy().words(rule, "fr").fix
