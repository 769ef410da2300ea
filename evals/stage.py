"""A house of its own for a run: the demo company in a folder that disappears, on a day that never changes."""

import atexit
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from app.config import read_settings
from app.services import Services, open_services
from app.workflows.load_demo import load_demo

TODAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""Embargoes and code names have dates: on another day the right answers are others."""


@contextmanager
def open_stage(
    *, demo: bool = True, database_url: str = "", chroma_url: str = "", **model: str
) -> Iterator[Services]:
    """The demo company's services, or an empty house. Of this machine's settings, only the model is kept.

    Rows and vectors lie in a folder that disappears, or where the two addresses say. `model` is for settings
    of the model that are not this machine's.
    """
    with TemporaryDirectory(prefix="tandem-evals-") as folder:
        (Path(folder) / "models").symlink_to(models_folder(), target_is_directory=True)
        settings = read_settings(
            data_dir=Path(folder),
            demo=demo,
            database_url=database_url,
            chroma_url=chroma_url,
            company_file=None,
            policy_file=None,
            host="127.0.0.1",
            **model,
        )
        with open_services(settings, clock=lambda: TODAY) as services:
            if demo:
                load_demo(services)
            yield services


@cache
def models_folder() -> Path:
    """Building the embedding model takes seconds, so the houses of one process share one."""
    folder = Path(mkdtemp(prefix="tandem-models-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def commit() -> str:
    """The commit that is measured, with a + when files have changed since; "unknown" outside git."""
    try:
        name = _git("rev-parse", "--short", "HEAD")
        return f"{name}+" if _git("status", "--porcelain", "--untracked-files=no") else name
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _git(*arguments: str) -> str:
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=Path(__file__).parent, check=True, capture_output=True, text=True)  # noqa: S603  (fixed words)
    return done.stdout.strip()
