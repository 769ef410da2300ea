"""The order of the steps: retrieve, then write; labels follow whatever text stands (see label.py)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.cocreate.composition import AuthorVoice, Composition, Progress, Writer, no_progress
from app.domain.briefs import Brief
from knowledge_base.passages import Passage

Search = Callable[[Brief], Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """From a brief to drafts; `search` must return cleared passages only."""

    writer: Writer
    search: Search

    def __call__(self, brief: Brief, voice: AuthorVoice, *, progress: Progress = no_progress) -> Composition:
        progress("retrieve", brief.topic)
        return self.writer.write(brief, self.search(brief), voice, progress=progress)
