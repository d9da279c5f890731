"""What the twelve papers answer to the findings, worked out by reading them: figures, and the sentences behind them.

The answers stand in ``answers/findings.toml``; what the machine misses and what it gives beyond them is told there.
"""

from __future__ import annotations

import json
import shlex
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from relsynth import open_project
from relsynth.cli import app

ANSWERS = Path(__file__).parent / "answers" / "findings.toml"
FINDINGS: list[dict[str, Any]] = tomllib.loads(ANSWERS.read_text(encoding="utf-8"))["finding"]
NAMED = [pytest.param(one, id=f"{one['command'].split()[0]}-{number}") for number, one in enumerate(FINDINGS, 1)]


@pytest.fixture(scope="module")
def tables(examples: Path) -> Mapping[str, Any]:
    """Command -> the table that it answers with."""
    told = {}
    for command in {one["command"] for one in FINDINGS}:
        done = CliRunner().invoke(app, [*shlex.split(command), "--json", "--project", str(examples)])
        assert done.exit_code == 0, done.output
        told[command] = json.loads(done.stdout)
    return told


@pytest.fixture(scope="module")
def sentences(examples: Path) -> Mapping[str, str]:
    """Number of a coding -> its words."""
    with open_project(examples) as project:
        texts = {document.version: document.text for document in project.store.documents()}
        return {str(one.number): texts[one.span.version][one.span.start : one.span.end] for one in project.codings()}


@pytest.mark.parametrize("finding", NAMED)
def test_a_row_has_the_figures_and_the_sentences_that_were_worked_out(
    finding: Mapping[str, Any], tables: Mapping[str, Any], sentences: Mapping[str, str]
) -> None:
    table = tables[finding["command"]]
    (row,) = (row for row in table["rows"] if finding["cells"].items() <= row.items())
    if "by_hand" in finding:
        found = {sentences[number] for number in row["codings"].split()}
        assert found == set(finding["by_hand"]) - set(finding.get("missed", ())) | set(finding.get("wrong", ()))
    for said in finding.get("says", ()):
        assert said in "\n".join(table["notes"])


@pytest.mark.parametrize("finding", NAMED)
def test_what_a_reader_quotes_stands_in_the_papers(finding: Mapping[str, Any], examples: Path) -> None:
    with open_project(examples) as project:
        texts = "\n".join(document.text for document in project.store.documents())
    assert [quote for quote in finding.get("by_hand", ()) if quote not in texts] == []
    assert set(finding.get("missed", ())) <= set(finding.get("by_hand", ()))


def test_every_finding_that_is_asked_for_most_has_an_answer() -> None:
    asked = {one["command"].split()[0] for one in FINDINGS}
    expected = "relegation alignment necessity links network equity lifecycle quality context"
    assert asked == set(expected.split())
