# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""Ways to say "I work there", in both languages: what counts as a disclosure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from guardrails.compliance.markets import Market, market_of
from guardrails.doc import Doc
from guardrails.normalisation import fold, normalise
from guardrails.phrases import phrase_pattern

FOLD = 210
_FOLD_LINES = 3
_DENIAL = re.compile(r"\b(?:not|never|pas|plus|jamais)\b|n't")
_OWN_COMPANY = re.compile(
    r"\b(?:my (?:company|employer|team|job|work|colleagues?|startup|firm|workplace|day job)|the company i work for|"
    r"where i(?:'ve| have)? (?:work|worked|been working)|i work (?:here|there)|they pay my (?:salary|wages|bills)|"
    r"our (?:company|team|product|app|platform|customers|clients)|"
    r"mon (?:entreprise|employeur|equipe|boulot|travail|metier|poste|taf)|ma (?:boite|societe|start-?up)|"
    r"mes (?:collegues|equipes)|notre (?:entreprise|equipe|produit|appli\w*|plateforme|societe|boite)|"
    r"nos (?:equipes|clients|produits)|chez nous|ou je (?:travaille|bosse)|dans laquelle je (?:travaille|bosse)|"
    r"pour laquelle je (?:travaille|bosse)|qui m'emploie|dont je suis salariee?)\b"
    r"|#(?:salariee?s?|collaborat(?:eur|rice)s?|employee|employeeadvocate|iworkhere|jebosseici|jytravaille)(?!\w)"
    r"|\b(?:full disclosure|disclosure|disclaimer|en (?:toute )?transparence|par transparence|je precise)\s?[:,—–-]"
    r"[^.!?\n]{0,40}\b(?:i work|i'm employed|i am employed|i'm paid|they pay me|employee|je (?:travaille|bosse|suis salariee?)|"
    r"j'y (?:travaille|bosse)|ils me paient|salariee?|c'est (?:ma boite|mon employeur)|my employer|i'm biased|i am biased|"
    r"je suis (?:juge et partie|de la maison|pas neutre|de parti pris))\b"
    r"|\bj'y (?:travaille|bosse)\b|\bi (?:get paid|am paid|'m paid) by them\b"
)
_AT_WORK = (
    r"years?|days?|weeks?|months?|time|career|role|desk|shifts?|colleagues?|internship|apprenticeship|"
    r"ans|annees?|jours?|journees?|semaines?|mois|carriere|bureau|parcours|stage|alternance|apprentissage|missions?"
)


@dataclass(frozen=True, slots=True)
class Workplace:
    """Knows whether the first lines of a post say that its author works for the employer."""

    _disclosures: tuple[re.Pattern[str], ...] = field(repr=False)
    _market: Market = field(repr=False)

    @classmethod
    def of(cls, employer: str, phrases: Iterable[str] = (), *, market: str = "") -> Self:
        """`phrases` are further wordings that the company accepts as a disclosure; see `market_of`."""
        patterns = (*_patterns(plain(employer)), phrase_pattern(map(plain, phrases)))
        return cls(patterns, market_of(market))

    @property
    def is_told_first(self) -> bool:
        """Whether only the first sentence counts."""
        return self._market.up_front

    def seen(self, doc: Doc) -> str:
        """The folded text in which something may be told: before the fold, or in the first sentence."""
        end = fold_of(doc.folded)
        if self._market.up_front and doc.sentences:
            end = min(end, doc.sentences[0][1])
        return self._market.read(doc.folded[:end])

    def is_disclosed(self, doc: Doc) -> bool:
        """Where the market wants it; at least before the fold: about 210 characters, three lines at most."""
        seen = self.seen(doc)
        said = (match for pattern in self._disclosures for match in pattern.finditer(seen))
        return bool(_OWN_COMPANY.search(seen)) or any(not _DENIAL.search(match.group()) for match in said)


def plain(text: str) -> str:
    """The text as it is compared: one spelling, without case and accents."""
    return fold(normalise(text).text)


def fold_of(text: str) -> int:
    """Where a reader stops seeing: 210 characters, or the end of the third line."""
    at = -1
    for _ in range(_FOLD_LINES):
        at = text.find("\n", at + 1)
        if at < 0:
            return FOLD
    return min(at, FOLD)


def _patterns(employer: str) -> tuple[re.Pattern[str], ...]:
    name = r"\s".join(map(re.escape, employer.split())) or "(?!)"
    joined = re.escape("".join(employer.split())) or "(?!)"
    people = r"employees?|team|staff|insider|salariee?s?|equipe|collab\w*"
    jobs = r"employees?|staff|engineer|technician|insider|salariee?|collaborat\w+|technicien\w*|ingenieure?|apprentie?"
    spoken = (
        rf"\b(?:i|we|je|j'|nous|on)\b[^.!?\n]{{0,60}}\b(?:at|for|chez|with|joined|rejoint|pour|a)\s(?:l'|la\s)?{name}(?!\w)"
        rf"|\b(?:we|us|here|team|colleagues|work|working|job|engineer|manager|developer|nous|ici|equipe|collegues|"
        rf"poste|travail\w*|bosser?|salarie\w*|collaborat\w*)(?:\s(?:at|for|de|d'|chez|@)|,?\schez)\s?{name}(?!\w)"
        rf"|\b(?:our|notre|nos|we|nous)\b[^.!?\n]{{0,80}}(?<!\w){name}(?!\w)"
        rf"|(?<!\w){name}\b[^.!?\n]{{0,40}}\b(?:my employer|mon employeur|our|notre|nos)\b"
        rf"|\b(?:my|mon|ma|mes)\b[^.!?\n]{{0,30}}\b(?:{_AT_WORK})\s(?:at|with|chez)\s{name}(?!\w)"
        rf"|\b(?:employed|paid|hired)\sby\s(?:the\s)?{name}(?!\w)|\b(?:on|in)\s{name}(?:'s?)?\s(?:payroll|staff)\b"
        rf"|(?<!\w){name}(?:'s)?\s(?:{jobs})\b|(?<!\w){name}\s(?:pays me|pays my|employs me|m'emploie|me paie|me paye)\b"
        rf"|\b(?:employee?e?|embauchee?|recrutee?|payee?)\spar\s{name}(?!\w)"
        rf"|\b(?:equipe|team|salariee?|collaborat\w+|technicien\w*|membre)\s{name}(?!\w)"
    )
    tagged = rf"#(?:(?:team|equipe|salariee?|jebossechez|jetravaillechez|iworkat|iworkfor|lifeat|viechez){joined}|{joined}_?(?:{people}))(?!\w)"
    return re.compile(spoken), re.compile(tagged)
