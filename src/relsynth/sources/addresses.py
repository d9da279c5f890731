"""Which addresses may be asked: those of the public internet, and those that the settings name.

What a service, or a page it redirects to, gives as an address is written by strangers. It must not
lead relsynth to a router, a neighbour's computer or a cloud's metadata.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}
_ENDS_IN_IPV4 = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "::ffff:0:0:0/96", "::/96")))
"""NAT64's, and the translated and compatible addresses of old."""
_LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")  # RFC 8215


def origin(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port of an address; of one that cannot be read, empty ones."""
    try:
        parts = urlsplit(url)
        scheme = parts.scheme.lower()
        return scheme, (parts.hostname or "").lower(), parts.port or _PORTS.get(scheme, 0)
    except ValueError:
        return "", "", 0


def refusal(url: str, *, trusted: frozenset[tuple[str, str, int]]) -> str | None:
    """Return why an address must not be asked, or None. A name that nobody knows is not refused: it fails by itself."""
    scheme, host, port = where = origin(url)
    if scheme not in _PORTS or not host:
        return f"{url!r} is no web address"
    if where in trusted:
        return None
    if not all(_is_public(ipaddress.ip_address(ip)) for ip in _addresses(host, port)):
        return f"{host} is within a private network, where relsynth asks only what relsynth.toml names"
    return None


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address, and the IPv4 address that a gateway would take out of it, is one host's of the internet."""
    within = _within(address) if isinstance(address, ipaddress.IPv6Address) else None
    if not address.is_global or address.is_multicast or address in _LOCAL_NAT64:
        return False
    return within is None or _is_public(within)


def _within(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address in an IPv6 one (RFC 4291, 2.5.5; RFC 2765, 2.1; RFC 3056, 2; RFC 6052, 2.1), or None."""
    if any(address in network for network in _ENDS_IN_IPV4):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _addresses(host: str, port: int) -> frozenset[str]:
    try:
        found = socket.getaddrinfo(host.partition("%")[0], port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return frozenset()
    return frozenset(str(place[0]).partition("%")[0] for *_, place in found)  # less the zone of a link
