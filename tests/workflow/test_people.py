"""Who may code, what the machine says where they do, and how their words are kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from made_up import ANA, AT, coding, document
from made_up_team import GREEN_VAN, double, team_project
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.coding_steps import add_coding
from relsynth.workflow.people import Machine, keep, known_person, person_of


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with team_project(tmp_path, 1) as opened:
        add_coding(opened, GREEN_VAN, "STA.LEGIT", coder="Ana", at=AT)
        yield opened


def test_a_name_is_a_persons_however_it_is_typed(project: Project) -> None:
    assert person_of(project, " Ana ") == ANA
    assert person_of(project, unicodedata.normalize("NFD", "Zoé")).name == unicodedata.normalize("NFC", "Zoé")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("  ", "is empty", id="nobody"),
        pytest.param("lexicon", "machine|person", id="a-machine"),
        pytest.param("x@y", "name of a machine", id="like-a-machine"),
        pytest.param("ana", "'Ana' works here", id="other-capitals"),
    ],
)
def test_who_may_not_code_is_told_why(project: Project, name: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        person_of(project, name)


def test_who_is_merely_assigned_a_paper_is_known(project: Project) -> None:
    double(project)
    for name, known in (("ben", "'Ben' works here"), ("Bem", "nobody is called 'Bem' here; is it 'Ben'")):
        with pytest.raises(InputError, match=known):
            known_person(project, name)
    assert known_person(project, "Ben") == "Ben"


def test_what_holds_at_a_place_is_asked_of_the_machine_and_then_of_the_sentence() -> None:
    of = document("Partners should trust each other.\nTies held.")
    planned = replace(coding(of, start=0, end=33), facets=(("assertion", ("planned",)),))
    machine = Machine([planned, coding(of, coder=ANA)], lambda _version: of)
    assert machine.coding(planned.span, "STA.TRUST") == planned
    assert machine.coding(planned.span, "NET.TIES") is None
    assert machine.asserted(planned.span, "NET.TIES") == ("planned",)
    assert Machine([], lambda _version: of).asserted(planned.span, "NET.TIES") == ("recommended",)


def test_an_act_is_numbered_by_its_first_coding_and_a_note_is_on_it(project: Project) -> None:
    of = project.store.papers.current(next(iter(project.store.papers.names())))
    made = [coding(of, code, coder=ANA) for code in ("STA.TRUST", "NET.TIES")]
    act = keep(project, ANA, made, at=AT, note="odd")
    numbers = [one.number for one in project.codings() if one.at == AT and one.span == made[0].span]
    assert sorted(number or 0 for number in numbers) == [act, (act or 0) + 1]
    (memo,) = project.store.memos.current()
    assert (memo.coding, memo.text, memo.coder) == (act, "odd", "Ana")
    assert keep(project, ANA, [], at=AT) is None
