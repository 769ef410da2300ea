"""What was found out about one sentence."""

from dataclasses import dataclass, replace

from guardrails.grounding.figures import Figure
from guardrails.grounding.labels import Label, Nearest
from guardrails.grounding.names import Name
from guardrails.sentences import Span


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence with its label; `missing` are the figures and names that nothing holds.

    `opposite`: it has the words of a source, with "fell" where that says "rose". `grave`: what it says
    is not its author's alone to know, so that somebody else should look; `personal`: it is. `moved` are
    figures that a source holds, of another thing. `withdrawn`: only a source that may no longer be cited
    says it. `nearest` is the sentence of a source that comes closest.
    """

    span: Span
    label: Label
    source_ids: tuple[int, ...] = ()
    missing: tuple[Figure | Name, ...] = ()
    opposite: bool = False
    grave: bool = False
    personal: bool = False
    moved: tuple[Figure, ...] = ()
    withdrawn: bool = False
    nearest: Nearest | None = None

    def shifted(self, offset: int) -> "Judged":
        """The same, of a text in which the sentence begins `offset` characters later."""
        if not offset:
            return self
        return replace(
            self,
            span=_moved(self.span, offset),
            missing=tuple(replace(claim, span=_moved(claim.span, offset)) for claim in self.missing),
            moved=tuple(replace(figure, span=_moved(figure.span, offset)) for figure in self.moved),
        )


def _moved(span: Span, offset: int) -> Span:
    return span[0] + offset, span[1] + offset
