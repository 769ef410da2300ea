"""Names of people in a text, by a small sequence model trained on generated sentences.

The model is `persons.crfsuite`; `python -m evals.persons_fit` made it, and makes it again byte for byte.
"""

from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from guardrails.confidentiality.personal.person_features import (
    PARTICLES,
    TITLES,
    Token,
    features,
    is_given_name,
    read_tokens,
    shipped_lists,
    windows,
)
from guardrails.normalisation import fold, normalise

MODEL = Path(__file__).with_name("persons.crfsuite")
_TAGGING = Lock()
"""The tagger keeps the sentence it reads, so one thread at a time uses it."""

_SURE, _SURER, _NEARLY, _FAINTLY = 0.3, 0.8, 0.3, 0.06
"""Likelihoods: of a known or longer name, of a single unknown word, of a half of two that hold together,
and of a word that is nothing but a given name."""

Span = tuple[int, int]


@cache
def _tagger() -> Any:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(MODEL))
    return tagger


def find_persons(text: str) -> list[Span]:
    """Return the spans of names of people, in code points of the text as given; titles are left out."""
    normalised = normalise(text)
    return [normalised.original_span(*span) for span in read_persons(normalised.text)]


def read_persons(text: str) -> list[Span]:
    """Return the spans of names of people in a normalised text, in order."""
    tokens, lists = read_tokens(text), shipped_lists()
    found: list[Span] = []
    for window in windows(tokens, lists):
        labels, chances = _tagged(features(tokens, window, lists), [tokens[at] for at in window])
        found += _spans(tokens, window, labels, chances)
    return found


def _tagged(rows: list[list[str]], window: list[Token]) -> tuple[list[str], list[float]]:
    """The labels of a window, and for each beginning of a name how likely it is one.

    Two capitals in a row that were nearly taken for a name are taken for one; a word that is only
    known as a given name needs less.
    """
    tagger = _tagger()
    with _TAGGING:
        labels = tagger.tag(rows)
        chances = [0.0] * len(rows)
        for at, token in enumerate(window):
            if labels[at] == "B" or (labels[at] == "O" and token.text[0].isupper()):
                chances[at] = tagger.marginal("B", at)
            if labels[at] == "O" and chances[at] >= _NEARLY and _goes_on(tagger, labels, window, at + 1):
                labels[at : at + 2] = ["B", "I"]
            elif labels[at] == "O" and chances[at] >= _FAINTLY and is_given_name(token.text):
                labels[at], chances[at] = "B", _SURE
    return labels, chances


def _goes_on(tagger: Any, labels: list[str], window: list[Token], at: int) -> bool:
    if at >= len(window) or labels[at] == "B" or not window[at].text[0].isupper():
        return False
    return bool(tagger.marginal("I", at) >= _NEARLY)


def _spans(tokens: list[Token], window: range, labels: list[str], chances: list[float]) -> list[Span]:
    names: list[tuple[int, list[Token], float]] = []
    for at, label, chance in zip(window, labels, chances, strict=True):
        # People whose names were pasted into a row stand two spaces apart.
        if label == "B" or (label == "I" and names and tokens[at].start > names[-1][1][-1].end + 1):
            names.append((at, [tokens[at]], chance or 1.0))
        elif label == "I" and names:
            names[-1][1].append(tokens[at])
    kept = []
    for at, tagged, chance in names:
        name = _with_particles(tokens, at, _trimmed(tagged))
        if name and _is_likely(name, chance, tokens[at - 1].text if at else ""):
            kept.append((name[0].start, name[-1].end))
    return kept


def _with_particles(tokens: list[Token], at: int, name: list[Token]) -> list[Token]:
    """ "Gauthier" goes on with "de la Morlière", but not with "du Marketing" nor "de Paris"."""
    end = at + len(name)
    after = end
    while after < len(tokens) and after - end < 3 and fold(tokens[after].text).rstrip("'") in PARTICLES:
        after += 1
    if not name or not end < after < len(tokens) or not tokens[after].text[0].isupper():
        return name
    form, lists = fold(tokens[after].text), shipped_lists()
    near = {fold(token.text).rstrip("'") for token in tokens[end:after]} <= {
        "de",
        "du",
        "des",
        "d",
        "l",
        "st",
    }
    known = form in lists.places or form in lists.companies or (near and form in lists.ordinary)
    return name if known else [*name, *tokens[end : after + 1]]


def _is_likely(name: list[Token], chance: float, before: str) -> bool:
    """A word that no list knows must be surer, and a hashtag names a subject."""
    if before == "#":
        return False
    lists = shipped_lists()
    known = any(fold(token.text) in lists.given or fold(token.text) in lists.surnames for token in name)
    return chance >= (_SURE if known or len(name) > 1 else _SURER)


def _trimmed(name: list[Token]) -> list[Token]:
    """Leave out titles, cut at small words but particles; without capitals only a known name stays."""
    lists = shipped_lists()
    while len(name) > 1 and fold(name[0].text) in TITLES:
        name = name[2 if name[1].text == "." and len(name) > 2 else 1 :]
    if not any(token.text[0].isupper() for token in name):
        form = fold(name[0].text)
        return name if form in lists.given and form not in lists.ordinary else []
    cut = next((at for at, token in enumerate(name) if _is_small_word(token.text)), len(name))
    name = name[:cut]
    while name and (not name[-1].text[0].isalpha() or name[-1].text[0].islower() or name[-1].text[-1] == "'"):
        if name[-1].text == "." and len(name) > 1 and len(name[-2].text) == 1:
            break
        name = name[:-1]
    return name


def _is_small_word(text: str) -> bool:
    return text[0].islower() and fold(text).rstrip("'") not in PARTICLES
