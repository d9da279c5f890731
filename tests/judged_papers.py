"""Projects that people have judged, made up for the tests of what follows from their judgements."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from made_up import AT, coded_project
from relsynth.project import Project
from relsynth.workflow.import_codings import import_codings

TRUST, TIES, GREEN = 0, 1, 2
"""Sentences of the results of a made-up paper: the machine codes STA.TRUST in the first and NET.TIES in the second."""
CODE_OF = {TRUST: "STA.TRUST", TIES: "NET.TIES"}


def sentence(number: int, which: int) -> str:
    """One of the three sentences of the results of paper ``number``."""
    return (
        f"Trust between the drivers and the clinic grew in year {number}.",
        f"Ties among the {number} villages were loose at first.",
        "The van was painted green.",
    )[which]


def say(project: Project, coder: str, *said: Mapping[str, str]) -> None:
    """Import rows that a person says."""
    path = project.path / "said.csv"
    names = ("decision", "changed_to", "document", "quote", "code", "assertion")
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, names)
        sheet.writeheader()
        sheet.writerows(said)
    done = import_codings(project, path, coder=coder, at=AT)
    assert not done.problems, str(done)


def row(number: int, which: int, code: str | None = None, **others: str) -> dict[str, str]:
    """A row on a sentence of a paper; the machine's code where none is given."""
    quote = sentence(number, which)
    return {"document": f"van-{number:03}", "quote": quote, "code": code or CODE_OF[which], **others}


def read_by(project: Project, coder: str, *numbers: int, trust: bool = True, ties: bool = False) -> None:
    """A person reads papers alone, and codes what is said: trust, ties, and the green van as LEGIT."""
    rows = [row(number, GREEN, "STA.LEGIT") for number in numbers]
    rows += [row(number, TRUST) for number in numbers if trust]
    rows += [row(number, TIES) for number in numbers if ties]
    say(project, coder, *rows)


def judged_project(folder: Path, papers: int) -> Project:
    """An open project of so many papers, coded, of which nothing is judged yet."""
    return coded_project(folder, *range(1, papers + 1))
