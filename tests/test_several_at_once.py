"""People who work on one project at the same moment, each in a process of their own, as on a shared folder."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from pathlib import Path

from judged_papers import GREEN, TIES, TRUST, judged_project, row, say
from relsynth.project import open_project
from several_at_once import STEPS, code_and_undo, settle


def together(work: Callable[[Path, str, Barrier], None], path: Path, *coders: str) -> None:
    """Let several people work, all from the same moment on; nobody else has the project open meanwhile."""
    start = multiprocessing.Barrier(len(coders))
    begun = [multiprocessing.Process(target=work, args=(path, who, start)) for who in coders]
    for one in begun:
        one.start()
    for one in begun:
        one.join(timeout=120)
    assert [one.exitcode for one in begun] == [0] * len(coders)


def test_nobody_s_codings_memos_or_undoings_are_taken_for_another_s(tmp_path: Path) -> None:
    with judged_project(tmp_path, 1) as project:
        path = project.path
    together(code_and_undo, path, "Ana", "Ben", "Eva")
    with open_project(path) as project:
        acts = project.store.acts.history()
        assert all(act.number == act.codings[0].number for act in acts)
        assert all({one.coder.name for one in act.codings} == {act.coder} for act in acts)
        assert {act.coder for act in acts if act.withdrawn} == {"Ana", "Ben", "Eva"}
        made = {one.number: one.coder.name for act in acts for one in act.codings}
        memos = project.store.memos.current()
        assert Counter(memo.coder for memo in memos) == dict.fromkeys(("Ana", "Ben", "Eva"), STEPS)
        assert all(made[memo.coding] == memo.coder for memo in memos if memo.coding is not None)


def test_what_two_settle_at_the_same_moment_is_settled_once(tmp_path: Path) -> None:
    papers = range(1, 4)
    with judged_project(tmp_path, len(papers)) as project:
        say(project, "Ana", *(row(number, which) for number in papers for which in (TRUST, TIES)))
        say(project, "Ben", *(row(number, GREEN, "STA.LEGIT") for number in papers))
        path = project.path
    together(settle, path, "Eva", "Ida")
    with open_project(path) as project:
        times = Counter(number for one in project.codings() for number in one.settles)
        assert len(times) == 3 * len(papers)
        assert set(times.values()) == {1}
