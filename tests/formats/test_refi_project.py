"""A foreign project, and what of it is lost."""

from __future__ import annotations

from relsynth.formats.refi_codebook import Loss
from relsynth.formats.refi_project import ForeignProject, Tally

EMPTY = ForeignProject(
    name="Van", origin=None, users=(), codes=(), sources=(), codings=(), notes=(), sets=(), selections=0
)


def test_losses_are_counted_by_what_and_why_with_a_few_examples() -> None:
    tally = Tally()
    for number in range(5):
        tally.add("codings", "no place", f"words {number}")
    tally.add("codings", "no code", "x" * 100)
    tally.add("nothing", "at all", number=0)
    assert tally.losses() == (
        Loss(what="codings", count=5, why="no place", examples=("words 0", "words 1", "words 2")),
        Loss(what="codings", count=1, why="no code", examples=("x" * 60 + "…",)),
    )
    assert str(tally.losses()[0]) == "codings: 5, no place (words 0; words 1; words 2)"


def test_a_project_of_ours_is_known_by_its_origin() -> None:
    assert not EMPTY.is_ours
