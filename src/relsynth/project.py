"""A project: a folder with ``relsynth.toml``, a codebook and one SQLite file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from types import TracebackType

from relsynth.codebook import Codebook, GapThresholds
from relsynth.codebook_lineage import Lineage, rejections_of_a_part
from relsynth.codebook_union import ClashError, united
from relsynth.coding import Coding
from relsynth.config import FILE, Config, read_config
from relsynth.errors import CodebookError, InputError, ProjectError
from relsynth.formats.codebook_writing import write_codebook
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.store import Store
from relsynth.store.memos import About, Memo

DATABASE = "relsynth.db"


class Project:
    """An open project: its folder, settings, codebook and store. A context manager.

    ``viewer`` is who it is looked at by, where something is kept from them (``workflow.seen_by``).
    """

    viewer: str | None = None

    def __init__(self, path: Path, config: Config, store: Store) -> None:
        self.path = path
        self.config = config
        self.store = store

    @property
    def codebook_path(self) -> Path:
        """The codebook file that the settings name."""
        return self.path / self.config.codebook

    @property
    def codebook_paths(self) -> tuple[Path, ...]:
        """All codebook files that the settings name, the one that leads first."""
        return (self.codebook_path, *(self.path / name for name in self.config.also))

    @cached_property
    def codebook_source(self) -> str:
        """The codebook file as written; of several, what they come to as one.

        Raises:
            ProjectError: there is no such file, or it is not UTF-8.
            CodebookError: as ``codebook``, of several.
        """
        return write_codebook(self.codebook) if self.config.also else _source(self.codebook_path)

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook: what the file says, or what several say together (``codebook_union``).

        Raises:
            ProjectError: a file is not there, or is not UTF-8.
            CodebookError: with every problem and its line; or with what two files contradict each other in.
        """
        names = (self.config.codebook, *self.config.also)
        main, *others = ((name, _book(path)) for name, path in zip(names, self.codebook_paths, strict=True))
        try:
            return united(main, others)
        except ClashError as error:
            raise CodebookError(map(str, error.problems), path=self.path / FILE) from error

    @cached_property
    def kept_books(self) -> Mapping[str, Codebook]:
        """Digest -> codebook, of every version that was coded with, the first used first.

        One that this relsynth cannot read any more is left out.
        """
        books: dict[str, Codebook] = {}
        for kept in self.store.books.all():
            with suppress(CodebookError, InputError):
                books[kept.digest] = read_codebook(kept.source)
        return books

    @cached_property
    def lineage(self) -> Lineage:
        """What became of the codes of earlier versions in the codebook of today."""
        declared = any("replaces" in kept.source for kept in self.store.books.all())
        return Lineage(self.codebook, self.kept_books.values() if declared else ())  # most need not be read for it

    def codings(self, *, document: str | None = None, grounds: bool = True) -> Iterator[Coding]:
        """Codings that hold now, as ``Store.codings``, under the codes that the codebook has for them.

        A code that was renamed, or merged into another, is read as the one that came in its place, over as many
        versions as the store keeps. What was split, or is in the book no more, keeps its code: who is to be counted
        where is for people to say. So does the rejection of a code that was merged with another one, which the same
        person put on the same words: that the one does not hold there says nothing of the other.
        """
        made = tuple(self.store.codings(document=document, grounds=grounds))
        known = frozenset(code.id for code in self.codebook.codes)
        now = {code: self.lineage.now(code) or code for code in {coding.code for coding in made} - known}
        if all(code == later for code, later in now.items()):
            return iter(made)
        apart = rejections_of_a_part(made, now, self.kept_books)
        mapped = (
            coding if coding.number in apart else replace(coding, code=now.get(coding.code, coding.code))
            for coding in made
        )
        return iter(sorted(mapped, key=_in_turn))

    def memos(self, *, about: About | None = None) -> tuple[Memo, ...]:
        """Memos that hold, oldest first: all, or those about things of a kind."""
        return self.store.memos.current(about=about)

    @property
    def thresholds(self) -> GapThresholds:
        """The codebook's thresholds of gaps, with what the project sets apart."""
        return GapThresholds.model_validate({**self.codebook.gap_thresholds.model_dump(), **self.config.gaps})

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _book(path: Path) -> Codebook:
    return _codebook_of(_source(path), path)


@lru_cache(maxsize=8)  # a desk opens its project several times, and reading a codebook takes half a second
def _codebook_of(source: str, path: Path) -> Codebook:
    return read_codebook(source, path=path)


def _source(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ProjectError(f"{path}: cannot be read ({error}); see codebook.path in {FILE}") from error


def _in_turn(coding: Coding) -> tuple[str, int, int, str, int]:
    """By place and code, and what was said of one code at one place as it was said, whatever it was called then."""
    span = coding.span
    return span.version, span.start, span.end, coding.code, coding.number or 0


def open_project(path: Path | str, *, shared: bool = False) -> Project:
    """Open the project in a folder.

    Args:
        shared: threads may take turns with it; one at a time.

    Raises:
        ProjectError: the folder is no project, or its file cannot be opened or is newer than this relsynth.
        ConfigError: ``relsynth.toml`` is wrong.
    """
    folder = Path(path)
    if not (folder / FILE).is_file():
        raise ProjectError(f"{folder}: is no relsynth project (no {FILE}); make one with `relsynth init {folder}`")
    return Project(folder, read_config(folder / FILE), Store.open(folder / DATABASE, shared=shared))
