"""Codings out by command: to the screen, to a sheet, to another program's file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import made_up
import made_up_team
from relsynth import open_project
from relsynth.cli import app
from relsynth.workflow.coding_steps import add_coding


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("annotations")
    made_up.coded_project(made, 1).close()
    return made / "review"


def relsynth(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [*map(str, words)])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param("a.csv", "{out}\n", id="csv"),
        pytest.param("a.xlsx", "Wrote 2 codings in 1 paper to {out} (xlsx).\n", id="xlsx"),
        pytest.param("a.jsonld", "Wrote 2 codings in 1 paper to {out} (annotations).\n", id="annotations"),
        pytest.param("a.spacy", "Wrote 2 codings in 1 paper to {out} (docbin).\n", id="docbin"),
        pytest.param("a.eppi.json", "Wrote 2 codings in 1 paper to {out} (eppi).\n", id="eppi"),
    ],
)
def test_codings_are_written_by_the_ending_of_the_file(folder: Path, tmp_path: Path, name: str, told: str) -> None:
    out = tmp_path / name
    done = relsynth("codings", "export", "-p", folder, "-o", out)
    assert (done.stdout, done.exit_code) == (told.format(out=out), 0)
    assert out.is_file()


def test_the_screen_has_a_sheet(folder: Path) -> None:
    assert relsynth("codings", "export", "-p", folder).stdout.startswith("document,section,")
    assert json.loads(relsynth("codings", "export", "-p", folder, "--json").stdout)["title"] == "Codings"


def test_what_is_for_a_file_is_not_for_the_screen(folder: Path) -> None:
    done = relsynth("codings", "export", "-p", folder, "--format", "docbin")
    assert (done.exit_code, "there are csv, md, json" in done.stderr) == (1, True)


def test_annotations_come_in_by_the_same_command_as_sheets(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.jsonld"
    relsynth("codings", "export", "-p", folder, "-o", out)
    done = relsynth("codings", "import", out, "-p", folder)
    assert (
        done.stdout == "a.jsonld: 2 annotations: 0 codings and 0 memos added, 0 there already, 2 by machines left out\n"
    )
    assert done.exit_code == 0


def test_an_export_of_eppi_needs_to_know_whose_it_is(tmp_path: Path) -> None:
    made_up.coded_project(tmp_path, 1).close()
    folder, out = tmp_path / "review", tmp_path / "a.eppi.json"
    relsynth("codings", "export", "-p", folder, "-o", out)
    assert "name them with --coder" in relsynth("codings", "import", out, "-p", folder).stderr
    done = relsynth("codings", "import", out, "-p", folder, "--coder", "Ana")
    told = "a.eppi.json: 1 reference, 1 with a paper here: 0 codings and 0 memos added, 2 there already"
    assert done.stdout.startswith(told)


def test_while_people_code_blind_a_file_is_for_one_of_them_or_it_is_said(tmp_path: Path) -> None:
    made_up_team.team_project(tmp_path, 1).close()
    folder = tmp_path / "review"
    with open_project(folder) as project:
        made_up_team.double(project)
        for coder in ("Ana", "Ben"):
            add_coding(project, made_up_team.GREEN_VAN, "STA.LEGIT", coder=coder, at=made_up.AT)
    everybodys = relsynth("codings", "export", "-p", folder)
    assert "coded blind, and not finished: round r1" in everybodys.stderr
    anas = relsynth("codings", "export", "-p", folder, "--for", "Ana")
    assert (anas.stderr, ",Ana," in anas.stdout, ",Ben," in anas.stdout) == ("", True, False)
    assert relsynth("codings", "export", "-p", folder, "--for", "Anna").exit_code == 1
