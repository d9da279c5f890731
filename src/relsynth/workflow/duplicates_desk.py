"""Pairs of records decided by several people at once: the queue is drawn once, and every answer goes over it.

What somebody else has said of a pair since it was shown is told, and not overwritten.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from relsynth.dedupe import Judgement, Verdict
from relsynth.errors import InputError
from relsynth.project import Project, open_project
from relsynth.workflow.duplicates import WORDS, draw, keep_judgement, known_record, withdraw_judgement
from relsynth.workflow.review import Compared, Pair, Review, again, answer, begin_review, pairs

Ids = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A pair as it is laid before somebody, with every field that either side has; ``left`` with this one."""

    pair: Pair
    thought: str
    compared: tuple[Compared, ...]
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What was kept, how many other pairs it settles, and what comes after it; None where nothing waits."""

    kept: Judgement
    settled: int
    shown: Shown | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanwhile:
    """Somebody else has judged the pair since it was shown; nothing was kept."""

    theirs: Judgement
    yours: Verdict

    def __str__(self) -> str:
        return (
            f"{self.theirs.coder} has said meanwhile: {WORDS[self.theirs.relation]}. "
            f"You were about to say: {WORDS[self.yours]}. Nothing was overwritten"
        )


class DuplicatesDesk:
    """The queue of a project's pairs, for all who decide on them; it is drawn when somebody first asks. Close it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._project: Project | None = None
        self._review: Review | None = None
        self._stamp: object = None

    def next(self, *, skipped: Collection[Ids] = ()) -> Shown | None:
        """The pair to be decided now, without those that were left for another time."""
        with self._lock:
            project, review = self._now()
            return _shown(project, review, skipped)

    def decide(
        self,
        a: str,
        b: str,
        relation: Verdict,
        *,
        coder: str,
        at: str,
        skipped: Collection[Ids] = (),
        anyway: bool = False,
    ) -> Answered | Meanwhile:
        """Keep what somebody says of the pair before them; ``anyway``: whatever another said meanwhile.

        Raises:
            InputError: an id is of no record, or the coder has no name.
        """
        with self._lock:
            project, review = self._now()
            first, second = sorted((known_record(project, a), known_record(project, b)))
            if first == second:
                raise InputError(f"{a} and {b} are the same record")
            theirs = _said(project, first, second)
            if theirs is not None and theirs.coder != coder and not anyway:
                return Meanwhile(theirs=theirs, yours=relation)
            kept = keep_judgement(project, first, second, relation, coder=coder, at=at).judgement
            before = len(review.waiting)
            self._keep(project, answer(review, kept))
            settled = max(0, before - len(self._reviewed.waiting) - 1)
            return Answered(kept=kept, settled=settled, shown=_shown(project, self._reviewed, skipped))

    def undo(self, *, coder: str, at: str, skipped: Collection[Ids] = ()) -> Shown | None:
        """Take somebody's last answer back; its pair is before them again.

        Raises:
            InputError: they have none, or it was overruled since.
        """
        with self._lock:
            project, review = self._now()
            withdrawn = withdraw_judgement(project, coder=coder, at=at).judgement
            self._keep(project, again(project, review, withdrawn))
            return _shown(project, self._reviewed, set(skipped) - {(withdrawn.a, withdrawn.b)})

    def finish(self) -> None:
        """Group records anew by what was said."""
        with self._lock:
            draw(self._now()[0])
            self._review = None

    def close(self) -> None:
        """Let the queue go."""
        with self._lock:
            if self._project is not None:
                self._project.close()
            self._project = self._review = None

    @property
    def _reviewed(self) -> Review:
        assert self._review is not None
        return self._review

    def _now(self) -> tuple[Project, Review]:
        """The queue, drawn anew where anything else has changed what it rests on."""
        if self._project is None:
            self._project = open_project(self._folder, shared=True)
        if self._review is None or self._stamp != self._project.store.catalogue.stamp():
            self._keep(self._project, begin_review(self._project))
        return self._project, self._reviewed

    def _keep(self, project: Project, review: Review) -> None:
        self._review = review
        self._stamp = project.store.catalogue.stamp()


def _said(project: Project, a: str, b: str) -> Judgement | None:
    return next((one for one in project.store.catalogue.judgements() if (one.a, one.b) == (a, b)), None)


def _shown(project: Project, review: Review, skipped: Collection[Ids]) -> Shown | None:
    left = [match for match in review.waiting if (match.a, match.b) not in skipped]
    if not left:
        return None
    (pair,) = pairs(project, left[:1])
    return Shown(pair=pair, thought=pair.thought, compared=pair.compared, left=len(left))
