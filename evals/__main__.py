"""`python -m evals`: measure the engines, write a report, fail where a floor is broken."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Is it getting better?", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
bench = typer.Typer(help="How fast is it?", no_args_is_help=True)
app.add_typer(bench, name="bench")


@app.command()
def run(
    suites: Annotated[
        list[str] | None, typer.Argument(help="all, guardrails, retrieval, cross_language, voice, writing")
    ] = None,
    data: Annotated[Path | None, typer.Option(help="A folder of real texts; they are never kept.")] = None,
    out: Annotated[Path, typer.Option(help="Where report.md and report.json go.")] = Path("data/evals"),
    seed: Annotated[int, typer.Option(help="Chooses among the real texts.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as data.")] = False,
) -> None:
    """Run suites on the demo company; exit 1 when a floor is broken."""
    from evals.catalogue import choose
    from evals.report import as_data, as_table, write_report
    from evals.runner import run_suites
    from evals.stage import commit, open_stage

    try:
        chosen, skipped = choose(suites or ["all"], data=data, seed=seed)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    with open_stage() as services:
        done = run_suites(services, chosen, commit=commit(), at=datetime.now(UTC), seed=seed, skipped=skipped)
    page, _ = write_report(done, out)
    print(json.dumps(as_data(done), ensure_ascii=False, indent=2) if as_json else as_table(done))
    if not as_json:
        print(f"\n{page}")
    raise typer.Exit(1 if done.broken else 0)


@bench.command("check")
def bench_check(
    rounds: Annotated[int, typer.Option(min=5, help="How often each text is checked.")] = 100,
) -> None:
    """CPU time of a full check of 1,300 and 3,000 characters, in both languages."""
    from evals.bench.check import measure, table
    from evals.stage import open_stage

    with open_stage() as services:
        print(table(measure(services, rounds=rounds)))


if __name__ == "__main__":
    app()
