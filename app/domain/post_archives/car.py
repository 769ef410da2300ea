"""Bluesky's repository file (CAR, version 1): its blocks one by one, in little memory."""

from collections.abc import Iterator
from typing import IO, Any

from app.domain.post_archives.containers import damaged

_LARGEST_BLOCK = 2 * 1024 * 1024  # bytes; servers refuse records beyond one
_LONGEST_NUMBER = 9  # bytes of a length


def is_car(head: bytes) -> bool:
    """Whether the bytes begin with the header of a CAR: its length, then a map with roots and a version."""
    return b"\x65roots" in head[:16] and b"\x67version" in head[:200]


def read_records(file: IO[bytes], marks: tuple[bytes, ...]) -> Iterator[dict[str, Any]]:
    """The decoded maps among the blocks that hold one of `marks`. Raises BadInput when it is cut short."""
    import libipld

    header = _block(file)
    if header is None or not is_car(bytes([len(header) & 0x7F]) + header):
        raise damaged()
    while (block := _block(file)) is not None:
        if not any(mark in block for mark in marks):
            continue
        try:
            record = libipld.decode_dag_cbor(block[_length_of_name(block) :])
        except (ValueError, RecursionError, IndexError):
            raise damaged() from None
        if isinstance(record, dict):
            yield record


def _block(file: IO[bytes]) -> bytes | None:
    """The next section without its length; None at the end of the file."""
    size = _number(file)
    if size is None:
        return None
    if not 0 < size <= _LARGEST_BLOCK:
        raise damaged()
    data = file.read(size)
    if len(data) < size:
        raise damaged()
    return data


def _number(file: IO[bytes]) -> int | None:
    """An unsigned number of seven bits a byte, the low ones first."""
    value = 0
    for place in range(_LONGEST_NUMBER):
        byte = file.read(1)
        if not byte:
            if place:
                raise damaged()
            return None
        value |= (byte[0] & 0x7F) << (7 * place)
        if byte[0] < 0x80:
            return value
    raise damaged()


def _length_of_name(block: bytes) -> int:
    """Bytes of the CID before the data: version, codec, kind of hash, its length and itself."""
    if block[:2] == b"\x12\x20":  # version 0 is a bare hash
        return 34
    place = 0
    for _ in range(3):
        while block[place] >= 0x80:
            place += 1
        place += 1
    return place + 1 + block[place]
