"""The evidence as it was read once, held for all who look at it until something changes.

To read a project's papers and codings takes a second or two, and each table of them much less: a server reads them
once a state, for everybody who may see the same.
"""

from __future__ import annotations

import copy
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock, RLock
from typing import TypeVar

from relsynth.project import DATABASE, Project
from relsynth.synthesis.corpus import Corpus
from relsynth.workflow.characteristics import find_characteristics
from relsynth.workflow.coding_sight import is_kept_from, seen_by
from relsynth.workflow.duplicates import draw
from relsynth.workflow.synthesise import load_corpus, one_corpus

HELD = 4
"""Views of a project that are held at once: what everybody may see, and what those may who code blind."""
MADE = 60
"""Tables, pictures and pages of one state that are kept."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A state of the evidence as somebody may see it; ``state`` names it, ``at`` is when it was read."""

    state: str
    at: str
    corpus: Corpus
    _made: OrderedDict[Hashable, object] = field(default_factory=OrderedDict, repr=False, compare=False)
    _lock: RLock = field(default_factory=RLock, repr=False, compare=False)

    def made(self, what: Hashable, make: Callable[[], T]) -> T:
        """What was made of this state before, or is made now; the oldest is forgotten where there is too much."""
        with self._lock:
            if what not in self._made:
                self._made[what] = make()
                if len(self._made) > MADE:
                    self._made.popitem(last=False)
            self._made.move_to_end(what)
            found: T = self._made[what]  # type: ignore[assignment]
            return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A project as somebody may see it, with the state of its evidence."""

    project: Project
    moment: Moment


class EvidenceHeld:
    """What was read of a project's evidence, until it changes."""

    def __init__(self) -> None:
        self._moments: OrderedDict[tuple[str | None, bool], Moment] = OrderedDict()
        self._reading = Lock()

    @contextmanager
    def look(self, project: Project, *, viewer: str, charts: bool, at: str) -> Iterator[Look]:
        """The evidence as a person may see it now; every verb that is called within counts the same.

        Args:
            viewer: who looks. What is kept from them while they code blind is in no table.
            charts: they may see what others have charted.
            at: the moment, ISO 8601.

        Raises:
            ProjectError: there is nothing to count, or papers are not coded as the codebook is now.
        """
        seen, whose = _seen(project, viewer, charts=charts)
        moment = self._moment(seen, whose, at)
        with one_corpus(seen, moment.corpus):
            yield Look(project=seen, moment=moment)

    def _moment(self, seen: Project, whose: tuple[str | None, bool], at: str) -> Moment:
        held = self._moments.get(whose)
        if held and held.state == state_of(seen):
            return held
        with self._reading:  # one reads, and the others are given the same
            held = self._moments.get(whose)
            if held and held.state == state_of(seen):
                return held
            find_characteristics(seen, at=at)
            draw(seen)  # these two write what was not found yet
            state = state_of(seen)  # before it is read: what changes meanwhile has it read again
            made = Moment(state=state, at=at, corpus=load_corpus(seen))
            self._moments[whose] = made
            self._moments.move_to_end(whose)
            while len(self._moments) > HELD:
                self._moments.popitem(last=False)
            return made


def state_of(project: Project) -> str:
    """What is another one as soon as anything of a project was written, settings and codebooks too."""
    database = project.path / DATABASE
    files = (database, database.with_name(f"{DATABASE}-wal"), project.path / "relsynth.toml", *project.codebook_paths)
    return hashlib.sha256(repr([_written(file) for file in files]).encode()).hexdigest()[:16]


def _written(file: Path) -> tuple[int, int]:
    try:
        stat = file.stat()
    except OSError:
        return (0, 0)
    return (stat.st_mtime_ns, stat.st_size)


def _seen(project: Project, viewer: str, *, charts: bool) -> tuple[Project, tuple[str | None, bool]]:
    """The project as a person may see it, and what it has in common with how others see it."""
    _ = project.codebook  # read before it is seen in another way, which would read it again
    is_blind = is_kept_from(project, viewer)
    seen = seen_by(project, viewer) if is_blind else project
    shows_charts = charts or not project.config.forms
    if not shows_charts:
        seen = copy.copy(seen)
        seen.config = replace(project.config, forms={})
    return seen, (viewer if is_blind else None, shows_charts)
