"""Rules for French: elision, contraction, agreement of common words, a and à, typography."""

from collections.abc import Mapping
from re import Match

from evals.grammar_rules import WORDS, Rule

_VOWEL = "aeiouyàâäéèêëîïôöùûüœæ"

_WORDS = WORDS["french"]
_GENDERS: Mapping[str, str] = dict.fromkeys(_WORDS["masculine"], "m") | dict.fromkeys(_WORDS["feminine"], "f")
_SINGULAR = {"un": "m", "le": "m", "ce": "m", "du": "m", "une": "f", "la": "f", "cette": "f", "ma": "f"}
_SINGULAR |= {"ta": "f", "sa": "f"}
_PLURAL = _WORDS["plural_determiners"]


def _wants_elision(found: Match[str]) -> bool:
    word = found["next"]
    plain = word.casefold()
    if (
        plain in _WORDS["no_elision"]
        or word[0].isupper()
        or not (plain[0] in _VOWEL or plain in _WORDS["mute_h"])
    ):
        return False
    # "ce" elides before a verb only; before a noun it becomes "cet", which is a slip all the same.
    return len(plain) > 1


def _is_mouthed(found: Match[str]) -> bool:
    """De le, à les: right before an infinitive ("avant de le voir"), wrong before a noun."""
    return found["next"].casefold() in _GENDERS or found["next"].casefold().rstrip("s") in _GENDERS


def _disagrees(found: Match[str]) -> bool:
    determiner, noun = found["determiner"].casefold(), found["noun"].casefold()
    if noun in _WORDS["invariable"]:
        gender = _GENDERS[noun]
        return determiner in _SINGULAR and _SINGULAR[determiner] != gender
    one = noun.rstrip("s")
    if one not in _GENDERS:
        return False
    if determiner in _PLURAL:
        return noun == one
    return noun != one or _SINGULAR[determiner] != _GENDERS[one]


_MARKS = r"[;!?:»]"
_DETERMINERS = "|".join([*_SINGULAR, *_PLURAL])

FRENCH = (
    Rule(
        "no elision",
        r"(?<![-’'\w])(?P<first>le|la|de|que|je|me|te|se|ne|ce|jusque|lorsque|puisque) (?P<next>[^\W\d_]+)",
        _wants_elision,
        ignore_case=True,
    ),
    Rule("space after an apostrophe", r"(?<=\b[ldnjmtscLDNJMTSC])[’'] +(?=\w)|(?<=\bqu)[’'] +(?=\w)"),
    Rule("no contraction", r"\b(?:de|à) (?:le|les) (?P<next>[\w-]+)", _is_mouthed),
    Rule("no contraction", r"\b(?:de|à) Les? [A-ZÀ-Ý]"),
    Rule(
        "two determiners",
        r"(?<![-’'\w])(?:(?:le|la|les|du|des|ce|cette|ces|mon|ma|mes|son|sa|ses)"
        r" (?:le|la|les|du|des|ce|cette|ces)"
        r"|(?:le|la|les|un|une|ce|cette) (?:un|mon|ma|mes|sa|ses|notre|nos))(?= [^\W\d_])",
        ignore_case=True,
    ),
    Rule(
        "no agreement",
        rf"(?<![-’'\w])(?P<determiner>{_DETERMINERS}) (?P<noun>[^\W\d_]+(?:-[^\W\d_]+)?)",
        _disagrees,
        ignore_case=True,
    ),
    Rule(
        "à for a",
        r"(?<![-\w])(?:il|elle|on|n[’']y|n[’']) ?à (?!\d)|\bà (?:été|eu|fallu|dû)\b",
        ignore_case=True,
    ),
    Rule(
        "a for à",
        r"\b(?:grâce|jusqu[’']|quant|face|par rapport|suite) ?a (?!été\b)"
        r"|(?<=[.!?] )A (?:la|l[’']|partir|propos|ce|quoi)\b|^A (?:la|l[’']|partir|propos|ce|quoi)\b",
    ),
    Rule(
        "no accent on a capital",
        r"\b(?:Etat|Ecole|Equipe|Etude|Etre|Evidemment|Energie|Electricité|Echange)s?\b",
    ),
    Rule("plain space before mark", rf"(?<=[^\s]) (?={_MARKS})(?!:[()\w])"),
    Rule("no space before mark", r"(?<=[\w)»%])(?=[;!?»]|:(?![\d/)(:]|\w))(?![;!?][;)])"),
    Rule("space inside guillemets", r"«(?=[^\u00a0\u202f])"),
)
