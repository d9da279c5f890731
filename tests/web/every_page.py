"""Every page of a desk, found as a reader finds it: by the links of the pages before."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Collection, Iterator
from urllib.parse import urldefrag, urlsplit

from fastapi import APIRouter
from fastapi.routing import APIRoute
from playwright.sync_api import Error, Page

from relsynth.web.app import ROUTERS

LINKS = "[...document.querySelectorAll('a[href], iframe[src]')].map((one) => one.href ?? one.src)"
BUSY = "[...document.querySelectorAll('[aria-busy=true]')].some((one) => one.offsetParent)"
QUIET_MS = 250  # nothing came for so long
LATEST_MS = 20_000
LOADED = "performance.getEntriesByType('resource').length"


def routes() -> dict[str, re.Pattern[str]]:
    """Paths of a desk that a browser may be led to, as they are declared, the most exact first."""
    found = [one for router in ROUTERS for one in _routes(router)]
    return {one.path: one.path_regex for one in sorted(found, key=lambda one: one.path.count("{"))}


def _routes(router: APIRouter) -> Iterator[APIRoute]:
    for one in router.routes:
        if isinstance(one, APIRoute) and "GET" in one.methods and not one.path.startswith("/api/"):
            yield one


def every_page(tab: Page, base: str, *, each: int = 1, also: Collection[str] = ()) -> Iterator[str]:
    """Go to pages that are led to from the first, ``each`` so many of a kind; the kind of each, once it has loaded.

    Args:
        also: paths of pages that no other leads to.
    """
    known = routes()
    waiting = deque([f"{base}/", *(f"{base}{path}" for path in also)])
    seen = set(waiting)
    visited: Counter[str] = Counter()
    while waiting:
        address = waiting.popleft()
        kind = _kind(address, base, known)
        if kind is None or visited[kind] >= each or not _shown(tab, address):
            continue
        visited[kind] += 1
        found = [urldefrag(one).url for one in tab.evaluate(LINKS)]
        yield kind
        fresh = [one for one in dict.fromkeys(found) if one.startswith(f"{base}/") and one not in seen]
        seen.update(fresh)
        waiting.extend(fresh)


def _kind(address: str, base: str, known: dict[str, re.Pattern[str]]) -> str | None:
    path = urlsplit(address).path.removeprefix(urlsplit(base).path)
    return next((kind for kind, pattern in known.items() if pattern.match(path)), None)


def _shown(tab: Page, address: str) -> bool:
    """Whether there is a page; a file that is downloaded or a picture is none."""
    try:
        answer = tab.goto(address)
    except Error as error:
        if "Download is starting" in str(error) or "ERR_ABORTED" in str(error):
            return False
        raise
    settle(tab)
    return answer is not None and "html" in (answer.header_value("content-type") or "")


def settle(tab: Page) -> None:
    """Wait until a page has fetched what it fills itself with. (One that listens for news is never idle.)"""
    spent, before = 0, -1
    while spent < LATEST_MS:
        loaded = tab.evaluate(LOADED)
        if loaded == before and not tab.evaluate(BUSY):
            return
        before = loaded
        tab.wait_for_timeout(QUIET_MS)
        spent += QUIET_MS
