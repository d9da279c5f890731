"""Papers that are offered as rows of a Parquet table: a column of bytes or text, and one of names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath

from relsynth.datasets.writing import require_scale
from relsynth.errors import InputError

ROWS_AT_ONCE = 64  # some 100 KB each


def rows_of(path: Path, *, column: str, name_column: str | None = None) -> Iterator[tuple[int, str, bytes]]:
    """Turn, name and bytes of each row of a table; a row without bytes is empty.

    A name without an ending gets ``.txt`` where the column holds text; rows without a name are called by their turn.

    Raises:
        InputError: it is no Parquet file, or has no such column of bytes or text.
        ScaleError: the extra ``scale`` is not installed.
    """
    require_scale()
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with pq.ParquetFile(path) as opened:
            is_text = _require_columns(opened.schema_arrow, path, column, name_column)
            wanted = [column] if name_column is None else [column, name_column]
            turn = 0
            for batch in opened.iter_batches(ROWS_AT_ONCE, columns=wanted, use_threads=False):
                names = batch[name_column] if name_column else None
                for at, value in enumerate(batch[column]):
                    made = value.as_py() or b""
                    named = names[at].as_py() if names is not None else None
                    yield turn, _name(named, turn, is_text=is_text), made.encode() if isinstance(made, str) else made
                    turn += 1
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"cannot be read as a Parquet table ({error})", path=path) from error


def _require_columns(schema: object, path: Path, column: str, name_column: str | None) -> bool:
    """See that the columns are there; return whether papers are text."""
    import pyarrow as pa  # noqa: PLC0415

    assert isinstance(schema, pa.Schema)
    for asked in filter(None, (column, name_column)):
        if asked not in schema.names:
            raise InputError(f"has no column {asked!r}; there are {', '.join(schema.names)}", path=path)
    kind = schema.field(column).type
    is_text = bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))
    if not is_text and not pa.types.is_binary(kind) and not pa.types.is_large_binary(kind):
        raise InputError(f"column {column!r} holds {kind}, and neither bytes nor text", path=path)
    return is_text


def _name(given: object, turn: int, *, is_text: bool) -> str:
    name = str(given or f"row-{turn}")
    return name if PurePath(name).suffix or not is_text else f"{name}.txt"
