"""A plan as pieces, from all that it holds to the least that still says something."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.cocreate.arrange import Plan
from app.cocreate.attribution import cite, source_name
from app.cocreate.pieces import Kind, Piece
from app.cocreate.ranking import RankedFact
from app.cocreate.takes import OwnBlock, first_sentences
from app.domain.briefs import Brief
from app.domain.voice_rules import WordRule
from guardrails.authenticity.voice.style import Style
from knowledge_base.passages import Origin

Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """How the facts of a draft are named (an attribution style), for whom, and with which habits."""

    attribution: str
    brief: Brief
    habits: Style
    rules: Sequence[WordRule] = ()
    """What the author puts in the place of words."""

    def cite(self, ranked: RankedFact, *, style: str = "") -> Iterator[Pieces]:
        """The fact with its attribution, then the same in less room: without its line, then shorter."""
        for form in (ranked.fact, *reversed(ranked.fact.shorter())):
            cited = cite(form, style or self.attribution, self.brief, self.habits, rules=self.rules)
            yield cited
            if len(cited) > 1:  # a line takes room that words could have
                named = source_name(form.passage, self.brief.language) in form.text
                house = form.passage.origin is Origin.COMPANY
                quoted = cite(form, "quote", self.brief, self.habits, rules=self.rules)
                yield cited[:1] if named or house else quoted


def versions(plan: Plan, manner: Manner) -> Iterator[Pieces]:
    """Fullest first. The author's words shrink by whole blocks, then by whole sentences; a fact by its
    shorter forms; a plan that opens with its fact never loses it.
    """
    if plan.ranked is not None and plan.second is not None:
        yield from _two_facts(plan.ranked, plan.second, manner)
    yield from _around_fact(plan.before, plan.ranked, plan.after, manner)
    lead = plan.lead
    if lead is None:
        return
    starts, ends = ((lead,), ()) if lead in plan.before else ((), (lead,))
    yield from _around_fact(starts, plan.ranked, ends, manner)
    yield from (
        _own_alone(plan, lead)
        if plan.before or plan.ranked is None
        else _fact_and_start(plan.ranked, lead, manner)
    )


def _around_fact(
    before: Sequence[OwnBlock], ranked: RankedFact | None, after: Sequence[OwnBlock], manner: Manner
) -> Iterator[Pieces]:
    for cited in manner.cite(ranked) if ranked else ((),):
        yield (*_own(before), *cited[:1], *_own(after), *cited[1:])


def _two_facts(first: RankedFact, second: RankedFact, manner: Manner) -> Iterator[Pieces]:
    """Both facts, the first with its publisher in words and the second with a line to read it."""
    style = manner.attribution if manner.attribution != "link" else "lead_in"
    for one in manner.cite(first, style=style):
        for other in manner.cite(second, style="link"):
            yield (*one[:1], *other)


def _own_alone(plan: Plan, lead: OwnBlock) -> Iterator[Pieces]:
    yield _own(plan.before)
    yield _own((lead,))
    yield from ((Piece(Kind.OWN, text),) for text in first_sentences(lead))


def _fact_and_start(ranked: RankedFact, lead: OwnBlock, manner: Manner) -> Iterator[Pieces]:
    for text in first_sentences(lead):
        for cited in manner.cite(ranked):
            yield (*cited[:1], Piece(Kind.OWN, text), *cited[1:])


def _own(blocks: Sequence[OwnBlock]) -> Pieces:
    return tuple(Piece(Kind.OWN, block.text) for block in blocks)
