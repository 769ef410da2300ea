"""Rules for English: a and an, determiners, agreement of common words, apostrophes, spaces before marks."""

import re
from re import Match

from evals.grammar_rules import WORDS, Rule

_SOUNDS_LIKE_A_VOWEL = re.compile(
    r"hour|honest|honou?r|heir|(?:8|11|18)(?:\b|[-,.%th])|8\d|[AEFHILMNORSX][A-Z\d]", re.NOFLAG
)
_SOUNDS_LIKE_A_CONSONANT = re.compile(
    r"(?i:uni(?!n|m)|one\b|once|eu|use|usa|usu|ut[ei]|ur[ae]|ubiq|ewe|one-)|U[A-Z]", re.NOFLAG
)
_MANY, _ONE = WORDS["english"]["many"], WORDS["english"]["one"]


def _is_open(word: str) -> bool:
    """Whether it sounds like a vowel at its beginning."""
    if _SOUNDS_LIKE_A_VOWEL.match(word):
        return True
    return word[0].casefold() in "aeiou" and not _SOUNDS_LIKE_A_CONSONANT.match(word)


def _wrong_article(found: Match[str]) -> bool:
    article, word = found["article"].casefold(), found["next"]
    shouted = found["article"].isupper() and word.isupper()
    if len(word) == 1 or shouted:
        return False
    return (article == "an") != _is_open(word)


ENGLISH = (
    Rule(
        "a or an",
        r"(?<![-’'\w.])(?P<article>an?|(?:(?<=[.!?“\"\n] )|^)An?) (?P<next>[A-Za-z0-9][\w-]*)",
        _wrong_article,
    ),
    Rule(
        "two determiners",
        r"(?<![-’'\w])(?:the|a|an|my|our|their|this|these)"
        r" (?:the|an|my|our|your|their|his|its|this|these)(?= [a-z])",
        ignore_case=True,
    ),
    Rule(
        "no agreement",
        rf"\b(?:this|a|an|one|each|every) (?:{'|'.join(_MANY)})\b"
        rf"|\b(?:these|those|many|several|few|two|three|four|five) (?:{'|'.join(_ONE)})\b(?![-’'])",
        ignore_case=True,
    ),
    Rule(
        "it's for its", r"\b[Ii]t[’']s own\b|\b(?:of|with|in|on) it[’']s (?=[a-z]+\b(?! (?:a|an|the|not)\b))"
    ),
    Rule(
        "no apostrophe",
        r"\b(?:does|did|is|was|were|would|could|should|have|has)nt\b|\b(?:dont|im|ive|youre|theyre)\b",
    ),
    Rule("small i", r"(?<=[\s(“\"])i(?=[’' ](?!\.e\.))(?! ?\.)"),
    Rule("space before mark", r"(?<=\w)[ \u00a0\u202f]+[;!?:](?![-)(\w/])"),
)
