"""Links have verbatim quotes; conditions are worded as reported together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.project import Project


@pytest.fixture(scope="module")
def project(examples: Path) -> Iterator[Project]:
    with open_project(examples) as opened:
        yield opened


def test_every_quote_stands_in_a_paper(project: Project) -> None:
    table = workflow.links(project).table
    texts = [document.text for document in project.store.documents()]
    quote = table.columns.index("quote")
    assert all(any(str(row[quote]) in text for text in texts) for row in table.rows)


def test_directions_add_up_to_the_studies(project: Project) -> None:
    table = workflow.links(project).table
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    for row in rows:
        assert row["k"] == sum(int(str(row[name])) for name in ("positive", "negative", "mixed", "untold"))


def test_a_condition_is_reported_together_with_an_outcome(project: Project) -> None:
    table = workflow.necessity(project, outcome="sustainability").table
    assert table.title == "Reported wherever sustainability is"
    claims = {str(row[table.columns.index("claim")]) for row in table.rows}
    assert all(claim.startswith(("reported together in", "the outcome is reported by no")) for claim in claims)


def test_an_outcome_that_is_not_in_the_codebook_is_refused(project: Project) -> None:
    with pytest.raises(InputError, match="no outcome 'scale'; there are acceptability, adoption"):
        workflow.necessity(project, outcome="scale")
