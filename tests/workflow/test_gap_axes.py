"""What studies were like, for gaps of one setting."""

from __future__ import annotations

from pathlib import Path

from made_up import AT, coded_project
from relsynth import workflow
from relsynth.workflow.gap_axes import AXES, axes_of
from relsynth.workflow.synthesise import load_corpus


def test_a_person_s_word_is_what_a_study_was_like(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1, 2) as project:
        first, second = (document.name for document in load_corpus(project).documents.values())
        workflow.set_characteristic(project, first, "setting", ["school"], coder="Ana", at=AT)
        workflow.set_characteristic(project, second, "setting", ["none"], coder="Ana", at=AT)
        axes = axes_of(project, load_corpus(project))
    assert tuple(axis.name for axis in axes) == AXES
    assert axes[0].values == (("school",), ())
