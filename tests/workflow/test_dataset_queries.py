"""A dataset answers the query language of projects, with pages of sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from relsynth import open_project, workflow
from relsynth.bundled import example_papers
from relsynth.errors import InputError

AT = "2026-01-01T00:00:00+00:00"
QUERIES = [
    "code:STA.TRUST",
    "role:barrier",
    "domain:STA section:late",
    "code:STA.* -role:barrier or role:strategy",
    "assertion:recommended",
    "explicit:a_priori_aim",
    "level:inter_organisational assertion:any",
    "year:2015.. role:facilitator",
    "paper:*clinic* domain:ACT",
    "kind:machine construct:STR.FORUM",
    "lifecycle:foster or phase:preparation",
    "measured:instrument_named,study_items",
]


@pytest.fixture(scope="module")
def literature(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("literature") / "d"
    workflow.code_dataset(
        [example_papers()], folder, machines=workflow.machines(jobs=1), coder="lexicon", parser="none", partition=4
    )
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("text", QUERIES)
@pytest.mark.parametrize("by", ["segment", "study"])
def test_answers_are_those_of_the_project(examples: Path, literature: Path, text: str, by: str) -> None:
    with open_project(examples) as project:
        wanted = workflow.query(project, text, by=by, at=AT)  # type: ignore[arg-type]
    found = workflow.dataset_query(literature, text, by=by, limit=10_000)
    for name in ("query", "by", "n", "k", "lower", "upper", "apart", "found"):
        assert getattr(found, name) == getattr(wanted, name), name
    shared = [column for column in found.table.columns if column in wanted.table.columns and column != "quote"]
    rows = [
        [[row[table.columns.index(column)] for column in shared] for row in table.rows]
        for table in (found.table, wanted.table)
    ]
    assert sorted(rows[0], key=repr) == sorted(rows[1], key=repr)
    assert len(shared) == len(found.table.columns) - 1


@pytest.mark.slow
def test_a_page_says_which_rows_it_has(literature: Path) -> None:
    whole = workflow.dataset_query(literature, "domain:STA")
    page = workflow.dataset_query(literature, "domain:STA", limit=3, offset=2)
    assert page.table.rows == whole.table.rows[2:5]
    assert (page.first, page.last, page.found) == (3, 5, whole.found)
    assert f"Rows 3 to 5 of {whole.found};" in "\n".join(page.table.notes)
    assert f"and {whole.found - 5} more" in str(page)
    assert str(whole).splitlines()[0].startswith(f"domain:STA: {whole.found} segments; {whole.k} of ")


@pytest.mark.parametrize(
    ("options", "why"),
    [
        pytest.param({"by": "passage"}, "no unit 'passage'", id="passages"),
        pytest.param({"limit": 0}, "1 to 10000 rows", id="no-rows"),
        pytest.param({"limit": 10_001}, "1 to 10000 rows", id="too-many"),
        pytest.param({"offset": -1}, "begins at 0", id="before-the-first"),
    ],
)
def test_pages_that_cannot_be_are_refused(tmp_path: Path, options: dict[str, object], why: str) -> None:
    with pytest.raises(InputError, match=why):
        workflow.dataset_query(tmp_path, "role:barrier", **options)  # type: ignore[arg-type]
