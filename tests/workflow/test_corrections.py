"""Prevalence corrected by own reading, by borrowed figures, or by nothing."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan
from pathlib import Path

import pytest

from judged_papers import judged_project, read_by
from made_up import AT
from relsynth import open_project, workflow
from relsynth.project import Project
from relsynth.synthesis.evidence import tabulate
from relsynth.workflow.corrections import Corrections, corrections
from relsynth.workflow.synthesise import load_corpus


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Four papers, coded by the dictionary: trust and ties in each."""
    with judged_project(tmp_path, 4) as opened:
        yield opened


def corrected(project: Project) -> Corrections:
    return corrections(project, tabulate(load_corpus(project)))


def test_without_a_reading_and_without_figures_nothing_is_corrected(project: Project) -> None:
    found = corrected(project)
    assert found.by_construct == {}
    assert found.notes[0].startswith(
        "No person has read a paper alone, and no figures are shipped for the coder lexicon"
    )


def test_a_team_s_own_reading_corrects_what_it_tells_enough_of(project: Project) -> None:
    read_by(project, "Ana", 1, 2)
    read_by(project, "Ben", 3, ties=True)
    found = corrected(project)
    assert {one.basis for one in found.by_construct.values()} <= {"own reading"}
    assert all(not isnan(one.prevalence.value) for one in found.by_construct.values())
    assert found.notes[0] == "Corrected prevalence of a construct in studies: Rogan & Gladen (1978)." or not (
        found.by_construct
    )


def test_figures_of_the_model_card_are_borrowed_and_say_so(project: Project) -> None:
    settings = project.path / "relsynth.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"lexicon"', '"combined"'), encoding="utf-8")
    with open_project(project.path) as changed:
        workflow.code(changed, at=AT)
        found = corrected(changed)
    assert {one.basis for one in found.by_construct.values()} == {"borrowed"}
    assert {*found.by_construct} == {"STA.TRUST", "NET.TIES", "STA.LEGIT"}
    assert "Borrowed (3 constructs): sensitivity 0.52 of combined" in found.notes[1]
    assert "none by construct" in found.notes[1]
