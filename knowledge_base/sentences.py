"""Whole sentences out of running text, in French and English."""

import re
from collections.abc import Iterator, Sequence

_WINDOW = 5_000  # characters handed over at a time, so that one endless line stays affordable
_ABBREVIATION = re.compile(
    r"(?:\b(?:MM?|Mmes?|Mlles?|Mr|Mrs|Ms|Dr|Pr|Prof|St|Ste|art|av|bd|cf|chap|env|ex|fig|hab|Inc|Ltd|Co|Corp|"
    r"Jr|Sr|min|max|no|vol|vs|e\.g|i\.e|p|pp|[A-Z])\.)$"
)
_SPLITTABLE = re.compile(r"(?<=[%€$£]\.)\s+(?=[A-ZÀ-ÝŒ«“\"])")
_MAY_END_INSIDE = re.compile(r"[.!?…。！？]\S{0,3}\s")
_LONGEST_QUOTE = 600  # characters; a quotation left open longer was never closed


def split_sentences(text: str) -> list[str]:
    """Return the sentences of `text` in order, stripped; only the white space between them is lost."""
    if not _MAY_END_INSIDE.search(text):
        return [text.strip()] if text.strip() else []  # most lines of a list or a table
    joined: list[str] = []
    pieces = list(_pieces(text))
    for position, piece in enumerate(pieces):
        if joined and _goes_on(joined[-1], pieces, position):
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    return joined


def _goes_on(sentence: str, pieces: Sequence[str], position: int) -> bool:
    """Whether the splitter cut too early: after an abbreviation, or inside a quotation."""
    if _ABBREVIATION.search(sentence[-8:]):
        return True
    for left, right in ("«»", "“”"):
        if sentence.count(left) > sentence.count(right):
            return _closes_soon(right, len(sentence), pieces[position : position + _LONGEST_QUOTE // 2])
    return False


def _closes_soon(mark: str, length: int, following: Sequence[str]) -> bool:
    for piece in following:
        length += len(piece)
        if length > _LONGEST_QUOTE:
            return False
        if mark in piece:
            return True
    return False


def _pieces(text: str) -> Iterator[str]:
    from syntok.segmenter import split
    from syntok.tokenizer import Tokenizer

    tokenizer = Tokenizer(emit_hyphen_or_underscore_sep=True)
    for window in _windows(text):
        for tokens in split(iter(tokenizer.split(window))):
            start, last = tokens[0].offset, tokens[-1]
            sentence = window[start : last.offset + len(last.value)].strip()
            yield from (part for part in _SPLITTABLE.split(sentence) if part)


def _windows(text: str) -> Iterator[str]:
    """Cut at a sentence's end where there is one, else at a space, else anywhere."""
    while len(text) > _WINDOW:
        cut = max(text.rfind(mark, _WINDOW // 2, _WINDOW) for mark in (". ", "! ", "? ", ".\n"))
        cut = cut if cut > 0 else text.rfind(" ", _WINDOW // 2, _WINDOW)
        cut = cut + 1 if cut > 0 else _WINDOW
        yield text[:cut]
        text = text[cut:]
    yield text
