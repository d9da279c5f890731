"""From pieces to finished partitions: what fails is tried again, then split, until what is poisoned stands alone.

A worker that dies takes its piece with it and nothing else, and the crew says which piece that was. So a piece that
fails twice holds something that kills workers: it is halved, and each half tried by itself, down to one input; a
package of several papers is opened then. What fails alone, twice, is set apart with its reason, and the partition is
as complete as it can be.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from relsynth.scaling.batch import Batch, unread_batch
from relsynth.scaling.inputs import Input, opened

TRIES = 2
"""Deaths of workers over a piece before it is held to be at fault: one may be a machine that was switched off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A partition, or a part of it: ``turn`` puts parts in the order of their inputs, ``deaths`` counts workers."""

    key: str
    inputs: tuple[Input, ...]
    turn: tuple[int, ...] = ()
    deaths: int = 0


@dataclass(frozen=True, slots=True)
class Death:
    """A worker ended over a piece without an answer, and what is known of why."""

    why: str


class Crew(Protocol):
    """Workers, wherever they are: given pieces, they tell how each ended."""

    def room(self) -> int:
        """How many more pieces can be started now; what is under way is bounded by it, and so is memory."""

    def start(self, piece: Piece) -> None:
        """Let a worker begin with a piece."""

    def ended(self) -> Iterator[tuple[Piece, Batch | Death]]:
        """Wait until at least one piece has ended, and yield those that have.

        Raises:
            RelsynthError: coding cannot go on at all, as where a coder lacks something.
        """

    def close(self) -> None:
        """Let all workers go at once, whatever they do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """A partition that is done: its packed tables in order, and what it took."""

    key: str
    parts: tuple[dict[str, bytes], ...]
    papers: int
    seconds: float
    peak: int
    poisoned: tuple[str, ...]


@dataclass(slots=True)
class _Open:
    """A partition of which some pieces are not done."""

    pieces: int = 1
    parts: dict[tuple[int, ...], Batch] = field(default_factory=dict)
    poisoned: list[str] = field(default_factory=list)


def drive(pieces: Iterable[Piece], crew: Crew, *, tell: Callable[[str], None]) -> Iterator[Partition]:
    """Yield each partition when it is done, in whatever order that is.

    Pieces are taken one by one, when there is room for them: what they hold is never in memory all at once.

    Args:
        pieces: one for each partition.
        tell: is told of workers that died, and of what was set apart.
    """
    waiting: deque[Piece] = deque()
    under_way: dict[str, _Open] = {}
    offered = iter(pieces)
    while True:
        while crew.room() and (piece := waiting.popleft() if waiting else next(offered, None)):
            under_way.setdefault(piece.key, _Open())
            crew.start(piece)
        if not under_way:
            return
        for piece, outcome in crew.ended():
            held = under_way[piece.key]
            if isinstance(outcome, Batch):
                held.parts[piece.turn] = outcome
                held.pieces -= 1
            else:
                again = _after_death(piece, outcome, held, tell)
                waiting.extendleft(reversed(again))
                held.pieces += len(again) - 1
            if not held.pieces:
                yield _closed(piece.key, under_way.pop(piece.key))


def _after_death(piece: Piece, death: Death, held: _Open, tell: Callable[[str], None]) -> tuple[Piece, ...]:
    """What is tried next; of a paper that is poisoned nothing is, and it is set apart."""
    deaths = piece.deaths + 1
    tell(f"A worker ended ({death.why}); {_what(piece)} is tried again")
    if deaths < TRIES:
        return (Piece(key=piece.key, inputs=piece.inputs, turn=piece.turn, deaths=deaths),)
    inputs = piece.inputs
    if len(inputs) == 1 and inputs[0].kind == "package" and inputs[0].content is None:
        inputs = opened(inputs[0]) or inputs
    if len(inputs) == 1 and (inputs == piece.inputs):
        why = f"ended the worker that read it, {TRIES} times ({death.why})"
        tell(f"Set apart: {inputs[0].source}: {why}")
        held.parts[piece.turn] = unread_batch(inputs[0], why, partition=piece.key)
        held.poisoned.append(inputs[0].source)
        return ()
    middle = max(1, len(inputs) // 2)
    halves = [half for half in (inputs[:middle], inputs[middle:]) if half]
    return tuple(
        Piece(key=piece.key, inputs=half, turn=(*piece.turn, turn), deaths=TRIES - 1 if len(half) > 1 else 0)
        for turn, half in enumerate(halves)
    )


def _what(piece: Piece) -> str:
    first = piece.inputs[0].source if piece.inputs else "nothing"
    more = len(piece.inputs) - 1
    return f"{first} and {more} more" if more > 0 else first


def _closed(key: str, held: _Open) -> Partition:
    parts = [held.parts[turn] for turn in sorted(held.parts)]
    return Partition(
        key=key,
        parts=tuple(part.tables for part in parts),
        papers=sum(part.papers for part in parts),
        seconds=sum(part.seconds for part in parts),
        peak=max((part.peak for part in parts), default=0),
        poisoned=tuple(held.poisoned),
    )
