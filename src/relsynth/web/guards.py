"""What every request passes and every answer carries: the host's name, same-site changes, a strict policy."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from relsynth.web.desk import LOOPBACK, Desk
from relsynth.web.people import visitor_from

TOKEN = "x-relsynth-token"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
"""Content Security Policy, level 3: nothing inline, nothing from elsewhere."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

Next = Callable[[Request], Awaitable[Response]]


async def guard(request: Request, call_next: Next) -> Response:
    """Let a request pass that comes to a known host and, where it changes something, from our own page."""
    desk: Desk = request.app.state.desk
    refusal = _foreign_host(request, desk)
    if refusal is None:
        request.state.visitor = visitor_from(request)
        refusal = _foreign_change(request)
    answer = refusal or await call_next(request)
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    if not request.url.path.startswith(f"{desk.prefix}/static/"):
        answer.headers.setdefault("cache-control", "no-store")
    return answer


def _foreign_host(request: Request, desk: Desk) -> Response | None:
    # A page elsewhere can have its name lead to 127.0.0.1 (DNS rebinding); then the browser still sends that name.
    name = request.headers.get("host", "").rsplit(":", 1)[0] if "]" not in request.headers.get("host", "") else "[::1]"
    if name.lower() in {*LOOPBACK, *(host.lower() for host in desk.hosts)}:
        return None
    return JSONResponse({"error": f"{name!r} is no name of this desk; see `relsynth desk --host`"}, 400)


def _foreign_change(request: Request) -> Response | None:
    if request.method in SAFE:
        return None
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return JSONResponse({"error": "a change has to come from a page of this desk"}, 403)
    visitor = request.state.visitor
    sent = request.headers.get(TOKEN, "")
    if visitor is not None and not hmac.compare_digest(sent.encode(), visitor.token.encode()):
        return JSONResponse({"error": "the page is of another session; load it again"}, 403)
    return None
