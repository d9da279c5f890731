"""Looking at codebooks: their content, and every fault at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from relsynth import codebook_check
from relsynth.bundled import default_codebook
from relsynth.codebook import Codebook, json_schema
from relsynth.config import FILE, read_config
from relsynth.errors import InputError
from relsynth.formats.codebook_yaml import located, read_with_lines
from relsynth.project import Project, open_project


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLine:
    """A code as a line of a list."""

    id: str
    label: str
    domain: str
    parent: str | None
    refines: str | None
    definition: str | None
    cues: int

    def __str__(self) -> str:
        refines = f" (refines {self.refines})" if self.refines else ""
        return f"{self.id:<22} {self.label}{refines}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookListing:
    """A codebook's identity and its codes."""

    id: str
    version: str
    title: str
    digest: str
    codes: tuple[CodeLine, ...]

    def __str__(self) -> str:
        head = f"{self.title}\n{self.id} {self.version}, digest {self.digest[:12]}, {len(self.codes)} codes\n"
        return "\n".join([head, *map(str, self.codes)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found: problems, each with its line, and counts."""

    path: str
    problems: tuple[str, ...]
    summary: Any

    def __str__(self) -> str:
        many = (
            f"{len(self.problems)} problem{'s' if len(self.problems) != 1 else ''}" if self.problems else "no problems"
        )
        return "\n".join([f"{self.path}: {many}", *(f"  {problem}" for problem in self.problems), str(self.summary)])


def codebook_of(folder: Path) -> Path:
    """The codebook of the project in a folder; where there is no project, the default one."""
    if (folder / FILE).is_file():
        return folder / read_config(folder / FILE).codebook
    return default_codebook()


@contextmanager
def project_in(folder: Path) -> Iterator[Project | None]:
    """The project in a folder, open; None where there is none."""
    if (folder / FILE).is_file():
        with open_project(folder) as project:
            yield project
    else:
        yield None


def read_codebook_file(path: Path | None) -> Codebook:
    """The codebook in a file, or the default one.

    Raises:
        InputError: there is no such file.
        CodebookError: with every problem and its line.
    """
    return _read(path or default_codebook())[0]


def list_codes(path: Path | None) -> CodebookListing:
    """A codebook's codes, in its order."""
    book = read_codebook_file(path)
    return CodebookListing(
        id=book.id,
        version=book.version,
        title=book.title,
        digest=book.digest,
        codes=tuple(
            CodeLine(
                id=code.id,
                label=code.label,
                domain=code.domain,
                parent=code.parent,
                refines=code.refines,
                definition=code.definition,
                cues=len(code.cues.lack) + len(code.cues.strong) + len(code.cues.weak),
            )
            for code in book.codes
        ),
    )


def show_code(path: Path | None, code_id: str) -> dict[str, Any]:
    """One code, whole.

    Raises:
        InputError: the codebook has no such code.
    """
    book = read_codebook_file(path)
    if code_id not in {code.id for code in book.codes}:
        raise InputError(f"the codebook has no code {code_id!r}", path=path)
    return book.code(code_id).model_dump(mode="json")


def check_codebook(path: Path | None) -> Checked:
    """Every fault of a codebook at once: its structure, its cues, and its own examples tried on them."""
    target = path or default_codebook()
    book, lines = read_draft(target)
    problems = codebook_check.check(book)
    return Checked(
        path=str(target),
        problems=tuple(located(problem, lines) for problem in problems),
        summary=codebook_check.summary(book),
    )


def read_draft(path: Path) -> tuple[Codebook, Mapping[str, int]]:
    """A codebook that is to be checked, and may contradict itself; with the line of each entry by its path.

    Raises:
        InputError: there is no such file, or it is not YAML.
        CodebookError: fields are missing or unknown.
    """
    return _read(path, draft=True)


def schema() -> dict[str, Any]:
    """The JSON Schema of a codebook file."""
    return json_schema()


def _read(path: Path, *, draft: bool = False) -> tuple[Codebook, Mapping[str, int]]:
    try:
        source = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=path) from error
    return read_with_lines(source, path=path, draft=draft)
