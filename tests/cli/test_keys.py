"""Keys and lines, from a pipe."""

from __future__ import annotations

import io

import pytest

from relsynth.cli.keys import LEAVING, line, pressed


@pytest.mark.parametrize(
    ("piped", "expected"),
    [
        pytest.param("ab", ["a", "b", ""], id="signs"),
        pytest.param("a\nb\r\n", ["a", "b", ""], id="line-ends-are-no-keys"),
        pytest.param("ж", ["ж", ""], id="any-letter"),
        pytest.param("", ["", ""], id="end"),
    ],
)
def test_a_pipe_gives_a_sign_after_the_other(monkeypatch: pytest.MonkeyPatch, piped: str, expected: list[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(piped))
    assert [pressed() for _ in expected] == expected


def test_the_end_of_a_pipe_leaves() -> None:
    assert "" in LEAVING


@pytest.mark.parametrize(
    ("piped", "expected"),
    [
        pytest.param("  looks odd \n", "looks odd", id="typed"),
        pytest.param("\n", "", id="empty"),
        pytest.param("", None, id="thought-better-of"),
    ],
)
def test_a_line_is_what_was_typed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], piped: str, expected: str | None
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(piped))
    assert line("Note: ") == expected
    assert capsys.readouterr().out == "Note: "
