"""News for open pages: somebody has decided, coded or imported something. What it says is not told, only its kind.

One thread looks over the project's file each second while any page listens. Pages listen by Server-Sent Events, which
come through a proxy; each tells where it has come to, so that nothing is missed where it was cut off.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Annotated

from fastapi import APIRouter, Header, HTTPException, Query, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from relsynth.errors import RelsynthError
from relsynth.web.people import Door
from relsynth.web.visitors import Coder
from relsynth.workflow.watching import Change, Watch

LOG = logging.getLogger("relsynth.desk")
EACH_S = 1.0
"""How often is looked."""
STILL_HERE_S = 15.0
"""After so long without news a line is sent, lest a proxy takes the page for gone."""
SURE_S = 1.0
"""How often is asked whether whoever listens is still known: an account that is closed hears no more."""
LONGEST_S = 15 * 60.0
"""After so long a page has to come again, and is asked who it is again."""
MOST_OF_ONE, MOST = 6, 200  # pages that listen at once: of one visitor, and of all
KEPT = 500  # changes, for pages that come back
LONGEST_NUMBER = 15  # digits
HEADERS = {"x-accel-buffering": "no", "cache-control": "no-store"}
router = APIRouter(prefix="/api/live", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Told:
    """Changes that were seen at one look."""

    number: int
    changes: tuple[Change, ...]

    def kinds_for(self, name: str) -> set[str]:
        """What of it is news for somebody."""
        return {change.kind for change in self.changes if change.is_news_for(name)}


NOTHING_YET = Told(0, ())


@dataclass(eq=False, slots=True)
class Listener:
    """A page that listens; None in its queue ends it."""

    name: str
    loop: asyncio.AbstractEventLoop
    queue: asyncio.Queue[Told | None] = field(default_factory=asyncio.Queue)

    def put(self, told: Told | None) -> None:
        """Tell it, from another thread."""
        with suppress(RuntimeError):  # its loop has ended
            self.loop.call_soon_threadsafe(self.queue.put_nowait, told)


class Live:
    """Who listens for news of a project, and the thread that looks out for it."""

    def __init__(self, folder: Path, *, each: float = EACH_S) -> None:
        self._folder = folder
        self._each = each
        self._lock = Lock()
        self._ended = Event()
        self._thread: Thread | None = None
        self._listeners: set[Listener] = set()
        self._told: deque[Told] = deque(maxlen=KEPT)
        self._number = 0
        self._run = secrets.token_urlsafe(6)

    def check(self, name: str) -> None:
        """Refuse one page more where too many listen."""
        with self._lock:
            of_one = sum(one.name == name for one in self._listeners)
            if of_one >= MOST_OF_ONE or len(self._listeners) >= MOST:
                raise HTTPException(429, "too many pages listen for news; close some")
            if self._ended.is_set():
                raise HTTPException(503, "the desk is closing")

    def listen(self, name: str) -> Listener:
        """Listen from now on."""
        with self._lock:
            listener = Listener(name, asyncio.get_running_loop())
            self._listeners.add(listener)
            if self._thread is None:
                self._thread = Thread(target=self._look, name="relsynth-live", daemon=True)
                self._thread.start()
            return listener

    def leave(self, listener: Listener) -> None:
        """Listen no longer."""
        with self._lock:
            self._listeners.discard(listener)

    def missed(self, since: str, name: str) -> set[str] | None:
        """Kinds of what came since a place that was told before; None where that place is forgotten."""
        run, _, number = since.rpartition(".")
        with self._lock:
            if run != self._run or not number.isdecimal() or len(number) > LONGEST_NUMBER:
                return None
            if self._told and int(number) < self._told[0].number - 1:
                return None
            return set().union(*(told.kinds_for(name) for told in self._told if told.number > int(number)))

    @property
    def place(self) -> str:
        """Where the news have come to."""
        return self.place_of(self._number)

    def place_of(self, number: int) -> str:
        """A place as pages are told it."""
        return f"{self._run}.{number}"

    def end(self) -> None:
        """Send everybody away, and look no longer."""
        with self._lock:
            self._ended.set()
            thread, listeners = self._thread, tuple(self._listeners)
        for listener in listeners:
            listener.put(None)
        if thread is not None:
            thread.join()

    def _look(self) -> None:
        try:
            with closing(Watch(self._folder)) as watch:
                while not self._ended.wait(self._each):
                    if changes := watch.look():
                        self.tell(changes)
        except (RelsynthError, OSError):
            LOG.exception("nobody is told of news any more")
        finally:
            with self._lock:
                self._thread = None

    def tell(self, changes: Iterable[Change]) -> None:
        """Tell all who listen of changes."""
        with self._lock:
            self._number += 1
            told = Told(self._number, tuple(changes))
            self._told.append(told)
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener.put(told)


@router.get("")
async def listen(
    request: Request,
    visitor: Coder,
    since: Annotated[str, Query(max_length=100)] = "",
    last_event_id: Annotated[str, Header(max_length=100)] = "",
) -> StreamingResponse:
    """Tell of news as long as the page listens."""
    live: Live = request.app.state.live
    live.check(visitor.name)
    door: Door = request.app.state.door
    is_known = partial(door.still_knows, request.headers)
    news = _news(live, visitor.name, since=last_event_id or since, is_known=is_known)
    return StreamingResponse(news, media_type="text/event-stream", headers=HEADERS)


async def _news(
    live: Live, name: str, *, since: str, is_known: Callable[[], bool] = lambda: True
) -> AsyncIterator[str]:
    listener = live.listen(name)  # here, so that it ends with what is sent, also where that ends at once
    loop = asyncio.get_running_loop()
    until, silent = loop.time() + LONGEST_S, loop.time() + STILL_HERE_S
    try:
        missed = live.missed(since, listener.name) if since else set()
        yield _event(live.place, {"kinds": sorted(missed or ()), "lost": missed is None})
        while loop.time() < until:
            told = await _next(listener)
            if told is None or not await run_in_threadpool(is_known):
                return
            if kinds := told.kinds_for(listener.name):
                yield _event(live.place_of(told.number), {"kinds": sorted(kinds), "lost": False})
            elif loop.time() >= silent:
                yield ": still here\n\n"
                silent = loop.time() + STILL_HERE_S
    finally:
        live.leave(listener)


async def _next(listener: Listener) -> Told | None:
    """What is told next, or nothing yet; None where nothing more comes."""
    try:
        return await asyncio.wait_for(listener.queue.get(), min(SURE_S, STILL_HERE_S))
    except TimeoutError:
        return NOTHING_YET


def _event(place: str, said: object) -> str:
    return f"id: {place}\nevent: changed\ndata: {json.dumps(said)}\n\n"
