"""Templates of forms: pasted as they are, a project opens with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up import write_project
from made_up_forms import with_forms
from relsynth import workflow
from relsynth.charting.templates import TEMPLATES
from relsynth.config import read_config
from relsynth.errors import InputError


def test_every_template_may_be_pasted_into_new_settings(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "review")
    for name in TEMPLATES:
        with_forms(folder, workflow.chart_template(name))
    assert list(read_config(folder / "relsynth.toml").forms) == list(TEMPLATES)


def test_there_is_no_template_of_another_name() -> None:
    with pytest.raises(InputError, match="there are charting, appraisal, cerqual"):
        workflow.chart_template("casp")
