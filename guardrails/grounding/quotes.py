"""Quotations: inside quotation marks, every word must be somebody's."""

import re
from collections.abc import Sequence

from guardrails.canonical import canonical_words
from guardrails.grounding.material import Material
from guardrails.sentences import Span
from guardrails.tokens import WORD

_QUOTATION = re.compile(
    r"«([^«»\n]{1,1000})»|(?<!\w)\"([^\"\n]{1,1000})\"(?!\w)"
    r"|(?<![\w'])'((?:[^'\n]|(?<=\w)'(?=\w)){1,1000})'(?![\w'])"
)
_CUT = re.compile(r"[\[(]?(?:\.{3}|…)[\])]?|\[[^\]]{0,60}\]")
_FEWEST_WORDS = 4
"""Shorter ones are titles, names and winks."""


def find_quotations(text: str) -> list[Span]:
    """The spans of quotations of four words or more, marks included."""
    return [
        match.span()
        for match in _QUOTATION.finditer(text)
        if len(WORD.findall(match.group(match.lastindex or 0))) >= _FEWEST_WORDS
    ]


def is_faithful(quotation: str, materials: Sequence[Material]) -> bool:
    """Whether one material holds the exact words of a folded quotation.

    "…" and "[…]" may stand for some left out.
    How they are set (quotation marks, spaces, capitals, "12 %" or "12%") is no matter.
    """
    pieces = [" ".join(word.form for word in canonical_words(piece)) for piece in _CUT.split(quotation)]
    wanted = [piece for piece in pieces if piece]
    return any(_in_order(wanted, material.line) for material in materials)


def _in_order(pieces: Sequence[str], line: str) -> bool:
    position = 0
    for piece in pieces:
        at = line.find(f" {piece} ", position)
        if at < 0:
            return False
        position = at + len(piece)
    return True
