"""The queue of what people differ in: with names or letters, with notes, and nothing of what is still blind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from judged_papers import GREEN, TIES, TRUST, judged_project, row, say
from made_up import AT
from relsynth.coding_rounds import Round
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.store.memos import Memo
from relsynth.workflow.coding_conflicts import conflict_numbered, list_coding_conflicts


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Two papers: in the first Ana and Ben put each another code on one sentence, and Ben a code more on another."""
    with judged_project(tmp_path, 2) as opened:
        say(opened, "Ana", row(1, TRUST), row(1, TIES))
        say(opened, "Ben", row(1, TRUST), row(1, TIES, "STA.LEGIT"), row(1, GREEN, "STA.LEGIT"))
        yield opened


def number(project: Project, who: str, code: str) -> int:
    return next(one.number or 0 for one in project.codings() if (one.coder.name, one.code) == (who, code))


def open_round(project: Project, name: str, **papers: str) -> None:
    with project.store.atomic():
        book = project.codebook
        project.store.add_codebook(book.digest, id=book.id, version=book.version, source=project.codebook_source, at=AT)
        project.store.rounds.open(Round(name=name, codebook=book.digest, coder="Lea", at=AT))
        for coder, document in papers.items():
            project.store.rounds.assign(name, document, coder, at=AT)


def test_each_place_is_told_once_with_what_each_said(project: Project) -> None:
    found = list_coding_conflicts(project)
    mixed, alone = found.conflicts
    assert (mixed.number, mixed.differs) == (number(project, "Ana", "NET.TIES"), "codes")
    assert mixed.quote == "Ties among the 1 villages were loose at first."
    assert [(side.coder, [one.code for one in side.said]) for side in mixed.sides] == [
        ("Ana", ["NET.TIES"]),
        ("Ben", ["STA.LEGIT"]),
    ]
    assert (alone.differs, [(side.coder, len(side.said)) for side in alone.sides]) == (
        "coded",
        [("Ana", 0), ("Ben", 1)],
    )
    assert mixed.numbers == tuple(sorted(one.number for side in mixed.sides for one in side.said))


def test_it_is_told_in_words(project: Project) -> None:
    first = number(project, "Ana", "NET.TIES")
    told = str(list_coding_conflicts(project)).splitlines()
    assert told[:3] == [
        "Conflicts (2):",
        f"  {first}  van-001: “Ties among the 1 villages were loose at first.”",
        f"      Ana: NET.TIES (assertion affirmed) [{first}]",
    ]


def test_the_number_of_a_conflict_stays(project: Project) -> None:
    before = [one.number for one in list_coding_conflicts(project).conflicts]
    say(project, "Ana", row(1, GREEN, "NET.TIES"))
    say(project, "Cem", row(2, TRUST))
    assert [one.number for one in list_coding_conflicts(project).conflicts] == before


def test_other_facets_are_a_conflict(project: Project) -> None:
    say(project, "Ana", row(2, TRUST, assertion="hedged"))
    say(project, "Ben", row(2, TRUST, assertion="affirmed"))
    assert list_coding_conflicts(project).conflicts[-1].differs == "facets"


def test_who_rejects_what_another_accepts_differs_though_neither_has_read_the_paper(project: Project) -> None:
    say(project, "Ana", row(2, TRUST, decision="accept"), row(2, TIES, decision="accept"))
    say(project, "Ben", row(2, TRUST, decision="reject"))
    (one,) = [one for one in list_coding_conflicts(project).conflicts if one.paper == "van-002"]
    assert [[said.verdict for said in side.said] for side in one.sides] == [["code"], ["reject"]]


def test_names_are_letters_where_it_is_blind(project: Project) -> None:
    found = list_coding_conflicts(project, blind=True)
    assert found.blind
    assert {side.coder for one in found.conflicts for side in one.sides} == {"A", "B"}
    assert not any(name in str(found) for name in ("Ana", "Ben"))
    assert found == list_coding_conflicts(project, blind=True)


def test_notes_to_the_adjudicator_are_told_and_no_others(project: Project) -> None:
    first = number(project, "Ana", "NET.TIES")
    (document, _) = (one.id for one in project.store.documents())
    notes = [
        Memo(about="coding", coding=first, text="Or is it trust?", coder="Ana", at=AT, to_adjudicator=True),
        Memo(about="coding", coding=first, text="For me.", coder="Ana", at=AT),
        Memo(about="document", document=document, text="A hard one.", coder="Cem", at=AT, to_adjudicator=True),
    ]
    with project.store.atomic():
        for note in notes:
            project.store.memos.add(note)
    mixed, alone = list_coding_conflicts(project).conflicts
    assert [str(memo) for memo in mixed.memos] == [
        f"memo of Ana on [{first}]: Or is it trust?",
        "memo of Cem: A hard one.",
    ]
    assert [memo.text for memo in alone.memos] == ["A hard one."]
    hidden = list_coding_conflicts(project, blind=True).conflicts[0]
    assert [memo.coder in ("A", "B") for memo in hidden.memos] == [True, False]
    assert hidden.memos[1].coder == "another coder"


def test_nothing_is_told_of_a_paper_that_waits_in_a_blind_round(project: Project) -> None:
    (document, _) = (one.id for one in project.store.documents())
    open_round(project, "first", Ana=document, Ben=document)
    found = list_coding_conflicts(project)
    assert (found.conflicts, [one.waits_for for one in found.waiting]) == ((), [("Ana", "Ben")])
    assert "wait" in str(found)
    with pytest.raises(InputError, match="blind round that goes on"):
        conflict_numbered(project, number(project, "Ana", "NET.TIES"))
    with project.store.atomic():
        for who in ("Ana", "Ben"):
            project.store.rounds.log(coder=who, document=document, event="finish", at=AT, round="first")
    assert len(list_coding_conflicts(project).conflicts) == 2
    assert list_coding_conflicts(project, round="first").conflicts == ()


def test_where_all_agree_nothing_is_open(tmp_path: Path) -> None:
    with judged_project(tmp_path, 1) as opened:
        assert str(list_coding_conflicts(opened)) == "No conflict is open."


def test_a_conflict_is_found_by_any_of_its_codings(project: Project) -> None:
    first, second = number(project, "Ana", "NET.TIES"), number(project, "Ben", "STA.LEGIT")
    assert conflict_numbered(project, second).number == first
    with pytest.raises(InputError, match="no conflict 999 is open"):
        conflict_numbered(project, 999)
