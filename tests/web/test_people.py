from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from starlette.datastructures import Headers

from relsynth.errors import InputError, ProjectError
from relsynth.web import Desk
from relsynth.web.people import Door, cookies, ours


@pytest.fixture
def folder(examples: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(examples, tmp_path / "review"))


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/papers?x=//y", "/papers?x=//y"),
        ("/", "/"),
        *((path, "/") for path in ("//e", "/\\e", "\\e", "http://e", "e", "", "/\u0000", "/\t/e", "/\u2028e")),
    ],
)
def test_only_paths_of_the_desk_are_gone_to(path: str, there: str) -> None:
    assert ours(path) == there


@pytest.mark.parametrize("beside", ["", "a=b; ", 'a={"x": 1, "y": [2]}; ', "a; ", "a=é; ", 'a="; ', "; ", "$a=1; "])
def test_a_cookie_of_ours_is_found_beside_any_that_others_have_set(beside: str) -> None:
    """All that serves this host from any port sets cookies that a browser sends here too."""
    assert cookies(Headers({"cookie": f"{beside}ours=x"}))["ours"] == "x"


def test_each_name_has_a_token_of_its_own(folder: Path) -> None:
    door = Door(Desk(folder=folder))
    ana, ana_again, ben = (door.visitor(Headers({"cookie": f"{door.cookie}={name}"})) for name in ("Ana", "Ana", "Ben"))
    assert ana is not None
    assert ben is not None
    assert ana == ana_again
    assert ana.token != ben.token


def test_a_desk_of_a_team_needs_accounts(folder: Path) -> None:
    with pytest.raises(ProjectError, match="nobody has an account yet"):
        Door(Desk(folder=folder, team=True))


def test_a_desk_is_opened_with_a_persons_name(folder: Path) -> None:
    with pytest.raises(InputError, match="is no person's name"):
        Door(Desk(folder=folder, coder="lexicon@1"))
    assert Door(Desk(folder=folder, coder="Ana")).visitor(Headers({})).name == "Ana"  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["lexicon%401", "%00", "%ED%A0%80", "", "a" * 5000])
def test_a_name_in_a_cookie_is_nobody_or_a_person(folder: Path, name: str) -> None:
    door = Door(Desk(folder=folder))
    visitor = door.visitor(Headers({"cookie": f"{door.cookie}={name}"}))
    assert visitor is None or (visitor.role == "manager" and "@" not in visitor.name)


def test_each_project_has_a_cookie_of_its_own(folder: Path) -> None:
    assert Door(Desk(folder=folder)).cookie.startswith("relsynth-")
    assert Door(Desk(folder=folder, secure=True)).cookie.startswith("__Host-relsynth-")
    assert Door(Desk(folder=folder, secure=True, prefix="/x")).cookie.startswith("__Secure-relsynth-")
