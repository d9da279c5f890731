"""What was written from a project, and what it rested on: the log that `relsynth reproduce` goes by."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.reports.tables import Table, to_json
from relsynth.store.outputs import Output
from relsynth.version import __version__
from relsynth.workflow.duplicates import draw
from relsynth.workflow.listing import listing

MOST_CELLS = 2 << 20
"""Bytes, compressed, up to which the cells of a table are kept with the log; those of every coding take more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedOutput:
    """A line of the log: what was written when, by which command, with which codebook, and by which relsynth.

    ``head`` is that of the history which it rests on; None where an older relsynth wrote it.
    """

    number: int
    path: str
    name: str
    form: str | None
    at: str
    digest: str
    codebook: str
    coders: tuple[str, ...]
    papers: int
    codings: int
    relsynth: str
    head: str | None = None

    def __str__(self) -> str:
        return (
            f"{self.number}  {self.at[:16]}  {self.path}  [{self.name}]  {self.papers} papers, {self.codings} codings"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputLog:
    """All that was ever written to files, oldest first."""

    outputs: tuple[LoggedOutput, ...]

    def __str__(self) -> str:
        return "\n".join(listing("Written", self.outputs, most=None)) or "Nothing was written to a file yet."


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedTable:
    """A table that was saved to a file, and the form in which it was."""

    table: Table
    form: str


@contextmanager
def tables_kept() -> Iterator[dict[Path, SavedTable]]:
    """Collect every table that is saved to a file within, by its path."""
    tables: dict[Path, SavedTable] = {}
    token = _KEPT.set(tables)
    try:
        yield tables
    finally:
        _KEPT.reset(token)


def note_table(path: Path, table: Table, form: str) -> None:
    """Tell that a table was saved to a file in a form."""
    if (kept := _KEPT.get()) is not None:
        kept[path] = SavedTable(table=table, form=form)


_KEPT: ContextVar[dict[Path, SavedTable] | None] = ContextVar("tables that are saved", default=None)


def keep_output(
    project: Project,
    path: Path,
    *,
    command: str,
    options: Mapping[str, Any] | None = None,
    form: str | None = None,
    table: Table | None = None,
    at: str,
    basis: Mapping[str, Any] | None = None,
) -> int:
    """Log a file or folder that was written, with what it rests on now, and return its number.

    Args:
        command: the command's words, as in ``gaps list``; with ``options`` it can be run again.
        form: the form of a table, where the path's ending does not tell it.
        table: what was written, whose cells are kept where they take no more than ``MOST_CELLS``.
        basis: what ``basis_of`` said already, where several outputs are of one moment.
    """
    output = Output(
        command=command,
        options=dict(options or {}),
        path=path_of(project, path),
        form=form or path.suffix.removeprefix(".").lower() or None,
        digest=digest_of(path),
        basis={**(basis or basis_of(project)), **({"files": files_in(path)} if path.is_dir() else {})},
        cells=cells_of(table) if table else None,
        relsynth=__version__,
        at=at,
    )
    with project.store.atomic():
        return project.store.outputs.add(output, most_bytes=MOST_CELLS)


def list_outputs(project: Project) -> OutputLog:
    """List all that was written from the project to files."""
    return OutputLog(outputs=tuple(_line(one) for one in project.store.outputs.all()))


def outputs_named(project: Project, name: str | None) -> tuple[Output, ...]:
    """The outputs that a name means: a number of the log, a file or folder, a command or a table; the latest of each.

    Where no name is given, the latest of every path.

    Raises:
        InputError: nothing of that name was written.
    """
    latest = {one.path: one for one in project.store.outputs.all()}
    if name is None:
        return tuple(sorted(latest.values(), key=lambda one: one.number))
    by_number = [one for one in project.store.outputs.all() if str(one.number) == name]
    by_path = [one for path, one in latest.items() if path in (path_of(project, Path(name)), Path(name).as_posix())]
    by_name = [one for one in latest.values() if name in (name_of(one), one.command, one.options.get("name"))]
    found = by_number or by_path or sorted(by_name, key=lambda one: one.number)
    if not found:
        raise InputError(f"nothing called {name!r} was written from here; `relsynth outputs` lists what was")
    return tuple(found)


def name_of(output: Output) -> str:
    """What people call an output: the command, and the table where it writes several."""
    name = output.options.get("name")
    return f"{output.command} {name}" if name else output.command


def basis_of(project: Project) -> dict[str, Any]:
    """What everything that is written now rests on: codebook, coders, thresholds, settings, and digests of the rest.

    ``history`` is how long the chain of all that was judged is now, and its head: `relsynth log verify` asks for it.
    """
    draw(project)  # or what is one study would be drawn by the first table, and look like a change
    book = project.codebook
    settings = replace(project.config, title="", fetch={}, base_urls={}, gaps={})  # no key is a secret's, even hashed
    held = project.store.outputs.rests_on()
    links, head = project.store.links.head()
    return {
        "codebook": {"id": book.id, "version": book.version, "digest": book.digest},
        "coders": project.store.outputs.coders(),
        "thresholds": project.thresholds.model_dump(),
        "settings": hashlib.sha256(repr(settings).encode()).hexdigest(),
        "title": project.config.title,
        "rests_on": {name: {"rows": rest.rows, "digest": rest.digest} for name, rest in held.items()},
        "papers": sorted(project.store.outputs.papers()),
        "history": {"links": links, "head": head},
    }


def cells_of(table: Table) -> dict[str, Any]:
    """The cells of a table as JSON has them: a list for each row; with title and notes."""
    content = json.loads(to_json(table))
    content["rows"] = [list(row.values()) for row in content["rows"]]
    return dict(content)


def digest_of(path: Path) -> str:
    """SHA-256 of a file; of a folder, of the digests of what is in it."""
    if path.is_dir():
        return hashlib.sha256(json.dumps(files_in(path), sort_keys=True).encode()).hexdigest()
    return hashlib.sha256(path.read_bytes()).hexdigest()


def files_in(folder: Path) -> dict[str, str]:
    """File of a report -> its digest, as the report's own list has it."""
    listed = folder / "relsynth-report.json"
    if not listed.is_file():
        raise InputError("is no folder of a report", path=folder)
    return dict(json.loads(listed.read_text(encoding="utf-8"))["files"])


def path_of(project: Project, path: Path) -> str:
    """A path as the log has it: from the project's folder, with ``/``, so that it holds where the folder is moved."""
    try:
        return Path(os.path.relpath(path.resolve(), project.path.resolve())).as_posix()
    except ValueError:  # another drive of Windows
        return path.resolve().as_posix()


def place_of(project: Project, output: Output) -> Path:
    """Where an output was written."""
    return project.path / output.path


def _line(output: Output) -> LoggedOutput:
    rests_on, book = output.basis["rests_on"], output.basis["codebook"]
    coders: Iterable[str] = output.basis["coders"]
    return LoggedOutput(
        number=output.number,
        path=output.path,
        name=name_of(output),
        form=output.form,
        at=output.at,
        digest=output.digest,
        codebook=f"{book['id']} {book['version']} ({book['digest'][:12]})",
        coders=tuple(coders),
        papers=rests_on["papers"]["rows"],
        codings=rests_on["codings"]["rows"],
        relsynth=output.relsynth,
        head=output.basis.get("history", {}).get("head"),
    )
