"""The command `tandem`; each subcommand's work is imported when it runs, so that help is instant."""

import os
import sys

import typer

from app.cli import check, doctor, draft, feed, kb, model, policy, serve, usage, user
from app.errors import AppError

app = typer.Typer(
    name="tandem",
    help="Write posts in people's own voice, from what the company has cleared.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("serve")(serve.serve)
app.command("draft")(draft.draft)
app.command("check")(check.check)
app.command("doctor")(doctor.doctor)
kb.app.command("add-url")(feed.add_url)
kb.app.command("add-sitemap")(feed.add_sitemap)
app.add_typer(kb.app, name="kb")
app.add_typer(feed.app, name="feed")
model.app.command("usage")(usage.usage)
app.add_typer(model.app, name="model")
app.add_typer(policy.app, name="policy")
app.add_typer(user.app, name="user")


def run() -> None:
    """Run the command line; an error a person can act on is one sentence and exit code 2."""
    os.umask(0o077)  # what is written holds drafts, posts and passwords: for their owner alone
    try:
        app()
    except AppError as error:
        print(f"tandem: {error}", file=sys.stderr)
        sys.exit(2)
