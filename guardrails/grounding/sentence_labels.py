"""Where each sentence comes from: the author, a source, nowhere in particular, or nowhere at all."""

from guardrails.doc import Doc
from guardrails.grounding.labels import Label, LabelledSentence


def label_sentences(doc: Doc) -> tuple[LabelledSentence, ...]:
    """Label each sentence of the text as it stands, in order, with spans of the original text."""
    return tuple(
        LabelledSentence(*doc.original_span(start, end), Label.PLAIN) for start, end in doc.sentences
    )
