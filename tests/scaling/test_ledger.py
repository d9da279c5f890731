"""The plan of a dataset is only added to, and survives being cut short."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.errors import ProjectError
from relsynth.scaling import containers, ledger
from relsynth.scaling.inputs import Input, found
from scaling.test_containers import packed


def one(n: int, size: int = 10) -> Input:
    return Input(kind="file", path=f"/p/{n}.txt", size=size, digest=hashlib.sha256(b"%d" % n).hexdigest())


@given(sizes=st.lists(st.integers(0, ledger.PARTITION_BYTES), max_size=30), most=st.integers(1, 7))
def test_every_input_is_in_one_partition_and_none_is_too_large(sizes: list[int], most: int) -> None:
    inputs = [one(n, size) for n, size in enumerate(sizes)]
    cut = list(ledger.partitions(inputs, "recipe", most=most))
    assert [each for part in cut for each in part.inputs] == inputs
    assert all(len(part.inputs) <= most for part in cut)
    assert all(sum(each.size for each in part.inputs) <= ledger.PARTITION_BYTES for part in cut)
    assert len({part.key for part in cut}) == len(cut)


def test_keys_tell_recipes_apart() -> None:
    (a,), (b,) = (list(ledger.partitions([one(1)], recipe)) for recipe in ("a", "b"))
    assert a.key != b.key


def test_a_plan_is_read_as_it_was_written(tmp_path: Path) -> None:
    planned = list(ledger.partitions([one(n) for n in range(5)], "r", most=2))
    assert ledger.add(tmp_path, planned) == 3
    assert list(ledger.read(tmp_path)) == planned


@pytest.mark.parametrize("cut", range(1, 40, 7))
def test_a_line_cut_short_is_no_line_and_the_next_is_whole(tmp_path: Path, cut: int) -> None:
    first, second = ledger.partitions([one(1), one(2)], "r", most=1)
    ledger.add(tmp_path, [first, second])
    path = tmp_path / ledger.PLAN
    path.write_bytes(path.read_bytes()[:-cut])
    assert list(ledger.read(tmp_path)) == [first]
    ledger.add(tmp_path, [second])
    assert list(ledger.read(tmp_path)) == [first, second]


def test_a_damaged_line_is_told(tmp_path: Path) -> None:
    (tmp_path / ledger.PLAN).write_text('{"key": 1}\n')
    with pytest.raises(ProjectError, match="line 1 is damaged"):
        list(ledger.read(tmp_path))


def test_the_same_content_is_new_once() -> None:
    assert [each.path for each in ledger.new([one(1), one(2), one(1)], set())] == ["/p/1.txt", "/p/2.txt"]


def test_an_archive_is_gone_through_once_for_all_its_partitions(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.tar.gz", {f"{n}.txt": b"paper %d" % n for n in range(12)})
    inputs = [one for one in found([path], package_bytes=0) if one]
    planned = list(ledger.partitions(inputs, "r", most=5))
    opened = []
    real = containers.entries

    def counted(path: Path) -> Iterator[containers.Entry]:
        opened.append(path)
        return real(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("relsynth.scaling.inputs.entries", counted)
        done = list(ledger.filled(iter(planned[::2])))  # the middle one is finished
    assert [[each.content for each in one.inputs] for one in done] == [
        [b"paper %d" % n for n in range(5)],
        [b"paper 10", b"paper 11"],
    ]
    assert [one.key for one in done] == [planned[0].key, planned[2].key]
    assert len(opened) == 1
