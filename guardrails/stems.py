"""The words of a text that carry its content, in a form that survives inflection."""

from collections.abc import Sequence

from guardrails.words import read_words

STOPWORDS = read_words("grammar")
_STEM = 6


def content_stems(forms: Sequence[str]) -> frozenset[str]:
    """Folded words without grammar, cut to six letters: near a stemmer in both languages, and free."""
    return frozenset(
        form[:_STEM] for form in forms if form not in STOPWORDS and (len(form) > 2 or form.isdigit())
    )
