"""Looking out for what others do in a project meanwhile: what kind of thing has come, never what it says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from relsynth.config import FILE
from relsynth.errors import ProjectError
from relsynth.project import DATABASE
from relsynth.store import Store
from relsynth.workflow.coding_sight import kept_from

OF_CODING = frozenset({"coded", "noted"})
"""Kinds of news that come to nobody who codes blind: that there are any is a count already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something of a kind (``decided``, ``coded``, ``imported`` …) has come.

    ``people`` are those who did it, nobody where that is not kept: so that nobody is told of what they did themselves.
    It goes no further than that: in which record, and how much, is not said, since it may be kept from who listens.
    ``kept_from`` are those who are not told at all.
    """

    kind: str
    people: frozenset[str]
    kept_from: frozenset[str] = frozenset()

    def is_news_for(self, person: str) -> bool:
        """Whether anybody but that person may have done it, and they may know of it."""
        return person not in self.kept_from and (not self.people or bool(self.people - {person}))


class Watch:
    """Looks over a project's file from time to time, with a connection of its own; close it."""

    def __init__(self, folder: Path) -> None:
        """Begin to watch.

        Raises:
            ProjectError: the folder is no project, or its file cannot be opened.
        """
        if not (folder / FILE).is_file():
            raise ProjectError(f"{folder}: is no relsynth project (no {FILE})")
        self._store = Store.open(folder / DATABASE, shared=True)
        self._turn = self._store.news.turn()
        self._marks = self._store.news.marks()

    def look(self) -> tuple[Change, ...]:
        """What has come since the last look."""
        turn = self._store.news.turn()
        if turn == self._turn:
            return ()
        with self._store.snapshot():
            found = self._store.news.since(self._marks)
            self._marks = self._store.news.marks()
            blind = kept_from(self._store) if OF_CODING & found.keys() else frozenset()
        self._turn = turn
        return tuple(
            Change(kind=kind, people=people, kept_from=blind if kind in OF_CODING else frozenset())
            for kind, people in found.items()
        )

    def close(self) -> None:
        """Watch no longer."""
        self._store.close()
