"""What a model took to write drafts, and how often these were mended or replaced."""

from collections import Counter
from collections.abc import Iterator, Sequence

from app.domain.model_calls import TraceStep
from evals.metrics import mean, percentile, share
from evals.suite import Measures
from evals.writing.drafted import Written
from guardrails.grounding.labels import Label


def model_measures(written: Sequence[Written]) -> dict[str, float | None]:
    """Of one language; none where no model was asked, and no cost unless the price of every call is known."""
    asked = [one for one in written if one.trace.calls]
    calls = [step for one in asked for step in one.trace.calls]
    if not calls:
        return {}
    costs = [one.trace.cost for one in asked]
    return {
        "briefs written by the model": share(one.by_model for one in written),
        "briefs that fell back to the built-in writer": share(not one.by_model for one in asked),
        "model sentences that code found unsupported": share(_unsupported(written)),
        "calls per brief": mean(len(one.trace.calls) for one in asked),
        "calls that failed": share(step.outcome != "ok" for step in calls),
        "revision rounds per draft": mean(_rounds(asked)),
        "tokens in per brief": mean(sum(step.tokens_in for step in one.trace.calls) for one in asked),
        "tokens out per brief": mean(sum(step.tokens_out for step in one.trace.calls) for one in asked),
        "tokens counted by us": share(step.estimated for step in calls),
        "cost per brief": mean(float(cost) for cost in costs if cost is not None)
        if all_known(costs)
        else None,
        "seconds per call, p50": percentile([step.seconds for step in calls], 50),
        "seconds per call, p95": percentile([step.seconds for step in calls], 95),
        "seconds waiting for the model per brief": mean(
            sum(s.seconds for s in one.trace.calls) for one in asked
        ),
    }


def all_known(costs: Sequence[object]) -> bool:
    return all(cost is not None for cost in costs)


def _unsupported(written: Sequence[Written]) -> Iterator[bool]:
    """Over the drafts as they are offered, so after what revisions took out."""
    for one in written:
        for draft in one.drafts if one.by_model else ():
            yield from (sentence.label is Label.UNSUPPORTED for sentence in draft.sentences)


def _rounds(asked: Sequence[Written]) -> Iterator[float]:
    for one in asked:
        if one.by_model and one.drafts:
            yield sum(step.step == "revise" for step in one.trace.calls) / len(one.drafts)


def by_step_and_outcome(written: Sequence[Written]) -> Measures:
    """Calls of each step that ended in each way, and notices that authors would read, by language."""
    counted: dict[str, Counter[str]] = {}
    for one in written:
        for step in one.trace.calls:
            counted.setdefault(_called(step), Counter())[one.case.language] += 1
        if one.notice:
            counted.setdefault(f"notice: {one.notice}", Counter())[one.case.language] += 1
    return {name: {side: float(n) for side, n in sides.items()} for name, sides in sorted(counted.items())}


def _called(step: TraceStep) -> str:
    name = f"{step.step}, round {step.round}" if step.round else step.step
    return f"calls: {name}, {step.outcome}"
