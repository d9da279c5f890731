"""How far the machine has coded."""

from __future__ import annotations

from pathlib import Path

from made_up import AT, write_papers, write_project
from relsynth import open_project, workflow
from relsynth.workflow.machine_coding import coded_so_far


def test_what_is_left_to_the_machine(tmp_path: Path) -> None:
    with open_project(write_project(tmp_path / "review")) as project:
        workflow.add_documents(project, [write_papers(tmp_path / "papers", 1, 2)], at=AT)
        assert str(coded_so_far(project)) == "2 papers, 2 not coded"
        done = workflow.code(project, at=AT)
        workflow.add_documents(project, [write_papers(tmp_path / "more", 3)], at=AT)
        found = coded_so_far(project)
        assert (found.papers, found.uncoded, found.by) == (3, 1, ((done.coder, 2),))
        assert str(found).endswith(f"{done.coder}: 2 papers")
