"""The whole synthesis in one folder: a workbook, a document for a paper, pages, the map, the flow, pictures, methods.

What a folder holds is listed in ``relsynth-report.json``, with the digest of each file, so that a later report replaces
what an earlier one wrote, and never what somebody has edited since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from relsynth.errors import InputError, ProjectError
from relsynth.project import Project
from relsynth.reports.report import Link, Part, Picture, Report, to_text
from relsynth.reports.table_forms import FORMS, to_bytes
from relsynth.reports.tables import Table
from relsynth.version import __version__
from relsynth.workflow.all_tables import tabulate_every
from relsynth.workflow.characteristics import find_characteristics
from relsynth.workflow.flow import FLOW_WRITERS, flow
from relsynth.workflow.listing import counted
from relsynth.workflow.mapping import map_gaps
from relsynth.workflow.methods import methods
from relsynth.workflow.ours import REPORT
from relsynth.workflow.paper_tables import PAPER_TABLES, for_paper
from relsynth.workflow.synthesise import one_corpus
from relsynth.workflow.track import Track, untracked

MANIFEST = REPORT
DEFAULT_FORMS = ("xlsx", "docx", "html", "md")
WORKBOOK, DOCUMENT, TEXT, INDEX, MAP = "tables.xlsx", "report.docx", "report.md", "index.html", "map.html"
BACK = Link(file="../index.html", text="All tables of this report")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenReport:
    """What was written, and what could not be made, with the reason."""

    folder: str
    files: tuple[str, ...]
    tables: int
    missing: tuple[str, ...]

    def __str__(self) -> str:
        head = f"Wrote {counted(self.tables, 'table')} in {counted(len(self.files), 'file')} to {self.folder}"
        return "\n".join([head, *(f"Not in it: {one}" for one in self.missing)])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """All that a report is written from."""

    title: str
    day: str
    methods: tuple[str, ...]
    tables: Mapping[str, Table]
    pictures: Mapping[str, Picture]
    missing: tuple[str, ...]


def write_report(
    project: Project, folder: Path, *, at: str, forms: Iterable[str] = (), track: Track = untracked
) -> WrittenReport:
    """Write every table, and what a paper needs of them, to a folder; but for the day, the same project gives the same.

    Args:
        at: the moment, ISO 8601; its day is printed.
        forms: some of ``table_forms.FORMS``; where none is given, ``DEFAULT_FORMS``.

    Raises:
        InputError: there is no such form; or the folder holds what no report wrote, or what was edited since.
        ProjectError: nothing can be counted, papers are not coded as the codebook is now, or a file cannot be written.
    """
    wanted = tuple(dict.fromkeys(forms)) or DEFAULT_FORMS
    if unknown := [form for form in wanted if form not in FORMS]:
        raise InputError(f"no form {', '.join(map(repr, unknown))} of a report; there are {', '.join(FORMS)}")
    before = _before(folder)
    made = _make(project, at, track)
    files = dict(_files(made, wanted))
    _require_free(folder, {*files, *([MAP] if "html" in wanted else [])} - before.keys())
    _write(folder, files)
    if "html" in wanted:
        map_gaps(project, folder / MAP, on=made.day)
        files[MAP] = (folder / MAP).read_bytes()
    _seal(folder, files, before, project)
    return WrittenReport(folder=str(folder), files=tuple(files), tables=len(made.tables), missing=made.missing)


def _make(project: Project, at: str, track: Track) -> _Made:
    find_characteristics(project, at=at)
    with one_corpus(project) as corpus:
        every = tabulate_every(project, track=track)
        said = methods(project, corpus)
    tables = {name: finding.table for name, finding in every.made.items()}
    pictures = {
        name: Picture(title=finding.table.title, svg=finding.picture, file=f"figures/{name}.svg")
        for name, finding in every.made.items()
        if finding.picture
    }
    if any(project.store.catalogue.sources()):
        drawn = FLOW_WRITERS[".svg"](flow(project)).decode()
        pictures["flow"] = Picture(title="PRISMA 2020 flow", svg=drawn, file="figures/flow.svg")
    return _Made(
        title=project.config.title, day=at[:10], methods=said, tables=tables, pictures=pictures, missing=every.missing
    )


def _files(made: _Made, forms: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Every file by its path in the folder; the map, which is written by its own verb, is not among them."""
    for picture in made.pictures.values():
        yield picture.file, picture.svg.encode()
    for form in forms:
        yield from _FORMS[form](made) if form in _FORMS else _each(made, form)


def _each(made: _Made, form: str) -> Iterator[tuple[str, bytes]]:
    for name, table in made.tables.items():
        yield f"tables/{name}.{form}", to_bytes(table, form)


def _workbook(made: _Made) -> Iterator[tuple[str, bytes]]:
    from relsynth.reports.workbook import to_workbook_of_all  # noqa: PLC0415 (costs start-up time)

    yield WORKBOOK, to_workbook_of_all(made.title, made.tables)


def _document(made: _Made) -> Iterator[tuple[str, bytes]]:
    from relsynth.reports.report_docx import to_docx  # noqa: PLC0415 python-docx is heavy

    yield DOCUMENT, to_docx(_for_paper(made))


def _text(made: _Made) -> Iterator[tuple[str, bytes]]:
    yield TEXT, to_text(_for_paper(made)).encode("utf-8", "replace")


def _pages(made: _Made) -> Iterator[tuple[str, bytes]]:
    from relsynth.reports.report_html import to_html, to_page  # noqa: PLC0415

    for name, table in made.tables.items():
        yield f"tables/{name}.html", to_page(table, day=made.day, back=BACK).encode()
    yield INDEX, to_html(_index(made)).encode()


_FORMS: Mapping[str, Callable[[_Made], Iterator[tuple[str, bytes]]]] = {
    "xlsx": _workbook,
    "docx": _document,
    "md": _text,
    "html": _pages,
}
"""Forms in which a report is more than a file for each table."""


def _for_paper(made: _Made) -> Report:
    """What stands in a paper: methods, the tables for it, pictures."""
    shown = tuple(for_paper(name, made.tables[name], sheet=name) for name in PAPER_TABLES if name in made.tables)
    return Report(
        title=made.title,
        day=made.day,
        parts=(
            Part(heading="Methods", paragraphs=made.methods),
            *_figures(made),
            Part(heading="Tables", tables=shown),
        ),
    )


def _figures(made: _Made) -> tuple[Part, ...]:
    return (Part(heading="Figures", pictures=tuple(made.pictures.values())),) if made.pictures else ()


def _index(made: _Made) -> Report:
    """What stands on the first page: where everything is, pictures, methods."""
    every = tuple(
        Link(file=f"tables/{name}.html", text=f"{table.title} ({counted(len(table.rows), 'row')})")
        for name, table in made.tables.items()
    )
    left = Part(heading="Not in this report", paragraphs=made.missing)
    return Report(
        title=made.title,
        day=made.day,
        parts=(
            Part(heading="Map", links=(Link(file=MAP, text="The evidence-gap map"),)),
            Part(heading="Tables", links=every),
            *_figures(made),
            Part(heading="Methods", paragraphs=made.methods),
            *([left] if made.missing else []),
        ),
    )


# -- the folder


def _before(folder: Path) -> Mapping[str, str]:
    """File -> digest of what an earlier report wrote here, none of which anybody has edited.

    Raises:
        InputError: there is something else in the folder, or a file was edited.
    """
    if not folder.is_dir() or not any(folder.iterdir()):
        return {}
    try:
        known: dict[str, str] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        edited = sorted(name for name, digest in known.items() if _digest_of(folder / name) not in (digest, None))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError("is no folder of a report and not empty: name another one", path=folder) from error
    if edited:
        raise InputError(
            f"{', '.join(edited)} changed since it was written: move it, or name another folder", path=folder
        )
    return known


def _require_free(folder: Path, names: Iterable[str]) -> None:
    """Refuse to write over files that no report wrote.

    Raises:
        InputError: there are some.
    """
    if there := sorted(name for name in names if (folder / name).exists()):
        raise InputError(
            f"{', '.join(there)} was not written by a report: move it, or name another folder", path=folder
        )


def _digest_of(file: Path) -> str | None:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    try:
        for name, content in files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    except OSError as error:
        raise ProjectError(f"{folder}: cannot be written ({error.strerror})") from error


def _seal(folder: Path, files: Mapping[str, bytes], before: Mapping[str, str], project: Project) -> None:
    """Remove what an earlier report wrote and this one did not, and list what is there now."""
    for name in before.keys() - files.keys():
        if (gone := folder / name).resolve().is_relative_to(folder.resolve()):
            gone.unlink(missing_ok=True)
    listed = {
        "relsynth": __version__,
        "codebook": project.codebook.digest,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    }
    _write(folder, {MANIFEST: (json.dumps(listed, ensure_ascii=False, indent=2) + "\n").encode()})
