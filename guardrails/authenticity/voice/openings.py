"""The ways in which a post can open."""

import re
from collections.abc import Mapping

from guardrails.authenticity.voice.anatomy import Anatomy
from guardrails.authenticity.voice.lexicon import FIRST_PERSON

KINDS: Mapping[str, float] = {
    "question": 0.12, "me": 0.2, "figure": 0.2, "quote": 0.08, "emoji": 0.08, "exclamation": 0.15,
    "short": 0.2,
}  # fmt: skip
"""Share of posts that open like this, roughly, whoever writes them."""

_SHORT = 5
"""Words of a first line that stands like a title."""
_QUOTE = re.compile(r"\s*[«“\"]")


def opening_kinds(anatomy: Anatomy, language: str) -> frozenset[str]:
    """How the first line of a post opens; several at once, or none of those we know."""
    if not anatomy.lines:
        return frozenset()
    start, end = anatomy.lines[0]
    line = anatomy.prose[start:end]
    first = next(((a, b) for a, b in anatomy.sentences if a >= start), (start, end))
    sentence = anatomy.prose[first[0] : min(first[1], end)].rstrip()
    words = [span for span in anatomy.words if start <= span[0] < end]
    alone = len(anatomy.lines) > 1 and 0 < len(words) <= _SHORT
    me = FIRST_PERSON[language].match(line.lstrip())
    ways = {
        "question": sentence.endswith("?"),
        "exclamation": sentence.endswith("!"),
        "me": bool(me),
        "figure": bool(re.search(r"\d", sentence)),
        "quote": bool(_QUOTE.match(line)),
        "emoji": any(a <= start + 1 for a, _ in anatomy.emoji[:1]),
        "short": alone,
    }
    return frozenset(kind for kind, holds in ways.items() if holds)
