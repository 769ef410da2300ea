"""Names of people in a text, by a small sequence model trained on generated sentences.

The model is `persons.crfsuite`; `python -m evals.persons_fit` made it, and makes it again byte for byte.
"""

from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from guardrails.confidentiality.person_features import (
    PARTICLES,
    Token,
    features,
    read_tokens,
    shipped_lists,
    windows,
)
from guardrails.normalisation import fold, normalise

MODEL = Path(__file__).with_name("persons.crfsuite")
_TAGGING = Lock()
"""The tagger keeps the sentence it reads, so one thread at a time uses it."""

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
        rows = features(tokens, window, lists)
        with _TAGGING:
            labels = _tagger().tag(rows)
        found += _spans([tokens[at] for at in window], labels)
    return found


def _spans(tokens: list[Token], labels: list[str]) -> list[Span]:
    names: list[list[Token]] = []
    for token, label in zip(tokens, labels, strict=True):
        if label == "B":
            names.append([token])
        elif label == "I" and names and names[-1][-1].end >= token.start - 2:
            names[-1].append(token)
    trimmed = (_trimmed(name) for name in names)
    return [(name[0].start, name[-1].end) for name in trimmed if name]


def _trimmed(name: list[Token]) -> list[Token]:
    """Cut a name at the first small word that is no particle; one without capitals must be a known name."""
    lists = shipped_lists()
    if not any(token.text[0].isupper() for token in name):
        form = fold(name[0].text)
        return name if form in lists.given and form not in lists.ordinary else []
    cut = next((at for at, token in enumerate(name) if _is_small_word(token.text)), len(name))
    name = name[:cut]
    while name and (not name[-1].text[0].isalpha() or name[-1].text[0].islower()):
        if name[-1].text == "." and len(name) > 1 and len(name[-2].text) == 1:
            break
        name = name[:-1]
    return name


def _is_small_word(text: str) -> bool:
    return text[0].islower() and fold(text).rstrip("'") not in PARTICLES
