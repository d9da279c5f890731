"""Coding by keyboard: what each key does, and that leaving loses nothing."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from made_up import AT
from made_up_team import FIRST, double, team_project
from relsynth import open_project
from relsynth.cli.coding_keys import ACTIONS
from relsynth.cli.coding_terminal import code_by_keys, require_keys, sit_by_keys
from relsynth.errors import InputError
from relsynth.workflow.coding_listing import list_codings
from relsynth.workflow.coding_sitting import open_sitting
from relsynth.workflow.memos import list_memos
from terminal import pressed, read_until

POSIX = pytest.mark.skipif(os.name == "nt", reason="terminals are another matter there")
Keys = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of two papers, coded."""
    team_project(tmp_path, 1, 2).close()
    return tmp_path / "review"


@pytest.fixture
def press(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Keys:
    """What a person sees who presses keys before the first paper."""

    def pressed(keys: str, *, coder: str = "Ana", round: str | None = None, width: int = 100) -> str:
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setattr("sys.stdin", io.StringIO(keys))
        with open_project(folder) as project:
            code_by_keys(open_sitting(project, FIRST, coder=coder, round=round, at=AT))
        return capsys.readouterr().out

    return pressed


def said(folder: Path, coder: str = "Ana") -> list[tuple[str, str, str]]:
    """Code, status and words of what a person said."""
    with open_project(folder) as project:
        return [(one.code, one.status, one.quote) for one in list_codings(project, coder=coder).codings]


TRUST = "Trust between the drivers and the clinic grew in year 1."
CASES: list[Any] = [
    pytest.param("jaq", [("STA.TRUST", "accepted", TRUST)], "Accepted.\n", id="accept"),
    pytest.param("jrq", [("STA.TRUST", "rejected", TRUST)], "Rejected.\n", id="reject"),
    pytest.param(
        "jclegit\nq",
        [("STA.LEGIT", "changed", TRUST), ("STA.TRUST", "rejected", TRUST)],
        "Changed to STA.LEGIT.\n",
        id="change",
    ),
    pytest.param("jclegitt\nq", [], "No code is like 'legitt'.\n", id="unknown-code"),
    pytest.param("j+legit role=goal\nq", [("STA.LEGIT", "own", TRUST)], "role goal\n", id="add-with-a-facet"),
    pytest.param("j+sta\n2q", [("STA.LEGIT", "own", TRUST)], "  2  STA.LEGIT  Sta.Legit\n", id="pick"),
    pytest.param("j+sta\nxq", [], "No code.\n", id="pick-thought-better-of"),
    pytest.param("j+\nq", [], "No code.\n", id="no-code"),
    pytest.param("j+legit role=nothing\nq", [], "role has no value 'nothing'", id="unknown-value"),
    pytest.param("jtrole=goal\nq", [("STA.TRUST", "changed", TRUST)], "role goal\n", id="facets"),
    pytest.param("jaaq", [("STA.TRUST", "accepted", TRUST)], "You had said so.\n", id="twice"),
    pytest.param("jauq", [], "Undone: you accepted it.\n", id="undo"),
    pytest.param("uq", [], "Ana has coded nothing that could be undone\n", id="nothing-to-undo"),
    pytest.param("jjjq", [], "no proposal waits for you behind this sentence\n", id="no-more-proposals"),
    pytest.param("pq", [], "this is the first sentence of the paper\n", id="no-sentence-before"),
    pytest.param("n q", [], "sentence 3 of ", id="next-by-two-keys"),
    pytest.param("lq", [], "no section that tells lessons begins", id="no-lessons"),
    pytest.param("aq", [], "nothing is coded on this sentence\n", id="nothing-to-accept"),
    pytest.param("j+legit\nooaq", [("STA.LEGIT", "own", TRUST)], "You had said so.\n", id="another-is-chosen"),
    pytest.param("jazq", [("STA.TRUST", "accepted", TRUST)], "'z' is none of the keys; ? lists them\n", id="unknown"),
    pytest.param("ja", [("STA.TRUST", "accepted", TRUST)], "Left off van-001: 1 step kept.\n", id="the-end"),
    pytest.param("ja\x1br", [("STA.TRUST", "accepted", TRUST)], "Left off van-001: 1 step kept.\n", id="escape"),
    pytest.param("jaF", [("STA.TRUST", "accepted", TRUST)], "Finished van-001: 1 step kept.\n", id="finish"),
]


@pytest.mark.parametrize(("keys", "holds", "expected"), CASES)
def test_each_key_does_its_own(
    folder: Path, press: Keys, keys: str, holds: list[tuple[str, str, str]], expected: str
) -> None:
    assert expected in press(keys)
    assert sorted(said(folder)) == holds


def test_memos_and_notes_are_kept(folder: Path, press: Keys) -> None:
    told = press("ma short paper\nj!whose trust?\nm\nq")
    with open_project(folder) as project:
        memos = list_memos(project).memos
    assert [(one.about, one.text, one.to_adjudicator) for one in memos] == [
        ("document", "a short paper", False),
        ("coding", "whose trust?", True),
    ]
    assert "Noted on van-001.\n" in told
    assert "[1 memo]" in told


def test_a_step_of_an_earlier_sitting_can_be_undone(folder: Path, press: Keys) -> None:
    press("jaq")
    assert "Left off van-001: 0 steps kept; 1 of an earlier sitting undone.\n" in press("uq")
    assert said(folder) == []


def test_every_way_out_is_logged(folder: Path, press: Keys) -> None:
    for keys in ("q", "", "\x03", "F"):
        press(keys)
    with open_project(folder) as project:
        events = [one.event for one in project.store.rounds.work("Ana")]
    assert events == ["start", "stop"] * 3 + ["start", "finish"]


def test_in_a_blind_round_no_proposal_is_shown(folder: Path, press: Keys) -> None:
    with open_project(folder) as project:
        double(project)
    told = press("nnnnnn+legit\nq", round="r1")
    assert "lexicon" not in told
    assert "no proposal waits" in press("jq")
    with open_project(folder) as project:
        (own,) = list_codings(project, coder="Ana").codings
    assert (own.round, own.reason) == ("r1", None)


@pytest.mark.parametrize("width", [64, 120])
def test_a_sitting_fits_any_terminal(press: Keys, width: int) -> None:
    assert max(map(len, press("j?aojruq", width=width).split("\n"))) <= width


def test_help_tells_every_key(press: Keys) -> None:
    told = press("?q", width=120)
    assert all(f"{action.key}    {action.says}\n" in told for action in ACTIONS.values())


def test_nobody_is_asked_where_there_is_no_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("q"))
    with pytest.raises(InputError, match="relsynth codings add"):
        require_keys()
    with open_project(folder) as project, pytest.raises(InputError, match="relsynth codings add"):
        sit_by_keys(project, FIRST, coder="Ana", round=None)


@POSIX
def test_at_a_terminal_one_paper_comes_after_the_other(folder: Path) -> None:
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    command = [sys.executable, "-m", "relsynth", "codings", "sit", "--coder", "Ana", "--project", str(folder)]
    seen = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "LINES": "40"}
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=seen) as done:
        os.close(slave)
        told = read_until(master, "q quit", patience=120)
        for key, end in (("j", "q quit"), ("a", "q quit"), ("F", "q quit"), ("F", "every paper")):
            told += pressed(master, key, end)
        assert done.wait(30) == 0
    os.close(master)
    assert "Finished van-001: 1 step kept." in told
    assert "Finished van-002: 0 steps kept." in told
    assert said(folder) == [("STA.TRUST", "accepted", TRUST)]
