"""`tandem serve`: the pages, with the worker in the same process."""

import os
from typing import Annotated

import typer

DEMO_HELP = (
    "Load the invented demo company if the database is empty, and offer one-click sign-in (loopback only)."
)


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 picks a free one.")] = None,
    demo: Annotated[bool, typer.Option("--demo", help=DEMO_HELP)] = False,
) -> None:
    """Serve the pages until stopped."""
    for name, value in (("TANDEM_HOST", host), ("TANDEM_PORT", port), ("TANDEM_DEMO", demo or None)):
        if value is not None:
            os.environ[name] = str(value)
    from app.web.server import serve_pages

    serve_pages()
