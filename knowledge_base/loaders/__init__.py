"""Files in, documents out: one module per format."""

from collections.abc import Iterator
from pathlib import Path, PurePath

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


def read_files(path: Path, *, name: str = "") -> Iterator[Loaded]:
    """Yield all documents of a file: one, or as many as a feed or an archive holds.

    `name` is the file's own name, when it is kept under another. Never raises UnreadableFile:
    what cannot be read is yielded as such, under its name.
    """
    name = name or path.name
    suffix = PurePath(name).suffix.lower()
    try:
        if suffix in ARCHIVES:
            yield from read_archive(path)
        elif suffix in FEEDS:
            yield from read_contents(name, read_bytes(path, LARGEST_FILE))
        else:
            yield Loaded(name, load_bytes(name, read_bytes(path, LARGEST_FILE)))
    except UnreadableFile as error:
        yield Loaded(name, error)


def load_all(path: Path) -> list[LoadedDocument]:
    """Return the documents of a file, without those that could not be read.

    Raises UnreadableFile when there are none.
    """
    found = [item.document for item in read_files(path)]
    documents = [document for document in found if isinstance(document, LoadedDocument)]
    if not documents:
        raise next(error for error in found if isinstance(error, UnreadableFile))
    return documents
