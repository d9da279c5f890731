"""What a command prints: words for people, plain JSON for programs, and bars where only people look."""

from __future__ import annotations

import io
import json
import math
import re
import sys
import warnings
from dataclasses import dataclass
from typing import Any

import pytest

from relsynth.cli.output import AFRESH, now, show, show_warnings, spell_what_has_no_letter, telling, tracked, warn
from relsynth.errors import NetworkFolderWarning


def test_what_relsynth_warns_of_is_a_line_and_what_others_warn_of_is_theirs(capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        theirs: list[str] = []
        warnings.showwarning = lambda message, *_rest: theirs.append(str(message))
        show_warnings()
        warnings.warn("x: lies on a network", NetworkFolderWarning, stacklevel=1)
        warnings.warn("theirs", UserWarning, stacklevel=1)
    assert capsys.readouterr().err == "Warning: x: lies on a network\n"
    assert theirs == ["theirs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A result."""

    name: str
    parts: tuple[Any, ...] = ()

    def __str__(self) -> str:
        return f"held {self.name}"


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        pytest.param(Held(name="Ngũgĩ"), "held Ngũgĩ\n", id="result"),
        pytest.param((Held(name="a"), Held(name="b")), "held a\nheld b\n", id="a-line-each"),
        pytest.param((), "nothing\n", id="none"),
        pytest.param(
            {"id": "x", "cues": ["a", "b"], "of": {"k": 1}, "parent": None, "on": True, "few": []},
            'id: x\ncues: \n  - a\n  - b\nof: {"k": 1}\nparent: none\non: yes\nfew: none\n',
            id="mapping",
        ),
    ],
)
def test_people_are_shown_words(capsys: pytest.CaptureFixture[str], result: object, expected: str) -> None:
    show(result, json=False)
    assert capsys.readouterr() == (expected, "")


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\x85", "\x07", "\r", "\x7f"])
def test_no_sign_moves_a_cursor(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, sign: str) -> None:
    show((Held(name=f"a{sign}[2Jb"), f"c\n\t{sign}d"), json=False)
    warn(f"Error: {sign}x")
    assert capsys.readouterr() == ("held a\ufffd[2Jb\nc\n\t\ufffdd\n", "Error: \ufffdx\n")
    show(Held(name=f"a{sign}b"), json=True)
    assert json.loads(capsys.readouterr().out)["name"] == f"a{sign}b"
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with telling(quiet=False) as tell:
        tell(f"1{sign}")
    assert capsys.readouterr().err == f"{AFRESH}1\ufffd{AFRESH}"


def test_programs_are_shown_json_in_any_script(capsys: pytest.CaptureFixture[str]) -> None:
    show(Held(name="Ngũgĩ", parts=(math.nan,)), json=True)
    told = capsys.readouterr().out
    assert json.loads(told) == {"name": "Ngũgĩ", "parts": [None]}
    assert "Ngũgĩ" in told


def test_a_letter_that_a_screen_lacks_is_spelt(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.TextIOWrapper(io.BytesIO(), encoding="cp1252", newline="")
    monkeypatch.setattr(sys, "stdout", screen)
    spell_what_has_no_letter()
    show(Held(name="café 李"), json=False)
    screen.flush()
    assert screen.buffer.getvalue() == b"held caf\xe9 \\u674e\n"  # type: ignore[attr-defined]


def test_warnings_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    warn("Error: x")
    assert capsys.readouterr() == ("", "Error: x\n")


@pytest.mark.parametrize("quiet", [True, False])
def test_progress_gives_every_item_and_stays_off_stdout(capsys: pytest.CaptureFixture[str], *, quiet: bool) -> None:
    assert list(tracked(quiet=quiet)([1, 2, 3], "Counting")) == [1, 2, 3]
    out, err = capsys.readouterr()
    assert out == ""
    assert ("Counting" in err) is not quiet


def test_nothing_to_do_draws_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(tracked(quiet=False)([], "Counting")) == []
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("quiet", "terminal", "expected"),
    [
        pytest.param(False, False, "1 record\n2 records, and more\n", id="a-line-each"),
        pytest.param(False, True, f"{AFRESH}1 record{AFRESH}2 records{AFRESH}", id="one-line-gone-in-the-end"),
        pytest.param(True, True, "", id="nobody-looks"),
    ],
)
def test_how_far_work_has_come_is_told_on_stderr(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, quiet: bool, terminal: bool, expected: str
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    monkeypatch.setenv("COLUMNS", "10")

    def work() -> None:
        with telling(quiet=quiet) as tell:
            tell("1 record")
            tell("2 records, and more")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert capsys.readouterr() == ("", expected)


def test_the_moment_is_told_to_the_second_and_in_utc() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", now())
