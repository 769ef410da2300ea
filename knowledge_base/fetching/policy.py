"""What may be fetched, from where, how much of it and for how long."""

import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

Resolver = Callable[[str, int], Sequence[str]]
"""From a host and a port to addresses as text. Raises OSError when the host is unknown."""

WEB_PORTS = frozenset({80, 443})


def ask_system(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@cache
def system_tls() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """The limits of one fetch, redirects included.

    `trusted` names hosts of the operator's own network, as "host" (ports 80 and 443) or
    "host:port": they may have private addresses. `largest` is in bytes and holds before and
    after decompression; `seconds` holds from the first look-up to the last byte.
    """

    trusted: frozenset[str] = frozenset()
    largest: int = 5 * 1024 * 1024
    seconds: float = 20
    redirects: int = 3
    user_agent: str = "Tandem/0.1 (reads feeds and pages for a library; robot)"
    resolve: Resolver = ask_system
    tls: Callable[[], ssl.SSLContext] = system_tls

    def trusts(self, host: str, port: int) -> bool:
        return f"{host}:{port}" in self.trusted or (port in WEB_PORTS and host in self.trusted)
