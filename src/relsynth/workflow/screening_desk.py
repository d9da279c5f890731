"""Screening for many at once in one process: a stage is loaded once, and everybody's session goes over it.

What is asked of a stage goes one after the other, under a lock, over one connection; nobody waits for what the
ranking is learning. Where records, full texts or what people say of pairs have changed, the stage is loaded anew
beside the old one, which serves until the new one is there. A stage that nobody asked for in a while is let go.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock, Thread, Timer
from typing import TYPE_CHECKING, get_args

from relsynth.config import FILE
from relsynth.errors import InputError, RelsynthError
from relsynth.project import Project, open_project
from relsynth.screening.decisions import Decision, Stage, Verdict
from relsynth.workflow.duplicates import named
from relsynth.workflow.screening import Session
from relsynth.workflow.screening_opened import OpenStage, open_stage
from relsynth.workflow.screening_reading import advice_of, reading_of
from relsynth.workflow.screening_shown import Progress, Shown
from relsynth.workflow.screening_stage import screener, spelt
from relsynth.workflow.screening_stops import Stopped, keep_stop, require_begun

if TYPE_CHECKING:
    from relsynth.screening.stopping import Advice

IDLE_S = 30 * 60
"""After so long a stage that nobody asks for is let go."""
AGAIN_S = 60
"""Full texts are loaded anew no more often for what is decided by title and abstract meanwhile."""

ADVICE_RESTS = 50
"""Times as long as it took, until the stopping rule is asked again for the same coder: everybody's page asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a coder decided, as it was kept, and the report that comes after it; None where none is left."""

    kept: Decision
    shown: Shown | None


@dataclass(slots=True, kw_only=True)
class Loaded:
    """A stage as it was loaded, with the connection that everybody takes turns with, and everybody's session."""

    project: Project
    opened: OpenStage
    stamp: object
    decided: int
    since: float
    sessions: dict[str, Session] = field(default_factory=dict)
    screeners: set[str] = field(default_factory=set)
    titles: dict[str, str] = field(default_factory=dict)

    def session(self, coder: str, *, skipped: Iterable[str] = ()) -> Session:
        """A coder's session; ``skipped`` are reports that they left for another time before."""
        if coder not in self.sessions:
            self.sessions[coder] = Session(self.project, self.opened, coder=coder, is_lent=True, skipped=skipped)
        return self.sessions[coder]

    def close(self) -> None:
        """Let it go; what is before people stays theirs for a while, so that they find it again."""
        self.opened.close()
        self.project.close()


class SharedStage:
    """A stage that many screen at once. It is loaded when somebody first asks; close it."""

    def __init__(self, folder: Path, stage: Stage) -> None:
        self.stage = stage
        self._folder = folder
        self._lock = Lock()
        self._loaded: Loaded | None = None
        self._renewing: Thread | None = None
        self._timer: Timer | None = None
        self._asked = 0.0
        self._advice: dict[str, tuple[float, Advice | None]] = {}

    # -- one record after the other ------------------------------------------------------------

    def next(self, coder: str, *, at: str) -> Shown | None:
        """The report to be decided now, as ``Session.next``."""
        with self.turn() as loaded:
            return self._screening(loaded, coder).next(at=at)

    def take(self, coder: str, record: str, *, at: str) -> Shown:
        """Put a report of their own choice before a coder, as ``Session.take``."""
        with self.turn() as loaded:
            return self._screening(loaded, coder).take(record, at=at)

    def decide(
        self,
        coder: str,
        record: str,
        verdict: Verdict,
        *,
        criterion: str | None = None,
        note: str | None = None,
        tags: Iterable[str] = (),
        at: str,
    ) -> Step:
        """Keep what a coder decides of the record before them, and hand out the next.

        The same said again, as when an answer was lost on its way, is kept once.

        Raises:
            InputError: another record is before them by now; or the criterion is unknown, missing or out of place.
        """
        with self.turn() as loaded:
            session = self._screening(loaded, coder)
            told = tuple(tags)
            kept = self._said_before(loaded, session, record, verdict, criterion)
            if kept is None:
                self._before(loaded, session, record, at=at)
                kept = session.decide(verdict, criterion=criterion, note=note, tags=told, at=at)
            return Step(kept=kept, shown=session.next(at=at))

    def skip(self, coder: str, record: str, *, at: str) -> Shown | None:
        """Leave a record for another time; the next one."""
        with self.turn() as loaded:
            session = self._screening(loaded, coder)
            self._before(loaded, session, record, at=at)
            session.skip(at=at)
            return session.next(at=at)

    def undo(self, coder: str, *, at: str) -> Shown | None:
        """Take a coder's last decision back; its report is before them again. None where there is none."""
        with self.turn() as loaded:
            return self._screening(loaded, coder).undo(at=at)

    # -- how far it has come -------------------------------------------------------------------

    def counts(self, coder: str) -> Progress:
        """How far the stage has come, as a coder may know it, without the stopping rule's advice."""
        with self.turn() as loaded:
            return loaded.session(spelt_as(loaded, coder, self.stage)).counts()

    def progress(self, coder: str) -> Progress:
        """How far the stage has come, as a coder may know it; where much is read, with advice of some seconds ago."""
        with self.turn() as loaded:
            session = loaded.session(spelt_as(loaded, coder, self.stage))
            counts = session.counts()
            until, advice = self._advice.get(session.coder, (0.0, None))
            began = time.monotonic()
            if began < until:
                return replace(counts, advice=advice)
            reading, protocol = session.reading(), loaded.project.config.protocol
        advice = advice_of(protocol, reading)  # the rule takes its time; nobody else waits for it
        now = time.monotonic()
        self._advice[session.coder] = (now + ADVICE_RESTS * (now - began), advice)
        return replace(counts, advice=advice)

    def plot(self, coder: str) -> str | None:
        """How many relevant reports were found by how many read, as a coder may know it, as SVG; None before any."""
        from relsynth.reports.recall_plot import recall_plot  # noqa: PLC0415 numpy, which --help need not load
        from relsynth.screening.stopping import recall_curve  # noqa: PLC0415

        with self.turn() as loaded:
            reading = loaded.session(spelt_as(loaded, coder, self.stage)).reading()
            confidence = loaded.project.config.protocol.confidence
        if not reading.found:
            return None
        return recall_plot(recall_curve(reading.found, reading.total, confidence=confidence, since=reading.since))

    def stop(self, coder: str, *, at: str) -> Stopped:
        """Read no further, as ``stop_screening``; nobody waits while the stopping rule is asked.

        Raises:
            InputError: the coder has no name; nothing was decided at the stage; or reading has stopped already.
        """
        with self.turn() as loaded:
            opened, protocol = loaded.opened, loaded.project.config.protocol
            require_begun(self.stage, opened.standing)
            reading = reading_of(opened.standing, opened.came)
            unread = len(opened.reports.members) - len(opened.standing.begun)
        advice = advice_of(protocol, reading)
        with self.turn() as loaded:
            return keep_stop(loaded.project, self.stage, coder=named(coder), advice=advice, unread=unread, at=at)

    # -- turns ---------------------------------------------------------------------------------

    @contextmanager
    def turn(self) -> Iterator[Loaded]:
        """The stage with all that was decided up to now, for one who asks at a time.

        Raises:
            InputError: no report is at the stage.
            ProjectError, ConfigError, CodebookError: as ``open_project`` and ``open_stage``.
        """
        with self._lock:
            loaded = self._now()
            try:
                standing = loaded.opened.standing
                standing.take(loaded.project.store.screening.since(standing.last, stage=self.stage))
                yield loaded
            except InputError:
                raise
            except BaseException:
                self._drop()  # whatever state it is in, nobody else gets it
                raise

    @property
    def is_loaded(self) -> bool:
        """Whether the stage is held now."""
        return self._loaded is not None

    @property
    def renewing(self) -> Thread | None:
        """What loads the stage anew, while it does."""
        return self._renewing

    def close(self) -> None:
        """Let the stage go."""
        renewing = self._renewing
        if renewing is not None:
            renewing.join()
        with self._lock:
            self._drop()

    def _now(self) -> Loaded:
        self._asked = time.monotonic()
        if self._loaded is None:
            self._loaded = _load(self._folder, self.stage)
            self._wait(IDLE_S)
        elif self._renewing is None and self._is_old(self._loaded):
            self._renewing = Thread(target=self._renew, name=f"renewing {self.stage}", daemon=True)
            self._renewing.start()
        return self._loaded

    def _is_old(self, loaded: Loaded) -> bool:
        if loaded.stamp != _stamp(loaded.project):
            return True
        if self.stage == "title_abstract" or time.monotonic() - loaded.since < AGAIN_S:
            return False
        return loaded.decided != loaded.project.store.screening.count()

    def _renew(self) -> None:
        """Load the stage anew, in the old one's place; where that cannot be done, whoever asks next is told."""
        fresh: Loaded | None = None
        with suppress(RelsynthError):
            fresh = _load(self._folder, self.stage)
        with self._lock:
            before, self._loaded, self._renewing = self._loaded, fresh, None
            if before is not None:
                if fresh is not None:
                    for coder, session in before.sessions.items():
                        fresh.session(coder, skipped=session.skipped)
                before.close()

    def _drop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        loaded, self._loaded, self._timer = self._loaded, None, None
        if loaded is not None:
            loaded.close()

    def _wait(self, seconds: float) -> None:
        self._timer = Timer(seconds, self._if_idle)
        self._timer.daemon = True
        self._timer.start()

    def _if_idle(self) -> None:
        with self._lock:
            idle = time.monotonic() - self._asked
            if self._loaded is None or self._timer is None:
                return
            if idle >= IDLE_S:
                self._drop()
            else:
                self._wait(IDLE_S - idle)

    # -- whose record it is --------------------------------------------------------------------

    def _screening(self, loaded: Loaded, coder: str) -> Session:
        """The session of somebody who may screen here."""
        if coder not in loaded.screeners:
            person = screener(loaded.project, coder, self.stage)
            loaded.screeners.add(person)
            return loaded.session(person)
        return loaded.session(coder)

    def _before(self, loaded: Loaded, session: Session, record: str, *, at: str) -> None:
        """Refuse what is said of another record than the one before the coder; take up what they only left for long."""
        if session.before_me is not None and session.before_me.record == record:
            return
        handed = loaded.project.store.screening.handed_out(self.stage, at="")
        report_of = loaded.opened.reports.report_of
        mine = next((report_of.get(one.record) for one in handed if one.coder == session.coder), None)
        if mine is None or mine != report_of.get(record):
            raise InputError(
                "another record is before you by now, as after work in another window; what you said of this one "
                "was not kept"
            )
        session.take(record, at=at)

    def _said_before(
        self, loaded: Loaded, session: Session, record: str, verdict: Verdict, criterion: str | None
    ) -> Decision | None:
        if session.before_me is not None and session.before_me.record == record:
            return None
        last = loaded.project.store.screening.last(session.coder, stage=self.stage)
        same = last is not None and (last.record, last.verdict, last.criterion or None) == (
            record,
            verdict,
            criterion or None,
        )
        return last if same else None


class ScreeningDesk:
    """Both stages of a project's screening, for everybody who screens in this process. Close it."""

    def __init__(self, folder: Path) -> None:
        self._stages: dict[Stage, SharedStage] = {stage: SharedStage(folder, stage) for stage in get_args(Stage)}

    def at(self, stage: Stage) -> SharedStage:
        """A stage."""
        return self._stages[stage]

    def close(self) -> None:
        """Let both stages go."""
        for stage in self._stages.values():
            stage.close()


def spelt_as(loaded: Loaded, coder: str, stage: Stage) -> str:
    """A name as the protocol spells it, of somebody who may look; they need not be one of the stage's screeners."""
    if coder in loaded.sessions:
        return coder
    return spelt(loaded.project, coder, loaded.project.config.protocol.plans[stage].screeners)


def _load(folder: Path, stage: Stage) -> Loaded:
    with ExitStack() as until_loaded:
        project = until_loaded.enter_context(open_project(folder, shared=True))
        stamp, decided = _stamp(project), project.store.screening.count()
        opened = open_stage(project, stage, waits=False)
        until_loaded.pop_all()  # from here on whoever has it closes it
    return Loaded(project=project, opened=opened, stamp=stamp, decided=decided, since=time.monotonic())


def _stamp(project: Project) -> object:
    """What is other as soon as settings, a codebook, records, full texts or judgements are."""
    files = (project.path / FILE, *project.codebook_paths)
    return project.store.catalogue.stamp(), tuple(path.stat().st_mtime_ns for path in files if path.exists())
