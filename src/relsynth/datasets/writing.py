"""Writing a dataset: a partition at a time, each whole or not at all.

The files of a partition are written beside their names, synced and renamed; the marker in ``finished/`` comes last.
So what a crash leaves behind is either a partition that counts or files that nobody reads, and a partition written
twice is the same one. Only this room speaks Parquet; pyarrow is imported where it is used.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relsynth.datasets.schema import FORMAT, TABLES, WORDS, Column
from relsynth.errors import InputError, ProjectError

if TYPE_CHECKING:
    import pyarrow as pa

ABOUT = "dataset.json"
CODEBOOK = "codebook.yaml"
FINISHED = "finished"
COMPRESSION = "zstd"
ROWS_OF_A_GROUP = 65_536

Rows = Sequence[Mapping[str, Any]]


class ScaleError(InputError):
    """The extra ``scale`` is not installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a dataset is: all that its codings depend on, so that no other ones are mixed in."""

    codebook: str
    codebook_version: str
    codebook_digest: str
    coder: str
    recipe: str
    parser: str | None
    papers_per_partition: int
    relsynth: str
    format: int = FORMAT


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A partition that is complete: its key, and rows of each table."""

    key: str
    rows: Mapping[str, int]


def require_scale() -> None:
    """See that what datasets are written and read with is there.

    Raises:
        ScaleError: it is not; says how to install it.
    """
    try:
        import duckdb  # noqa: F401, PLC0415 asked for here, so that no command fails half-way
        import pyarrow as pa  # noqa: F401, PLC0415
    except ImportError as error:
        raise ScaleError(f"datasets need the extra scale: pip install 'relsynth[scale]' ({error})") from error


def begin(folder: Path, about: About, *, codebook: str) -> None:
    """Make the folder of a dataset, or see that the one there was made alike.

    Args:
        codebook: the codebook's own text, which is kept beside the codings.

    Raises:
        ProjectError: it was coded otherwise, is of another format, or cannot be written.
    """
    if (folder / ABOUT).is_file():
        _require_alike(folder, read_about(folder), about)
        return
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise ProjectError(f"{folder}: holds files and is no dataset; name a new folder")
        for name in (*TABLES, FINISHED):
            (folder / name).mkdir(parents=True, exist_ok=True)
        _put(folder / CODEBOOK, codebook.encode())
        _put(folder / ABOUT, json.dumps(asdict(about), indent=2).encode())
    except OSError as error:
        raise ProjectError(f"{folder}: cannot be written ({error.strerror})") from error


def read_about(folder: Path) -> About:
    """What a dataset is.

    Raises:
        ProjectError: the folder is no dataset, or one of a newer format.
    """
    try:
        said = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ProjectError(f"{folder}: is no dataset (no {ABOUT}); relsynth code --into makes one") from error
    except (OSError, ValueError) as error:
        raise ProjectError(f"{folder / ABOUT}: cannot be read ({error})") from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise ProjectError(f"{folder}: is not of format {FORMAT}, which this relsynth reads; use the one that wrote it")
    try:
        return About(**said)
    except TypeError as error:
        raise ProjectError(f"{folder / ABOUT}: is damaged ({error})") from error


def to_arrow(table: str, rows: Rows) -> pa.Table:
    """Rows as an Arrow table of a table's schema; a key that a row lacks is null."""
    import pyarrow as pa  # noqa: PLC0415

    return pa.Table.from_pylist(list(rows), schema=arrow_schema(table))


def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of ``papers``, ``codings`` or ``unread``."""
    import pyarrow as pa  # noqa: PLC0415

    return pa.schema([pa.field(column.name, _arrow_type(column), column.may_be_null) for column in TABLES[table]])


def pack(tables: Mapping[str, Rows]) -> dict[str, bytes]:
    """Rows by table as bytes that travel well between processes and machines."""
    import pyarrow as pa  # noqa: PLC0415

    packed = {}
    for name in TABLES:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, arrow_schema(name)) as stream:
            stream.write_table(to_arrow(name, tables.get(name, ())))
        packed[name] = sink.getvalue().to_pybytes()
    return packed


def unpack(parts: Iterable[Mapping[str, bytes]]) -> dict[str, pa.Table]:
    """Tables of a partition from its packed parts, in order."""
    import pyarrow as pa  # noqa: PLC0415

    given = list(parts)
    return {
        name: pa.concat_tables(
            [pa.ipc.open_stream(part[name]).read_all() for part in given] or [to_arrow(name, ())]
        ).combine_chunks()
        for name in TABLES
    }


def write_partition(folder: Path, key: str, tables: Mapping[str, pa.Table | Rows]) -> Finished:
    """Write a partition and mark it as finished; one that is finished already is written again, to the same bytes.

    Args:
        tables: an Arrow table, or rows, by name of the table; one that is not given has no rows.

    Raises:
        ProjectError: the folder cannot be written.
    """
    import pyarrow.parquet as pq  # noqa: PLC0415

    files: dict[str, dict[str, Any]] = {}
    try:
        for name in TABLES:
            made = _as_table(name, tables.get(name, ()))
            path = partition_file(folder, name, key)
            beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
            pq.write_table(made, beside, compression=COMPRESSION, row_group_size=ROWS_OF_A_GROUP)
            _settle(beside, path)
            files[name] = {"rows": made.num_rows, "bytes": path.stat().st_size, "sha256": _digest(path)}
        _put(folder / FINISHED / f"{key}.json", json.dumps({"key": key, "files": files}).encode())
    except OSError as error:
        raise ProjectError(f"{folder}: cannot be written ({error.strerror or error})") from error
    return Finished(key=key, rows={name: said["rows"] for name, said in files.items()})


def partition_file(folder: Path, table: str, key: str) -> Path:
    """File of a partition in a table's folder."""
    return folder / table / f"part-{key}.parquet"


def is_finished(folder: Path, key: str) -> bool:
    """Whether a partition is complete."""
    return (folder / FINISHED / f"{key}.json").is_file()


def finished(folder: Path) -> Iterator[Finished]:
    """The partitions that count, by key.

    Raises:
        ProjectError: a marker cannot be read, or says what is not so.
    """
    for path in sorted((folder / FINISHED).glob("*.json")):
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            yield Finished(key=path.stem, rows={name: int(said["files"][name]["rows"]) for name in TABLES})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ProjectError(f"{path}: is damaged; delete it, and its partition is coded again") from error


def column(folder: Path, table: str, name: str) -> Iterator[str]:
    """A column of texts of a table, over the partitions that count."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    for one in finished(folder):
        if one.rows[table]:
            yield from pq.read_table(partition_file(folder, table, one.key), columns=[name])[name].to_pylist()


def damaged(folder: Path) -> Iterator[str]:
    """What is wrong with the files of finished partitions, a line each: lacking, or not as they were written."""
    for one in finished(folder):
        said = json.loads((folder / FINISHED / f"{one.key}.json").read_text(encoding="utf-8"))["files"]
        for name in TABLES:
            path = partition_file(folder, name, one.key)
            if not path.is_file():
                yield f"{path}: is not there"
            elif _digest(path) != said[name]["sha256"]:
                yield f"{path}: is not as it was written"


def _require_alike(folder: Path, there: About, wanted: About) -> None:
    differs = [
        f"{name.replace('_', ' ')} {getattr(there, name)} there, {getattr(wanted, name)} now"
        for name in ("codebook_digest", "coder", "recipe")
        if getattr(there, name) != getattr(wanted, name)
    ]
    if differs:
        raise ProjectError(f"{folder}: was coded otherwise ({'; '.join(differs)}); code into a new folder")


def _arrow_type(column: Column) -> pa.DataType:
    import pyarrow as pa  # noqa: PLC0415

    words = pa.list_(pa.struct([pa.field(WORDS[0], pa.string()), pa.field(WORDS[1], pa.int32())]))
    return {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "whole": pa.int32(),
        "number": pa.float64(),
        "yes or no": pa.bool_(),
        "words by section": words,
    }[column.kind]


def _as_table(name: str, given: pa.Table | Rows) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415

    return given if isinstance(given, pa.Table) else to_arrow(name, given)


def _put(path: Path, content: bytes) -> None:
    """Write a file whole: beside its name first, synced, then renamed."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    beside.write_bytes(content)
    _settle(beside, path)


def _settle(beside: Path, path: Path) -> None:
    with beside.open("rb+") as written:
        os.fsync(written.fileno())
    beside.replace(path)
    if os.name == "posix":  # a folder cannot be opened elsewhere
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
