"""`tandem doctor`: does everything Tandem needs work on this machine?"""

from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.entrance import print_json, services


def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print data.")] = False) -> None:
    """Try each part and say what is wrong; exit 1 when something needed does not work."""
    from app.workflows.examine import examine

    with services() as opened:
        results = examine(opened)
    if as_json:
        print_json([asdict(result) for result in results])
    else:
        for result in results:
            print(f"{'ok  ' if result.ok else 'FAIL'}  {result.part:12} {result.sentence}")
    raise typer.Exit(0 if all(result.ok for result in results) else 1)
