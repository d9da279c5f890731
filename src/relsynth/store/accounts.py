"""Who may log in to a project's desk: accounts, their sessions, and their tokens for scripts.

They stand in a file of their own beside the project's, readable by its owner alone, so that no backup, archive or
export of a review carries what opens it. Kept are digests: of passwords by Argon2id, of sessions and tokens by SHA-256.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from relsynth.errors import ProjectError
from relsynth.store.opening import connect
from relsynth.store.waiting import BUSY_MS

FILE = "desk.db"
VERSION = 1
OWNER_ALONE = 0o600
_SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts (
  name TEXT PRIMARY KEY, folded TEXT NOT NULL UNIQUE, role TEXT NOT NULL, hash TEXT NOT NULL, made TEXT NOT NULL,
  closed TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS sessions (
  digest TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts, token TEXT NOT NULL, begun TEXT NOT NULL,
  seen TEXT NOT NULL, ends TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS tokens (
  number INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL UNIQUE, account TEXT NOT NULL REFERENCES accounts,
  label TEXT NOT NULL, made TEXT NOT NULL, withdrawn TEXT
) STRICT;
PRAGMA user_version = 1;
"""
_SESSION = """
SELECT name, role, token, begun, seen, ends FROM sessions JOIN accounts ON name = account
WHERE digest = ? AND closed IS NULL
"""
_TOKEN = """
SELECT name, role, number, label, tokens.made FROM tokens JOIN accounts ON name = account
WHERE digest = ? AND withdrawn IS NULL AND closed IS NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whose name decisions carry, what they may do, and the Argon2id hash of their password."""

    name: str
    role: str
    hash: str
    made: str
    closed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A browser that somebody logged in with; ``token`` has to come with every change."""

    name: str
    role: str
    token: str
    begun: str
    seen: str
    ends: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a script of somebody's comes in with; its text is known to them alone."""

    number: int
    name: str
    role: str
    label: str
    made: str


class Accounts:
    """The accounts of a desk, open. Threads may use it at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._turn = Lock()

    @classmethod
    def open(cls, folder: Path) -> Accounts:
        """Open the accounts in a project's folder; a file is made where there is none.

        Raises:
            ProjectError: it cannot be opened, or is from a newer relsynth.
        """
        path = folder / FILE
        try:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, OWNER_ALONE))
            path.chmod(OWNER_ALONE)  # its journal follows it
            connection = connect(path, shared=True)
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > VERSION:
                connection.close()
                raise ProjectError(f"{path}: was written by a newer relsynth; upgrade relsynth to open it")
            connection.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise ProjectError(f"{path}: cannot be opened ({error}); it holds the desk's accounts") from error
        return cls(connection)

    def close(self) -> None:
        """Close the file."""
        with self._turn:
            self._db.close()

    def __enter__(self) -> Accounts:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- accounts ----------------------------------------------------------------------------

    def all(self) -> tuple[Account, ...]:
        """Every account, by name, those that are closed among them."""
        return tuple(_account(row) for row in self._rows("SELECT * FROM accounts ORDER BY folded"))

    def get(self, name: str) -> Account | None:
        """The account of a name, whatever its capitals."""
        return next(
            (_account(row) for row in self._rows("SELECT * FROM accounts WHERE folded = ?", name.casefold())), None
        )

    def add(self, account: Account) -> None:
        """Add an account; there is none of its name."""
        self._do(
            "INSERT INTO accounts (name, folded, role, hash, made) VALUES (?, ?, ?, ?, ?)",
            *(account.name, account.name.casefold(), account.role, account.hash, account.made),
        )

    def set_role(self, name: str, role: str) -> None:
        """Let an account do what a role may, at once and in every session."""
        self._do("UPDATE accounts SET role = ? WHERE name = ?", role, name)

    def set_hash(self, name: str, made: str) -> None:
        """Keep another hash of a password."""
        self._do("UPDATE accounts SET hash = ? WHERE name = ?", made, name)

    def set_closed(self, name: str, at: str | None) -> None:
        """Close an account, and end its sessions and tokens; None opens it again, without them."""
        with self._writing():
            self._db.execute("UPDATE accounts SET closed = ? WHERE name = ?", (at, name))
            self._db.execute("DELETE FROM sessions WHERE account = ?", (name,))
            self._db.execute(
                "UPDATE tokens SET withdrawn = ? WHERE account = ? AND ? IS NOT NULL AND withdrawn IS NULL",
                (at, name, at),
            )

    # -- sessions ----------------------------------------------------------------------------

    def begin(self, digest: str, name: str, token: str, *, at: str, ends: str) -> None:
        """Keep a session, and forget all that are over."""
        with self._writing():
            self._db.execute("DELETE FROM sessions WHERE ends < ?", (at,))
            self._db.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)", (digest, name, token, at, at, ends))

    def session(self, digest: str) -> Session | None:
        """The session of a digest; None where there is none, or its account is closed."""
        return next((Session(**dict(row)) for row in self._rows(_SESSION, digest)), None)

    def see(self, digest: str, at: str) -> None:
        """Keep when a session was used last; nobody is kept waiting for it while something else writes."""
        with self._turn, self._told():
            self._db.execute("PRAGMA busy_timeout = 0")
            try:
                self._db.execute("UPDATE sessions SET seen = ? WHERE digest = ?", (at, digest))
            finally:
                self._db.execute(f"PRAGMA busy_timeout = {BUSY_MS}")

    def end(self, digest: str) -> None:
        """Forget a session."""
        self._do("DELETE FROM sessions WHERE digest = ?", digest)

    def forget_sessions(self, *, at: str) -> None:
        """Forget all sessions that are over."""
        self._do("DELETE FROM sessions WHERE ends < ?", at)

    def end_others(self, name: str, digest: str | None = None) -> None:
        """Forget all sessions of an account but one."""
        self._do("DELETE FROM sessions WHERE account = ? AND digest IS NOT ?", name, digest)

    # -- tokens ------------------------------------------------------------------------------

    def add_token(self, digest: str, name: str, label: str, *, at: str) -> int:
        """Keep a token, and return its number."""
        with self._writing():
            return (
                self._db.execute(
                    "INSERT INTO tokens (digest, account, label, made) VALUES (?, ?, ?, ?)", (digest, name, label, at)
                ).lastrowid
                or 0
            )

    def token(self, digest: str) -> Token | None:
        """The token of a digest; None where there is none, or it or its account holds no more."""
        return next((Token(**dict(row)) for row in self._rows(_TOKEN, digest)), None)

    def tokens(self) -> tuple[Token, ...]:
        """Every token that holds, the oldest first."""
        found = self._rows(
            "SELECT name, role, number, label, tokens.made FROM tokens JOIN accounts ON name = account "
            "WHERE withdrawn IS NULL ORDER BY number"
        )
        return tuple(Token(**dict(row)) for row in found)

    def withdraw_token(self, number: int, *, at: str) -> None:
        """Let a token open nothing any more."""
        self._do("UPDATE tokens SET withdrawn = ? WHERE number = ? AND withdrawn IS NULL", at, number)

    def _rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        with self._turn, self._told():
            return self._db.execute(query, values).fetchall()

    def _do(self, statement: str, *values: Any) -> None:
        with self._writing():
            self._db.execute(statement, values)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise ProjectError(f"{FILE}: cannot be used ({error}); it holds the desk's accounts") from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._turn, self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")


def _account(row: sqlite3.Row) -> Account:
    return Account(**{key: row[key] for key in ("name", "role", "hash", "made", "closed")})


def fault_of(path: Path) -> str | None:
    """What SQLite finds wrong with a file of accounts, which is read as it lies; None where it is whole."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            told = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(3)")]
            lost = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error as error:
        return str(error)
    if told != ["ok"]:
        return "; ".join(told)
    return f"rows of {lost[0][0]} belong to no account" if lost else None
