"""Search exports in: every file is a source, every record counted, nothing twice and nothing lost."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest

from made_up import AT, write_project
from made_up_records import in_memory, record, ris, shouted, write_export
from relsynth import workflow
from relsynth.errors import InputError
from relsynth.project import Project, open_project
from relsynth.store.catalogue import Source
from relsynth.workflow.sources import SourceImported, add_source, keep_source

T = TypeVar("T")
BROKEN = b"TY  - JOUR\nTI  - A van\nER  - \n\nTY  - JOUR\nER  - \n"
"""A record, and one that says nothing."""


@pytest.fixture
def project() -> Iterator[Project]:
    with in_memory() as opened:
        yield opened


def counts(imported: SourceImported) -> tuple[int, int, int, int]:
    return imported.read, imported.unread, imported.added, imported.already


# -- what is counted


def test_a_file_is_a_source_with_all_that_is_in_it(project: Project, tmp_path: Path) -> None:
    path = write_export(tmp_path / "a.ris", record(1), record(2), record(1))
    imported = workflow.import_records(project, [path], at=AT, database="X", query="vans", searched_on="2026-11-01")
    (source,) = imported.sources
    assert counts(source) == (3, 0, 2, 1)
    assert str(imported) == (
        "a.ris (ris): 3 read, 0 unread, 2 added, 1 already there\n"
        "3 records identified = 2 reports + 1 duplicate removed"
    )
    (row,) = workflow.list_sources(project).sources
    assert (row.source.name, row.source.database, row.source.query, row.source.searched_on) == (
        *("a.ris", "X", "vans", "2026-11-01"),
    )
    assert row.source.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert project.store.catalogue.content(row.source.id) == path.read_bytes()


def test_the_same_file_again_adds_nothing_under_whatever_name(project: Project, tmp_path: Path) -> None:
    for name in ("a.ris", "b.ris"):
        path = write_export(tmp_path / name, record(1), record(2))
        imported = workflow.import_records(project, [path], at=AT)
    assert counts(imported.sources[0]) == (2, 0, 0, 2)
    assert "0 added, 2 already there; this file was imported before" in str(imported)
    assert (imported.duplicates.identified, imported.duplicates.reports) == (2, 2)
    assert len(workflow.list_sources(project).sources) == 1


def test_a_file_read_in_the_wrong_format_is_told_and_read_again_in_the_right_one(
    project: Project, tmp_path: Path
) -> None:
    sheet = tmp_path / "mine.txt"
    sheet.write_text("Title\tYear\tDOI\nRafts\t2019\t10.5555/raft\n", encoding="utf-8")
    wrong = workflow.import_records(project, [sheet], at=AT, format="ris")
    assert counts(wrong.sources[0]) == (0, 1, 0, 0)
    (unread,) = workflow.list_unread(project).stretches
    assert unread.unread.reason == "no record in it, read as ris"
    right = workflow.import_records(project, [sheet], at=AT)
    assert counts(right.sources[0]) == (1, 0, 1, 0)
    assert workflow.import_records(project, [sheet], at=AT).sources[0].again


def test_files_with_the_same_bytes_are_each_named_and_summed_once(project: Project, tmp_path: Path) -> None:
    paths = [write_export(tmp_path / name, record(1), record(2)) for name in ("a.ris", "b.ris")]
    imported = workflow.import_records(project, paths, at=AT)
    assert [source.name for source in imported.sources] == ["a.ris", "b.ris"]
    assert "All: 2 read, 0 unread, 2 added, 0 already there; 1 of the 2 files imported before" in str(imported)


def test_a_later_search_adds_what_is_new(project: Project, tmp_path: Path) -> None:
    first = workflow.import_records(project, [write_export(tmp_path / "a.ris", record(1), record(2))], at=AT)
    before = project.store.catalogue.reports()
    later = workflow.import_records(
        project, [write_export(tmp_path / "b.ris", record(2), record(3), shouted(1))], at=AT
    )
    assert counts(later.sources[0]) == (3, 0, 2, 1)
    assert (first.duplicates.identified, first.duplicates.reports) == (2, 2)
    assert (later.duplicates.identified, later.duplicates.reports, later.duplicates.removed) == (5, 3, 2)
    after = project.store.catalogue.reports()
    assert {member: after[member] for member in before} == before


def test_files_are_counted_together_and_a_folder_is_walked(project: Project, tmp_path: Path) -> None:
    write_export(tmp_path / "in" / "a.ris", record(1))
    write_export(tmp_path / "in" / "deep" / "b.ris", record(1), record(2))
    imported = workflow.import_records(project, [tmp_path / "in"], at=AT)
    assert "All: 3 read, 0 unread, 2 added, 1 already there" in str(imported)


def test_what_cannot_be_read_is_kept_told_and_counted(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.ris").write_bytes(b"Searched on a rainy day\n\n" + BROKEN)
    imported = workflow.import_records(project, [tmp_path / "a.ris"], at=AT)
    (source,) = imported.sources
    assert (source.read, source.unread, source.asides) == (1, 1, 1)
    assert "What is unread is kept: relsynth unread" in str(imported)
    unread = workflow.list_unread(project)
    (row,) = unread.stretches
    assert (row.name, row.unread.origin.first, row.unread.origin.last) == ("a.ris", 7, 8)
    assert row.unread.text == "TY  - JOUR\nER  - "
    assert str(unread).startswith("Unread (1):\n  a.ris, lines 7 to 8: ")
    assert str(unread).endswith("between records: 1; relsynth unread --asides")
    every = workflow.list_unread(project, asides=True)
    assert [one.unread.kind for one in every.stretches] == ["aside", "record"]


def test_where_all_is_read_that_is_said(project: Project) -> None:
    assert str(workflow.list_unread(project)) == "Nothing is unread."
    assert str(workflow.list_sources(project)) == "No sources yet; add some with `relsynth import FILE`."


def test_a_long_stretch_is_shortened_for_people_alone(project: Project) -> None:
    add_source(project, b"TY  - JOUR\nER  - \n" + b"long " * 200, name="a.ris", at=AT)
    listed = workflow.list_unread(project, asides=True)
    assert max(map(len, str(listed).split("\n"))) < 250
    assert sum(len(row.unread.text) for row in listed.stretches) > 900


# -- what goes wrong


def test_a_file_that_is_no_export_stops_nobody(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.ris").write_bytes(b" \n")
    (tmp_path / "b.bin").write_bytes(b"\x00\x01\x02")
    good = write_export(tmp_path / "c.ris", record(1))
    imported = workflow.import_records(project, [tmp_path / "a.ris", tmp_path / "b.bin", good], at=AT)
    assert [Path(one.path).name for one in imported.failed][:1] == ["a.ris"]
    assert [one.name for one in imported.sources][-1:] == ["c.ris"]
    assert "Not imported (" in str(imported)
    assert "the file is empty" in str(imported)


def test_a_path_that_is_not_there_is_an_error_before_anything_is_read(project: Project, tmp_path: Path) -> None:
    good = write_export(tmp_path / "c.ris", record(1))
    with pytest.raises(InputError, match="no such file or folder"):
        workflow.import_records(project, [good, tmp_path / "nowhere"], at=AT)
    assert workflow.list_sources(project).sources == ()


def test_a_format_can_be_named(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_bytes(ris(record(1)))
    imported = workflow.import_records(project, [path], at=AT, format="ris")
    assert imported.sources[0].format == "ris"
    other = workflow.import_records(project, [write_export(tmp_path / "b.ris", record(2))], at=AT, format="nonsense")
    assert "no installed format is called 'nonsense'" in other.failed[0].reason


# -- what is told of a source


def test_a_source_can_be_described_by_id_or_name(project: Project) -> None:
    imported = add_source(project, ris(record(1)), name="a.ris", at=AT, database="X")
    workflow.describe_source(project, "a.ris", query="vans", kind="register")
    row = workflow.describe_source(project, imported.source, searched_on="2026-11-01")
    told = (row.source.database, row.source.query, row.source.searched_on, row.source.kind)
    assert told == ("X", "vans", "2026-11-01", "register")
    assert workflow.list_sources(project).sources == (row,)
    assert "X; 2026-11-01; vans" in str(row)


@pytest.mark.parametrize(
    ("name", "reason"),
    [pytest.param("b.ris", "names no source", id="none"), pytest.param("a.ris", "2 sources, use the id", id="several")],
)
def test_a_name_that_is_of_no_single_source_is_an_error(project: Project, name: str, reason: str) -> None:
    for number in (1, 2):
        add_source(project, ris(record(number)), name="a.ris", at=AT)
    with pytest.raises(InputError, match=reason):
        workflow.describe_source(project, name, query="x")


def test_a_second_import_tells_what_was_not_told_and_changes_nothing_that_was(project: Project) -> None:
    add_source(project, ris(record(1)), name="a.ris", at=AT, database="X")
    add_source(project, ris(record(1)), name="a.ris", at=AT, database="Other", query="vans")
    (row,) = workflow.list_sources(project).sources
    assert (row.source.database, row.source.query) == ("X", "vans")


def test_what_a_service_answered_is_a_source_like_any(project: Project) -> None:
    source = Source(
        **{
            "id": "s1:x",
            "name": "Some service: vans",
            "kind": "database",
            "format": "pages",
            "database": "Some service",
        },
        **{"query": "vans", "searched_on": AT[:10], "digest": "x", "bytes": 5, "added_at": AT},  # type: ignore[arg-type]
    )
    assert counts(keep_source(project, source, b"pages", iter([record(1)]))) == (1, 0, 1, 0)
    again = keep_source(project, source, b"pages", iter([record(1)]))
    assert (counts(again), again.again) == ((1, 0, 0, 1), True)


# -- stopped and gone on with


def test_what_was_imported_before_a_stop_is_kept_and_drawn_by_the_next_verb(project: Project, tmp_path: Path) -> None:
    paths = [write_export(tmp_path / f"{n}.ris", record(n), shouted(n)) for n in range(3)]

    def stop_after_two(items: Sequence[T], what: str) -> Iterator[T]:
        assert what == "Reading exports"
        yield from items[:2]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        workflow.import_records(project, paths, at=AT, track=stop_after_two)
    assert len(workflow.list_records(project).reports) == 2
    imported = workflow.import_records(project, paths, at=AT)
    assert (imported.duplicates.identified, imported.duplicates.reports) == (6, 3)


IMPORT = (
    "import sys; from pathlib import Path; from relsynth import open_project, workflow\n"
    "with open_project(sys.argv[1]) as project:\n"
    "    workflow.import_records(project, [Path(sys.argv[2])], at='then')\n"
)


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL there")
@pytest.mark.parametrize("times", [1, pytest.param(4, marks=pytest.mark.slow)])
def test_an_import_killed_at_any_moment_leaves_a_project_that_opens_and_goes_on(tmp_path: Path, times: int) -> None:
    files, each = 12, 60
    folder = write_project(tmp_path / "review")
    for n in range(files):
        records = [
            record(i, title=f"Van {n} of {i} on the road to {n * i}", doi=f"10.5555/{n}.{i}") for i in range(each)
        ]
        write_export(tmp_path / "in" / f"{n:02}.ris", *records)
    killed = 0
    for delay in count(1):
        command = [sys.executable, "-c", IMPORT, str(folder), str(tmp_path / "in")]
        before = written(folder)
        process = subprocess.Popen(command)
        wait_for_work(folder, process, before)
        time.sleep(delay * 0.03)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        with open_project(folder) as project:
            held = [row.read for row in workflow.list_sources(project).sources]
            assert set(held) <= {each}
            assert len(project.store.catalogue.records()) == each * len(held)
        if len(held) == files or killed == times:
            break
    with open_project(folder) as project:
        imported = workflow.import_records(project, [tmp_path / "in"], at=AT)
        assert imported.duplicates.identified == files * each
        assert project.store.catalogue.reports().keys() == project.store.catalogue.records().keys()
    assert killed > 0


def wait_for_work(folder: Path, process: subprocess.Popen[bytes], before: int) -> None:
    """Wait until a process writes."""
    until = time.monotonic() + 30
    while process.poll() is None and written(folder) == before and time.monotonic() < until:
        time.sleep(0.002)


def written(folder: Path) -> int:
    """When the project was last written to."""
    wal = folder / "relsynth.db-wal"
    return wal.stat().st_mtime_ns if wal.exists() else 0
