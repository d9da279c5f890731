"""Gaps as a verb: all of them, some kinds, with measures for what nobody measures, or under other thresholds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.reports.tables import Table
from relsynth.synthesis.gaps import KINDS, Gap
from relsynth.synthesis.gaps.sensitivity import Held, sensitivity
from relsynth.workflow.gap_axes import axes_of
from relsynth.workflow.gap_tables import gaps_table, sensitivity_table, suggested
from relsynth.workflow.listing import counted
from relsynth.workflow.synthesise import find_gaps, footing, load_corpus, searched_in


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedGap:
    """A gap, with the studies that make it where it is one of studies, and the codebook's measures where asked."""

    gap: Gap
    citations: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()

    def __str__(self) -> str:
        gap = self.gap
        weak = "; underpowered" if gap.underpowered else ""
        about = f"{gap.construct}  {gap.label}".strip() + (f" ({gap.axis})" if gap.axis else "")
        first = (
            f"{about}: {gap.claim}  {gap.k} of {gap.n} [{gap.lower:.2f}, {gap.upper:.2f}]"
            f"  ({gap.threshold}; {gap.robinson}{weak})"
        )
        counts = ", ".join(f"{value} {count}" for value, count in gap.counts)
        return "\n    ".join(
            [
                first,
                *([counts] if counts else []),
                *([gap.detail] if gap.detail else []),
                *([f"measures to be had: {'; '.join(self.instruments)}"] if self.instruments else []),
                *([f"studies: {'; '.join(self.citations)}"] if self.citations else []),
            ]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GapList:
    """Gaps, worst first; ``held`` what becomes of them under other thresholds, where that was asked. ``n`` studies."""

    n: int
    gaps: tuple[ListedGap, ...]
    held: tuple[Held, ...]
    table: Table

    def __str__(self) -> str:
        return "\n".join(_held_lines(self) if self.held else _lines(self))


def list_gaps(
    project: Project,
    *,
    kinds: Collection[str] = (),
    suggest_instruments: bool = False,
    other_thresholds: bool = False,
) -> GapList:
    """Every gap of the project, worst first.

    Args:
        kinds: kinds to list; all where none is named.
        suggest_instruments: name the codebook's instruments for constructs that are unmeasured.
        other_thresholds: tell what is called a gap under tight, default and loose thresholds; the table is of that.

    Raises:
        InputError: there is no such kind.
        ProjectError: nothing can be counted.
    """
    if unknown := sorted({*kinds} - {*KINDS}):
        raise InputError(f"no kind of gap {unknown[0]!r}; there are {', '.join(KINDS)}")
    wanted = {*kinds} or {*KINDS}
    corpus = load_corpus(project)
    axes = axes_of(project, corpus)
    found = tuple(gap for gap in find_gaps(project, corpus, axes=axes) if gap.kind in wanted)
    notes = footing(project, corpus)
    held: tuple[Held, ...] = ()
    if other_thresholds:
        searched = searched_in(project, corpus)
        every = sensitivity(corpus, thresholds=project.thresholds, searched=searched, axes=axes)
        held = tuple(one for one in every if one.kind in wanted)
        table = sensitivity_table(held, notes)
    else:
        table = gaps_table(project, corpus, found, notes, axes=axes, instruments=suggest_instruments)
    return GapList(
        n=corpus.n,
        gaps=tuple(
            ListedGap(
                gap=gap,
                citations=() if gap.construct else tuple(sorted(corpus.studies[one].citation for one in gap.studies)),
                instruments=suggested(corpus, gap) if suggest_instruments else (),
            )
            for gap in found
        ),
        held=held,
        table=table,
    )


def _lines(listed: GapList) -> Iterator[str]:
    counts = Counter(one.gap.kind for one in listed.gaps)
    yield f"{counted(len(listed.gaps), 'gap')} in {counted(listed.n, 'study', 'studies')}"
    for kind in (kind for kind in KINDS if counts[kind]):
        yield ""
        yield f"{kind.replace('_', ' ')} ({counts[kind]}):"
        yield from (f"  {one}" for one in listed.gaps if one.gap.kind == kind)
    yield ""
    yield from listed.table.notes


def _held_lines(listed: GapList) -> Iterator[str]:
    counts = Counter(one.holds for one in listed.held)
    yield f"{counted(len(listed.held), 'gap')} under any thresholds: " + ", ".join(
        f"{number} {holds}" for holds, number in counts.items()
    )
    for holds in counts:
        yield ""
        yield f"{holds} ({counts[holds]}):"
        for one in (one for one in listed.held if one.holds == holds):
            axis = f" ({one.axis})" if one.axis else ""
            yield f"  {one.kind.replace('_', ' ')}: {one.construct or one.label}{axis}"
    yield ""
    yield from listed.table.notes
