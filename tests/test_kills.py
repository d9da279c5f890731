"""Whatever writes may be killed at any moment: what had come back is there, the file is whole, and it goes on.

The loop is of scripts/bench/reliability.py, which runs it for longer.
"""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

from relsynth import workflow
from relsynth.project import DATABASE

BENCH = Path(__file__).resolve().parents[1] / "scripts" / "bench"
sys.path.insert(0, str(BENCH))

import reliability_kills  # noqa: E402
from reliability_steps import STEPS, made_project  # noqa: E402

READ = frozenset(
    {
        *("alignment", "blind_notice", "changes", "chart_agreement", "chart_conflicts", "chart_sheet", "chart_status"),
        *("chart_table", "chart_template", "check_codebook", "checklist", "codebook_diff", "codebook_of"),
        *("codebook_versions", "coding_agreement", "coding_history", "coding_sheet", "codings_to_review", "columns_of"),
        *("context", "context_beside", "cooccurrence", "coverage", "crosswalk", "dataset_status", "diff_runs"),
        *("duplicate_queue", "equity", "evaluate", "explore", "find_residue", "flow", "lent", "lifecycle", "links"),
        *("lint_codebook", "list_accounts", "list_backups", "list_codes", "list_coding_conflicts", "list_codings"),
        *("list_conflicts", "list_duplicates", "list_frameworks", "list_gaps", "list_history", "list_memos"),
        *("list_outputs", "list_papers", "list_records", "list_rounds", "list_screened", "list_searches"),
        *("list_snapshots", "list_sources", "list_unread", "machines", "match_strategies", "necessity", "network"),
        *("on_screen", "open_sitting", "plan_dataset", "project_in", "quality", "query", "relegation", "reproduce"),
        *("round_status", "saturation", "schema", "screening_advice", "screening_agreement", "screening_status"),
        *("seen_by", "show_characteristics", "show_chart", "show_code", "show_record", "show_sections"),
        *("show_unsure_sections", "simulate_screening", "slurm_jobs", "tables_kept", "tabulate", "trends"),
        *("try_codebook", "unplaced_codings", "valence", "verify_export", "verify_history", "workload"),
    }
)
"""Verbs that write nothing, but for what can be worked out again."""
WRITE_A_FILE = frozenset(
    {
        *("export_history", "export_records", "export_screening", "make_key", "map_gaps", "new_codebook"),
        *("save_agreement", "save_finding", "save_residue", "write_codebook", "write_flow", "write_report"),
        *("write_searches", "write_table"),
    }
)
"""Verbs that write a file to be used elsewhere, and which can be asked for it again; some are killed as well."""
OTHERWISE = frozenset(
    {
        *("code_dataset", "dataset_evidence", "dataset_gaps", "dataset_profile", "dataset_query"),
        "summarise_dataset",
    }
)
"""Verbs on datasets, which are no projects: those that write are killed in tests of their own (tests/scaling)."""
EMPTY_IN_BETWEEN = frozenset({"unlinked"})
"""Tables that hold rows only within a transaction."""


def test_every_verb_that_writes_is_killed() -> None:
    verbs = {name for name in workflow.__all__ if inspect.isfunction(getattr(workflow, name))}
    killed = {verb for step in STEPS.values() for verb in step.verbs}
    assert verbs - killed - READ - WRITE_A_FILE - OTHERWISE == set()
    assert killed - verbs == set()
    assert not killed & READ


@pytest.mark.slow
def test_every_table_is_written_by_a_step_that_is_killed(tmp_path: Path) -> None:
    made_project(tmp_path)
    written: set[str] = set()
    for name in STEPS:
        _, states = reliability_kills._tried(tmp_path, name)
        written |= {row.split(" ")[0] for state in states for row in state}
    tables = reliability_kills.tables_of(tmp_path / "review" / DATABASE)
    assert tables - written == EMPTY_IN_BETWEEN


A, B = "memos a", "files b"


@pytest.mark.parametrize(
    ("told", "now", "in_peace", "lost"),
    [
        pytest.param([{A, B}], {A, B}, [{A, B}], set(), id="all-there"),
        pytest.param([{A, B}], {B}, [{A, B}, {A, B}], {A}, id="a-judgement-gone"),
        pytest.param([{A, B}], {A}, [{A, B}, {A, B}], {B}, id="gone-and-nothing-would-have-taken-it"),
        pytest.param([{A, B}], {A}, [{A, B}, {A}], set(), id="taken-out-by-what-was-under-way"),
        pytest.param([{A, B}], {B}, [{A, B}, {B}], {A}, id="no-judgement-is-ever-taken-out"),
        pytest.param([set(), {A, B}], {A}, [set(), {A, B}], {B}, id="at-the-end-nothing-is-under-way"),
    ],
)
def test_what_counts_as_lost(told: list[set[str]], now: set[str], in_peace: list[set[str]], lost: set[str]) -> None:
    states = tuple(map(frozenset, told))
    found = reliability_kills.lost_rows(states, frozenset(now), tuple(map(frozenset, in_peace)), frozenset({"memos"}))
    assert found == lost


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_two_hundred_kills_lose_nothing() -> None:
    command = [sys.executable, str(BENCH / "reliability.py"), "--only", "kills", "--kills", "200", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    figures = json.loads(done.stdout)
    assert figures["kills"] == 200
    assert figures["acknowledged"] > 200
    assert (figures["corrupt"], figures["acknowledged_lost"], figures["unfinished"]) == (0, 0, 0), done.stderr
