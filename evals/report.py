"""A run as a table for the terminal, a page for people and data for machines."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.case import SIDES
from evals.runner import Run, SuiteRun
from evals.suite import Measures, Verdict

NOTHING = "–"


def write_report(run: Run, folder: Path, *, name: str = "report") -> tuple[Path, Path]:
    """Write `<name>.md` and `<name>.json` into `folder`, which is made if need be; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    page, data = folder / f"{name}.md", folder / f"{name}.json"
    page.write_text(as_page(run), encoding="utf-8")
    data.write_text(json.dumps(as_data(run), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return page, data


def as_table(run: Run) -> str:
    """What was measured, one line each, the languages side by side."""
    rows = [("", *SIDES, "floor", "")]
    for suite in run.suites:
        rows.append((suite.name.upper(), *("" for _ in SIDES), "", f"{suite.seconds:.1f} s"))
        rows += [(f"  {name}", *rest) for name, *rest in _measure_rows(suite)]
    width = max(len(row[0]) for row in rows)
    lines = [f"{row[0]:<{width}}  {row[1]:>7}  {row[2]:>7}  {row[3]:<8}{row[4]}".rstrip() for row in rows]
    lines += [f"{name}: skipped, {reason}" for name, reason in run.skipped.items()]
    return "\n".join(lines)


def as_page(run: Run) -> str:
    """The whole report in Markdown."""
    return "\n".join(_page_lines(run)) + "\n"


def as_data(run: Run) -> dict[str, Any]:
    """The whole report as values that JSON can hold."""
    return {
        "commit": run.commit,
        "at": run.at.isoformat(),
        "seed": run.seed,
        "settings": dict(run.settings),
        "held": not run.broken,
        "skipped": dict(run.skipped),
        "suites": {suite.name: _suite_data(suite) for suite in run.suites},
    }


def _suite_data(suite: SuiteRun) -> dict[str, Any]:
    result = suite.result
    return {
        "seconds": round(suite.seconds, 3),
        "cases": dict(result.cases),
        "metrics": {name: dict(values) for name, values in result.metrics.items()},
        "details": {name: dict(values) for name, values in result.details.items()},
        "floors": [_verdict_data(verdict) for verdict in suite.verdicts],
        "failed": [asdict(case) for case in result.failed],
        "notes": list(result.notes),
    }


def _verdict_data(verdict: Verdict) -> dict[str, Any]:
    floor = verdict.floor
    return {
        "metric": floor.metric,
        "why": floor.why,
        "floor": str(floor),
        "language": verdict.language,
        "value": verdict.value,
        "held": verdict.held,
    }


def _measure_rows(suite: SuiteRun) -> Iterator[tuple[str, ...]]:
    floors = {verdict.floor.metric: str(verdict.floor) for verdict in suite.verdicts}
    broken = {verdict.floor.metric for verdict in suite.verdicts if not verdict.held}
    measured: Measures = {"cases": suite.result.cases, **suite.result.metrics}
    for name in dict.fromkeys((*measured, *floors)):
        values = measured.get(name, {})
        verdict = ("BROKEN" if name in broken else "held") if name in floors else ""
        yield (name, *(_shown(values.get(side)) for side in SIDES), floors.get(name, ""), verdict)


def _shown(value: float | None) -> str:
    if value is None:
        return NOTHING
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def _page_lines(run: Run) -> Iterator[str]:
    verdict = f"**{len(run.broken)} floors are broken.**" if run.broken else "All floors hold."
    yield from ("# Evaluation", "", f"Commit {run.commit}, {run.at:%Y-%m-%d %H:%M} UTC, seed {run.seed}.", "")
    yield from (", ".join(f"{name}: {value}" for name, value in run.settings.items()) + ".", "", verdict)
    for suite in run.suites:
        yield from _suite_lines(suite)
    for name, reason in run.skipped.items():
        yield from ("", f"## {name}", "", f"Skipped: {reason}.")


def _suite_lines(suite: SuiteRun) -> Iterator[str]:
    result = suite.result
    yield from ("", f"## {suite.name}", "", f"{suite.seconds:.1f} seconds.", "")
    yield from _markdown_table(("measure", *SIDES, "floor", ""), _measure_rows(suite))
    yield from (f"\n{note}" for note in result.notes)
    if reasons := {str(v.floor.metric): v.floor.why for v in suite.verdicts if not v.held}:
        yield from ("", "Broken floors:", "", *(f"- {name}: {why}" for name, why in reasons.items()))
    if result.failed:
        yield from ("", f"### Not as expected ({len(result.failed)})", "")
        rows = ((case.id, case.language, case.saw, case.why) for case in result.failed)
        yield from _markdown_table(("case", "", "seen", "why the case exists"), rows)
    if result.details:
        yield from ("", "### In detail", "")
        details = (
            (name, *(_shown(values.get(side)) for side in SIDES)) for name, values in result.details.items()
        )
        yield from _markdown_table(("measure", *SIDES), details)
    for part in result.reading:
        yield from ("", part)


def _markdown_table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, tuple("---" for _ in head), *rows):
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"
