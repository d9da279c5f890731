"""What a paper does not say of itself its record says: who wrote it, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from made_up import AT, document
from made_up_records import in_memory, record, ris
from relsynth.documents import Document
from relsynth.records import Record
from relsynth.store import File
from relsynth.workflow.duplicates import draw
from relsynth.workflow.recorded import recorded
from relsynth.workflow.sources import add_source

DOI = "10.5555/rafts"
WRITTEN = record(1, doi=DOI, authors=("Okafor, Ada", "Lund, Ben"), year=2014)


def found(*papers: Document, records: tuple[Record, ...] = (WRITTEN, record(2))) -> Mapping[str, Record]:
    with in_memory() as project:
        if records:
            add_source(project, ris(*records), name="a.ris", at=AT)
        for one in papers:
            with project.store.atomic():
                project.store.add_document(one, at=AT)
                project.store.add_file(File(path=f"{one.name}.md", status="read", document=one.id), at=AT)
        return recorded(project, papers, draw(project).placed)


PAGE = replace(document("Rafts grew.", name="page"), doi=DOI, authors=(), year=None)


@pytest.mark.parametrize(
    ("said", "is_asked"),
    [
        pytest.param({}, True, id="says-nothing"),
        pytest.param({"year": 2014}, True, id="year-alone"),
        pytest.param({"authors": ("Okafor, Ada",), "year": 2014}, False, id="says-both"),
        pytest.param({"doi": None}, False, id="no-record"),
    ],
)
def test_a_record_is_asked_where_a_paper_is_silent(said: dict[str, object], is_asked: bool) -> None:
    page = replace(PAGE, **said)  # type: ignore[arg-type]
    told = found(page)
    assert list(told) == ([page.id] if is_asked else [])
    assert [(one.authors, one.year) for one in told.values()] == [(WRITTEN.authors, 2014)] * is_asked


def test_without_records_nothing_is_asked() -> None:
    assert found(PAGE, records=()) == {}
