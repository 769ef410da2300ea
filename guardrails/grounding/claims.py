"""The wordings that claim something: first places, causes, negations, and whose opinion it is."""

import re
from collections.abc import Sequence
from itertools import pairwise

_SUPERLATIVE = re.compile(
    r"\b(?:(?:the|world'?s|market'?s|industry'?s) (?:very )?(?:best|first|biggest|largest|fastest|greatest|"
    r"leading|most \w{3,}|safest|cheapest|strongest|number one)|number one|no\.? ?1|n° ?1|numero un|"
    r"world leader|leader mondial|market leader|leader (?:du marche|europeen|francais|incontest\w+)|"
    r"unrivall?ed|unmatched|unparalleled|best[- ]in[- ]class|second to none|state of the art|"
    r"inegale\w*|sans equivalent|sans egal|incontournable\w*|"
    r"(?:le|la|les) (?:tout |toute )?(?:meilleure?s?|premiere?s?|plus (?:grand|gros|rapide|performant|"
    r"sur|fiable|innovant|important|avance|complet)\w*))\b"
)
_CAUSAL = re.compile(
    r"\b(?:(?:led to|leads to|leading to|resulted in|results in|caused by|causes|is due to|was due to|"
    r"because of|as a result of|made it possible to|allowed us to|entrain\w{1,4}|provoqu\w{1,4}|"
    r"a permis de|ont permis de|permet de|a cause de|en raison de|est du a|est due a|sont dus a|"
    r"grace a (?:cette|ce|la|le|notre|nos|ces))\b|grace a l')"
)
_OPINION = re.compile(
    r"\b(?:i|i'm|i've|my|me|mine|je|j|mon|ma|mes|moi|think|believe|feel|guess|pense|crois|trouve|avis|perso\w*)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|my|me|je|j|mon|ma|mes|moi)\b")
NEGATIONS = frozenset(
    ("not", "no", "never", "none", "nothing", "without", "cannot", "t", "ne", "n", "pas", "jamais", "aucun",
     "aucune", "sans", "rien")
)  # fmt: skip


_MANNERS = frozenset(
    (
        "fard",
        "doute",
        "detour",
        "detours",
        "surprise",
        "hesiter",
        "attendre",
        "compter",
        "cesse",
        "doubt",
        "fail",
    )
)
"""After "sans" and "without", a manner of speaking rather than a "not"."""


def negates(forms: Sequence[str]) -> bool:
    """Whether the words hold a "not"; French "ne … que" means "only", and is none."""
    found = NEGATIONS.intersection(forms)
    if found <= {"sans", "without"} and any(
        one in found and other in _MANNERS for one, other in pairwise(forms)
    ):
        return False
    return bool(found) and not (found <= {"ne", "n"} and not {"que", "qu"}.isdisjoint(forms))


def find_superlatives(folded: str) -> list[re.Match[str]]:
    return list(_SUPERLATIVE.finditer(folded))


def find_causes(folded: str) -> list[re.Match[str]]:
    return list(_CAUSAL.finditer(folded))


def is_opinion(folded: str) -> bool:
    """Whether the sentence says whose view it is: then it claims no more than that."""
    return bool(_OPINION.search(folded))


def is_first_person(folded: str) -> bool:
    return bool(_FIRST_PERSON.search(folded))
