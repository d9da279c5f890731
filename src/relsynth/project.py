"""A project: a folder with ``relsynth.toml``, a codebook and one SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType

from relsynth.codebook import Codebook, GapThresholds
from relsynth.coding import Coding
from relsynth.config import FILE, Config, read_config
from relsynth.errors import ProjectError
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.store import Store

DATABASE = "relsynth.db"


class Project:
    """An open project: its folder, settings, codebook and store. A context manager."""

    def __init__(self, path: Path, config: Config, store: Store) -> None:
        self.path = path
        self.config = config
        self.store = store

    @property
    def codebook_path(self) -> Path:
        """The codebook file that the settings name."""
        return self.path / self.config.codebook

    @cached_property
    def codebook_source(self) -> str:
        """The codebook file as written.

        Raises:
            ProjectError: there is no such file, or it is not UTF-8.
        """
        try:
            return self.codebook_path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise ProjectError(
                f"{self.codebook_path}: cannot be read ({error}); see codebook.path in {FILE}"
            ) from error

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook.

        Raises:
            CodebookError: with every problem and its line.
        """
        return read_codebook(self.codebook_source, path=self.codebook_path)

    def codings(self) -> Iterator[Coding]:
        """Codings that hold now, as ``Store.codings``, under the codes that the codebook has for them.

        A code that was renamed, or merged into another, is read as the one that ``replaces`` it. What was split, or is
        in the book no more, keeps its code: who is to be counted where is for people to say.
        """
        for coding in self.store.codings():
            heirs = self.codebook.heirs(coding.code)
            yield replace(coding, code=heirs[0]) if len(heirs) == 1 and heirs[0] != coding.code else coding

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


def open_project(path: Path | str) -> Project:
    """Open the project in a folder.

    Raises:
        ProjectError: the folder is no project, or its file cannot be opened or is newer than this relsynth.
        ConfigError: ``relsynth.toml`` is wrong.
    """
    folder = Path(path)
    if not (folder / FILE).is_file():
        raise ProjectError(f"{folder}: is no relsynth project (no {FILE}); make one with `relsynth init {folder}`")
    return Project(folder, read_config(folder / FILE), Store.open(folder / DATABASE))
