"""Screening by keyboard: what each key does, what a sitting looks like, and that leaving loses nothing."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from made_up import AT, write_project
from made_up_records import record, ris
from relsynth import open_project
from relsynth.cli.screen_keys import ACTIONS
from relsynth.cli.screen_terminal import require_terminal, screen_by_keys, settle_by_keys
from relsynth.errors import InputError
from relsynth.screening.decisions import Decision, Stage
from relsynth.screening.protocol import Criterion, Protocol
from relsynth.workflow.screening import decide, open_session
from relsynth.workflow.screening_settling import open_settling
from relsynth.workflow.screening_stops import stop_screening
from relsynth.workflow.sources import add_source
from terminal import pressed, read_until

POSIX = pytest.mark.skipif(os.name == "nt", reason="terminals are another matter there")
PROTOCOL = Protocol(
    question="How do drivers and nurses come to trust each other?",
    criteria=(
        Criterion(id="E1", text="Nobody was asked", kind="exclude"),
        Criterion(id="E2", text="Not about roads", kind="exclude"),
        Criterion(id="I1", text="People did something together", kind="include"),
    ),
    speaks_for=("trust*",),
    speaks_against=("day of rain",),
    audit=0.0,
)
Keys = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with three records, none of them read."""
    with open_project(write_project(tmp_path / "review")) as project:
        add_source(project, ris(*(record(number) for number in range(3))), name="a.ris", at=AT)
    return tmp_path / "review"


@pytest.fixture
def press(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Keys:
    """What a person sees who presses keys before the queue; or, ``settling``, before the conflicts."""

    def pressed(
        keys: str,
        *,
        coder: str = "Ana",
        stage: Stage = "title_abstract",
        protocol: Protocol = PROTOCOL,
        size: tuple[int, int] = (80, 40),
        blind: bool = False,
        settling: bool = False,
    ) -> str:
        monkeypatch.setenv("COLUMNS", str(size[0]))
        monkeypatch.setenv("LINES", str(size[1]))
        monkeypatch.setattr("sys.stdin", io.StringIO(keys))
        with open_project(folder) as project:
            project.config = replace(project.config, protocol=protocol)
            if settling:
                settle_by_keys(open_settling(project, coder=coder, stage=stage), protocol, blind=blind)
            else:
                with open_session(project, coder=coder, stage=stage, at=AT) as session:
                    screen_by_keys(session, protocol, blind=blind)
        return capsys.readouterr().out

    return pressed


def decided(folder: Path, stage: Stage = "title_abstract") -> list[tuple[str, str | None]]:
    """Verdict and criterion of every decision that holds."""
    return [(one.verdict, one.criterion) for one in decisions(folder, stage)]


def decisions(folder: Path, stage: Stage = "title_abstract") -> tuple[Decision, ...]:
    with open_project(folder) as project:
        return project.store.screening.current(stage=stage)


def say(folder: Path, verdict: str, *, coder: str, number: int = 0, criterion: str | None = None) -> None:
    """Let a coder decide a record, the first unless another is named."""
    with open_project(folder) as project:
        project.config = replace(project.config, protocol=PROTOCOL)
        id_ = list(project.store.catalogue.records())[number]
        decide(project, id_, verdict, coder=coder, stage="title_abstract", criterion=criterion, at=AT)  # type: ignore[arg-type]


# -- what keys do


@pytest.mark.parametrize(
    ("keys", "holds", "expected"),
    [
        pytest.param("i", [("include", None)], "Decided: 1 include.\n", id="include"),
        pytest.param("m", [("maybe", None)], "Decided: 1 maybe.\n", id="maybe"),
        pytest.param("e1", [("exclude", "E1")], "Kept: exclude (E1).\n", id="exclude-by-a-criterion"),
        pytest.param("e3", [("exclude", "I1")], "Kept: exclude (I1).\n", id="a-criterion-that-is-not-met"),
        pytest.param("e0", [("exclude", None)], "Kept: exclude.\n", id="exclude-without-one"),
        pytest.param("ex", [], "Not excluded.\n", id="exclude-thought-better-of"),
        pytest.param("e", [], "Decided: nothing.\n", id="exclude-and-the-end"),
        pytest.param("ie2m", [("include", None), ("exclude", "E2"), ("maybe", None)], "No other record", id="all"),
        pytest.param("i\nm\n", [("include", None), ("maybe", None)], "1 include, 1 maybe.\n", id="line-by-line"),
        pytest.param("siq", [("include", None)], "Decided: 1 include; 1 skipped.\n", id="skip"),
        pytest.param("sss", [], "Decided: nothing; 3 skipped.\n", id="skip-all"),
        pytest.param("iuq", [], "Decided: nothing.\n", id="undo"),
        pytest.param("e1ui", [("include", None)], "You had said: exclude (E1)\n", id="undo-and-decide-again"),
        pytest.param("uq", [], "You have decided nothing that could be undone.\n", id="nothing-to-undo"),
        pytest.param("q", [], "Decided: nothing.\n", id="quit"),
        pytest.param("i\x1bi", [("include", None)], "Decided: 1 include.\n", id="escape"),
        pytest.param("i\x03i", [("include", None)], "Decided: 1 include.\n", id="interrupt"),
        pytest.param("xi", [("include", None)], "'x' is none of the keys; ? lists them\n", id="unknown"),
        pytest.param("I", [], "'I' is none of the keys; ? lists them\n", id="capitals-decide-nothing"),
        pytest.param("yi", [("include", None)], "by rank (1 of 3 unread)\n", id="why"),
    ],
)
def test_each_key_does_its_own(
    folder: Path, press: Keys, keys: str, holds: list[tuple[str, str | None]], expected: str
) -> None:
    assert expected in press(keys)
    assert decided(folder) == holds


def test_notes_and_tags_are_kept_with_the_decision(folder: Path, press: Keys) -> None:
    told = press("nlooks odd\ntroads,  rain ,roads\nim")
    first, second = decisions(folder)
    assert (first.note, first.tags) == ("looks odd", ("roads", "rain"))
    assert (second.note, second.tags) == (None, ())
    assert "Note: looks odd\n" in told
    assert "Tags: roads, rain\n" in told


def test_a_note_is_there_again_when_its_decision_is_undone(folder: Path, press: Keys) -> None:
    assert "You had said: include: looks odd [rain]\n" in press("nlooks odd\ntrain\niue1")
    (one,) = decisions(folder)
    assert (one.verdict, one.note, one.tags) == ("exclude", "looks odd", ("rain",))


def test_an_empty_note_takes_it_back(folder: Path, press: Keys) -> None:
    press("nlooks odd\nn\ni")
    assert decisions(folder)[0].note is None


def test_a_note_moves_no_cursor(folder: Path, press: Keys) -> None:
    assert "\x1b" not in press("n\x1b[2Jodd\ni")
    assert decisions(folder)[0].note == "\ufffd[2Jodd"


def test_a_team_has_its_own_keys(folder: Path, press: Keys) -> None:
    told = press("+-1q", protocol=replace(PROTOCOL, keys={"include": "+", "exclude": "-"}))
    assert decided(folder) == [("include", None), ("exclude", "E1")]
    assert "+ include  - exclude  m maybe" in told


def test_help_tells_every_key(press: Keys) -> None:
    told = press("?")
    assert all(f"{action.key}      {action.says}\n" in told for action in ACTIONS.values())


# -- reasons


def test_at_full_text_an_exclusion_has_a_criterion(folder: Path, press: Keys) -> None:
    for number in range(3):
        for coder in ("Ana", "Ben"):
            say(folder, "include", coder=coder, number=number)
    told = press("e0e2q", stage="full_text")
    assert "Criterion? its key; any other key goes back\n" in told
    assert "an exclusion at full text names a criterion\n" in told
    assert "Full text: none in the project\n" in told
    assert decided(folder, "full_text") == [("exclude", "E2")]


def test_without_criteria_nothing_is_asked_by_title_and_a_reason_at_full_text(folder: Path, press: Keys) -> None:
    bare = Protocol(question="Roads?", audit=0.0)
    press("eiiq", protocol=bare)
    assert [verdict for verdict, _ in decided(folder)] == ["exclude", "include", "include"]
    press("e0iiq", protocol=bare, coder="Ben")
    press("eno road in it\nq", protocol=bare, stage="full_text")
    assert decided(folder, "full_text") == [("exclude", "no road in it")]


# -- going on where one stopped


def test_the_next_sitting_goes_on_where_this_one_stopped(press: Keys) -> None:
    first, second = press("iq").split("Kept: include.\n")
    title = second.split("\n")[0]
    assert title not in first
    assert press("q").startswith(f"{title}\n")


def test_a_decision_of_an_earlier_sitting_can_be_undone(folder: Path, press: Keys) -> None:
    press("i")
    assert "Decided: nothing; 1 of an earlier sitting undone.\n" in press("uq")
    assert decided(folder) == []


def test_one_persons_undo_leaves_anothers_decision(folder: Path, press: Keys) -> None:
    press("i", coder="Ben")
    assert "You have decided nothing" in press("uq")
    assert decided(folder) == [("include", None)]


def test_who_has_read_everything_is_asked_nothing(press: Keys) -> None:
    told = press("iii")
    assert "Kept: include.\nNo other record waits for you.\n3 read, 3 left (0 for you), 3 found\n" in told
    assert told.endswith("Decided: 3 include.\n")
    assert press("i").startswith("No record waits for you.\n3 read, 3 left (0 for you), 3 found\n")


# -- what a sitting looks like


def test_how_far_the_stage_has_come_stands_under_the_record(press: Keys) -> None:
    told = press("i")
    assert "\n0 read, 3 left, 0 found\n" in told
    assert "\n1 read, 3 left (2 for you), 1 found\nNot yet: " in told


@pytest.mark.parametrize("width", [64, 80, 120])
def test_a_sitting_fits_any_terminal(press: Keys, width: int) -> None:
    lines = press("ywhe1?uq", size=(width, 40)).split("\n")
    assert max(len(line) for line in lines) <= width


def test_criteria_that_would_push_the_title_off_the_screen_wait_for_their_key(press: Keys) -> None:
    short = press("e1q", size=(80, 14))
    assert short.index("Criterion?") > short.index("E1 Nobody was asked") > short.index("? help")
    tall = press("q", size=(80, 40))
    assert tall.index("E1 Nobody was asked") < tall.index("? help")


def test_the_whole_is_shown_where_it_is_asked_for(press: Keys) -> None:
    assert "doi: 10.5555" not in press("q")
    assert "doi: 10.5555" in press("w")


def test_who_screens_blind_sees_no_author(press: Keys) -> None:
    assert "Okafor" in press("q")
    assert "Okafor" not in press("wq", blind=True)


def test_nobody_is_asked_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("iii"))
    with pytest.raises(InputError, match="relsynth screen decide RECORD VERDICT"):
        require_terminal("screen decide")


# -- conflicts


@pytest.fixture
def conflicts(folder: Path) -> Path:
    """The project with two conflicts, and one record that both leave open."""
    for number, (ana, ben) in enumerate([("include", "exclude"), ("exclude", "include"), ("maybe", "maybe")]):
        say(folder, ana, coder="Ana", number=number)
        say(folder, ben, coder="Ben", number=number, criterion="E1" if ben == "exclude" else None)
    return folder


@pytest.mark.usefixtures("conflicts")
@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param("ie2", "Decided: 1 include, 1 exclude.\n", id="settled"),
        pytest.param("iu", "You had said: include\n", id="undo"),
        pytest.param("s", "1 left to settle\n", id="skip"),
        pytest.param("y", "coders differ, or all leave it open;", id="why"),
        pytest.param("m", "maybe settles nothing; include it or exclude it\n", id="maybe"),
        pytest.param("train\ni", "what settles a conflict has no tags; write a note\n", id="tags"),
        pytest.param("q", "Ana: include\nBen: exclude (E1)\n2 left to settle\n", id="both-are-told"),
        pytest.param("u", "You have decided nothing that could be undone.\n", id="nothing-to-undo"),
    ],
)
def test_conflicts_are_settled_by_the_same_keys(press: Keys, keys: str, expected: str) -> None:
    assert expected in press(keys, coder="Cyd", settling=True)


def test_who_gets_nothing_is_told_that_the_reading_was_stopped(folder: Path, press: Keys) -> None:
    press("iq")
    with open_project(folder) as project:
        stop_screening(project, "title_abstract", coder="Ben", at=AT)
    assert "No record waits for you.\n1 read, 3 left (2 for you), 1 found\nBen has stopped the reading;" in press("i")


def test_both_originals_are_kept_beside_what_settles_them(conflicts: Path, press: Keys) -> None:
    press("nread it\nie2", coder="Cyd", settling=True)
    kept = decisions(conflicts)
    assert [(one.coder, one.verdict) for one in kept if one.adjudicates] == [("Cyd", "include"), ("Cyd", "exclude")]
    assert [one.note for one in kept if one.adjudicates] == ["read it", None]
    assert len(kept) == 8
    assert press("", coder="Cyd", settling=True) == "No record waits for you.\n0 left to settle\nDecided: nothing.\n"


# -- at a terminal


@POSIX
@pytest.mark.parametrize("width", [64, 120])
def test_at_a_terminal_keys_need_no_enter_and_each_record_has_a_screen(folder: Path, width: int) -> None:
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    command = [sys.executable, "-m", "relsynth", "screen", "--coder", "Ana", "--project", str(folder)]
    seen = {**os.environ, "TERM": "xterm", "COLUMNS": str(width), "LINES": "40"}
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=seen) as done:
        os.close(slave)
        told = read_until(master, "q quit", patience=120)  # the ranking is loaded
        for key, end in (("\x1b[A", "q quit"), ("i", "q quit"), ("e", "q quit"), ("\x1b", "Decided")):
            told += pressed(master, key, end)
        assert done.wait(30) == 0
    os.close(master)
    assert "'\\x1b[A' is none of the keys" in told
    assert told.count("\x1b[2J") >= 2
    assert [verdict for verdict, _ in decided(folder)] == ["include", "exclude"]
    assert "Decided: 1 include, 1 exclude." in told
