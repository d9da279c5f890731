"""Every command that is logged can be made again."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up import AT, coded_project
from relsynth.cli import FINDINGS as FINDING_COMMANDS
from relsynth.cli import QUERIES
from relsynth.errors import InputError
from relsynth.workflow.all_tables import FINDINGS
from relsynth.workflow.outputs import keep_output, outputs_named
from relsynth.workflow.remaking import MADE, WHOLE, make_again


def test_every_command_that_is_logged_can_be_made_again() -> None:
    logged = {one.__name__.strip("_").replace("_", " ") for one in (*FINDING_COMMANDS, *QUERIES)} - {"explore"}
    assert logged | FINDINGS.keys() <= MADE.keys() | WHOLE.keys()


def test_an_answer_that_a_run_wrote_is_made_as_the_verb_has_it_of_itself(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1, 2) as project:
        path = project.path / "trends.csv"
        path.write_text("", encoding="utf-8")
        keep_output(project, path, command="trends", at=AT)
        (output,) = outputs_named(project, "trends")
        make_again(project, output, tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_text(encoding="utf-8").startswith("period,")


def test_what_nobody_knows_how_to_make_is_refused(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        path = project.path / "p.csv"
        path.write_text("", encoding="utf-8")
        keep_output(project, path, command="pamphlet", at=AT)
        (output,) = outputs_named(project, "pamphlet")
        with pytest.raises(InputError, match="no way is known to make `relsynth pamphlet` again"):
            make_again(project, output, tmp_path / "p.csv")
