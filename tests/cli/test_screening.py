"""Commands of screening, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from made_up import AT, write_project
from made_up_records import record, ris
from made_up_screening import decide
from relsynth.cli import app
from relsynth.project import open_project
from relsynth.workflow.sources import add_source

HERE = ("--project", "review")
CRITERIA = """
[protocol]
question = "Who keeps the ferry?"
[protocol.exclude]
E1 = "No ferry"
E2 = "No study"
"""


@pytest.fixture
def ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A project of five records: a conflict, one agreed on, one that waits, two unread; their ids in order."""
    monkeypatch.chdir(tmp_path)
    folder = write_project(tmp_path / "review")
    settings = (folder / "relsynth.toml").read_text(encoding="utf-8").partition("[protocol]")[0]
    (folder / "relsynth.toml").write_text(settings + CRITERIA, encoding="utf-8")
    with open_project(folder) as project:
        add_source(project, ris(*map(record, range(5))), name="a.ris", at=AT)
        decide(project, "Ana 0 in, Ben 0 out E1, Ana 1 out E2, Ben 1 out E2, Ana 2 in", note="so it says")
        return list(project.store.catalogue.dois())


def relsynth(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def screen(ids: list[str], *words: str) -> Result:
    """What a command prints; numbers among its words are those of records."""
    return relsynth("screen", *(ids[int(word)] if word.isdigit() else word for word in words), *HERE)


COMMANDS: list[Any] = [
    pytest.param(
        (
            "decide",
            "3",
            "exclude",
            "--coder",
            "Ana",
            "--criterion",
            "e1",
            "--note",
            "no boat",
            "--tag",
            "a",
            "--tag",
            "b",
        ),
        ": exclude (E1): no boat [a, b] (Ana)\n",
        lambda said: (said["verdict"], said["criterion"], said["tags"], said["drawn"]),
        ("exclude", "E1", ["a", "b"], "chosen"),
        id="decide",
    ),
    pytest.param(
        ("undo", "--coder", "Ana"),
        ": include: so it says (Ana)\n",
        lambda said: (said["verdict"], said["coder"]),
        ("include", "Ana"),
        id="undo",
    ),
    pytest.param(
        ("status",),
        "Title and abstract: 5 reports: 2 unread, 1 waiting for another coder, 1 excluded, 1 in conflict\n",
        lambda said: [(stage["stage"], stage["reports"]) for stage in said["stages"]],
        [("title_abstract", 5), ("full_text", 0)],
        id="status",
    ),
    pytest.param(
        ("list", "--outcome", "exclude"),
        "[exclude (E2)]\n",
        lambda said: [(row["outcome"], row["reason"]) for row in said["reports"]],
        [("exclude", "E2")],
        id="list",
    ),
    pytest.param(
        ("list", "--coder", "Cyd"),
        "[not told before you have decided]\n",
        lambda said: [row["outcome"] for row in said["reports"]],
        [None, "exclude", None, "unread", "unread"],
        id="list-as-a-coder-may-see-it",
    ),
    pytest.param(
        ("conflicts",),
        "      Ana: include: so it says\n      Ben: exclude (E1): so it says\n",
        lambda said: [one["differs"] for one in said["conflicts"]],
        ["verdicts"],
        id="conflicts",
    ),
    pytest.param(
        ("adjudicate", "0", "include", "--coder", "Cyd"),
        ": include (Cyd)\n",
        lambda said: (said["verdict"], said["adjudicates"]),
        ("include", True),
        id="adjudicate",
    ),
    pytest.param(
        ("agreement",),
        "Ana",
        lambda said: said["stage"],
        "title_abstract",
        id="agreement",
    ),
    pytest.param(
        ("advice",),
        "3 of 5 were read",
        lambda said: (said["advice"]["rule"], said["plot"]),
        ("hypergeometric", None),
        id="advice",
    ),
    pytest.param(
        ("advice", "--plot", "recall.svg"),
        "Wrote the recall plot to recall.svg.\n",
        lambda said: said["plot"],
        "recall.svg",
        id="plot",
    ),
    pytest.param(
        ("stop", "--coder", "Ana"),
        "Stopped screening by title and abstract; 2 reports left unread.\n",
        lambda said: (said["stop"]["unread"], said["goes_on"]),
        (2, False),
        id="stop",
    ),
    pytest.param(
        ("export", "out.csv", "--layout", "rayyan"),
        "to out.csv (rayyan).\n",
        lambda said: (said["records"], said["labelled"]),
        (5, 3),
        id="export",
    ),
]


@pytest.mark.parametrize(("words", "expected", "look", "holds"), COMMANDS)
def test_a_command_tells_people_in_words(
    ids: list[str], words: tuple[str, ...], expected: str, look: object, holds: object
) -> None:
    del look, holds
    result = screen(ids, *words)
    assert (result.exit_code, result.stderr) == (0, "")
    assert expected in result.stdout


@pytest.mark.parametrize(("words", "expected", "look", "holds"), COMMANDS)
def test_a_command_tells_programs_in_json_and_nothing_else(
    ids: list[str], words: tuple[str, ...], expected: str, look: Any, holds: object
) -> None:
    del expected
    result = screen(ids, *words, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert look(json.loads(result.stdout)) == holds


# -- the queue


def test_the_next_record_is_printed_for_programs_and_nothing_is_asked(ids: list[str]) -> None:
    said = json.loads(screen(ids, "--coder", "Ben", "--json").stdout)
    assert (said["record"], said["rank"], said["criteria"][0]["id"]) == (ids[2], None, "E1")
    assert json.loads(screen(ids, "--coder", "Ben", "--json").stdout) == said
    with open_project("review") as project:
        assert project.store.screening.handed_out("title_abstract", at=AT) == ()


def test_without_a_command_help_is_shown() -> None:
    told = relsynth("screen").output
    assert "Usage: " in told
    assert "adjudicate" in told


def test_stopping_can_be_taken_back(ids: list[str]) -> None:
    screen(ids, "stop", "--coder", "Ana")
    assert "goes on; Ana had stopped it" in screen(ids, "go-on", "--coder", "Ben").stdout
    again = screen(ids, "go-on", "--coder", "Ben")
    assert (again.exit_code, again.stderr) == (1, "Error: nobody has stopped screening by title and abstract\n")


def test_what_was_written_for_another_program_comes_back(ids: list[str]) -> None:
    screen(ids, "export", "out.csv", "--layout", "asreview", "--coder", "Ana")
    screen(ids, "undo", "--coder", "Ana")
    said = json.loads(screen(ids, "import", "out.csv", "--json").stdout)
    assert (said["added"], said["already"], said["coders"]) == (1, 2, ["Ana"])


def test_a_list_of_what_was_decided_alike_is_taken_with_its_verdict(ids: list[str]) -> None:
    Path("included.ris").write_bytes(ris(record(3), record(4)))
    said = screen(ids, "import", "included.ris", "--coder", "Dan", "--verdict", "include", "--stage", "full-text")
    assert (said.exit_code, said.stderr) == (0, "")
    with open_project("review") as project:
        found = [(one.verdict, one.record) for one in project.store.screening.current(stage="full_text")]
    assert found == [("include", ids[3]), ("include", ids[4])]


def test_labels_that_cannot_be_used_make_it_fail(ids: list[str]) -> None:
    """At full text an exclusion names a criterion; the list gives none."""
    Path("out.ris").write_bytes(ris(record(3)))
    said = screen(ids, "import", "out.ris", "--coder", "Dan", "--verdict", "exclude", "--stage", "full-text")
    assert said.exit_code == 1
    assert "Not used (1)" in said.stdout


def test_the_queue_of_conflicts_is_listed_for_programs(ids: list[str]) -> None:
    said = json.loads(screen(ids, "adjudicate", "--coder", "Cyd", "--json").stdout)
    assert [one["record"] for one in said["conflicts"]] == [ids[0]]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        pytest.param(("--coder", "Ana"), 1, "screen decide RECORD VERDICT", id="no-terminal"),
        pytest.param(
            ("adjudicate", "--coder", "Ana"), 1, "screen adjudicate RECORD VERDICT", id="no-terminal-to-settle"
        ),
        pytest.param(("--blind",), 2, "give --coder NAME", id="nobody-screens"),
        pytest.param(("--coder", " ", "--json"), 1, "--coder is empty", id="no-name"),
        pytest.param(("decide", "0", "include"), 2, "--coder", id="nobody-decides"),
        pytest.param(("decide", "0", "perhaps", "--coder", "Ana"), 2, "perhaps", id="unknown-verdict"),
        pytest.param(("decide", "r1:zz", "include", "--coder", "Ana"), 1, "names no record", id="unknown-record"),
        pytest.param(
            ("decide", "0", "exclude", "--coder", "Ana", "-c", "E9"), 1, "there are E1, E2", id="no-criterion"
        ),
        pytest.param(
            ("decide", "0", "exclude", "--coder", "Ana", "--stage", "full-text"), 1, "names a criterion", id="no-reason"
        ),
        pytest.param(("undo", "--coder", "Dan"), 1, "nothing that could be undone", id="nothing-to-undo"),
        pytest.param(("adjudicate", "0", "--coder", "Cyd"), 2, "include or exclude", id="settled-by-what"),
        pytest.param(("adjudicate", "1", "include", "--coder", "Cyd"), 1, "nothing to settle", id="nothing-to-settle"),
        pytest.param(("advice", "--plot", "recall.pdf"), 1, "written as .svg", id="no-such-plot"),
        pytest.param(("export", "out.csv", "--layout", "excel"), 2, "excel", id="unknown-layout"),
        pytest.param(("import", "nowhere.csv"), 1, "nowhere.csv", id="no-file"),
        pytest.param(("go-on", "--coder", "Ana"), 1, "nobody has stopped", id="not-stopped"),
    ],
)
def test_what_cannot_be_done_is_told(ids: list[str], words: tuple[str, ...], code: int, told: str) -> None:
    result = screen(ids, *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert told in " ".join(result.stderr.replace("│", " ").split())


# -- a set whose labels are known


def test_a_labelled_set_is_replayed_without_a_project(tmp_path: Path) -> None:
    rows = [f"Ferry {n} on the lake,We asked the ferry crew {n},{int(n % 4 == 0)}" for n in range(24)]
    file = tmp_path / "set.csv"
    file.write_text("\n".join(["title,abstract,included", *rows]), encoding="utf-8")
    told = relsynth("screen", "simulate", str(file), "--protocol", "ferry crews")
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.startswith("24 records, 6 relevant\nloss ")
    said = json.loads(relsynth("screen", "simulate", str(file), "--seed", "3", "--json").stdout)
    assert (said["records"], said["priors"], said["seed"], len(said["stopping"])) == (24, 2, 3, 4)
