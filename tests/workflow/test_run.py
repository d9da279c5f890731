"""One command from papers to tables and map, as often as one likes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from made_up import AT, write_papers, write_project
from relsynth import workflow
from relsynth.errors import InputError, ProjectError, SourceError
from relsynth.project import open_project
from relsynth.workflow.all_tables import EVERY
from relsynth.workflow.reproduce import reproduce
from relsynth.workflow.run import FORMS, LONG, SHEETS, Ran

T = TypeVar("T")
LATER = "2027-07-07T07:07:07+00:00"


def run(folder: Path, *, at: str = AT) -> Ran:
    return workflow.run([folder / "papers"], folder / "out", at=at, parser="none")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_papers(tmp_path / "papers", 1, 2)
    write_project(tmp_path / "out")
    return tmp_path


def outputs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir() if path.suffix != ".db"}


def test_a_run_writes_every_table_and_the_map(folder: Path) -> None:
    ran = run(folder)
    made = [name for name in EVERY if not any(said.startswith(name) for said in ran.missing)]
    tables = {f"{name}.{form}" for name in made for form in (SHEETS if name in LONG else FORMS)}
    assert {Path(table).name for table in ran.tables} == tables
    assert outputs(folder).keys() == {*tables, "map.html", "relsynth.toml", "codebook.yaml"}
    assert (ran.added.read, ran.coding.coded) == (2, 2)
    assert f"{len(made)} tables in {len(tables)} files in {folder / 'out'}\n" in str(ran)
    assert str(ran).endswith(f"The map: {folder / 'out' / 'map.html'}")


def test_all_that_a_run_wrote_is_made_again_to_the_byte(folder: Path) -> None:
    ran = run(folder)
    with open_project(folder / "out") as project:
        made = reproduce(project)
    assert len(made.outputs) == len(ran.tables) + 1
    assert {one.verdict for one in made.outputs} == {"identical"}


def test_what_a_run_wrote_is_never_read_as_a_paper(folder: Path) -> None:
    ran = run(folder)
    with open_project(folder / "out") as project:
        added = workflow.add_documents(project, [folder / "out"], at=AT)
    assert (added.read, added.unread) == (0, ())
    assert {*ran.tables, ran.map} <= {*added.not_papers}


def test_running_again_changes_no_byte(folder: Path) -> None:
    run(folder)
    before = outputs(folder)
    again = run(folder)
    assert (again.added.read, again.added.already, again.coding.coded) == (0, 2, 0)
    assert outputs(folder) == before


def test_the_hour_changes_nothing_but_the_day_on_the_map(folder: Path) -> None:
    run(folder)
    before = outputs(folder)
    run(folder, at=LATER)
    after = outputs(folder)
    assert {name for name in before if before[name] != after[name]} == {"map.html"}
    assert after["map.html"].replace(LATER[:10].encode(), AT[:10].encode()) == before["map.html"]


def test_a_run_goes_on_with_new_papers(folder: Path) -> None:
    run(folder)
    write_papers(folder / "papers", 3)
    again = run(folder)
    assert (again.added.read, again.coding.coded) == (1, 1)


def test_a_run_makes_its_project_with_the_title_given(tmp_path: Path) -> None:
    write_papers(tmp_path / "papers", 1)
    workflow.run([tmp_path / "papers"], tmp_path / "new" / "out", at=AT, title="Vans", coder="lexicon", parser="none")
    with open_project(tmp_path / "new" / "out") as project:
        assert project.config.title == "Vans"


def test_a_run_tells_of_its_long_steps(folder: Path) -> None:
    told: list[tuple[str, int]] = []

    def listen(items: Sequence[T], what: str) -> Iterator[T]:
        told.append((what, len(items)))
        yield from items

    workflow.run([folder / "papers"], folder / "out", at=AT, track=listen)
    assert told == [
        ("Reading papers", 2),
        ("Coding papers", 2),
        ("Finding characteristics", 2),
        ("Making tables", len(EVERY)),
    ]


def test_a_run_over_no_papers_says_what_to_do(folder: Path) -> None:
    (folder / "none").mkdir()
    (folder / "none" / "scan.pdf").write_bytes(b"%PDF")
    with pytest.raises(ProjectError, match=r"no paper could be read\n0 read, .* 1 unread[^~]*scan\.pdf: "):
        workflow.run([folder / "none"], folder / "out", at=AT)


def test_a_run_over_a_folder_that_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        workflow.run([folder / "nowhere"], folder / "new", at=AT)
    assert not (folder / "new").exists()


def test_a_run_with_no_address_of_a_server_makes_no_project(tmp_path: Path) -> None:
    write_papers(tmp_path / "papers", 1)
    with pytest.raises(SourceError, match="nonsense"):
        workflow.run([tmp_path / "papers"], tmp_path / "out", at=AT, grobid="nonsense")
    assert not (tmp_path / "out").exists()
