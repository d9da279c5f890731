"""Everything that is written is logged with what it rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up import AT, coded_project
from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.workflow.outputs import basis_of, keep_output, name_of, outputs_named, path_of, tables_kept


def test_what_is_logged_says_what_it_rests_on(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1, 2) as project:
        path = project.path / "e.csv"
        with tables_kept() as tables:
            workflow.save_table(workflow.tabulate(project, "evidence"), None, path)
        keep_output(project, path, command="table", options={"name": "evidence"}, table=tables[path].table, at=AT)
        (line,) = workflow.list_outputs(project).outputs
        (output,) = outputs_named(project, None)
        cells = project.store.outputs.cells(output.number)
        listed = str(workflow.list_outputs(project))
    assert (line.path, line.name, line.form, line.papers) == ("e.csv", "table evidence", "csv", 2)
    assert line.codebook.startswith("small 1 (")
    assert [coder.split("@")[0] for coder in line.coders] == ["lexicon"]
    assert cells is not None
    assert cells["rows"][0][0] == "STA.TRUST"
    assert output.basis["thresholds"]["n_min"] == 10
    assert listed.startswith("Written (1):\n  1  2026-01-01T00:00  e.csv")


def test_the_basis_holds_no_secret_and_no_path_of_this_machine(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        before = basis_of(project)
        assert path_of(project, project.path / "out" / "e.csv") == "out/e.csv"
    settings = project.path / "relsynth.toml"
    settings.write_text(settings.read_text().replace("# openalex_key", "openalex_key"))
    with open_project(project.path) as again:
        assert again.config.fetch
        assert basis_of(again) == before
    assert str(tmp_path) not in str(before)


def test_names_mean_files_tables_commands_and_numbers(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        for name in ("evidence", "gaps", "evidence"):
            path = project.path / f"{name}.csv"
            workflow.save_table(workflow.tabulate(project, name), None, path)
            keep_output(project, path, command="table", options={"name": name}, at=AT)
        found = {
            name: [one.number for one in outputs_named(project, name)]
            for name in (None, "evidence", "table", "1", "gaps.csv", str(project.path / "gaps.csv"))
        }
        assert {name_of(one) for one in outputs_named(project, None)} == {"table evidence", "table gaps"}
        with pytest.raises(InputError, match="nothing called 'map' was written"):
            outputs_named(project, "map")
    assert list(found.values()) == [[2, 3], [3], [2, 3], [1], [2], [2]]
