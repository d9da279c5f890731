"""Bringing another program's project (REFI-QDA) into one that is there: its codings, memos, and texts that are new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from relsynth.project import Project
from relsynth.workflow.foreign_codes import ids_of, read_mapping
from relsynth.workflow.foreign_codings import Brought, bring
from relsynth.workflow.open_qdpx import read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedProject:
    """What became of the codings of a file."""

    file: str
    brought: Brought

    @property
    def problems(self) -> tuple[str, ...]:
        """What is to be mended: codes that no code here is."""
        return tuple(map(str, self.brought.unmapped))

    def __str__(self) -> str:
        return f"{self.file}\n{self.brought}"


def import_qdpx(project: Project, path: Path, *, at: str, codes: Path | None = None) -> ImportedProject:
    """Append the codings and memos of a QDPX, by its users as coders; nothing is added twice.

    A text is known by our GUID, by being the same, or by its words; one that is not here is added. A code is known by
    our GUID or id, by its name, or by the table; codings of others are left out and listed.

    Args:
        codes: a table, CSV with the columns ``theirs`` (name, path or GUID) and ``ours`` (an id).

    Raises:
        InputError: the file or the table cannot be read.
        CodebookError: the project's codebook is at fault.
    """
    foreign = read_file(path)
    mapping: Mapping[str, str] = read_mapping(codes) if codes else {}
    ids = ids_of(foreign.codes, project.codebook, mapping)
    return ImportedProject(file=path.name, brought=bring(project, foreign, ids, at=at))
