"""Pipeline step: say of each sentence of a draft where it comes from."""

from collections.abc import Iterable, Sequence

from app.domain.briefs import Brief
from guardrails.candidate import Candidate, Source
from guardrails.doc import Doc
from guardrails.grounding.labels import LabelledSentence
from guardrails.grounding.sentence_labels import label_sentences
from knowledge_base.passages import Passage


def label_variant(
    text: str, brief: Brief, passages: Sequence[Passage], *, known_names: Iterable[str] = ()
) -> tuple[LabelledSentence, ...]:
    """Label the text as it stands against the author's takes and the passages offered.

    `known_names` are names that need no source, such as the employer's. Spans are code points of `text`.
    """
    candidate = Candidate(
        text,
        language=brief.language.value,
        channel=brief.channel.value,
        own_words=brief.takes,
        sources=tuple(
            Source(p.id, p.text, publisher=p.publisher, title=p.title, language=p.language) for p in passages
        ),
    )
    return label_sentences(Doc.of(candidate), known_names=known_names)
