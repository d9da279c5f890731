"""The queue by keyboard: what each key does, how a pair looks, and that leaving loses nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from made_up import AT, document, write_project
from made_up_records import record, ris, rival
from relsynth import workflow
from relsynth.cli import app
from relsynth.cli.review import KEYS
from relsynth.project import open_project
from relsynth.store import File
from relsynth.workflow.sources import add_source
from terminal import pressed, read_until

POSIX = pytest.mark.skipif(os.name == "nt", reason="terminals are another matter there")
LONG = "They met. " * 100


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project in which two pairs wait for a person."""
    with open_project(write_project(tmp_path / "review")) as project:
        add_source(project, ris(record(1, abstract=LONG), record(2)), name="first.ris", at=AT)
        add_source(project, ris(rival(1, year=2003), rival(2)), name="second.ris", at=AT)
    return tmp_path / "review"


def review(folder: Path, keys: str, *, width: int = 80, coder: str = "Ana") -> Result:
    words = ["duplicates", "review", "--coder", coder, "--project", str(folder)]
    return CliRunner().invoke(app, words, input=keys, env={"COLUMNS": str(width), "NO_COLOR": None})


def left(folder: Path) -> tuple[int, list[str]]:
    """How many pairs wait, and what holds of those that were judged."""
    with open_project(folder) as project:
        queued = workflow.find_duplicates(project).queued
        return queued, [judged.relation for judged in project.store.catalogue.judgements()]


# -- what keys do


@pytest.mark.parametrize(
    ("keys", "queued", "holds", "expected"),
    [
        pytest.param("dd", 0, ["duplicate", "duplicate"], "Decided: 2 duplicate.\n", id="duplicate"),
        pytest.param("vn", 0, ["version", "different"], "Decided: 1 version of, 1 not a duplicate.\n", id="others"),
        pytest.param("d\nn\n", 0, ["duplicate", "different"], "Decided: 1 duplicate, 1 not a dup", id="line-by-line"),
        pytest.param("sd", 1, ["duplicate"], "Decided: 1 duplicate; 1 skipped.\n", id="skip"),
        pytest.param("duq", 2, [], "Decided: nothing.\n", id="undo"),
        pytest.param("nud", 1, ["duplicate"], "Decided: 1 duplicate.\n", id="undo-and-answer-again"),
        pytest.param("uq", 2, [], "Ana has judged no pair that could be undone\n", id="nothing-to-undo"),
        pytest.param("q", 2, [], "Decided: nothing.\n", id="quit"),
        pytest.param("d\x1b", 1, ["duplicate"], "Decided: 1 duplicate.\n", id="escape"),
        pytest.param("d\x03", 1, ["duplicate"], "Decided: 1 duplicate.\n", id="interrupt"),
        pytest.param("d", 1, ["duplicate"], "Decided: 1 duplicate.\n", id="end-of-input"),
        pytest.param("xd", 1, ["duplicate"], "'x' is none of the keys; ? lists them\n", id="unknown"),
        pytest.param("Dq", 2, [], "'D' is none of the keys; ? lists them\n", id="capitals-decide-nothing"),
    ],
)
def test_each_key_does_its_own(folder: Path, keys: str, queued: int, holds: list[str], expected: str) -> None:
    result = review(folder, keys)
    assert (result.exit_code, result.stderr) == (0, "")
    assert expected in result.stdout
    assert left(folder) == (queued, holds)


def test_an_answer_of_an_earlier_sitting_can_be_undone(folder: Path) -> None:
    review(folder, "dn")
    result = review(folder, "")
    assert result.stdout.startswith("No pair waits for a person.\nDecided: nothing.\n")
    with open_project(folder) as project:
        workflow.undo_duplicate(project, coder="Ana", at=AT)
    assert "Decided: nothing; 1 of an earlier sitting undone." in review(folder, "uq").stdout
    assert left(folder) == (2, [])


def test_one_persons_undo_leaves_anothers_answer(folder: Path) -> None:
    review(folder, "d", coder="Ben")
    assert "Ana has judged no pair" in review(folder, "uq").stdout
    assert left(folder) == (1, ["duplicate"])


def test_the_end_tells_how_records_fall_into_reports_now(folder: Path) -> None:
    assert review(folder, "dn").stdout.endswith(
        "Decided: 1 duplicate, 1 not a duplicate.\n4 records identified = 3 reports + 1 duplicate removed\n"
    )


def test_help_lists_every_key(folder: Path) -> None:
    told = review(folder, "?q").stdout
    assert all(f"  {key}  {says}\n" in told for key, says in KEYS.items())


def test_a_coder_without_a_name_is_asked_nothing(folder: Path) -> None:
    result = review(folder, "d", coder=" ")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: --coder is empty; judgements are kept with the name of who made them\n"


# -- what a pair looks like


def test_a_pair_is_shown_side_by_side_with_its_differences_marked(folder: Path) -> None:
    told = review(folder, "q").stdout
    lines = [line.split() for line in told.split("\n")]
    assert told.startswith("----")
    assert "1 of 2" in told.split("\n")[0]
    assert "The machine thought: not sure: " in told
    assert "(rule: two DOIs;" in " ".join(told.split())
    assert {("title", "="), ("doi", "!="), ("authors", "=")} <= {tuple(line[:2]) for line in lines}
    assert {"first.ris", "second.ris"} in [set(line[1:]) for line in lines if line[:1] == ["from"]]
    assert max(map(len, told.split("\n"))) <= 80


def test_the_whole_is_shown_where_it_is_asked_for(folder: Path) -> None:
    key = "o" if "They met." in review(folder, "q").stdout else "so"
    short, whole = (" ".join(review(folder, f"{keys}q").stdout.split()) for keys in (key[:-1], key))
    assert short.count("They met.") < 30
    assert whole.count("met.") >= 100
    assert "TY: JOUR" in whole
    assert "…" in short


@pytest.mark.parametrize("width", [20, 40, 63, 64, 200])
def test_any_width_will_do(folder: Path, width: int) -> None:
    told = review(folder, "d", width=width).stdout
    assert max(map(len, told.split("\n"))) <= width
    assert "doi !=" in told or width >= 64


def test_a_full_text_is_told_from_a_record(folder: Path) -> None:
    one = document(
        "Ferries.", name="paper", doi="10.8888/x", title=record(0).title, authors=record(0).authors, year=2001
    )
    with open_project(folder) as project, project.store.atomic():
        project.store.add_document(one, at=AT)
        project.store.add_file(File(path="paper.md", status="read", document=one.id), at=AT)
    with open_project(folder) as project:
        add_source(project, ris(record(0)), name="third.ris", at=AT)
    assert "full text: paper" in review(folder, "ssq").stdout


def test_nothing_in_a_record_moves_the_cursor_or_is_taken_for_markup(tmp_path: Path) -> None:
    odd = "[bold]Vans[/bold] :smile: \x1b[2J and [/] ties on the long road home"
    with open_project(write_project(tmp_path / "odd")) as project:
        records = [record(1, title=odd, doi=f"10.5555/{n}") for n in range(2)]
        add_source(project, ris(*records), name="a.ris", at=AT)
    told = review(tmp_path / "odd", "q", width=200).stdout
    assert "\x1b" not in told
    assert "[bold]Vans[/bold] :smile:" in told


# -- at a terminal


@POSIX
def test_at_a_terminal_keys_need_no_enter_and_escape_leaves(folder: Path) -> None:
    import pty

    master, slave = pty.openpty()
    command = [sys.executable, "-m", "relsynth", "duplicates", "review", "--coder", "Ana", "--project", str(folder)]
    with subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env={**os.environ, "TERM": "xterm"}
    ) as done:
        os.close(slave)
        told = read_until(master, "? q")
        for key, end in (("\x1b[A", "? q"), ("d", "? q"), ("\x1b", "removed")):
            told += pressed(master, key, end)
        assert done.wait(30) == 0
    os.close(master)
    assert "'\\x1b[A' is none of the keys" in told
    assert "\x1b[" in told.replace("\\x1b[A", "")
    assert left(folder) == (1, ["duplicate"])
