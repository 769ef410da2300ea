"""Sockets that notice while they wait that nobody waits for their answer any more."""

import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore2
import httpx2

LOOK_EVERY = 0.5
"""Seconds; a server that is silent holds a thread and a connection no longer than this."""


def cut_when(client: httpx2.Client, stopped: Callable[[], bool]) -> None:
    """Let every connection of `client`, through a proxy or not, end its reading once `stopped` says so.

    The client offers no door for it as long as it shall also heed the proxies of the environment, so the
    pools are reached from behind; a test proves that they still are.
    """
    transports = [client._transport, *client._mounts.values()]
    for transport in transports:
        pool = getattr(transport, "_pool", None)
        if pool is not None:
            pool._network_backend = _Backend(pool._network_backend, stopped)


class _Backend(httpcore2.NetworkBackend):
    def __init__(self, backend: httpcore2.NetworkBackend, stopped: Callable[[], bool]) -> None:
        self._backend = backend
        self._stopped = stopped

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        stream = self._backend.connect_tcp(host, port, timeout, local_address, socket_options)
        return _Stream(stream, self._stopped)

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(seconds)


class _Stream(httpcore2.NetworkStream):
    def __init__(self, stream: httpcore2.NetworkStream, stopped: Callable[[], bool]) -> None:
        self._stream = stream
        self._stopped = stopped

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """As the stream within reads, in slices: nothing is lost by one that runs out."""
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            left = LOOK_EVERY if end is None else max(0.001, min(LOOK_EVERY, end - time.monotonic()))
            try:
                return self._stream.read(max_bytes, left)
            except httpcore2.ReadTimeout:
                if self._stopped():
                    raise httpcore2.ReadError("nobody waits for this any more") from None
                if end is not None and time.monotonic() >= end:
                    raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, timeout), self._stopped)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
