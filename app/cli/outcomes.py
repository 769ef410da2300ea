"""What became of files and pages, as commands print it, and in whose name they were cleared."""

from collections.abc import Sequence
from getpass import getuser
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from app.workflows.ingest_loaded import FileOutcome

AsJson = Annotated[bool, typer.Option("--json", help="Print data.")]


def operator() -> str:
    try:
        return getuser()
    except (KeyError, OSError):  # a container's user without a name
        return "operator"


def outcome_data(outcome: "FileOutcome") -> dict[str, Any]:
    return {
        "path": outcome.place,
        "outcome": outcome.outcome,
        "reason": outcome.sentence,
        "id": outcome.document_id,
        "title": outcome.title,
        "passages": outcome.passages,
        "remarks": [str(remark) for remark in outcome.remarks],
    }


def outcome_line(outcome: "FileOutcome") -> str:
    detail = outcome.sentence or f"{outcome.title} ({outcome.passages} passages)"
    noticed = "".join(f"\n{'':<9}  {remark}" for remark in outcome.remarks)
    return f"{outcome.outcome:<9}  {outcome.place}: {detail}{noticed}"


def summary(outcomes: "Sequence[FileOutcome]") -> str:
    counts: dict[str, int] = {}
    for outcome in outcomes:
        counts[outcome.outcome] = counts.get(outcome.outcome, 0) + 1
    return ", ".join(f"{count} {name}" for name, count in counts.items()) or "no files found"
