"""The sentence of a source that comes closest to one that nothing supports."""

from collections.abc import Sequence
from functools import lru_cache

from guardrails.candidate import Source
from guardrails.canonical import canonical_words
from guardrails.grounding.labels import Nearest
from guardrails.grounding.sentence import Sentence
from guardrails.grounding.synonyms import meanings, share
from guardrails.normalisation import fold, normalise
from guardrails.sentences import split_sentences

_FEWEST, _ENOUGH = 2, 0.3
"""Meanings in common, and their share of the sentence: fewer would only send the author astray."""


def nearest_sentence(sentence: Sentence, sources: Sequence[Source]) -> Nearest | None:
    """Return what a source says of the same, or None where none does; the first of equals."""
    best, found = 0.0, None
    for source in sources:
        for words, held in _read(source.text):
            alike = share(sentence.stems, held) if len(sentence.stems & held) >= _FEWEST else 0.0
            if alike > best:
                best, found = alike, Nearest(source.id, words)
    return found if best >= _ENOUGH else None


@lru_cache(maxsize=512)
def _read(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Each sentence as the source words it, with its meanings."""
    normalised = normalise(text)
    return tuple(
        (
            text[slice(*normalised.original_span(start, end))],
            meanings([word.form for word in canonical_words(fold(normalised.text[start:end]))]),
        )
        for start, end in split_sentences(normalised.text)
    )
