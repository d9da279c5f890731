"""Frameworks as rows and columns of the gap map: a coding stands under each construct that its code stands for."""

from __future__ import annotations

from collections.abc import Mapping

from relsynth.bundled import bundled
from relsynth.codebook import Codebook
from relsynth.crosswalk import CrosswalkRow, Framework, outlined, rows_of
from relsynth.formats.crosswalk_yaml import read_frameworks
from relsynth.project import Project
from relsynth.reports.gapmap_page import MapCrossing, MapFramework
from relsynth.workflow.crosswalk import FOLDER


def frameworks_of(project: Project) -> tuple[MapFramework, ...]:
    """Frameworks of which two constructs or more have a code, with what of each the codebook has no code for."""
    book = project.codebook
    below = _below(book)
    made = (_framework(framework, rows_of(book, framework), book, below) for framework in _read(project))
    return tuple(one for one in made if sum(bool(construct.codes) for construct in one.constructs) > 1)


def _framework(
    framework: Framework, rows: tuple[CrosswalkRow, ...], book: Codebook, below: Mapping[str, frozenset[str]]
) -> MapFramework:
    crossings = tuple(_crossing(row, book, below) for row in rows)
    return MapFramework(id=framework.id, label=framework.name, constructs=crossings)


def _read(project: Project) -> tuple[Framework, ...]:
    ours = read_frameworks(bundled("codebook") / FOLDER, among=project.codebook.sources)
    return outlined(project.codebook, (*ours, *read_frameworks(project.codebook_path.parent / FOLDER)))


def _below(book: Codebook) -> Mapping[str, frozenset[str]]:
    """Code -> itself and every code below it."""
    found: dict[str, set[str]] = {code.id: {code.id} for code in book.codes}
    parents = {code.id: code.parent for code in book.codes}
    for code in book.codes:
        above = code.parent
        while above is not None:
            found[above].add(code.id)
            above = parents[above]
    return {code: frozenset(own) for code, own in found.items()}


def _crossing(row: CrosswalkRow, book: Codebook, below: Mapping[str, frozenset[str]]) -> MapCrossing:
    told = "; ".join(f"{one.code} {book.code(one.code).label} ({one.how})" for one in row.codes)
    codes = sorted(set[str]().union(*(below[one.code] for one in row.codes)))
    return MapCrossing(label=row.construct, definition=f"Counted by {told}." if told else "", codes=tuple(codes))
