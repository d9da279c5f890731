"""Gaps as tables: each number leads to its sentences, and the notes say what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up import coded_project, paper
from relsynth import workflow
from relsynth.project import Project
from relsynth.workflow.gap_tables import GAP_COLUMNS


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "papers").mkdir()
    text = paper(9, "Nothing of that was seen.").replace("# Van number 9", "# Lessons learned from van 9")
    (tmp_path / "papers" / "lessons.md").write_text(text, encoding="utf-8")
    with coded_project(tmp_path, 1, 2) as opened:
        yield opened


def test_a_row_names_the_codings_behind_it(project: Project) -> None:
    table = workflow.tabulate(project, "gaps")
    assert table.columns == GAP_COLUMNS
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    (thin,) = [row for row in rows if (row["construct"], row["kind"]) == ("STA.TRUST", "thin")]
    numbers = {coding.number for coding in project.codings() if coding.code == "STA.TRUST"}
    assert {int(number) for number in str(thin["codings"]).split()} == numbers
    assert thin["corrected"] is None


def test_the_notes_tell_the_words_the_thresholds_what_was_left_out_and_what_was_not_judged(project: Project) -> None:
    notes = "\n".join(workflow.tabulate(project, "gaps").notes)
    for told in (
        "'Not found by the machine': nobody but the machine has looked.",
        "Left out of relegated_only and goal_less: 1 lessons paper, and 0 studies without a section",
        "Abstracts alone can be neither relegated nor unmeasured: 0 left out",
        "Thresholds: n_min 10, floor 0.1,",
        "unmeasured (no facet measured)",
        "Codebook small 1 (",
        "Severity is a key to sort by",
    ):
        assert told in notes
