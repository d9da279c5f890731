"""One command for people in a hurry: papers in, tables and map out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from relsynth.config import FILE
from relsynth.errors import ProjectError
from relsynth.project import open_project
from relsynth.sources import grobid as grobid_server
from relsynth.workflow.characteristics import find_characteristics
from relsynth.workflow.code import CodingRun, code
from relsynth.workflow.collect import Added, add_documents, init
from relsynth.workflow.files import require_paths
from relsynth.workflow.listing import counted
from relsynth.workflow.mapping import map_gaps
from relsynth.workflow.outputs import basis_of, keep_output
from relsynth.workflow.run_diff import take_snapshot
from relsynth.workflow.synthesise import TABLES, save_table, tabulate
from relsynth.workflow.track import Tell, Track, untold, untracked

FORMS = ("csv", "md", "json")
SHEETS = ("csv", "json")  # of what is too long to be read as a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a run read, coded and wrote."""

    project: str
    added: Added
    coding: CodingRun
    tables: tuple[str, ...]
    map: str

    def __str__(self) -> str:
        written = f"{len(TABLES)} tables in {counted(len(self.tables), 'file')} in {self.project}"
        return f"{self.added}\n\n{self.coding}\n\n{written}\nThe map: {self.map}"


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
        written, basis = [], basis_of(project)
        for name in TABLES:
            table = tabulate(project, name)
            for form in SHEETS if name == "codings" else FORMS:
                path = out / f"{name}.{form}"
                save_table(table, form, path)
                keep_output(
                    project, path, command="table", options={"name": name}, form=form, table=table, at=at, basis=basis
                )
                written.append(str(path))
        page = map_gaps(project, out / "map.html", on=at[:10])
        number = keep_output(project, page, command="map", at=at, basis=basis)
        take_snapshot(project, f"run-{number}", at=at)
    return Ran(project=str(out), added=added, coding=coding, tables=tuple(written), map=str(page))
