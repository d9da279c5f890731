"""The commands that answer the questions the project grew from: on the screen, as JSON, in files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from made_up import AT
from relsynth import open_project, workflow
from relsynth.bundled import default_codebook, example_papers
from relsynth.cli import app
from relsynth.codebook import Codebook
from relsynth.formats.codebook_writing import write_codebook
from relsynth.formats.codebook_yaml import read_codebook

ASKED = ("STA.TRUST", "ACT.ENGAGE", "CTX.CAPACITY", "STR.FORUM", "NET.TIES", "EQU.INCLUSION", "OUT.QUALITY")
GOALS = ("GOAL.OBJECTIVES", "GOAL.VISION", "GOAL.ALIGN", "GOAL.INTENSITY")

COMMANDS = [
    pytest.param(("relegation",), "Where papers speak of partnering", id="relegation"),
    pytest.param(("relegation", "--code", "STA.TRUST"), "Where papers speak of Trust", id="relegation-of-a-code"),
    pytest.param(("context",), "Context and actors as determinants", id="context"),
    pytest.param(("context", "--by", "setting"), "Context and actors as determinants, by setting", id="by-setting"),
    pytest.param(("beside", "--other", "STA"), "Context and actors beside other constructs", id="beside"),
    pytest.param(("alignment",), "Partnering goals and their alignment, by study", id="alignment"),
    pytest.param(("network", "--code", "STA.TRUST"), "Who interacts with whom: Trust", id="network"),
    pytest.param(("links",), "Partnering and implementation outcomes", id="links"),
    pytest.param(("necessity", "--outcome", "scale_up_spread"), "Reported wherever scale up spread is", id="necessity"),
    pytest.param(("quality", "--all"), "Level and quality of partnering", id="quality"),
    pytest.param(("equity",), "Equity in partnering, by income group", id="equity"),
    pytest.param(("lifecycle",), "Lifecycle of relations, by level", id="lifecycle"),
    pytest.param(("trends", "--split", "2019"), "Explicit and passing treatment, by year", id="trends"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of some fictional papers and the few codes that the commands ask for by themselves, coded."""
    folder = tmp_path_factory.mktemp("findings") / "review"
    workflow.init(folder)
    (folder / "codebook.yaml").write_text(write_codebook(few_codes()), encoding="utf-8")
    with open_project(folder) as opened:
        workflow.add_documents(opened, sorted(example_papers().glob("*.md"))[:5], at=AT)
        workflow.code(opened, at=AT, coder="lexicon", parser="none")
    return folder


def few_codes() -> Codebook:
    book = read_codebook(default_codebook().read_text(encoding="utf-8"))
    bare = {
        "confusable": (),
        "crosswalk": (),
        "examples": (),
        "examples_journal": (),
        "near_misses": (),
        "synonyms": (),
    }
    codes = [code.model_copy(update=bare) for code in book.codes if code.id in ASKED + GOALS]
    return book.model_copy(
        update={"codes": tuple(codes), "confusable_pairs": (), "sources": {}, "aliases": {}, "instruments": {}}
    )


def relsynth(project: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--project", str(project)])


@pytest.mark.parametrize(("words", "title"), COMMANDS)
def test_an_answer_is_a_table_on_the_screen(project: Path, words: tuple[str, ...], title: str) -> None:
    result = relsynth(project, *words)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"## {title}")


def test_json_has_all_that_the_screen_cuts_short(project: Path) -> None:
    told = json.loads(relsynth(project, "relegation", "--json").stdout)
    numbers = told["rows"][0]["codings"].split()
    assert len(numbers) > 4
    assert f"({len(numbers)})" in relsynth(project, "relegation").stdout


@pytest.mark.parametrize(
    ("words", "name", "begins"),
    [
        pytest.param(("relegation",), "late.svg", b"<svg ", id="picture"),
        pytest.param(("relegation",), "late.csv", b"construct,label,", id="table"),
        pytest.param(("network",), "net.svg", b"<svg ", id="network"),
        pytest.param(("network",), "net.graphml", b"<?xml ", id="graph"),
    ],
)
def test_a_file_is_written_as_its_name_says(
    project: Path, tmp_path: Path, words: tuple[str, ...], name: str, begins: bytes
) -> None:
    result = relsynth(project, *words, "-o", str(tmp_path / name))
    assert (result.exit_code, result.stdout) == (0, f"{tmp_path / name}\n"), result.output
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_what_cannot_be_answered_is_told_in_a_line(project: Path) -> None:
    result = relsynth(project, "necessity", "--outcome", "fame")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: no outcome 'fame'; there are acceptability,")
