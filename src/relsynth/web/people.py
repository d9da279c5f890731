"""Who is known to the desk, and how they come in."""

from __future__ import annotations

import secrets

from fastapi import Request

from relsynth.web.visitors import Visitor

_TOKEN = secrets.token_urlsafe(32)


def visitor_from(request: Request) -> Visitor | None:
    """Who a request comes from; None where nobody is known."""
    coder = request.app.state.desk.coder
    return None if coder is None else Visitor(name=coder, role="manager", token=_TOKEN)
