"""Options that commands share mean the same in each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from relsynth.cli import app
from relsynth.cli.options import HERE


def commands(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield words, command
        return
    for name, one in inner.items():
        yield from commands(one, (*words, name))


def test_every_command_can_print_json() -> None:
    without = [words for words, command in commands(get_command(app)) if "--json" not in options(command)]
    assert without == [("desk",), ("explore",)]  # which serve pages, and return nothing


def test_where_a_project_is_asked_for_it_is_by_default_here() -> None:
    asked = {
        words: options(command)["--project"] for words, command in commands(get_command(app)) if has_project(command)
    }
    assert len(asked) > 10
    assert {str(option.default) for option in asked.values()} == {str(HERE)} == {str(Path())}
    assert all("-p" in option.opts for option in asked.values())


def test_who_judges_must_say_so() -> None:
    judging = {words: options(command) for words, command in commands(get_command(app)) if words[0] == "duplicates"}
    asked = {words[1] for words, found in judging.items() if "--coder" in found}
    assert asked == {"review", "judge", "undo"}
    assert all(found["--coder"].required for found in judging.values() if "--coder" in found)


def options(command: Any) -> dict[str, Any]:
    return {name: option for option in command.params for name in option.opts}


def has_project(command: Any) -> bool:
    return "--project" in options(command)
