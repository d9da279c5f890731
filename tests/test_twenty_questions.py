"""The twenty questions of people who review partnering: each is one command, and what it says of the twelve papers.

Answers were worked out by reading the papers and stand, with the sentences, in ``answers/twenty_questions.toml``:
what the machine misses and what it gives beyond them is told there as such.
"""

from __future__ import annotations

import csv
import json
import shlex
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from made_up import AT
from relsynth import workflow
from relsynth.bundled import example_papers
from relsynth.cli import app
from relsynth.project import open_project

ANSWERS = Path(__file__).parent / "answers" / "twenty_questions.toml"
QUESTIONS: list[dict[str, Any]] = tomllib.loads(ANSWERS.read_text(encoding="utf-8"))["question"]
PAGE = Path(__file__).parents[1] / "docs" / "how-to" / "ask-twenty-questions.md"
DISSENT = 5  # of so many codings Cleo says otherwise of one

Answer = Mapping[str, Any]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the twelve papers, read and coded with the dictionary."""
    folder = tmp_path_factory.mktemp("questions") / "papers"
    workflow.init(folder)
    settings = folder / "relsynth.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('coder = "combined"', 'coder = "lexicon"'), encoding="utf-8")
    with open_project(folder) as project:
        workflow.add_documents(project, [example_papers()], at=AT)
        workflow.code(project, at=AT, parser="none")
    return folder


@pytest.fixture(scope="module")
def people(papers: Path) -> Path:
    """The same with codings of two people, who differ now and then."""
    folder = papers.with_name("people")
    shutil.copytree(papers, folder)
    with (example_papers() / "expected.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["code"]]
    sheets = {"Ben": rows, "Cleo": [row for n, row in enumerate(rows) if n % DISSENT]}
    with open_project(folder) as project:
        for name, own in sheets.items():
            sheet = folder / f"{name}.csv"
            with sheet.open("w", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(out, ["document", "quote", "code"], extrasaction="ignore")
                writer.writeheader()
                writer.writerows(own)
            workflow.take_codings(project, sheet, coder=name, at=AT)
    return folder


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the records of three searches, of which nobody has read any."""
    folder = tmp_path_factory.mktemp("records") / "review"
    workflow.init(folder)
    with open_project(folder) as project:
        workflow.import_records(project, [example_papers() / "searches"], at=AT)
    return folder


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question["number"]))
def test_a_question_is_answered_by_one_command(
    question: Answer, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder: Path = request.getfixturevalue(question.get("needs", "papers"))
    monkeypatch.chdir(tmp_path)
    if "before" in question:
        assert CliRunner().invoke(app, [*shlex.split(question["before"]), "--project", str(folder)]).exit_code == 0
    done = CliRunner().invoke(app, [*shlex.split(question["command"]), "--project", str(folder)])
    assert done.exit_code == 0, done.output
    for said in question.get("says", ()):
        assert said in done.stdout
    if "--format json" in question["command"]:
        compare(question, json.loads(done.stdout))


def compare(question: Answer, table: Mapping[str, Any]) -> None:
    """Hold a table against what a reader says."""
    rows: list[Mapping[str, Any]] = table["rows"]
    for expected in question.get("rows", ()):
        assert any(expected.items() <= row.items() for row in rows), expected
    if "count" in question:
        assert len(rows) == question["count"]
    if "by_hand" in question:
        found = {row[question.get("column", "quote")] for row in rows}
        assert found == set(question["by_hand"]) - set(question.get("missed", ())) | set(question.get("wrong", ()))
    notes = "\n".join(table["notes"])
    assert "10 studies in 12 papers" in notes
    assert "Codebook relsynth-partnering" in notes


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question["number"]))
def test_what_a_reader_quotes_stands_in_the_papers(question: Answer, papers: Path) -> None:
    with open_project(papers) as project:
        texts = "\n".join(document.text for document in project.store.documents())
    for quote in question.get("by_hand", ()):
        assert quote in texts
    assert set(question.get("missed", ())) <= set(question.get("by_hand", ()))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question["number"]))
def test_the_page_has_every_question(question: Answer) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert f"## {question['number']}. " in page
    assert f"relsynth {question['command'].removesuffix(' --format json')}" in page
