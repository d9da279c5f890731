"""Codings from a file, whatever it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up import AT, coded_project
from made_up_refi import coding, selection, story
from relsynth.errors import InputError
from relsynth.workflow.import_codings import ImportedCodings
from relsynth.workflow.import_qdpx import ImportedProject
from relsynth.workflow.take_codings import take_codings


def test_a_sheet_is_one_persons_and_a_project_tells_its_coders(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("document,quote,code\nvan-001,Ties among,NET.TIES\n", encoding="utf-8")
    (tmp_path / "a.QDPX").write_bytes(story(selection(0, 5, coding())))
    with coded_project(tmp_path, 1) as project:
        sheet = take_codings(project, tmp_path / "a.csv", at=AT, coder="Ana")
        assert isinstance(sheet, ImportedCodings)
        assert sheet.own == 1
        assert isinstance(take_codings(project, tmp_path / "a.QDPX", at=AT), ImportedProject)


@pytest.mark.parametrize(
    ("name", "others", "why"),
    [
        ("a.csv", {}, "name the person with --coder"),
        ("a.csv", {"coder": "Ana", "codes": Path("b.csv")}, "--codes is for projects"),
        ("a.qdpx", {"coder": "Ana"}, "tells its coders itself"),
    ],
)
def test_what_does_not_fit_the_file_is_refused(tmp_path: Path, name: str, others: dict[str, object], why: str) -> None:
    with coded_project(tmp_path, 1) as project, pytest.raises(InputError, match=why):
        take_codings(project, tmp_path / name, at=AT, **others)  # type: ignore[arg-type]
