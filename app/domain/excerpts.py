"""The sentence that an example shows."""

from guardrails.authenticity.voice.anatomy import Anatomy

LONGEST_EXCERPT = 160


def sentence_at(anatomy: Anatomy, place: int) -> str:
    """The sentence at a place."""
    for start, end in anatomy.sentences:
        if start <= place < end:
            return in_short(anatomy.text[start:end])
    return ""


def in_short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_EXCERPT else line[: LONGEST_EXCERPT - 1].rstrip() + "…"
