from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from relsynth.errors import ProjectError
from relsynth.web import Desk, serve
from relsynth.web.server import HOST, check_addresses, config


def test_a_port_that_is_taken_is_told(examples: Path) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ProjectError, match=f"port {port} of this machine cannot be had"):
            serve(Desk(folder=examples, coder=None), port=port, show=False, tell=lambda _: None)


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"prefix": "review"}, "is no path to serve"),
        ({"prefix": "/review/"}, "is no path to serve"),
        ({"prefix": "/papers/x"}, "/papers is a page of the desk itself"),
        ({"prefix": "/api"}, "/api is a page of the desk itself"),
        *(
            ({"hosts": (host,)}, "is no name of a host")
            for host in ("https://x.org", "x.org:8443", "x.org.", "", "a b")
        ),
    ],
)
def test_an_address_that_nobody_could_use_is_told(examples: Path, how: dict[str, Any], why: str) -> None:
    with pytest.raises(ProjectError, match=why):
        check_addresses(Desk(folder=examples, **how))


def test_addresses_that_a_desk_may_have(examples: Path) -> None:
    check_addresses(
        Desk(folder=examples, prefix="/a/review", hosts=("x", "X.example.org", "192.0.2.1", "[2001:db8::1]"))
    )


def test_nothing_that_is_forwarded_is_believed_by_the_server() -> None:
    assert config(object()).proxy_headers is False
