"""Opening projects of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from relsynth.cli.options import Json
from relsynth.cli.output import now, show


def open_(
    file: Annotated[
        Path,
        typer.Argument(help="A project as REFI-QDA (.qdpx), or its .qde alone.", exists=True, dir_okay=False),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to make; becomes a project.")],
    *,
    title: Annotated[str | None, typer.Option(help="Title of the review.", show_default="the project's own")] = None,
    json: Json = False,
) -> None:
    """Open a project of NVivo, ATLAS.ti, MAXQDA, QualCoder or another program: codes, texts, codings and memos.

    Each text is kept sign for sign and each coding where it stood, by its coder. What has no place here is counted,
    with the reason.
    """
    from relsynth import workflow  # noqa: PLC0415

    show(workflow.open_qdpx(file, out, at=now(), title=title), json=json)
