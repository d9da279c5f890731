"""Decisions as files that other screening programs open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from relsynth.errors import FormatError, InputError, ProjectError
from relsynth.formats.rayyan_notes import listable
from relsynth.formats.screening_labels import Label
from relsynth.formats.screening_sheets import LAYOUTS, OF_MANY, SUFFIXES, Labelled, Layout, holds, write_sheet
from relsynth.project import Project
from relsynth.screening.decisions import VERDICTS, Decision, Stage, current, reason
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.papers import person_named
from relsynth.workflow.records import merged_reports
from relsynth.workflow.screening_stage import reports_at, spelt, standing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningExported:
    """A file of records with labels was written; ``lost`` is what the layout has no place for, with how often."""

    path: str
    layout: Layout
    stage: Stage
    records: int
    labelled: int
    lost: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        told = f"{counted(self.records, 'record')}, {self.labelled} with a label"
        lines = [f"Wrote {told} to {self.path} ({self.layout})."]
        return "\n".join([*lines, *listing("Not in the file", [f"{what}: {count}" for what, count in self.lost])])


def export_screening(
    project: Project, path: Path, *, stage: Stage, layout: Layout, coder: str | None = None
) -> ScreeningExported:
    """Write the records of a stage with their labels, as a table (``.csv``) or RIS (``.ris``) for another program.

    One record for each report. Layouts that hold one label a record have that of ``coder``, or, without, what the
    decisions come to; Rayyan's has that of every coder, or of ``coder`` alone.

    Raises:
        FormatError: there is no such layout, or it is not written under that suffix.
        InputError: the coder has decided nothing at the stage.
        ProjectError: there is no record, or the file cannot be written.
    """
    suffix = path.suffix.lower()
    if layout not in LAYOUTS or suffix not in SUFFIXES:
        layouts, suffixes = ", ".join(LAYOUTS), " and ".join(SUFFIXES)
        raise FormatError(f"{layout}, {path}: there are the layouts {layouts}, and {suffixes} files")
    person = spelt(project, person_named(coder), ()) if coder is not None else None
    lost: Counter[str] = Counter()
    labelled = list(_labelled(project, stage, layout, person, lost))
    if not labelled:
        raise ProjectError(f"{project.path}: no record is at this stage")
    if person and not any(one.labels for one in labelled):
        raise InputError(f"{person} has decided nothing at this stage that the layout has a word for")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(write_sheet(labelled, layout=layout, suffix=suffix))
    except OSError as error:
        raise ProjectError(f"{path}: cannot be written ({error.strerror})") from error
    return ScreeningExported(
        path=str(path),
        layout=layout,
        stage=stage,
        records=len(labelled),
        labelled=sum(bool(one.labels) for one in labelled),
        lost=tuple(lost.items()),
    )


def _labelled(
    project: Project, stage: Stage, layout: Layout, coder: str | None, lost: Counter[str]
) -> Iterator[Labelled]:
    """The records of a stage with the labels that a layout can hold; what it cannot is counted in ``lost``."""
    at_stage = reports_at(project, stage)
    standing = standing_of(project, stage, at_stage.report_of)
    for report, members, merged in merged_reports(project):
        if report not in at_stage.members:
            continue
        decisions = standing.decisions(report)
        if layout in OF_MANY or coder:
            labels = [_label(one) for one in current(decisions) if not one.adjudicates and coder in (None, one.coder)]
            if layout in OF_MANY:
                rulings = [one for one in current(decisions) if one.adjudicates and coder in (None, one.coder)]
                lost["adjudications"] += len(rulings)
        else:
            labels = list(_agreed(decisions, standing.outcome(report), lost))
        held = [label for label in labels if holds(label, layout)]
        lost["decided maybe, for which ASReview has no label"] += len(labels) - len(held)
        if layout in OF_MANY:
            listed = [text for label in held for text in (*label.tags, *label.reasons)]
            lost["tags and reasons with a comma or a bar, written with other signs"] += sum(
                listable(text) != text for text in listed
            )
        yield Labelled(id=members[0], record=merged.record, labels=tuple(held))
    for what in [what for what, count in lost.items() if not count]:
        del lost[what]


def _label(decision: Decision) -> Label:
    return Label(
        verdict=decision.verdict,
        program="relsynth",
        coder=decision.coder,
        reasons=(decision.criterion,) if decision.criterion else (),
        stage=decision.stage,
        note=decision.note,
        tags=decision.tags,
    )


def _agreed(decisions: tuple[Decision, ...], outcome: str, lost: Counter[str]) -> Iterator[Label]:
    """What the decisions of a report come to, as one label; of one coder's alone, with their name and note."""
    if not decisions or outcome == "unread":
        return
    if outcome not in VERDICTS:
        lost["reports in conflict, or waiting for another coder"] += 1
        return
    held = current(decisions)
    if len(held) == 1:
        yield _label(held[0])
        return
    verdict = next(one for one in VERDICTS if one == outcome)
    why = reason(decisions) if verdict != "include" else None
    tags = tuple(dict.fromkeys(tag for one in held for tag in one.tags))
    stage = held[0].stage
    yield Label(verdict=verdict, program="relsynth", reasons=(why,) if why else (), stage=stage, tags=tags)
