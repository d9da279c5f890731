"""The API against its own description: what schemathesis makes up, valid and not, never surprises it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from relsynth import open_project, workflow
from relsynth.bundled import example_papers
from relsynth.web import Desk
from web.desks import team_folder, token_of
from web.serving import served

SETTINGS = """
# That a paper is not there, or a word is no code, is told by 422 as well: no schema knows what a project holds.
[checks]
positive_data_acceptance.expected-statuses = ["2xx", "401", "403", "404", "409", "422", "429"]
"""
EXAMPLES = os.environ.get("RELSYNTH_SCHEMA_EXAMPLES", "2")  # for each operation, beside those of its limits
PAPERS = 3  # what the verbs work on; more would take them longer, and be asked for no otherwise
AT = "2026-01-05T09:00:00+00:00"


@pytest.fixture
def few_papers(tmp_path: Path) -> Path:
    folder = tmp_path / "few"
    workflow.init(folder)
    with open_project(folder) as project:
        workflow.add_documents(project, sorted(example_papers().iterdir())[:PAPERS], at=AT)
        workflow.code(project, at=AT, coder="lexicon", parser="none")
    return folder


@pytest.mark.slow
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("name", ["Cy"])
def test_the_api_is_as_it_is_described(few_papers: Path, tmp_path: Path, name: str) -> None:
    folder = team_folder(few_papers, tmp_path / "review")
    token = token_of(folder, name)["authorization"]
    (tmp_path / "schemathesis.toml").write_text(SETTINGS, encoding="utf-8")
    schemathesis = Path(sys.executable).with_name("schemathesis")
    with served(Desk(folder=folder, team=True)) as address:
        done = subprocess.run(
            [
                *(schemathesis, "run", f"{address}/api/openapi.json", "--checks", "all", "--max-examples", EXAMPLES),
                *(
                    "--header",
                    f"Authorization: {token}",
                    "--generation-deterministic",
                    "--request-timeout",
                    "120",
                    "--max-response-time",
                    "120",
                ),
                *("--suppress-health-check", "all", "--no-color", "--workers", "2"),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2000:]
