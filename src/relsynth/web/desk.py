"""What a desk is opened with, and the open projects that its requests take turns with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Lock

from relsynth.errors import RelsynthError
from relsynth.project import Project, open_project

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""Names that a browser on this machine may call the desk by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """How a project's desk is opened.

    Args:
        folder: of the project.
        team: people log in with accounts; else whoever sits at this machine may do everything.
        coder: who that is, where it is told beforehand.
        prefix: path under which a proxy serves the desk, as in ``/review``; empty for none.
        hosts: names that browsers may call it by, besides those of this machine.
        secure: browsers reach it by HTTPS (behind a proxy), so that cookies are kept from plain HTTP.
        proxied: the proxy in front is believed in where requests come from.
    """

    folder: Path
    team: bool = False
    coder: str | None = None
    prefix: str = ""
    hosts: tuple[str, ...] = ()
    secure: bool = False
    proxied: bool = False
    taking_turns: Lock = field(default_factory=Lock, repr=False, compare=False)
    _idle: LifoQueue[tuple[object, Project]] = field(default_factory=LifoQueue, repr=False, compare=False)

    @contextmanager
    def project(self) -> Iterator[Project]:
        """The project, open, for one request at a time.

        One that is idle is taken up again as long as its settings and codebook are those in the folder.

        Raises:
            ProjectError: the folder is no project, or its file cannot be opened.
            ConfigError: ``relsynth.toml`` is wrong.
        """
        stamp, project = self._taken()
        try:
            yield project
        except RelsynthError:  # a refusal leaves the project as it was
            self._idle.put((stamp, project))
            raise
        except BaseException:
            project.close()  # whatever state it is in, nobody else gets it
            raise
        self._idle.put((stamp, project))

    @contextmanager
    def step(self) -> Iterator[Project]:
        """The project, for a step that somebody waits for: steps go one after the other.

        They would not be done sooner side by side, since each statement lets another thread run, and getting its turn
        back takes as long as a whole step does: of twenty who work at once, everybody would wait for everybody.
        """
        with self.taking_turns, self.project() as project:
            yield project

    def warm(self) -> None:
        """Read the codebook, lest whoever looks first waits for it; what is wrong with it is told to who needs it."""
        with suppress(RelsynthError), self.project() as project:
            len(project.codebook.codes)

    def close(self) -> None:
        """Close the projects that are idle."""
        while True:
            try:
                self._idle.get_nowait()[1].close()
            except Empty:
                return

    def _taken(self) -> tuple[object, Project]:
        while True:
            try:
                stamp, project = self._idle.get_nowait()
            except Empty:
                project = open_project(self.folder, shared=True)
                return _stamp(project), project
            if stamp == _stamp(project):
                return stamp, project
            project.close()


def _stamp(project: Project) -> object:
    """What changes when somebody edits the settings or a codebook."""
    files = (project.path / "relsynth.toml", *project.codebook_paths)
    return tuple((path, *_seen(path)) for path in files)


def _seen(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return (0, 0)
    return (stat.st_mtime_ns, stat.st_size)


def now() -> str:
    """The moment: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
