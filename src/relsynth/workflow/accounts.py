"""Who may log in to a project's desk, and what they may do there.

An account's name is the name that decisions and codings carry, spelt as the project spells it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Literal

from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.store.accounts import Account, Accounts, Token
from relsynth.workflow.people import person_of
from relsynth.workflow.screening_stage import spelt
from relsynth.workflow.sessions import digest_of, hashed

Role = Literal["coder", "adjudicator", "manager"]
LONGEST_LABEL, LONGEST_NAME = 200, 100  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """An account as people are shown it, with the numbers and labels of its tokens."""

    name: str
    role: str
    made: str
    closed: str | None = None
    tokens: tuple[tuple[int, str], ...] = ()

    def __str__(self) -> str:
        closed = f", closed {self.closed}" if self.closed else ""
        tokens = "".join(f"\n  token {number}: {label}" for number, label in self.tokens)
        return f"{self.name}: {self.role}{closed}{tokens}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountList:
    """Every account, by name."""

    accounts: tuple[AccountLine, ...]

    def __str__(self) -> str:
        return "\n".join(map(str, self.accounts)) or "Nobody has an account yet; make one with `relsynth accounts add`."


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeToken:
    """A token for a script, whose text is told this once."""

    number: int
    name: str
    label: str
    text: str

    def __str__(self) -> str:
        return f"{self.text}\n(token {self.number} of {self.name}, {self.label}; it is not shown again)"


def add_account(project: Project, name: str, password: str, *, role: Role, at: str) -> AccountLine:
    """Let somebody log in to the desk, under the name that their decisions and codings carry.

    Raises:
        InputError: it is no person's name, or somebody's with other capitals; they have an account; or the password
            is none.
    """
    kept = hashed(password, name=name)
    person = welcome(project, name)
    with accounts_in(project) as accounts:
        if (known := accounts.get(person)) is not None:
            how = "it is closed; open it with `relsynth accounts close --undo`" if known.closed else "there can be one"
            raise InputError(f"{known.name!r} has an account already; {how}")
        accounts.add(Account(name=person, role=role, hash=kept, made=at))
        return line_of(accounts, person)


def list_accounts(project: Project) -> AccountList:
    """List who may log in, what they may do, and the tokens of their scripts."""
    with accounts_in(project) as accounts:
        return AccountList(accounts=tuple(line_of(accounts, one.name) for one in accounts.all()))


def set_role(project: Project, name: str, role: Role) -> AccountLine:
    """Let somebody do more or less at the desk, from now on.

    Raises:
        InputError: nobody has an account of that name.
    """
    with accounts_in(project) as accounts:
        known = account_named(accounts, name)
        accounts.set_role(known.name, role)
        return line_of(accounts, known.name)


def close_account(project: Project, name: str, *, at: str, undo: bool = False) -> AccountLine:
    """Let somebody log in no more, ending their sessions and tokens; what they did stays. ``undo`` opens it again.

    Raises:
        InputError: nobody has an account of that name.
    """
    with accounts_in(project) as accounts:
        known = account_named(accounts, name)
        accounts.set_closed(known.name, None if undo else at)
        return line_of(accounts, known.name)


def set_password(project: Project, name: str, password: str) -> AccountLine:
    """Give an account another password, ending its sessions.

    Raises:
        InputError: nobody has an account of that name, or the password is none.
    """
    with accounts_in(project) as accounts:
        known = account_named(accounts, name)
        accounts.set_hash(known.name, hashed(password, name=known.name))
        accounts.end_others(known.name)
        return line_of(accounts, known.name)


def make_token(project: Project, name: str, *, label: str, at: str) -> MadeToken:
    """Make a token that lets a script of somebody's do at the desk what they may.

    Raises:
        InputError: nobody has an account of that name, or it is closed; or the label has no words, or too many.
    """
    with accounts_in(project) as accounts:
        known = account_named(accounts, name)
        if known.closed:
            raise InputError(f"the account of {known.name!r} is closed")
        return token_for(accounts, known.name, label=label, at=at)


def withdraw_token(project: Project, number: int, *, at: str) -> AccountLine:
    """Let a token open nothing any more.

    Raises:
        InputError: there is no such token, or it holds no more.
    """
    with accounts_in(project) as accounts:
        token = token_numbered(accounts, number)
        accounts.withdraw_token(number, at=at)
        return line_of(accounts, token.name)


def accounts_in(project: Project) -> Accounts:
    """The accounts of a project's desk, open."""
    return Accounts.open(project.path)


def welcome(project: Project, name: str) -> str:
    """The name of who is to work here as the project spells it; from now on they are known, before they do anything.

    Raises:
        InputError: it is no person's name, or somebody's with other capitals.
    """
    protocol = project.config.protocol
    screeners = tuple(one for plan in protocol.plans.values() for one in plan.screeners)
    person = person_of(project, spelt(project, name, screeners))
    if len(person.name) > LONGEST_NAME or not person.name.isprintable():
        raise InputError(f"{person.name!r} is no name: it is too long, or not all of it can be shown")
    if person.name not in project.store.people():
        with project.store.atomic():
            project.store.add_coder(person)
    return person.name


def line_of(accounts: Accounts, name: str) -> AccountLine:
    """An account as people are shown it."""
    known = account_named(accounts, name)
    tokens = tuple((one.number, one.label) for one in accounts.tokens() if one.name == known.name)
    return AccountLine(name=known.name, role=known.role, made=known.made, closed=known.closed, tokens=tokens)


def account_named(accounts: Accounts, name: str) -> Account:
    """The account of a name.

    Raises:
        InputError: there is none.
    """
    if (known := accounts.get(name.strip())) is None:
        raise InputError(f"nobody has an account called {name!r}; `relsynth accounts list` shows who has")
    return known


def token_for(accounts: Accounts, name: str, *, label: str, at: str) -> MadeToken:
    """Make a token of an account.

    Raises:
        InputError: the label has no words, or too many.
    """
    said = " ".join(label.split())
    if not said or len(said) > LONGEST_LABEL:
        raise InputError(f"a token needs a label that says what it is for, of at most {LONGEST_LABEL} characters")
    text = f"relsynth_{secrets.token_urlsafe(32)}"
    number = accounts.add_token(digest_of(text), name, said, at=at)
    return MadeToken(number=number, name=name, label=said, text=text)


def token_numbered(accounts: Accounts, number: int) -> Token:
    """The token of a number.

    Raises:
        InputError: there is none that holds.
    """
    found = next((one for one in accounts.tokens() if one.number == number), None)
    if found is None:
        raise InputError(f"no token has the number {number}; `relsynth accounts list` shows them")
    return found
