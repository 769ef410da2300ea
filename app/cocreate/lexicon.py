"""The words by which the writer recognises what a sentence does, per language, read from lexicon/*.toml."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import snowballstemmer

_FOLDER = Path(__file__).parent / "lexicon"
_STEMMERS = {"fr": "french", "en": "english"}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Patterns of one language; all ignore case unless the file says otherwise."""

    leaning: re.Pattern[str]
    """Starts that rest on a sentence before."""
    pointing: re.Pattern[str]
    """Words that point outside the sentence, anywhere in it."""
    calls: re.Pattern[str]
    """Starts that call to action."""
    reader: re.Pattern[str]
    """Words that address the reader."""
    we: re.Pattern[str]
    i: re.Pattern[str]
    guarded: re.Pattern[str]
    """Negation, hedge, condition, attribution: a deletion may not touch them."""
    compares: re.Pattern[str]
    changes: re.Pattern[str]
    """Words that set a figure beside what it was."""
    praises: re.Pattern[str]
    verb: re.Pattern[str]
    """Signs of a finite verb, absent from most fragments; French has forms of its own (verbs.py)."""
    replies: re.Pattern[str]
    """Starts of an answer that cannot be understood without its question."""
    attributes: re.Pattern[str]
    """Starts that name a source already."""
    asides: re.Pattern[str]
    """Spans that can be deleted without changing the claim, unless guarded."""
    angles: dict[str, re.Pattern[str]]
    """What the author's own words do."""
    genres: dict[str, dict[str, re.Pattern[str]]]
    """Signs of a job offer or an invitation, by genre; "titled" is looked for in titles, and decides."""
    troubles: re.Pattern[str]
    """What nobody adds a smile to: harm, loss, blame, fear."""
    notes: re.Pattern[str]
    """Openings of a note to self: "mention that", "parler de"."""
    stop_words: frozenset[str]
    vague_words: str
    """Words that count, date or compare anything: two texts that share them need not share a matter."""
    small_words: frozenset[str]
    """More words that no name begins with: numbers, prepositions, pronouns."""


@cache
def lexicon(language: str) -> Lexicon:
    table = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    starts = {name: _starting(table[name]) for name in ("leaning", "calls", "replies", "attributes", "notes")}
    names = ("pointing", "reader", "we", "i", "guarded", "compares", "changes", "praises", "troubles")
    return Lexicon(
        **starts,
        **{name: _anywhere(table[name]) for name in names},
        verb=_anywhere(table.get("verb", [])),
        asides=re.compile("|".join(table["asides"]), re.IGNORECASE),
        angles={name: _anywhere(words) for name, words in table["angles"].items()},
        genres={
            genre: {name: _anywhere(words) for name, words in signs.items()}
            for genre, signs in table["genres"].items()
        },
        stop_words=frozenset(table["stop_words"].split()),
        vague_words=" ".join(table["vague_words"].split()),
        small_words=frozenset(table["small_words"].split()),
    )


def _starting(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"[\"'«“(\s]*(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


def _anywhere(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


def stems(text: str, language: str) -> frozenset[str]:
    """The stems of the content words of a text, and its figures as they stand.

    A compound counts as a whole and by its parts: "stop-punaises" is about "punaises".
    """
    stop = lexicon(language).stop_words
    wholes = _WORD.findall(text.casefold())
    parts = [part for whole in wholes if "-" in whole for part in whole.split("-")]
    words = [w for w in (*wholes, *parts) if len(w) > 2 and w not in stop]
    return frozenset(_stem(word, language) for word in words) | frozenset(_NUMBER.findall(text))


def word_stems(text: str, language: str) -> tuple[str, ...]:
    """The stem of each word in order, small words included; an elided article is a word of its own."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return tuple(_stem(word, language) for word in words)


@cache
def _stemmer(language: str) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(_STEMMERS[language])


@lru_cache(maxsize=50_000)
def _stem(word: str, language: str) -> str:
    return str(_stemmer(language).stemWord(word))


def figures(text: str) -> tuple[str, ...]:
    """The numbers of a text in order, spaces inside them removed: "60 000" → "60000", "1,25" stays."""
    return tuple(re.sub(r"[ \u00a0\u202f]", "", number) for number in _NUMBER.findall(text))
