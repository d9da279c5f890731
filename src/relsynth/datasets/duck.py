"""Opening a dataset to be asked by SQL, with DuckDB, which runs in this process and reaches no network.

Only partitions with a marker are read. Memory is bounded; what does not fit goes to a folder that is removed at the
end. What people ask comes into statements as parameters alone, and no statement reaches beyond the dataset's folder.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relsynth.codebook import Codebook
from relsynth.datasets.index import REVISION, TABLES, draw_up
from relsynth.datasets.writing import (
    CODEBOOK,
    FINISHED,
    About,
    finished,
    partition_file,
    read_about,
    require_scale,
)
from relsynth.errors import ProjectError
from relsynth.synthesis.corpus import statement_of

if TYPE_CHECKING:
    import duckdb

MEMORY = 2048  # MB
GLOB = "*?[{"
INDEX, DRAWING = "index", "drawing-"
STALE = 24 * 3600  # seconds, after which nobody draws an index up any more
Parameters = Mapping[str, Any]
Settings = dict[str, str | bool | int | float | list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is counted and what is not, in papers; ``n`` studies are counted."""

    n: int
    papers: int
    left_out: tuple[tuple[str, int], ...]
    unread: int
    lessons: int
    unsectioned: int
    coders: tuple[str, ...]

    @property
    def statement(self) -> str:
        """In one sentence, as at the foot of a project's tables."""
        return statement_of(self.n, self.papers, self.left_out, self.unread)


class Dataset:
    """A dataset that is open, as ``open_dataset`` gives it; its tables are those of the index."""

    def __init__(
        self, folder: Path, connection: duckdb.DuckDBPyConnection, *, codebook: Codebook, about: About, digest: str
    ) -> None:
        self.folder = folder
        self.codebook = codebook
        self.about = about
        self.digest = digest
        self._connection = connection

    @cached_property
    def scope(self) -> Scope:
        """What is counted."""
        ((n, lessons, unsectioned),) = self.rows(
            "SELECT count(*), count(*) FILTER (lessons), count(*) FILTER (NOT sections AND NOT lessons) FROM studies"
        )
        ((papers, unread),) = self.rows("SELECT (SELECT count(*) FROM papers), (SELECT files FROM unread)")
        return Scope(
            n=n,
            papers=papers,
            left_out=tuple(self.rows("SELECT reason, papers FROM left_out ORDER BY reason")),
            unread=unread,
            lessons=lessons,
            unsectioned=unsectioned,
            coders=tuple(name for (name,) in self.rows("SELECT coder FROM coders ORDER BY coder")),
        )

    def rows(self, statement: str, parameters: Parameters | None = None) -> list[Any]:
        """Rows of a statement.

        Raises:
            ProjectError: a file is lacking or damaged, or there is too little memory.
        """
        with _told_of(self.folder):
            return self._connection.execute(statement, parameters).fetchall()

    def arrays(self, statement: str, parameters: Parameters | None = None) -> dict[str, Any]:
        """Columns of a statement as NumPy arrays; raises as ``rows``."""
        with _told_of(self.folder):
            return dict(self._connection.execute(statement, parameters).fetchnumpy())

    def run(self, statement: str, parameters: Parameters | None = None) -> None:
        """Run a statement that answers nothing, as one that keeps what was found for a while; raises as ``rows``."""
        with _told_of(self.folder):
            self._connection.execute(statement, parameters)


def digest_of(folder: Path, keys: Sequence[str]) -> str:
    """SHA-256 over what a dataset is and the files of its partitions, which is what tables of it rest on.

    Args:
        keys: of the finished partitions, in order.

    Raises:
        ProjectError: the folder is no dataset.
    """
    made = hashlib.sha256(json.dumps(asdict(read_about(folder)), sort_keys=True).encode())
    for key in keys:
        made.update((folder / FINISHED / f"{key}.json").read_bytes())
    return made.hexdigest()


def codebook_text(folder: Path) -> bytes:
    """The codebook that a dataset was coded with, as it was written.

    Raises:
        ProjectError: the folder is no dataset, or lacks it.
    """
    read_about(folder)
    try:
        return (folder / CODEBOOK).read_bytes()
    except OSError as error:
        raise ProjectError(f"{folder / CODEBOOK}: cannot be read ({error.strerror})") from error


@contextmanager
def open_dataset(folder: Path, codebook: Codebook, *, memory: int = MEMORY) -> Iterator[Dataset]:
    """Open a dataset; where it was not asked since it last grew, its index is drawn up first.

    Args:
        codebook: what the dataset's own text says (``codebook_text``).
        memory: MB that DuckDB may hold; it takes longer where that is little.

    Raises:
        ProjectError: the folder is no dataset, has no finished partition, or was coded with another codebook.
        ScaleError: the extra ``scale`` is not installed.
    """
    require_scale()
    import duckdb  # noqa: PLC0415

    about, keys = read_about(folder), tuple(one.key for one in finished(folder))
    if not keys:
        raise ProjectError(f"{folder}: has no finished partition yet; `relsynth code --into {folder}` goes on with it")
    if about.codebook_digest != codebook.digest:
        raise ProjectError(f"{folder / CODEBOOK}: is not the codebook that the papers were coded with; put it back")
    if any(sign in str(folder.resolve()) for sign in GLOB):
        raise ProjectError(f"{folder}: a path with one of {' '.join(GLOB)} cannot be asked; rename or move the folder")
    with tempfile.TemporaryDirectory(prefix="relsynth-") as beside:
        settings: Settings = {"memory_limit": f"{memory}MB", "temp_directory": beside, **SETTINGS}
        digest = digest_of(folder, keys)
        path = _index(folder, f"{digest[:16]}-{REVISION}.duckdb", codebook, keys, settings)
        with _told_of(folder), duckdb.connect(str(path), read_only=True, config=settings) as connection:
            _view(connection, folder, keys)
            _lock(connection, [folder, Path(beside)])
            yield Dataset(folder, connection, codebook=codebook, about=about, digest=digest)


SETTINGS = {
    "allow_community_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "preserve_insertion_order": "false",
}


def _index(folder: Path, name: str, codebook: Codebook, keys: Sequence[str], settings: Settings) -> Path:
    """The file of the index; drawn up where there is none of that name, in a temporary folder if need be."""
    kept = folder / INDEX / name
    if kept.is_file():
        return kept
    try:
        kept.parent.mkdir(exist_ok=True)
        drawing = tempfile.TemporaryDirectory(dir=kept.parent, prefix=DRAWING)
    except OSError:  # a dataset that others keep, and may be read only
        beside = str(settings["temp_directory"])
        drawing = tempfile.TemporaryDirectory(dir=beside, prefix=DRAWING)
        kept = Path(beside) / name
    with drawing as place:
        made = Path(place) / kept.name
        _draw_up(made, folder, codebook, keys, settings)
        made.replace(kept)
    _clear(kept)
    return kept


def _clear(kept: Path) -> None:
    """Remove what the index has replaced, and what a crash has left of one."""
    for old in kept.parent.glob("*.duckdb"):
        if old != kept:
            old.unlink(missing_ok=True)
    for left in kept.parent.glob(f"{DRAWING}*"):
        if time.time() - left.stat().st_mtime > STALE:
            shutil.rmtree(left, ignore_errors=True)


def _draw_up(path: Path, folder: Path, codebook: Codebook, keys: Sequence[str], settings: Settings) -> None:
    import duckdb  # noqa: PLC0415

    with _told_of(folder), duckdb.connect(str(path), config=settings) as connection:
        _view(connection, folder, keys)
        draw_up(connection, codebook)


def _view(connection: duckdb.DuckDBPyConnection, folder: Path, keys: Sequence[str]) -> None:
    """Let the files of finished partitions be read as ``papers_read`` and its like."""
    for table in TABLES:
        files = [str(partition_file(folder.resolve(), table, key)) for key in keys]
        connection.execute(f"SET VARIABLE {table}_files = $files", {"files": files})
        connection.execute(f"CREATE TEMP VIEW {table}_read AS SELECT * FROM read_parquet(getvariable('{table}_files'))")


def _lock(connection: duckdb.DuckDBPyConnection, folders: Sequence[Path]) -> None:
    """Let no statement read or write elsewhere, load what is not there, or change that."""
    connection.execute("SET VARIABLE folders = $folders", {"folders": [f"{one.resolve()}/" for one in folders]})
    connection.execute("SET allowed_directories = getvariable('folders')")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


@contextmanager
def _told_of(folder: Path) -> Iterator[None]:
    """Say of DuckDB's errors what they mean for a dataset."""
    import duckdb  # noqa: PLC0415

    try:
        yield
    except duckdb.Error as error:
        said = str(error).partition("\n")[0]
        raise ProjectError(
            f"{folder}: cannot be asked ({said}); delete {INDEX}/ in it, and see `relsynth dataset status --check`"
        ) from error
