"""The command that opens the desk: the review in a browser, for one or for a team."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from relsynth.cli.options import HERE
from relsynth.cli.output import warn

Folder = Annotated[Path, typer.Argument(help="The project's folder.", show_default="here")]
Who = Annotated[
    str | None, typer.Option("--coder", help="Who works at it; kept with every decision.", show_default="asked there")
]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="Where it listens on this computer; 0: any free.")]
Prefix = Annotated[str, typer.Option("--prefix", help="Path that a proxy serves it under, as /review.")]
Hosts = Annotated[
    list[str] | None, typer.Option("--host", help="Name that browsers call it by through a proxy; repeat for more.")
]


def desk(
    folder: Folder = HERE,
    *,
    coder: Who = None,
    port: Port = 8765,
    show: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = True,
    team: Annotated[
        bool, typer.Option("--team", help="People log in with accounts, as `relsynth accounts add` makes them.")
    ] = False,
    prefix: Prefix = "",
    host: Hosts = None,
    https: Annotated[bool, typer.Option("--https", help="Browsers reach it by HTTPS, through a proxy.")] = False,
    proxy: Annotated[
        bool, typer.Option("--proxy", help="Believe what a proxy says of where requests come from (X-Forwarded-For).")
    ] = False,
) -> None:
    """Open the desk: screening, coding and the evidence in a browser, on this computer alone."""
    from relsynth.web import Desk, serve  # noqa: PLC0415

    hosts = tuple(host or ())
    made = Desk(folder=folder, team=team, coder=coder, prefix=prefix, hosts=hosts, secure=https, proxied=proxy)
    serve(made, port=port, show=show, tell=warn)
