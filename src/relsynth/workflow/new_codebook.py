"""A team's own codebook: begun from a template, or made of what they have in a spreadsheet or in another program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from relsynth.bundled import bundled, default_codebook
from relsynth.codebook import Codebook, Facet
from relsynth.codebook_import import FACETS, codebook_of, shortened
from relsynth.codebook_rows import codebook_of_rows
from relsynth.errors import InputError
from relsynth.formats.codebook_sheet import read_codebook_sheet
from relsynth.formats.codebook_writing import write_codebook
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.formats.eppi_codes import read_eppi
from relsynth.formats.refi_codebook import ForeignCodebook, book_of, read_qdc
from relsynth.formats.refi_reading import read_qdpx
from relsynth.workflow.listing import counted, listing

TEMPLATE = "template"
"""What stands for the codebook that comes along to be written over."""
MAX_BYTES = 512 * 1024 * 1024  # a project of another program holds its papers, too
YAML = (".yaml", ".yml")
HEAD = """\
# Made of {source}. What a code is for, and what not, is yours to write: definition, include, exclude, examples,
# near_misses, cues. `relsynth codebook new FILE.yaml` writes a codebook in which each field is shown and explained;
# `relsynth codebook check` tells what is wrong with this one.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCodebook:
    """A codebook that was written: ``problems`` with what could not be taken as it stands, ``notes`` with the rest."""

    path: str
    source: str
    digest: str
    domains: int
    codes: int
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        many = f"{counted(self.codes, 'code')} in {counted(self.domains, 'domain')}"
        head = f"{self.path}: {many}, from {self.source}; use it by codebook.path in relsynth.toml"
        lines = listing("Not taken as it stands", self.problems) + listing("Named anew, or without a place", self.notes)
        return "\n".join([head, *lines])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    codebook: Codebook
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def new_codebook(out: Path, source: str = TEMPLATE, *, title: str | None = None) -> NewCodebook:
    """Write a codebook to a new file.

    Args:
        out: the file; its name is the codebook's id.
        source: ``template``; or a file: a sheet (CSV, XLSX), REFI-QDA (QDC, QDPX), or JSON of EPPI-Reviewer.
        title: of the codebook; the name of the source's file where none is given.

    Raises:
        InputError: the file is there already, the source cannot be read, or holds no code.
    """
    if out.exists():
        raise InputError("is there already; name another file, or move it away", path=out)
    if source == TEMPLATE:
        text = (bundled("codebook") / f"{TEMPLATE}.yaml").read_text(encoding="utf-8")
        return _written(out, text, _Made(codebook=read_codebook(text)), source="the template")
    path = Path(source)
    made = _made(path, id=out.stem, title=title or path.stem)
    if not made.codebook.codes:
        raise InputError("holds no code", path=path)
    return _written(
        out, HEAD.format(source=" ".join(path.name.split())) + write_codebook(made.codebook), made, source=path.name
    )


def _made(path: Path, *, id: str, title: str) -> _Made:
    suffix = path.suffix.lower()
    if suffix in YAML:
        raise InputError("is a codebook file already; copy it, or name it by codebook.path", path=path)
    try:
        return _MAKERS.get(suffix, _of_sheet)(_content(path), id.strip() or "own", title.strip() or "Our own codebook")
    except InputError as error:
        raise InputError(error.message, path=path, line=error.line) from error


def _of_sheet(content: bytes, id: str, title: str) -> _Made:
    sheet = read_codebook_sheet(content)
    book = codebook_of_rows(sheet.rows, id=id, title=title, facets=_facets())
    if book.codebook is None:
        raise InputError("\n  ".join(["holds no code", *sheet.problems, *book.problems]))
    return _Made(codebook=book.codebook, problems=(*sheet.problems, *book.problems), notes=book.notes)


def _of_qdc(content: bytes, id: str, title: str) -> _Made:
    return _of_refi(read_qdc(content), id, title)


def _of_qdpx(content: bytes, id: str, title: str) -> _Made:
    project = read_qdpx(content)
    return _of_refi(ForeignCodebook(origin=project.origin, codes=project.codes, sets=project.sets), id, title)


def _of_refi(read: ForeignCodebook, id: str, title: str) -> _Made:
    book, _ = book_of(read.codes, read.sets, id=id, title=title)
    cut = tuple(f"{name[:60]!r}: its name or description is cut" for name in shortened(read.codes))
    return _Made(codebook=with_facets(book), problems=cut, notes=tuple(map(str, read.losses)))


def _of_eppi(content: bytes, id: str, title: str) -> _Made:
    tree = read_eppi(content).tree
    book, _ = codebook_of(tree, id=id, title=title, facets=_facets())
    return _Made(
        codebook=book, problems=tuple(f"{name[:60]!r}: its name or description is cut" for name in shortened(tree))
    )


_MAKERS: Mapping[str, Callable[[bytes, str, str], _Made]] = {".qdc": _of_qdc, ".qdpx": _of_qdpx, ".json": _of_eppi}
"""Suffix -> how a codebook is made of such a file; of all others as of a sheet."""


@lru_cache(maxsize=1)  # reading the default codebook takes a second
def _facets() -> Mapping[str, Facet]:
    """The default codebook's, of those that tables need: with the cues that machines tell them by."""
    known = read_codebook(default_codebook().read_bytes()).facets
    return {name: known[name] for name in FACETS}


def with_facets(book: Codebook) -> Codebook:
    """A codebook from another program, with the default one's facets: it has none of its own."""
    return book.model_copy(update={"facets": dict(_facets())})


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})") from error
    if len(content) > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES >> 20} MB; export the codebook alone")
    return content


def _written(out: Path, text: str, made: _Made, *, source: str) -> NewCodebook:
    try:
        with out.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror})", path=out) from error
    return NewCodebook(
        path=str(out),
        source=source,
        digest=read_codebook(text, path=out).digest,
        domains=len(made.codebook.domains),
        codes=len(made.codebook.codes),
        problems=made.problems,
        notes=made.notes,
    )
