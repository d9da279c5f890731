"""Studies are grouped by what a team charted of how they ended, and ratings told by group."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from made_up import AT
from made_up_forms import APPRAISAL, FORM, QUOTE, charting_project
from relsynth import workflow
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.evidence_tables import OUTCOME_COLUMNS, RATING_COLUMNS
from relsynth.workflow.study_groups import study_groups
from relsynth.workflow.synthesise import load_corpus


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Four papers: one of the best choice, one of the worst, one between, one that nobody charted."""
    with charting_project(tmp_path_factory.mktemp("groups"), 1, 2, 3, toml=FORM + APPRAISAL) as made:
        workflow.code(made, at=AT)
        for paper, worry in {"van-001": "much", "van-002": "little", "van-003": "some"}.items():
            workflow.chart(made, paper, "worry", [worry], coder="Ana", at=AT, form="appraisal", quote=QUOTE)
        yield made


def test_the_last_choice_is_high_the_first_is_low_and_all_else_is_neither(project: Project) -> None:
    corpus = load_corpus(project)
    groups = study_groups(project, corpus, "appraisal.worry")
    names = {number: corpus.documents[study.documents[0]].name for number, study in enumerate(corpus.studies)}
    assert [names[number] for number in groups.high] == ["van-001"]
    assert [names[number] for number in groups.low] == ["van-002"]
    assert "high: 1 study with appraisal.worry 'much'" in groups.note


def test_ratings_tell_what_parts_the_groups_only_where_an_outcome_is_given(project: Project) -> None:
    table = workflow.tabulate(project, "ratings", outcome="appraisal.worry")
    assert table.columns[: len(RATING_COLUMNS) + 5] == (*RATING_COLUMNS, *OUTCOME_COLUMNS)
    row = dict(zip(table.columns, table.rows[0], strict=True))
    assert [row[name] for name in OUTCOME_COLUMNS] == [1, 0.0, 1, 0.0, "too few rated"]
    assert "distinguishes" not in workflow.tabulate(project, "ratings").columns


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("no.worry", "no form 'no'"),
        ("appraisal.none", "no field 'none'"),
        ("appraisal", "no field ''"),
        ("charting.design", "charting.design has no order from worst to best"),
    ],
)
def test_what_says_no_outcome_is_refused(project: Project, outcome: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        workflow.tabulate(project, "ratings", outcome=outcome)
