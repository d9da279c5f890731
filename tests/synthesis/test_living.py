"""What a living review has moved, by tables of moments."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.synthesis.living import COUNTS, ConstructCounts, GapState, Moment, from_plain, movement, to_plain

THIN = GapState(construct="B", kind="thin", axis=None, k=1, n=2, standing="not found by the machine")


def _counts(*studies: str, **others: int) -> ConstructCounts:
    counts = dict.fromkeys(COUNTS, 0) | {"k": len(studies)} | others
    return ConstructCounts(counts=counts, studies=studies)


def _moment(**others: Any) -> Moment:
    before: dict[str, Any] = {
        "n": 2,
        "codebook": {"id": "small", "version": "1", "digest": "0" * 64},
        "coders": ("lexicon@1",),
        "thresholds": {"n_min": 10},
        "papers": {"d1": "van-1", "d2": "van-2"},
        "studies": {"d1": "Ana (2020)", "d2": "Ben (2021)"},
        "left_out": {},
        "constructs": {"A": _counts("d1", "d2"), "B": _counts("d1")},
        "gaps": (THIN,),
    }
    return Moment(**{**before, **others})


GREW = {
    "n": 3,
    "papers": {"d1": "van-1", "d2": "van-2", "d3": "van-3"},
    "studies": {"d1": "Ana (2020)", "d2": "Ben (2021)", "d3": "Cy (2022)"},
}


@pytest.mark.parametrize(
    ("later", "told"),
    [
        pytest.param({}, {}, id="nothing"),
        pytest.param(
            {**GREW, "constructs": {"A": _counts("d1", "d2"), "B": _counts("d1", "d3")}, "gaps": ()},
            {
                "papers_new": ["van-3"],
                "studies_new": ["Cy (2022)"],
                "cells": ["B k 1 → 2  + Cy (2022)"],
                "gaps_closed": [str(THIN)],
            },
            id="a-paper-closes-a-gap",
        ),
        pytest.param(
            {"constructs": {"A": _counts("d1"), "B": _counts("d1", barrier=1)}},
            {"cells": ["A k 2 → 1  - Ben (2021)", "B barrier 0 → 1"]},
            id="a-coding-was-taken-back-and-a-role-said",
        ),
        pytest.param(
            {"constructs": {"A": _counts("d1", "d2"), "B": _counts("d2")}},
            {"cells": ["B k 1 → 1  + Ben (2021)  - Ana (2020)"]},
            id="same-number-of-other-studies",
        ),
        pytest.param(
            {"gaps": (replace(THIN, standing="not reported"),)},
            {"gaps_changed": [str(replace(THIN, standing="not reported"))]},
            id="a-person-searched",
        ),
        pytest.param(
            {"constructs": {"A": _counts("d1", "d2"), "C": _counts()}, "gaps": ()},
            {"constructs_new": ["C"], "constructs_gone": ["B"], "gaps_closed": [str(THIN)]},
            id="another-codebook",
        ),
        pytest.param({"thresholds": {"n_min": 3}}, {"reasons": ["threshold n_min 10 → 3"]}, id="another-threshold"),
        pytest.param({"coders": ("Ana",)}, {"reasons": ["coders lexicon@1 → Ana"]}, id="another-coder"),
        pytest.param({"left_out": {"fr": 1}}, {"reasons": ["left out, fr: 0 → 1"]}, id="a-paper-left-out"),
        pytest.param(
            {
                "papers": {"d0": "van-0", "d1": "van-1", "d2": "van-2"},
                "studies": {"d0 d1": "Ana (2020)", "d2": "Ben (2021)"},
                "constructs": {"A": _counts("d0 d1", "d2"), "B": _counts("d0 d1")},
            },
            {"papers_new": ["van-0"]},
            id="a-second-report-makes-no-new-study",
        ),
    ],
)
def test_what_moved_is_told(later: dict[str, Any], told: dict[str, Any]) -> None:
    moved = movement(_moment(), _moment(**later))
    names = ("papers_new", "papers_gone", "studies_new", "studies_gone", "constructs_new", "constructs_gone")
    found = {name: [*getattr(moved, name)] for name in (*names, "reasons")}
    found |= {name: [str(one) for one in getattr(moved, name)] for name in ("cells", "gaps_opened", "gaps_closed")}
    found["gaps_changed"] = [str(now) for _, now in moved.gaps_changed]
    assert {name: value for name, value in found.items() if value} == told
    assert bool(moved) == bool(told)


STUDIES = st.sets(st.sampled_from(["d1", "d2"])).map(lambda keys: _counts(*sorted(keys)))


@given(STUDIES, STUDIES)
def test_a_moment_is_kept_whole_and_moves_back_as_it_moved(one: ConstructCounts, two: ConstructCounts) -> None:
    before, after = _moment(constructs={"A": one}), _moment(constructs={"A": two})
    assert from_plain(json.loads(json.dumps(to_plain(before)))) == before
    there, back = movement(before, after).cells, movement(after, before).cells
    assert [(cell.before, cell.after, cell.came) for cell in there] == [
        (cell.after, cell.before, cell.went) for cell in back
    ]
