"""What a file holds, document by document, whatever its reader may do."""

import logging
from collections.abc import Iterator
from pathlib import Path

from knowledge_base.loaders import Loaded, UnreadableFile, read_files

logger = logging.getLogger(__name__)


def read_documents(path: Path, *, name: str = "", secret: bool = False) -> Iterator[Loaded]:
    """Yield all documents of a file, and in place of what cannot be read, why not.

    `name` is the file's own name, when it is kept under another. Of a `secret` file no word, not
    even of its name, gets into the log.
    """
    items = read_files(path, name=name)
    while True:
        try:
            item = next(items, None)
        except Exception as error:  # noqa: BLE001  # a parser that fails must not stop the others
            log_error("a file could not be read", error, secret=secret)
            item = Loaded(name or path.name, UnreadableFile("This file could not be read."))
        if item is None:
            return
        yield item


def log_error(event: str, error: Exception, *, secret: bool) -> None:
    """An error may quote the file it is about: of a secret one, only the error's kind is told."""
    logger.error(event, exc_info=None if secret else error, extra={"error": type(error).__name__})
