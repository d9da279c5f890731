"""Codings from a file, whatever it is: a sheet, a project of another program, Web Annotations, an export of EPPI's."""

from __future__ import annotations

from pathlib import Path

from relsynth.errors import InputError
from relsynth.formats import eppi_json
from relsynth.project import Project
from relsynth.workflow.annotations import ImportedAnnotations, import_annotations
from relsynth.workflow.eppi_maps import ImportedEppi, import_eppi
from relsynth.workflow.import_codings import ImportedCodings, import_codings
from relsynth.workflow.import_qdpx import ImportedProject, import_qdpx

PROJECTS = (".qdpx", ".qde")
"""Suffixes of projects of other programs."""
JSON = (".json", ".jsonld")
"""Suffixes of annotations, and of exports of EPPI-Reviewer."""
HEAD = 65_536  # bytes that tell the two apart


def take_codings(
    project: Project, file: Path, *, at: str, coder: str | None = None, again: bool = False, codes: Path | None = None
) -> ImportedCodings | ImportedProject | ImportedAnnotations | ImportedEppi:
    """Append what people coded, from a sheet (``import_codings``), a QDPX (``import_qdpx``), Web Annotations
    (``import_annotations``) or an export of EPPI-Reviewer (``import_eppi``).

    Args:
        coder: whose sheet or export it is; a project tells its coders itself, and so may annotations.
        again: of a sheet.
        codes: of a project: a table of its codes and ours.

    Raises:
        InputError: the file cannot be read; or what was said beside it does not fit it.
    """
    if file.suffix.lower() in PROJECTS:
        if coder is not None or again:
            raise InputError("tells its coders itself: leave out --coder and --again", path=file)
        return import_qdpx(project, file, at=at, codes=codes)
    if file.suffix.lower() in JSON:
        if again or codes is not None:
            raise InputError("is no sheet and no project: leave out --again and --codes", path=file)
        return _of_json(project, file, coder=coder, at=at)
    if coder is None:
        raise InputError("is a sheet, and does not say whose: name the person with --coder", path=file)
    if codes is not None:
        raise InputError("is a sheet: --codes is for projects of other programs", path=file)
    return import_codings(project, file, coder=coder, at=at, again=again)


def _of_json(project: Project, file: Path, *, coder: str | None, at: str) -> ImportedAnnotations | ImportedEppi:
    if not _is_eppi(file):
        return import_annotations(project, file, at=at, coder=coder)
    if coder is None:
        raise InputError("is an export of EPPI-Reviewer, and does not say who coded: name them with --coder", path=file)
    return import_eppi(project, file, coder=coder, at=at)


def _is_eppi(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return eppi_json.recognises(opened.read(HEAD), file.suffix.lower())
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=file) from error
