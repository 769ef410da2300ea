"""A sentence of a source in few enough words to be read out in a question, word for word."""

import re
from collections.abc import Iterator

from app.cocreate.lexicon import lexicon
from app.cocreate.verbs import has_main_verb

MOST_WORDS = 12
"""Of what is read out; fewer are better, since what is asked comes on top."""
_FEWEST_WORDS = 4

_CLAUSE = {
    "fr": re.compile(
        r"\s?[,;:](?=\s)|\s(?=\()"
        r"|\s(?=(?:parce qu|alors qu|tandis que|lorsqu|quand|dont|où|afin de|sauf|grâce à|malgré)\b)"
    ),
    "en": re.compile(
        r"[,;:](?=\s)|\s(?=\()"
        r"|\s(?=(?:because|while|whereas|when|which|whose|where|so that|thanks to|despite)\b)"
    ),
}
_COMPLEMENT = {
    "fr": re.compile(
        r"\s(?=(?:(?:contre|entre|dans|pendant|durant|depuis|avec|avant|après|chez|sur|dès|au cours)\s"
        r"|en \d))"
    ),
    "en": re.compile(
        r"\s(?=(?:between|against|during|since|with|before|after|by|in|on|at|from|over|across|within)\s)"
    ),
}
_OPENS_OTHERWISE = {
    "fr": re.compile(
        r"(?:si|s'|quand|lorsqu\w*|après|avant|depuis|comme|dès|pour|en|dans|sur|avec|selon|entre|malgré|grâce"
        r"|parmi|afin|interrog\w+)(?!\w)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:if|when|after|before|since|because|while|as|although|though|once|where|until|given|in|on|at|by|for"
        r"|with|from|between|out of|under|\w+ed|\w+ing)(?!\w)",
        re.IGNORECASE,
    ),
}
_TURNS_ROUND = {
    "fr": re.compile(r"(?<!\w)(?:si|s'ils?|sauf|excepté|hormis|à condition|sous réserve|sans)(?!\w)", re.I),
    "en": re.compile(r"(?<!\w)(?:if|unless|except|provided|without|only when)(?!\w)", re.IGNORECASE),
}
_DENIES = re.compile(r"(?<!\w)(?:ne|n'\w*|not|no|never|\w+n't)(?!\w)", re.IGNORECASE)
_LISTED = re.compile(r",\s\S+(?:\s\S+)?(?:,| and | et | or | ou )")
_TWO_PARTS = re.compile(r"[:;]\s")
_WORD = re.compile(r"\S*\w\S*")
_LINK = re.compile(
    r"(?:and|or|et|ou|à|au|aux|de|des|du|to|of|the|par|per|pour|for|that|than|que|entre|done|been)$", re.I
)


def excerpt(sentence: str, language: str) -> str:
    """The sentence without its last stop where it is short, else its main clause and "…"; "" for neither.

    A clause is left alone where what would be cut is a condition or an exception, and a denial
    keeps what it denies.
    """
    whole = sentence.strip().rstrip(".! ")
    short = count_words(whole) <= MOST_WORDS
    if short and not _TWO_PARTS.search(whole):
        return whole
    return next((f"{start}…" for start in _starts(whole, language)), whole if short else "")


def count_words(text: str) -> int:
    """As a reader counts them: a sign alone is no word."""
    return len(_WORD.findall(text))


def _starts(whole: str, language: str) -> Iterator[str]:
    """Clauses before complements, the longest that can be read out first."""
    for cuts in (_CLAUSE[language], _COMPLEMENT[language]):
        for cut in reversed(list(cuts.finditer(whole))):
            start, rest = whole[: cut.start()].rstrip(" ,;:"), whole[cut.start() :].replace("’", "'")
            turned = _TURNS_ROUND[language].search(rest) or _LISTED.match(rest)
            if not turned and _stands(start, language, inside=cuts is _COMPLEMENT[language]):
                yield start


def _stands(start: str, language: str, *, inside: bool) -> bool:
    """Whether it is a clause; cut before a complement, `inside` it, it may not end with its verb."""
    straight = start.replace("’", "'")
    if not _FEWEST_WORDS <= count_words(start) <= MOST_WORDS or start.count("(") != start.count(")"):
        return False
    if _TWO_PARTS.search(start):
        return False
    but_last, last = straight.rsplit(maxsplit=1)
    if (
        _OPENS_OTHERWISE[language].match(straight)
        or last.casefold() in lexicon(language).stop_words
        or _LINK.match(last)
    ):
        return False
    if inside:
        return has_main_verb(but_last, language) and not _DENIES.search(straight)
    return has_main_verb(start, language)
