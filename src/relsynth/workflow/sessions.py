"""How somebody comes in to the desk: by a password, which opens a session, or by a script's token.

Hashes follow RFC 9106 (Argon2id, its second recommended parameters), sessions the advice of OWASP: known by a random
id of 256 bits that is kept as a digest, over after a time without use, and after a week in any case.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING
from unicodedata import normalize

from relsynth.errors import InputError, ProjectError
from relsynth.store.accounts import Accounts, Session, Token
from relsynth.workflow.common_passwords import is_common

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 1000  # characters of a password
IDLE = timedelta(hours=12)
WHOLE = timedelta(days=7)
SEEN_EVERY = timedelta(minutes=1)  # no more often is it written down that a session is in use


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A session that has just begun: the id that only its browser has, and the session."""

    id: str
    session: Session


def hashed(password: str, *, name: str) -> str:
    """A password as it is kept.

    Raises:
        InputError: it is too short or long, or among the first that somebody tries.
    """
    said = normalize("NFKC", password)
    if not SHORTEST <= len(said) <= LONGEST:
        raise InputError(f"a password has {SHORTEST} to {LONGEST} characters; a few words in a row are a good one")
    if is_common(said, name=name):
        raise InputError("that password is too easy to guess; a few words in a row are a good one")
    return _hasher().hash(said)


def is_password(accounts: Accounts, name: str, password: str) -> bool:
    """Whether the password is that of an open account; it takes as long where there is no such account."""
    from argon2.exceptions import VerifyMismatchError  # noqa: PLC0415 only a team needs it

    known = accounts.get(normalize("NFC", name.strip()))
    is_open = known is not None and known.closed is None
    kept = known.hash if known is not None and is_open else nobodys_hash()
    said = normalize("NFKC", password[: LONGEST + 1])
    try:
        _hasher().verify(kept, said)
    except VerifyMismatchError:
        return False
    if known is not None and is_open and _hasher().check_needs_rehash(kept):
        accounts.set_hash(known.name, _hasher().hash(said))
    return is_open


def folded(name: str) -> str:
    """What the spellings of an account's name come to, so that tries of all are counted as of one."""
    return normalize("NFC", normalize("NFC", name.strip()).casefold())


def log_in(accounts: Accounts, name: str, password: str, *, at: str) -> Begun | None:
    """Begin a session for who knows the password of an open account; None for all others alike."""
    if not is_password(accounts, name, password):
        return None
    known = accounts.get(normalize("NFC", name.strip()))
    return None if known is None else begin(accounts, known.name, at=at)


def begin(accounts: Accounts, name: str, *, at: str) -> Begun | None:
    """Begin a session of an account; None where it was closed meanwhile."""
    id, token = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    accounts.begin(digest_of(id), name, token, at=at, ends=_later(at, WHOLE))
    session = accounts.session(digest_of(id))
    return None if session is None else Begun(id=id, session=session)


def session_of(accounts: Accounts, id: str, *, at: str) -> Session | None:
    """The session of an id, if it is not over; that it is in use is kept."""
    digest = digest_of(id)
    session = accounts.session(digest)
    if session is None:
        return None
    if at >= session.ends or at >= _later(session.seen, IDLE):
        with suppress(ProjectError):
            accounts.end(digest)
        return None
    if at >= _later(session.seen, SEEN_EVERY):
        with suppress(ProjectError):  # where nothing can be written, nobody is sent away for it
            accounts.see(digest, at)
    return session


def log_out(accounts: Accounts, id: str) -> None:
    """End a session."""
    accounts.end(digest_of(id))


def change_password(accounts: Accounts, name: str, old: str, new: str, *, at: str) -> Begun | None:
    """Give oneself another password: every session ends, and a new one begins here.

    Raises:
        InputError: the old one is not it, or the new one is none.
    """
    if not is_password(accounts, name, old):
        raise InputError("that is not your password")
    accounts.set_hash(name, hashed(new, name=name))
    accounts.end_others(name)
    return begin(accounts, name, at=at)


def token_of(accounts: Accounts, text: str) -> Token | None:
    """The token of a script, if it holds."""
    return accounts.token(digest_of(text))


def digest_of(secret: str) -> str:
    """What is kept of a random secret: it is long, so that a fast digest will do."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def nobodys_hash() -> str:
    """What a password is held against where nobody has the name, so that the answer takes as long."""
    return _hasher().hash(secrets.token_urlsafe(32))


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # noqa: PLC0415 only a team needs it

    return PasswordHasher()


def _later(at: str, by: timedelta) -> str:
    return (datetime.fromisoformat(at) + by).isoformat(timespec="seconds")
