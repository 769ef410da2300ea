"""Whoever praises what their employer sells must say where they work, before the fold."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from guardrails.checks import CheckSkipped
from guardrails.compliance.mentions import Names
from guardrails.compliance.praise import praises, praises_the_last
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.normalisation import fold, normalise
from guardrails.phrases import listed_phrases, phrase_pattern
from guardrails.sentences import Span

_FOLD = 210
_FOLD_LINES = 3
_ROOM_FOR_PHRASE = 120
_DENIAL = re.compile(r"\b(?:not|never|pas|plus|jamais)\b|n't")
_OWN_COMPANY = re.compile(
    r"\b(?:my (?:company|employer|team|job|work|colleagues?|startup|firm)|the company i work for|"
    r"where i work|i work (?:here|there)|our (?:company|team|product|app|platform|customers|clients)|"
    r"mon (?:entreprise|employeur|equipe|boulot|travail|metier|poste)|ma (?:boite|societe|start-?up)|"
    r"mes (?:collegues|equipes)|notre (?:entreprise|equipe|produit|appli\w*|plateforme|societe|boite)|"
    r"nos (?:equipes|clients|produits)|chez nous|ou je travaille|dans laquelle je travaille|"
    r"pour laquelle je travaille)\b"
)


@dataclass(frozen=True, slots=True)
class DisclosureCheck:
    """Block a post that praises the employer or its products and does not say "I work there" in time.

    "In time" is before the fold: about 210 characters, three lines at most. The proposed
    replacement is an insertion (an empty span) at the start or after a short first sentence.
    """

    employer: str
    _names: Names = field(repr=False)
    _disclosures: tuple[re.Pattern[str], ...] = field(repr=False)
    name: str = "compliance.disclosure"

    @classmethod
    def of(cls, employer: str, *, products: Iterable[str] = (), phrases: Iterable[str] = ()) -> Self:
        """`phrases` are further wordings that the company accepts as a disclosure."""
        plain = _plain(employer)
        names = Names.of(employer, products)
        return cls(employer, names, (*_patterns(plain), phrase_pattern(map(_plain, phrases))))

    def __call__(self, doc: Doc) -> list[RawFinding]:
        if not self.employer.strip():
            raise CheckSkipped
        if not self._praises(doc) or self._discloses(doc):
            return []
        at, phrase = self._insertion(doc)
        details = {"employer": self.employer}
        return [
            doc.finding(self.name, at, at, evidence=Evidence.LEXICON, details=details, replacement=phrase)
        ]

    def _praises(self, doc: Doc) -> bool:
        """In the sentence that names it, or in one beside it that points back."""
        for at, names in self._names.find(doc).items():
            start, end = doc.sentences[at]
            # How people are treated at work is theirs to say, well or ill: it is no advertisement.
            if _is_working_life(doc, (start, end)):
                continue
            if praises(doc.folded[start:end], [(left - start, right - start) for left, right in names]):
                return True
            beside = (*doc.sentences[max(0, at - 1) : at], *doc.sentences[at + 1 : at + 2])
            if any(
                praises_the_last(doc.folded[slice(*other)])
                for other in beside
                if not _is_working_life(doc, other)
            ):
                return True
        return False

    def _discloses(self, doc: Doc) -> bool:
        seen = doc.folded[: _fold(doc.folded)]
        said = (match for pattern in self._disclosures for match in pattern.finditer(seen))
        return bool(_OWN_COMPANY.search(seen)) or any(not _DENIAL.search(match.group()) for match in said)

    def _insertion(self, doc: Doc) -> tuple[int, str]:
        french = doc.language == "fr"
        phrase = f"Je travaille chez {self.employer}." if french else f"I work at {self.employer}."
        end = doc.sentences[0][1]
        if end <= min(_ROOM_FOR_PHRASE, _fold(doc.folded) - len(phrase)):
            return end, f" {phrase}"
        return 0, f"{phrase} "


def _is_working_life(doc: Doc, sentence: Span) -> bool:
    return bool(listed_phrases("working_life").search(doc.folded, *sentence))


def _plain(text: str) -> str:
    return fold(normalise(text).text)


def _patterns(employer: str) -> tuple[re.Pattern[str], ...]:
    name = r"\s".join(map(re.escape, employer.split())) or "(?!)"
    joined = re.escape("".join(employer.split())) or "(?!)"
    people = r"employees?|team|staff|insider|salarie\w*|equipe|collab\w*"
    spoken = (
        rf"\b(?:i|we|je|j'|nous|on)\b[^.!?\n]{{0,60}}\b(?:at|for|chez|with|joined|rejoint|pour|a)\s(?:l'|la\s)?{name}(?!\w)"
        rf"|\b(?:we|us|here|team|colleagues|work|working|job|engineer|manager|developer|nous|ici|equipe|collegues|"
        rf"poste|travail\w*|salarie\w*|collaborat\w*)(?:\s(?:at|for|de|d'|chez|@)|,?\schez)\s?{name}(?!\w)"
        rf"|\b(?:our|notre|nos|we|nous)\b[^.!?\n]{{0,80}}(?<!\w){name}(?!\w)"
        rf"|(?<!\w){name}\b[^.!?\n]{{0,40}}\b(?:my employer|mon employeur|our|notre|nos)\b"
    )
    tagged = rf"#(?:(?:team|equipe|salarie){joined}|{joined}_?(?:{people}))(?!\w)"
    return re.compile(spoken), re.compile(tagged)


def _fold(text: str) -> int:
    """Where a reader stops seeing: 210 characters, or the end of the third line."""
    at = -1
    for _ in range(_FOLD_LINES):
        at = text.find("\n", at + 1)
        if at < 0:
            return _FOLD
    return min(at, _FOLD)
