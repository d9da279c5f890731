"""Who worked in another program's project."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_up import ANA, AT, coded_project, coding
from relsynth.coding import Coder
from relsynth.formats.refi_project import ForeignProject, ForeignUser, Tally
from relsynth.workflow.foreign_people import UNKNOWN, People
from relsynth.workflow.people import keep


def foreign(*names: str, origin: str = "NVivo") -> ForeignProject:
    users = tuple(ForeignUser(guid=str(number), name=name) for number, name in enumerate(names))
    return ForeignProject(
        name="Van",
        origin=origin,
        users=users,
        codes=(),
        sources=(),
        codings=(),
        notes=(),
        sets=(),
        selections=0,
        user="0",
    )


@pytest.mark.parametrize(
    ("name", "coder", "losses"),
    [
        pytest.param("Ben", "Ben", 0, id="a-new-name"),
        pytest.param("Be\u0301n", "Bén", 1, id="another-form-of-it"),
        pytest.param("ANA", "Ana", 1, id="other-capitals"),
        pytest.param("ben@uni.example", "ben at uni.example", 1, id="an-address"),
        pytest.param("lexicon", "lexicon (person)", 1, id="called-like-a-machine"),
        pytest.param(" ", UNKNOWN, 1, id="no-name"),
    ],
)
def test_a_user_is_a_coder_here(tmp_path: Path, name: str, coder: str, losses: int) -> None:
    with coded_project(tmp_path, 1) as project:
        (document,) = project.store.documents()
        keep(project, ANA, [coding(document, coder=ANA)], at=AT)
        tally = Tally()
        people = People(project, foreign(name), tally)
        assert people.coder("0") == people.author("0") == Coder(name=coder, kind="person")
        assert sum(loss.count for loss in tally.losses()) == losses


def test_a_machine_of_ours_is_nobody_and_who_is_not_named_is_somebody(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        people = People(project, foreign("lexicon@0123", origin="relsynth 1"), Tally())
        assert people.coder("0") is None
        unknown = people.coder("nobody")
        assert unknown is not None
        assert unknown.name == UNKNOWN
