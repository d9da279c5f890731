"""A framework's constructs as the papers cover them: covered, not found, and not in the codebook are three things."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up import AT, TIES, TRUST, code, codebook, coded_project
from relsynth import workflow
from relsynth.errors import InputError
from relsynth.project import open_project

FERRIES = """\
id: OWN
name: Model of ferries
cite: Nobody, 2020
scope: outline
constructs:
  - label: faith
    codes: {STA.TRUST: same}
  - label: fire
  - label: wind
"""
LINKED = {**TRUST, "crosswalk": ["OWN:faith"]}
NEVER = code("STA.NEVER", "volcano*", crosswalk=["OWN:fire"])


def test_each_construct_with_its_studies_and_standing(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1, 2, 3) as project:
        path = project.path
    (path / "codebook.yaml").write_text(codebook(LINKED, TIES, NEVER), encoding="utf-8")
    (path / "crosswalk").mkdir()
    (path / "crosswalk" / "ferries.yaml").write_text(FERRIES, encoding="utf-8")
    with open_project(path) as project:
        workflow.code(project, at=AT)
        table = workflow.coverage(project, "own")
        trusted = [coding.number for coding in project.codings() if coding.code == "STA.TRUST"]
    told = {row[0]: dict(zip(table.columns, row, strict=True)) for row in table.rows}
    assert [told[name]["standing"] for name in ("faith", "fire", "wind")] == [
        "covered",
        "not found by the machine",
        "not in the codebook",
    ]
    assert (told["faith"]["n"], told["faith"]["k"], told["fire"]["k"], told["wind"]["k"]) == (3, 3, 0, None)
    assert told["faith"]["lower"] == pytest.approx(0.4385, abs=1e-4)
    assert told["faith"]["codings"] == " ".join(map(str, trusted))
    assert str(told["fire"]["gaps"]).startswith("STA.NEVER: absent")
    assert table.notes[1] == (
        "1 of 3 constructs are covered by a study or more, 0 of these only by codes that hold more, overlap or are "
        "related, so that the evidence may be of something else; 1 have no code."
    )


def test_a_framework_that_the_codebook_does_not_draw_on_is_refused(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project, pytest.raises(InputError, match="no source 'CFIR9'"):
        workflow.coverage(project, "CFIR9")
