"""What whoever settles codings has before them: each conflict with the words around it, and what became of it since.

Nothing is here of papers of a blind round that goes on, and nothing that is kept from whoever looks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from relsynth.coding import Coding, Verdict
from relsynth.documents import Document
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.store.memos import Memo
from relsynth.workflow.coding_adjudication import Adjudication, adjudicate_coding
from relsynth.workflow.coding_conflicts import (
    CodingConflict,
    OpenConflict,
    conflict_numbered,
    open_conflicts,
    told_of,
)
from relsynth.workflow.coding_differences import rules_of
from relsynth.workflow.coding_history import undo_coding
from relsynth.workflow.coding_sight import Sight
from relsynth.workflow.people import person_of
from relsynth.workflow.readers import WaitingPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The words of a place in their paragraph, with the paragraphs above and below: verbatim, laid end to end."""

    headings: tuple[str, ...]
    above: str
    before: str
    words: str
    after: str
    below: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartedBy:
    """What the codebook says parts two codes that stand against each other here; None where it says nothing yet."""

    codes: tuple[str, str]
    rule: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownConflict:
    """A conflict as an adjudicator reads it.

    ``numbers`` are of all that was said there; ``agreed`` are codes that all who have read the paper put there too;
    ``is_party``: whoever looks is one of those who differ.
    """

    conflict: CodingConflict
    numbers: tuple[int, ...]
    citation: str
    around: Around
    agreed: tuple[str, ...]
    rules: tuple[PartedBy, ...]
    is_party: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictQueue:
    """All conflicts that are open, in the order of papers and places.

    ``waiting`` are papers whose conflicts are not told yet; ``kept`` counts conflicts that are kept from who looks.
    """

    conflicts: tuple[ShownConflict, ...]
    waiting: tuple[WaitingPaper, ...]
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledBy:
    """How somebody settled a conflict."""

    coder: str
    at: str | None
    verdict: Verdict
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledMeanwhile:
    """Nothing was settled: since one looked, others have settled it (``settled``), or said something else there."""

    number: int
    settled: tuple[SettledBy, ...]
    now: ShownConflict | None

    def __str__(self) -> str:
        return "it was settled meanwhile" if self.now is None else "something else was said there meanwhile"


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoneSettling:
    """A settling that was taken back; the number of the conflict that is open again, None where there is none."""

    paper: str
    codes: tuple[str, ...]
    conflict: int | None


def conflict_queue(project: Project, *, coder: str, round: str | None = None, blind: bool = False) -> ConflictQueue:
    """Show every open conflict to somebody who is to settle them.

    Args:
        round: only what was coded in this round.
        blind: coders are told by letters.

    Raises:
        InputError: there is no such round, or whoever looks has no name.
    """
    name = person_of(project, coder).name
    found = open_conflicts(project, round=round)
    sight = Sight(project, name)
    seen = [one for one in found.places if not _is_kept(sight, one)]
    shower = _Shower(project, name, blind=blind)
    return ConflictQueue(
        conflicts=tuple(shower.shown(one) for one in seen),
        waiting=found.waiting,
        kept=len(found.places) - len(seen),
    )


def count_conflicts(project: Project, *, coder: str) -> int:
    """How many open conflicts somebody could settle.

    Raises:
        InputError: whoever looks has no name.
    """
    sight = Sight(project, person_of(project, coder).name)
    return sum(not _is_kept(sight, one) for one in open_conflicts(project).places)


def settle_conflict(
    project: Project,
    number: int,
    *,
    seen: Sequence[int],
    verdict: Verdict,
    keep: Sequence[int] = (),
    code: str | None = None,
    facets: Mapping[str, Sequence[str]] | None = None,
    note: str | None = None,
    blind: bool = False,
    coder: str,
    at: str,
) -> Adjudication | SettledMeanwhile:
    """Settle a conflict as it was seen; where it is another by now, or settled, nothing is done, and that is told.

    Args:
        seen: numbers of all that was said there when it was looked at.
        blind: coders are told by letters in what is told.

    Raises:
        InputError: as ``adjudicate_coding``; or it is kept from the coder.
    """
    person = person_of(project, coder).name
    try:
        _require_seen(project, number, person)
        return adjudicate_coding(
            project,
            number,
            verdict=verdict,
            code=code,
            facets=facets,
            keep=tuple(keep) or None,
            note=note or None,
            seen=seen,
            coder=person,
            at=at,
        )
    except InputError:
        meanwhile = _meanwhile(project, number, seen, person, blind=blind)
        if meanwhile is None:
            raise
        return meanwhile


def conflict_since(
    project: Project, number: int, *, seen: Sequence[int], coder: str, blind: bool = False
) -> SettledMeanwhile | None:
    """What became of a conflict since it was seen; None where it is as it was, or nobody settled what is gone.

    Args:
        seen: numbers of all that was said there when it was looked at.
        blind: coders are told by letters in what is told.

    Raises:
        InputError: whoever looks has no name.
    """
    return _meanwhile(project, number, seen, person_of(project, coder).name, blind=blind)


def undo_settling(project: Project, *, coder: str, at: str) -> UndoneSettling:
    """Take back somebody's last settling, if it was the last that they did with codings; its conflict is open again.

    Raises:
        InputError: they have settled nothing, or have coded since.
    """
    person = person_of(project, coder).name
    last = next((act for act in reversed(project.store.acts.history(coder=person)) if act.withdrawn is None), None)
    if last is None or not any(one.settles for one in last.codings):
        what = "you have settled nothing" if last is None else "your last step with codings was no settling"
        raise InputError(f"{what}, so there is none to take back")
    undone = undo_coding(project, coder=person, at=at).act
    settled = [number for one in last.codings for number in one.settles]
    return UndoneSettling(
        paper=undone.codings[0].paper, codes=tuple(one.code for one in last.codings), conflict=_open(project, settled)
    )


def _open(project: Project, numbers: Iterable[int]) -> int | None:
    """The number of an open conflict that one of the codings is in."""
    for number in numbers:
        try:
            return conflict_numbered(project, number).number
        except InputError:
            continue
    return None


def _require_seen(project: Project, number: int, viewer: str) -> None:
    sight = Sight(project, viewer)
    if not any(sight.rounds_before(id) for id in project.store.acts.documents_of([number])):
        return  # nothing of the paper can be kept from them, and the conflict need not be looked for twice
    found = conflict_numbered(project, number)
    for coding in found.codings:
        sight.require_seen(coding, found.paper.document.id)


def _is_kept(sight: Sight, conflict: OpenConflict) -> bool:
    return any(sight.hides(coding, conflict.paper.document.id) for coding in conflict.codings)


def _meanwhile(
    project: Project, number: int, seen: Collection[int], viewer: str, *, blind: bool
) -> SettledMeanwhile | None:
    """What became of a conflict since it was seen; None where it is as it was, or none was ever seen."""
    settled = _settled_by(project, {number, *seen})
    try:
        found = conflict_numbered(project, number)
    except InputError:
        return SettledMeanwhile(number=number, settled=settled, now=None) if settled else None
    if _is_kept(Sight(project, viewer), found) or {*seen} == {one.number for one in found.codings}:
        return None
    shown = _Shower(project, viewer, blind=blind).shown(found)
    return SettledMeanwhile(number=number, settled=settled, now=shown)


def _settled_by(project: Project, numbers: Collection[int]) -> tuple[SettledBy, ...]:
    by: dict[tuple[str, str | None], list[Coding]] = {}
    for one in project.codings(grounds=False):
        if {*one.settles} & {*numbers}:
            by.setdefault((one.coder.name, one.at), []).append(one)
    return tuple(
        SettledBy(coder=coder, at=at, verdict=made[0].verdict, codes=tuple(one.code for one in made))
        for (coder, at), made in by.items()
    )


class _Shower:
    """Shows conflicts to one person: what is asked of the project for all of them is asked once."""

    def __init__(self, project: Project, viewer: str, *, blind: bool) -> None:
        self._viewer = viewer
        self._blind = blind
        self._rules = rules_of(project.codebook, str)
        self._memos: tuple[Memo, ...] = tuple(one for one in project.store.memos.current() if one.to_adjudicator)

    def shown(self, one: OpenConflict) -> ShownConflict:
        """A conflict as it is shown."""
        told = told_of(one, self._memos, blind=self._blind)
        document = one.paper.document
        codes = sorted({coding.code for coding in one.codings if coding.verdict == "code"})
        return ShownConflict(
            conflict=told,
            numbers=told.numbers,
            citation=document.short_citation,
            around=around(document, told.start, told.end),
            agreed=_agreed(one, told.start, told.end),
            rules=tuple(PartedBy(codes=pair, rule=self._rules.get(frozenset(pair))) for pair in combinations(codes, 2)),
            is_party=self._viewer in one.coders,
        )


def around(document: Document, start: int, end: int) -> Around:
    """The words of a place, with those of its paragraphs and of the paragraphs about it in the same section."""
    paragraphs = document.paragraphs
    here = [place for place, one in enumerate(paragraphs) if one.start < end and start < one.end]
    first, last = here[0], here[-1]
    section = paragraphs[first].section
    return Around(
        headings=document.section_path(section),
        above=_quoted(document, first - 1, section),
        before=document.quote(paragraphs[first].start, start),
        words=document.quote(start, end),
        after=document.quote(end, max(end, paragraphs[last].end)),
        below=_quoted(document, last + 1, section),
    )


def _quoted(document: Document, place: int, section: int) -> str:
    """A paragraph's words, where it is of the same section; nothing else."""
    if not 0 <= place < len(document.paragraphs) or document.paragraphs[place].section != section:
        return ""
    return document.quote(document.paragraphs[place].start, document.paragraphs[place].end)


def _agreed(one: OpenConflict, start: int, end: int) -> tuple[str, ...]:
    """Codes that all readers have put on words of the place, and that they do not differ on."""
    differing = {coding.number for coding in one.codings}
    put = [
        {
            coding.code
            for coding in said
            if coding.verdict == "code"
            and coding.number not in differing
            and coding.span.start < end
            and start < coding.span.end
        }
        for said in one.paper.said.values()
    ]
    return tuple(sorted(set.intersection(*put))) if put else ()
