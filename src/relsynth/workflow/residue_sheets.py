"""Residue written out: as a table for reading, and as a sheet in which people say "these are code X"."""

from __future__ import annotations

from pathlib import Path

from relsynth.reports.tables import Cell, Table
from relsynth.workflow.decisions import RESIDUE
from relsynth.workflow.residue import Residue, ResidueGroup, ResidueSentence
from relsynth.workflow.synthesise import form_told, save_table

SENTENCE_COLUMNS = (
    *("document", "section", "path", "quote", "assertion", "speaker", "relatedness", "start", "end", "version", "page"),
)
COLUMNS = ("group", "phrases", "studies", "papers", "sentences", "nearest", "nearness", "definition", *SENTENCE_COLUMNS)
SHEET_COLUMNS = ("document", "version", "start", "end", "quote", "code", "decision", "reason", "section", "path")


def tabulate_residue(found: Residue) -> Table:
    """Residue as a table, a sentence a row, group by group; loose sentences last, without a group."""
    rows = [
        (*_group_cells(group), *_sentence_cells(one))
        for group in (*found.groups, *found.singletons)
        for one in group.sentences
    ]
    rows += [(*[None] * (len(COLUMNS) - len(SENTENCE_COLUMNS)), *_sentence_cells(one)) for one in found.loose]
    title = f"Residue near {found.code}" if found.code else "Residue"
    return Table(title=title, columns=COLUMNS, rows=tuple(rows), notes=found.notes)


def residue_sheet(found: Residue) -> Table:
    """Residue as a sheet for ``relsynth codings import``, with ``code`` and ``decision`` empty, to be filled in."""
    listed = [(one, group) for group in (*found.groups, *found.singletons) for one in group.sentences]
    rows = [
        *(_to_be_coded(one, f"{RESIDUE}: {group.phrases[0]}") for one, group in listed),
        *(_to_be_coded(one, RESIDUE) for one in found.loose),
    ]
    return Table(title="Residue to be coded", columns=SHEET_COLUMNS, rows=tuple(rows))


def save_residue(found: Residue, *, table: Path | None = None, sheet: Path | None = None) -> tuple[str, ...]:
    """Write residue as a table in the form that its name tells, as a sheet to be filled in (CSV), or both.

    Raises:
        InputError: the name of the table ends in none of these.
        ProjectError: a file cannot be written.
    """
    if table:
        save_table(tabulate_residue(found), form_told(table), table)
    if sheet:
        save_table(residue_sheet(found), "csv", sheet)
    return tuple(str(path) for path in (table, sheet) if path)


def _group_cells(group: ResidueGroup) -> tuple[Cell, ...]:
    counts: tuple[Cell, ...] = (group.studies, group.papers, len(group.sentences))
    first = (group.number, "; ".join(group.phrases), *counts)
    if not group.nearest:
        return (*first, None, None, None)
    nearest = group.nearest[0]
    return (*first, nearest.code, nearest.nearness, nearest.definition)


def _sentence_cells(one: ResidueSentence) -> tuple[Cell, ...]:
    return tuple(getattr(one, column) for column in SENTENCE_COLUMNS)


def _to_be_coded(one: ResidueSentence, reason: str) -> tuple[Cell, ...]:
    """A row without code and decision, in the order of ``SHEET_COLUMNS``."""
    return one.document, one.version, one.start, one.end, one.quote, None, None, reason, one.section, one.path
