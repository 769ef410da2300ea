# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""What differs from one market to the next: which words tell that something was given, and where they must stand.

France: the mentions of the law of 9 June 2023 on commercial influence. United Kingdom: the ASA's advice on
recognising ads ("ad", up front). United States: 16 CFR 255.5 and the FTC's answers on it (plain words, not in a
string of hashtags). Elsewhere, and where no market is chosen, any plain wording before the fold will do.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_FEWEST_IN_STRING = 3
_TAG_STRING = re.compile(rf"(?:#\w+[ ,]*){{{_FEWEST_IN_STRING},200}}")

# A dash is a label's only before a space: "ad-free" and "ad-hoc" are words.
_LABEL = r"(?:^|\W)\[?ad\]?(?:\s?[:|]|\s?[–—-](?=\s))"
_ANY = re.compile(
    r"#(?:ad|advert|advertisement|advertising|sponsored|spon|gifted|paid|partnership|paidpartnership|affiliate|partenariat\w*|"
    r"collaborationcommerciale|collabcommerciale|sponso\w*|publicite|pub|cadeau|offert|produitoffert|invitation)(?!\w)"
    r"|\b(?:paid (?:partnership|promotion|for by)|sponsored (?:by|post)|in partnership with|advertisement|gifted by|gift from|"
    r"(?:received|got|given|sent) (?:it |this |me )?(?:\w+ )?(?:for free|free of charge)|i (?:earn|get) (?:a )?commission|"
    r"collaboration commerciale|partenariat (?:remunere|avec)|en partenariat avec|sponsorisee?s? par|offerte?s? par|m'(?:a|ont) ete offerte?s?|"
    r"recue?s? gratuitement|a titre gratuit|post sponsorise|je (?:touche|percois) une commission|publicite|contenu sponsorise)\b"
    rf"|{_LABEL}"
)
_FRENCH_MENTIONS = (
    r"#(?:publicite|collaborationcommerciale)(?!\w)|\b(?:publicite|collaboration commerciale)\b"
)
_FRANCE = re.compile(
    rf"{_FRENCH_MENTIONS}|\b(?:commercial collaboration|advertisement|advertising)\b|#(?:advertisement|advertising)(?!\w)"
)
_UK = re.compile(
    rf"{_FRENCH_MENTIONS}|#(?:ad|advert|advertisement|advertising)(?!\w)|{_LABEL}|\b(?:advert|advertisement|advertising)\b"
)
_US = re.compile(
    rf"{_FRENCH_MENTIONS}|#(?:ad|advert|advertisement|advertising|sponsored|paidpartnership|paidad)(?!\w)|{_LABEL}"
    r"|\b(?:advertisement|paid (?:partnership|promotion|for by)|sponsored (?:by|post)|gifted by|a gift from|"
    r"(?:received|got|given|sent) (?:it |this |me )?(?:\w+ )?(?:for free|free of charge)|(?:gave|sent) (?:it |this |one )?to me (?:for free|free of charge)|"
    r"i (?:earn|get) (?:a )?commission|partenariat remunere|sponsorisee?s? par|offerte?s? par|m'(?:a|ont) ete offerte?s?|recue?s? gratuitement|"
    r"je (?:touche|percois) une commission|contenu sponsorise)\b"
)


@dataclass(frozen=True, slots=True)
class Market:
    """`told` finds, in folded text, what says that something was given; `label` is put first, by language.

    `examples` are such wordings for people. With `up_front` only the first sentence counts; without
    `tags_in_strings` a hashtag among others does not.
    """

    told: re.Pattern[str]
    label: Mapping[str, str]
    examples: Mapping[str, str]
    up_front: bool = False
    tags_in_strings: bool = True

    def read(self, seen: str) -> str:
        """What counts of folded text; the length stays the same."""
        if self.tags_in_strings:
            return seen
        return _TAG_STRING.sub(lambda match: " " * len(match.group()), seen)


_ANYWHERE = Market(
    _ANY,
    {"fr": "#partenariat ", "en": "#ad "},
    {
        "fr": "«\N{NO-BREAK SPACE}#partenariat\N{NO-BREAK SPACE}», «\N{NO-BREAK SPACE}offert par …\N{NO-BREAK SPACE}» ou «\N{NO-BREAK SPACE}collaboration commerciale\N{NO-BREAK SPACE}»",
        "en": "“#ad”, “gifted by …” or “I get a commission”",
    },
)
_MARKETS = {
    "fr": Market(
        _FRANCE,
        {"fr": "Collaboration commerciale. ", "en": "Commercial collaboration. "},
        {
            "fr": "«\N{NO-BREAK SPACE}Publicité\N{NO-BREAK SPACE}» ou «\N{NO-BREAK SPACE}Collaboration commerciale\N{NO-BREAK SPACE}»",
            "en": "“Advertisement” or “Commercial collaboration”",
        },
    ),
    "uk": Market(
        _UK,
        {"fr": "Publicité. ", "en": "#ad "},
        {
            "fr": "«\N{NO-BREAK SPACE}Publicité\N{NO-BREAK SPACE}» ou «\N{NO-BREAK SPACE}#ad\N{NO-BREAK SPACE}»",
            "en": "“#ad” or “Ad:”",
        },
        up_front=True,
        tags_in_strings=False,
    ),
    "us": Market(
        _US,
        {"fr": "Publicité. ", "en": "#ad "},
        {
            "fr": "«\N{NO-BREAK SPACE}Publicité\N{NO-BREAK SPACE}» ou «\N{NO-BREAK SPACE}offert par …\N{NO-BREAK SPACE}»",
            "en": "“#ad”, “sponsored by …” or “gifted by …”",
        },
        tags_in_strings=False,
    ),
}


def market_of(code: str) -> Market:
    """The market of that code, one of `guardrails.decisions.MARKETS`; "" is no market in particular."""
    return _MARKETS.get(code, _ANYWHERE)
