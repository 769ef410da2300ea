"""Advice to buy: "get a Traverse", "trois raisons d'acheter", "every plant should have one"."""

import re

NAME = "\ue000"
"""Stands for the thing named, in a sentence that is read for advice."""


def _any(words: str) -> str:
    """One of the words; a comma ends each, since some are phrases."""
    return f"(?:{'|'.join(word.strip() for word in words.split(','))})"


# Where an imperative can stand: "we get a Traverse running" is no advice.
_HERE = (
    r"(?:^|[,;:.!?…»)–—-]\s*|"
    rf"\b{_any('and, so, then, just, please, honestly, seriously, alors, donc, et, franchement')}\s)"
)
_SMALL = _any(
    "a, an, one, yourself, your, yours, some, two, new, own, out, with, up, the, un, une, votre, vos, "
    "vous, toi, "
    "ton, le, la, les, des, pour, au, aux, a la, sur, dans"
)
_UP_TO_THREE, _UP_TO_FOUR = rf"(?:\s{_SMALL}){{0,3}}\s", rf"(?:\s{_SMALL}|\sd'){{0,4}}\s?"
# "Get the Traverse out of the van" is work.
_DONE = rf"(?!\s{_any('out, off, up, down, into, back, ready, to, on, running, working, started, par')}\b)"
_BUY = _any(
    "buy, get, order, grab, choose, pick, go for, go with, switch to, upgrade to, invest in, "
    "treat yourself to, try, "
    "discover, adopt, consider"
)
_OUGHT = _any(
    "should, must, need to, have to, ought to, better, want to, time to, reasons? (?:to|for|"
    "why)(?: you should)?"
)
_TO_BUY = _any(
    "buy\\w*, get, order, own, have, choos\\w+, pick, try, go for, switch to, upgrade to, invest in"
)
_ACHETEZ = _any(
    "achetez, commandez, choisissez, essayez, testez, adoptez, optez, passez, offrez, equipez, "
    "investissez, decouvrez, "
    "craquez, misez, prenez, achete, choisis, essaie, teste, adopte, opte, passe, offre, decouvre"
)
_IL_FAUT = _any(
    "il faut, faut, devriez, devrait, devez, devrais, conseille, raisons? d[e'], temps d[e'], pensez a, "
    "n'hesitez pas a, invite a, moment d[e']"
)
_ACHETER = _any(
    "acheter, commander, prendre, choisir, essayer, tester, adopter, passer, avoir, s'offrir, s'equiper, "
    "investir, "
    "opter, decouvrir"
)
_EVERYBODY = r"\b(?:every|each|any|all|no|chaque|tous|toutes|tout|aucun|aucune)\s(?:\w+\s){1,4}"
_DESERVES = _any(
    "should, needs?, deserves?, must, without, devraient, devrait, merite, meritent, doit, doivent, sans"
)
_AGAIN = r"(?:achetez|commandez|essayez|adoptez|testez|prenez|offrez|choisissez)"

_OF_THE_NAME = re.compile(
    "|".join(
        (
            rf"{_HERE}{_BUY}\b{_UP_TO_THREE}{NAME}{_DONE}",
            rf"\b{_OUGHT}\s(?:all |really |definitely |just )?{_TO_BUY}\b{_UP_TO_THREE}{NAME}{_DONE}",
            rf"\byou(?:'ll| will| all)? (?:need|want|deserve)(?:\s{_SMALL}){{1,3}}\s{NAME}",
            rf"{_HERE}{_ACHETEZ}\b(?:-\w+)?{_UP_TO_FOUR}{NAME}(?!\spar\b)",
            rf"{_HERE}(?:equipez|offrez|dotez)\b(?:\s\w+){{1,3}}\sd'une?\s{NAME}",
            rf"\b{_IL_FAUT}(?:\stous)?(?: d[e'])?\s?{_ACHETER}\b{_UP_TO_FOUR}{NAME}",
            rf"\b(?:vous|te|leur) (?:faut|faudrait)(?:\s{_SMALL}){{1,2}}\s{NAME}",
            rf"{_EVERYBODY}{_DESERVES}\b[^.!?]{{0,30}}{NAME}",
        )
    )
)
_OF_THE_LAST = re.compile(
    "|".join(
        (
            rf"{_HERE}(?:buy|get|order|grab|try|choose) (?:it|one|yours|them)\b",
            rf"{_EVERYBODY}{_DESERVES}\b[^.!?]{{0,20}}\b(?:one|it|this|them|un|une|le|en|ca)\b",
            r"\b(?:look no further|what are you waiting for|don't (?:wait|hesitate|look any)|"
            r"ne cherchez (?:plus|pas)|"
            r"n'attendez (?:plus|pas)|qu'attendez)",
            rf"{_HERE}{_AGAIN}(?:-\w+){{0,3}}(?:\sl[ea]s? votres?)?\W*(?:$|[.!?])",
            rf"{_HERE}{_AGAIN}(?:-vous)?(?:-l[ea]s?|-en|\sl[ea]s? votres?)\b",
            rf"{_HERE}(?:foncez|fonce|jetez-vous)\b",
            r"\b(?:nothing|none|no (?:other )?\w+) (?:else )?(?:\w+ ){0,4}(?:comes? (?:even )?close|"
            r"compares?|even close)",
            r"\brien (?:d'autre )?(?:\w+ ){0,5}n'(?:arrive a la cheville|egale)",
            r"\baucun autre\b",
            r"\bdo (?:yourself|yourselves) a favou?r\b",
            r"\b(?:faites-vous|fais-toi|faites vous) plaisir|\blaisse[zr]?-(?:vous|toi) (?:tenter|"
            r"convaincre|seduire)",
        )
    )
)


def advises_name(sentence: str) -> bool:
    """Whether a folded sentence, with NAME for what it names, advises to buy it."""
    return bool(_OF_THE_NAME.search(sentence))


def advises_the_last(sentence: str) -> bool:
    """Whether a folded sentence advises to buy "it", whatever that is: "get yours", "foncez"."""
    return bool(_OF_THE_LAST.search(sentence))
