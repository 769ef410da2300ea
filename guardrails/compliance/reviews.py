# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""Reviews: nobody reviews their employer's product as a customer, and what was given in return is told."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from guardrails.checks import CheckSkipped
from guardrails.compliance.markets import Market, market_of
from guardrails.compliance.mentions import Names
from guardrails.compliance.protected_speech import protected_sentences
from guardrails.compliance.workplace import Workplace
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.sentences import Span

_BOUGHT = re.compile(
    r"\b(?:i|we)(?:'ve| have|'d| had)? (?:just |recently |finally |already )?(?:bought|ordered|purchased|treated myself to|treated ourselves to|"
    r"switched to|upgraded to|signed up (?:to|for)|subscribed to)\b"
    r"|\b(?:j'ai|je viens d'|je viens de|nous avons|on a|je me suis|on s'est|nous venons d'|je suis passee? (?:a|au|chez))"
    r"(?: (?:enfin|recemment|donc|deja))? ?(?:achete[erz]?|acheter|commande[er]?|commander|offert|offrir|souscri\w+|craque (?:pour|sur)|chez|recu (?:mon|ma|notre))\b"
)
_AS_CUSTOMER = re.compile(
    r"\b(?:as a (?:(?:happy|satisfied|long-?time|loyal|regular|paying|new) )?(?:customer|client|user|buyer|owner|subscriber)|"
    r"(?:happy|satisfied|loyal|repeat) customer|customer (?:since|for)|"
    r"en tant qu(?:e|') ?(?:client|utilisat|acheteu|abonne)\w*|comme (?:simple )?cliente?|cliente? (?:fidele|satisfaite?|heureu(?:x|se)|depuis)|"
    r"utilisat(?:eur|rice) depuis|(?:worth every (?:penny|cent|euro|pound)|best (?:purchase|buy|money)|money well spent|would buy (?:it )?again|"
    r"(?:10|ten) out of (?:10|ten)|(?:5|five|cinq) (?:stars?|etoiles)|[45] ?/ ?5|10 ?/ ?10|verified (?:purchase|buyer)|achat verifie)|"
    r"(?:meilleur|super|excellent) achat|je (?:re)?commande les yeux fermes|j'en rachete\w*|je (?:le |la |les )?rachete\w*|"
    r"(?:rapport )?qualite[ /-]prix|livraison (?:rapide|impeccable|au top)|(?:fast|quick) delivery|great value|value for money|"
    r"my (?:honest |unboxing |full )?review|honest review|mon avis (?:honnete|sur|de client)|avis (?:de )?client|unboxing|"
    r"(?:arrived|delivered|turned up) (?:today|yesterday|this morning|last week|on time)|test(?:ed|e) pour vous)\b"
    r"|(?:[⭐★🌟]\W{0,2}){4,}"
)
_GIVEN = re.compile(
    r"\b(?:(?:promo|discount|referral|coupon) code|(?:use|with) my code|affiliate links?|referral link|code promo|"
    r"code (?:de )?(?:reduction|parrainage)|avec mon code|lien (?:d'affiliation|affilie|de parrainage)|"
    r"in (?:exchange|return) for (?:a|an|my|this) (?:\w+ )?(?:review|post|mention|opinion|feedback)|"
    r"en (?:echange|contrepartie) d(?:'|e )(?:un |mon |cet? )?(?:avis|post|mention|article|commentaire)|"
    r"(?:thanks?|thank you) (?:so much |a lot )?(?:to )?(?:\w+ ){1,4}for (?:sending|gifting|inviting me|the (?:gift|free|invitation to try))|"
    r"merci (?:a |beaucoup a )?(?:\w+ ){1,4}(?:pour (?:l'envoi|le cadeau|l'invitation|ce cadeau)|de m'avoir (?:offert|envoye|invitee?))|"
    r"(?:sent|gave|gifted|lent) me (?:a|an|the|this|their|one)\b[^.!?\n]{0,40}\b(?:to (?:try|test|review)|for (?:a |the )?(?:test|review))|"
    r"m'(?:a|ont) (?:envoye|prete|donne)\b[^.!?\n]{0,40}\b(?:a tester|pour (?:le |la |un )?(?:test|tester|essayer|avis)))\b"
)


@dataclass(frozen=True, slots=True)
class ReviewCheck:
    """Stop an employee's review that reads like a customer's, and ask that gifts and codes be told as such.

    Both must be told where the market wants it, at least before the fold. Speech about work is left alone.
    """

    employer: str
    _names: Names = field(repr=False)
    _workplace: Workplace = field(repr=False)
    _market: Market = field(repr=False)
    name: str = "compliance.reviews"

    @classmethod
    def of(
        cls, employer: str, *, products: Iterable[str] = (), phrases: Iterable[str] = (), market: str = ""
    ) -> Self:
        """`phrases` are further wordings that the company accepts as a disclosure; see `market_of`."""
        workplace = Workplace.of(employer, phrases, market=market)
        return cls(employer, Names.of(employer, products), workplace, market_of(market))

    def __call__(self, doc: Doc) -> list[RawFinding]:
        if not self.employer.strip():
            raise CheckSkipped
        protected = protected_sentences(doc)
        sentences = [span for at, span in enumerate(doc.sentences) if at not in protected]
        return [*self._as_customer(doc, sentences), *self._incentives(doc, sentences)]

    def _as_customer(self, doc: Doc, sentences: Sequence[Span]) -> list[RawFinding]:
        said = next((m for m in _found(_AS_CUSTOMER, doc, sentences)), None)
        bought = next((m for m in _found(_BOUGHT, doc, sentences)), None)
        if not (said or bought):
            return []
        places = self._names.find(doc)
        if not places or self._workplace.is_disclosed(doc):
            return []
        shown = said or (bought if bought and self._buys_ours(doc, bought, places) else None)
        if shown is None:
            return []
        details = {"employer": self.employer}
        return [
            doc.finding(
                "compliance.undisclosed_review", *shown.span(), evidence=Evidence.LEXICON, details=details
            )
        ]

    def _buys_ours(self, doc: Doc, bought: re.Match[str], places: Iterable[int]) -> bool:
        """Whether it was bought of the employer: named in the same sentence, after the word."""
        return any(doc.sentences[at][0] <= bought.start() < doc.sentences[at][1] for at in places)

    def _incentives(self, doc: Doc, sentences: Sequence[Span]) -> list[RawFinding]:
        given = next(iter(_found(_GIVEN, doc, sentences)), None)
        if given is None or self._market.told.search(self._workplace.seen(doc)):
            return []
        language = "fr" if doc.language == "fr" else "en"
        return [
            doc.finding(
                "compliance.undisclosed_incentive",
                0,
                0,
                evidence=Evidence.LEXICON,
                details={
                    "words": doc.text[given.start() : given.end()],
                    "phrases": self._market.examples[language],
                },
                replacement=self._market.label[language],
            )
        ]


def _found(pattern: re.Pattern[str], doc: Doc, sentences: Sequence[Span]) -> Iterable[re.Match[str]]:
    return (match for start, end in sentences for match in pattern.finditer(doc.folded, start, end))
