"""Reports are listed, shown whole with where each word comes from, and written to files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up import AT, document
from made_up_records import TITLES, in_memory, preprint, record, ris, shouted
from relsynth import formats, workflow
from relsynth.errors import FormatError, InputError, ProjectError
from relsynth.project import Project
from relsynth.records import Record
from relsynth.store import File
from relsynth.workflow.sources import add_source

ODD = record(1, title="Of “vans” – and\tties", extra=(("M3", "Kept as it stood  "),))


@pytest.fixture
def project() -> Iterator[Project]:
    with in_memory() as opened:
        add_source(opened, b"Searched by hand\n\n" + ris(record(1), record(2)), name="a.ris", at=AT)
        add_source(opened, ris(record(3), shouted(1), preprint(2)), name="b.ris", at=AT)
        yield opened


def id_of(project: Project, wanted: Record) -> str:
    records = project.store.catalogue.records().items()
    return next(id for id, one in records if (one.title, one.doi) == (wanted.title, wanted.doi))


# -- listed


def test_a_report_is_one_line_however_many_records_it_has(project: Project) -> None:
    listed = workflow.list_records(project)
    assert [row.title for row in listed.reports] == [TITLES[1], TITLES[2], TITLES[3], TITLES[2]]
    first = listed.reports[0]
    assert (len(first.records), first.doi, first.year) == (2, record(1).doi, 2002)
    assert str(listed).startswith("Reports (4):\n  r1:")
    assert f"{first.id}  Lindqvist and Nakamura (2002)  {TITLES[1]}  [2 records]\n" in str(listed)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("FERRY ledgers", [1], id="all-of-them"),
        pytest.param("ferry glassblowers", [], id="not-one-of-them"),
        pytest.param(" ", [1, 2, 3, 2], id="blank"),
    ],
)
def test_reports_are_found_by_words_of_their_title(project: Project, words: str, expected: list[int]) -> None:
    assert [row.title for row in workflow.list_records(project, words=words).reports] == [TITLES[n] for n in expected]


def test_where_none_is_found_it_is_said_what_to_do(project: Project) -> None:
    assert str(workflow.list_records(project, words="zebra")) == "No report has all of these words in its title: zebra"
    with in_memory() as empty:
        assert str(workflow.list_records(empty)) == "No records yet; add some with `relsynth import FILE`."


def test_people_are_not_flooded(project: Project) -> None:
    add_source(project, ris(*(record(n, title=f"Van {n} of {n * 7}", doi=None) for n in range(90))), name="c", at=AT)
    lines = str(workflow.list_records(project)).split("\n")
    assert len(lines) == 42
    assert lines[-1].endswith("more; --json lists all")


# -- shown whole


def test_a_report_is_shown_with_every_word_and_where_it_is_from(project: Project) -> None:
    lead, other = id_of(project, record(1)), id_of(project, shouted(1))
    shown = workflow.show_record(project, other)
    assert (shown.id, shown.study, shown.merged.id) == (lead, lead, lead)
    text = str(shown)
    assert f"title: {TITLES[1]}  [{lead}]\n    else: {TITLES[1].upper()}.  [{other}]" in text
    assert "same title and place (" in text
    assert f"Joined: {min(lead, other)} = {max(lead, other)}: " in text
    assert f"authors: Lindqvist, Bo; Nakamura, Dai  [{lead}]" in text


def test_the_sources_own_lines_are_shown_as_they_stood(project: Project) -> None:
    add_source(project, ris(ODD).replace(b"\n", b"\r\n"), name="c.ris", at=AT)
    (stretch,) = workflow.show_record(project, id_of(project, ODD)).stretches
    assert (stretch.name, stretch.first) == ("c.ris", 1)
    assert stretch.text.split("\n") == [line for line in ris(ODD).decode().split("\n") if line]
    (first, second) = workflow.show_record(project, id_of(project, record(1))).stretches
    assert (first.name, first.first, second.name) == ("a.ris", 3, "b.ris")
    assert f"a.ris, lines 3 to {first.last}:\nTY  - JOUR\nTI  - {TITLES[1]}\n" in str(first)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json", ".bib"])
def test_a_record_is_shown_from_whatever_it_was_read_of(project: Project, tmp_path: Path, suffix: str) -> None:
    written = tmp_path / f"records{suffix}"
    workflow.export_records(project, written)
    with in_memory() as other:
        add_source(other, written.read_bytes(), name=written.name, at=AT)
        (stretch,) = workflow.show_record(other, id_of(other, record(1))).stretches
    assert TITLES[1] in stretch.text
    assert TITLES[2] not in stretch.text


def test_a_record_that_stands_in_two_sources_is_shown_in_both(project: Project) -> None:
    add_source(project, ris(record(3)) + b"\n", name="c.ris", at=AT)
    shown = workflow.show_record(project, id_of(project, record(3)))
    assert [stretch.name for stretch in shown.stretches] == ["b.ris", "c.ris"]


def test_other_versions_and_full_texts_are_told(project: Project) -> None:
    one = document("Glass.", name="paper", doi=record(2).doi)
    with project.store.atomic():
        project.store.add_document(one, at=AT)
        project.store.add_file(File(path="paper.md", status="read", document=one.id), at=AT)
    shown = workflow.show_record(project, one.id[:12])
    assert (shown.id, shown.documents) == (id_of(project, record(2)), (one.id,))
    assert shown.versions == (id_of(project, preprint(2)),)
    assert f"Another version: {shown.versions[0]}\nFull text: {one.id}\nJoined: " in str(shown)


def test_a_full_text_without_a_record_is_told_to_be_one(project: Project) -> None:
    one = document("Nobody's.", name="paper")
    with project.store.atomic():
        project.store.add_document(one, at=AT)
        project.store.add_file(File(path="paper.md", status="read", document=one.id), at=AT)
    with pytest.raises(InputError, match="is a full text that no record is known of; `relsynth papers`"):
        workflow.show_record(project, one.id)


@pytest.mark.parametrize("name", ["r1:", "nothing", ""])
def test_a_name_of_no_record_is_an_error(project: Project, name: str) -> None:
    with pytest.raises(InputError, match="names no record; `relsynth records list` shows ids"):
        workflow.show_record(project, name)


# -- written


def read_back(path: Path) -> list[Record]:
    content = path.read_bytes()
    chosen = formats.format_of_records(content, path_name=path.name)
    return [item for item in chosen.read_records(content) if isinstance(item, Record)]


@pytest.mark.parametrize(("every", "expected"), [(False, 4), (True, 5)])
def test_reports_or_all_records_are_written(project: Project, tmp_path: Path, *, every: bool, expected: int) -> None:
    path = tmp_path / "out" / "records.ris"
    written = workflow.export_records(project, path, every=every)
    assert str(written) == f"Wrote {expected} records to {path} (ris)."
    found = read_back(path)
    assert len(found) == expected
    assert {(one.title, one.year, one.doi) for one in found} >= {(TITLES[1], 2002, record(1).doi)}


@pytest.mark.parametrize("name", ["records.ris", "records.bib", "records.json", "records.csv", "records.xlsx"])
def test_the_suffix_tells_the_format(project: Project, tmp_path: Path, name: str) -> None:
    workflow.export_records(project, tmp_path / name)
    found = read_back(tmp_path / name)
    assert sorted(str(one.title) for one in found) == sorted(TITLES[n] for n in (1, 2, 3, 2))
    assert {one.doi for one in found} == {record(1).doi, record(2).doi, record(3).doi, preprint(2).doi}


def test_a_format_named_overrules_the_suffix(project: Project, tmp_path: Path) -> None:
    assert workflow.export_records(project, tmp_path / "records.txt", format="ris").format == "ris"


@pytest.mark.parametrize(("name", "format"), [("records.docx", None), ("records.ris", "nonsense")])
def test_a_format_that_nobody_writes_is_an_error(
    project: Project, tmp_path: Path, name: str, format: str | None
) -> None:
    with pytest.raises(FormatError, match=r"no installed format writes it; installed: .*ris \(\.ris"):
        workflow.export_records(project, tmp_path / name, format=format)


def test_nothing_is_written_of_nothing_nor_where_nothing_can_be(project: Project, tmp_path: Path) -> None:
    with in_memory() as empty, pytest.raises(ProjectError, match="No records yet"):
        workflow.export_records(empty, tmp_path / "a.ris")
    assert not (tmp_path / "a.ris").exists()
    (tmp_path / "taken.ris").mkdir()
    with pytest.raises(ProjectError, match="cannot be written"):
        workflow.export_records(project, tmp_path / "taken.ris")
