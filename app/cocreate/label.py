"""Pipeline step: say of each sentence of a text where it comes from."""

from collections.abc import Iterable, Sequence

from app.domain.briefs import Brief
from guardrails.candidate import Candidate, Source
from guardrails.doc import Doc
from guardrails.grounding.labels import LabelledSentence
from guardrails.grounding.sentence_labels import label_sentences
from guardrails.runner import LONGEST_TEXT
from knowledge_base.passages import Passage


def candidate_of(
    text: str,
    brief: Brief,
    passages: Sequence[Passage],
    *,
    offered: str | None = None,
    withdrawn: Sequence[Passage] = (),
) -> Candidate:
    """The text as the guardrails see it: with the author's own words and the passages offered.

    `offered` is the writer's draft that it began as, where there is one; `withdrawn` are passages it was
    offered then and that may no longer be cited.
    """
    return Candidate(
        text,
        language=brief.language.value,
        channel=brief.channel.value,
        own_words=brief.own_words,
        offered=offered,
        sources=tuple(map(_source, passages)),
        withdrawn=tuple(map(_source, withdrawn)),
    )


def _source(passage: Passage) -> Source:
    return Source(
        passage.id,
        passage.text,
        publisher=passage.publisher,
        title=passage.title,
        language=passage.language,
    )


def label_text(candidate: Candidate, *, known_names: Iterable[str] = ()) -> tuple[LabelledSentence, ...]:
    """Label the text as it stands; spans are code points of it.

    `known_names` are names that need no source, such as the employer's. A text too long to be
    checked gets no labels: its report already says so.
    """
    if len(candidate.text) > LONGEST_TEXT:
        return ()
    return label_sentences(Doc.of(candidate), known_names=known_names)
