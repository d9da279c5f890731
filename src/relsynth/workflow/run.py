"""One command for people in a hurry: papers in, tables and map out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from relsynth.config import FILE
from relsynth.errors import ProjectError
from relsynth.project import Project, open_project
from relsynth.sources import grobid as grobid_server
from relsynth.workflow.all_tables import FINDINGS, tabulate_every
from relsynth.workflow.characteristics import find_characteristics
from relsynth.workflow.code import CodingRun, code
from relsynth.workflow.collect import Added, add_documents, init
from relsynth.workflow.files import require_paths
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.mapping import map_gaps
from relsynth.workflow.outputs import basis_of, keep_output
from relsynth.workflow.run_diff import snapshot_with
from relsynth.workflow.synthesise import save_table
from relsynth.workflow.track import Tell, Track, untold, untracked

FORMS = ("csv", "md", "json")
SHEETS = ("csv", "json")
LONG = ("codings", "segments", "incidence")
"""Tables that are too long, or too wide, to be read as a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a run read, coded and wrote; ``missing`` are tables that could not be made, with the reason."""

    project: str
    added: Added
    coding: CodingRun
    tables: tuple[str, ...]
    map: str
    missing: tuple[str, ...] = ()

    def __str__(self) -> str:
        names = {Path(file).stem for file in self.tables}
        written = f"{counted(len(names), 'table')} in {counted(len(self.tables), 'file')} in {self.project}"
        lines = [written, *listing("Not written", self.missing), f"The map: {self.map}"]
        return "\n\n".join([str(self.added), str(self.coding), "\n".join(lines)])


def run(
    papers: Iterable[Path],
    out: Path,
    *,
    at: str,
    title: str | None = None,
    coder: str | None = None,
    parser: str | None = None,
    may_send: bool = False,
    grobid: str | None = None,
    track: Track = untracked,
    tell: Tell = untold,
) -> Ran:
    """Make a project in ``out`` (or go on with the one there), read, code, tabulate and map.

    Args:
        at: the moment, ISO 8601; its day is printed on the map.
        may_send: somebody agrees that the coder sends text of the papers to where its settings say.
        grobid: address of a GROBID server that is to read the PDFs.
        tell: is told what the server is waited for, and what a coder that sends text costs.

    Raises:
        InputError: a path does not exist; no project is made then.
        SourceError: no address of a server; nor is one then. Or a server that the coder asks does not answer.
        CoderError: there is no such coder, it lacks something, or nobody has agreed to what it would send.
        ProjectError: no paper could be read, or the folder cannot be written.
    """
    if grobid is not None:
        grobid_server.settings_for(grobid)
    offered = require_paths(papers)
    if not (out / FILE).is_file():
        init(out, title=title)
    with open_project(out) as project:
        added = add_documents(project, offered, at=at, grobid=grobid, track=track, tell=tell)
        if not project.store.readings():
            raise ProjectError(f"{out}: no paper could be read\n{added}")
        coding = code(project, at=at, coder=coder, parser=parser, may_send=may_send, track=track, tell=tell)
        find_characteristics(project, at=at, track=track)
        tables, missing = _write_tables(project, out, at, track)
        page = map_gaps(project, out / "map.html", on=at[:10])
        number = keep_output(project, page, command="map", at=at)
        snapshot_with(project, number, "run", at=at)
    return Ran(project=str(out), added=added, coding=coding, tables=tables, map=str(page), missing=missing)


def _write_tables(project: Project, out: Path, at: str, track: Track) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write and log every table that a report has; return the files, and what could not be made."""
    every, basis = tabulate_every(project, track=track), basis_of(project)
    written = []
    for name, finding in every.made.items():
        command, options = (name, {}) if name in FINDINGS else ("table", {"name": name})
        for form in SHEETS if name in LONG else FORMS:
            path = out / f"{name}.{form}"
            save_table(finding.table, form, path)
            keep_output(
                *(project, path),
                command=command,
                options=options,
                form=form,
                table=finding.table,
                at=at,
                basis=basis,
            )
            written.append(str(path))
    return tuple(written), every.missing
