"""Which addresses may be asked: those of the public internet, and those that the settings name.

What a service, or a page it redirects to, gives as an address is written by strangers. It must not
lead relsynth to a router, a neighbour's computer or a cloud's metadata.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


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
    if any(not ipaddress.ip_address(ip).is_global for ip in _addresses(host, port)):
        return f"{host} is within a private network, where relsynth asks only what relsynth.toml names"
    return None


def _addresses(host: str, port: int) -> frozenset[str]:
    try:
        found = socket.getaddrinfo(host.partition("%")[0], port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return frozenset()
    return frozenset(str(place[0]).partition("%")[0] for *_, place in found)  # less the zone of a link
