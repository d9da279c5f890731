"""Codes on EPPI-Reviewer's references become codings where words are marked, and memos where not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import made_up
from relsynth import workflow
from relsynth.coding import Coding
from relsynth.errors import InputError
from relsynth.formats import eppi_json
from relsynth.formats.eppi_codes import read_eppi
from relsynth.project import Project
from relsynth.records import Record
from relsynth.workflow.eppi_maps import ImportedEppi, import_eppi, tree_of

QUOTE = "Trust between the drivers and the clinic grew in year 1."
TITLE = "Van number 1 on the hill road"
SETS = [
    {
        "SetName": "Ours",
        "SetId": 1,
        "Attributes": {
            "AttributesList": [
                {"AttributeId": 11, "AttributeName": "sta.trust"},
                {"AttributeId": 12, "AttributeName": "Something else"},
                {"AttributeId": 13, "AttributeName": "Renamed", "ExtURL": "urn:relsynth:code:NET.TIES"},
            ]
        },
    }
]


@pytest.fixture
def project(tmp_path: Path) -> Any:
    with made_up.coded_project(tmp_path, 1, 2) as opened:
        yield opened


def code(attribute: int, *quotes: str, text: str = "") -> dict[str, Any]:
    details = [{"Text": quote} for quote in quotes]
    return {"AttributeId": attribute, "AdditionalText": text, "ItemAttributeFullTextDetails": details}


def take(project: Project, *codes: dict[str, Any], title: str = TITLE) -> ImportedEppi:
    path = project.path / "eppi.json"
    content = {"CodeSets": SETS, "References": [{"ItemId": 1, "Title": title, "Codes": codes}]}
    path.write_text(json.dumps(content), encoding="utf-8")
    return import_eppi(project, path, coder="Cleo", at=made_up.AT)


def people(project: Project) -> list[tuple[str, str]]:
    texts = {document.version: document for document in project.store.documents()}
    own = (one for one in project.codings() if one.coder.kind == "person")
    return [(one.code, texts[one.span.version].quote(one.span.start, one.span.end)) for one in own]


@pytest.mark.parametrize(
    ("applied", "codings", "memos"),
    [
        pytest.param(code(11, f'Page 2:\n[¬s]"{QUOTE}"[¬e]'), [("STA.TRUST", QUOTE)], [], id="words"),
        pytest.param(code(13, QUOTE), [("NET.TIES", QUOTE)], [], id="our-own-id"),
        pytest.param(code(11), [], ["EPPI: Ours > sta.trust"], id="no-words"),
        pytest.param(code(11, text="strong"), [], ["EPPI: Ours > sta.trust: strong"], id="typed-in"),
        pytest.param(
            code(11, QUOTE, "Never said.", text="strong"),
            [("STA.TRUST", QUOTE)],
            ["EPPI: Ours > sta.trust: strong; “Never said.”"],
            id="words-that-are-not-there",
        ),
        pytest.param(code(12, QUOTE), [], [f"EPPI: Ours > Something else: “{QUOTE}”"], id="a-code-that-is-not-ours"),
        pytest.param(code(99), [], ["EPPI: code 99"], id="a-code-of-no-set"),
    ],
)
def test_codes_on_a_paper_that_is_here(
    project: Project, applied: dict[str, Any], codings: list[tuple[str, str]], memos: list[str]
) -> None:
    done = take(project, applied)
    assert (people(project), [memo.text for memo in project.store.memos.current()]) == (codings, memos)
    assert (done.papers, done.codings, done.memos) == (1, len(codings), len(memos))
    again = take(project, applied)
    assert (again.codings, again.memos, again.already) == (0, 0, len(codings) + len(memos))


def test_a_reference_without_a_paper_is_told_and_its_codes_stay_with_its_record(project: Project) -> None:
    done = take(project, code(11, QUOTE), title="Another")
    assert (done.papers, done.without_paper, people(project)) == (0, 1, [])
    assert "1 reference without a paper here" in str(done)
    found = eppi_json.read_records((project.path / "eppi.json").read_bytes())
    (record,) = [one for one in found if isinstance(one, Record)]
    assert ("Code", "Ours > sta.trust") in record.extra


def test_what_is_none_of_eppis_is_refused(project: Project) -> None:
    path = project.path / "eppi.json"
    path.write_text("[]")
    with pytest.raises(InputError, match=r"eppi\.json: is no JSON of EPPI-Reviewer"):
        import_eppi(project, path, coder="Cleo", at=made_up.AT)
    with pytest.raises(InputError, match="cannot be read"):
        import_eppi(project, project.path / "none.json", coder="Cleo", at=made_up.AT)


def quote_of(project: Project, coding: Coding) -> str:
    of = next(one for one in project.store.documents() if one.version == coding.span.version)
    return of.quote(coding.span.start, coding.span.end)


def test_a_map_that_is_written_comes_back_with_as_many_references_codes_and_quotes(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "map.eppi.json"
    workflow.write_codings(project, path)
    evidence = {(one.span.version, one.code) for one in project.codings() if one.is_evidence}
    read = read_eppi(path.read_bytes())
    assert sum(len(reference.codes) for reference in read.references) == len(evidence)
    done = import_eppi(project, path, coder="Cleo", at=made_up.AT)
    assert (done.references, done.papers, done.without_paper) == (2, 2, 0)
    assert {
        (read.own[one.attribute], quote)
        for reference in read.references
        for one in reference.codes
        for quote in one.quotes
    } == {(one.code, quote_of(project, one)) for one in project.codings() if one.is_evidence}


def test_what_relsynth_wrote_itself_makes_nobody_s_word_of_the_machine_s(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "map.eppi.json"
    workflow.write_codings(project, path)
    done = import_eppi(project, path, coder="Cleo", at=made_up.AT)
    assert (done.codings, people(project)) == (0, [])
    assert done.already > 0


def test_a_codebook_is_a_tree_below_its_domains(project: Project) -> None:
    states, networks = tree_of(project.codebook)
    assert [(one.name, one.is_codable) for one in (states, networks)] == [("States", False), ("Networks", False)]
    assert [one.guid for one in states.children] == ["STA.TRUST", "STA.LEGIT"]
