"""Bringing files into the library at once, one after the other; none stops the others."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from app.services import Services
from app.workflows.ingest_loaded import FileOutcome, Outcome, ingest_loaded
from app.workflows.read_documents import read_documents
from knowledge_base.loaders import Loaded, UnreadableFile
from knowledge_base.passages import Classification, Clearance


def ingest_documents(
    services: Services,
    paths: Iterable[Path],
    *,
    clearance: Clearance,
    cleared_by: str,
    on_file: Callable[[FileOutcome], None] = lambda _outcome: None,
) -> list[FileOutcome]:
    """Read files, and folders with all that is in them; call `on_file` after each document.

    A file that cannot be read is refused with a sentence, and the others go on. What is here
    already is left or replaced as `ingest_loaded` says; it raises Unavailable when the vector
    index does not answer. See `start_ingestion` for files that come in while people wait.
    """
    outcomes = []
    for path in list_files(paths):
        for item in read_documents(path, secret=clearance.classification is Classification.CONFIDENTIAL):
            outcome = _keep(services, path, item, clearance, cleared_by)
            outcomes.append(outcome)
            on_file(outcome)
    return outcomes


def list_files(paths: Iterable[Path]) -> list[Path]:
    """Each file once, in order; hidden files inside folders are left alone, links to folders not followed."""
    return list(dict.fromkeys(file for path in paths for file in _walk(path)))


def place_of(file: str, part: str) -> str:
    """Where a document was read: in a file, or in a part of one."""
    return f"{file}#{part}" if part else file


def _walk(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, subfolders, names in os.walk(path):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def _keep(services: Services, path: Path, item: Loaded, clearance: Clearance, cleared_by: str) -> FileOutcome:
    place = place_of(str(path.resolve()), item.part)
    if isinstance(item.document, UnreadableFile):
        return FileOutcome(place, Outcome.REFUSED, item.document.message, params=item.document.params)
    return ingest_loaded(services, item.document, place=place, clearance=clearance, cleared_by=cleared_by)
