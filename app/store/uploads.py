"""Uploaded files, kept under random names until they are read."""

import os
import secrets
from collections.abc import Collection
from pathlib import Path
from typing import IO

LARGEST_UPLOAD = 100 * 1024 * 1024  # bytes; what a single file may weigh is the reader's matter
_PIECE = 1024 * 1024


class TooLarge(Exception):
    """The file is larger than LARGEST_UPLOAD; nothing of it was kept."""


class Uploads:
    """A folder that only its owner can look into. Deleted files are not overwritten."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / "uploads"

    def save(self, content: IO[bytes], *, largest: int = LARGEST_UPLOAD) -> Path:
        """Copy what is left of `content`; raises TooLarge, or OSError when there is no room."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / secrets.token_hex(16)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                while piece := content.read(_PIECE):
                    if file.tell() + len(piece) > largest:
                        raise TooLarge
                    file.write(piece)
        except BaseException:  # an interrupt too: half a file must not stay
            path.unlink(missing_ok=True)
            raise
        return path

    def delete(self, path: str) -> None:
        """Delete one of these files; a path elsewhere is left alone."""
        if path and Path(path).parent == self._folder:
            Path(path).unlink(missing_ok=True)

    def orphans(self, wanted: Collection[str]) -> list[Path]:
        """Files that nobody will read any more."""
        if not self._folder.is_dir():
            return []
        return sorted(path for path in self._folder.iterdir() if str(path) not in wanted)
