"""Coded projects for the tests of what people do with codings: made once, and copied for each test."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from judged_papers import GREEN, TRUST, sentence
from made_up import AT, coded_project
from relsynth.project import Project, open_project
from relsynth.workflow.assignments import assign
from relsynth.workflow.coding_listing import list_codings
from relsynth.workflow.coding_steps import Place
from relsynth.workflow.rounds import open_round

FIRST = "van-001"
GREEN_VAN = Place(paper=FIRST, quote=sentence(1, GREEN))
TRUST_GREW = Place(paper=FIRST, quote=sentence(1, TRUST))


def team_project(folder: Path, *numbers: int) -> Project:
    """An open project in which a paper for each number is read and coded, as ``coded_project`` makes it."""
    return open_project(shutil.copytree(_made(numbers), folder / "review"))


def number_of(project: Project, code: str, *, paper: str = FIRST, coder: str = "lexicon") -> int:
    """The number of the one coding of a code in a paper, by a machine or person."""
    (one,) = list_codings(project, paper=paper, code=code, coder=coder).codings
    return one.number


def double(project: Project, *, blind: bool = True, proposals: bool = False) -> None:
    """A round in which Ana and Ben both have the first paper."""
    open_round(project, "r1", blind=blind, proposals=proposals, coder="Cy", at=AT)
    assign(project, "r1", papers=[FIRST], coders=["Ana", "Ben"], each=2, at=AT)


@cache
def _made(numbers: tuple[int, ...]) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="relsynth-team-"))
    coded_project(folder, *numbers).close()
    return folder / "review"
