"""One row of a dataset: what goes in, what should come out, and why it was worth writing down."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

DATASETS = Path(__file__).parent / "datasets"

Side = Literal["fr", "en"]
SIDES: tuple[Side, ...] = ("fr", "en")


class Row(BaseModel):
    """A part of a dataset row; a misspelt key is an error, not a default."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Input = TypeVar("Input", bound=Row)
Expectation = TypeVar("Expectation", bound=Row)


class Case(Row, Generic[Input, Expectation]):
    """`kind` groups cases that are reported together; `language` is the side they count for."""

    id: str = Field(min_length=1)
    kind: str
    language: Side
    input: Input
    expect: Expectation
    why: str = Field(min_length=10)


class BrokenDataset(Exception):
    """A dataset cannot be read; the message names the file and the line."""


AnyCase = TypeVar("AnyCase", bound=BaseModel)


def read_cases(paths: Sequence[Path], row: type[AnyCase]) -> tuple[AnyCase, ...]:
    """Read JSON lines files in the order given. Raises BrokenDataset, also for an id used twice."""
    cases = tuple(case for path in paths for case in _read(path, row))
    ids = Counter(getattr(case, "id", "") for case in cases)
    if repeated := [name for name, times in ids.items() if times > 1]:
        raise BrokenDataset(f"used more than once: {', '.join(repeated)}")
    return cases


def _read(path: Path, row: type[AnyCase]) -> list[AnyCase]:
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            cases.append(row.model_validate_json(line))
        except ValidationError as error:
            raise BrokenDataset(f"{path}, line {number}: {error}") from error
    return cases
