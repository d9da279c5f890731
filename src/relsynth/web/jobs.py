"""Long work that a manager starts at the desk: one at a time, in a process beside it, which can be stopped."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Literal

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, ConfigDict

from relsynth.web.desk import now
from relsynth.web.places import without_places
from relsynth.web.visitors import Manager

LOG = logging.getLogger("relsynth.desk")
KEPT = 20  # of what has ended, since the desk was opened
EACH_S = 0.5  # news of progress come no oftener
ENDING_S = 10  # until a process that is told to end is ended
What = Literal["code", "read"]
State = Literal["running", "done", "stopped", "refused"]
BEGUN = "the machine works already; stop it first, or wait until it has done"
router = APIRouter(prefix="/api/managing/jobs", tags=["managing"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Work that was started, by whom and when; how many of its papers are done, and what came of it."""

    number: int
    what: What
    by: str
    at: str
    state: State = "running"
    done: int = 0
    of: int | None = None
    told: str = ""
    ended: str | None = None


class Jobs:
    """What runs, and what has run since the desk was opened."""

    def __init__(self, folder: Path, news: Callable[[], None]) -> None:
        """``news`` is called where something has changed, from another thread."""
        self._folder = folder
        self._news = news
        self._lock = Lock()
        self._held: deque[Job] = deque(maxlen=KEPT)
        self._process: subprocess.Popen[str] | None = None
        self._thread: Thread | None = None
        self._closed = False

    def all(self) -> tuple[Job, ...]:
        """What runs and what has run, the latest first."""
        with self._lock:
            return tuple(self._held)

    def start(self, what: What, *, by: str, at: str) -> Job:
        """Begin; a 409 where something runs already."""
        with self._lock:
            if self._closed:
                raise HTTPException(503, "the desk is closing")
            if self._process is not None:
                raise HTTPException(409, BEGUN)
            job = Job(number=self._held[0].number + 1 if self._held else 1, what=what, by=by, at=at)
            self._process = process = self._begun(what)
            self._held.appendleft(job)
            self._thread = Thread(target=self._follow, args=(process, job), name="relsynth-job", daemon=True)
            self._thread.start()
        self._news()
        return job

    def stop(self) -> None:
        """End what runs, if anything does; the papers that it has done are kept, and the rest is left to another."""
        with self._lock:
            if self._process is not None:
                self._process.terminate()

    def close(self) -> None:
        """End what runs, and begin nothing more."""
        with self._lock:
            self._closed = True
            thread = self._thread
        self.stop()
        if thread is not None:
            thread.join(ENDING_S)

    def _begun(self, what: What) -> subprocess.Popen[str]:
        # -P: what lies in the folder that the desk was started in is not taken for a module.
        asked = [sys.executable, "-P", "-m", "relsynth.web.job", what, str(self._folder.absolute())]
        return subprocess.Popen(
            asked,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )

    def _follow(self, process: subprocess.Popen[str], job: Job) -> None:
        """Take in what a process tells, until it has ended."""
        last, latest = "", 0.0
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                said = _said(line)
                last = last if said else line.strip()
                job = self._kept(job, _with(job, said, self._folder))
                if time.monotonic() - latest >= EACH_S:
                    latest = time.monotonic()
                    self._news()
        status = process.wait()
        ended = replace(job, ended=now())
        if job.state == "running":
            LOG.log(logging.INFO if status < 0 else logging.ERROR, "%s ended with %s: %s", job.what, status, last)
            ended = replace(ended, state="stopped")
        with self._lock:
            self._process = None
            self._held[self._held.index(job)] = ended
        self._news()

    def _kept(self, job: Job, changed: Job) -> Job:
        with self._lock:
            self._held[self._held.index(job)] = changed
        return changed


def _said(line: str) -> dict[str, Any]:
    """What a line of the process tells; nothing, where it is another's word, as a library's."""
    with suppress(ValueError):
        said = json.loads(line)
        if isinstance(said, dict):
            return said
    return {}


def _with(job: Job, said: dict[str, Any], folder: Path) -> Job:
    match said:
        case {"done": int(done), "of": int(of)}:
            return replace(job, done=done, of=of)
        case {"told": str(told)}:
            return replace(job, state="done", told=without_places(told, folder))
        case {"refused": str(why)}:
            return replace(job, state="refused", told=without_places(why, folder))
    return job


# -- what the page asks --------------------------------------------------------------------------


class Asked(BaseModel):
    """What is to be done."""

    model_config = ConfigDict(extra="forbid", strict=True)

    what: What


def _jobs(request: Request) -> Jobs:
    held: Jobs = request.app.state.jobs
    return held


@router.get("")
def shown(request: Request, _visitor: Manager) -> Any:
    """Tell what runs, and what has run since the desk was opened (for a manager)."""
    return {"jobs": [asdict(one) for one in _jobs(request).all()]}


@router.post("/start", responses={409: {"description": "Something runs already."}})
def start(request: Request, visitor: Manager, said: Asked) -> Any:
    """Have the machine read or code papers, beside the desk (for a manager)."""
    return asdict(_jobs(request).start(said.what, by=visitor.name, at=now()))


@router.post("/stop")
def stop(request: Request, _visitor: Manager) -> Any:
    """End what runs; what it has done is kept (for a manager)."""
    _jobs(request).stop()
    return {}
