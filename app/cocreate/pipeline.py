"""The order of the steps: retrieve, write, label."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.cocreate.composition import AuthorVoice, Composition, Progress, Writer, no_progress
from app.cocreate.label import label_variant
from app.domain.briefs import Brief
from guardrails.grounding.labels import LabelledSentence
from knowledge_base.passages import Passage

Search = Callable[[Brief], Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class LabelledComposition:
    """A composition, and for each of its variants in order the labels of its sentences."""

    composition: Composition
    labels: tuple[tuple[LabelledSentence, ...], ...]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """From a brief to labelled drafts; `search` must return cleared passages only."""

    writer: Writer
    search: Search

    def __call__(
        self, brief: Brief, voice: AuthorVoice, *, progress: Progress = no_progress
    ) -> LabelledComposition:
        progress("retrieve", brief.topic)
        passages = self.search(brief)
        composition = self.writer.write(brief, passages, voice, progress=progress)
        known = (voice.name, voice.employer) if voice.employer else (voice.name,)
        labels = tuple(
            label_variant(variant.text, brief, passages, known_names=known)
            for variant in composition.variants
        )
        return LabelledComposition(composition, labels)
