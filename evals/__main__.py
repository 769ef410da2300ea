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
        list[str] | None,
        typer.Argument(help="all, guardrails, leaks, retrieval, cross_language, voice, writing"),
    ] = None,
    data: Annotated[Path | None, typer.Option(help="A folder of real texts; they are never kept.")] = None,
    out: Annotated[Path, typer.Option(help="Where report.md and report.json go.")] = Path("data/evals"),
    seed: Annotated[int, typer.Option(help="Chooses among the real texts.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as data.")] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the report among the baselines, named after the suites.")
    ] = False,
    writer: Annotated[
        str, typer.Option(help="model, for writing alone: a model and the built-in writer side by side.")
    ] = "",
    model_url: Annotated[
        str, typer.Option(help="The model's endpoint; a scripted one without. Its key: TANDEM_MODEL_KEY.")
    ] = "",
    model: Annotated[str, typer.Option(help="The model's name there.")] = "",
    briefs: Annotated[int, typer.Option(min=0, help="Briefs for the model; 0 for all of them.")] = 0,
    without: Annotated[
        str, typer.Option(help="What of a voice the model is not told: exemplars,ranges,nevers,wishes,rules.")
    ] = "",
) -> None:
    """Run suites on the demo company; exit 1 when a floor is broken."""
    if writer:
        _compare_writers(suites or [], writer, model_url, model, briefs, without, out if not keep else None)
        return
    from evals.bench.record import BASELINES
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
    if keep:
        page, _ = write_report(done, BASELINES, name="-".join(suites or ["all"]))
    print(json.dumps(as_data(done), ensure_ascii=False, indent=2) if as_json else as_table(done))
    if not as_json:
        print(f"\n{page}")
    raise typer.Exit(1 if done.broken else 0)


def _compare_writers(
    suites: list[str], writer: str, url: str, model: str, briefs: int, without: str, out: Path | None
) -> None:
    from evals.bench.record import BASELINES, as_text, write_record
    from evals.writing.comparison import Comparison, measure, record

    if writer != "model" or suites != ["writing"]:
        raise typer.BadParameter("--writer model goes with the suite writing, and with no other")
    try:
        comparison = Comparison(url, model, briefs, tuple(filter(None, without.split(","))))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    made = record(*measure(comparison, heard=lambda said: print(said, flush=True)), comparison)
    print(f"\n{as_text(made)}\n\n{write_record(made, out or BASELINES)[0]}")


@app.command("model-server")
def model_server(
    port: Annotated[int, typer.Option(help="Port on loopback; 0 picks a free one.")] = 0,
    bad: Annotated[str, typer.Option(help="A way of going wrong; an unknown one lists them.")] = "",
    seconds: Annotated[str, typer.Option(help="How long it thinks before each answer, from-to.")] = "0-0",
) -> None:
    """A scripted model behind an OpenAI-compatible server, to try the product on: good, or bad as told."""
    from evals.scripted.bad import BAD, good
    from evals.scripted.server import serve_until_stopped

    if bad and bad not in BAD:
        raise typer.BadParameter(f"a model can be bad in these ways: {', '.join(BAD)}")
    first, _, last = seconds.partition("-")
    serve_until_stopped(BAD.get(bad, good), seconds=(float(first), float(last or first)), port=port)


@bench.command("check")
def bench_check(
    rounds: Annotated[int, typer.Option(min=5, help="How often each text is checked.")] = 100,
) -> None:
    """CPU time of a full check of 1,300 and 3,000 characters, in both languages."""
    from evals.bench.check import measure, table
    from evals.stage import open_stage

    with open_stage() as services:
        print(table(measure(services, rounds=rounds)))


@bench.command("guardrails")
def bench_guardrails(
    rounds: Annotated[int, typer.Option(min=5, help="How often each kind of post is timed.")] = 60,
    data: Annotated[Path | None, typer.Option(help="A folder of real texts; they are never kept.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where the page and the data go.")] = None,
) -> None:
    """How well is found what must not leave, beside what one would put in place of our checks?"""
    from evals.bench.guardrails import record
    from evals.bench.record import BASELINES, as_text, write_record
    from evals.stage import open_stage

    command = f"python -m evals bench guardrails --rounds {rounds}{f' --data {data}' if data else ''}"
    with open_stage() as services:
        made = record(services, rounds=rounds, command=command, data=data)
    print(f"\n{as_text(made)}\n\n{write_record(made, out or BASELINES)[0]}")


@bench.command("retrieval")
def bench_retrieval(
    data: Annotated[Path, typer.Option(help="A folder of collections; their texts are never kept.")],
    peers: Annotated[bool, typer.Option("--peers", help="Measure other libraries beside.")] = False,
    queries: Annotated[int, typer.Option(min=0, help="Questions of each collection; 0 for all.")] = 400,
    seed: Annotated[int, typer.Option(help="Chooses among the questions.")] = 0,
    database: Annotated[str, typer.Option(help="sqlite, or postgresql for a server of its own.")] = "sqlite",
    chroma: Annotated[
        bool, typer.Option("--chroma-server", help="Vectors on a server of their own.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="Where the page and the data go.")] = None,
) -> None:
    """How well is found, by this product and by what one would build instead."""
    from evals.bench.record import BASELINES, as_text, write_record
    from evals.bench.retrieval import measure, record

    servers = [*(["postgresql"] if database == "postgresql" else []), *(["chroma"] if chroma else [])]
    found, skipped = measure(
        data,
        queries=queries,
        seed=seed,
        peers=peers,
        postgresql="postgresql" in servers,
        chroma=chroma,
        heard=lambda one: print(f"{one.collection:12} {one.system:24} {one.ndcg:.3f}", flush=True),
    )
    options = f"{' --peers' if peers else ''} --queries {queries} --database {database}"
    command = f"python -m evals bench retrieval --data {data}{options}{' --chroma-server' if chroma else ''}"
    name = "-".join(["retrieval", *servers])
    made = record(found, skipped, name=name, command=command)
    print(f"\n{as_text(made)}\n\n{write_record(made, out or BASELINES)[0]}")


@bench.command("cross-language")
def bench_cross_language(
    out: Annotated[Path | None, typer.Option(help="Where the page and the data go.")] = None,
) -> None:
    """What is found in the other language, with and without what is done about it."""
    from evals.bench.cross_language import measure, record
    from evals.bench.record import BASELINES, as_text, write_record
    from evals.suites.cross_language import CrossLanguageSuite

    suite = CrossLanguageSuite()
    found = measure(suite, heard=lambda name, _measures: print(name, flush=True))
    made = record(found, pairs=len(suite.cases), command="python -m evals bench cross-language")
    print(f"\n{as_text(made)}\n\n{write_record(made, out or BASELINES)[0]}")


@bench.command("growth")
def bench_growth(
    sizes: Annotated[str, typer.Option(help="Numbers of public passages.")] = "100,1000,10000",
    rounds: Annotated[int, typer.Option(min=5, help="How many posts of each kind are timed.")] = 40,
    out: Annotated[Path | None, typer.Option(help="Where the page and the data go.")] = None,
) -> None:
    """What a check costs as the library grows, and how soon it is ready after a restart."""
    from evals.bench.growth import measure, record
    from evals.bench.record import BASELINES, as_text, write_record

    numbers = [int(size) for size in sizes.split(",")]
    costs = measure(numbers, rounds=rounds, heard=lambda cost: print(cost, flush=True))
    made = record(costs, command=f"python -m evals bench growth --sizes {sizes} --rounds {rounds}")
    print(f"\n{as_text(made)}\n\n{write_record(made, out or BASELINES)[0]}")


@bench.command("scale")
def bench_scale(
    sizes: Annotated[str, typer.Option(help="Numbers of passages, with commas between.")] = "1000,10000",
    out: Annotated[Path | None, typer.Option(help="Where the page and the data go.")] = None,
) -> None:
    """What a library of many passages costs: time, memory, disk, and what is still found."""
    from evals.bench.record import BASELINES, as_text, write_record
    from evals.bench.scale import measure, record

    costs = measure([int(size) for size in sizes.split(",")], heard=lambda cost: print(cost, flush=True))
    made = record(costs, command=f"python -m evals bench scale --sizes {sizes}")
    print(f"\n{as_text(made)}\n\n{write_record(made, out or BASELINES)[0]}")


@bench.command("model")
def bench_model(
    briefs: Annotated[int, typer.Option(min=2, help="Briefs whose CPU is measured, of both languages.")] = 20,
    drafts: Annotated[int, typer.Option(min=1, help="Drafts under way at once.")] = 50,
    seconds: Annotated[float, typer.Option(min=2, help="How long pages are timed, each time.")] = 20,
    out: Annotated[Path | None, typer.Option(help="Where the page and the data go.")] = None,
) -> None:
    """What a draft by a model costs beside the model, and whether pages stay quick while it thinks."""
    from evals.bench.model import record_model
    from evals.bench.record import BASELINES, as_text, write_record

    command = f"python -m evals bench model --briefs {briefs} --drafts {drafts} --seconds {seconds:g}"
    made = record_model(
        briefs=briefs,
        drafts=drafts,
        seconds=seconds,
        command=command,
        heard=lambda said: print(said, flush=True),
    )
    print(f"\n{as_text(made)}\n\n{write_record(made, out or BASELINES)[0]}")


@bench.command("voice")
def bench_voice(
    data: Annotated[Path, typer.Option(help="A folder with posts.jsonl; its texts are never kept.")],
    share: Annotated[float, typer.Option(min=0.05, max=2, help="How many of the usual trials.")] = 0.5,
    seed: Annotated[int, typer.Option(help="Draws the trials.")] = 0,
    out: Annotated[Path | None, typer.Option(help="Where the page and the data go.")] = None,
) -> None:
    """Is a voice told from others', beside what one would use instead, and at what cost?"""
    from evals.bench.record import BASELINES, as_text, write_record
    from evals.bench.voice import measure, record

    found = measure(data / "posts.jsonl", share=share, seed=seed, heard=lambda said: print(said, flush=True))
    made = record(found, command=f"python -m evals bench voice --data {data} --share {share} --seed {seed}")
    print(f"\n{as_text(made)}\n\n{write_record(made, out or BASELINES)[0]}")


if __name__ == "__main__":
    app()
