"""The desk served on this machine, until it is stopped."""

from __future__ import annotations

import errno
import gc
import re
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from starlette.concurrency import run_in_threadpool

from relsynth.errors import ProjectError
from relsynth.web.app import create_app
from relsynth.web.desk import Desk
from relsynth.web.showing import NAVIGATION

HOST = "127.0.0.1"
_PLACES = frozenset({"account", "api", "login", "static", "who", *(path[1:] for _, path in NAVIGATION[1:])})
STOPPING_S = 3  # how long pages that listen for news may hold up the end


def serve(desk: Desk, *, port: int, show: bool, tell: Callable[[str], None]) -> None:
    """Serve a project's desk to this machine alone, say where, and wait until it is stopped by Ctrl+C.

    Args:
        port: where it listens; 0 for one that is free.
        show: open it in the browser.

    Raises:
        ProjectError: the folder is no project, the prefix is no path, a host no name of one, or something listens at
            the port already.
    """
    check_addresses(desk)
    app = create_app(desk)
    listening = _listening(port)
    address = f"http://{HOST}:{listening.getsockname()[1]}{desk.prefix}/"
    tell(f"The desk of {desk.folder} is at {address} ; Ctrl+C ends it.")
    if show:
        webbrowser.open(address)  # who asks before the server answers is kept waiting by the socket
    threading.Thread(target=_warm, args=(desk,), name="relsynth-warming", daemon=True).start()
    server = Server(config(app))
    with suppress(KeyboardInterrupt), listening:
        server.run(sockets=[listening])


def check_addresses(desk: Desk) -> None:
    """Tell at once of a name or path that nobody could reach the desk by.

    Raises:
        ProjectError: the prefix is no path, or one of the desk's own; or a host is no name of one.
    """
    if not re.fullmatch(r"(/[\w.~-]+)*", desk.prefix, re.ASCII):
        raise ProjectError(f"{desk.prefix!r} is no path to serve a desk under; one begins with / and ends without")
    if (first := desk.prefix[1:].partition("/")[0]) in _PLACES:
        raise ProjectError(f"/{first} is a page of the desk itself; serve it under another path, as /review")
    for host in desk.hosts:
        if not re.fullmatch(r"[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?|\[[0-9a-f:.]+\]", host, re.ASCII | re.IGNORECASE):
            raise ProjectError(
                f"{host!r} is no name of a host; give --host as addresses have it, without https:// and port"
            )


class Server(uvicorn.Server):
    """Sends pages that listen for news away when it is stopped, and does not wait for them."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what is open, and stop."""
        state = getattr(self.config.app, "state", None)
        if (live := getattr(state, "live", None)) is not None:
            await run_in_threadpool(live.end)
        await super().shutdown(sockets)


def config(app: object) -> uvicorn.Config:
    """How the application is run: no word of where a request comes from is taken from the request itself."""
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=STOPPING_S,
    )


def _warm(desk: Desk) -> None:
    """Have the desk warm; what is loaded by then is looked over for garbage no more, which takes a tenth of a second
    each time, and everybody waits.
    """
    desk.warm()
    gc.collect()
    gc.freeze()


def _listening(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # where it would let two share a port
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((HOST, port))
    except OSError as error:
        made.close()
        why = "something listens there, maybe another desk" if error.errno == errno.EADDRINUSE else error.strerror
        raise ProjectError(f"port {port} of this machine cannot be had ({why}); choose another with --port") from error
    made.listen(socket.SOMAXCONN)
    return made
