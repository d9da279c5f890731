"""What people said alone is kept apart from what they said of what was shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from judged_papers import GREEN, TIES, TRUST, judged_project, read_by, row, say
from made_up import AT
from relsynth import workflow
from relsynth.project import Project
from relsynth.workflow.judgements import Judgements, judgements


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Three papers, coded."""
    with judged_project(tmp_path, 3) as opened:
        yield opened


def of(project: Project, name: str) -> Judgements:
    return next(one for one in judgements(project) if one.document.name == name)


def codes(judged: Judgements) -> dict[str, list[str]]:
    return {name: sorted(one.code for one in codings) for name, codings in judged.alone.items()}


def test_what_nobody_has_judged_is_left_out(project: Project) -> None:
    assert judgements(project) == ()
    read_by(project, "Ana", 1)
    assert [one.document.name for one in judgements(project)] == ["van-001"]


def test_each_reader_has_what_they_coded_alone(project: Project) -> None:
    read_by(project, "Ana", 1)
    read_by(project, "Ben", 1, trust=False, ties=True)
    assert codes(of(project, "van-001")) == {"Ana": ["STA.LEGIT", "STA.TRUST"], "Ben": ["NET.TIES", "STA.LEGIT"]}


def test_decisions_and_what_was_put_beside_them_are_no_reading(project: Project) -> None:
    say(
        project,
        "Ana",
        row(1, TRUST, decision="accept"),
        row(1, TIES, decision="change", changed_to="STA.LEGIT"),
        row(1, GREEN, "STA.LEGIT"),
    )
    judged = of(project, "van-001")
    assert codes(judged) == {}
    assert sorted((one.code, one.verdict) for one in judged.shown) == [
        ("NET.TIES", "reject"),
        ("STA.LEGIT", "code"),
        ("STA.LEGIT", "code"),
        ("STA.TRUST", "code"),
    ]
    assert (len(judged.codings), [one.code for one in judged.rejected]) == (3, ["NET.TIES"])


def test_a_reading_alone_stays_one_when_the_machines_codings_are_decided_on_later(project: Project) -> None:
    read_by(project, "Ana", 1)
    say(project, "Ana", row(1, TIES, decision="accept"))
    judged = of(project, "van-001")
    assert codes(judged) == {"Ana": ["STA.LEGIT", "STA.TRUST"]}
    assert [one.code for one in judged.shown] == ["NET.TIES"]


@pytest.mark.parametrize("decision", ["accept", "reject"])
def test_no_decision_changes_what_was_read_alone(project: Project, decision: str) -> None:
    read_by(project, "Ana", 1)
    before = of(project, "van-001").alone
    facets = {} if decision == "reject" else {"assertion": "hedged"}
    say(project, "Ana", *(row(1, which, decision=decision, **facets) for which in (TRUST, TIES)))
    judged = of(project, "van-001")
    assert judged.alone == before
    assert sorted(one.code for one in judged.shown) == ["NET.TIES", "STA.TRUST"]


def test_what_was_read_alone_is_changed_by_another_word_alone(project: Project) -> None:
    read_by(project, "Ana", 1)
    say(project, "Ana", row(1, TRUST, assertion="hedged"))
    said = {one.code: one.facet("assertion") for one in of(project, "van-001").alone["Ana"]}
    assert said == {"STA.LEGIT": ("affirmed",), "STA.TRUST": ("hedged",)}


def test_what_was_taken_back_is_no_coding_and_was_read_so_all_the_same(project: Project) -> None:
    read_by(project, "Ana", 1)
    say(project, "Ana", row(1, GREEN, "STA.LEGIT", decision="reject"))
    judged = of(project, "van-001")
    assert codes(judged) == {"Ana": ["STA.LEGIT", "STA.TRUST"]}
    assert [one.code for one in judged.rejected] == ["STA.LEGIT"]
    assert [one.code for one in judged.codings] == ["STA.TRUST"]


def test_who_read_a_list_of_sentences_has_not_read_the_papers(project: Project) -> None:
    workflow.search_code(project, "STA.LEGIT", at=AT)
    workflow.record_search(project, "STA.LEGIT", coder="Ana", found=[1], at=AT)
    (judged,) = judgements(project)
    assert (dict(judged.alone), [one.code for one in judged.shown]) == ({}, ["STA.LEGIT"])
