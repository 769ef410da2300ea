"""ZIP files, measured before anything in them is inflated."""

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from knowledge_base.loaders.unreadable import UnreadableFile

LARGEST_TOTAL = 100 * 1024 * 1024  # bytes, uncompressed
_HIGHEST_RATIO = 100  # uncompressed over compressed
_SMALL = 1024 * 1024  # bytes; below, no ratio does harm
_ENCRYPTED = 0x1
DAMAGE = (BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError)
_DIRECTORY_ENTRY = b"PK\x01\x02"


class DamagedArchive(UnreadableFile):
    """The bytes are no ZIP file, or not all of one."""


@contextmanager
def open_zip(data: bytes, *, most_entries: int) -> Iterator[ZipFile]:
    """Open an archive within bounds; damage met while it is read inside the block is told too.

    Raises UnreadableFile for what is damaged, holds more than `most_entries`, or unfolds into
    more than LARGEST_TOTAL bytes or a hundred times its size.
    """
    # Counted first, since opening makes an object of each entry; those of inner archives count too.
    if data.count(_DIRECTORY_ENTRY) > 20 * most_entries:
        raise UnreadableFile("This archive holds more than %(limit)s files.", limit=most_entries)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            _measure(archive.infolist(), most_entries)
            yield archive
    except DAMAGE as error:
        raise DamagedArchive("This file is damaged or incomplete.") from error


def is_encrypted(entry: ZipInfo) -> bool:
    return bool(entry.flag_bits & _ENCRYPTED)


def read_entry(archive: ZipFile, entry: ZipInfo) -> bytes:
    """Inflate one entry, never beyond the size it declares."""
    if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:  # the others inflate without a bound
        raise UnreadableFile("This file is packed in a way that cannot be read.")
    with archive.open(entry) as file:
        return file.read(entry.file_size)


def _measure(entries: list[ZipInfo], most_entries: int) -> None:
    if len(entries) > most_entries:
        raise UnreadableFile("This archive holds more than %(limit)s files.", limit=most_entries)
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if total > LARGEST_TOTAL:
        raise UnreadableFile(
            "This archive unfolds into more than %(limit)s MB.", limit=LARGEST_TOTAL // 1024**2
        )
    if total > _SMALL and total > _HIGHEST_RATIO * packed:
        raise UnreadableFile("This archive unfolds into more than a hundred times its size.")
