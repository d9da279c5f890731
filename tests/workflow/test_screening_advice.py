"""Whether to read on, of a real project, and the plot of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from made_up import AT, write_project
from made_up_records import record, ris
from relsynth.errors import InputError, ProjectError
from relsynth.project import Project, open_project
from relsynth.screening.protocol import Protocol
from relsynth.workflow.screening import decide
from relsynth.workflow.screening_advice import screening_advice
from relsynth.workflow.screening_stops import stop_screening
from relsynth.workflow.sources import add_source


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with eight records, three of them read by Ana: the second is relevant."""
    with open_project(write_project(tmp_path / "review")) as opened:
        opened.config = replace(opened.config, protocol=Protocol(question="Roads?"))
        add_source(opened, ris(*map(record, range(8))), name="a.ris", at=AT)
        for id_, verdict in zip(opened.store.catalogue.records(), ("exclude", "include", "exclude"), strict=False):
            decide(opened, id_, verdict, coder="Ana", stage="title_abstract", at=AT)  # type: ignore[arg-type]
        yield opened


def test_the_rule_goes_by_the_order_of_reading(project: Project) -> None:
    told = screening_advice(project, stage="title_abstract")
    assert told.curve is not None
    assert told.advice is not None
    assert (told.curve.points, told.curve.total) == (((0, 0), (2, 1), (3, 1)), 8)
    assert (told.advice.rule, told.advice.stops, told.stopped, told.plot) == ("hypergeometric", False, None, None)
    assert str(told).startswith("Title and abstract: Not yet: ")
    assert "3 of 8 were read" in str(told)


def test_before_anything_is_read_no_rule_speaks(project: Project) -> None:
    told = screening_advice(project, stage="full_text")
    assert (told.advice, told.curve) == (None, None)
    assert str(told) == "Full text: nothing was read yet"


def test_who_has_stopped_is_told(project: Project) -> None:
    stop_screening(project, "title_abstract", coder="Ben", at=AT)
    assert str(screening_advice(project, stage="title_abstract")).endswith("\nStopped by Ben (2026-01-01).")


def test_the_curve_is_drawn_to_a_file(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "plots" / "recall.svg"
    told = screening_advice(project, stage="title_abstract", plot=out)
    assert out.read_text(encoding="utf-8").startswith("<svg")
    assert str(told).endswith(f"Wrote the recall plot to {out}.")
    screening_advice(project, stage="title_abstract", plot=tmp_path / "again.svg")
    assert (tmp_path / "again.svg").read_bytes() == out.read_bytes()


def test_what_cannot_be_drawn_is_told(project: Project, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"is written as \.svg"):
        screening_advice(project, stage="title_abstract", plot=tmp_path / "recall.pdf")
    with pytest.raises(InputError, match="nothing was read that could be drawn"):
        screening_advice(project, stage="full_text", plot=tmp_path / "recall.svg")
    (tmp_path / "file").write_text("")
    with pytest.raises(ProjectError, match="cannot be written"):
        screening_advice(project, stage="title_abstract", plot=tmp_path / "file" / "recall.svg")
