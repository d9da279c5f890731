"""Making again what was written, and comparing: the same bytes, the same figures, or what differs and why.

Nothing is written but to a folder that is thrown away; the log and the files stay as they are. An output is made by
the verb that made it, with its options, and with its own day, so that the day alone is no difference.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from relsynth.errors import InputError, RelsynthError
from relsynth.project import Project
from relsynth.store.outputs import Output
from relsynth.synthesis.reproducing import TableChange, compare
from relsynth.version import __version__
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.outputs import (
    basis_of,
    cells_of,
    digest_of,
    files_in,
    name_of,
    outputs_named,
    place_of,
    tables_kept,
)
from relsynth.workflow.remaking import make_again
from relsynth.workflow.resaved import says_the_same
from relsynth.workflow.track import Track, untracked

Verdict = Literal["identical", "same figures", "differs", "not made"]
OnDisk = Literal["as written", "saved again with the same cells", "edited since", "gone"]
NAMED = 6
"""Papers that are named in a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reproduced:
    """What came of making an output again.

    Args:
        verdict: ``identical`` bytes; ``same figures`` in other bytes; ``differs``; or ``not made``.
        reasons: what is otherwise in what it rests on, in words; empty where nothing is.
        change: what is otherwise in the table's cells; None of what is no table, or whose cells were not kept.
        files: of a report, the files that are others.
        on_disk: whether the file that was written is there still, as it was.
    """

    number: int
    path: str
    name: str
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    change: TableChange | None = None
    files: tuple[str, ...] = ()
    on_disk: OnDisk = "as written"

    def __str__(self) -> str:
        disk = "" if self.on_disk == "as written" else f"; the file is {self.on_disk}"
        lines = [f"{self.path} [{self.name}]: {self.verdict}{disk}"]
        lines += [] if self.verdict == "identical" else [f"  since: {reason}" for reason in self.reasons]
        lines += [f"  {line}" for line in _told(self.change)] if self.change else []
        return "\n".join([*lines, *(f"  {line}" for line in listing("Files that are others", self.files))])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reproduction:
    """What came of making outputs again."""

    outputs: tuple[Reproduced, ...]

    @property
    def all_same(self) -> bool:
        """Whether all figures are what they were."""
        return all(one.verdict in ("identical", "same figures") for one in self.outputs)

    def __str__(self) -> str:
        if not self.outputs:
            return "Nothing was written to a file yet, so nothing is to be made again."
        same = sum(one.verdict == "identical" for one in self.outputs)
        head = f"{counted(len(self.outputs), 'output')} made again, {same} identical"
        return "\n".join([head, *map(str, self.outputs)])


def reproduce(project: Project, name: str | None = None, *, track: Track = untracked) -> Reproduction:
    """Make outputs again from the project as it is now, and compare them with what was written.

    Args:
        name: a file or folder, a command, a table or a number of the log; all that was written where none is given.

    Raises:
        InputError: nothing of that name was written.
    """
    now = basis_of(project)
    found = outputs_named(project, name)
    return Reproduction(outputs=tuple(_again(project, one, now) for one in track(found, "Making again")))


def _again(project: Project, output: Output, now: Mapping[str, Any]) -> Reproduced:
    what: dict[str, Any] = {
        "number": output.number,
        "path": output.path,
        "name": name_of(output),
        "reasons": tuple(reasons(project, output, now)),
        "on_disk": _on_disk(project, output),
    }
    with tempfile.TemporaryDirectory() as folder, tables_kept() as tables:
        path = Path(folder) / Path(output.path).name
        try:
            make_again(project, output, path)
        except (RelsynthError, OSError) as error:
            return Reproduced(verdict="not made", **{**what, "reasons": (str(error), *what["reasons"])})
        if digest_of(path) == output.digest:
            return Reproduced(verdict="identical", **what)
        files = tuple(_others(output.basis["files"], files_in(path))) if path.is_dir() else ()
        saved = tables.get(path)
    cells = project.store.outputs.cells(output.number)
    if saved is None or cells is None:
        return Reproduced(verdict="differs", files=files, **what)
    change = compare(cells, cells_of(saved.table))
    return Reproduced(verdict="differs" if change else "same figures", change=change, **what)


def reasons(project: Project, output: Output, now: Mapping[str, Any]) -> Iterator[str]:
    """What is otherwise now in what an output rested on, in words; nothing where it rests on the same."""
    then = output.basis
    if then["codebook"]["digest"] != now["codebook"]["digest"]:
        yield f"codebook {_edition(then['codebook'])} → {_edition(now['codebook'])}"
    if output.relsynth != __version__:
        yield f"relsynth {output.relsynth} → {__version__}"
    for key in sorted(then["thresholds"].keys() | now["thresholds"].keys()):
        before, after = then["thresholds"].get(key), now["thresholds"].get(key)
        if before != after:
            yield f"threshold {key} {before} → {after}"
    if list(then["coders"]) != list(now["coders"]):
        yield f"coders {', '.join(then['coders']) or 'none'} → {', '.join(now['coders']) or 'none'}"
    if then["title"] != now["title"]:
        yield f"title {then['title']!r} → {now['title']!r}"
    if then["settings"] != now["settings"]:
        yield "settings in relsynth.toml, other than thresholds"
    yield from _papers(project, then["papers"], now["papers"])
    for name in now["rests_on"]:
        before, after = then["rests_on"].get(name), now["rests_on"][name]
        if before is None or before == after or name == "papers":  # of what an older relsynth kept no digest: unknown
            continue
        others = ", others" if before["rows"] == after["rows"] else ""
        yield f"{name}: {before['rows']} → {after['rows']}{others}"


def _papers(project: Project, then: list[int], now: list[int]) -> Iterator[str]:
    for what, numbers in (("new", {*now} - {*then}), ("gone", {*then} - {*now})):
        if numbers:
            names = project.store.outputs.names_of(numbers)
            more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
            yield f"{counted(len(numbers), 'paper')} or readings {what}: {', '.join(names[:NAMED])}{more}"


def _edition(book: Mapping[str, str]) -> str:
    return f"{book['id']} {book['version']} ({book['digest'][:12]})"


def _others(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    yield from (name for name in sorted(then.keys() | now.keys()) if then.get(name) != now.get(name))


def _on_disk(project: Project, output: Output) -> OnDisk:
    place = place_of(project, output)
    try:
        if digest_of(place) == output.digest:
            return "as written"
        cells = project.store.outputs.cells(output.number) if output.form == "csv" else None
        is_same = cells is not None and says_the_same(place.read_bytes(), cells)
    except (OSError, ValueError, InputError):
        return "gone"
    return "saved again with the same cells" if is_same else "edited since"


def _told(change: TableChange) -> Iterator[str]:
    yield from listing("Cells", change.cells)
    yield from listing("Rows that are gone", change.rows_gone)
    yield from listing("New rows", change.rows_new)
    yield from listing("Columns that are gone", change.columns_gone)
    yield from listing("New columns", change.columns_new)
    if change.notes_changed:
        yield f"{counted(change.notes_changed, 'note')} at its foot"
