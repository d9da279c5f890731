"""A partition is written whole or not at all, and twice to the same bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from relsynth.datasets import writing
from relsynth.datasets.schema import TABLES
from relsynth.datasets.writing import About
from relsynth.errors import ProjectError

ABOUT = About(
    codebook="book",
    codebook_version="1",
    codebook_digest="d" * 64,
    coder="lexicon@d.4",
    recipe="r",
    parser=None,
    papers_per_partition=2,
    relsynth="1",
)
ROWS = {"unread": [{"partition": "k", "source": "s", "reason": "r", "seconds": 1.5}]}


def begun(folder: Path) -> Path:
    writing.begin(folder, ABOUT, codebook="id: book")
    return folder


def test_a_dataset_explains_itself(tmp_path: Path) -> None:
    folder = begun(tmp_path / "d")
    assert writing.read_about(folder) == ABOUT
    assert (folder / writing.CODEBOOK).read_text() == "id: book"
    writing.begin(folder, ABOUT, codebook="id: book")


@pytest.mark.parametrize("field", ["codebook_digest", "coder", "recipe"])
def test_codings_of_two_kinds_are_not_mixed(tmp_path: Path, field: str) -> None:
    other = About(**{name: getattr(ABOUT, name) for name in About.__slots__} | {field: "other"})
    with pytest.raises(ProjectError, match="was coded otherwise"):
        writing.begin(begun(tmp_path / "d"), other, codebook="")


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ProjectError, match="is no dataset"):
        writing.begin(tmp_path, ABOUT, codebook="")


@pytest.mark.parametrize(
    ("said", "why"), [("{}", "not of format"), ("{", "cannot be read"), ('{"format": 1}', "is damaged")]
)
def test_what_is_no_dataset_is_told(tmp_path: Path, said: str, why: str) -> None:
    (tmp_path / writing.ABOUT).write_text(said)
    with pytest.raises(ProjectError, match=why):
        writing.read_about(tmp_path)


def test_a_partition_written_twice_has_the_same_bytes(tmp_path: Path) -> None:
    digests = []
    for name in ("a", "b"):
        folder = begun(tmp_path / name)
        for _ in range(2):
            done = writing.write_partition(folder, "k", writing.unpack([writing.pack(ROWS)]))
        assert done.rows == {"papers": 0, "codings": 0, "unread": 1}
        files = [writing.partition_file(folder, table, "k") for table in TABLES]
        digests.append([hashlib.sha256(path.read_bytes()).hexdigest() for path in files])
    assert digests[0] == digests[1]


def test_parts_come_together_in_order(tmp_path: Path) -> None:
    rows = [{"partition": "k", "source": str(n), "reason": "r", "seconds": None} for n in range(3)]
    whole = writing.unpack([writing.pack({"unread": rows})])
    parts = writing.unpack([writing.pack({"unread": [row]}) for row in rows])
    for name, table in (("whole", whole), ("parts", parts)):
        writing.write_partition(begun(tmp_path / name), "k", table)
    files = [writing.partition_file(tmp_path / name, "unread", "k").read_bytes() for name in ("whole", "parts")]
    assert files[0] == files[1]


def test_only_what_is_marked_counts_and_damage_is_found(tmp_path: Path) -> None:
    folder = begun(tmp_path / "d")
    writing.write_partition(folder, "k", ROWS)
    writing.write_partition(folder, "gone", ROWS)
    (folder / writing.FINISHED / "gone.json").unlink()
    assert [one.key for one in writing.finished(folder)] == ["k"]
    assert writing.is_finished(folder, "k")
    assert not writing.is_finished(folder, "gone")
    assert list(writing.column(folder, "unread", "reason")) == ["r"]
    assert not list(writing.damaged(folder))
    writing.partition_file(folder, "unread", "k").write_bytes(b"PAR1")
    writing.partition_file(folder, "papers", "k").unlink()
    assert [line.split(": ")[1] for line in writing.damaged(folder)] == ["is not there", "is not as it was written"]


def test_a_damaged_marker_is_told(tmp_path: Path) -> None:
    folder = begun(tmp_path / "d")
    (folder / writing.FINISHED / "k.json").write_text("{")
    with pytest.raises(ProjectError, match="coded again"):
        list(writing.finished(folder))


def test_nothing_may_be_null_that_the_schema_says_is_not(tmp_path: Path) -> None:
    import pyarrow as pa

    with pytest.raises(pa.ArrowInvalid, match="reason"):
        writing.write_partition(begun(tmp_path / "d"), "k", {"unread": [{"partition": "k", "source": "s"}]})
