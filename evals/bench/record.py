"""A bench's figures as a table for the terminal, and as a page and data that are kept in baselines/."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from evals.stage import commit

BASELINES = Path(__file__).parent.parent / "baselines"

Cell = str | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading; a number is shown with as many digits as it deserves, None as a dash."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What a bench found; `command` repeats it."""

    name: str
    title: str
    command: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()


def as_text(record: Record) -> str:
    """The tables with aligned columns."""
    return "\n\n".join([*map(_text_table, record.tables), *record.notes])


def write_record(record: Record, folder: Path) -> tuple[Path, Path]:
    """Write `<name>.md` and `<name>.json` into `folder`, with the commit and the machine."""
    folder.mkdir(parents=True, exist_ok=True)
    origin = {
        "commit": commit(),
        "at": datetime.now(UTC).isoformat(timespec="minutes"),
        "command": record.command,
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.machine()}",
    }
    page, data = folder / f"{record.name}.md", folder / f"{record.name}.json"
    page.write_text("\n".join(_page_lines(record, origin)) + "\n", encoding="utf-8")
    kept = origin | {"tables": [asdict(table) for table in record.tables], "notes": list(record.notes)}
    data.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return page, data


def _page_lines(record: Record, origin: Mapping[str, str]) -> list[str]:
    lines = [f"# {record.title}", ""]
    lines += [f"- {name}: `{value}`" for name, value in origin.items()]
    for table in record.tables:
        lines += ["", f"## {table.title}", ""]
        lines += [_line(table.columns), _line(["---", *("---:" for _ in table.columns[1:])])]
        lines += [_line([_cell(cell) for cell in row]) for row in table.rows]
        lines += ["", table.note] if table.note else []
    return [*lines, *(f"\n{note}" for note in record.notes)]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text_table(table: Table) -> str:
    rows = [table.columns, *([_cell(cell) for cell in row] for row in table.rows)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(table.columns))]
    lines = [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(pairs)
        )
        for pairs in (list(zip(row, widths, strict=True)) for row in rows)
    ]
    return "\n".join([table.title.upper(), *lines, *([table.note] if table.note else [])])


def _cell(cell: Cell) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    return f"{cell:.3f}" if abs(cell) < 2 else f"{cell:,.1f}" if abs(cell) < 1_000 else f"{cell:,.0f}"
