"""An evaluation as people read it and as files."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from math import isnan
from pathlib import Path

import pytest

from relsynth.errors import InputError, ProjectError
from relsynth.synthesis.agreement import Agreement, Confusion, Estimate
from relsynth.synthesis.prevalence import UNKNOWN, Prevalence, Share
from relsynth.workflow.evaluation import (
    AGREEMENT_COLUMNS,
    ALONE,
    NOBODY_ALONE,
    PREVALENCE_COLUMNS,
    SHOWN,
    TAUGHT,
    Corrected,
    Evaluation,
    save_evaluation,
    tables,
)

HALF = Estimate(value=0.5, lower=0.25, upper=0.75)


def agreement(group: str = "code", people: int = 4) -> Agreement:
    return Agreement(
        group=group, papers=2, machine=4, people=people, both=2, precision=HALF, recall=HALF, f1=HALF, twice=0,
        readers_f1=Estimate(), machine_f1_twice=Estimate(), accepted=Share(k=3, n=4),
    )  # fmt: skip


def corrected(now: Prevalence = UNKNOWN) -> Corrected:
    right = Share(k=7, n=10)
    return Corrected(construct="STA.TRUST", found=Share(k=3, n=10), sensitivity=right, specificity=right, corrected=now)


def evaluation(*groups: Agreement, papers: int = 2, now: Prevalence = UNKNOWN, taught: bool = False) -> Evaluation:
    return Evaluation(
        coder="lexicon@0.3",
        by="construct",
        read=(("Ana", 2),) if papers else (),
        papers=papers,
        twice=0,
        decided=1,
        taught=taught,
        levels=(agreement(),),
        groups=groups or (agreement("STA.TRUST"),),
        confusions=(Confusion(machine="NET.TIES", person="STA.TRUST", sentences=3),),
        prevalence=(corrected(now),),
    )


def test_people_are_told_who_read_and_what_came_of_it() -> None:
    told = str(evaluation(now=Prevalence(value=0.25, lower=0.0, upper=0.6))).splitlines()
    assert told[:2] == [
        "lexicon@0.3 and people",
        "Read alone: 2 papers (Ana 2; 0 by two or more). Decided on: 1 paper.",
    ]
    assert "".join(told[3].split()) == "papersmachinepeoplebothprecisionrecallF1people'sF1accepted"
    assert told[4].split("  ")[0] == "code"
    assert "0.50 [0.25, 0.75]" in told[4]
    assert "3 of 4 0.75 [0.30, 0.95]" in told[4]
    assert "  NET.TIES  STA.TRUST  3" in told
    assert any(line.startswith("STA.TRUST") and line.endswith("0.25 [0.00, 0.60]") for line in told)
    assert ALONE in told


def test_readings_of_one_paper_that_count_in_part_are_told_with_two_decimals() -> None:
    in_part = replace(corrected(Prevalence(value=0.25, lower=0.0, upper=0.6)), sensitivity=Share(k=5 / 3, n=14 / 3))
    told = str(replace(evaluation(), prevalence=(in_part,)))
    assert "1.67 of 4.67 0.36 [" in told
    assert "3 of 10 0.30 [" in told


def test_where_nobody_read_alone_that_is_said_first() -> None:
    assert NOBODY_ALONE in str(evaluation(papers=0)).splitlines()
    assert NOBODY_ALONE not in str(evaluation())


def test_a_coder_that_learned_from_these_papers_is_no_judge_of_itself() -> None:
    assert TAUGHT in str(evaluation(taught=True)).splitlines()
    assert TAUGHT not in str(evaluation())


def test_a_prevalence_that_cannot_be_corrected_is_not_shown_but_kept() -> None:
    assert "prevalence  found" not in str(evaluation())
    (row,) = tables(evaluation())[2].rows
    assert all(isinstance(cell, float) and isnan(cell) for cell in row[-3:])


def test_long_lists_are_cut_with_what_many_sentences_are_about_first() -> None:
    groups = [agreement(f"C{n:02}", people=n) for n in range(SHOWN + 5)]
    told = str(evaluation(*groups))
    assert "C24" in told
    assert "C00" not in told
    assert "  and 5 more: --json or -o FILE has all" in told


def test_tables_have_their_columns() -> None:
    first, second, third = tables(evaluation())
    assert (first.columns, third.columns) == (AGREEMENT_COLUMNS, PREVALENCE_COLUMNS)
    assert all(len(row) == len(table.columns) for table in (first, second, third) for row in table.rows)
    told = dict(zip(third.columns, third.rows[0], strict=True))
    assert (told["n"], told["k"], told["share"], told["with_it"], told["sensitivity"]) == (10, 3, 0.3, 10, 0.7)


def test_a_file_is_written_in_the_form_of_its_ending(tmp_path: Path) -> None:
    made = evaluation()
    with save_evaluation(made, tmp_path / "new" / "e.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["papers"]]
    assert [row["group"] for row in rows] == ["code", "STA.TRUST"]
    assert [table["title"] for table in json.loads(save_evaluation(made, tmp_path / "e.json").read_text("utf-8"))] == [
        table.title for table in tables(made)
    ]
    assert save_evaluation(made, tmp_path / "e.md").read_text("utf-8").count("\n## ") == 2


def test_a_file_without_a_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"end it in \.csv, \.md, \.json"):
        save_evaluation(evaluation(), tmp_path / "e.pdf")


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "e.md").mkdir()
    with pytest.raises(ProjectError, match="cannot be written"):
        save_evaluation(evaluation(), tmp_path / "e.md")
