"""Each row of the history is told in words."""

from __future__ import annotations

from typing import Any

import pytest

from relsynth.store.links import CHAINED
from relsynth.workflow.history_words import NAMES, SAID, did, subject_of


def row(**said: Any) -> dict[str, Any]:
    return {"withdraws": None, **said}


@pytest.mark.parametrize(
    ("table", "said", "told"),
    [
        pytest.param(
            "decisions",
            row(verdict="exclude", stage="full_text", criterion="E1", adjudicates=1),
            "settled: exclude at full text (E1)",
            id="settled",
        ),
        pytest.param(
            "decisions",
            {"stage": "title_abstract", "withdraws": 4},
            "took back decision 4 by title and abstract",
            id="decision-undone",
        ),
        pytest.param(
            "stops",
            row(stage="title_abstract", unread=9),
            "stopped screening, 9 unread, by title and abstract",
            id="stop",
        ),
        pytest.param(
            "stops", {"stage": "full_text", "withdraws": 1}, "went on screening at full text", id="stop-undone"
        ),
        pytest.param("runs", row(sentences=5), "read 5 sentences", id="run"),
        pytest.param("codings", row(code="A.B", verdict="code", start=1, end=4), "coded A.B at 1-4", id="coding"),
        pytest.param("codings", row(code="A.B", verdict="reject", start=1, end=4), "rejected A.B at 1-4", id="reject"),
        pytest.param(
            "codings",
            row(code="A.B", verdict="reject", start=1, end=4, settles=[2]),
            "settled A.B at 1-4: does not hold",
            id="settlement",
        ),
        pytest.param("withdrawals", row(act=7), "took back what was coded at once from coding 7 on", id="undo"),
        pytest.param(
            "searches", row(sentences=5, code="A.B", found=1), "searched 5 sentences for A.B, found 1", id="search"
        ),
        pytest.param("memos", row(text="a\n" * 60), f"noted: {'a ' * 29}a…", id="memo"),
        pytest.param("memos", {"withdraws": 3}, "took back memo 3", id="memo-undone"),
        pytest.param("chartings", row(settles=0, form="f", field="n", said="12"), "answered f.n: 12", id="charting"),
        pytest.param("judgements", row(relation="duplicate", b="r1:b"), "called a duplicate with r1:b", id="duplicate"),
        pytest.param(
            "section_judgements", row(path='["A"]', label="results"), 'labelled section ["A"] results', id="label"
        ),
        pytest.param(
            "characteristic_judgements", row(field="year", said="2020"), "said year: 2020", id="characteristic"
        ),
        pytest.param("rounds", row(name="pilot", blind=1), "opened round pilot, blind", id="round"),
        pytest.param("round_ends", row(round="pilot"), "closed round pilot", id="round-end"),
        pytest.param("assignments", row(round="pilot"), "is to code in round pilot", id="assignment"),
        pytest.param(
            "assignments", {"round": "pilot", "withdraws": 1}, "need not code in round pilot", id="unassigned"
        ),
        pytest.param("work", row(event="start", round=None), "began to code", id="work"),
        pytest.param("decisions", None, "this row is not there any more", id="gone"),
    ],
)
def test_what_was_done_is_told(table: str, said: dict[str, Any] | None, told: str) -> None:
    assert did(table, said) == told


def test_every_table_that_is_linked_has_words() -> None:
    assert set(SAID) == set(NAMES) == set(CHAINED)


def test_what_a_row_is_about_is_the_record_before_the_paper() -> None:
    assert subject_of("decisions", {"record": "r1:a"}) == "r1:a"
    assert subject_of("codings", {"version": "v1:a"}) == "v1:a"
    assert subject_of("rounds", {"name": "pilot"}) is None
