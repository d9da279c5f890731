"""The ninth step of the schema: what was written, and snapshots, are kept."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from relsynth.store import Store

ROWS = {
    "outputs": "INSERT INTO outputs (command, options, path, digest, basis, relsynth, at) "
    "VALUES ('map', '{}', 'map.html', 'x', '{}', '1', 'then')",
    "snapshots": "INSERT INTO snapshots (name, content, relsynth, at) VALUES ('spring', x'00', '1', 'then')",
}


@pytest.mark.parametrize("table", ROWS)
@pytest.mark.parametrize("change", ["UPDATE {} SET at = 'now'", "DELETE FROM {}"])
def test_what_was_written_is_never_changed(tmp_path: Path, table: str, change: str) -> None:
    with Store.open(tmp_path / "relsynth.db") as store:
        store._db.execute(ROWS[table])
        with pytest.raises(sqlite3.IntegrityError, match="kept"):
            store._db.execute(change.format(table))
