"""What each draft is to say and to rest on, decided before any is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.cocreate.composition import Variant
from app.cocreate.disarm import disarmed
from app.cocreate.masking import UnknownPlaceholder
from app.cocreate.model.answer import ANGLES, PlanAnswer, PlannedDraft
from app.cocreate.model.desk import Desk, Task
from app.domain.briefs import Question

MOST_VARIANTS = 3
_MOST_EVIDENCE, _MOST_EXCLUSIONS = 3, 3
_LONGEST_POINT, _LONGEST_EXCLUSION, _LONGEST_QUESTION = 300, 120, 200


@dataclass(frozen=True, slots=True)
class PlannedVariant:
    """`evidence` are ids of passages the model was told; `point` and `exclusions` are masked words."""

    angle: str
    point: str = ""
    evidence: tuple[int, ...] = ()
    exclusions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Up to three drafts, no two with the same angle and evidence, and a question where they are fewer."""

    variants: tuple[PlannedVariant, ...]
    question: Question | None = None


def plan_with_model(desk: Desk) -> Plan:
    """Ask the model. Raises a ModelError; ModelNonsense where the answer is no plan."""
    answer = desk.ask(Task(desk.prompt("plan_drafts"), "plan"), PlanAnswer)
    known = {one.id for one in desk.material.passages}
    planned = (_planned(one, known) for one in answer.variants)
    variants = _distinct([one for one in planned if one.evidence or desk.brief.takes])
    return Plan(variants[:MOST_VARIANTS], _question(answer, desk))


def plan_from(variants: Sequence[Variant], desk: Desk) -> Plan:
    """A plan of our own: the angles and passages of the drafts that the built-in writer would offer."""
    known = {one.id for one in desk.material.passages}
    planned = [
        PlannedVariant(
            one.angle if one.angle in ANGLES else "own_take",
            evidence=tuple(number for number in one.passage_ids if number in known)[:_MOST_EVIDENCE],
        )
        for one in variants
    ]
    every = tuple(one.id for one in desk.material.passages)[:_MOST_EVIDENCE]
    angle = "own_take" if desk.brief.takes else "sourced"
    return Plan(_distinct(planned)[:MOST_VARIANTS] or (PlannedVariant(angle, evidence=every),))


def _planned(one: PlannedDraft, known: set[int]) -> PlannedVariant:
    exclusions = (disarmed(words)[:_LONGEST_EXCLUSION] for words in one.exclusions[:_MOST_EXCLUSIONS])
    return PlannedVariant(
        one.angle,
        disarmed(one.point)[:_LONGEST_POINT],
        tuple(number for number in dict.fromkeys(one.evidence) if number in known)[:_MOST_EVIDENCE],
        tuple(words for words in exclusions if words.strip()),
    )


def _distinct(planned: Sequence[PlannedVariant]) -> tuple[PlannedVariant, ...]:
    return tuple({(one.angle, one.evidence): one for one in reversed(planned)}.values())[::-1]


def _question(answer: PlanAnswer, desk: Desk) -> Question | None:
    """The model's question in plain words, where it is short enough to be one."""
    try:
        text = desk.reader.cleaner.clean(answer.question)
    except UnknownPlaceholder:
        return None
    number = len(desk.brief.answers) + 1
    return Question(id=f"more_{number}", text=text) if 0 < len(text) <= _LONGEST_QUESTION else None


def other_angles(plan: Plan, mine: PlannedVariant) -> Iterator[str]:
    for one in plan.variants:
        if one is not mine and one.angle != mine.angle:
            yield one.angle
