"""Whatever is offered becomes inputs that are known by their bytes."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from relsynth.scaling import containers, inputs
from relsynth.scaling.inputs import Columns, Input, found, loaded, opened, papers_in
from scaling.test_containers import packed


def read(one: Input) -> list[tuple[str, bytes | str]]:
    return [(name, given) for _, name, given in papers_in(one)]


def test_the_limit_of_a_paper_is_that_of_a_project() -> None:
    from relsynth.workflow.collect import MAX_BYTES

    assert containers.MAX_BYTES == MAX_BYTES


def test_a_file_is_read_as_it_was_planned(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"words")
    (one,) = found([path])
    assert one is not None
    assert read(one) == [("a.txt", b"words")]
    path.write_bytes(b"other")
    ((_, why),) = read(one)
    assert "changed after it was planned" in str(why)


def test_what_is_no_paper_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x,y")
    assert list(found([tmp_path / "a.csv"])) == [None]


def test_a_small_archive_is_one_input_and_gives_its_papers(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.tar.gz", {"P/a.nxml": b"<a/>", "P/a.pdf": b"%PDF", "Q/b.txt": b"words"})
    (one,) = found([path])
    assert one is not None
    assert one.kind == "package"
    assert read(one) == [("a.nxml", b"<a/>"), ("b.txt", b"words")]
    assert [(part.member, part.content) for part in opened(one)] == [("P/a.nxml", b"<a/>"), ("Q/b.txt", b"words")]


def test_a_large_archive_gives_its_members_in_one_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "PACKAGE_BYTES", 10)
    path = packed(tmp_path / "a.tar.gz", {f"{n}.txt": f"paper {n}".encode() for n in range(5)})
    given = [one for one in found([path]) if one]
    assert [one.member for one in given] == [f"{n}.txt" for n in range(5)]
    assert {one.content for one in given} == {None}
    some = list(loaded([given[1], given[4], given[0]]))
    assert [one.content for one in some] == [b"paper 1", b"paper 4", b"paper 0"]
    path.unlink()
    packed(path, {"0.txt": b"paper 0"})
    assert [one.refused for one in loaded(given[:2])] == [None, "is not there any more"]


def test_rows_of_a_table_are_papers(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"words": ["first", "second"], "id": ["a", None]}), path)
    columns = Columns(paper="words", name="id")
    given = [one for one in found([path], columns=columns) if one]
    assert [read(one) for one in loaded(given, columns=columns)] == [[("a.txt", b"first")], [("row-1.txt", b"second")]]


def test_an_archive_that_cannot_be_read_is_refused_and_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "PACKAGE_BYTES", 10)
    (tmp_path / "a.tar.gz").write_bytes(b"no archive at all")
    (one,) = found([tmp_path / "a.tar.gz"])
    assert one is not None
    ((_, why),) = read(one)
    assert "damaged" in str(why)


def test_signs_that_no_table_can_hold_are_written_out() -> None:
    assert inputs.shown("a\nb\udcff") == "a\\nb\\xff"
