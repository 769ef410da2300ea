"""Notes to self: what an author means to say, which is not yet how they say it."""

import re

from app.cocreate.lexicon import lexicon
from app.cocreate.verbs import has_main_verb
from guardrails.sentences import split_sentences

_THAT = {
    "fr": re.compile(r"(?:[^\W\d_]+['’]?\s?){1,5}?\b(?:que\s+|qu['’])", re.IGNORECASE),
    "en": re.compile(r"(?:[^\W\d_]+['’]?\s?){1,5}?\bthat\s+", re.IGNORECASE),
}
_GOES_ON = re.compile(r"[,;:] (?:and )?(?:I|you|it|we|they|he|she|nobody|everybody|that|this)\b")
_FEWEST_WORDS = 4
_LONGEST_NOTE = 30
"""Words: longer texts that begin like a note have said by then what they had to say."""


def is_note(text: str, language: str) -> bool:
    """Whether a take is put as a note is: "parler du prix", "mention that the price is public".

    An infinitive that is the subject of its sentence is none ("Expliquer la panne m'a pris une
    heure"), nor is the French exclamation "Dire que j'ai attendu dix ans !".
    """
    spans = split_sentences(text)
    first = text[spans[0][0] : spans[0][1]].replace("’", "'") if spans else ""
    opener = lexicon(language).notes.match(first)
    if opener is None or len(first.split()) > _LONGEST_NOTE or first.endswith("!"):
        return False
    if re.match(r"(?: que | qu'| that )", first[opener.end() :]) or opener.group().endswith("that"):
        return True
    return not (has_main_verb(first, "fr") if language == "fr" else _GOES_ON.search(first))


def said_after(text: str, language: str) -> str:
    """What a note goes on to say in its own words: all after its "that"; "" where that is no sentence."""
    opener = _THAT[language].match(text.strip())
    if opener is None:
        return ""
    clause = text.strip()[opener.end() :]
    words, straight = lexicon(language), clause.replace("’", "'")
    leans = words.leaning.match(straight) or words.replies.match(straight)
    whole = len(clause.split()) >= _FEWEST_WORDS and has_main_verb(clause, language)
    return clause if whole and not leans else ""
