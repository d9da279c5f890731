"""Codings and memos of another program, appended as their coders' word."""

from __future__ import annotations

from pathlib import Path

from judged_papers import TIES as SAID
from judged_papers import row, say
from made_up import AT, coded_project
from made_up_refi import BEN, STORY, TEXT, TIES, TRUST, coding, qde, qdpx, selection, text_source
from relsynth.coding import standing
from relsynth.formats.refi_reading import read_qdpx
from relsynth.project import Project
from relsynth.workflow.coding_adjudication import adjudicate_coding
from relsynth.workflow.coding_conflicts import list_coding_conflicts
from relsynth.workflow.export_qdpx import export_qdpx
from relsynth.workflow.foreign_codings import Brought, bring
from relsynth.workflow.import_qdpx import import_qdpx
from relsynth.workflow.memos import add_memo

IDS = {TRUST: "STA.TRUST", TIES: "NET.TIES"}


def brought(project: Project, *inside: str, rest: str = "") -> Brought:
    made = qdpx(qde(text_source(*inside), rest=rest), {f"{TEXT}.txt": STORY.encode()})
    return bring(project, read_qdpx(made), IDS, at=AT)


def test_each_coder_has_one_act_to_take_back(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        made = brought(project, selection(0, 5, coding(), coding(TIES, number=2), coding(user=BEN, number=3)))
        acts = project.store.acts.history()
        assert [(act.coder, len(act.codings)) for act in acts] == [("Ana", 2), ("Ben", 1)]
        assert (made.codings, made.coders) == (3, ("Ana", "Ben"))


def test_what_a_coder_says_twice_is_said_once(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        made = brought(project, selection(0, 5, coding()), selection(0, 5, coding(number=2), number=2))
        assert made.codings == 1
        assert {loss.what: loss.count for loss in made.losses} == {"codings told twice": 1}


def test_a_set_of_theirs_is_a_memo_on_the_project(tmp_path: Path) -> None:
    members = f'<MemberCode targetGUID="{TRUST}"/><MemberSource targetGUID="{TEXT}"/>'
    sets = f'<Sets><Set guid="A" name="Mine">{members}</Set></Sets>'
    with coded_project(tmp_path, 1) as project:
        assert brought(project, rest=sets).memos == 1
        assert [memo.text for memo in project.store.memos.current()] == ["Set “Mine”: Trust, Story"]


def test_the_report_is_a_table_that_people_read(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        said = str(brought(project, selection(0, 5, coding()), selection(90, 95, coding(number=2), number=2)))
    assert said.startswith("From Somebody 1:\n  codes                       2\n")
    assert "codings in the file         2" in said
    assert "codings: 1, their positions are outside the text" in said


def test_what_settles_a_settlement_settles_it_elsewhere_too(tmp_path: Path) -> None:
    with coded_project(tmp_path / "a", 1) as project:
        say(project, "Ana", row(1, SAID))
        say(project, "Ben", row(1, SAID, "STA.LEGIT"))
        first = list_coding_conflicts(project).conflicts[0].number
        adjudicate_coding(project, first, verdict="code", code="STA.LEGIT", coder="Eva", at=AT)
        say(project, "Cy", row(1, SAID, "STA.LEGIT", assertion="negated"))
        again = list_coding_conflicts(project).conflicts[0].number
        adjudicate_coding(project, again, verdict="code", code="STA.TRUST", coder="Ida", at=AT)
        there = _standing(project)
        export_qdpx(project, tmp_path / "a.qdpx")
    with coded_project(tmp_path / "b", 1) as other:
        import_qdpx(other, tmp_path / "a.qdpx", at=AT)
        assert _standing(other) == there == [("Ida", "STA.TRUST")]


def _standing(project: Project) -> list[tuple[str, str]]:
    return [(one.coder.name, one.code) for one in standing(project.codings()) if one.coder.kind == "person"]


def test_a_memo_on_what_is_not_written_comes_back_as_no_other(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        machines = next(one.number for one in project.codings() if one.coder.kind == "machine")
        add_memo(project, about="coding", coding=machines, text="odd", coder="Ana", at=AT)
        export_qdpx(project, tmp_path / "a.qdpx")
        assert import_qdpx(project, tmp_path / "a.qdpx", at=AT).brought.memos == 0
        assert len(project.store.memos.current()) == 1
