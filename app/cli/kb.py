"""`tandem kb`: what the library holds."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.entrance import print_json, services
from app.cli.outcomes import AsJson, operator, outcome_data, outcome_line, summary
from knowledge_base.passages import Classification, Clearance, Origin

if TYPE_CHECKING:
    from app.domain.documents import Document
    from app.workflows.ingest_loaded import FileOutcome
    from knowledge_base.passages import Hit

app = typer.Typer(help="The library: add, search, list and remove sources.", no_args_is_help=True)

Date = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="In UTC.")]


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders with all that is in them.")],
    origin: Annotated[Origin, typer.Option(help="Whose words they are.")],
    classification: Annotated[Classification, typer.Option(help="Only public sources feed drafts.")],
    embargo_until: Date = None,
    valid_until: Date = None,
    as_json: AsJson = False,
) -> None:
    """Add sources; exit 1 when a file was refused."""
    from app.workflows.ingest_loaded import Outcome

    clearance = Clearance(origin, classification, _utc(embargo_until), _utc(valid_until))
    outcomes = _ingest(paths, clearance, quiet=as_json)
    if as_json:
        print_json([outcome_data(outcome) for outcome in outcomes])
    else:
        print("\n".join([*map(outcome_line, outcomes), summary(outcomes)]))
    raise typer.Exit(int(any(outcome.outcome is Outcome.REFUSED for outcome in outcomes)))


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for, in French or English.")],
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many passages.")] = 8,
    as_json: AsJson = False,
) -> None:
    """Find passages that may be cited now."""
    from app.workflows.search_knowledge import search_knowledge

    with services() as opened:
        hits = search_knowledge(opened, query, limit=limit)
    if as_json:
        print_json([_hit_data(hit) for hit in hits])
    else:
        print("\n\n".join(map(_hit_lines, hits)) or "Nothing found.")


@app.command("list")
def list_sources(as_json: AsJson = False) -> None:
    """List all sources with their clearance."""
    from app.store import documents

    with services() as opened, opened.sessions() as session:
        listed = documents.list_documents(session)
    if as_json:
        print_json([_document_data(document) for document in listed])
    else:
        print("\n".join(map(_document_line, listed)) or "The library is empty.")


@app.command()
def remove(
    document_id: Annotated[int, typer.Argument(metavar="ID", help="As listed by `tandem kb list`.")],
    as_json: AsJson = False,
) -> None:
    """Remove a source everywhere."""
    from app.workflows.delete_document import delete_document

    with services() as opened:
        delete_document(opened, document_id)
    if as_json:
        print_json({"removed": document_id})
    else:
        print(f"removed {document_id}")


def _ingest(paths: list[Path], clearance: Clearance, *, quiet: bool) -> "list[FileOutcome]":
    from rich.console import Console
    from rich.progress import Progress

    from app.workflows.ingest_documents import ingest_documents, list_files

    files = list_files(paths)
    # The bar goes to the error stream and vanishes, so that the output can be piped.
    bar = Progress(console=Console(stderr=True), transient=True, disable=quiet)
    with services() as opened, bar:
        task = bar.add_task("reading", total=len(files))
        return ingest_documents(
            opened,
            files,
            clearance=clearance,
            cleared_by=operator(),
            on_file=lambda outcome: bar.update(task, advance=1, description=Path(outcome.place).name[:40]),
        )


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None


def _hit_data(hit: "Hit") -> dict[str, Any]:
    passage = hit.passage
    return {
        "passage": passage.id,
        "document": passage.document_id,
        "score": round(hit.score, 4),
        "title": passage.title,
        "heading": passage.heading,
        "page": passage.page,
        "publisher": passage.publisher,
        "published_on": passage.published_on,
        "url": passage.url,
        "licence": passage.licence,
        "origin": passage.origin,
        "language": passage.language,
        "text": passage.text,
    }


def _hit_lines(hit: "Hit") -> str:
    passage = hit.passage
    page = f"p. {passage.page}" if passage.page else ""
    dated = str(passage.published_on or "")
    head = ", ".join(filter(None, [passage.title, passage.heading, page, passage.publisher, dated]))
    return f"[{passage.id}] {hit.score:.2f}  {head}\n{passage.text}"


def _document_data(document: "Document") -> dict[str, Any]:
    clearance = document.clearance
    return {
        "id": document.id,
        "title": document.title,
        "language": document.language,
        "origin": clearance.origin,
        "classification": clearance.classification,
        "embargo_until": clearance.embargo_until,
        "valid_until": clearance.valid_until,
        "cleared_by": document.cleared_by,
        "passages": document.passages,
        "path": document.path,
        "checksum": document.checksum,
    }


def _document_line(document: "Document") -> str:
    clearance = document.clearance
    limits = [
        f"from {clearance.embargo_until:%Y-%m-%d}" if clearance.embargo_until else "",
        f"until {clearance.valid_until:%Y-%m-%d}" if clearance.valid_until else "",
    ]
    kind = " ".join(filter(None, [clearance.origin, clearance.classification, *limits]))
    return f"{document.id:>5}  {document.language}  {kind}  {document.title} ({document.passages} passages)"
