"""Who a request comes from, and what they may do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from fastapi import Depends, HTTPException, Request

Role = Literal["coder", "adjudicator", "manager"]
"""Each may do what those before it may: code and screen; settle what others differ in; run the review."""
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who is at the desk: the name that their decisions and codings carry, their role, and their session's token.

    ``token`` has to come with every request that changes something; but not from a script (``scripted``), which has
    come in by a token of its own that no browser sends by itself.
    """

    name: str
    role: Role
    token: str
    scripted: bool = False

    def may(self, role: Role) -> bool:
        """Whether they may do what a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


async def visitor_of(request: Request) -> Visitor:
    """Who the request comes from; a 401 where nobody is known."""
    visitor: Visitor | None = request.state.visitor
    if visitor is None:
        raise HTTPException(401, "log in first")
    return visitor


def allowed(role: Role) -> Callable[[Visitor], Awaitable[Visitor]]:
    """What lets those pass who may do what a role may; a 403 to others."""

    async def check(visitor: Annotated[Visitor, Depends(visitor_of)]) -> Visitor:
        if not visitor.may(role):
            raise HTTPException(403, f"this is for a {role}; you are a {visitor.role}")
        return visitor

    return check


Coder = Annotated[Visitor, Depends(allowed("coder"))]
Adjudicator = Annotated[Visitor, Depends(allowed("adjudicator"))]
Manager = Annotated[Visitor, Depends(allowed("manager"))]
