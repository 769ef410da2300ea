"""Addresses taken apart and judged: what a URL names, and whether an IP address is public."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, urlsplit

from knowledge_base.fetching.policy import WEB_PORTS, FetchPolicy
from knowledge_base.fetching.trouble import FetchFailed, Trouble

LONGEST = 2_000  # characters
_DEFAULT_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\\]")
_UNICAST = IPv6Network("2000::/3")  # all that was ever given out as public IPv6
_NAT64 = IPv6Network("64:ff9b::/96")
_SAFE = "/%:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes. `host` is ASCII, in lower case, IPv6 without brackets; `path` has the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host_header}{self.path}"


def read_target(url: str, policy: FetchPolicy) -> Target:
    """Take a URL apart, without any look-up. Raises FetchFailed."""
    parts, port = _split(url.strip())
    if "@" in parts.netloc:
        raise FetchFailed(Trouble.CREDENTIALS)
    host = _ascii_host(parts.hostname or "")
    if port not in WEB_PORTS and not policy.trusts(host, port):
        raise FetchFailed(Trouble.PORT, port=port)
    path = quote(parts.path or "/", safe=_SAFE)
    query = f"?{quote(parts.query, safe=_SAFE + '?')}" if parts.query else ""
    return Target(parts.scheme, host, port, path + query)


def check_address(url: str, policy: FetchPolicy) -> None:
    """Refuse, without any look-up, what would be refused for its spelling anyway. Raises FetchFailed."""
    target = read_target(url, policy)
    try:
        ip_address(target.host)
    except ValueError:  # a name: where it leads is found out when it is fetched
        return
    if not is_public(target.host) and not policy.trusts(target.host, target.port):
        raise FetchFailed(Trouble.PRIVATE, host=target.host)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet; an IPv4 one inside an IPv6 one counts."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv4Address):
        return ip.is_global and not ip.is_multicast
    if (inner := _inner(ip)) is not None:
        return inner.is_global and not inner.is_multicast
    return ip in _UNICAST and ip.is_global and not ip.is_multicast


def _inner(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that a mapped, a 6to4 or a NAT64 address leads to."""
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def _split(url: str) -> tuple[SplitResult, int]:
    if len(url) > LONGEST or _UNSEEN.search(url):
        raise FetchFailed(Trouble.ADDRESS)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchFailed(Trouble.ADDRESS) from error
    if not parts.hostname or parts.scheme not in _DEFAULT_PORTS:
        raise FetchFailed(Trouble.ADDRESS)
    return parts, _DEFAULT_PORTS[parts.scheme] if port is None else port


def _ascii_host(host: str) -> str:
    if ":" in host:  # IPv6: urlsplit took the brackets
        if "%" in host:  # a zone is for this machine's own links
            raise FetchFailed(Trouble.ADDRESS)
        try:
            return str(IPv6Address(host))
        except ValueError as error:
            raise FetchFailed(Trouble.ADDRESS) from error
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise FetchFailed(Trouble.ADDRESS) from error
    if not _NAME.fullmatch(name):
        raise FetchFailed(Trouble.ADDRESS)
    return name
