"""How somebody settles what coders differ in: by a coding of their own that points to all that differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from relsynth.coding import Coder, Coding, Verdict
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow import people
from relsynth.workflow.coding_conflicts import OpenConflict, conflict_numbered
from relsynth.workflow.decisions import Word
from relsynth.workflow.listing import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjudication:
    """A conflict that was settled: the adjudicator's ``codings``, by number, and the numbers that they ``settle``.

    ``is_party``: the adjudicator is one of those who differ.
    """

    conflict: int
    paper: str
    coder: str
    verdict: Verdict
    codes: tuple[str, ...]
    codings: tuple[int, ...]
    settles: tuple[int, ...]
    is_party: bool = False

    def __str__(self) -> str:
        what = "nothing is coded there" if self.verdict == "reject" else " and ".join(self.codes)
        settled = ", ".join(map(str, self.settles))
        party = f"\n{self.coder} is one of those who differ here; let your report say so" if self.is_party else ""
        return (
            f"Settled {self.conflict} in {self.paper}: {what} ({self.coder}); "
            f"{counted(len(self.settles), 'coding')} settled ({settled}), and kept{party}"
        )


def adjudicate_coding(
    project: Project,
    conflict: int,
    *,
    verdict: Verdict,
    code: str | None = None,
    facets: Mapping[str, Sequence[str]] | None = None,
    keep: int | Sequence[int] | None = None,
    note: str | None = None,
    seen: Sequence[int] | None = None,
    coder: str,
    at: str,
) -> Adjudication:
    """Settle what coders differ in; all that they said is kept, and undoing it opens the conflict again. Anybody may.

    Args:
        conflict: its number, or that of any coding in it.
        verdict: ``code``: what is kept, or another code, holds there; ``reject``: nothing does.
        code: a code in place of all that was said.
        facets: facet -> its values, in place of those of what is kept.
        keep: the number of the coding that is right, or of several that all are.
        note: a memo on the adjudicator's coding.
        seen: numbers of all that was said there when they looked, where it is to be settled only if that is still all.

    Raises:
        InputError: no such conflict is open, or more was said there than was seen; what is to hold is not said, or
            twice; a code, facet or value is unknown, or a kept number is none of the conflict's codings; or the coder
            is nobody, or a machine.
    """
    person = people.person_of(project, coder)
    if verdict == "reject" and (code or facets or _numbers(keep)):
        raise InputError("a rejection keeps no coding, and has no code and no facets")
    with project.store.atomic():  # of two who settle it at the same moment, the second is told that it is settled
        found = conflict_numbered(project, conflict)
        if seen is not None and {*seen} != {one.number for one in found.codings}:
            raise InputError(f"what is said in conflict {conflict} is not what you saw; look at it again")
        settles = _settles(project, found)
        settled = _Settled(project, found, person)
        made = settled.rejected() if verdict == "reject" else settled.coded(code, facets or {}, _numbers(keep))
        reason = f"settles {' and '.join(found.coders)}"
        codings = tuple(replace(one, reason=reason, settles=settles) for one in made)
        first = people.append(project, person, codings, at=at, note=note) or 0
    return Adjudication(
        conflict=found.number,
        paper=found.paper.document.name,
        coder=person.name,
        verdict=verdict,
        codes=tuple(one.code for one in codings),
        codings=tuple(range(first, first + len(codings))),
        settles=settles,
        is_party=person.name in found.coders,
    )


def _settles(project: Project, found: OpenConflict) -> tuple[int, ...]:
    """All that was said there, and what it was settled with before, if somebody coded there since."""
    said = {one.number for one in found.codings if one.number is not None}
    held = project.codings(document=found.paper.document.id, grounds=False)
    before = {one.number for one in held if said & {*one.settles} and one.number is not None}
    return tuple(sorted(said | before))


def _numbers(keep: int | Sequence[int] | None) -> tuple[int, ...]:
    return () if keep is None else (keep,) if isinstance(keep, int) else tuple(keep)


class _Settled:
    """What an adjudicator may make of a conflict, in its round, if all that differ are of one."""

    def __init__(self, project: Project, found: OpenConflict, person: Coder) -> None:
        document = found.paper.document
        rounds = {one.round for one in found.codings}
        machine = people.Machine(project.codings(document=document.id), lambda _: document)
        round_ = rounds.pop() if len(rounds) == 1 else None
        self._word = Word(project.codebook, person, asserted=machine.asserted, round=round_)
        self._coded = {one.number or 0: one for one in found.codings if one.verdict == "code"}
        self._number = found.number

    def rejected(self) -> tuple[Coding, ...]:
        """That none of the codes holds there."""
        first = {one.code: one for one in reversed(self._coded.values())}
        return tuple(self._word.rejection(one.span, one.code, "") for one in first.values())

    def coded(self, code: str | None, facets: Mapping[str, Sequence[str]], keep: Sequence[int]) -> tuple[Coding, ...]:
        """Another code there, or what is kept of what was said, with other facets where these are given."""
        if code is not None and keep:
            raise InputError("give the coding to keep, or another code, not both")
        if code is not None:
            span = next(iter(self._coded.values())).span
            known = self._word.code(code)
            return (self._word.coding(span, known, self._word.facets(facets, None, span, known), None),)
        return tuple(
            self._word.coding(one.span, one.code, self._word.facets(facets, one, one.span, one.code), None)
            for one in self._kept(keep)
        )

    def _kept(self, keep: Sequence[int]) -> Iterator[Coding]:
        listed = ", ".join(map(str, self._coded))
        if strange := [number for number in keep if number not in self._coded]:
            raise InputError(f"{strange[0]} is no coding of conflict {self._number}; there are {listed}")
        if not keep and len({(one.code, one.facets) for one in self._coded.values()}) > 1:
            raise InputError(f"say which coding of conflict {self._number} is right: {listed}")
        yield from (self._coded[number] for number in dict.fromkeys(keep or [next(iter(self._coded))]))
