"""The writers side by side: which briefs, what a model is told, and how the figures are set out."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import pytest
from typer.testing import CliRunner

from app.cocreate.built_in import BuiltInWriter
from app.cocreate.chosen_writer import ChosenWriter
from app.cocreate.model.writer import ModelWriter
from app.domain.model_calls import Trace, TraceStep
from app.llm.scripted_model import ScriptedModel
from app.services import Services
from evals.__main__ import app
from evals.bench.record import as_text
from evals.suite import SuiteResult
from evals.writing.comparison import Comparison, conditioned, record
from evals.writing.drafted import Written
from evals.writing.model_figures import model_measures
from evals.writing.rows import read_briefs

BUILT_IN = SuiteResult({"drafts per brief": {"fr": 2.0, "en": 2.5}}, {"fr": 3, "en": 3})
MODEL = SuiteResult(
    {"drafts per brief": {"fr": 3.0, "en": 3.0}, "tokens in per brief": {"fr": 900.0, "en": 800.0}},
    {"fr": 3, "en": 3},
    details={"notice: model_refused": {"fr": 1.0}},
)


@dataclass(frozen=True)
class House:
    writer: object


def test_a_few_briefs_are_of_both_languages() -> None:
    cases = Comparison(briefs=4).cases

    assert [case.language for case in cases] == ["fr", "en", "fr", "en"]


def test_every_figure_stands_beside_the_other_writers() -> None:
    page = as_text(record(BUILT_IN, MODEL, Comparison()))

    assert "fr built-in" in page
    assert page.index("drafts per brief") < page.index("tokens in per brief") < page.index("model_refused")
    assert "scripted" in page


def test_a_companys_own_model_is_not_called_scripted() -> None:
    made = record(BUILT_IN, MODEL, Comparison("http://127.0.0.1:1/v1", "m", without=("nevers",)))

    assert "scripted" not in as_text(made)
    assert made.name == "writing-model-without-nevers"
    assert made.command.endswith("--model-url http://127.0.0.1:1/v1 --model m --without nevers")


def test_a_part_of_the_voice_can_be_kept_from_the_model() -> None:
    def with_model(model: Any) -> ModelWriter:
        return ModelWriter(model, BuiltInWriter(), detect=lambda _: [], language_of=lambda _: "")

    house = cast("Services", House(ChosenWriter(lambda: None, BuiltInWriter(), with_model)))

    writer = cast("ChosenWriter", conditioned(house, ("exemplars", "nevers")).writer)

    opened = cast("ModelWriter", writer.with_model(ScriptedModel([])))
    assert (opened.conditioning.exemplars, opened.conditioning.nevers) == (False, False)
    assert opened.conditioning.ranges


def test_cost_is_unknown_as_soon_as_one_price_is() -> None:
    call = TraceStep("write", seconds=2.0, model="m", tokens_in=90, tokens_out=10)
    one = Written(case=read_briefs()[0], drafts=(), writer="model", trace=Trace((call, call)))

    figures = model_measures([one])

    assert figures["cost per brief"] is None
    assert figures["tokens in per brief"] == 180
    assert figures["briefs written by the model"] == 1


def test_without_a_model_there_are_no_figures_of_one() -> None:
    assert model_measures([cast("Written", SimpleNamespace(trace=Trace()))]) == {}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["voice", "--writer", "model"], "goes with the suite writing"),
        (["writing", "--writer", "model", "--without", "charm"], "not charm"),
        (["writing", "--writer", "model", "--model", "m"], "name both or neither"),
    ],
    ids=["another suite", "unknown part", "no address"],
)
def test_what_cannot_be_compared_is_said(arguments: list[str], told: str) -> None:
    result = CliRunner().invoke(app, ["run", *arguments])

    assert result.exit_code == 2
    assert told in " ".join(result.output.replace("│", " ").split())
