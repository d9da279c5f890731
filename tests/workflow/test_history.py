"""The history tells who did what, holds against its chain and what backups noted, and says where it does not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from made_up import AT, coded_project, write_project
from made_up_desks import screened
from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.outputs import keep_output

LATER = "2026-02-01T09:00:00+00:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project in which two decided of records."""
    folder = screened(tmp_path / "review", records=3)
    with open_project(folder) as project:
        one, other, _ = project.store.catalogue.records()
        workflow.decide(project, one, "include", stage="title_abstract", coder="Ana", at=AT)
        workflow.decide(project, other, "exclude", criterion="E1", stage="title_abstract", coder="Ben", at=LATER)
    return folder


def tamper(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "relsynth.db", isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)


def lines(project: Project, **asked: str) -> list[tuple[str | None, str]]:
    return [(entry.coder, entry.did) for entry in workflow.list_history(project, **asked).entries]


def test_who_did_what_is_listed_in_the_order_of_writing(folder: Path) -> None:
    with open_project(folder) as project:
        ana, ben = ("Ana", "include by title and abstract"), ("Ben", "exclude by title and abstract (E1)")
        assert lines(project) == [ana, ben]
        assert lines(project, coder="Ben") == lines(project, since="2026-02-01") == [ben]
        assert "[" in str(workflow.list_history(project))
        workflow.undo_decision(project, coder="Ana", at=LATER)
        assert lines(project, coder="Ana")[-1] == ("Ana", "took back decision 1 by title and abstract")


@pytest.mark.parametrize(
    ("asked", "told"), [({"since": "soon"}, "is no day"), ({"coder": "Nobody"}, "nobody is called so here")]
)
def test_what_cannot_be_asked_is_told(folder: Path, asked: dict[str, str], told: str) -> None:
    with open_project(folder) as project, pytest.raises(InputError, match=told):
        workflow.list_history(project, **asked)


def test_a_history_is_whole_until_somebody_changes_it(folder: Path) -> None:
    with open_project(folder) as project:
        whole = workflow.verify_history(project)
        assert (whole.holds, whole.links) == (True, 2)
        assert whole.head in str(whole)
    tamper(folder, "UPDATE decisions SET verdict = 'maybe' WHERE id = 1")
    with open_project(folder) as project:
        broken = workflow.verify_history(project)
    assert not broken.holds
    assert f"decisions 1 (Ana, {AT}) is not as it was written (link 1)" in str(broken)


def test_a_chain_that_was_written_anew_lacks_the_heads_that_were_noted(folder: Path) -> None:
    with open_project(folder) as project:
        head = workflow.verify_history(project).head
        workflow.back_up(project, at=AT)
        assert workflow.verify_history(project, head=head[:16].upper()).heads == 2
    tamper(
        folder,
        "UPDATE decisions SET verdict = 'maybe' WHERE id = 1",
        "DELETE FROM links",
        "INSERT INTO unlinked (of_table, key) SELECT 'decisions', id FROM decisions ORDER BY id",
    )
    with open_project(folder) as project:
        with project.store.atomic():
            pass
        anew = workflow.verify_history(project, head=head)
    assert anew.faults == ()
    assert [one.noted_in.split()[0] for one in anew.lost] == ["what", "backup"]
    assert not anew.holds
    assert "is not in the chain" in str(anew)


def test_an_output_notes_the_head_of_what_it_rests_on(folder: Path) -> None:
    with open_project(folder) as project:
        (project.path / "flow.svg").write_text("as it was published")
        for _ in range(2):
            keep_output(project, project.path / "flow.svg", command="flow", at=AT)
        whole = workflow.verify_history(project)
        assert {one.head for one in workflow.list_outputs(project).outputs} == {whole.head}
        assert whole.heads == 1, "one head, noted twice"
    tamper(folder, "DELETE FROM links WHERE number = 2", "DELETE FROM decisions WHERE id = 2")
    with open_project(folder) as project:
        cut = workflow.verify_history(project)
    assert cut.faults == ()
    assert [(one.noted_in, one.links) for one in cut.lost] == [("output flow.svg", 2)]


def test_no_head_is_asked_for_that_is_none(folder: Path) -> None:
    with open_project(folder) as project, pytest.raises(InputError, match="is no head"):
        workflow.verify_history(project, head="%")


def test_a_copy_that_hides_full_texts_can_be_verified(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1, 2) as project:
        of = next(iter(project.store.codings()))
        workflow.confirm_codings(project, [of.number or 0], coder="Ana", at=AT)
        copy = write_project(tmp_path / "copy")
        (copy / "relsynth.db").unlink()
        hidden = project.store.outputs.share(copy / "relsynth.db", readable=(), moved={}, without_cells=())
        whole = workflow.verify_history(project)
    with open_project(copy) as shared:
        verified = workflow.verify_history(shared)
    assert hidden == 2
    assert (verified.holds, verified.head) == (True, whole.head)
