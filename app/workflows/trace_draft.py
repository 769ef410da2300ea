"""How a draft was made, told to its author and to nobody else."""

from dataclasses import dataclass

from app.domain.drafts import Draft
from app.domain.model_calls import Spent, Trace
from app.domain.people import Person
from app.services import Services
from app.store import drafts, model_calls
from app.workflows.judge_text import load_passages
from knowledge_base.passages import Passage


@dataclass(frozen=True, slots=True)
class DraftTrace:
    """`trace` is of the last writing; `spent` is all that models were asked for this draft, actions too.

    `sources` are the passages that may still be cited, those of one document together; `withdrawn` says how
    many others there were.
    """

    draft: Draft
    trace: Trace
    spent: Spent
    sources: tuple[tuple[Passage, ...], ...]
    withdrawn: int
    currency: str


def trace_draft(services: Services, draft_id: int, *, author: Person) -> DraftTrace:
    """Raises NotFound for a draft that is not the author's own."""
    with services.sessions() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author.id)
        trace = model_calls.get_trace(session, draft_id, author_id=author.id)
        spent = model_calls.spent_on_draft(session, draft_id, author_id=author.id)
    used = (number for step in trace.steps for number in step.passage_ids)
    ids = tuple(dict.fromkeys(used)) or draft.passage_ids
    passages = load_passages(services, ids)
    sources: dict[int, tuple[Passage, ...]] = {}
    for passage in passages:
        sources[passage.document_id] = (*sources.get(passage.document_id, ()), passage)
    return DraftTrace(
        draft,
        trace,
        spent,
        tuple(sources.values()),
        len(ids) - len(passages),
        services.budgets.prices.currency,
    )
