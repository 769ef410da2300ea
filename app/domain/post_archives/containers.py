"""ZIP and tar archives read where they lie: only the members asked for are ever opened."""

import gzip
import io
import re
import struct
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from app.errors import BadInput

LARGEST_MEMBER = 300 * 1024 * 1024
"""Bytes read of one file of an archive, unpacked, or of a file that comes alone."""
_LARGEST_TAR = 1024 * 1024 * 1024  # bytes unpacked on the way to the one file that is read
_LARGEST_READ = 8 * 1024 * 1024  # bytes asked for at once; a directory of 60,000 files takes as many
_MOST_MEMBERS = 60_000
_ENCRYPTED = 0x1
_DAMAGE = (
    BadZipFile,
    tarfile.TarError,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)


class Bounded(io.RawIOBase):
    """A binary file that cannot be read beyond `most` bytes, nor in pieces of more than _LARGEST_READ."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self._file = file
        self._most = most

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_SET and offset > self._most:
            raise too_large(self._most)
        return self._file.seek(offset, whence)

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(_LARGEST_READ + 1 if size < 0 else size) if size <= _LARGEST_READ else None
        if data is None or len(data) > _LARGEST_READ:
            raise too_many()
        if self._file.tell() > self._most:
            raise too_large(self._most)
        return data


def too_large(most: int) -> BadInput:
    return BadInput(
        "This unfolds into more than %(megabytes)s MB. Bring only the file that holds your posts.",
        megabytes=most // 1024**2,
    )


def too_many() -> BadInput:
    return BadInput("This archive holds more than %(limit)s files.", limit=_MOST_MEMBERS)


def damaged() -> BadInput:
    return BadInput("This file is damaged, or not all of it arrived. Download it again, then bring it.")


@contextmanager
def telling_damage() -> Iterator[None]:
    """Turn whatever a broken file makes a reader raise into a sentence."""
    try:
        yield
    except _DAMAGE as error:
        raise damaged() from error


def list_members(file: IO[bytes]) -> list[str]:
    """The names in a ZIP. Nothing is unpacked. Raises BadInput."""
    with _open_zip(file) as archive:
        return archive.namelist()


def _open_zip(file: IO[bytes]) -> ZipFile:
    return ZipFile(Bounded(file, most=2**63))


def read_members(file: IO[bytes], wanted: re.Pattern[str]) -> Iterator[tuple[str, IO[bytes]]]:
    """(name, content) of the members of a ZIP whose whole name fits; the others stay closed.

    Content unpacks as it is read, up to LARGEST_MEMBER bytes. Raises BadInput.
    """
    with _open_zip(file) as archive:
        for entry in archive.infolist():
            if wanted.fullmatch(entry.filename):
                _refuse_unreadable(entry)
                with archive.open(entry) as member:
                    yield entry.filename, Bounded(member, LARGEST_MEMBER)  # type: ignore[misc]


def _refuse_unreadable(entry: ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise BadInput("This archive is locked with a password. Open it and bring the file inside.")
    if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:  # the others unpack without a bound
        raise BadInput("This archive is packed in a way that cannot be read. Bring the file inside.")


def read_tar_members(
    file: IO[bytes], wanted: re.Pattern[str], *, packed: bool
) -> Iterator[tuple[str, IO[bytes]]]:
    """As `read_members`, for a tar file, `packed` with gzip or not: what stands before is passed over."""
    plain: IO[bytes] = gzip.GzipFile(fileobj=file, mode="rb") if packed else file  # type: ignore[assignment]
    with tarfile.open(fileobj=Bounded(plain, _LARGEST_TAR), mode="r:") as archive:
        for number, entry in enumerate(archive):
            if number > _MOST_MEMBERS:
                raise too_many()
            if wanted.fullmatch(entry.name) and (member := archive.extractfile(entry)):
                yield entry.name, Bounded(member, LARGEST_MEMBER)  # type: ignore[misc]
