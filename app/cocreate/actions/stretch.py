"""A stretch of a text in which a model had its hand: whether it is all of it, and which sentences are new."""

from app.cocreate.actions.cited import bare
from guardrails.sentences import split_sentences


def is_whole(text: str, part: tuple[int, int] | None) -> bool:
    """Whether nothing but white space stands outside the half-open span in code points; None is all of it."""
    start, end = part or (0, len(text))
    return not text[:start].strip() and not text[end:].strip()


def new_sentences(words: str, text: str) -> tuple[str, ...]:
    """The sentences of the words that do not stand in the text, whatever its typography."""
    known = bare(text)
    found = (words[start:end] for start, end in split_sentences(words))
    return tuple(sentence for sentence in found if bare(sentence) not in known)
