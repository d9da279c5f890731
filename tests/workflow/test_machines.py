"""One kind of machines at a time, and a project where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from relsynth.errors import ProjectError, RelsynthError
from relsynth.workflow.machines import columns_of, lent, machines, slurm_jobs


def test_columns_are_asked_for_by_name() -> None:
    assert columns_of(None, "name") is None
    asked = columns_of("paper", "name")
    assert asked is not None
    assert (asked.paper, asked.name) == ("paper", "name")


def test_two_kinds_of_machines_are_refused() -> None:
    slurm = slurm_jobs(3, queue="q", account=None, memory=3.0, walltime="1:00:00")
    assert machines(slurm=slurm).workers == 3
    with pytest.raises(RelsynthError, match="choose one"):
        machines(jobs=2, slurm=slurm)


def test_the_folder_one_stands_in_lends_only_if_it_is_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with lent(Path()) as nothing:
        assert nothing is None
    with pytest.raises(ProjectError, match="is no relsynth project"), lent(tmp_path):
        pass
