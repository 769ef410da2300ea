"""ZIP archives, good and hostile."""

import io
import stat
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def make_archive(*entries: tuple[str | ZipInfo, bytes]) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return file.getvalue()


def link_to(target: str, *, name: str) -> tuple[ZipInfo, bytes]:
    entry = ZipInfo(name)
    entry.create_system = 3  # Unix
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry, target.encode()


def mark_encrypted(archive: bytes) -> bytes:
    """Set the flag of the first entry that says that it is encrypted."""
    marked = bytearray(archive)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        marked[archive.index(signature) + offset] |= 1
    return bytes(marked)


def misname(archive: bytes, name: bytes, other: bytes) -> bytes:
    """Put another name of the same length, in whatever encoding, in place of a name."""
    assert len(name) == len(other)
    return archive.replace(name, other)
