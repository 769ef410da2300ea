"""Files in, documents out: one module per format."""

from collections.abc import Iterator
from pathlib import Path

from knowledge_base.loaders.archive import load_archive, read_archive
from knowledge_base.loaders.files import (
    ARCHIVES,
    FEEDS,
    LARGEST_FILE,
    READABLE,
    Loaded,
    load_bytes,
    load_file,
    read_bytes,
    read_contents,
)
from knowledge_base.loaders.unreadable import UnreadableFile
from knowledge_base.passages import LoadedDocument

__all__ = [
    "LARGEST_FILE",
    "READABLE",
    "Loaded",
    "UnreadableFile",
    "load_all",
    "load_archive",
    "load_bytes",
    "load_file",
    "read_files",
]


def read_files(path: Path) -> Iterator[Loaded]:
    """Yield all documents of a file: one, or as many as a feed or an archive holds.

    Never raises UnreadableFile: what cannot be read is yielded as such, under its name.
    """
    try:
        if path.suffix.lower() in ARCHIVES:
            yield from read_archive(path)
        elif path.suffix.lower() in FEEDS:
            yield from read_contents(path.name, read_bytes(path, LARGEST_FILE))
        else:
            yield Loaded(path.name, load_file(path))
    except UnreadableFile as error:
        yield Loaded(path.name, error)


def load_all(path: Path) -> list[LoadedDocument]:
    """Return the documents of a file, without those that could not be read.

    Raises UnreadableFile when there are none.
    """
    found = [item.document for item in read_files(path)]
    documents = [document for document in found if isinstance(document, LoadedDocument)]
    if not documents:
        raise next(error for error in found if isinstance(error, UnreadableFile))
    return documents
