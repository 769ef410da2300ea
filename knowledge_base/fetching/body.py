"""Reading a body up to a size, packed and unpacked."""

import http.client
import zlib
from collections.abc import Iterable, Iterator

from knowledge_base.fetching.trouble import FetchFailed, Trouble

_STEP = 64 * 1024
_GZIP = 16 + zlib.MAX_WBITS


def read_body(response: http.client.HTTPResponse, *, largest: int) -> bytes:
    """Read all of it, unpacked; `largest` is in bytes. Raises FetchFailed and what the socket raises."""
    if response.length is not None and response.length > largest:
        raise too_large(largest)
    pieces = _pieces(response, largest)
    packing = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if packing in {"gzip", "x-gzip"}:
        body = _unpack(pieces, largest)
    elif packing == "identity":
        body = b"".join(pieces)
    else:  # only gzip was asked for
        raise FetchFailed(Trouble.BROKEN)
    if response.length:  # the server stopped before the end it announced
        raise FetchFailed(Trouble.BROKEN)
    return body


def gunzip(data: bytes, *, largest: int) -> bytes:
    """Unpack a file that is gzip by itself. Raises FetchFailed."""
    return _unpack([data], largest)


def too_large(largest: int) -> FetchFailed:
    return FetchFailed(Trouble.TOO_LARGE, limit=max(1, largest // 1024**2))


def _pieces(response: http.client.HTTPResponse, largest: int) -> Iterator[bytes]:
    size = 0
    while piece := response.read(_STEP):
        size += len(piece)
        if size > largest:
            raise too_large(largest)
        yield piece


def _unpack(pieces: Iterable[bytes], largest: int) -> bytes:
    """Unpack no more than one byte too many, however small the packed bytes are."""
    unpacker, unpacked = zlib.decompressobj(_GZIP), bytearray()
    try:
        for piece in pieces:
            unpacked += unpacker.decompress(piece, largest + 1 - len(unpacked))
            if len(unpacked) > largest:
                raise too_large(largest)
    except zlib.error as error:
        raise FetchFailed(Trouble.BROKEN) from error
    if not unpacker.eof:
        raise FetchFailed(Trouble.BROKEN)
    return bytes(unpacked)
