"""What commands write is logged, and made again from the same words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from made_up import AT, coded_project
from relsynth.cli import app
from relsynth.coding import Coder, Coding

FORM = """
[forms.charting.fields.aim]
answer = "text"
ask = "What was the aim?"
"""


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """Two papers that two people coded, and a form to chart."""
    with coded_project(tmp_path, 1, 2) as project:
        first = next(one for one in project.codings() if one.code == "STA.TRUST")
        with project.store.atomic():
            for name in ("Ana", "Ben"):
                project.store.add_coder(coder := Coder(name=name, kind="person"))
                said = [Coding(span=first.span, code=first.code, coder=coder)]
                project.store.add_codings(said, codebook=project.codebook.digest, at=AT)
        settings = project.path / "relsynth.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + FORM, encoding="utf-8")
    return tmp_path / "review"


def _run(review: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "-p", str(review)])


COMMANDS = [
    ("table", "evidence", "-o", "{}/e.csv"),
    ("table", "incidence", "--json", "-o", "{}/i.txt"),
    ("gaps", "list", "--kind", "thin", "-o", "{}/g.xlsx"),
    ("gaps", "list", "--json", "-o", "{}/j.csv"),  # --json is for the screen: the file is CSV
    ("match", "barriers", "strategies", "--unmatched", "-o", "{}/m.md"),
    ("trends", "--split", "2020", "-o", "{}/t.csv"),
    ("query", "code:STA.TRUST", "-o", "{}/q.json"),
    ("query", "code:STA.TRUST", "--json", "-o", "{}/qj.csv"),
    ("cooccur", "--least", "1", "-o", "{}/c.csv"),
    ("map", "-o", "{}/map.html"),
    ("flow", "-o", "{}/flow.svg"),
    ("searches", "--json", "-o", "{}/searches.docx"),
    ("residue", "--least", "0.01", "-o", "{}/residue.html"),
    ("residue", "--least", "0.01", "--sheet", "{}/sheet.csv"),
    ("codings", "agreement", "-o", "{}/agreement.tex"),
    ("codings", "agreement", "--coder", "Ana", "--coder", "Ben", "--differences", "{}/differences.md"),
    ("codings", "export", "-o", "{}/codings.csv"),
    ("codings", "export", "--json", "-o", "{}/codings.txt"),
    ("codings", "export", "--decisions", "-o", "{}/decide.xlsx"),
    ("codings", "export", "-o", "{}/codings.jsonld"),
    ("codings", "export", "-o", "{}/map.eppi.json"),
    ("codings", "export", "--proposals", "-o", "{}/codings.qdpx"),
    ("evaluate", "-o", "{}/evaluation.md"),
    ("chart", "sheet", "--coder", "Ana", "-o", "{}/chart.csv"),
]


def test_commands_log_what_they_write_and_it_is_made_again(review: Path, tmp_path: Path) -> None:
    for words in COMMANDS:
        done = _run(review, *(word.format(tmp_path) for word in words))
        assert done.exit_code == 0, (words, done.output)
    assert _run(review, "table", "evidence").exit_code == 0  # shown on a screen: no output
    listed = json.loads(_run(review, "outputs", "--json").stdout)["outputs"]
    assert [one["path"].rsplit("/", 1)[-1] for one in listed] == [words[-1].split("/")[1] for words in COMMANDS]
    done = _run(review, "reproduce", "--json")
    made = json.loads(done.stdout)["outputs"]
    assert {one["path"]: one["verdict"] for one in made} == dict.fromkeys([one["path"] for one in listed], "identical")
    assert done.exit_code == 0


def test_a_command_that_fails_logs_nothing(review: Path, tmp_path: Path) -> None:
    assert _run(review, "searches", "-o", str(tmp_path / "searches.pdf")).exit_code == 1
    assert json.loads(_run(review, "outputs", "--json").stdout)["outputs"] == []
