"""One planned draft from the model: shown sentence by sentence as it is proven, then mended where need be."""

from collections.abc import Iterator, Sequence

from app.cocreate.masking import UnknownPlaceholder
from app.cocreate.model.answer import VariantAnswer
from app.cocreate.model.arriving import ArrivingSentences
from app.cocreate.model.desk import Desk, Task
from app.cocreate.model.planning import Plan, PlannedVariant, other_angles
from app.cocreate.model.problems import Problem, fewer
from app.cocreate.model.proving import Proven
from app.cocreate.model.written import Written, WrongLanguage
from app.llm.chat_model import OnText
from app.llm.errors import ModelError

MOST_ROUNDS = 2


def write_variant(desk: Desk, plan: Plan, planned: PlannedVariant) -> Written:
    """The draft as it may be shown; asked for once more where it comes in another language.

    Raises a ModelError: ModelRefused or ModelNonsense where what came is no draft.
    """
    try:
        return _written(desk, plan, planned, wrong_language=False)
    except WrongLanguage:
        return _written(desk, plan, planned, wrong_language=True)


def _written(desk: Desk, plan: Plan, planned: PlannedVariant, *, wrong_language: bool) -> Written:
    desk.progress("write", planned.angle)
    answer = desk.ask(
        Task(desk.prompt("write_variant"), "write", passage_ids=planned.evidence),
        VariantAnswer,
        on_text=_telling(desk, planned.angle),
        angle=planned.angle,
        point=planned.point,
        evidence=planned.evidence,
        exclusions=planned.exclusions,
        other_angles=tuple(other_angles(plan, planned)),
        wrong_language=wrong_language,
    )
    return desk.reader.read(answer, planned.angle)


def _telling(desk: Desk, angle: str) -> OnText:
    """Shows each sentence with its label as soon as both are known; begins anew when the model does."""
    arriving = ArrivingSentences()

    def tell(text: str) -> None:
        if arriving.starts_again(text):
            desk.progress("write", angle)
        for one in arriving.new(text):
            try:
                shown = desk.reader.cleaner.clean(one.text)
            except UnknownPlaceholder:
                continue
            if shown:
                desk.progress(desk.reader.prover.prove(shown, one.passage_ids).label.value, shown)

    return tell


def revised(desk: Desk, written: Written, *, rounds: int = MOST_ROUNDS) -> Written:
    """The draft after as many rounds as helped, at most `rounds`; the better of two texts is always kept.

    A round that fails, by whatever error of the model's, leaves the text as it was. One that was
    cancelled ends in ModelCancelled.
    """
    found = desk.problems.of(written)
    for number in range(1, rounds + 1):
        if not found or not desk.may_leave(written.text):
            break
        desk.progress("revise", written.angle)
        try:
            better = _mended(desk, written, found, number)
        except ModelError:
            break
        left = desk.problems.of(better)
        if not fewer(left, found):
            break
        written, found = better, left
        _show(desk, written)
    return written


def _mended(desk: Desk, written: Written, found: Sequence[Problem], number: int) -> Written:
    answer = desk.ask(
        Task(desk.prompt("revise_variant"), "revise", number, written.passage_ids),
        VariantAnswer,
        angle=written.angle,
        paragraphs=[list(_told(desk, several)) for several in written.paragraphs],
        problems=[_masked(desk, problem) for problem in found],
    )
    return desk.reader.read(answer, written.angle)


def _told(desk: Desk, sentences: Sequence[Proven]) -> Iterator[dict[str, object]]:
    for one in sentences:
        yield {"ids": one.passage_ids, "text": desk.masking.mask(one.text)}


def _masked(desk: Desk, problem: Problem) -> dict[str, str]:
    mask = desk.masking.mask
    return {
        "kind": problem.kind,
        "words": mask(problem.words),
        "why": mask(problem.why),
        "habit": problem.habit,
        "low": problem.low,
        "high": problem.high,
        "here": problem.here,
        "most": problem.most,
    }


def _show(desk: Desk, written: Written) -> None:
    desk.progress("write", written.angle)
    for one in written.sentences:
        desk.progress(one.label.value, one.text)
