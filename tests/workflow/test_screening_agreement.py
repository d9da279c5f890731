"""Agreement at a stage: of what each said alone, pair by pair, with every report on which they differ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up import AT
from made_up_records import record
from made_up_screening import FT, TA, decide, screening_project
from relsynth.project import Project
from relsynth.screening.decisions import Stage
from relsynth.workflow.screening_agreement import screening_agreement
from relsynth.workflow.screening_conflicts import adjudicate


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with screening_project(tmp_path, *map(record, range(6))) as opened:
        yield opened


def differing(project: Project, stage: Stage = TA) -> list[int]:
    """Numbers of the records on which coders differ."""
    ids = list(project.store.catalogue.dois())
    return [ids.index(one.report) for one in screening_agreement(project, stage).disagreements]


@pytest.mark.parametrize(
    ("said", "pairs", "differ"),
    [
        pytest.param("", [], [], id="nobody"),
        pytest.param("Ana 0 in, Ben 1 in", [], [], id="nothing-in-common"),
        pytest.param("Ana 0 in, Ben 0 in", [("Ana", "Ben", 1, 1)], [], id="agreed"),
        pytest.param("Ana 0 in, Ben 0 out", [("Ana", "Ben", 1, 0)], [0], id="differ"),
        pytest.param("Ana 0 in, Ben 0 maybe", [("Ana", "Ben", 1, 1)], [], id="a-doubt-reads-the-full-text-too"),
        pytest.param("Ana 0 out, Ben 0 maybe", [("Ana", "Ben", 1, 0)], [0], id="a-doubt-and-an-exclusion"),
        pytest.param("Ana 0 out E1, Ben 0 out E2", [("Ana", "Ben", 1, 1)], [], id="reasons-may-differ-here"),
        pytest.param("Ana 0 in, Ben 0 out, Ben 0 in", [("Ana", "Ben", 1, 0)], [0], id="who-gives-in-had-differed"),
        pytest.param("Ana 0 out, Ana 0 in, Ben 0 in", [("Ana", "Ben", 1, 1)], [], id="changed-while-still-blind"),
        pytest.param("Ana 0 in, Ben 0 out, Cat! 0 in", [("Ana", "Ben", 1, 0)], [0], id="settling-makes-nobody-agree"),
        pytest.param(
            "Ana 0 in, Ben 0 in, Ben 1 out, Cat 1 in, Ana 2 in, Cat 2 in, Ana 3 out, Ben 3 out, Cat 4 in",
            [("Ana", "Ben", 2, 2), ("Ana", "Cat", 1, 1), ("Ben", "Cat", 1, 0)],
            [1],
            id="three-on-parts",
        ),
    ],
)
def test_coders_agree_pair_by_pair(
    project: Project, said: str, pairs: list[tuple[str, str, int, int]], differ: list[int]
) -> None:
    decide(project, said)
    found = screening_agreement(project, TA)
    assert [(one.first, one.second, one.reports, one.agreed) for one in found.pairs] == pairs
    assert differing(project) == differ


@pytest.mark.parametrize(
    ("said", "agreed", "other_reasons"),
    [
        pytest.param("Ana 0 in, Ben 0 maybe", 0, 0, id="a-full-text-has-to-be-decided"),
        pytest.param("Ana 0 out E1, Ben 0 out E2", 1, 1, id="excluded-for-two-reasons"),
        pytest.param("Ana 0 out E1, Ben 0 in", 0, 0, id="verdicts-differ"),
    ],
)
def test_at_full_text_reasons_are_to_agree_too(project: Project, said: str, agreed: int, other_reasons: int) -> None:
    decide(project, said, stage=FT)
    (pair,) = screening_agreement(project, FT).pairs
    assert (pair.agreed, pair.other_reasons) == (agreed, other_reasons)
    assert differing(project, FT) == [0]


def test_each_stage_is_counted_on_its_own(project: Project) -> None:
    decide(project, "Ana 0 in, Ben 0 in, Ana 1 in, Ben 1 out")
    decide(project, "Ana 0 in, Ben 0 out E1", stage=FT)
    assert [(one.reports, one.agreed) for one in screening_agreement(project, TA).pairs] == [(2, 1)]
    assert [(one.reports, one.agreed) for one in screening_agreement(project, FT).pairs] == [(1, 0)]


def test_agreement_is_told_with_what_each_said(project: Project) -> None:
    decide(project, "Ana 0 in, Ben 0 in, Ana 1 in, Ben 1 out E1, Ana 2 out")
    ids = list(project.store.catalogue.dois())
    adjudicate(project, ids[1], "include", coder="Cat", stage=TA, at=AT)
    lines = str(screening_agreement(project, TA)).splitlines()
    assert lines[0] == "Agreement at title and abstract: 2 reports decided by two or more of 2 coders"
    assert lines[1].startswith("  Ana and Ben: 1 of 2 reports (50 %)")
    assert lines[-2] == "They differ on (1):"
    assert lines[-1].startswith(f"  {ids[1]}")
    assert lines[-1].endswith("[Ana: include; Ben: exclude (E1)]")


def test_every_measure_is_told_with_its_interval(project: Project) -> None:
    """Two of six differ; by hand: kappa = (4/6 - 1/2) / (1 - 1/2), chance 1/2 since each includes three of six."""
    decide(project, "Ana 0 in, Ana 1 in, Ana 2 in, Ana 3 out, Ana 4 out, Ana 5 out")
    decide(project, "Ben 0 in, Ben 1 in, Ben 2 out, Ben 3 in, Ben 4 out, Ben 5 out")
    found = screening_agreement(project, TA)
    (pair,) = found.pairs
    measured = {figure.name: figure for figure in pair.figures}
    assert measured["Cohen's kappa"].value == pytest.approx(1 / 3)
    assert measured["PABAK"].value == pytest.approx(1 / 3)
    assert measured["positive agreement"].value == pytest.approx(2 / 3)
    assert all(figure.lower <= figure.value <= figure.upper for figure in pair.figures if figure.lower is not None)
    assert found.figures == pair.figures
    assert "All coders" not in str(found)
    decide(project, "Cat 0 in, Cat 3 out")
    assert "  All coders:\n    agreement" in str(screening_agreement(project, TA))


def test_where_nobody_read_what_another_read_there_is_no_agreement(project: Project) -> None:
    decide(project, "Ana 0 in")
    assert str(screening_agreement(project, TA)) == (
        "No report was decided by two coders at title and abstract, so there is no agreement to be told."
    )
