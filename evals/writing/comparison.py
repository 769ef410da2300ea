"""The built-in writer and a model's drafts of the same briefs, figure by figure, side by side."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from itertools import chain, zip_longest

from app.cocreate.chosen_writer import ChosenWriter
from app.cocreate.composition import Writer
from app.cocreate.model.conditioning import Conditioning
from app.cocreate.model.writer import ModelWriter
from app.llm.chat_model import ChatModel
from app.services import Services
from evals.bench.record import Cell, Record, Table
from evals.case import SIDES
from evals.scripted.server import MODEL, server_apart
from evals.stage import open_stage
from evals.suite import SuiteResult
from evals.suites.writing import WritingSuite
from evals.writing.rows import WritingCase, read_briefs

PARTS = tuple(one.name for one in fields(Conditioning))
"""What of a voice a model may be told or not."""

_SCRIPTED = (
    "The model is the scripted one: it plans, copies and mends by rule. It proves what stands around a model,"
    " and says nothing of what a model writes."
)
_SINCE = "Drafts by the two writers are judged by the same code. Seconds hold the model's, CPU time does not."


@dataclass(frozen=True, slots=True)
class Comparison:
    """`url` is empty for the scripted model. `without` are parts of a voice that the model is not told."""

    url: str = ""
    model: str = ""
    briefs: int = 0
    without: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if unknown := [part for part in self.without if part not in PARTS]:
            raise ValueError(f"--without takes {', '.join(PARTS)}, not {', '.join(unknown)}")
        if bool(self.url) != bool(self.model):
            raise ValueError("--model-url and --model go together: name both or neither")

    @property
    def command(self) -> str:
        words = ["python -m evals run writing --writer model"]
        words += [f"--model-url {self.url} --model {self.model}"] if self.url else []
        words += [f"--briefs {self.briefs}"] if self.briefs else []
        words += [f"--without {','.join(self.without)}"] if self.without else []
        return " ".join(words)

    @property
    def cases(self) -> Sequence[WritingCase]:
        """All briefs, or the first ones of both languages in turn."""
        every = read_briefs()
        sides = ([case for case in every if case.language == side] for side in SIDES)
        in_turn = [case for case in chain.from_iterable(zip_longest(*sides)) if case is not None]
        return in_turn[: self.briefs] if self.briefs else every


def measure(comparison: Comparison, *, heard: Callable[[str], None]) -> tuple[SuiteResult, SuiteResult]:
    """What came of the built-in writer and of the model."""
    suite = WritingSuite(comparison.cases)
    heard(f"{len(suite.cases)} briefs, the built-in writer")
    with open_stage(model_url="", model="") as services:
        built_in = suite.run(services)
    heard(f"{len(suite.cases)} briefs, {comparison.model or 'the scripted model'}")
    with _reached(comparison) as (url, model), open_stage(model_url=url, model=model) as services:
        return built_in, suite.run(conditioned(services, comparison.without))


def record(built_in: SuiteResult, model: SuiteResult, comparison: Comparison) -> Record:
    columns = ("measure", *(f"{side} {who}" for side in SIDES for who in ("built-in", "model")))
    results = (built_in, model)
    name = "-".join(["writing-model", *(f"without-{part}" for part in comparison.without)])
    return Record(
        name,
        "The writers side by side",
        comparison.command,
        (
            Table(
                f"{model.cases['fr']} French and {model.cases['en']} English briefs", columns, _rows(results)
            ),
            Table("How calls ended, and what authors were told", columns, _details(results)),
        ),
        notes=(_SINCE, *([_SCRIPTED] if not comparison.url else [])),
    )


def conditioned(services: Services, without: Sequence[str]) -> Services:
    """The services with a writer that is told less of a voice."""
    writer = services.writer
    if not without or not isinstance(writer, ChosenWriter):
        return services
    told, open_writer = Conditioning(**dict.fromkeys(without, False)), writer.with_model

    def with_model(model: ChatModel) -> Writer:
        opened = open_writer(model)
        return replace(opened, conditioning=told) if isinstance(opened, ModelWriter) else opened

    return replace(services, writer=replace(writer, with_model=with_model))


@contextmanager
def _reached(comparison: Comparison) -> Iterator[tuple[str, str]]:
    if comparison.url:
        yield comparison.url, comparison.model
        return
    with server_apart() as apart:
        yield apart.url, MODEL


def _rows(results: Sequence[SuiteResult]) -> tuple[tuple[Cell, ...], ...]:
    names = dict.fromkeys(name for result in results for name in result.metrics)
    return tuple(
        (name, *(result.metrics.get(name, {}).get(side) for side in SIDES for result in results))
        for name in names
    )


def _details(results: Sequence[SuiteResult]) -> tuple[tuple[Cell, ...], ...]:
    names = dict.fromkeys(name for result in results for name in result.details)
    return tuple(
        (name, *(result.details.get(name, {}).get(side) for side in SIDES for result in results))
        for name in names
        if name.startswith(("calls: ", "notice: "))
    )
