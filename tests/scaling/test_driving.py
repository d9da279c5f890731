"""What fails is tried again, and split until what is poisoned stands alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.datasets.writing import unpack
from relsynth.scaling.batch import Batch, unread_batch
from relsynth.scaling.driving import Death, Partition, Piece, drive
from relsynth.scaling.inputs import Input, found
from scaling.test_containers import packed


class Workers:
    """A crew in this thread: a piece that holds something poisoned ends its worker, and each worker now and then."""

    def __init__(self, poisoned: frozenset[str], *, most: int = 2, accidents: int = 0) -> None:
        self.poisoned, self.most, self.accidents = poisoned, most, accidents
        self.pieces: list[Piece] = []
        self.most_at_once = 0

    def room(self) -> int:
        return self.most - len(self.pieces)

    def start(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.most_at_once = max(self.most_at_once, len(self.pieces))

    def ended(self) -> Iterator[tuple[Piece, Batch | Death]]:
        piece = self.pieces.pop()
        if any(one.source in self.poisoned for one in piece.inputs):
            yield piece, Death("poison")
        elif self.accidents:
            self.accidents -= 1
            yield piece, Death("accident")
        else:
            batches = [unread_batch(one, "read", partition=piece.key) for one in piece.inputs]
            tables = {"unread": [row for b in batches for row in unpack([b.tables])["unread"].to_pylist()]}
            from relsynth.datasets.writing import pack

            yield piece, Batch(tables=pack(tables), papers=len(piece.inputs), seconds=1.0, peak=1)

    def close(self) -> None:
        self.pieces.clear()


def one(n: int) -> Input:
    return Input(kind="file", path=f"/{n}", size=1, digest=hashlib.sha256(b"%d" % n).hexdigest())


def rows(done: Partition) -> list[tuple[str, bool]]:
    return [(row["source"], row["reason"] == "read") for row in unpack(done.parts)["unread"].to_pylist()]


@given(
    sizes=st.lists(st.integers(1, 9), max_size=5),
    poisoned=st.sets(st.integers(0, 45), max_size=6),
    accidents=st.integers(0, 1),
)
def test_every_input_is_told_once_in_order_and_only_what_is_poisoned_is_set_apart(
    sizes: list[int], poisoned: set[int], accidents: int
) -> None:
    pieces, n = [], 0
    for key, size in enumerate(sizes):
        pieces.append(Piece(key=str(key), inputs=tuple(one(n + i) for i in range(size))))
        n += size
    crew = Workers(frozenset(f"/{n}" for n in poisoned), accidents=accidents)
    done = {part.key: part for part in drive(pieces, crew, tell=lambda _said: None)}
    assert done.keys() == {piece.key for piece in pieces}
    for piece in pieces:
        expected = [(each.source, int(each.path[1:]) not in poisoned) for each in piece.inputs]
        assert rows(done[piece.key]) == expected
        assert set(done[piece.key].poisoned) == {source for source, is_read in expected if not is_read}
    assert crew.most_at_once <= crew.most


def test_pieces_are_taken_only_when_there_is_room() -> None:
    taken = []

    def pieces() -> Iterator[Piece]:
        for n in range(50):
            taken.append(n)
            yield Piece(key=str(n), inputs=(one(n),))

    crew = Workers(frozenset(), most=2)
    for count, _ in enumerate(drive(pieces(), crew, tell=lambda _said: None), start=1):
        assert len(taken) <= count + crew.most


def test_every_worker_has_a_piece_while_there_are_any() -> None:
    crew = Workers(frozenset(), most=3)
    list(drive([Piece(key=str(n), inputs=(one(n),)) for n in range(9)], crew, tell=lambda _said: None))
    assert crew.most_at_once == 3


def test_a_poisoned_paper_of_a_package_stands_alone(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.tar.gz", {"a.txt": b"1", "b.txt": b"2", "c.txt": b"3"})
    (package,) = found([path])
    assert package is not None
    crew = Workers(frozenset({package.source, f"{path}!b.txt"}))
    said: list[str] = []
    (done,) = drive([Piece(key="k", inputs=(package,))], crew, tell=said.append)
    assert rows(done) == [(f"{path}!a.txt", True), (f"{path}!b.txt", False), (f"{path}!c.txt", True)]
    assert any("Set apart" in line for line in said)


@pytest.mark.parametrize("accidents", [1])
def test_one_accident_condemns_nothing(accidents: int) -> None:
    (done,) = drive([Piece(key="k", inputs=(one(1),))], Workers(frozenset(), accidents=accidents), tell=lambda _s: None)
    assert not done.poisoned
