"""Several people go over one queue; what another said meanwhile is told, and not overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from made_up import AT, write_project
from made_up_records import record, ris, rival
from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.workflow.duplicates_desk import Answered, DuplicatesDesk, Meanwhile, Shown
from relsynth.workflow.sources import add_source


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_project(write_project(tmp_path / "review")) as project:
        add_source(project, ris(record(1), rival(1), record(2), rival(2)), name="a.ris", at=AT)
    return tmp_path / "review"


@pytest.fixture
def desk(folder: Path) -> Iterator[DuplicatesDesk]:
    with closing(DuplicatesDesk(folder)) as opened:
        yield opened


def ids(shown: Shown | None) -> tuple[str, str]:
    assert shown is not None
    return shown.pair.match.a, shown.pair.match.b


def test_each_answer_is_kept_and_brings_the_next_pair_until_none_is_left(desk: DuplicatesDesk, folder: Path) -> None:
    first = desk.next()
    assert first is not None
    assert first.left == 2
    done = desk.decide(*ids(first), "duplicate", coder="Ana", at=AT)
    assert isinstance(done, Answered)
    assert ids(done.shown) != ids(first)
    last = desk.decide(*ids(done.shown), "different", coder="Ben", at=AT)
    assert isinstance(last, Answered)
    assert last.shown is None
    desk.finish()
    with open_project(folder) as project:
        assert len(workflow.list_duplicates(project).reports) == 1


def test_a_pair_that_was_left_comes_another_time(desk: DuplicatesDesk) -> None:
    first = ids(desk.next())
    assert ids(desk.next(skipped={first})) != first
    assert ids(desk.next()) == first


def test_what_another_said_meanwhile_is_told_and_stays_unless_one_insists(desk: DuplicatesDesk, folder: Path) -> None:
    pair = ids(desk.next())
    with open_project(folder) as elsewhere:
        workflow.judge_duplicate(elsewhere, *pair, "version", coder="Ben", at=AT)
    told = desk.decide(*pair, "duplicate", coder="Ana", at=AT)
    assert isinstance(told, Meanwhile)
    assert (told.theirs.coder, told.theirs.relation, told.yours) == ("Ben", "version", "duplicate")
    assert "Ben has said meanwhile: versions of one study" in str(told)
    assert ids(desk.next()) != pair
    kept = desk.decide(*pair, "duplicate", coder="Ana", at=AT, anyway=True)
    assert isinstance(kept, Answered)


def test_undo_brings_the_pair_back_and_only_ones_own(desk: DuplicatesDesk) -> None:
    pair = ids(desk.next())
    desk.decide(*pair, "different", coder="Ana", at=AT)
    with pytest.raises(InputError, match="Ben has judged no pair"):
        desk.undo(coder="Ben", at=AT)
    assert ids(desk.undo(coder="Ana", at=AT)) == pair


def test_what_is_imported_meanwhile_is_in_the_queue(desk: DuplicatesDesk, folder: Path) -> None:
    desk.next()
    with open_project(folder) as elsewhere:
        add_source(elsewhere, ris(record(3), rival(3)), name="b.ris", at=AT)
    shown = desk.next()
    assert shown is not None
    assert shown.left == 3


def test_a_record_is_no_pair_with_itself(desk: DuplicatesDesk) -> None:
    a, _ = ids(desk.next())
    with pytest.raises(InputError, match="the same record"):
        desk.decide(a, a, "duplicate", coder="Ana", at=AT)
