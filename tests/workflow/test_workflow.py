"""The verbs together: what is killed at any moment leaves a project that opens and goes on.

Real processes are killed with SIGKILL, some while they start, most while they write:
the moment is drawn by lot, once the file shows that so many steps are finished.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from made_up import AT, paper, write_papers, write_project
from relsynth import workflow
from relsynth.project import DATABASE, open_project
from relsynth.workflow.code import CodingRow, export_codings

PAPERS = range(1, 31)
KILLS = 6  # of each verb
STEPS = 5  # finished between two kills, at most: so that the work is not done before the killing is
EARLY = 0.2  # share of kills before any step
START = 0.6  # seconds in which a process is still starting
STEP = 0.01  # seconds that a step takes
SENTENCES = 120  # of a paper, each of them coded, so that a step has a middle to be killed in
PATIENCE = 120.0  # seconds


def test_every_verb_says_what_it_does() -> None:
    verbs = [getattr(workflow, name) for name in workflow.__all__]
    assert [verb.__name__ for verb in verbs if not inspect.getdoc(verb)] == []


def kill_at_random(rng: random.Random, project: Path, table: str, *verb: str | Path) -> bool:
    """Start a verb and kill it; whether it was still at work. Its steps are rows of ``table``."""
    command = [sys.executable, "-m", "relsynth", *verb, "--project", project, "--json"]
    with closing(sqlite3.connect(f"file:{project / DATABASE}?mode=ro", uri=True)) as reading:

        def finished() -> int:
            count: int = reading.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            return count

        enough = finished() + rng.randint(1, STEPS)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if rng.random() < EARLY:
            time.sleep(rng.uniform(0, START))
        else:
            give_up = time.monotonic() + PATIENCE
            while finished() < enough and process.poll() is None and time.monotonic() < give_up:
                time.sleep(0.000_2)
            time.sleep(rng.uniform(0, STEP))
        process.kill()
        told = process.communicate()[1]
    assert process.returncode in (-signal.SIGKILL, 0), told.decode()
    return process.returncode != 0


def assert_whole(project: Path, undisturbed: dict[str, list[CodingRow]]) -> None:
    """The file is sound, and whatever is in it is all there."""
    with closing(sqlite3.connect(project / DATABASE)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        documents, versions = (
            raw.execute(f"SELECT count(*) FROM {name}").fetchone() for name in ("documents", "versions")
        )
        assert documents == versions
        digests = dict(raw.execute("SELECT id, text_digest FROM versions"))
        coded = {
            name
            for (name,) in raw.execute(
                "SELECT d.name FROM documents d JOIN current_versions v "
                "ON v.document = d.id JOIN current_runs r ON r.version = v.id"
            )
        }
    with open_project(project) as opened:
        found = list(opened.store.documents())
        assert {file.document for file in opened.store.files()} == {document.id for document in found}
        for document in found:
            assert hashlib.sha256(document.text.encode()).hexdigest() == digests[document.version]
        assert by_document(export_codings(opened)) == {name: undisturbed[name] for name in coded}


def by_document(rows: tuple[CodingRow, ...]) -> dict[str, list[CodingRow]]:
    return {name: [row for row in rows if row.document == name] for name in dict.fromkeys(row.document for row in rows)}


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL there")
@pytest.mark.parametrize(
    ("seed", "kills"),
    [
        pytest.param(1, 2, id="4-kills"),
        *(pytest.param(n, KILLS, id=f"12-kills-{n}", marks=pytest.mark.slow) for n in range(2, 8)),
    ],
)
def test_a_process_killed_at_any_moment_leaves_a_project_that_opens_and_goes_on(
    tmp_path: Path, seed: int, kills: int
) -> None:
    rng = random.Random(seed)
    papers = write_papers(tmp_path / "papers")
    for number in PAPERS:
        told = (f"Trust grew on journey {n} of van {number}, and ties held." for n in range(SENTENCES))
        (papers / f"van-{number:03}.md").write_text(paper(number, *told), encoding="utf-8")
    with open_project(write_project(tmp_path / "undisturbed")) as quiet:
        workflow.add_documents(quiet, [papers], at=AT)
        workflow.code(quiet, at=AT)
        texts = {document.name: document for document in quiet.store.documents()}
        undisturbed = by_document(export_codings(quiet))
    assert undisturbed.keys() == texts.keys()

    project = write_project(tmp_path / "review")
    killed = {"add": 0, "code": 0}
    for _ in range(kills):
        killed["add"] += kill_at_random(rng, project, "files", "add", papers)
        assert_whole(project, undisturbed)
    with open_project(project) as opened:
        added = workflow.add_documents(opened, [papers], at=AT)
        assert added.read + added.already == len(PAPERS)
        assert {document.name: document for document in opened.store.documents()} == texts
    for _ in range(kills):
        killed["code"] += kill_at_random(rng, project, "runs", "code")
        assert_whole(project, undisturbed)
    with open_project(project) as opened:
        coding = workflow.code(opened, at=AT)
        assert coding.coded + coding.already == len(PAPERS)
        assert by_document(export_codings(opened)) == undisturbed
    assert min(killed.values()) >= kills // 2, f"the work was done before it could be disturbed: {killed}"
