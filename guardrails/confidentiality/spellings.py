"""The forms in which a watched name may be written: plurals, compounds, with "projet" in front."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, product

from guardrails.normalisation import fold, normalise
from guardrails.tokens import WORD

_HUMPS = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_BEFORE_NAMES = (
    "projet", "project", "operation", "programme", "program", "plan", "equipe", "team", "mission",
    "produit", "product",
)  # fmt: skip
_MOST = 64
_SHORTEST_STEM = 4


def key_of(term: str) -> str:
    """The words of a term without case and accents, one space around each."""
    return f" {' '.join(WORD.findall(fold(normalise(term).text)))} "


def humps(word: str) -> list[int]:
    """Where a compound such as "projetAtlas" or "Atlas3" may be cut, as offsets of the word."""
    return [match.start() for match in _HUMPS.finditer(word)]


def spellings(term: str, *, inflected: bool, named: bool, phrase: bool) -> set[str]:
    """All forms of a term, as keys.

    `inflected` adds plurals at the last word or at each; `phrase` the feminine and the plural of every
    long word, for a subject rather than a name; `named` compounds such as "#ProjetAtlas".
    """
    keys = {key_of(term)} | {key_of(" ".join(_cut(word) for word in term.split()))}
    keys = {key for key in keys if key.strip()}
    forms = set(keys)
    for key in keys:
        words = key.split()
        if inflected:
            forms |= set(_inflections(words, phrase=phrase and len(words) > 1))
    forms |= {f" {key.replace(' ', '')} " for key in forms}
    if named and all(len(key.split()) == 1 for key in keys):
        forms |= {f" {before}{key.strip()} " for key in keys for before in _BEFORE_NAMES}
    return forms


def _cut(word: str) -> str:
    places = [0, *humps(word), len(word)]
    return " ".join(word[start:end] for start, end in pairwise(places))


def _inflections(words: Sequence[str], *, phrase: bool) -> Iterator[str]:
    plurals = [_plural(word) for word in words]
    yield f" {' '.join([*words[:-1], plurals[-1]])} "
    yield f" {' '.join([plurals[0], *words[1:]])} "
    yield f" {' '.join(plurals)} "
    if phrase:
        choices = [
            dict.fromkeys((word, plural, *_others(word))) for word, plural in zip(words, plurals, strict=True)
        ]
        for chosen in islice(product(*choices), _MOST):
            yield f" {' '.join(chosen)} "


def _plural(word: str) -> str:
    """French and English; a word that ends in s, x or z stays: "Atlas" is not in "atlases"."""
    if word[-1] in "sxz" or not word[-1].isalpha() or len(word) < 3:
        return word
    if word.endswith(("au", "eu")):
        return f"{word}x"
    if word.endswith(("ch", "sh")):
        return f"{word}es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}s"


def _others(word: str) -> Iterator[str]:
    if len(word) < _SHORTEST_STEM or not word.isalpha():
        return
    bare = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    yield bare
    if bare.endswith("al"):
        yield from (f"{bare[:-2]}aux", f"{bare}e", f"{bare}es")
    elif not bare.endswith("e"):
        yield from (f"{bare}e", f"{bare}es")
