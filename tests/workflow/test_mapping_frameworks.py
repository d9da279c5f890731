"""Frameworks as rows and columns of the gap map."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up import TIES, TRUST, code, codebook, write_project
from relsynth.project import open_project
from relsynth.reports.gapmap_page import MapFramework
from relsynth.workflow.mapping_frameworks import frameworks_of

FERRIES = """
id: OWN
name: Framework of ferries
cite: Oake O. Ferries. 2019
scope: outline
constructs:
  - label: faith
    codes: {STA.TRUST: part}
  - label: ropes
    codes: {NET.TIES: same}
  - label: fog
"""


def project_of(folder: Path, *codes: dict[str, object]) -> Path:
    """A project whose codebook draws on a framework that stands beside it."""
    path = write_project(folder)
    sources = {"OWN": {"cite": "Oake O. Ferries. 2019"}}
    (path / "codebook.yaml").write_text(codebook(*codes, sources=sources), encoding="utf-8")
    (path / "crosswalk").mkdir()
    (path / "crosswalk" / "ferries.yaml").write_text(FERRIES, encoding="utf-8")
    return path


@pytest.fixture
def frameworks(tmp_path: Path) -> tuple[MapFramework, ...]:
    trust = {**TRUST, "crosswalk": ["OWN:faith"]}
    below = code("STA.TRUST.EARLY", "first trust", parent="STA.TRUST")
    with open_project(project_of(tmp_path, trust, below, {**TIES, "crosswalk": ["OWN:ropes"]})) as project:
        return frameworks_of(project)


def test_a_construct_holds_the_codes_that_stand_for_it_and_those_below(frameworks: tuple[MapFramework, ...]) -> None:
    (ferries,) = frameworks
    assert (ferries.id, ferries.label) == ("OWN", "Framework of ferries")
    assert {one.label: one.codes for one in ferries.constructs} == {
        "faith": ("STA.TRUST", "STA.TRUST.EARLY"),
        "ropes": ("NET.TIES",),
        "fog": (),
    }


def test_a_row_says_by_which_codes_it_is_counted_and_how_they_stand(frameworks: tuple[MapFramework, ...]) -> None:
    (ferries,) = frameworks
    assert [one.definition for one in ferries.constructs] == [
        "Counted by STA.TRUST Sta.Trust (part).",
        "Counted by NET.TIES Net.Ties (same).",
        "",
    ]


def test_a_framework_of_one_construct_makes_no_grid(tmp_path: Path) -> None:
    with open_project(project_of(tmp_path, {**TRUST, "crosswalk": ["OWN:faith"]}, TIES)) as project:
        assert frameworks_of(project) == ()
