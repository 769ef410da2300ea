"""Long work in the foreground, under a progress bar on the error stream, so that output can be piped."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

    from app.domain.ingestion import Ingestion, IngestionFile
    from app.services import Services


def work_through(services: "Services", ingestion: "Ingestion", *, quiet: bool) -> "list[IngestionFile]":
    """Read all files; return what became of each. Whoever interrupts cancels what is left."""
    from app.store import ingestions
    from app.workflows.run_ingestion import run_ingestion
    from app.workflows.start_ingestion import MOST_FILES, cancel_ingestion

    with _bar(quiet=quiet) as bar:
        task = bar.add_task("reading", total=ingestion.total)
        try:
            run_ingestion(
                services,
                ingestion.id,
                on_file=lambda file: bar.update(task, advance=1, description=file.name[-40:]),
            )
        except KeyboardInterrupt:
            cancel_ingestion(services, ingestion.id)
            raise
    with services.sessions() as session:
        return ingestions.list_files(session, ingestion.id, limit=MOST_FILES)


def make_anew(services: "Services", *, quiet: bool) -> int:
    """Reindex the library; return how many passages it has."""
    from app.workflows.reindex import reindex

    with _bar(quiet=quiet) as bar:
        task = bar.add_task("embedding", total=None)
        return reindex(services, progress=lambda done, total: bar.update(task, completed=done, total=total))


def _bar(*, quiet: bool) -> "Progress":
    from rich.console import Console
    from rich.progress import Progress

    return Progress(console=Console(stderr=True), transient=True, disable=quiet)
