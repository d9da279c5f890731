"""A doctor finds each fault that was planted, says how to mend it, and mends what it says it does."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from made_up import AT, coded_project
from relsynth import open_project, workflow
from relsynth.errors import ProjectError
from relsynth.store.screening import HandOut


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with two papers coded by a machine, and a coding of a person's."""
    with coded_project(tmp_path, 1, 2) as project:
        of = next(iter(project.store.codings()))
        workflow.confirm_codings(project, [of.number or 0], coder="Ana", at=AT)
    return tmp_path / "review"


def sql(*statements: str) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        with closing(sqlite3.connect(folder / "relsynth.db", isolation_level=None)) as connection:
            triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                connection.execute(f'DROP TRIGGER "{name}"')
            for statement in statements:
                connection.execute(statement)
            for _, made in triggers:
                connection.execute(made)

    return plant


def schema(statement: str) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        with closing(sqlite3.connect(folder / "relsynth.db", isolation_level=None)) as connection:
            connection.execute(statement)

    return plant


def settings(folder: Path) -> None:
    (folder / "relsynth.toml").write_text("title = ", encoding="utf-8")


def codebook(folder: Path) -> None:
    (folder / "codebook.yaml").write_text("id: [", encoding="utf-8")


def edited(folder: Path) -> None:
    paper = folder.parent / "papers" / "van-001.md"
    paper.write_text(paper.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")


def gone(folder: Path) -> None:
    (folder.parent / "papers" / "van-001.md").unlink()


def open_to_all(folder: Path) -> None:
    with open_project(folder) as project:
        workflow.add_account(project, "Ana", "correct horse battery", role="manager", at=AT)
    (folder / "desk.db").chmod(0o644)


def accounts_damaged(folder: Path) -> None:
    open_to_all(folder)
    held = bytearray((folder / "desk.db").read_bytes())
    held[4096:8192] = b"\xff" * 4096
    (folder / "desk.db").write_bytes(held)


def session_of_nobody(folder: Path) -> None:
    open_to_all(folder)
    with closing(sqlite3.connect(folder / "desk.db")) as connection, connection:
        connection.execute("INSERT INTO sessions VALUES ('a', 'Nobody', 'b', '', '', '')")


def no_backup(folder: Path) -> None:
    (folder / "backups").mkdir()
    (folder / "backups" / "a.zip").write_bytes(b"no zip")


def cut_short(folder: Path) -> None:
    path = folder / "relsynth.db"
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def no_file(folder: Path) -> None:
    (folder / "relsynth.db").unlink()


def handed_out(folder: Path) -> None:
    with open_project(folder) as project, project.store.atomic():
        project.store.screening.hand_out(
            HandOut(record="r1:a", stage="title_abstract", coder="Ana", drawn="ranked", until="2025-01-01")
        )


INSERTED = (
    "INSERT INTO decisions (record, stage, verdict, coder, drawn, at) "
    "VALUES ('r1:9', 'title_abstract', 'exclude', 'Ana', 'chosen', 'then')"
)
WORD_ELSEWHERE = "INSERT INTO passage_words (rowid, text) VALUES (99, 'heron')"
MORE_WORDS = """
INSERT INTO passage_words (rowid, text)
SELECT number * 16777216 + position, 'heron' FROM paragraphs JOIN versions ON versions.id = version
"""

FAULTS = [
    pytest.param(settings, "settings", id="settings"),
    pytest.param(codebook, "codebook", id="codebook"),
    pytest.param(edited, "papers", id="a-paper-edited"),
    pytest.param(accounts_damaged, "accounts", id="accounts-damaged"),
    pytest.param(session_of_nobody, "accounts", id="a-session-of-nobody"),
    pytest.param(no_backup, "backups", id="a-backup-damaged"),
    pytest.param(cut_short, "integrity", id="the-file-cut-short"),
    pytest.param(no_file, "integrity", id="no-file"),
    pytest.param(sql("PRAGMA foreign_keys = OFF", "DELETE FROM coders"), "foreign keys", id="a-coder-deleted"),
    pytest.param(sql("UPDATE versions SET text = text || 'x' WHERE number = 1"), "texts", id="a-text-changed"),
    pytest.param(sql("UPDATE sections SET label = 'other' WHERE position = 1"), "readings", id="a-label-changed"),
    pytest.param(sql("DELETE FROM paragraphs WHERE position = 1"), "readings", id="a-paragraph-deleted"),
    pytest.param(sql('UPDATE codings SET "end" = 999999 WHERE id = 1'), "places", id="a-quote-past-the-end"),
    pytest.param(sql('UPDATE codings SET "end" = "end" + 400 WHERE id = 1'), "places", id="a-quote-over-paragraphs"),
    pytest.param(sql(INSERTED), "history", id="a-decision-put-in"),
    pytest.param(sql("UPDATE codings SET facets = 'none' WHERE id = 1"), "contents", id="no-json"),
]
MENDABLE = [
    pytest.param(open_to_all, "rights", id="accounts-open-to-all"),
    pytest.param(schema("DROP TRIGGER codings_are_never_changed"), "schema", id="a-trigger-dropped"),
    pytest.param(schema("DROP VIEW standing_codings"), "schema", id="a-view-dropped"),
    pytest.param(schema("DROP INDEX codings_of_run"), "schema", id="an-index-dropped"),
    pytest.param(schema(WORD_ELSEWHERE), "search index", id="a-passage-that-is-none"),
    pytest.param(schema(MORE_WORDS), "search index", id="words-that-are-none"),
    pytest.param(
        schema("INSERT INTO passage_words (passage_words) VALUES ('delete-all')"), "search index", id="no-words"
    ),
    pytest.param(schema("UPDATE documents SET counted = 0"), "counted papers", id="papers-not-counted"),
]
REMARKS = [
    pytest.param(gone, "papers", id="a-paper-gone"),
    pytest.param(handed_out, "hand-outs", id="a-hand-out-that-is-over"),
]


def test_a_project_that_is_well_is_told_so(folder: Path) -> None:
    found = workflow.doctor(folder, at=AT)
    assert found.findings == ()
    assert "nothing is wrong" in str(found)


@pytest.mark.parametrize(("plant", "check"), [*FAULTS, *MENDABLE])
def test_a_fault_that_was_planted_is_found(folder: Path, plant: Callable[[Path], None], check: str) -> None:
    plant(folder)
    found = workflow.doctor(folder, at=AT)
    assert not found.is_well
    assert check in {finding.check for finding in found.findings if finding.is_fault}
    assert all(finding.how for finding in found.findings)


@pytest.mark.parametrize(("plant", "check"), REMARKS)
def test_what_harms_nothing_is_a_remark(folder: Path, plant: Callable[[Path], None], check: str) -> None:
    plant(folder)
    found = workflow.doctor(folder, at=AT)
    assert [(finding.check, finding.is_fault) for finding in found.findings] == [(check, False)]
    assert found.is_well


@pytest.mark.parametrize(("plant", "check"), [*MENDABLE, pytest.param(handed_out, "hand-outs", id="hand-outs")])
def test_what_is_said_to_be_mendable_is_mended(folder: Path, plant: Callable[[Path], None], check: str) -> None:
    plant(folder)
    found = workflow.doctor(folder, at=AT, mend=True)
    assert found.findings == ()
    assert {finding.check for finding in found.mended} == {check}
    assert workflow.doctor(folder, at=AT).findings == ()


def test_a_judgement_is_never_mended(folder: Path) -> None:
    sql("UPDATE codings SET code = 'NET.TIES' WHERE id = 1")(folder)
    assert not workflow.doctor(folder, at=AT, mend=True).is_well


def test_a_folder_that_is_no_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="is no relsynth project"):
        workflow.doctor(tmp_path, at=AT)
