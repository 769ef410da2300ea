# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""A note that a text was drafted with the help of AI, where the company's policy asks for one."""

import re
from dataclasses import dataclass

from guardrails.authenticity.own_words import own_share
from guardrails.checks import CheckSkipped
from guardrails.compliance.protected_speech import protected_sentences
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding

_FEWEST_CHARACTERS = 200
_HELP = r"(?:an? |the |une |l'|d'une? |de l'|d')?(?:ai|ia|a\.i\.|i\.a\.|intelligence artificielle|artificial intelligence|generative ai)"
_NOTE = re.compile(
    rf"#(?:ai|ia)(?:assiste[de]?|aide|helped|generated|genere|written)?(?!\w)|#(?:avecia|withai|madewithai|redigeavecia)(?!\w)"
    rf"|\b(?:written|drafted|edited|prepared|made|composed|worded) (?:\w+ ){{0,3}}(?:with|by|using)(?: the)?(?: help of| assistance of| aid of)? {_HELP}\b"
    rf"|\b(?:ai|ia)[- ](?:assisted|generated|aided|drafted)\b|\b{_HELP} (?:helped me|wrote|drafted|m'a aidee?)\b|\bwith (?:some |a little )?help from {_HELP}\b"
    rf"|\b(?:ecrite?|redigee?|prepare|compose|genere|mise? en forme|realise)e?s? (?:\w+ ){{0,3}}(?:avec|par|a)(?: l'aide d[e']| le concours d[e']| l'appui d[e'])? ?{_HELP}\b"
    rf"|\b(?:avec|grace a) l'(?:aide|appui) d[e']\s?{_HELP}\b|\bgeneree? par {_HELP}\b|\bassistee? par {_HELP}\b"
)  # fmt: skip
_PHRASES = {
    "en": "Drafted with the help of AI, edited and checked by me.",
    "fr": "Rédigé avec l’aide d’une IA, relu et corrigé par mes soins.",
}


@dataclass(frozen=True, slots=True)
class AiNoteCheck:
    """Ask for a note at the end of a text that a writer drafted and that is less than `share` its author's words.

    Where no draft is known the text is its author's. The insertion is an empty span at the end.
    """

    share: float = 0.5
    name: str = "compliance.ai_note"

    def __call__(self, doc: Doc) -> list[RawFinding]:
        if doc.candidate.offered is None:
            raise CheckSkipped
        if len(doc.text.strip()) < _FEWEST_CHARACTERS or _NOTE.search(doc.folded) or protected_sentences(doc):
            return []
        if own_share(doc) >= self.share:
            return []
        end = len(doc.text.rstrip())
        phrase = _PHRASES.get(doc.language, _PHRASES["en"])
        return [doc.finding(self.name, end, end, evidence=Evidence.STATISTICAL, replacement=f"\n\n{phrase}")]
