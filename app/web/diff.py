"""What changed between two texts: sentence by sentence, and word by word inside a sentence that stayed."""

import difflib
import re

Pieces = list[tuple[str, str]]
"""("same" | "del" | "ins", text), in reading order."""

_SENTENCES = re.compile(r".+?(?:[.!?…][\xa0\u202f]?[»”\"’)\]]*(?=\s|\Z)|(?=\n)|\Z)\s*", re.DOTALL)
_WORDS = re.compile(r"\s+|\S+\s*")
_ALIKE = 0.5
"""Of the words of two stretches that take each other's place: below, they are read as two texts, since
words that both happen to have would cut a sentence that left in two."""


def word_diff(before: str, after: str) -> Pieces:
    """From `before` to `after`; "same" and "del" together are `before`, "same" and "ins" `after`."""
    old, new = _SENTENCES.findall(before), _SENTENCES.findall(after)
    matcher = difflib.SequenceMatcher(None, _stripped(old), _stripped(new), autojunk=False)
    pieces: Pieces = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            for was, becomes in zip(old[a:b], new[c:d], strict=True):
                pieces += _kept(was, becomes)
        else:
            pieces += _replaced("".join(old[a:b]), "".join(new[c:d]))
    return _joined(pieces)


def _stripped(sentences: list[str]) -> list[str]:
    """A sentence that ends its paragraph is the same one in the middle of it."""
    return [sentence.strip() for sentence in sentences]


def _replaced(old: str, new: str) -> Pieces:
    alike = difflib.SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio()
    return _words(old, new) if alike >= _ALIKE else [("del", old), ("ins", new)]


def _kept(old: str, new: str) -> Pieces:
    """A sentence that stayed; only what parts it from the next one may differ."""
    words = old.rstrip()
    if not new.startswith(words):
        return _words(old, new)
    old_gap, new_gap = old[len(words) :], new[len(words) :]
    if old_gap == new_gap:
        return [("same", new)]
    return [("same", words), ("del", old_gap), ("ins", new_gap)]


def _words(old: str, new: str) -> Pieces:
    was, becomes = _WORDS.findall(old), _WORDS.findall(new)
    pieces: Pieces = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, was, becomes).get_opcodes():
        if kind == "equal":
            pieces.append(("same", "".join(was[a:b])))
        else:
            pieces += [("del", "".join(was[a:b])), ("ins", "".join(becomes[c:d]))]
    return pieces


def _joined(pieces: Pieces) -> Pieces:
    """Without the empty ones, and neighbours of a kind in one."""
    joined: Pieces = []
    for kind, text in pieces:
        if joined and joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1] + text)
        elif text:
            joined.append((kind, text))
    return joined
