"""Decisions go out to other programs: what a layout has no place for is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from made_up import AT
from made_up_records import TITLES, in_memory, record, ris, shouted
from relsynth import formats
from relsynth.config import DEFAULT
from relsynth.errors import FormatError, InputError, ProjectError
from relsynth.formats.screening_labels import Label, labels_of
from relsynth.project import Project
from relsynth.records import Record
from relsynth.screening.decisions import Decision
from relsynth.screening.protocol import Protocol, StagePlan
from relsynth.workflow.screening_exchange import import_screening
from relsynth.workflow.screening_export import export_screening
from relsynth.workflow.sources import add_source

DOUBLE = Protocol(plans={stage: StagePlan(mode="double") for stage in ("title_abstract", "full_text")})


@pytest.fixture
def project() -> Iterator[Project]:
    with in_memory() as opened:
        opened.config = replace(DEFAULT, protocol=DOUBLE)
        add_source(opened, ris(record(1), record(2), record(3), shouted(1)), name="a.ris", at=AT)
        yield opened


def decide(project: Project, number: int, verdict: Any, coder: str, **others: Any) -> None:
    found = {one.title: id for id, one in project.store.catalogue.records().items()}
    usual: dict[str, Any] = {"stage": "title_abstract", "at": AT}
    one = Decision(record=found[TITLES[number]], verdict=verdict, coder=coder, **(usual | others))
    with project.store.atomic():
        project.store.screening.add([one])


def exported(project: Project, path: Path, **said: Any) -> str:
    usual: dict[str, Any] = {"stage": "title_abstract", "layout": "eppi"}
    return str(export_screening(project, path, **(usual | said))).replace(str(path), path.name)


def labels(path: Path) -> dict[str | None, list[tuple[str, str | None]]]:
    content = path.read_bytes()
    found = formats.format_of_records(content, path_name=path.name).read_records(content)
    return {
        one.title: [(said.verdict, said.coder) for said in labels_of(one) if isinstance(said, Label)]
        for one in found
        if isinstance(one, Record)
    }


def test_one_record_goes_out_for_each_report_labelled_or_not(project: Project, tmp_path: Path) -> None:
    decide(project, 1, "include", "Ada", tags=("rct",))
    decide(project, 1, "include", "Ben")
    decide(project, 2, "exclude", "Ada")
    decide(project, 2, "maybe", "Ben")
    path = tmp_path / "new" / "out.csv"
    assert exported(project, path) == (
        "Wrote 3 records, 1 with a label to out.csv (eppi).\n"
        "Not in the file (1):\n  reports in conflict, or waiting for another coder: 1"
    )
    assert labels(path) == {TITLES[1]: [("include", None)], TITLES[2]: [], TITLES[3]: []}


def test_a_coders_own_decisions_go_out_whatever_others_say(project: Project, tmp_path: Path) -> None:
    decide(project, 1, "include", "Ada")
    decide(project, 1, "exclude", "Ben")
    decide(project, 2, "maybe", "Ada")
    path = tmp_path / "out.ris"
    assert exported(project, path, layout="asreview", coder=" Ada ") == (
        "Wrote 3 records, 1 with a label to out.ris (asreview).\n"
        "Not in the file (1):\n  decided maybe, for which ASReview has no label: 1"
    )
    assert labels(path)[TITLES[1]] == [("include", "Ada")]


def test_rayyan_gets_everybody_and_no_ruling(project: Project, tmp_path: Path) -> None:
    decide(project, 1, "include", "Ada", tags=("a, b",))
    decide(project, 1, "exclude", "Ben")
    decide(project, 1, "include", "Ben", adjudicates=True)
    path = tmp_path / "out.csv"
    assert exported(project, path, layout="rayyan") == (
        "Wrote 3 records, 1 with a label to out.csv (rayyan).\nNot in the file (2):\n  adjudications: 1\n"
        "  tags and reasons with a comma or a bar, written with other signs: 1"
    )
    assert labels(path)[TITLES[1]] == [("include", "Ada"), ("exclude", "Ben")]
    assert "adjudications: 1" in exported(project, path, layout="rayyan", coder="Ben")
    assert "adjudications" not in exported(project, path, layout="rayyan", coder="Ada"), "it is none of Ada's"
    assert exported(project, path, layout="eppi").startswith("Wrote 3 records, 1 with")
    assert labels(path)[TITLES[1]] == [("include", None)], "what they come to is the ruling"


def test_at_full_text_the_reports_that_went_on_go_out(project: Project, tmp_path: Path) -> None:
    for coder in ("Ada", "Ben"):
        decide(project, 1, "include", coder)
        decide(project, 2, "exclude", coder)
        decide(project, 1, "exclude", coder, stage="full_text", criterion="E1")
    path = tmp_path / "out.csv"
    exported(project, path, stage="full_text", layout="covidence")
    assert labels(path) == {TITLES[1]: [("exclude", None)]}


def test_a_file_that_comes_back_to_the_project_adds_nothing(project: Project, tmp_path: Path) -> None:
    decide(project, 1, "include", "Ada")
    decide(project, 2, "exclude", "Ben")
    before = project.store.catalogue.counts()
    for layout in ("asreview", "rayyan", "covidence", "eppi"):
        for suffix in (".csv", ".ris"):
            path = tmp_path / f"{layout}{suffix}"
            exported(project, path, layout=layout, coder="Ada")
            done = import_screening(project, path, at=AT)
            assert (done.added, done.already, done.source) == (0, 1, None), (layout, suffix)
    assert project.store.catalogue.counts() == before


@pytest.mark.parametrize(
    ("name", "said", "error"),
    [
        pytest.param("out.xml", {}, (FormatError, "csv"), id="suffix"),
        pytest.param("out.csv", {"layout": "word"}, (FormatError, "asreview, rayyan, covidence, eppi"), id="layout"),
        pytest.param("out.csv", {"coder": "Cy"}, (InputError, "Cy has decided nothing"), id="nobody"),
        pytest.param("out.csv", {"coder": " "}, (InputError, "empty"), id="no-name"),
        pytest.param(".", {"layout": "rayyan"}, (FormatError, "rayyan"), id="folder"),
    ],
)
def test_what_cannot_be_written_is_told(
    project: Project, tmp_path: Path, name: str, said: dict[str, Any], error: tuple[type[Exception], str]
) -> None:
    with pytest.raises(error[0], match=error[1]):
        exported(project, tmp_path / name, **said)


def test_without_records_there_is_nothing_to_write(tmp_path: Path) -> None:
    with in_memory() as empty, pytest.raises(ProjectError, match="no record is at this stage"):
        exported(empty, tmp_path / "out.csv")
