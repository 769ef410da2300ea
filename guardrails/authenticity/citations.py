"""What a post says itself, beside what it cites."""

import re

from guardrails.doc import Doc
from guardrails.grounding.material import read_material
from guardrails.normalisation import fold, normalise

_CITED = 0.7
"""The share of a sentence's words in runs of three found in a source, from which it is the source's."""

_FEWEST_OWN_WORDS = 8


def own_part(doc: Doc) -> str:
    """The sentences that are not those of one of the candidate's own sources, one per line.

    All of the text where too little would remain, unless it names its source: a post that only
    repeats is no citation.
    """
    cited = [at for at in range(len(doc.sentences)) if _is_cited(doc, at)]
    if not cited:
        return doc.text
    own = [span for at, span in enumerate(doc.sentences) if at not in cited]
    words = sum(len(doc.words_in(span)) for span in own)
    if words < _FEWEST_OWN_WORDS and not _names_a_source(doc):
        return doc.text
    return "\n".join(doc.text[start:end] for start, end in own)


def _is_cited(doc: Doc, sentence: int) -> bool:
    forms = [word.form for word in doc.canonical(sentence).words]
    return any(read_material(source.text).coverage(forms) >= _CITED for source in doc.candidate.sources)


def _names_a_source(doc: Doc) -> bool:
    if re.search(r"https?://", doc.folded):
        return True
    return any(_plain(source.publisher) in doc.folded for source in doc.candidate.sources if source.publisher)


def _plain(text: str) -> str:
    return fold(normalise(text).text)
