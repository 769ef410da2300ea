"""`tandem policy`: the company's decisions about the rules, as a file."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.entrance import services
from app.errors import BadInput

app = typer.Typer(help="The rules, as your company wants them.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def policy() -> None:
    """Keep `export` a subcommand while it is the only one."""


@app.command()
def export(
    file: Annotated[Path | None, typer.Argument(help="Where to write it; left out, it is printed.")] = None,
) -> None:
    """Write the policy in force as a file that TANDEM_POLICY_FILE can name."""
    with services() as opened:
        text = opened.guarding.decisions().as_toml()
    if file is None:
        print(text, end="")
        return
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise BadInput("%(file)s cannot be written: %(reason)s.", file=file, reason=error.strerror) from error
