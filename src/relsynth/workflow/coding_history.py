"""What people did with codings, act by act, and taking the last one back."""

from __future__ import annotations

from dataclasses import dataclass

from relsynth.coding import Coding
from relsynth.errors import InputError
from relsynth.formats.rows import storable
from relsynth.project import Project
from relsynth.store.acts import Act
from relsynth.workflow.coding_listing import CodingLine, Lines, status_of
from relsynth.workflow.coding_sight import Sight, sight_of
from relsynth.workflow.decisions import CHANGE, OWN, decision_of
from relsynth.workflow.listing import LISTED, counted
from relsynth.workflow.papers import paper_named
from relsynth.workflow.people import person_of

DID = {"accept": "accepted", "reject": "rejected", OWN: "coded"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingAct:
    """What somebody did at once, in the words of the papers as they were then; ``withdrawn`` is when it was undone."""

    number: int
    coder: str
    at: str
    did: str
    codings: tuple[CodingLine, ...]
    withdrawn: str | None = None

    def __str__(self) -> str:
        undone = f", undone {self.withdrawn}" if self.withdrawn else ""
        shown = self.codings[:LISTED]
        more = [f"  and {len(self.codings) - LISTED} more"] if len(self.codings) > LISTED else []
        head = f"{self.at} {self.coder} {self.did} {counted(len(self.codings), 'coding')} at once{undone}"
        one = f"{self.at} {self.coder} {self.did}{undone}"
        return "\n".join([one if len(shown) == 1 else head, *(f"  {line}" for line in shown), *more])


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingHistory:
    """Acts, oldest first, those that were undone among them."""

    acts: tuple[CodingAct, ...]

    def __str__(self) -> str:
        return "\n".join(map(str, self.acts)) or "Nobody did anything of that kind here."


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoneCoding:
    """The act that was taken back; what its coder had said before of the same places holds again."""

    act: CodingAct

    def __str__(self) -> str:
        told = "\n".join(f"  {line}" for line in self.act.codings[:LISTED])
        more = len(self.act.codings) - LISTED
        return f"Undone: what {self.act.coder} {self.act.did}\n{told}" + (f"\n  and {more} more" if more > 0 else "")


def undo_coding(project: Project, *, coder: str, at: str) -> UndoneCoding:
    """Take a coder's last act back: a coding, a decision, or a whole sheet. It is kept, and holds no longer.

    Raises:
        InputError: there is none.
        CodebookError: the codebook is at fault; nothing was taken back.
    """
    person = person_of(project, coder)
    lines = Lines(project, Sight(project, None))  # refuses a faulty codebook before anything is taken back
    with project.store.atomic():
        undone = project.store.acts.withdraw_last(person.name, at=at)
    if undone is None:
        raise InputError(f"{person.name} has coded nothing that could be undone")
    return UndoneCoding(act=_act(lines, undone, undone.codings))


def coding_history(
    project: Project, *, coder: str | None = None, paper: str | None = None, as_coder: str | None = None
) -> CodingHistory:
    """List what people did with codings, oldest first: all, one coder's, or what was done in one paper.

    Args:
        as_coder: what this coder may see: nothing of others in papers that they have before them in a blind round.

    Raises:
        InputError: no paper is called so, or nobody here.
    """
    document = None if paper is None else paper_named(project, paper)
    lines = Lines(project, sight_of(project, as_coder))
    acts = project.store.acts.history(coder=coder and storable(coder), document=document)
    seen = ((act, lines.seen(act.codings)) for act in acts)
    return CodingHistory(acts=tuple(_act(lines, act, codings) for act, codings in seen if codings))


def _act(lines: Lines, act: Act, codings: tuple[Coding, ...]) -> CodingAct:
    return CodingAct(
        number=act.number,
        coder=act.coder,
        at=act.at,
        did=_did(codings),
        codings=tuple(lines.line(one, status_of(one, frozenset())) for one in codings),
        withdrawn=act.withdrawn,
    )


def _did(codings: tuple[Coding, ...]) -> str:
    """What an act was, by its codings; those of several kinds came from a sheet, or are a change."""
    if any(one.settles for one in codings):
        return "settled"
    decisions = {decision_of(one) for one in codings}
    if CHANGE in decisions:
        return "changed"
    return DID[decisions.pop()] if len(decisions) == 1 else "coded and decided"
