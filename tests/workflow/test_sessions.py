from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from relsynth.errors import InputError
from relsynth.store.accounts import Account, Accounts
from relsynth.workflow import sessions

AT = "2026-01-05T09:00:00+00:00"
PASSWORD = "correct horse battery"
KEPT = sessions.hashed(PASSWORD, name="Ana")


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    with Accounts.open(tmp_path) as opened:
        opened.add(Account(name="Ana", role="coder", hash=KEPT, made=AT))
        yield opened


def test_a_password_is_kept_as_rfc_9106_says() -> None:
    assert extract_parameters(KEPT) == RFC_9106_LOW_MEMORY
    assert PASSWORD not in KEPT


@pytest.mark.parametrize("password", ["", "short", "a" * 1001, "a" * 20, "Ana Maria Nowak", " ana maria nowak".strip()])
def test_a_password_that_is_none_is_refused(password: str) -> None:
    with pytest.raises(InputError, match="password"):
        sessions.hashed(password, name="Ana Maria Nowak")


def test_a_password_is_the_same_however_its_accents_are_typed(accounts: Accounts) -> None:
    accounts.set_hash("Ana", sessions.hashed("caf\u00e9 au lait", name="Ana"))
    assert sessions.is_password(accounts, "Ana", "cafe\u0301 au lait")


def test_a_hash_that_is_weaker_than_today_is_made_anew(accounts: Accounts) -> None:
    weak = PasswordHasher.from_parameters(replace(RFC_9106_LOW_MEMORY, time_cost=1, memory_cost=1024)).hash(PASSWORD)
    accounts.set_hash("Ana", weak)
    assert not sessions.is_password(accounts, "Ana", "wrong password")
    assert accounts.get("Ana").hash == weak  # type: ignore[union-attr]
    assert sessions.is_password(accounts, "Ana", PASSWORD)
    assert extract_parameters(accounts.get("Ana").hash) == RFC_9106_LOW_MEMORY  # type: ignore[union-attr]


def test_an_unknown_name_costs_as_much_as_a_known_one(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
            tried.append(str(hash))
            return super().verify(hash, password)

    made = Counting()
    monkeypatch.setattr(sessions, "_hasher", lambda: made)
    sessions.nobodys_hash.cache_clear()
    sessions.nobodys_hash()
    for name in ("Ana", "Nobody"):
        began = time.perf_counter()
        assert not sessions.is_password(accounts, name, "wrong password")
        assert time.perf_counter() > began
    assert [extract_parameters(one) for one in tried] == [RFC_9106_LOW_MEMORY] * 2
    sessions.nobodys_hash.cache_clear()


@pytest.mark.parametrize(
    ("uses", "holds"),
    [
        pytest.param(["2026-01-05T20:59:59+00:00"], True, id="in-use"),
        pytest.param(["2026-01-05T21:00:00+00:00"], False, id="left-for-12-hours"),
        pytest.param([f"2026-01-{day:02}T{hour:02}:00:00+00:00" for day in range(6, 12) for hour in (0, 9, 18)], True,
                     id="used-for-days"),
        pytest.param([*(f"2026-01-{day:02}T{hour:02}:00:00+00:00" for day in range(6, 12) for hour in (0, 9, 18)),
                      "2026-01-12T02:00:00+00:00", "2026-01-12T09:00:00+00:00"], False, id="a-week-old"),
    ],
)  # fmt: skip
def test_a_session_ends_by_being_left_and_after_a_week(accounts: Accounts, uses: list[str], holds: bool) -> None:
    begun = sessions.log_in(accounts, "Ana", PASSWORD, at=AT)
    assert begun
    *before, last = ["2026-01-05T15:00:00+00:00", *uses] if len(uses) > 1 else uses
    assert all(sessions.session_of(accounts, begun.id, at=one) for one in before)
    assert (sessions.session_of(accounts, begun.id, at=last) is not None) == holds


def test_neither_ids_nor_tokens_are_kept(accounts: Accounts, tmp_path: Path) -> None:
    begun = sessions.log_in(accounts, "Ana", PASSWORD, at=AT)
    assert begun
    assert not any(begun.id.encode() in path.read_bytes() for path in tmp_path.iterdir())
    sessions.log_out(accounts, begun.id)
    assert sessions.session_of(accounts, begun.id, at=AT) is None


def test_another_password_needs_the_old_one_and_ends_all_sessions(accounts: Accounts) -> None:
    begun = sessions.log_in(accounts, "Ana", PASSWORD, at=AT)
    assert begun
    with pytest.raises(InputError, match="not your password"):
        sessions.change_password(accounts, "Ana", "wrong", "another good one", at=AT)
    now = sessions.change_password(accounts, "Ana", PASSWORD, "another good one", at=AT)
    assert now
    assert sessions.session_of(accounts, begun.id, at=AT) is None
    assert sessions.session_of(accounts, now.id, at=AT) is not None
