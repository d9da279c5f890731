"""A team's own codebook: from the template, a sheet, or another program; what is written is a codebook that works."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import BaseModel

from made_up import AT, write_papers, write_project
from relsynth import workflow
from relsynth.bundled import bundled
from relsynth.codebook import Codebook
from relsynth.codebook_parts import (
    Code,
    CodeCues,
    Confusable,
    ConfusablePair,
    Domain,
    Facet,
    GapThresholds,
    Instrument,
    Lexicon,
    NearMiss,
    Source,
)
from relsynth.errors import InputError
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.formats.plain_yaml import read_plain
from relsynth.formats.refi_codebook import write_qdc
from relsynth.project import open_project
from relsynth.workflow.new_codebook import new_codebook

PARTS = (
    *(Codebook, Code, CodeCues, Confusable, ConfusablePair, Domain, Facet),
    *(GapThresholds, Instrument, Lexicon, NearMiss, Source),
)
SHEET = (
    "Code;Parent;Definition;Examples;Keywords\n"
    "Trust;;Reliance on another;We relied on her.;trust*\n"
    "Ties;Trust;Links;;ties\n"
)
EPPI = {
    "CodeSets": [
        {
            "SetName": "Van",
            "SetId": 1,
            "Attributes": {
                "AttributesList": [
                    {
                        "AttributeId": 11,
                        "AttributeName": "Trust",
                        "AttributeSetDescription": "Reliance",
                        "Attributes": {"AttributesList": [{"AttributeId": 12, "AttributeName": "In drivers"}]},
                    }
                ]
            },
        }
    ],
    "References": [],
}


def test_the_template_passes_its_own_check(tmp_path: Path) -> None:
    made = new_codebook(tmp_path / "own.yaml")
    assert (made.codes, made.domains, made.problems) == (4, 2, ())
    assert workflow.check_codebook(tmp_path / "own.yaml").problems == ()


def test_the_template_shows_every_field_and_every_field_says_something() -> None:
    content, _ = read_plain((bundled("codebook") / "template.yaml").read_bytes(), what="codebook")
    shown = set(_keys(content))
    missing = {name for part in PARTS for name in part.model_fields} - shown
    assert missing == set()
    assert issubclass(Codebook, BaseModel)


def _keys(content: object) -> list[str]:
    if isinstance(content, dict):
        return [*content, *(key for value in content.values() for key in _keys(value))]
    return [key for value in content for key in _keys(value)] if isinstance(content, list) else []


def test_a_sheet_becomes_a_codebook(tmp_path: Path) -> None:
    (tmp_path / "ours.csv").write_text(SHEET, encoding="utf-8")
    made = new_codebook(tmp_path / "own.yaml", str(tmp_path / "ours.csv"), title="Vans")
    book = read_codebook((tmp_path / "own.yaml").read_bytes())
    assert (book.id, book.title, book.digest) == ("own", "Vans", made.digest)
    assert [(code.id, code.parent, code.label) for code in book.codes] == [
        ("OWN.TRUST", None, "Trust"),
        ("OWN.TIES", "OWN.TRUST", "Ties"),
    ]
    assert made.problems == ()
    assert made.notes[0] == "line 2: 'Trust' has the id OWN.TRUST here"


def test_a_codebook_of_a_sheet_codes_papers_with_levels_roles_and_assertions(tmp_path: Path) -> None:
    (tmp_path / "ours.csv").write_text(SHEET, encoding="utf-8")
    folder = write_project(tmp_path / "review")
    (folder / "codebook.yaml").unlink()
    new_codebook(folder / "codebook.yaml", str(tmp_path / "ours.csv"))
    with open_project(folder) as project:
        workflow.add_documents(project, [write_papers(tmp_path / "papers", 1, 2)], at=AT)
        workflow.code(project, at=AT)
        codings = list(project.codings())
        assert {coding.code for coding in codings} == {"OWN.TRUST", "OWN.TIES"}
        assert all(dict(coding.facets)["role"] and dict(coding.facets)["assertion"] for coding in codings)
        (row,) = workflow.tabulate(project, "evidence").rows
        assert row[:5] == ("OWN.TRUST", "Trust", "OWN", 2, 2)


def test_a_codebook_of_refi_qda_becomes_one_of_ours(tmp_path: Path) -> None:
    template = read_codebook((bundled("codebook") / "template.yaml").read_bytes())
    (tmp_path / "book.qdc").write_bytes(write_qdc(template))
    new_codebook(tmp_path / "own.yaml", str(tmp_path / "book.qdc"))
    book = read_codebook((tmp_path / "own.yaml").read_bytes())
    assert [code.label for code in book.codes] == [code.label for code in template.codes]
    assert "barrier" in book.facets["role"].cues


def test_a_set_of_codes_of_eppi_reviewer_becomes_one_of_ours(tmp_path: Path) -> None:
    (tmp_path / "review.json").write_text(json.dumps(EPPI), encoding="utf-8")
    new_codebook(tmp_path / "own.yaml", str(tmp_path / "review.json"))
    book = read_codebook((tmp_path / "own.yaml").read_bytes())
    assert [(code.id, code.definition) for code in book.codes] == [
        ("VAN.TRUST", "Reliance"),
        ("VAN.TRUST.INDRIVERS", None),
    ]
    assert book.domains[0].label == "Van"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("none.csv", None, r"none\.csv: cannot be read", id="no-file"),
        pytest.param("a.csv", b"a,b\n1,2\n", r"a\.csv: no line names the columns of a codebook", id="no-sheet"),
        pytest.param("a.csv", b"label,parent\n,B\n", r"holds no code\n  line 2: has neither an id nor", id="no-code"),
        pytest.param("a.yaml", b"id: x", r"a\.yaml: is a codebook file already", id="a-codebook"),
        pytest.param("a.json", b'{"CodeSets": []}', r"a\.json: holds no code", id="eppi-without-codes"),
        pytest.param("a.json", b"{", r"a\.json: ", id="broken-json"),
        pytest.param("a.qdc", b"<x/>", r"a\.qdc: ", id="no-qdc"),
        pytest.param("a.qdpx", b"PK", r"a\.qdpx: ", id="no-qdpx"),
    ],
)
def test_what_holds_no_codes_is_refused_and_nothing_is_written(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        new_codebook(tmp_path / "own.yaml", str(tmp_path / name))
    assert not (tmp_path / "own.yaml").exists()


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="is there already"):
        new_codebook(tmp_path / "own.yaml")
    assert (tmp_path / "own.yaml").read_text(encoding="utf-8") == "mine"


def test_a_report_tells_what_was_made_and_what_was_not_taken(tmp_path: Path) -> None:
    (tmp_path / "ours.csv").write_text("label,parent,colour\nTrust,Nobody,red\n", encoding="utf-8")
    made = str(new_codebook(tmp_path / "own.yaml", str(tmp_path / "ours.csv")))
    assert "1 code in 1 domain, from ours.csv" in made
    assert "column 'colour' is no part of a codebook here, and is not read" in made
    assert "line 2: parent 'Nobody' is no code of the sheet; the code is kept without one" in made
