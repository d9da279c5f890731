"""A desk at work for the tests that look at it in a browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from relsynth.web import Desk, create_app
from relsynth.web.server import Server, config

STARTING_S = 20


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """Serve a desk on a free port of this machine, in a thread; the address of its first page, without a last slash."""
    settings = config(create_app(desk))
    settings.port = 0
    server = Server(settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + STARTING_S
    while not server.started:
        assert thread.is_alive(), "the desk did not start"
        assert time.monotonic() < until, "the desk takes too long to start"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}{desk.prefix}"
    finally:
        server.should_exit = True
        thread.join(STARTING_S)
        assert not thread.is_alive(), "the desk does not stop"
