"""What the tests of several people at one project run, each in a process of its own."""

from __future__ import annotations

from contextlib import suppress
from multiprocessing.synchronize import Barrier
from pathlib import Path

from made_up import AT
from relsynth import workflow
from relsynth.errors import InputError
from relsynth.project import open_project
from relsynth.workflow.coding_steps import Place, add_coding

STEPS = 6


def code_and_undo(path: Path, coder: str, start: Barrier) -> None:
    """Put two codes at a time on places of the first paper, with a memo on each, and take back every third step."""
    with open_project(path) as project:
        start.wait()
        for step in range(STEPS):
            place = Place(paper="van-001", start=10 + step, end=60 + step)
            add_coding(project, place, ["NET.TIES", "STA.LEGIT"], coder=coder, at=AT, memo=f"{coder} {step}")
            if step % 3 == 0:
                workflow.undo_coding(project, coder=coder, at=AT)


def settle(path: Path, coder: str, start: Barrier) -> None:
    """Settle every difference that is open, one by one."""
    with open_project(path) as project:
        conflicts = workflow.list_coding_conflicts(project).conflicts
        start.wait()
        for conflict in conflicts:
            with suppress(InputError):  # somebody else was quicker
                workflow.adjudicate_coding(project, conflict.number, verdict="reject", coder=coder, at=AT)
