"""Long work in a process of its own, so that the desk stays fast: it tells on stdout how far it has come, a line each.

Run as ``python -m relsynth.web.job WHAT FOLDER``. Each paper is one transaction, so it may be ended at any moment.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from relsynth import workflow
from relsynth.errors import InputError, RelsynthError
from relsynth.project import Project, open_project
from relsynth.web.desk import now
from relsynth.workflow.fulltexts import PAPERS

T = TypeVar("T")
YIELDING = 10  # steps of niceness: who works at the desk goes first


def read(project: Project) -> object:
    """Read what has come into the folder of papers in the project.

    Raises:
        InputError: there is no such folder.
    """
    folder = project.path / PAPERS
    if not folder.is_dir():
        raise InputError(f"the project has no folder {PAPERS!r} yet; make one in it, and put papers there")
    return workflow.add_documents(project, [folder], at=now(), track=telling)


def code(project: Project) -> object:
    """Code what the project's coder has not coded as it is now."""
    return workflow.code(project, at=now(), track=telling)


WORK: Mapping[str, Callable[[Project], object]] = {"code": code, "read": read}
"""What can be asked for -> what does it."""


def telling(items: Sequence[T], what: str) -> Iterable[T]:
    """Give the items one by one, and tell how many are done."""
    tell(done=0, of=len(items))
    for number, item in enumerate(items, start=1):
        yield item
        tell(done=number, of=len(items))


def tell(**said: object) -> None:
    """Write a line to whoever started this."""
    sys.stdout.write(f"{json.dumps(said)}\n")
    sys.stdout.flush()


def main(what: str, folder: str) -> None:
    """Do it, and tell what came of it, or why it was refused."""
    if hasattr(os, "nice"):
        os.nice(YIELDING)
    try:
        with open_project(Path(folder), shared=True) as project:
            tell(told=str(WORK[what](project)))
    except RelsynthError as error:
        tell(refused=str(error))


if __name__ == "__main__":
    main(*sys.argv[1:])
