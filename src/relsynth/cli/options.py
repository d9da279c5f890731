"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for programs.")]
ProjectFolder = Annotated[Path, typer.Option("--project", "-p", help="The project's folder.", show_default="here")]
Coder = Annotated[str, typer.Option("--coder", help="Who decides; kept with every judgement.")]
Paper = Annotated[str, typer.Argument(help="A paper's name, as `relsynth papers` lists it, or its beginning.")]
HERE = Path()
