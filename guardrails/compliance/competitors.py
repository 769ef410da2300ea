# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""Speaking ill of competitors: what a rival could call disparagement is looked at before it leaves."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from guardrails.compliance.protected_speech import protected_sentences
from guardrails.compliance.workplace import plain
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.phrases import phrase_pattern

_RIVALS = (
    r"(?:(?:our|my|the|all|other|most|some|certain) )?(?:competitors?|competition|rivals?|competing (?:products?|brands?))|"
    r"(?:(?:nos|notre|mes|les|la|leurs?|certains|tous nos|d'autres|autres) )?(?:concurrents?|concurrence|rivaux|marques concurrentes)"
)
_RIVAL = re.compile(rf"(?<!\w)(?:{_RIVALS})(?!\w)")
_SET_APART = re.compile(
    r"\b(?:unlike|contrary to|as opposed to|contrairement (?:a|aux?)|a la difference (?:de|des)|a l'inverse (?:de|des)|"
    rf"a l'oppose (?:de|des)|au contraire (?:de|des)) ?(?:de |des |l[ae] )?(?:{_RIVALS})(?!\w)"
)
_ILL = re.compile(
    r"\b(?:worse|worst|inferior|useless|rubbish|garbage|junk|crap|terrible|awful|lousy|poor(?:ly)?|cheap(?:er)? (?:copies|copy|plastic|junk|knock-?offs?)|"
    r"knock-?offs?|overpriced|outdated|obsolete|unreliable|unsafe|dangerous|fails?|failing|failed|breaks?|broken|broke down|leaks?|scams?|fraud|"
    r"lies?|lied|lying|liars?|cheats?|cheating|mislead\w*|rip-?offs?|rips?|steals?|stole|copied|copies|copy us|copying|(?:can't|cannot|can not|couldn't) (?:even )?(?:match|compete|"
    r"keep up|do|deliver|say|follow)|(?:don't|doesn't|do not|does not) (?:care|work|even|last|know|understand|dare|bother)|years behind|lag(?:s|ging)? behind|"
    r"far behind|falling apart|disappoint\w*|incompetent|clueless|desperate|ashamed|avoid|stay away|never buy|don't buy|beware|"
    r"pires?|inferieure?s?|nulle?s?|mauvais\w*|mediocres?|minables?|pourrie?s?|camelote|bas de gamme|arnaqu\w+|escro\w+|trop chers?|hors de prix|"
    r"depassee?s?|obsoletes?|peu fiables?|pas fiables?|dangereu\w+|tombent? en panne|lachent?|cassent|fuient|mentent|menteurs?|trichent|tricheurs?|"
    r"trompent|volent|copient|copie|pales? copies?|incapables?|incompetents?|a la traine|en retard|decoivent|decevants?|fuyez|evitez|mefiez-vous|"
    r"n'achetez (?:pas|jamais)|ne (?:savent|sait|tiennent|tient|marchent|marche|fonctionnent|fonctionne|valent|vaut|comprennent|comprend|font|fait|peuvent|peut)\b[^.!?]{0,20}\b(?:pas|rien|jamais|meme)|"
    r"se moquent|n'ont (?:rien|pas)|n'a (?:rien|pas))\b"
)
_PRAISED = re.compile(
    r"\b(?:respect\w*|admir\w*|bravo|congrat\w+|felicit\w+|well done|merci|thanks?|learn(?:ed|t)? from|appri[st] de)\b"
)
_WE = re.compile(r"\b(?:we|i|on|je) (?:are |were |have |sommes |avons |suis |ai )?(?:\w+ )?$")
_NEAR = 90


@dataclass(frozen=True, slots=True)
class DisparagementCheck:
    """Ask for a reader where a sentence sets a rival apart or speaks ill of one.

    `competitors` come from the company file; "our competitors" is understood without any.
    """

    _named: re.Pattern[str] = field(repr=False)
    name: str = "compliance.disparagement"

    @classmethod
    def of(cls, competitors: Iterable[str] = ()) -> Self:
        return cls(phrase_pattern(map(plain, competitors)))

    def __call__(self, doc: Doc) -> list[RawFinding]:
        rivals = {
            at
            for at, (start, end) in enumerate(doc.sentences)
            if _RIVAL.search(doc.folded, start, end) or self._named.search(doc.folded, start, end)
        }
        if not rivals:
            return []
        left_alone = protected_sentences(doc)
        return [
            doc.finding(self.name, *doc.sentences[at], evidence=Evidence.LEXICON)
            for at in sorted(rivals - left_alone)
            if self._disparages(doc.folded[slice(*doc.sentences[at])])
        ]

    def _disparages(self, sentence: str) -> bool:
        if sentence.rstrip(" \"')»").endswith("?") or _PRAISED.search(sentence):
            return False
        if _SET_APART.search(sentence) or self._unlike(sentence):
            return True
        named = [*_RIVAL.finditer(sentence), *self._named.finditer(sentence)]
        return any(self._near(sentence, rival, ill) for ill in _ILL.finditer(sentence) for rival in named)

    def _unlike(self, sentence: str) -> bool:
        return any(
            re.search(
                r"\b(?:unlike|contrairement a|a la difference d[e']|a l'inverse d[e'])\s?$",
                sentence[max(0, m.start() - 30) : m.start()],
            )
            for m in self._named.finditer(sentence)
        )

    def _near(self, sentence: str, rival: re.Match[str], ill: re.Match[str]) -> bool:
        """The rival speaks or is spoken of close by, and it is not "we" who did badly."""
        gap = max(ill.start() - rival.end(), rival.start() - ill.end())
        return gap <= _NEAR and not _WE.search(sentence[max(0, ill.start() - 30) : ill.start()])
