"""A desk behind a second server that has another address, as a team reaches it."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import httpx2
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from relsynth.web import Desk
from web.desks import PASSWORD, team_folder
from web.serving import STARTING_S, served

PREFIX = "/review"
HOP_BY_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "date"})


@contextmanager
def proxy(desk: str, *, strips: bool) -> Iterator[str]:
    """A proxy before a desk, that passes ``Host`` on and adds where a request comes from."""
    client = httpx2.AsyncClient(timeout=None, follow_redirects=False)

    @asynccontextmanager
    async def until_the_end(_: Starlette) -> AsyncIterator[None]:
        async with client:
            yield

    async def pass_on(request: Request) -> StreamingResponse:
        path = request.url.path.removeprefix(PREFIX) if strips else request.url.path
        kept = [(name, value) for name, value in request.headers.items() if name not in HOP_BY_HOP]
        query = f"?{request.url.query}" if request.url.query else ""
        asked = client.build_request(
            request.method,
            f"{desk}{path or '/'}{query}",
            headers=[*kept, ("x-forwarded-for", "192.0.2.1")],
            content=await request.body(),
        )
        answer = await client.send(asked, stream=True)
        passed = StreamingResponse(
            _bytes(answer), status_code=answer.status_code, background=BackgroundTask(answer.aclose)
        )
        passed.raw_headers = [
            (name.lower(), value) for name, value in answer.headers.raw if name.decode().lower() not in HOP_BY_HOP
        ]
        return passed

    methods = ["GET", "POST"]
    app = Starlette(routes=[Route(f"{PREFIX}{{rest:path}}", pass_on, methods=methods)], lifespan=until_the_end)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + STARTING_S
    while not server.started:
        assert time.monotonic() < until, "the proxy takes too long to start"
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(STARTING_S)


async def _bytes(answer: httpx2.Response) -> AsyncIterator[bytes]:
    async for part in answer.aiter_raw():
        yield part


@pytest.mark.timeout(120)
@pytest.mark.parametrize("strips", [False, True], ids=["kept", "stripped"])
def test_a_team_works_through_a_proxy(examples: Path, tmp_path: Path, *, strips: bool) -> None:
    desk = Desk(folder=team_folder(examples, tmp_path / "review"), team=True, prefix=PREFIX, proxied=True)
    with served(desk) as address:
        at_root = address.removesuffix(PREFIX)
        with proxy(at_root, strips=strips) as outside, httpx2.Client(base_url=outside) as browser:
            token = _works(browser, outside)
            answer = browser.post(f"{PREFIX}/api/account/logout", headers={"x-relsynth-token": token})
            assert answer.status_code == 200
            assert browser.get(f"{PREFIX}/").status_code == 401


def _works(browser: httpx2.Client, outside: str) -> str:
    """Log in, look, and ask, as a browser does; the session's token."""
    asked = browser.get(f"{PREFIX}/screening?x=1", headers={"accept": "text/html"})
    assert (asked.status_code, asked.headers["location"]) == (303, f"{PREFIX}/login?next=%2Fscreening%3Fx%3D1")
    form = {"name": "Ana", "password": PASSWORD, "next": "/screening"}
    entered = browser.post(f"{PREFIX}/login", data=form, headers={"origin": outside})
    assert (entered.status_code, entered.headers["location"]) == (303, f"{PREFIX}/screening")
    for path in ("/screening", "", "/"):
        shown = browser.get(f"{PREFIX}{path}")
        assert (shown.status_code, "Ana, coder" in shown.text) == (200, True)
        _leads_nowhere_else(shown.text)
    linked = re.findall(r'(?:href|src)="([^"]+\.(?:css|js|svg))"', shown.text)
    assert linked
    assert {browser.get(path).status_code for path in linked} == {200}
    token = re.search(r'name="relsynth-token" content="([^"]+)"', shown.text)
    assert token
    told = browser.post(f"{PREFIX}/api/verbs/list_papers", json={}, headers={"x-relsynth-token": token[1]})
    assert told.status_code == 200
    with browser.stream("GET", f"{PREFIX}/api/live") as news:
        assert news.headers["content-type"].startswith("text/event-stream")
        assert next(news.iter_lines()).startswith("id: ")
    return token[1]


def _leads_nowhere_else(html: str) -> None:
    for path in re.findall(r'(?:href|src|action)="([^"]+)"', html):
        assert path.startswith((f"{PREFIX}/", "#")), path
