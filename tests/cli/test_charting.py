"""Commands of charting, for people and for programs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from made_up import AT
from made_up_forms import QUOTE, charting_project
from relsynth import workflow
from relsynth.cli import app

HERE = ("--project", "review")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which Ana and Ben differ on the weeks of a paper, and agree on who took part."""
    folder = tmp_path_factory.mktemp("made")
    with charting_project(folder, 1) as project:
        for coder, weeks in (("Ana", "12"), ("Ben", "13")):
            workflow.chart(project, "van-001", "weeks", [weeks], coder=coder, at=AT, quote=QUOTE)
            workflow.chart(project, "van-001", "who", ["nurses"], coder=coder, at=AT)
        workflow.save_chart_sheet(project, folder / "sheet.csv", coder="Ana")
    return folder


@pytest.fixture(autouse=True)
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(shutil.copytree(made, tmp_path / "here"))
    return Path.cwd()


def relsynth(*words: str) -> Result:
    return CliRunner().invoke(app, [*words, *(HERE if words[1] != "template" else ())])


COMMANDS: list[Any] = [
    pytest.param(
        ("chart", "show", "kenya"),
        "  proposed: case study  (",
        lambda said: [one["field"] for one in said["fields"]] == ["country", "design", "weeks", "who"],
        id="show",
    ),
    pytest.param(
        ("chart", "set", "van-001", "who", "drivers", "nurses", "--coder", "Ana", "--note", "Both."),
        "  drivers; nurses  (Ana)  note: Both.\n",
        lambda said: said["field"]["state"] == "conflict",
        id="set",
    ),
    pytest.param(
        ("chart", "accept", "kenya", "design", "--coder", "Ana"),
        "  case study  (Ana, as proposed)",
        lambda said: said["field"]["answers"][0]["accepts"] is True,
        id="accept",
    ),
    pytest.param(
        ("chart", "accept", "kenya", "country", "Kenya", "--coder", "Ana"),
        "  Kenya  (Ana, as proposed)",
        lambda said: said["is_new"] is True,
        id="accept-one",
    ),
    pytest.param(
        ("chart", "undo", "--coder", "Ana"),
        "  van-001  charting.who: nurses\n",
        lambda said: said["answers"] == ["van-001  charting.who: nurses"],
        id="undo",
    ),
    pytest.param(
        ("chart", "status"),
        "0 of 2 studies charted by 2\nfields: 6 unanswered, 1 agreed, 1 conflict\n",
        lambda said: said["forms"][0]["states"]["conflict"] == 1,
        id="status",
    ),
    pytest.param(
        ("chart", "import", "sheet.csv", "--coder", "Ana"),
        "sheet.csv: 2 studies by Ana in charting: 0 answers added, 2 said already\n",
        lambda said: (said["answers"], said["already"]) == (0, 2),
        id="import",
    ),
    pytest.param(
        ("chart", "conflicts"),
        "To settle in charting (1):\n",
        lambda said: [one["field"]["field"] for one in said["conflicts"]] == ["weeks"],
        id="conflicts",
    ),
    pytest.param(
        ("chart", "adjudicate", "van-001", "weeks", "--of", "Ben", "--coder", "Zoe"),
        "  13 weeks  (Zoe, settles)",
        lambda said: said["field"]["holds"] == "13 weeks",
        id="adjudicate-of",
    ),
    pytest.param(
        ("chart", "adjudicate", "van-001", "weeks", "12.5", "--coder", "Zoe"),
        "  12.5 weeks  (Zoe, settles)",
        lambda said: said["field"]["state"] == "settled",
        id="adjudicate",
    ),
    pytest.param(
        ("chart", "agreement"),
        "who (choices): 1 study answered by two or more\n",
        lambda said: [one["studies"] for one in said["fields"]] == [0, 0, 1, 1],
        id="agreement",
    ),
    pytest.param(
        ("chart", "template", "appraisal"),
        "[forms.appraisal]\n",
        lambda said: "[forms.appraisal]" in said,
        id="template",
    ),
]


@pytest.mark.parametrize(("words", "expected", "holds"), COMMANDS)
def test_a_command_tells_people_in_words(words: tuple[str, ...], expected: str, holds: object) -> None:
    result = relsynth(*words)
    assert (result.exit_code, result.stderr) == (0, "")
    assert expected in result.stdout


@pytest.mark.parametrize(("words", "expected", "holds"), COMMANDS)
def test_a_command_tells_programs_in_json_and_nothing_else(
    words: tuple[str, ...], expected: str, holds: Callable[[Any], bool]
) -> None:
    result = relsynth(*words, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert holds(json.loads(result.stdout))


def test_a_sheet_goes_to_the_screen_or_to_a_file() -> None:
    assert relsynth("chart", "sheet", "--coder", "Ana").stdout.startswith("paper,citation,year,study,country,country: ")
    assert [row["weeks"] for row in json.loads(relsynth("chart", "sheet", "--coder=Ana", "--json").stdout)["rows"]] == [
        None,
        "12",
    ]
    assert relsynth("chart", "sheet", "--coder", "Ana", "--out", "a.xlsx").stdout == "a.xlsx\n"
    assert Path("a.xlsx").read_bytes().startswith(b"PK")


def test_a_sheet_with_what_cannot_be_taken_exits_with_1() -> None:
    Path("bad.csv").write_text("paper,weeks\nvan-001,soon\n", encoding="utf-8")
    result = relsynth("chart", "import", "bad.csv", "--coder", "Ana")
    assert (result.exit_code, result.stderr) == (1, "")
    assert "line 2: weeks: 'soon' is no number in weeks" in result.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(("show", "raft"), "Error: no paper is called 'raft'", id="no-paper"),
        pytest.param(("show", "van-001", "--form", "x"), "Error: no form 'x' in relsynth.toml", id="no-form"),
        pytest.param(("set", "van-001", "weeks", "soon", "--coder=Ana"), "Error: weeks: 'soon' is no", id="no-number"),
        pytest.param(("undo", "--coder", "Zoe"), "Error: Zoe has charted nothing", id="nothing-to-undo"),
    ],
)
def test_what_a_user_can_mend_is_told_in_one_line(words: tuple[str, ...], message: str) -> None:
    result = relsynth("chart", *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1
