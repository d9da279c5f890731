"""Commands for codings out and in, and for what follows from people's decisions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from judged_papers import TIES, TRUST, judged_project, read_by, row, say
from made_up import AT
from relsynth.cli import app

HERE = ("--project", "review")
PAPERS = 6


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of six papers, coded, and read by Ana."""
    monkeypatch.chdir(tmp_path)
    with judged_project(tmp_path, PAPERS) as project:
        read_by(project, "Ana", *range(1, PAPERS + 1))
        say(project, "Ben", row(1, TRUST, decision="accept"), row(1, TIES, decision="reject"))
    (tmp_path / "sheet.csv").write_text(
        "document;quote;code\nvan-001;The van was painted green.;NET.TIES\nvan-001;The van was red.;NET.TIES\n", "utf-8"
    )
    (tmp_path / "good.csv").write_text("document;quote;code\nvan-001;The van was painted green.;NET.TIES\n", "utf-8")
    return tmp_path


def relsynth(*words: str) -> Result:
    return CliRunner().invoke(app, [*words, *HERE])


COMMANDS: list[Any] = [
    pytest.param(
        ("codings", "export"),
        "document,section,path,quote,code,",
        lambda said: {row["code"] for row in said["rows"]} == {"STA.TRUST", "NET.TIES", "STA.LEGIT"},
        id="export",
    ),
    pytest.param(
        ("codings", "export", "--decisions"),
        "decision,changed_to,document,section,path,quote,code,",
        lambda said: said["columns"][:2] == ["decision", "changed_to"],
        id="export-to-decide",
    ),
    pytest.param(
        ("codings", "import", "good.csv", "--coder", "Cleo"),
        "good.csv: 1 row by Cleo: 1 of their own\n",
        lambda said: (said["own"], said["already"], said["problems"]) == (0, 1, []),
        id="import",
    ),
    pytest.param(
        ("codings", "unplaced"),
        "Every coding of a person has its place.\n",
        lambda said: said == {"codings": []},
        id="unplaced",
    ),
    pytest.param(
        ("evaluate", "--by", "code"),
        "lexicon@",
        lambda said: said["read"] == [["Ana", 6]] and {row["group"] for row in said["groups"]} >= {"STA.LEGIT"},
        id="evaluate",
    ),
    pytest.param(
        ("learn", "--dry-run"),
        "lexicon@",
        lambda said: said["file"] is None and said["trial"]["papers"] == PAPERS,
        id="learn",
    ),
]


@pytest.mark.parametrize(("words", "beginning", "holds"), COMMANDS)
def test_a_command_tells_people_and_programs(
    words: tuple[str, ...], beginning: str, holds: Callable[[Any], bool]
) -> None:
    told = relsynth(*words)
    assert (told.exit_code, told.stderr) == (0, "") or "Reading" in told.stderr
    assert told.stdout.startswith(beginning)
    as_json = relsynth(*words, "--json")
    assert (as_json.exit_code, as_json.stderr) == (0, "")
    assert holds(json.loads(as_json.stdout))


def test_a_sheet_with_rows_to_mend_is_told_by_the_status_too() -> None:
    words = ("codings", "import", "sheet.csv", "--coder", "Cleo")
    told = relsynth(*words)
    assert told.exit_code == 1
    assert told.stdout.startswith(
        "sheet.csv: 2 rows by Cleo: 1 of their own, 1 to mend\nTo mend (1):\n  line 3: 'The van was red.' is not in"
    )
    as_json = relsynth(*words, "--json")
    said = json.loads(as_json.stdout)
    assert (as_json.exit_code, said["own"], said["already"], len(said["problems"])) == (1, 0, 1, 1)


def test_what_was_taken_back_is_taken_anew_where_it_is_meant() -> None:
    sheet = {word: f"{word}.csv" for word in ("accept", "reject")}
    for word, file in sheet.items():
        text = f"decision;document;quote;code\n{word};van-001;The van was painted green.;NET.TIES\n"
        Path(file).write_text(text, "utf-8")
    words = ("codings", "import", "--coder", "Cleo")
    for file in sheet.values():
        relsynth(*words, file)
    assert "with --again" in relsynth(*words, sheet["accept"]).stdout
    assert "1 accepted" in relsynth(*words, sheet["accept"], "--again").stdout


def test_a_sheet_is_written_to_a_file() -> None:
    done = relsynth("codings", "export", "--decisions", "--out", "out.csv")
    assert (done.exit_code, done.stdout) == (0, "out.csv\n")
    assert Path("out.csv").read_text("utf-8").startswith("decision,changed_to,document,")


def test_an_evaluation_is_written_to_a_file() -> None:
    assert relsynth("evaluate", "--out", "e.md").exit_code == 0
    assert Path("e.md").read_text("utf-8").startswith("## Machine and people, by construct\n")


@pytest.mark.parametrize(
    ("words", "status", "problem"),
    [
        pytest.param(("codings", "import", "gone.csv", "--coder", "Ana"), 2, "does not exist", id="no-file"),
        pytest.param(("codings", "import", "sheet.csv"), 1, "--coder", id="nobodys"),
        pytest.param(("codings", "import", "sheet.csv", "--coder", "machine"), 1, "Error: ", id="the-machines"),
        pytest.param(("evaluate", "--by", "colour"), 2, "--by", id="unknown-grouping"),
        pytest.param(("evaluate", "--out", "e.pdf"), 1, "Error: e.pdf: end it in", id="unknown-form"),
        pytest.param(("learn", "--coder", "oracle"), 1, "Error: no coder 'oracle'", id="unknown-coder"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(words: tuple[str, ...], status: int, problem: str) -> None:
    done = relsynth(*words)
    assert done.exit_code == status
    assert problem in " ".join(done.stderr.split())


def test_the_moment_is_the_commands_own() -> None:
    assert relsynth("learn").exit_code == 0
    assert json.loads(Path("review/learned-lexicon.json").read_text("utf-8"))["at"] != AT
