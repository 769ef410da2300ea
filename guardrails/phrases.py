"""Fixed phrases found as whole words in a text, in one pass."""

import re
from collections.abc import Iterable
from functools import cache

from guardrails.words import read_phrases


def phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for folded text; longer phrases win over their beginnings, any white space is one."""
    longest_first = sorted({phrase for phrase in phrases if phrase.strip()}, key=len, reverse=True)
    spellings = (r"\s".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spellings) or '(?!)'})(?!\w)")


@cache
def listed_phrases(name: str) -> re.Pattern[str]:
    """The phrases of guardrails/words/<name>.txt."""
    return phrase_pattern(read_phrases(name))
