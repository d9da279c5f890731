"""Records fall into reports whatever the order they come in; people decide; everything can be taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_up import AT, document
from made_up_records import in_memory, preprint, record, ris, rival, shouted
from relsynth import dedupe, workflow
from relsynth.config import DEFAULT
from relsynth.dedupe import Group, Verdict
from relsynth.documents import Document
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.records import Record, record_id
from relsynth.store import File, Store
from relsynth.workflow.duplicates import Duplicates, draw, keep_judgement
from relsynth.workflow.sources import add_source

RECORDS = (record(1), shouted(1), rival(2), record(2), preprint(3), record(3), shouted(3), record(4))
VERDICTS: tuple[Verdict, ...] = ("duplicate", "version", "different")


@pytest.fixture
def project() -> Iterator[Project]:
    with in_memory() as opened:
        yield opened


def put(project: Project, *records: Record, name: str = "a.ris") -> Duplicates:
    add_source(project, ris(*records), name=name, at=AT)
    return workflow.find_duplicates(project)


def ids(project: Project) -> dict[str, str]:
    """Title and DOI, or what there is -> id."""
    return {f"{one.title} {one.doi}": id for id, one in project.store.catalogue.records().items()}


def id_of(project: Project, wanted: Record) -> str:
    return ids(project)[f"{wanted.title} {wanted.doi}"]


def dump(project: Project, *tables: str) -> list[str]:
    """Every row of some tables, byte for byte."""
    connection: sqlite3.Connection = project.store._db
    return [repr(tuple(row)) for table in tables for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]


def parts(project: Project) -> set[frozenset[str]]:
    """How records are grouped, by what they say."""
    said = {id: f"{one.title} {one.doi}" for id, one in project.store.catalogue.records().items()}
    return {frozenset(said[member] for member in group.members) for group in draw(project).groups}


def put_text(project: Project, name: str = "a", **others: object) -> Document:
    one = replace(document(f"{name} grew.", name=name), **others)  # type: ignore[arg-type]
    with project.store.atomic():
        project.store.add_document(one, at=AT)
        project.store.add_file(File(path=f"{name}.md", status="read", document=one.id), at=AT)
    return one


# -- counts


def test_an_empty_project_has_nothing_to_count(project: Project) -> None:
    assert str(workflow.find_duplicates(project)) == "0 records identified = 0 reports + 0 duplicates removed"
    assert str(workflow.list_duplicates(project)).startswith("No two records are the same report")


def test_everything_is_counted(project: Project) -> None:
    found = put(project, *RECORDS)
    assert (found.identified, found.reports, found.removed, found.studies, found.queued) == (8, 6, 2, 5, 1)
    assert str(found) == (
        "8 records identified = 6 reports + 2 duplicates removed\n"
        "5 studies: some reports are versions of each other\n"
        "1 pair to decide: relsynth duplicates review --coder NAME"
    )


ORDERS = st.permutations(RECORDS).flatmap(
    lambda order: st.tuples(st.just(order), st.sets(st.integers(1, len(RECORDS) - 1), max_size=3))
)
JUDGED = st.lists(
    st.tuples(st.sampled_from(list(combinations(range(len(RECORDS)), 2))), st.sampled_from(VERDICTS)), max_size=4
)


@given(order=ORDERS, judged=JUDGED)
@settings(max_examples=15)
def test_counts_add_up_and_order_changes_no_report(
    order: tuple[list[Record], set[int]], judged: list[tuple[tuple[int, int], Verdict]]
) -> None:
    records, cuts = order
    with in_memory() as once, in_memory() as bit_by_bit:
        put(once, *RECORDS)
        edges = [0, *sorted(cuts), len(records)]
        for start, end in pairwise(edges):
            put(bit_by_bit, *records[start:end], name=f"{start}.ris")
        for project in (once, bit_by_bit):
            for (a, b), relation in judged:
                first, second = sorted((id_of(project, RECORDS[a]), id_of(project, RECORDS[b])))
                keep_judgement(project, first, second, relation, coder="Ana", at=AT)
        found, other = workflow.find_duplicates(once), workflow.find_duplicates(bit_by_bit)
        assert found == other
        assert found.identified == found.reports + found.removed == len(RECORDS)
        assert parts(once) == parts(bit_by_bit)
        placed = once.store.catalogue.reports()
        assert found.reports == len({report for report, _ in placed.values()})
        assert found.studies == len({study for _, study in placed.values()})


def test_the_same_record_in_two_sources_is_a_duplicate_removed(project: Project) -> None:
    put(project, record(1))
    found = put(project, record(1), record(2), name="b.ris")
    assert (found.identified, found.reports, found.removed) == (3, 2, 1)


def test_where_nothing_is_new_nothing_is_written(project: Project) -> None:
    put(project, *RECORDS)
    connection: sqlite3.Connection = project.store._db
    before = connection.total_changes
    told: list[str] = []
    connection.set_trace_callback(told.append)
    workflow.find_duplicates(project)
    assert connection.total_changes == before
    assert not [statement for statement in told if statement.startswith("BEGIN IMMEDIATE")]


def test_nobody_takes_back_an_earlier_answer_in_place_of_one_that_was_overruled(project: Project) -> None:
    put(project, record(1), record(2), record(3))
    first, second, third = project.store.catalogue.records()
    workflow.judge_duplicate(project, first, second, "duplicate", coder="Ana", at=AT)
    workflow.judge_duplicate(project, first, third, "duplicate", coder="Ana", at=AT)
    workflow.judge_duplicate(project, first, third, "different", coder="Ben", at=AT)
    with pytest.raises(InputError, match="was overruled by Ben"):
        workflow.undo_duplicate(project, coder="Ana", at=AT)
    assert len(project.store.catalogue.judgements()) == 2


def test_counts_are_of_one_moment_whatever_another_process_imports_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "relsynth.db"
    project = Project(tmp_path, DEFAULT, Store.open(path))
    put(project, record(1), record(2))
    group = dedupe.group

    def grouped_while_another_imports(*args: Any, **others: Any) -> tuple[Group, ...]:
        monkeypatch.undo()
        with Project(tmp_path, DEFAULT, Store.open(path)) as elsewhere:
            add_source(elsewhere, ris(record(3), record(4)), name="b.ris", at=AT)
        return group(*args, **others)

    monkeypatch.setattr(dedupe, "group", grouped_while_another_imports)
    told = workflow.find_duplicates(project)
    assert (told.identified, told.reports, told.removed) == (2, 2, 0)
    told = workflow.find_duplicates(project)
    assert (told.identified, told.reports, told.removed) == (4, 4, 0)
    project.close()


# -- names


def test_reports_keep_their_names_when_records_come_later(project: Project) -> None:
    put(project, shouted(1), record(4))
    before = project.store.catalogue.reports()
    put(project, record(1), preprint(1), record(0), name="b.ris")
    after = project.store.catalogue.reports()
    assert {member: after[member] for member in before} == before
    assert after[id_of(project, record(1))] == before[id_of(project, shouted(1))]
    assert after[id_of(project, preprint(1))][1] == before[id_of(project, shouted(1))][1]


def test_a_full_text_that_was_there_first_names_the_report(project: Project) -> None:
    one = put_text(project, doi=record(1).doi)
    workflow.find_duplicates(project)
    put(project, record(1))
    assert project.store.catalogue.reports()[id_of(project, record(1))] == (one.id, one.id)


# -- what people say


def test_a_person_overrules_the_machine_and_can_be_undone_to_the_byte(project: Project) -> None:
    put(project, *RECORDS)
    records = dump(project, "records", "origins", "sources", "unread")
    states = [dump(project, "reports")]
    pairs = [
        (record(1), shouted(1), "different"),
        (record(2), rival(2), "duplicate"),
        (record(4), record(3), "version"),
        (record(4), record(1), "duplicate"),
        (record(1), shouted(1), "version"),
    ]
    for a, b, relation in pairs:
        workflow.judge_duplicate(project, id_of(project, a), id_of(project, b), relation, coder="Ana", at=AT)  # type: ignore[arg-type]
        states.append(dump(project, "reports"))
    assert len(set(map(tuple, states))) == len(states)
    for state in reversed(states[:-1]):
        workflow.undo_duplicate(project, coder="Ana", at=AT)
        assert dump(project, "reports") == state
    assert dump(project, "records", "origins", "sources", "unread") == records
    with pytest.raises(InputError, match="Ana has judged no pair that could be undone"):
        workflow.undo_duplicate(project, coder="Ana", at=AT)


def test_what_a_person_said_outlives_new_rules_and_new_records(project: Project) -> None:
    put(project, record(1), shouted(1))
    workflow.judge_duplicate(
        project, id_of(project, record(1)), id_of(project, shouted(1)), "different", coder="Ana", at=AT
    )
    with project.store.atomic():
        project.store.catalogue.set_matched((id, "dedupe/0") for id in project.store.catalogue.dois())
    found = put(project, record(1, pmid="7"), name="b.ris")
    assert found.reports == 2
    assert [judged.relation for judged in project.store.catalogue.judgements()] == ["different"]


def test_new_rules_compare_everything_anew(project: Project) -> None:
    put(project, *RECORDS)
    before = project.store.catalogue.matches()
    with project.store.atomic():
        project.store.catalogue.add_matches([replace(before[0], rule="an older rule")])
        project.store.catalogue.set_matched((id, "dedupe/0") for id in project.store.catalogue.dois())
    workflow.find_duplicates(project)
    assert project.store.catalogue.matches() == before


def test_what_was_judged_and_killed_is_drawn_by_the_next_verb(project: Project) -> None:
    put(project, record(1), shouted(1), record(2))
    a, b = sorted((id_of(project, record(1)), id_of(project, shouted(1))))
    keep_judgement(project, a, b, "different", coder="Ana", at=AT)
    assert len(workflow.list_records(project).reports) == 3


@pytest.mark.parametrize(
    ("a", "b", "coder", "reason"),
    [
        pytest.param("r1:nothing", "r1:nothing", "Ana", "names no record; `relsynth records list`", id="unknown"),
        pytest.param("r1:", "r1:", "Ana", "names no record", id="too-short"),
        pytest.param("", "", "Ana", "names no record", id="empty"),
        pytest.param("first", "first", "Ana", "are the same record", id="same"),
        pytest.param("first", "second", " ", "--coder is empty", id="nobody"),
    ],
)
def test_a_judgement_that_says_nothing_is_an_error(project: Project, a: str, b: str, coder: str, reason: str) -> None:
    put(project, record(1), record(2))
    known = {"first": id_of(project, record(1)), "second": id_of(project, record(2))}
    with pytest.raises(InputError, match=reason):
        workflow.judge_duplicate(project, known.get(a, a), known.get(b, b), "duplicate", coder=coder, at=AT)
    assert project.store.catalogue.judgements() == ()


def test_a_record_is_known_by_the_beginning_of_its_id(project: Project) -> None:
    put(project, record(1), record(2))
    a, b = sorted((id_of(project, record(1)), id_of(project, record(2))))
    judged = workflow.judge_duplicate(project, b[:12], a[:12], "version", coder=" Ana ", at=AT)
    assert str(judged) == f"Kept: {a} and {b}: versions of one study (Ana)"


def test_each_join_tells_its_rule_and_score_or_the_person(project: Project) -> None:
    put(project, record(1), shouted(1), record(2), rival(2))
    workflow.judge_duplicate(
        project, id_of(project, record(2)), id_of(project, rival(2)), "duplicate", coder="Ana", at=AT
    )
    listed = workflow.list_duplicates(project)
    text = str(listed)
    assert text.startswith("Reports with more than one record (2):")
    assert "same title and place (" in text
    assert "judged the same report by Ana" in text
    assert {row.report for row in listed.reports} == {id_of(project, record(1)), id_of(project, record(2))}


# -- full texts


@pytest.mark.parametrize(
    ("said", "attached", "queued"),
    [
        pytest.param({"doi": record(1).doi}, 1, 0, id="doi"),
        pytest.param(
            {"title": record(1).title, "authors": record(1).authors, "year": record(1).year}, 1, 0, id="whole-title"
        ),
        pytest.param(
            {"title": f"{record(1).title} again", "authors": record(1).authors, "year": record(1).year},
            *(0, 1),
            id="likeness-alone",
        ),
        pytest.param({"title": "Something else by far and wide"}, 0, 0, id="nothing"),
    ],
)
def test_a_full_text_is_attached_or_brought_before_a_person(
    project: Project, said: dict[str, object], attached: int, queued: int
) -> None:
    put_text(project, **said)
    found = put(project, record(1), record(2))
    assert (found.reports, found.identified) == (2, 2)
    assert (found.attached, found.unattached, found.queued) == (attached, 1 - attached, queued)


def test_a_full_text_that_is_removed_leaves_its_report_and_comes_back_to_it(project: Project) -> None:
    put(project, record(1))
    one = put_text(project, doi=record(1).doi)
    assert workflow.find_duplicates(project).attached == 1
    before = dump(project, "reports")
    project.store.forget_file("a.md")
    found = workflow.find_duplicates(project)
    assert (found.attached, found.unattached) == (0, 0)
    assert one.id not in project.store.catalogue.reports()
    put(project, shouted(1), name="b.ris")
    put_text(project, doi=record(1).doi)
    assert workflow.find_duplicates(project).attached == 1
    assert set(before) <= set(dump(project, "reports"))


def test_a_full_text_read_anew_is_matched_anew(project: Project) -> None:
    put(project, record(1))
    put_text(project)
    assert workflow.find_duplicates(project).attached == 0
    put_text(project, doi=record(1).doi, reader="md/2")
    assert workflow.find_duplicates(project).attached == 1
    assert str(workflow.find_duplicates(project)).endswith("full texts: 1 attached to their record, 0 without a record")


def test_reports_survive_closing_the_file(tmp_path: Path) -> None:
    with Project(tmp_path, DEFAULT, Store.open(tmp_path / "relsynth.db")) as project:
        found = put(project, *RECORDS)
    with Project(tmp_path, DEFAULT, Store.open(tmp_path / "relsynth.db")) as project:
        assert project.store.catalogue.reports()[record_id(next(iter(project.store.catalogue.records().values())))]
        assert workflow.find_duplicates(project) == found
