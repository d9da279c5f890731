"""The machine beside people, on a team's own papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import isnan
from pathlib import Path

import pytest

from judged_papers import TIES, TRUST, judged_project, read_by, row, say
from made_up import AT, code, codebook, document, write_papers
from relsynth import workflow
from relsynth.documents import Section
from relsynth.errors import InputError, ProjectError
from relsynth.project import Project
from relsynth.synthesis.agreement import Agreement
from relsynth.workflow.duplicates import judge_duplicate
from relsynth.workflow.evaluate import corrected_prevalence, evaluate, register_of


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Four papers, coded: trust and ties in each."""
    with judged_project(tmp_path, 4) as opened:
        yield opened


def figures(rows: tuple[Agreement, ...]) -> dict[str, tuple[int, int, int]]:
    return {row.group: (row.machine, row.people, row.both) for row in rows}


def test_the_machine_is_compared_with_who_read_alone(project: Project) -> None:
    read_by(project, "Ana", 1, 2)
    found = evaluate(project, by="code")
    assert (found.read, found.papers, found.twice, found.decided) == ((("Ana", 2),), 2, 0, 0)
    assert figures(found.groups) == {"NET.TIES": (2, 0, 0), "STA.LEGIT": (0, 2, 0), "STA.TRUST": (2, 2, 2)}
    assert figures(found.levels) == {
        "code": (4, 4, 2),
        "construct": (4, 4, 2),
        "domain": (4, 4, 2),
        "coded at all": (4, 4, 2),
        "construct in paper": (4, 4, 2),
    }
    assert (found.levels[0].precision.value, found.levels[0].recall.value, found.levels[0].f1.value) == (0.5, 0.5, 0.5)


def test_people_are_compared_with_each_other(project: Project) -> None:
    read_by(project, "Ana", 1, 2)
    read_by(project, "Ben", 2, 3, ties=True)
    found = evaluate(project)
    assert (found.read, found.papers, found.twice) == ((("Ana", 2), ("Ben", 2)), 3, 1)
    assert found.levels[0].readers_f1.value == pytest.approx(4 / 5)


def test_decisions_give_the_share_accepted_and_no_recall(project: Project) -> None:
    say(project, "Ana", row(1, TRUST, decision="accept"), row(1, TIES, decision="reject"))
    say(project, "Ben", row(1, TRUST, decision="accept"))
    found = evaluate(project)
    assert (found.papers, found.decided) == (0, 1)
    assert (found.levels[0].accepted.k, found.levels[0].accepted.n) == (2, 3)
    assert isnan(found.levels[0].recall.value)
    assert all(isnan(row.corrected.value) for row in found.prevalence)
    assert found.notes[0].startswith("No person has read a paper alone")


def test_accepting_the_machines_codings_leaves_a_reading_as_it_was(project: Project) -> None:
    read_by(project, "Ana", 1, 2)
    before = evaluate(project, by="code")
    decided = [row(n, which, decision="accept", assertion="hedged") for n in (1, 2) for which in (TRUST, TIES)]
    say(project, "Ana", *decided)
    after = evaluate(project, by="code")
    assert (after.read, figures(after.levels)) == (before.read, figures(before.levels))
    assert (after.levels[0].accepted.k, after.levels[0].accepted.n) == (4, 4)


def test_a_change_is_against_what_it_changes(project: Project) -> None:
    say(project, "Ana", row(1, TIES, decision="change", changed_to="STA.LEGIT"))
    found = evaluate(project, by="code")
    assert {row.group: (row.accepted.k, row.accepted.n) for row in found.groups} == {
        "NET.TIES": (0, 1),
        "STA.TRUST": (0, 0),
    }


def test_prevalence_is_corrected_by_papers_read_alone(project: Project) -> None:
    read_by(project, "Ana", 1, 2)
    read_by(project, "Ana", 3, trust=False)
    trust = next(row for row in evaluate(project).prevalence if row.construct == "STA.TRUST")
    assert (trust.found.k, trust.found.n) == (4, 4)
    assert (trust.sensitivity.k, trust.sensitivity.n, trust.specificity.k, trust.specificity.n) == (2, 2, 0, 1)
    assert isnan(trust.corrected.value)


def test_papers_of_one_study_count_as_one_in_what_is_found_and_in_what_is_right(project: Project) -> None:
    ids = {one.name: one.id for one in project.store.documents()}
    judge_duplicate(project, ids["van-001"], ids["van-002"], "version", coder="Ana", at=AT)
    read_by(project, "Ana", 1)
    read_by(project, "Ana", 2, 3, trust=False)
    read_by(project, "Ben", 1, 2)
    rows = {row.construct: row for row in evaluate(project).prevalence}
    trust, ties = rows["STA.TRUST"], rows["NET.TIES"]
    assert (trust.found.k, trust.found.n) == (3, 3)
    assert (trust.sensitivity.k, trust.sensitivity.n, trust.specificity.k, trust.specificity.n) == (1, 1, 0, 1)
    assert (ties.sensitivity.n, ties.specificity.k, ties.specificity.n) == (0, 0, 2)


def test_what_is_no_evidence_makes_no_prevalence(project: Project) -> None:
    say(project, "Ana", row(1, TRUST, assertion="recommended"), row(1, TIES))
    found = {row.construct: row for row in evaluate(project).prevalence}
    assert (found["STA.TRUST"].sensitivity.n, found["NET.TIES"].sensitivity.n) == (0, 1)


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        pytest.param("construct", {"NET.TIES", "STA.LEGIT", "STA.TRUST"}, id="construct"),
        pytest.param("domain", {"NET", "STA"}, id="domain"),
        pytest.param("register", {"journal"}, id="register"),
        pytest.param("section", {"introduction", "methods", "results", "discussion"}, id="section"),
    ],
)
def test_figures_are_grouped_by_what_is_asked(project: Project, by: str, groups: set[str]) -> None:
    read_by(project, "Ana", 1)
    assert groups <= {row.group for row in evaluate(project, by=by).groups}


def test_an_unknown_grouping_is_refused(project: Project) -> None:
    with pytest.raises(InputError, match="there are code, construct"):
        evaluate(project, by="colour")


def test_without_a_word_of_people_there_is_nothing_to_compare_with(project: Project) -> None:
    with pytest.raises(ProjectError, match="codings import"):
        evaluate(project)


def test_papers_that_the_coder_has_not_coded_are_told(project: Project, tmp_path: Path) -> None:
    read_by(project, "Ana", 1)
    workflow.add_documents(project, [write_papers(tmp_path / "more", 9)], at=AT)
    with pytest.raises(ProjectError, match="1 of 5 papers is not coded by lexicon as it is now"):
        evaluate(project)
    project.codebook_path.write_text(
        codebook(code("STA.TRUST", "trust*", "faith"), code("NET.TIES", "ties")), encoding="utf-8"
    )
    changed = Project(project.path, project.config, project.store)
    with pytest.raises(ProjectError, match="5 of 5 papers are not coded"):
        evaluate(changed)


@pytest.mark.parametrize(
    ("title", "register"),
    [
        pytest.param("A randomised trial of vans", "journal", id="trial"),
        pytest.param("Lessons learned from two vans", "narrative", id="lessons-paper"),
    ],
)
def test_a_report_of_lessons_is_narrative(project: Project, title: str, register: str) -> None:
    sections = tuple(Section(heading=heading, label=heading.lower()) for heading in ("Methods", "Results"))
    assert register_of(project, replace(document("Trust grew.", title=title), sections=sections)) == register


def test_prevalence_is_corrected_without_the_rest_of_an_evaluation(project: Project) -> None:
    assert corrected_prevalence(project) == ()
    read_by(project, "Ana", 1, 2)
    assert corrected_prevalence(project) == evaluate(project).prevalence
