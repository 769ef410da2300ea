"""Bringing files into the library: each is read, cleared, kept and indexed, and none stops the others."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from app.services import Services
from app.workflows.ingest_loaded import FileOutcome, Outcome, ingest_loaded
from knowledge_base.loaders import UnreadableFile, load_file
from knowledge_base.passages import Clearance

logger = logging.getLogger(__name__)


def ingest_documents(
    services: Services,
    paths: Iterable[Path],
    *,
    clearance: Clearance,
    cleared_by: str,
    on_file: Callable[[FileOutcome], None] = lambda _outcome: None,
) -> list[FileOutcome]:
    """Read files, and folders with all that is in them; call `on_file` after each file.

    A file that cannot be read is refused with a sentence, and the others go on. Bytes already
    here under the same clearance change nothing; a file read again from the same path, and
    bytes already here under another clearance, replace what was there. Raises Unavailable when
    the vector index does not answer: nothing of that file is kept then.
    """
    outcomes = []
    for path in list_files(paths):
        outcome = _ingest(services, path, clearance, cleared_by)
        outcomes.append(outcome)
        on_file(outcome)
    return outcomes


def list_files(paths: Iterable[Path]) -> list[Path]:
    """Each file once, in order; hidden files inside folders are left alone, links to folders not followed."""
    return list(dict.fromkeys(file for path in paths for file in _walk(path)))


def _walk(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, subfolders, names in os.walk(path):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def _ingest(services: Services, path: Path, clearance: Clearance, cleared_by: str) -> FileOutcome:
    place = str(path.resolve())
    try:
        loaded = load_file(path)
    except UnreadableFile as error:
        return FileOutcome(place, Outcome.REFUSED, str(error))
    except Exception:  # a parser that fails on one file must not stop the others
        logger.exception("a file could not be read", extra={"suffix": path.suffix})
        return FileOutcome(place, Outcome.REFUSED, "This file could not be read.")
    return ingest_loaded(services, loaded, place=place, clearance=clearance, cleared_by=cleared_by)
