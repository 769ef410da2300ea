"""ZIP archives, read in memory: nothing in them is written anywhere."""

import re
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from knowledge_base.loaders.files import LARGEST_FILE, Loaded, read_bytes, read_contents
from knowledge_base.loaders.signatures import Kind, kind_of, refuse_impostor
from knowledge_base.loaders.unreadable import UnreadableFile
from knowledge_base.loaders.zip_entries import DAMAGE, is_encrypted, open_zip, read_entry
from knowledge_base.passages import LoadedDocument

LARGEST_ARCHIVE = 100 * 1024 * 1024  # bytes
_MOST_ENTRIES = 1_000
_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:")
_SEPARATOR = re.compile(r"[/\\]")
_ARCHIVES = frozenset({".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".jar"})
_SYSTEM = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
_UTF8_NAME = 0x800
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_LONGEST_NAME = 200


def load_archive(path: Path) -> Iterator[tuple[str, LoadedDocument | UnreadableFile]]:
    """Yield each file of an archive with what was read, or why it was not; see `read_archive`."""
    for item in read_archive(path):
        yield item.name, item.document


def read_archive(path: Path) -> Iterator[Loaded]:
    """Yield what each file in the archive holds, in the archive's order.

    Folders, hidden files and what systems add of their own accord are passed over. An entry
    that is encrypted, a link, an archive itself, or whose name leads out of the archive is
    refused alone. The whole archive is refused, by raising UnreadableFile before anything is
    read, when it is damaged or unfolds beyond reason.
    """
    data = read_bytes(path, LARGEST_ARCHIVE)
    refuse_impostor(".zip", data)
    with open_zip(data, most_entries=_MOST_ENTRIES) as archive:
        entries = [entry for entry in archive.infolist() if not _is_passed_over(entry)]
        if not entries:
            raise UnreadableFile("This archive holds no files.")
        for entry in entries:
            yield from _read(archive, entry)


def _is_passed_over(entry: ZipInfo) -> bool:
    parts = _SEPARATOR.split(entry.filename)
    return entry.is_dir() or any(
        part in _SYSTEM or (part.startswith(".") and part.strip(".")) for part in parts
    )


def _read(archive: ZipFile, entry: ZipInfo) -> Iterator[Loaded]:
    name = _display_name(entry)
    try:
        _refuse_unfit(entry)
        data = read_entry(archive, entry)
        if kind_of(data) is Kind.ARCHIVE:
            raise UnreadableFile("An archive inside an archive is not read: add it by itself.")
        yield from read_contents(name, data)
    except UnreadableFile as error:
        yield Loaded(name, error, part=name)
    except DAMAGE:  # of this entry alone: the others may be whole
        yield Loaded(name, UnreadableFile("This file is damaged or incomplete."), part=name)


def _refuse_unfit(entry: ZipInfo) -> None:
    if _ABSOLUTE.match(entry.filename) or ".." in _SEPARATOR.split(entry.filename):
        raise UnreadableFile("Its name leads out of the archive.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise UnreadableFile("It is a link to another file.")
    if PurePosixPath(entry.filename).suffix.lower() in _ARCHIVES:
        raise UnreadableFile("An archive inside an archive is not read: add it by itself.")
    if is_encrypted(entry):
        raise UnreadableFile("This file is protected by a password: save it without one.")
    if entry.file_size > LARGEST_FILE:
        raise UnreadableFile("This file is larger than %(limit)s MB.", limit=LARGEST_FILE // 1024**2)


def _display_name(entry: ZipInfo) -> str:
    """The name as its maker saw it: archives of Windows and macOS do not say how names are encoded."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", errors="replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp850")
    return _UNPRINTABLE.sub("", name)[-_LONGEST_NAME:]
