"""Who is known to the desk, and how they come in: by a name alone, a session, or a script's token."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from hashlib import sha256
from typing import cast
from urllib.parse import quote, unquote

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import Response

from relsynth.errors import ProjectError, RelsynthError
from relsynth.web.desk import Desk, now
from relsynth.web.limits import Limit
from relsynth.web.visitors import Role, Visitor
from relsynth.workflow.accounts import accounts_in, welcome
from relsynth.workflow.papers import person_named
from relsynth.workflow.sessions import WHOLE, digest_of, nobodys_hash, session_of, token_of

BEARER = "bearer "
LOGINS_OF_A_NAME = (10, 900.0)  # tries in so many seconds
LOGINS_FROM_AN_ADDRESS = (50, 900.0)
LONGEST_NAME = 200  # signs of a name in a cookie


class Door:
    """Who comes in to one desk."""

    def __init__(self, desk: Desk) -> None:
        """Open the accounts of a team.

        Raises:
            ProjectError: nobody of the team has an account, or their file cannot be opened.
            InputError: the name that the desk was opened with is no person's.
        """
        self.desk = desk
        self.by_name = Limit(*LOGINS_OF_A_NAME)
        self.by_address = Limit(*LOGINS_FROM_AN_ADDRESS)
        self.cookie = _cookie_name(desk)
        self._token = secrets.token_bytes(32)
        with desk.project() as project:
            self._coder = None if desk.team or desk.coder is None else welcome(project, desk.coder)
            self.accounts = accounts_in(project) if desk.team else None
        if self.accounts is not None:
            nobodys_hash()  # before anybody can measure how long it takes
            if not any(one.closed is None for one in self.accounts.all()):
                self.accounts.close()
                raise ProjectError(
                    f"{desk.folder}: nobody has an account yet; "
                    "make one with `relsynth accounts add NAME --role manager`, and then one for each of the team"
                )

    def close(self) -> None:
        """Close the accounts."""
        if self.accounts is not None:
            self.accounts.close()

    def visitor(self, headers: Headers) -> Visitor | None:
        """Who a request comes from; None where nobody is known."""
        if self.accounts is None:
            name = self._coder or self._named(headers)
            return None if name is None else Visitor(name=name, role="manager", token=self._token_of(name))
        said = headers.get("authorization", "")
        if said.lower().startswith(BEARER):  # another kind is a proxy's own, and no word to us
            return self._script(said)
        id = self.id_of(headers)
        session = None if id is None else session_of(self.accounts, id, at=now())
        if session is None:
            return None
        return Visitor(name=session.name, role=cast(Role, session.role), token=session.token)

    def still_knows(self, headers: Headers) -> bool:
        """Whether whoever came in with these headers would be let in again; to ask is no use of their session."""
        if self.accounts is None:
            return True
        id = self.id_of(headers)
        try:
            if headers.get("authorization", "").lower().startswith(BEARER):
                return self.visitor(headers) is not None
            return id is not None and self.accounts.session(digest_of(id)) is not None
        except ProjectError:
            return False

    def id_of(self, headers: Headers) -> str | None:
        """What the browser's cookie holds."""
        return cookies(headers).get(self.cookie) or None

    def keep(self, answer: Response, id: str) -> None:
        """Have the browser keep a session's id, from every script and other site."""
        answer.set_cookie(
            self.cookie,
            quote(id, safe=""),
            max_age=int(WHOLE.total_seconds()),
            path=self._path,
            secure=self.desk.secure,
            httponly=True,
            samesite="strict",
        )

    def forget(self, answer: Response) -> None:
        """Have the browser forget it."""
        answer.delete_cookie(self.cookie, path=self._path, secure=self.desk.secure, httponly=True, samesite="strict")

    @property
    def _path(self) -> str:
        return self.desk.prefix or "/"  # without a slash behind it, since the prefix alone is the first page

    def _named(self, headers: Headers) -> str | None:
        """The name that whoever sits at this machine gave themselves."""
        name = unquote(self.id_of(headers) or "")[:LONGEST_NAME]
        try:
            return person_named(name)
        except RelsynthError:
            return None

    def _token_of(self, name: str) -> str:
        """Each name has its own: a page that was opened by one does nothing in the name of another."""
        return hmac.new(self._token, name.encode("utf-8", "surrogatepass"), sha256).hexdigest()

    def _script(self, said: str) -> Visitor | None:
        if self.accounts is None:
            return None
        token = token_of(self.accounts, said[len(BEARER) :].strip())
        if token is None:
            return None
        return Visitor(name=token.name, role=cast(Role, token.role), token="", scripted=True)


def cookies(headers: Headers) -> Mapping[str, str]:
    """The cookies of a request: those of ours, whatever else serves this host has set beside them."""
    return cookie_parser("; ".join(headers.getlist("cookie")))


def ours(path: str) -> str:
    """A path to go to after logging in, where it is one of this desk; else its first page.

    A browser takes two slashes of either kind at the beginning for another host, and drops control characters before.
    """
    if not path.isprintable() or "\\" in path or not path.startswith("/") or path.startswith("//"):
        return "/"
    return path


def _cookie_name(desk: Desk) -> str:
    """Its own for each project: browsers send the cookies of a host to all of its ports."""
    digest = sha256(str(desk.folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    host_alone = "__Secure-" if desk.prefix else "__Host-"
    return f"{host_alone if desk.secure else ''}relsynth-{digest}"
