"""Checklists are filled in from the history, and say what the team is to write; nothing is invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from made_up import AT, coded_project, write_project
from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.reports.checklists import CHECKLISTS
from relsynth.reports.tables import Table
from relsynth.workflow.checklists import FACTS, KNOWN, PARTLY, TO_WRITE, checklist

RIS = "TY  - JOUR\nTI  - A van on the hill road\nAU  - Ito, Ana\nPY  - 2020\nER  - \n"
PROTOCOL = """\
[protocol]
question = "What helps partners?"
[protocol.include]
I1 = "Two organisations or more"
[protocol.exclude]
E1 = "No study"
"""


def _items(table: Table) -> dict[str, dict[str, Any]]:
    return {str(row[1]): dict(zip(table.columns, row, strict=True)) for row in table.rows}


def _with_history(project: Project) -> None:
    """A search that came with a day and a query, and a decision."""
    export = project.path / "search.ris"
    export.write_text(RIS, encoding="utf-8")
    workflow.import_records(
        project, [export], database="Embase", searched_on="2026-01-01", query="partner* AND clinic*", at=AT
    )


@pytest.mark.parametrize("name", CHECKLISTS)
def test_every_item_has_what_is_known_or_what_is_to_be_written(tmp_path: Path, name: str) -> None:
    with coded_project(tmp_path, 1, 2) as project:
        items = _items(checklist(project, name))
    assert {item["standing"] for item in items.values()} == {KNOWN, PARTLY, TO_WRITE}
    for item in items.values():
        assert (item["standing"] == TO_WRITE) == (item["known"] is None)
        assert (item["standing"] == KNOWN) == (item["to_write"] is None)


def test_what_nobody_has_told_is_left_to_the_team(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        items = _items(checklist(project, "prisma-scr"))
    untold = ("Rationale", "Objectives", "Eligibility criteria", "Information sources", "Search")
    assert {items[topic]["standing"] for topic in untold} == {TO_WRITE}
    assert {items[topic]["to_write"] for topic in untold[1:]} == {"all of it"}  # not what is left beside facts alone
    assert items["Funding"]["standing"] == PARTLY
    assert items["Selection of sources: results"]["known"] is None
    assert "No paper was read by two people alone" in items["Data charting process"]["known"]
    assert "k_thin 2" in items["Synthesis of results"]["known"]


def test_the_history_is_told_in_its_own_figures(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        _with_history(project)
        settings = project.path / "relsynth.toml"
        before = settings.read_text(encoding="utf-8").split("[protocol]")[0]
        settings.write_text(before + PROTOCOL, encoding="utf-8")
    with open_project(project.path) as again:
        items = _items(checklist(again, "prisma-scr"))
        other = _items(checklist(again, "entreq"))
    assert items["Objectives"]["known"] == "Question in the protocol: What helps partners?"
    assert items["Eligibility criteria"]["known"] == "include I1: Two organisations or more. exclude E1: No study."
    assert items["Information sources"]["known"] == "Embase: searched on 2026-01-01, 1 record."
    assert other["Electronic search strategy"]["known"] == "Embase: partner* AND clinic*"
    assert "1 identified, 0 duplicates" in items["Selection of sources: results"]["known"]


def test_a_project_that_is_not_coded_says_so_and_has_the_rest(tmp_path: Path) -> None:
    with open_project(write_project(tmp_path / "review")) as project:
        made = checklist(project, "entreq")
    assert any("has no papers yet" in note for note in made.notes)
    items = _items(made)
    assert (items["Software"]["standing"], items["Software"]["to_write"]) == (PARTLY, "other software that was used")
    assert items["Coding"]["known"].startswith("Unit of coding: segment: One sentence.")
    assert items["Quotations"]["standing"] == TO_WRITE


def test_a_checklist_that_there_is_not_is_told_with_those_there_are(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project, pytest.raises(InputError, match="there are prisma-scr, entreq"):
        checklist(project, "prisma")


def test_every_fact_that_an_item_asks_for_can_be_told() -> None:
    asked = {fact for one in CHECKLISTS.values() for item in one.items for fact in item.facts}
    assert asked == FACTS.keys()
