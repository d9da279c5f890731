from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from relsynth.errors import ProjectError
from relsynth.store.accounts import FILE, Account, Accounts

AT, LATER = "2026-01-05T09:00:00+00:00", "2026-01-06T09:00:00+00:00"
ANA = Account(name="Ana", role="coder", hash="h", made=AT)


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    with Accounts.open(tmp_path) as opened:
        opened.add(ANA)
        yield opened


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_the_file_is_its_owners_alone(tmp_path: Path, accounts: Accounts) -> None:
    for path in tmp_path.glob(f"{FILE}*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


def test_an_account_is_found_whatever_its_capitals(accounts: Accounts) -> None:
    assert (accounts.get("aNA"), accounts.get("Ben"), accounts.all()) == (ANA, None, (ANA,))


def test_a_session_lasts_until_it_ends_or_its_account_is_closed(accounts: Accounts) -> None:
    for digest in ("d1", "d2", "d3"):
        accounts.begin(digest, "Ana", "t", at=AT, ends=LATER)
    accounts.end("d1")
    accounts.end_others("Ana", "d2")
    assert [accounts.session(one) is not None for one in ("d1", "d2", "d3")] == [False, True, False]
    accounts.set_closed("Ana", LATER)
    assert accounts.session("d2") is None


def test_sessions_that_are_over_are_forgotten(accounts: Accounts) -> None:
    accounts.begin("old", "Ana", "t", at=AT, ends=AT)
    accounts.begin("new", "Ana", "t", at=LATER, ends=LATER)
    assert accounts.session("old") is None


def test_a_token_holds_until_it_is_withdrawn_or_its_account_closed(accounts: Accounts) -> None:
    first, second = (accounts.add_token(digest, "Ana", "x", at=AT) for digest in ("a", "b"))
    accounts.withdraw_token(first, at=LATER)
    assert (accounts.token("a"), [one.number for one in accounts.tokens()]) == (None, [second])
    accounts.set_closed("Ana", LATER)
    accounts.set_closed("Ana", None)
    assert accounts.token("b") is None


def test_a_file_that_is_none_or_newer_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database, but long enough to be looked at" * 50)
    with pytest.raises(ProjectError, match="cannot be opened"):
        Accounts.open(tmp_path)
