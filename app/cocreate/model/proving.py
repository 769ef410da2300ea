"""Whether a sentence of a model's rests on what it says it rests on, told by code that is no model."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.cocreate.label import candidate_of, label_text
from app.domain.briefs import Brief
from guardrails.grounding.labels import Label, LabelledSentence
from knowledge_base.passages import Passage

_WORST_FIRST = (Label.UNSUPPORTED, Label.SOURCED, Label.OWN, Label.PLAIN)


@dataclass(frozen=True, slots=True)
class Proven:
    """A sentence with its label, and those of its passages that hold it."""

    text: str
    label: Label
    passage_ids: tuple[int, ...] = ()


@dataclass(slots=True)
class Prover:
    """Judges each sentence against exactly the passages it names.

    A sentence that names one that does not hold it is unsupported, even where another passage would. One
    that names none is judged against all of them, as a sentence that an author types is.
    """

    brief: Brief
    passages: Sequence[Passage]
    known_names: tuple[str, ...] = ()
    _known: dict[tuple[str, tuple[int, ...]], Proven] = field(default_factory=dict)

    def prove(self, text: str, passage_ids: Sequence[int]) -> Proven:
        """`text` is one sentence or a few; the worst of them counts."""
        key = (text, tuple(passage_ids))
        if key not in self._known:
            self._known[key] = self._judge(text, frozenset(passage_ids))
        return self._known[key]

    def _judge(self, text: str, named: frozenset[int]) -> Proven:
        cited = [one for one in self.passages if one.id in named] if named else self.passages
        labels = label_text(candidate_of(text, self.brief, cited), known_names=self.known_names)
        return Proven(text, _worst(labels), _held_by(labels))


def _worst(labels: Sequence[LabelledSentence]) -> Label:
    found = {one.label for one in labels}
    return next((label for label in _WORST_FIRST if label in found), Label.PLAIN)


def _held_by(labels: Sequence[LabelledSentence]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(number for one in labels for number in one.source_ids))
