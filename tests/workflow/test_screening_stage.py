"""A stage has the reports that go on to it, and a name stands for a record of one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from made_up import AT, document
from made_up_records import in_memory, record, ris
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.screening.decisions import Verdict
from relsynth.store import File
from relsynth.workflow.screening import decide
from relsynth.workflow.screening_stage import record_of, reports_at
from relsynth.workflow.sources import add_source


@pytest.fixture
def project() -> Iterator[Project]:
    with in_memory() as opened:
        add_source(opened, ris(*map(record, range(4))), name="a.ris", at=AT)
        yield opened


def ids(project: Project) -> list[str]:
    return list(project.store.catalogue.dois())


def test_reports_come_in_the_order_of_their_records(project: Project) -> None:
    assert list(reports_at(project, "title_abstract").members) == ids(project)


def test_before_anything_was_decided_every_report_is_at_full_text(project: Project) -> None:
    assert list(reports_at(project, "full_text").members) == ids(project)


def test_afterwards_those_that_both_coders_let_go_on(project: Project) -> None:
    said: tuple[tuple[Verdict, Verdict], ...] = (("include", "maybe"), ("include", "exclude"), ("maybe", "maybe"))
    for id, verdicts in zip(ids(project), said, strict=False):
        for coder, verdict in zip(("Ana", "Ben"), verdicts, strict=True):
            decide(project, id, verdict, coder=coder, stage="title_abstract", at=AT)
    assert list(reports_at(project, "full_text").members) == [ids(project)[0], ids(project)[2]]


def test_a_full_text_stands_for_the_record_of_its_report(project: Project) -> None:
    text = document("Ferries came.", name="a", doi=record(1).doi, title=record(1).title, authors=record(1).authors)
    stranger = document("Nobody came.", name="b")
    with project.store.atomic():
        for one in (text, stranger):
            project.store.add_document(one, at=AT)
            project.store.add_file(File(path=f"{one.name}.md", status="read", document=one.id), at=AT)
    assert reports_at(project, "title_abstract").documents == {ids(project)[1]: (text.id,)}
    assert record_of(project, text.id) == ids(project)[1]
    with pytest.raises(InputError, match="no record is known of"):
        record_of(project, stranger.id)
