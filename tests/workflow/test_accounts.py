from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from made_up_team import team_project
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow import accounts, sessions

AT = "2026-01-05T09:00:00+00:00"
PASSWORD = "correct horse battery"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with team_project(tmp_path, 1) as opened:
        yield opened


def test_who_has_an_account_is_known_to_the_project(project: Project) -> None:
    made = accounts.add_account(project, " Zoë ", PASSWORD, role="manager", at=AT)
    assert (str(made), "Zoë" in project.store.people()) == ("Zoë: manager", True)
    assert accounts.list_accounts(project).accounts == (made,)


@pytest.mark.parametrize("name", ["", "lexicon", "Ana@home", "machine", "a\nb", "a" * 101])
def test_an_account_is_a_persons(project: Project, name: str) -> None:
    with pytest.raises(InputError):
        accounts.add_account(project, name, PASSWORD, role="coder", at=AT)
    assert accounts.list_accounts(project).accounts == ()


def test_nobody_is_two(project: Project) -> None:
    accounts.add_account(project, "Ana", PASSWORD, role="coder", at=AT)
    for name, why in (("Ana", "has an account already"), ("ANA", "write the name alike")):
        with pytest.raises(InputError, match=why):
            accounts.add_account(project, name, PASSWORD, role="coder", at=AT)


def test_what_is_changed_counts_at_once(project: Project) -> None:
    accounts.add_account(project, "Ana", PASSWORD, role="coder", at=AT)
    with accounts.accounts_in(project) as held:
        begun = sessions.log_in(held, "Ana", PASSWORD, at=AT)
        assert begun
        accounts.set_role(project, "ana", "adjudicator")
        session = sessions.session_of(held, begun.id, at=AT)
        assert session
        assert session.role == "adjudicator"
        accounts.set_password(project, "Ana", "another good one")
        assert sessions.session_of(held, begun.id, at=AT) is None
        accounts.close_account(project, "Ana", at=AT)
        assert sessions.log_in(held, "Ana", "another good one", at=AT) is None
        accounts.close_account(project, "Ana", at=AT, undo=True)
        assert sessions.log_in(held, "Ana", "another good one", at=AT)


def test_a_token_is_told_once_and_withdrawn(project: Project) -> None:
    accounts.add_account(project, "Ana", PASSWORD, role="coder", at=AT)
    made = accounts.make_token(project, "Ana", label=" nightly  export ", at=AT)
    assert made.text.startswith("relsynth_")
    assert accounts.list_accounts(project).accounts[0].tokens == ((1, "nightly export"),)
    with accounts.accounts_in(project) as held:
        assert sessions.token_of(held, made.text)
        assert accounts.withdraw_token(project, made.number, at=AT).tokens == ()
        assert sessions.token_of(held, made.text) is None
    for wrong in (made.number, 99):
        with pytest.raises(InputError, match="no token has the number"):
            accounts.withdraw_token(project, wrong, at=AT)
    with pytest.raises(InputError, match="label"):
        accounts.make_token(project, "Ana", label=" ", at=AT)


def test_no_archive_of_the_review_carries_them(project: Project, tmp_path: Path) -> None:
    from relsynth.workflow import write_crate

    accounts.add_account(project, "Ana", PASSWORD, role="coder", at=AT)
    made = write_crate(project, tmp_path / "crate.zip", at=AT, with_papers=True)
    assert "desk.db" not in str(made)
    assert not any(b"argon2" in path.read_bytes() for path in tmp_path.glob("crate*") if path.is_file())
    assert b"argon2" not in (project.path / "relsynth.db").read_bytes()
