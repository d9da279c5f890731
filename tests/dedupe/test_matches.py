"""What is said of two records names them in order, and says one of few things."""

from __future__ import annotations

from typing import Any

import pytest

from relsynth.dedupe.matches import Group, Judgement, Match

FINE: dict[str, Any] = {"a": "r1:1", "b": "r1:2", "relation": "duplicate", "rule": "same DOI", "score": 0.5}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        pytest.param({"a": "r1:3"}, "in order", id="b-before-a"),
        pytest.param({"a": "r1:2"}, "in order", id="twice-the-same"),
        pytest.param({"relation": "different"}, "one of duplicate, version, unsure", id="no-such-relation"),
        pytest.param({"score": 1.1}, "0 to 1", id="more-than-certain"),
    ],
)
def test_a_match_that_contradicts_itself_is_refused(change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Match(**{**FINE, **change})


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        pytest.param({"a": "r1:3"}, "in order", id="b-before-a"),
        pytest.param({"relation": "unsure"}, "one of duplicate, version, different", id="no-verdict"),
    ],
)
def test_a_judgement_that_contradicts_itself_is_refused(change: dict[str, Any], complaint: str) -> None:
    fine = {"a": "r1:1", "b": "r1:2", "relation": "different", "coder": "Ana"}
    with pytest.raises(ValueError, match=complaint):
        Judgement(**{**fine, **change})


def test_a_group_is_known_by_its_first_member() -> None:
    assert Group(members=("r1:1", "r1:2")).id == "r1:1"
