"""Snapshots of a living review, and what has moved between two of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from relsynth.errors import InputError, ProjectError
from relsynth.project import Project
from relsynth.reports.tables import Table
from relsynth.store.outputs import Snapshot
from relsynth.synthesis import gaps
from relsynth.synthesis.living import GapState, Moment, MovedCell, Movement, from_plain, moment, movement, to_plain
from relsynth.version import __version__
from relsynth.workflow.gap_axes import axes_of
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.outputs import keep_output
from relsynth.workflow.synthesise import coders, load_corpus, searched_in

LAST, NOW = "last", "now"
"""Names of the latest snapshot, and of the project as it is now."""
COLUMNS = ("what", "construct", "count", "before", "after", "came", "went")
SEVERAL = "; "
_AUTOMATIC = re.compile(r"(report|run)-[0-9]+")
"""Names of the snapshots that are taken with outputs, by their number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenSnapshot:
    """A snapshot: of when, with how many studies, constructs reported and gaps, and with which codebook."""

    name: str
    at: str
    studies: int
    reported: int
    gaps: int
    codebook: str
    relsynth: str

    def __str__(self) -> str:
        return (
            f"{self.name}  {self.at[:16]}  {counted(self.studies, 'study', 'studies')}, "
            f"{counted(self.reported, 'construct')} reported, {counted(self.gaps, 'gap')}; codebook {self.codebook}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshots:
    """Every snapshot, oldest first."""

    snapshots: tuple[TakenSnapshot, ...]

    def __str__(self) -> str:
        lines = listing("Snapshots", self.snapshots, most=None)
        return "\n".join(lines) or "No snapshots yet; `relsynth snapshot NAME` takes one, and so does every report."


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDiff:
    """What moved from one snapshot to another, or to now."""

    before: str
    after: str
    moved: Movement

    @property
    def table(self) -> Table:
        """Everything that moved, a row each."""
        return _table(self)

    def __str__(self) -> str:
        moved = self.moved
        head = f"{self.before} → {self.after}: n = {moved.n_before} → {moved.n_after} studies"
        if not moved:
            return f"{head}; nothing has moved"
        lines = [head, *(f"  since: {reason}" for reason in moved.reasons)]
        for title, items in (
            ("New papers", moved.papers_new),
            ("Papers gone", moved.papers_gone),
            ("Constructs that are new in the codebook", moved.constructs_new),
            ("Constructs gone from it", moved.constructs_gone),
            ("Moved cells: number of studies", moved.cells),
            ("Gaps opened", moved.gaps_opened),
            ("Gaps closed", moved.gaps_closed),
            ("Gaps in other words", tuple(f"{now}; before: {was.standing}" for was, now in moved.gaps_changed)),
        ):
            lines += listing(title, items)
        return "\n".join(lines)


def take_snapshot(project: Project, name: str, *, at: str) -> TakenSnapshot:
    """Keep the counts of this moment under a name: papers, studies by construct, gaps, codebook, thresholds.

    Raises:
        InputError: the name is taken, or means something else.
        ProjectError: nothing can be counted yet.
    """
    if name in (LAST, NOW) or not name.strip() or _AUTOMATIC.fullmatch(name):
        raise InputError(f"{name!r} cannot be the name of a snapshot: name it by a day or an occasion")
    return _take(project, name, at=at)


def _take(project: Project, name: str, *, at: str) -> TakenSnapshot:
    if name in {one.name for one in project.store.outputs.snapshots()}:
        raise InputError(f"there is a snapshot {name!r} already, and it is kept; choose another name")
    taken = Snapshot(name=name, content=to_plain(_now(project)), relsynth=__version__, at=at)
    with project.store.atomic():
        project.store.outputs.take(taken)
    return _line(taken)


def list_snapshots(project: Project) -> Snapshots:
    """List every snapshot."""
    return Snapshots(snapshots=tuple(_line(one) for one in project.store.outputs.snapshots()))


def diff_runs(project: Project, before: str = LAST, after: str = NOW) -> RunDiff:
    """What has moved between two snapshots: papers, counts by construct, gaps opened and closed, and what lies behind.

    Args:
        before, after: names of snapshots; ``last`` is the latest, ``now`` the project as it is.

    Raises:
        InputError: there is no such snapshot.
        ProjectError: nothing can be counted now.
    """
    names = [_resolved(project, name) for name in (before, after)]
    moments = [_moment(project, name) for name in names]
    return RunDiff(before=names[0], after=names[1], moved=movement(*moments))


def log_output(
    project: Project,
    path: Path,
    *,
    command: str,
    options: Mapping[str, Any],
    form: str | None,
    table: Table | None,
    at: str,
) -> int:
    """Log what was written, as ``keep_output``; of a report, take a snapshot as well, called ``report-NUMBER``."""
    number = keep_output(project, path, command=command, options=options, form=form, table=table, at=at)
    if path.is_dir():
        snapshot_with(project, number, "report", at=at)
    return number


def snapshot_with(project: Project, number: int, what: Literal["report", "run"], *, at: str) -> TakenSnapshot:
    """Take a snapshot together with an output, by its number in the log: ``report-7``."""
    return _take(project, f"{what}-{number}", at=at)


def _now(project: Project) -> Moment:
    corpus = load_corpus(project)
    found = gaps.find(
        corpus,
        thresholds=project.thresholds,
        searched=searched_in(project, corpus),
        axes=axes_of(project, corpus),
        odds=False,
    )
    return moment(corpus, found, coders=coders(corpus), thresholds=project.thresholds.model_dump())


def _resolved(project: Project, name: str) -> str:
    if name != LAST:
        return name
    taken = project.store.outputs.snapshots()
    if not taken:
        raise InputError("there is no snapshot yet; `relsynth snapshot NAME` takes one, and so does every report")
    return taken[-1].name


def _moment(project: Project, name: str) -> Moment:
    if name == NOW:
        return _now(project)
    taken = {one.name: one for one in project.store.outputs.snapshots()}
    if name not in taken:
        known = ", ".join(taken) or "none yet"
        raise InputError(f"no snapshot {name!r}; there are {known}, and {NOW}")
    try:
        return from_plain(taken[name].content)
    except (KeyError, TypeError) as error:
        raise ProjectError(f"the snapshot {name!r} was taken by another relsynth and cannot be read") from error


def _line(taken: Snapshot) -> TakenSnapshot:
    of = from_plain(taken.content)
    return TakenSnapshot(
        name=taken.name,
        at=taken.at,
        studies=of.n,
        reported=sum(one.counts["k"] > 0 for one in of.constructs.values()),
        gaps=len(of.gaps),
        codebook=f"{of.codebook['id']} {of.codebook['version']} ({of.codebook['digest'][:12]})",
        relsynth=taken.relsynth,
    )


def _table(diff: RunDiff) -> Table:
    moved = diff.moved
    rows: list[tuple[str | int | None, ...]] = []
    rows += [("new paper", None, None, None, None, name, None) for name in moved.papers_new]
    rows += [("paper gone", None, None, None, None, None, name) for name in moved.papers_gone]
    rows += [("new construct", code, None, None, None, None, None) for code in moved.constructs_new]
    rows += [("construct gone", code, None, None, None, None, None) for code in moved.constructs_gone]
    rows += [_cell_row(cell) for cell in moved.cells]
    rows += [_gap_row("gap opened", None, gap) for gap in moved.gaps_opened]
    rows += [_gap_row("gap closed", gap, None) for gap in moved.gaps_closed]
    rows += [_gap_row("gap in other words", was, now) for was, now in moved.gaps_changed]
    return Table(
        title=f"What moved from {diff.before} to {diff.after}",
        columns=COLUMNS,
        rows=tuple(rows),
        notes=(
            f"n = {moved.n_before} → {moved.n_after}. Counts are studies, never segments.",
            "came, went: studies that report the construct in one of the two only; of a paper, its name.",
            *(f"Since: {reason}." for reason in moved.reasons),
            f"relsynth {__version__}.",
        ),
    )


def _cell_row(cell: MovedCell) -> tuple[str | int | None, ...]:
    came, went = SEVERAL.join(cell.came) or None, SEVERAL.join(cell.went) or None
    return "moved cell", cell.construct, cell.count, cell.before, cell.after, came, went


def _gap_row(what: str, before: GapState | None, after: GapState | None) -> tuple[str | int | None, ...]:
    gap = after or before
    return (
        what,
        (gap.construct or None) if gap else None,
        gap.kind if gap else None,
        f"{before.k} of {before.n}, {before.standing}" if before else None,
        f"{after.k} of {after.n}, {after.standing}" if after else None,
        None,
        None,
    )
