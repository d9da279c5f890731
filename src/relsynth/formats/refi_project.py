"""A project of another program, as a file of REFI-QDA tells it: frozen, and with all that of it has no place here.

Positions are code points of the texts as they are kept (``refi_text``), half-open.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Literal

from relsynth.codebook_import import ForeignCode
from relsynth.coding import Facets, Verdict
from relsynth.formats.refi_codebook import ForeignSet, Loss

SHOWN = 3  # examples of a loss
LONGEST = 60  # characters of an example

SourceKind = Literal["text", "PDF", "transcript", "picture"]
About = Literal["project", "source", "code", "coding"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignUser:
    """Somebody who worked on the project."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignSource:
    """A source with a text; ``kind`` is what it is of."""

    guid: str
    name: str
    text: str
    kind: SourceKind = "text"
    user: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignCoding:
    """A code on ``[start, end)`` of a source's text, by a user, at a time.

    Facets, the reason, a rejection, and the GUIDs of codings that it settles are there only where a project of ours
    was written.
    """

    guid: str | None
    source: str
    start: int
    end: int
    code: str
    user: str | None = None
    at: str | None = None
    facets: Facets = ()
    reason: str | None = None
    verdict: Verdict = "code"
    settles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignNote:
    """A note, memo or comment: on the project, or on the source, code or coding of a GUID."""

    text: str
    about: About = "project"
    target: str | None = None
    user: str | None = None
    at: str | None = None
    to_adjudicator: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignProject:
    """What a project holds; ``selections`` and ``told`` count the selections and codings of all sources, also those
    that have no place here.

    ``counting`` says how its positions were taken, where that was not by the rule of the format.
    """

    name: str
    origin: str | None
    users: tuple[ForeignUser, ...]
    codes: tuple[ForeignCode, ...]
    sources: tuple[ForeignSource, ...]
    codings: tuple[ForeignCoding, ...]
    notes: tuple[ForeignNote, ...]
    sets: tuple[ForeignSet, ...]
    selections: int
    told: int = 0
    user: str | None = None
    counting: str | None = None
    losses: tuple[Loss, ...] = ()

    @property
    def is_ours(self) -> bool:
        """Whether relsynth has written it."""
        return (self.origin or "").startswith("relsynth")


class Tally:
    """Losses as they are met, counted by what is lost and why, with a few examples."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._examples: dict[tuple[str, str], list[str]] = defaultdict(list)

    def add(self, what: str, why: str, example: str | None = None, *, number: int = 1) -> None:
        """Count something lost; ``number`` of none is nothing."""
        if not number:
            return
        self._counts[what, why] += number
        shown = " ".join((example or "").split())
        cut = shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"
        if cut and len(self._examples[what, why]) < SHOWN and cut not in self._examples[what, why]:
            self._examples[what, why].append(cut)

    def losses(self) -> tuple[Loss, ...]:
        """What was counted, in the order in which it was met first."""
        return tuple(
            Loss(what=what, count=count, why=why, examples=tuple(self._examples[what, why]))
            for (what, why), count in self._counts.items()
        )
