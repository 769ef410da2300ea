"""`tandem kb`: what the library holds."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli import kb_print as show
from app.cli.entrance import print_json, services
from app.cli.kb_progress import work_through
from app.cli.outcomes import AsJson, operator
from knowledge_base.passages import Classification, Clearance, Origin

app = typer.Typer(help="The library: add, search, clear, list and remove sources.", no_args_is_help=True)

Date = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="In UTC.")]
Audience = Annotated[str, typer.Option(help="Whom it is for, in your words.")]
Rights = Annotated[str, typer.Option(help="What its owner allows, in your words.")]
DocumentId = Annotated[int, typer.Argument(metavar="ID", help="As listed by `tandem kb list`.")]


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders with all that is in them.")],
    origin: Annotated[Origin, typer.Option(help="Whose words they are.")],
    classification: Annotated[Classification, typer.Option(help="Only public sources feed drafts.")],
    embargo_until: Date = None,
    valid_until: Date = None,
    audience: Audience = "",
    rights: Rights = "",
    keep_clearance: Annotated[
        bool, typer.Option("--keep-clearance", help="Sources that are here stay cleared as they are.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Add sources; exit 1 when a file was refused."""
    from app.domain.ingestion import FileState
    from app.workflows.start_ingestion import plan_ingestion

    clearance = Clearance(origin, classification, _utc(embargo_until), _utc(valid_until), audience, rights)
    with services() as opened:
        ingestion = plan_ingestion(
            opened, paths, clearance=clearance, cleared_by=operator(), keeps_clearance=keep_clearance
        )
        files = work_through(opened, ingestion, quiet=as_json)
    if as_json:
        print_json([show.file_data(file) for file in files])
    else:
        print("\n".join([*map(show.file_line, files), show.summary(files)]))
    raise typer.Exit(int(any(file.state is FileState.REFUSED for file in files)))


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
        print_json([show.hit_data(hit) for hit in hits])
    else:
        print("\n\n".join(map(show.hit_lines, hits)) or "Nothing found.")


@app.command("list")
def list_sources(as_json: AsJson = False) -> None:
    """List all sources with their clearance."""
    from app.store import documents

    with services() as opened, opened.sessions() as session:
        listed = documents.list_documents(session)
    if as_json:
        print_json([show.document_data(document) for document in listed])
    else:
        print("\n".join(map(show.document_line, listed)) or "The library is empty.")


@app.command()
def remove(document_id: DocumentId, as_json: AsJson = False) -> None:
    """Remove a source everywhere."""
    from app.workflows.delete_document import delete_document

    with services() as opened:
        delete_document(opened, document_id)
    if as_json:
        print_json({"removed": document_id})
    else:
        print(f"removed {document_id}")


@app.command("show")
def show_source(document_id: DocumentId, as_json: AsJson = False) -> None:
    """Show a source: its clearance, every decision before, and what is kept of its text."""
    from app.store import clearances, documents

    with services() as opened, opened.sessions() as session:
        document = documents.get_document(session, document_id)
        passages = documents.list_passages(session, document_id)
        changes = clearances.list_changes(session, document_id)
    if as_json:
        print_json(show.source_data(document, passages, changes))
    else:
        print(show.source_lines(document, passages, changes))


@app.command()
def clear(
    document_id: DocumentId,
    classification: Annotated[Classification | None, typer.Option(help="As it is, if left out.")] = None,
    origin: Annotated[Origin | None, typer.Option(help="As it is, if left out.")] = None,
    embargo_until: Date = None,
    valid_until: Date = None,
    no_embargo: Annotated[bool, typer.Option("--no-embargo", help="It may be cited from now on.")] = False,
    no_end: Annotated[bool, typer.Option("--no-end", help="It stays valid.")] = False,
    audience: Annotated[str | None, typer.Option(help="As it is, if left out.")] = None,
    rights: Annotated[str | None, typer.Option(help="As it is, if left out.")] = None,
    note: Annotated[str, typer.Option(help="Why, for those who look at it later.")] = "",
    as_json: AsJson = False,
) -> None:
    """Clear a source anew: what is left out stays as it is."""
    from app.store import documents
    from app.workflows.clear_document import clear_document

    asked = {
        "classification": classification,
        "origin": origin,
        "embargo_until": _utc(embargo_until),
        "valid_until": _utc(valid_until),
        "audience": audience,
        "rights": rights,
    }
    lifted = {"embargo_until": no_embargo, "valid_until": no_end}
    with services() as opened:
        with opened.sessions() as session:
            before = documents.get_document(session, document_id).clearance
        changed: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
        changed |= {name: None for name, is_lifted in lifted.items() if is_lifted}
        document = clear_document(opened, document_id, replace(before, **changed), by=operator(), note=note)
    if as_json:
        print_json(show.document_data(document))
    else:
        print(show.document_line(document))


@app.command()
def verify(
    repair: Annotated[bool, typer.Option("--repair", help="Mend what does not agree.")] = False,
    as_json: AsJson = False,
) -> None:
    """Prove that vectors, words and fingerprints agree with the database; exit 1 when they do not."""
    from app.workflows.verify_index import verify_index

    with services() as opened:
        proof = verify_index(opened, repair=repair)
    if as_json:
        print_json({"passages": proof.passages, "documents": proof.documents, "troubles": proof.troubles})
    else:
        print(show.proof_lines(proof))
    raise typer.Exit(int(not proof.holds))


@app.command()
def reindex(as_json: AsJson = False) -> None:
    """Make words and vectors anew, while searches go on; after an upgrade that says so."""
    from app.cli.kb_progress import make_anew

    with services() as opened:
        count = make_anew(opened, quiet=as_json)
    if as_json:
        print_json({"passages": count})
    else:
        print(f"{count} passages were indexed anew")


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None
