"""What an author sees while drafts are written for them: the step, and each draft as far as it has come."""

from dataclasses import dataclass, replace

LABELS = frozenset({"own", "sourced", "plain", "unsupported"})
"""Steps that bring a sentence, which is their detail."""
BEGINS = "write"
"""The step that begins a draft, or begins the last one anew when it has the same angle."""
LONGEST_DETAIL = 300
MOST_SENTENCES, LONGEST_SENTENCE = 60, 1000
"""Per draft, and in code points: what is shown while it is written, not what is kept."""


@dataclass(frozen=True, slots=True)
class SentenceSoFar:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class DraftSoFar:
    """`angle` is a code that pages translate."""

    angle: str
    sentences: tuple[SentenceSoFar, ...] = ()

    def then(self, sentence: SentenceSoFar) -> "DraftSoFar":
        return replace(self, sentences=(*self.sentences, sentence)[:MOST_SENTENCES])


@dataclass(frozen=True, slots=True)
class WritingProgress:
    """`step` and `detail` are as a writer told them (see `app.cocreate.composition.Progress`)."""

    step: str = "retrieve"
    detail: str = ""
    drafts: tuple[DraftSoFar, ...] = ()

    def then(self, step: str, detail: str) -> "WritingProgress":
        """After one more step."""
        if step in LABELS:
            return self._with_sentence(SentenceSoFar(step, detail[:LONGEST_SENTENCE]))
        drafts = self._with_draft(detail) if step == BEGINS else self.drafts
        return WritingProgress(step, detail[:LONGEST_DETAIL], drafts)

    def _with_sentence(self, sentence: SentenceSoFar) -> "WritingProgress":
        *before, last = self.drafts or (DraftSoFar(""),)
        return replace(self, drafts=(*before, last.then(sentence)))

    def _with_draft(self, angle: str) -> tuple[DraftSoFar, ...]:
        others = self.drafts[:-1] if self.drafts and self.drafts[-1].angle == angle else self.drafts
        return (*others, DraftSoFar(angle))

    @property
    def shown(self) -> tuple[DraftSoFar, ...]:
        """The drafts that there is something to read of."""
        return tuple(draft for draft in self.drafts if draft.sentences)
