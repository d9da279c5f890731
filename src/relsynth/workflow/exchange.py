"""Codings out to other programs: sheets, workbooks, Web Annotations, spaCy's DocBin, EPPI-Mapper's JSON, REFI-QDA."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from relsynth.coding import Coding, standing
from relsynth.documents import Document
from relsynth.errors import InputError, ProjectError
from relsynth.extraction.docbin import to_docbin
from relsynth.formats.web_annotation import Annotated, write_annotations
from relsynth.project import Project
from relsynth.reports.tables import WRITERS
from relsynth.reports.workbook import to_workbook
from relsynth.workflow.eligibility import counted_papers
from relsynth.workflow.eppi_maps import eppi_map
from relsynth.workflow.export_qdpx import ExportedProject, export_qdpx
from relsynth.workflow.import_codings import coding_sheet
from relsynth.workflow.listing import counted
from relsynth.workflow.outputs import note_table

SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "csv": (".csv",),
    "md": (".md",),
    "json": (".json",),
    "xlsx": (".xlsx",),
    "annotations": (".jsonld",),
    "docbin": (".spacy",),
    "eppi": (".eppi.json",),
    "qdpx": (".qdpx",),
}
"""Format -> what a file may be called that is in it without being told; a ``.json`` is the sheet's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCodings:
    """A file of codings was written; ``left`` says what of the project's codings is not in it, and why."""

    path: str
    format: str
    codings: int
    documents: int
    left: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.format in WRITERS:  # a sheet has always said its name alone, for scripts to go on with
            return self.path
        head = f"Wrote {counted(self.codings, 'coding')} in {counted(self.documents, 'paper')} to {self.path}"
        return "\n".join([f"{head} ({self.format}).", *(f"Not in it: {one}" for one in self.left)])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What holds now: papers that are counted, with their codings; and what is left out."""

    papers: tuple[tuple[Document, tuple[Coding, ...]], ...]
    left: tuple[str, ...]


def write_codings(
    project: Project, path: Path, *, format: str | None = None, decisions: bool = False, proposals: bool = False
) -> WrittenCodings | ExportedProject:
    """Write every coding that holds now to a file.

    Args:
        format: one of ``SUFFIXES``; by the file's ending where it is not given, and a CSV where that tells none.
        decisions: with two columns for a person to decide in; of sheets and workbooks.
        proposals: with the codings of machines, in a project for other programs; all other formats have them.

    Raises:
        InputError: there is no such format, or something was asked for that it does not have.
        ProjectError: there are no papers, a sheet is asked for and some are not coded, or the file cannot be written.
    """
    form = _format(path, format)
    if decisions and form not in (*WRITERS, "xlsx"):
        raise InputError(f"{form} has no columns to decide in; write csv or xlsx")
    if form == "qdpx":
        return export_qdpx(project, path, proposals=proposals)
    if proposals:
        raise InputError(f"{form} has the machine's codings as it is; leave out --proposals")
    held = _evidence(_held(project)) if form == "eppi" else _held(project)
    content = _CONTENTS[form](project, held) if form in _CONTENTS else _sheet(project, path, form, decisions=decisions)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise ProjectError(f"{path}: cannot be written ({error.strerror})") from error
    return WrittenCodings(
        path=str(path),
        format=form,
        codings=sum(len(codings) for _, codings in held.papers),
        documents=sum(bool(codings) for _, codings in held.papers),
        left=held.left,
    )


def _format(path: Path, format: str | None) -> str:
    if format is not None:
        if format in SUFFIXES:
            return format
        known = ", ".join(f"{name} ({' '.join(endings)})" for name, endings in SUFFIXES.items())
        raise InputError(f"no format {format!r} of codings; there are {known}")
    name = path.name.lower()
    found = [(ending, form) for form, endings in SUFFIXES.items() for ending in endings if name.endswith(ending)]
    return max(found, key=lambda one: len(one[0]), default=("", "csv"))[1]


def _held(project: Project) -> _Held:
    documents = counted_papers(project)
    known = {code.id for code in project.codebook.codes}
    by_version: dict[str, list[Coding]] = defaultdict(list)
    why: Counter[tuple[str, str]] = Counter()
    there = {document.version for document in documents}
    every = tuple(project.codings())
    why["rejection", ": what does not hold"] = sum(one.verdict == "reject" for one in every)
    for one in standing(every):
        if one.span.version not in there:
            why["coding", " in papers that are not counted"] += 1
        elif one.code not in known:
            why["coding", " of codes that the codebook has no longer"] += 1
        else:
            by_version[one.span.version].append(one)
    left = tuple(f"{counted(number, what)}{of}" for (what, of), number in why.items() if number)
    return _Held(papers=tuple((one, tuple(by_version[one.version])) for one in documents), left=left)


def _evidence(held: _Held) -> _Held:
    """The codings that are evidence alone, which is what a map of evidence is of."""
    papers = tuple((document, tuple(one for one in codings if one.is_evidence)) for document, codings in held.papers)
    other = sum(len(codings) for _, codings in held.papers) - sum(len(codings) for _, codings in papers)
    why = f"{counted(other, 'coding')}, no evidence: recommended, planned, hypothetical or of others"
    return _Held(papers=papers, left=(*held.left, *((why,) if other else ())))


def _sheet(project: Project, path: Path, form: str, *, decisions: bool) -> bytes:
    table = coding_sheet(project, decisions=decisions)
    note_table(path, table, form)
    return to_workbook(table) if form == "xlsx" else WRITERS[form](table).encode("utf-8", "replace")


def _annotations(project: Project, held: _Held) -> bytes:
    memos: dict[int, list[str]] = defaultdict(list)
    for memo in project.memos(about="coding"):
        if memo.coding is not None:
            memos[memo.coding].append(memo.text)
    labels = {code.id: code.label for code in project.codebook.codes}
    items = (
        Annotated(
            coding=coding,
            document=document,
            label=labels[coding.code],
            comments=tuple(memos.get(coding.number or 0, ())),
        )
        for document, codings in held.papers
        for coding in codings
    )
    return write_annotations(items, label=f"Codings with {project.codebook.title}")


def _docbin(project: Project, held: _Held) -> bytes:
    del project
    return to_docbin(held.papers)


def _eppi(project: Project, held: _Held) -> bytes:
    return eppi_map(project, held.papers)


_CONTENTS: Mapping[str, Callable[[Project, _Held], bytes]] = {
    "annotations": _annotations,
    "docbin": _docbin,
    "eppi": _eppi,
}
