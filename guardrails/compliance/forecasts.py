# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""Looking ahead in money: what a company will earn, and what its share will be worth, is not a post's to say."""

import re
from dataclasses import dataclass, field
from typing import Self

from guardrails.compliance.protected_speech import protected_sentences
from guardrails.compliance.workplace import plain
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.phrases import phrase_pattern

_MONEY = re.compile(
    r"\b(?:revenues?|turnover|earnings|ebitda?|profits?|profitab\w+|(?:operating |gross |net )?margins?|(?:full-?year|annual|quarterly|q[1-4]|half-?year) (?:results?|figures|sales|numbers)|"
    r"sales (?:figures|growth|target|will|to)|our sales|guidance|outlook|order (?:book|intake)|cash ?flow|dividends?|break even|break-even|arr|market share|"
    r"chiffre d'affaires|chiffre d'aff|benefices?|resultats? (?:net|annuels?|trimestriels?|semestriels?|financiers?|operationnels?|de l'annee|du (?:trimestre|semestre))|"
    r"marges?(?: (?:brute|nette|operationnelle))?|rentab\w+|nos ventes|les ventes|previsions? (?:financieres?|de ventes?|de croissance|annuelles?)|carnet de commandes|tresorerie|dividendes?|parts? de marche)\b"
    r"|(?<!\w)ca (?=annuel|20\d\d)"
)
_SHARE = re.compile(
    r"\b(?:(?:our|the|its|company) (?:share price|stock price|stock|shares|valuation)|share price|stock price|buy (?:our |the )?(?:shares|stock)|"
    r"(?:notre|l'|le cours de l'|le cours de notre|du) ?(?:action|titre|cours de bourse|valorisation)|cours de (?:l'action|bourse)|nos actions|(?:achetez|acheter) (?:nos |des )?actions|en bourse)\b"
)
_AHEAD = re.compile(
    r"\b(?:will|won't|shall|'ll|going to|expect(?:s|ed|ing)?|forecast(?:s|ing)?|project(?:s|ing)? (?:a|to|that)|anticipat\w+|aim(?:s|ing)? (?:to|for)|targets?|targeting|on track|on course|"
    r"set to|about to|bound to|should (?:\w+ )?(?:reach|hit|exceed|double|grow|rise)|plan(?:s|ning)? to|next (?:quarter|year|half)|by (?:the end of|20\d\d|year[- ]end|next)|this year'?s? target|"
    r"(?:v(?:a|ont)|allons) (?:\w+ )?(?:s')?\w+(?:er|ir|re)|prevo\w+|prevu\w*|attendons|attendue?s?|anticip\w+|vis(?:ons|e|ent|er)|ambitionn\w+|comptons|tablons|table sur|objectif\w*|devrai(?:t|ent|ons)|"
    r"d'ici (?:20\d\d|la fin|fin|un an|deux ans|trois ans|cinq ans)|l'an prochain|l'annee prochaine|(?:trimestre|semestre|exercice) prochain|prochain (?:trimestre|semestre|exercice)|"
    r"\w+(?:erons|irons|drons|rons)|(?:doubl|tripl|atteind|depass|augment|progress|baiss|chut|grimp|mont|explos|s'envol|ser|aur|fer)(?:er)?(?:a|ont))\b|'ll\b"
)
_OURS = re.compile(
    r"\b(?:we|we'll|we're|our|ours|us|i work for|the company|the group|nous|notre|nos|on|l'entreprise|la societe|le groupe|la boite)\b"
)
_DOUBLE = re.compile(
    r"\b(?:we|we'll|nous) (?:\w+ ){0,3}(?:double|triple|grow|increase|doubl(?:er|erons)|tripl(?:er|erons)) (?:\w+ ){0,2}(?:revenues?|sales|profits?|turnover|chiffre d'affaires|ventes|benefices?)\b"
)
_GENERAL = re.compile(
    r"\b(?:you|your|vous|votre|vos|customers?'?|clients?'|if|si|would|could|pourrait|might|readers?|un client|a customer|a baker|bakers?'?|profit from|profiter|non-?profit|profit-sharing|"
    r"work.?life|at the margin|in the margins?|a la marge|en marge|donat\w+|dons|charity|association|reversee?s?)\b"
)


@dataclass(frozen=True, slots=True)
class ForecastCheck:
    """Ask for a reader where an author says what their company will earn or be worth.

    A company that is not listed may turn the rule off in its policy.
    """

    _employer: re.Pattern[str] = field(repr=False)
    name: str = "compliance.forward_looking"

    @classmethod
    def of(cls, employer: str = "") -> Self:
        return cls(phrase_pattern([plain(employer)]))

    def __call__(self, doc: Doc) -> list[RawFinding]:
        found = [
            at for at, (start, end) in enumerate(doc.sentences) if self._looks_ahead(doc.folded[start:end])
        ]
        if not found:
            return []
        left_alone = protected_sentences(doc)
        return [
            doc.finding(self.name, *doc.sentences[at], evidence=Evidence.LEXICON)
            for at in found
            if at not in left_alone
        ]

    def _looks_ahead(self, sentence: str) -> bool:
        money, share = _MONEY.search(sentence), _SHARE.search(sentence)
        if not (money or share):
            return False
        if not (_OURS.search(sentence) or self._employer.search(sentence)):
            return False
        if sentence.rstrip(" \"')»").endswith("?") or (_GENERAL.search(sentence) and not share):
            return False
        return bool(_AHEAD.search(sentence) or _DOUBLE.search(sentence))
