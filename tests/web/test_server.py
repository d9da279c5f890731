from __future__ import annotations

import socket
from pathlib import Path

import pytest

from relsynth.errors import ProjectError
from relsynth.web import Desk, serve
from relsynth.web.server import HOST, config


def test_a_port_that_is_taken_is_told(examples: Path) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ProjectError, match=f"port {port} of this machine cannot be had"):
            serve(Desk(folder=examples, coder=None), port=port, show=False, tell=lambda _: None)


def test_nothing_that_is_forwarded_is_believed_by_the_server() -> None:
    assert config(object()).proxy_headers is False
