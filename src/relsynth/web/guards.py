"""What every request passes and every answer carries: the host's name, same-site changes, limits, a strict policy."""

from __future__ import annotations

import hmac
import logging
import re
from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from relsynth.errors import ProjectError
from relsynth.web.desk import LOOPBACK, Desk
from relsynth.web.people import Door
from relsynth.web.visitors import Visitor

LOG = logging.getLogger("relsynth.desk")
TOKEN = "x-relsynth-token"
REPORTS = "/api/csp"
UPLOADS = "/api/uploads/"
ENTRANCES = frozenset({"/login", "/who"})
WITHOUT_TOKEN = ENTRANCES | {REPORTS}
"""Where somebody comes in who has no token yet, and where a browser tells of what it refused."""
MOST_OF_A_STRANGER, MOST_BYTES, MOST_UPLOADED = 1 << 16, 2 << 20, 200 << 20
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
"""Content Security Policy, level 3: nothing inline, nothing from elsewhere."""
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
SCHEMA = "/api/openapi.json"
"""Where the description of the API is."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]/@\s]+)(?::\d{1,5})?", re.IGNORECASE)


class Guard:
    """Lets a request pass that comes to a known host and, where it changes something, from our own page."""

    def __init__(self, app: ASGIApp, *, desk: Desk, door: Door) -> None:
        self._app = app
        self._desk = desk
        self._door = door
        self._hosts = frozenset({*LOOPBACK, *(host.lower() for host in desk.hosts)})
        self._headers = headers_of(desk)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, _Sending(send, self._headers))

    async def _answer(self, scope: Scope, receive: Receive, sending: _Sending) -> None:
        headers = Headers(scope=scope)
        path = self._placed(scope)
        sending.is_static = path.startswith("/static/")
        try:
            refusal = self._foreign_host(headers) or _foreign_look(scope["method"], headers)
            visitor = None
            if refusal is None:
                visitor = await run_in_threadpool(self._door.visitor, headers) if not sending.is_static else None
                scope.setdefault("state", {})["visitor"] = visitor
                refusal = _foreign_change(scope["method"], path, headers, visitor)
                if path == SCHEMA and visitor is None:  # FastAPI's own route, which asks nobody who they are
                    refusal = JSONResponse({"error": "log in first"}, 401)
            limit = _limit(path, visitor)
            if refusal is None and _is_too_long(headers, limit):
                refusal = JSONResponse({"error": _too_long(limit)}, 413)
            await (refusal or self._app)(scope, _measured(receive, limit), sending)
        except ProjectError as error:
            LOG.warning("%s", error)
            await JSONResponse({"error": "who may log in cannot be read just now; try again"}, 503)(
                scope, receive, sending
            )
        except Exception:
            if not sending.begun:  # the server's own answer would lack the headers
                await JSONResponse({"error": "the desk failed; its log says how"}, 500)(scope, receive, sending)
            raise

    def _placed(self, scope: Scope) -> str:
        """The path within the desk. A proxy may keep the prefix or strip it; from here on it is there."""
        prefix, path = self._desk.prefix, scope["path"]
        if not prefix:
            return str(path)
        is_kept = path == prefix or path.startswith(f"{prefix}/")
        inside = (path[len(prefix) :] or "/") if is_kept else path
        scope["root_path"] = prefix
        scope["path"] = f"{prefix}{inside}"
        scope["raw_path"] = scope["path"].encode()
        return str(inside)

    def _foreign_host(self, headers: Headers) -> JSONResponse | None:
        # A page elsewhere can have its name lead to 127.0.0.1 (DNS rebinding); then the browser still sends that name.
        said = headers.getlist("host")
        found = _HOST.fullmatch(said[0]) if len(said) == 1 else None
        if found is not None and found[1].lower() in self._hosts:
            return None
        name = found[1] if found else ", ".join(said)
        return JSONResponse({"error": f"{name!r} is no name of this desk; see `relsynth desk --host`"}, 400)


def headers_of(desk: Desk) -> Mapping[str, str]:
    """What every answer of a desk carries."""
    reports = f"{desk.prefix}{REPORTS}"
    if not desk.secure:  # reports go by report-to only from pages that came by HTTPS
        return {**HEADERS, "content-security-policy": f"{POLICY}; report-uri {reports}"}
    return {
        **HEADERS,
        "content-security-policy": f"{POLICY}; report-uri {reports}; report-to csp",
        "reporting-endpoints": f'csp="{reports}"',
        "strict-transport-security": "max-age=31536000",
    }


def _foreign_look(method: str, headers: Headers) -> JSONResponse | None:
    """A page elsewhere may lead to the desk, but not fetch from it, nor show it within itself."""
    if headers.get("sec-fetch-site", "none") in {"same-origin", "none"} or method not in SAFE:
        return None
    if headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document":
        return None
    return JSONResponse({"error": "a page elsewhere may lead to the desk, but not fetch from it"}, 403)


def _foreign_change(method: str, path: str, headers: Headers, visitor: Visitor | None) -> JSONResponse | None:
    if method in SAFE or (visitor is not None and visitor.scripted):
        return None
    is_known = visitor is not None and path not in WITHOUT_TOKEN
    if not _is_same_origin(headers, needed=path in ENTRANCES):
        return JSONResponse({"error": "a change has to come from a page of this desk"}, 403)
    if visitor is None and path not in WITHOUT_TOKEN:  # before anything that a stranger sends is read
        return JSONResponse({"error": "log in first"}, 401)
    sent = headers.get(TOKEN, "")
    if is_known and visitor is not None and not hmac.compare_digest(sent.encode(), visitor.token.encode()):
        return JSONResponse({"error": "the page is of another session; load it again"}, 403)
    return None


def _is_same_origin(headers: Headers, *, needed: bool) -> bool:
    """By what browsers say and pages cannot; ``needed``: where nothing is said, it is no."""
    if (site := headers.get("sec-fetch-site")) is not None:
        return site == "same-origin"
    if (origin := headers.get("origin")) is not None:
        return origin.lower().partition("://")[2] == headers.get("host", "").lower()
    return not needed


def _limit(path: str, visitor: Visitor | None) -> int:
    if visitor is None:
        return MOST_OF_A_STRANGER
    return MOST_UPLOADED if path.startswith(UPLOADS) else MOST_BYTES


def _is_too_long(headers: Headers, limit: int) -> bool:
    said = headers.get("content-length", "")
    return said.isdecimal() and int(said[:20]) > limit


def _too_long(limit: int) -> str:
    return f"more than {limit >> 10} KiB were sent; that is too much here"


def _measured(receive: Receive, limit: int) -> Receive:
    came = 0

    async def measured() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > limit:
            raise HTTPException(413, _too_long(limit))
        return message

    return measured


class _Sending:
    """Puts our headers on an answer that is sent, where it has none of its own."""

    def __init__(self, send: Send, headers: Mapping[str, str]) -> None:
        self._send = send
        self._headers = headers
        self.begun = False
        self.is_static = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in self._headers.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-cache" if self.is_static else "no-store")
        await self._send(message)
