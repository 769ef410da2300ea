"""A connection to one checked address, that no slow server can hold open."""

import io
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from knowledge_base.fetching.policy import FetchPolicy
from knowledge_base.fetching.target import Target, is_public
from knowledge_base.fetching.trouble import FetchFailed, Trouble

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MOST_TRIED = 4  # addresses of one host


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a fetch must be over, by the monotonic clock."""

    seconds: float
    clock: Callable[[], float] = time.monotonic
    _end: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_end", self.clock() + self.seconds)

    def remaining(self) -> float:
        """Seconds left, more than none. Raises TimeoutError."""
        left = self._end - self.clock()
        if left <= 0:
            raise TimeoutError("the time for this fetch is over")
        return left


class TimedSocket:
    """As much of a socket as http.client reads from; each wait is cut to the time that is left."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._socket = sock
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        self._socket.settimeout(self._deadline.remaining())
        self._socket.sendall(data)

    def makefile(self, mode: str = "rb") -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self._socket, self._deadline))

    def close(self) -> None:
        self._socket.close()


class _TimedReader(io.RawIOBase):
    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._socket = sock
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        self._socket.settimeout(self._deadline.remaining())
        return self._socket.recv_into(buffer)


def connect(target: Target, policy: FetchPolicy, deadline: Deadline) -> TimedSocket:
    """Resolve once, judge every address, and connect to one of those judged: no second look-up.

    The name is kept for the certificate alone. Raises FetchFailed, TimeoutError or OSError.
    """
    addresses = _checked(_resolve(target, policy, deadline), target, policy)
    sock = _connect_first(addresses, target.port, deadline)
    if target.scheme == "https":
        sock = _secure(sock, target, policy, deadline)
    return TimedSocket(sock, deadline)


def _resolve(target: Target, policy: FetchPolicy, deadline: Deadline) -> Sequence[str]:
    """The system's look-up knows no time-out, so it runs in a thread that can be left behind."""
    answer: SimpleQueue[Sequence[str] | OSError | UnicodeError] = SimpleQueue()

    def ask() -> None:
        try:
            answer.put(policy.resolve(target.host, target.port))
        except (OSError, UnicodeError) as error:
            answer.put(error)

    threading.Thread(target=ask, name="look-up", daemon=True).start()
    try:
        found = answer.get(timeout=deadline.remaining())
    except Empty as error:
        raise TimeoutError("the look-up took too long") from error
    if isinstance(found, Exception) or not found:
        raise FetchFailed(Trouble.UNKNOWN_HOST, host=target.host)
    return found


def _checked(addresses: Sequence[str], target: Target, policy: FetchPolicy) -> list[str]:
    """One private address among public ones is enough to refuse: it is a trick, or a mistake."""
    if not policy.trusts(target.host, target.port) and not all(map(is_public, addresses)):
        raise FetchFailed(Trouble.PRIVATE, host=target.host)
    return [str(ip_address(address)) for address in addresses[:_MOST_TRIED]]


def _connect_first(addresses: Sequence[str], port: int, deadline: Deadline) -> socket.socket:
    """Each address gets its share of the time, so that a silent one leaves some for the next."""
    for left, address in zip(range(len(addresses), 1, -1), addresses, strict=False):
        try:
            return socket.create_connection((address, port), timeout=deadline.remaining() / left)
        except OSError:
            continue
    return socket.create_connection((addresses[-1], port), timeout=deadline.remaining())


def _secure(sock: socket.socket, target: Target, policy: FetchPolicy, deadline: Deadline) -> ssl.SSLSocket:
    try:
        sock.settimeout(deadline.remaining())
        return policy.tls().wrap_socket(sock, server_hostname=target.host)
    except BaseException:  # whatever stopped the handshake, the socket is ours to close
        sock.close()
        raise
