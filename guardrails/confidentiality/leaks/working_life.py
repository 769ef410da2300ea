"""Pay and working conditions are nobody's secret: what may be said of them is not the tripwire's business."""

from guardrails.doc import Doc
from guardrails.phrases import listed_phrases


def is_working_life(doc: Doc, sentence: int) -> bool:
    """Whether a sentence speaks of them, or one beside it, which says what a figure is about."""
    around = doc.sentences[max(0, sentence - 1) : sentence + 2]
    return bool(listed_phrases("working_life").search(doc.folded, around[0][0], around[-1][1]))
