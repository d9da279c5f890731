"""Files that hold another text than they did, and what becomes of people's word on the text that they held."""

from __future__ import annotations

from dataclasses import dataclass

from relsynth.project import Project
from relsynth.workflow.listing import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """A file that holds another text than it did, or none, and how much people had said of the one it held.

    Of their ``codings`` in that text ``unplaced`` stand nowhere now. ``applied`` says whether their labels on
    sections, their characteristics and what they charted hold for the new text too; ``is_read`` whether there is one.
    """

    path: str
    codings: int = 0
    unplaced: int = 0
    labels: int = 0
    characteristics: int = 0
    chartings: int = 0
    applied: bool = True
    is_read: bool = True

    @property
    def is_judged(self) -> bool:
        """Whether people had said anything."""
        return bool(self.codings or self.labels or self.characteristics or self.chartings)

    def __str__(self) -> str:
        placed = f"{self.codings - self.unplaced} in the new text, {self.unplaced} without a place"
        codings = (
            f"{counted(self.codings, 'coding')} ({placed if self.is_read else f'{self.unplaced} without a place'})"
        )
        stay = "" if self.applied else " (not applied: the new text has another DOI)" if self.is_read else " (kept)"
        labels = f"{counted(self.labels, 'section label')}{stay}"
        characteristics = f"{counted(self.characteristics, 'characteristic')}{stay}"
        chartings = f"{counted(self.chartings, 'answer')} to forms{stay}"
        told = (
            (codings, self.codings),
            (labels, self.labels),
            (characteristics, self.characteristics),
            (chartings, self.chartings),
        )
        said = ", ".join(words for words, number in told if number)
        return f"{self.path}: by people: {said}" if said else self.path


def is_replaced(before: str | None, now: str | None) -> bool:
    """Whether a file held a document, and now holds another or none."""
    return before is not None and before != now


def replaced_by(project: Project, path: str, before: str, now: str | None) -> Replaced:
    """What people had said of the document that a file held before; nothing where another file holds it still."""
    store = project.store
    if store.is_counted(before):
        return Replaced(path=path, is_read=now is not None)
    word = store.word_on(before)
    return Replaced(
        path=path,
        codings=word.codings,
        unplaced=word.unplaced,
        labels=word.labels,
        characteristics=word.characteristics,
        chartings=word.chartings,
        applied=now is not None and not store.papers.is_another_paper(now, before),
        is_read=now is not None,
    )
