"""Coming in and going out: the pages and steps of logging in, and one's own account."""

from __future__ import annotations

from threading import BoundedSemaphore
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from pydantic import BaseModel, ConfigDict

from relsynth.errors import InputError
from relsynth.web.desk import Desk, now
from relsynth.web.people import Door, ours
from relsynth.web.showing import page
from relsynth.web.visitors import Coder, Visitor
from relsynth.workflow.accounts import line_of, token_for, token_numbered, welcome
from relsynth.workflow.as_json import plain
from relsynth.workflow.sessions import LONGEST, Begun, change_password, folded, log_in, log_out

AT_ONCE = BoundedSemaphore(2)  # each password that is tried takes 64 MiB for a moment
router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api/account", tags=["account"])

Next = Annotated[str, Query(alias="next")]
FormNext = Annotated[str, Form(alias="next", max_length=2000)]
Name = Annotated[str, Form(max_length=200)]


class Asked(BaseModel):
    """What is sent: nothing but what is named, and nothing taken for what it is not."""

    model_config = ConfigDict(extra="forbid", strict=True)


class NewPassword(Asked):
    """One's password, and the one to come."""

    old: str
    new: str


class NewToken(Asked):
    """What a token is for."""

    label: str


class OldToken(Asked):
    """The number of a token."""

    number: int


def entrance(request: Request) -> str:
    """Where somebody comes in who is not known, to go on from there to what they asked for."""
    desk: Desk = request.app.state.desk
    path = request.url.path.removeprefix(desk.prefix)
    query = f"?{request.url.query}" if request.url.query else ""
    there = urlencode({"next": ours(f"{path}{query}")})
    return f"{desk.prefix}/{'login' if desk.team else 'who'}?{there}"


@router.get("/login")
def login(request: Request, to: Next = "/") -> HTMLResponse:
    """Ask for a name and a password."""
    _team(request)
    return page(request, "login", place="", next=ours(to), name="", failed=None)


@router.post("/login")
def logging_in(
    request: Request, name: Name, password: Annotated[str, Form(max_length=LONGEST + 1)], to: FormNext = "/"
) -> Response:
    """Begin a session; whatever is wrong, the answer is the same."""
    door = _team(request)
    called = folded(name)
    wait = max(door.by_name.wait(called), door.by_address.wait(_address(request)))
    if wait:
        answer = page(request, "login", place="", status=429, next=ours(to), name=name, failed="wait")
        answer.headers["retry-after"] = str(wait)
        return answer
    with AT_ONCE:
        begun = log_in(door.accounts, name, password, at=now())
    if begun is None:
        return page(request, "login", place="", status=401, next=ours(to), name=name, failed="wrong")
    door.by_name.forget(called)
    door.by_address.forget(_address(request))
    _leave(request, door)
    there = RedirectResponse(f"{door.desk.prefix}{ours(to)}", 303)
    door.keep(there, begun.id)
    return there


@router.get("/who")
def who(request: Request, to: Next = "/") -> HTMLResponse:
    """Ask whoever sits at this machine for the name that their decisions are to carry."""
    _alone(request)
    return page(request, "who", place="", next=ours(to), name="", failed=None)


@router.post("/who")
def being(request: Request, name: Name, to: FormNext = "/") -> Response:
    """Keep the name."""
    door = _alone(request)
    try:
        with request.app.state.desk.project() as project:
            called = welcome(project, name)
    except InputError as error:
        return page(request, "who", place="", status=422, next=ours(to), name=name, failed=str(error))
    there = RedirectResponse(f"{door.desk.prefix}{ours(to)}", 303)
    door.keep(there, called)
    return there


@router.get("/account")
def account(request: Request, visitor: Coder) -> HTMLResponse:
    """Show one's own account: password, tokens, the way out."""
    door = _team(request)
    return page(request, "account", place="", tokens=line_of(door.accounts, visitor.name).tokens)


@api.post("/password", operation_id="account_password", summary="Give oneself another password.")
def password(request: Request, visitor: Coder, said: NewPassword) -> Response:
    """Every other session of one's own ends; this browser gets a new one."""
    door = _session(request, visitor)
    if door.by_name.wait(folded(visitor.name)):
        raise HTTPException(429, "too many tries; wait a quarter of an hour")
    with AT_ONCE:
        begun: Begun | None = change_password(door.accounts, visitor.name, said.old, said.new, at=now())
    door.by_name.forget(folded(visitor.name))
    answer = JSONResponse({"changed": begun is not None, "token": begun.session.token if begun else ""})
    if begun is not None:
        door.keep(answer, begun.id)
    return answer


@api.post("/tokens", operation_id="account_token", summary="Make a token for a script of one's own.")
def token(request: Request, visitor: Coder, said: NewToken) -> Any:
    """Its text is told this once."""
    door = _session(request, visitor)
    return plain(token_for(door.accounts, visitor.name, label=said.label, at=now()))


@api.post("/tokens/withdraw", operation_id="account_withdraw", summary="Let a token of one's own open nothing more.")
def withdraw(request: Request, visitor: Coder, said: OldToken) -> Any:
    """Those of others are not told apart from those that there are not."""
    door = _session(request, visitor)
    if token_numbered(door.accounts, said.number).name != visitor.name:
        raise InputError(f"no token has the number {said.number}; `relsynth accounts list` shows them")
    door.accounts.withdraw_token(said.number, at=now())
    return plain(line_of(door.accounts, visitor.name))


@api.post("/logout", operation_id="account_logout", summary="End the session.")
def logout(request: Request, visitor: Coder) -> Response:
    """Log out; in a desk without accounts, be nobody in particular again."""
    door: Door = request.app.state.door
    answer = JSONResponse({"done": visitor.name})
    _leave(request, door)
    door.forget(answer)
    return answer


def _leave(request: Request, door: Door) -> None:
    id = door.id_of(request.headers)
    if door.accounts is not None and id is not None:
        log_out(door.accounts, id)


def _team(request: Request) -> Any:
    door: Door = request.app.state.door
    if door.accounts is None:
        raise HTTPException(404, "this desk has no accounts; open it with `relsynth desk --team`")
    return door


def _alone(request: Request) -> Door:
    door: Door = request.app.state.door
    if door.accounts is not None or door.desk.coder is not None:
        raise HTTPException(404, "whose desk this is was said when it was opened")
    return door


def _session(request: Request, visitor: Visitor) -> Any:
    door = _team(request)
    if visitor.scripted:
        raise HTTPException(403, "a script's token does not open the account; log in for that")
    return door


def _address(request: Request) -> str:
    """Where a request comes from; what a proxy says of it counts where the desk was told to believe it."""
    desk: Desk = request.app.state.desk
    said = ",".join(request.headers.getlist("x-forwarded-for")) if desk.proxied else ""
    return said.rsplit(",", 1)[-1].strip() or (request.client.host if request.client else "")
