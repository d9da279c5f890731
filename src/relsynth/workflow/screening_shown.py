"""What a coder sees while they screen: the report before them, and how far the stage has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relsynth.records import Record
from relsynth.screening.decisions import Decision, Drawn, Stage
from relsynth.screening.protocol import Criterion
from relsynth.store.screening import Stop
from relsynth.workflow.listing import counted

if TYPE_CHECKING:
    from relsynth.screening.ranking import Term
    from relsynth.screening.stopping import Advice

STAGE_NAMES: Mapping[Stage, str] = {"title_abstract": "title and abstract", "full_text": "full text"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A report before a coder: what its records say together, how it came there, and why.

    ``record`` is the record that a decision is kept with; ``documents`` are the full texts attached. ``rank`` is its
    place among the ``of`` reports that nobody has begun, from 1; None where somebody has. ``terms`` are of the
    ranking, that which has learned nothing where another coder decided the report: terms must not give them away.
    ``earlier`` is the coder's own decision that they took back.
    """

    report: str
    record: str
    whole: Record
    documents: tuple[str, ...]
    stage: Stage
    drawn: Drawn
    rank: int | None
    of: int
    terms: tuple[Term, ...]
    criteria: tuple[Criterion, ...]
    earlier: Decision | None = None

    @property
    def citation(self) -> str:
        """First author and year."""
        return self.whole.short_citation

    @property
    def title(self) -> str | None:
        """The title."""
        return self.whole.title

    @property
    def abstract(self) -> str | None:
        """The abstract."""
        return self.whole.abstract

    @property
    def journal(self) -> str | None:
        """The journal or book that it is in."""
        return self.whole.container_title

    @property
    def year(self) -> int | None:
        """The year."""
        return self.whole.year

    @property
    def doi(self) -> str | None:
        """The DOI, without resolver."""
        return self.whole.doi

    @property
    def keywords(self) -> tuple[str, ...]:
        """Keywords of the databases."""
        return self.whole.keywords

    @property
    def speaks_for(self) -> tuple[str, ...]:
        """Terms that speak for the report, the weightiest first."""
        return tuple(term.text for term in self.terms if term.weight > 0)

    @property
    def speaks_against(self) -> tuple[str, ...]:
        """Terms that speak against the report, the weightiest first."""
        return tuple(term.text for term in self.terms if term.weight < 0)

    def __str__(self) -> str:
        place = "begun by another coder" if self.rank is None else f"{self.rank} of {self.of}"
        how = "drawn at random" if self.drawn == "random" else "by rank"
        lines = [self.title or "untitled", f"{self.citation}. {self.journal or 'journal not told'}"]
        lines += [f"{self.record}, {how} ({place})", "", self.abstract or "no abstract"]
        lines += [f"Keywords: {'; '.join(self.keywords)}"] if self.keywords else []
        lines += [f"For: {', '.join(self.speaks_for)}"] if self.speaks_for else []
        lines += [f"Against: {', '.join(self.speaks_against)}"] if self.speaks_against else []
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a stage has come, in reports; ``mine`` of the coder, all else of everybody.

    ``read`` have a decision, ``left`` want one or another one, ``left_for_me`` those of them that the coder may read;
    ``found`` are relevant as far as is known: whoever ruled, or else anybody, would not leave them out. ``advice`` is
    the stopping rule's, over what was read here in the order of reading, without decisions taken over from another
    program; None before anything was read. To neither counts what somebody decided and the coder is still to decide:
    it would give that decision away.
    """

    coder: str
    stage: Stage
    total: int
    read: int
    mine: int
    left: int
    left_for_me: int
    found: int
    conflicts: int
    advice: Advice | None
    stopped: Stop | None

    def __str__(self) -> str:
        lines = [
            f"{STAGE_NAMES[self.stage].capitalize()}: {self.read} of {counted(self.total, 'report')} read, "
            f"{self.mine} by {self.coder}; {self.found} relevant so far",
            f"{self.left} left, {self.left_for_me} for {self.coder}",
        ]
        if self.conflicts:
            lines.append(f"{counted(self.conflicts, 'conflict')} to settle")
        if self.advice is not None:
            lines.append(self.advice.statement)
        if self.stopped is not None:
            lines.append(f"Stopped by {self.stopped.coder} ({self.stopped.at[:10]}): {self.stopped.statement}")
        return "\n".join(lines)
