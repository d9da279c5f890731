"""The top of the package: few names, loaded when they are asked for."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import pytest

import relsynth
from relsynth import errors, project


def test_the_version_is_the_one_installed() -> None:
    assert relsynth.__version__ == version("relsynth")


def test_the_names_at_the_top_are_those_of_the_rooms() -> None:
    assert relsynth.open_project is project.open_project
    assert relsynth.Project is project.Project
    assert relsynth.RelsynthError is errors.RelsynthError
    assert relsynth.workflow.__name__ == "relsynth.workflow"


def test_a_name_that_is_not_there_is_told() -> None:
    with pytest.raises(AttributeError, match="module 'relsynth' has no attribute 'nonsense'"):
        relsynth.nonsense  # noqa: B018


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "relsynth", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"relsynth {relsynth.__version__}\n"
