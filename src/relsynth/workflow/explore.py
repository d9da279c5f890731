"""A project's database opened in Datasette, where it is installed: read-only, on this computer alone."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from relsynth.errors import ProjectError
from relsynth.project import DATABASE, Project
from relsynth.store.searching_schema import ABOUT

INSTALL = "python -m pip install datasette"
HOST = "127.0.0.1"
SLOWEST_MS = 10_000  # what a view may take; Datasette's own limit of a second is short for 200,000 codings


@dataclass(frozen=True, slots=True, kw_only=True)
class Exploration:
    """How a database is opened: the file, and what Datasette is told of its views."""

    database: str
    port: int
    metadata: Mapping[str, object]

    def __str__(self) -> str:
        return "\n".join(
            [f"Datasette reads {self.database} at http://{HOST}:{self.port}; Ctrl-C ends it.",
             *(f"  {view}: {said['description']}" for view, said in ABOUT.items())]
        )  # fmt: skip


def exploration(project: Project, *, port: int) -> Exploration:
    """How a project's database is opened in Datasette; nothing is opened."""
    tables = {name: {key: value for key, value in said.items() if value} for name, said in ABOUT.items()}
    return Exploration(
        database=str(project.path / DATABASE),
        port=port,
        metadata={"title": project.config.title, "databases": {Path(DATABASE).stem: {"tables": tables}}},
    )


def explore(project: Project, *, port: int, tell: Callable[[str], None]) -> int:
    """Open it, say where, and wait until it is ended; its exit status.

    Raises:
        ProjectError: Datasette is not installed beside relsynth.
    """
    if find_spec("datasette") is None:
        raise ProjectError(f"Datasette is not installed beside relsynth; install it with `{INSTALL}`")
    how = exploration(project, port=port)
    tell(str(how))
    with tempfile.TemporaryDirectory(prefix="relsynth-explore-") as folder:
        told = Path(folder) / "metadata.json"
        told.write_text(json.dumps(how.metadata, ensure_ascii=False), encoding="utf-8")
        return subprocess.run(command(how, told), check=False).returncode


def command(how: Exploration, told: Path) -> list[str]:
    """What is run: Datasette by this Python, so that no other one's is taken; it opens files for reading only."""
    return [
        *(sys.executable, "-P", "-m", "datasette", "serve", how.database, "--host", HOST, "--port", str(how.port)),
        *("--metadata", str(told), "--setting", "sql_time_limit_ms", str(SLOWEST_MS)),
    ]
