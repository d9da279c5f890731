"""What a row of a sheet says: a person's own coding, or their word on one that the machine made.

``accept`` makes the code the person's own, ``reject`` says that it does not hold there, and ``change`` puts the codes
of ``changed_to`` in its place, or gives it other facets. What was decided with a machine's coding before one's eyes
is kept apart from what a person coded alone: its ``reason`` says so (``synthesis.agreement.is_assisted``), since it
tells how often the machine is right, and nothing of what it misses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from relsynth.codebook import Codebook
from relsynth.coding import Coder, Coding, Facets, Verdict
from relsynth.documents import Span
from relsynth.errors import InputError
from relsynth.extraction.amounts import AMOUNT
from relsynth.formats.coding_sheet import CodingSheet, SheetRow

DECISION, CHANGED_TO = "decision", "changed_to"
ACCEPT, REJECT, CHANGE = DECISIONS = ("accept", "reject", "change")
OWN = "own"
ASSERTION = "assertion"
BETWEEN = ";"
RESIDUE = "residue"
"""What the reason of a sentence begins with that was listed as residue, and is no reading of its paper."""


Asserted = Callable[[Span, str], tuple[str, ...]]
"""How a code holds at a place, where the person does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a row says: a decision, ``own``, or nothing yet; the codings that follow from it."""

    decision: str | None
    codings: tuple[Coding, ...] = ()


class Sheet:
    """A sheet in the light of a codebook and of the person whose word it is."""

    def __init__(self, sheet: CodingSheet, codebook: Codebook, person: Coder, *, asserted: Asserted) -> None:
        self._codebook = codebook
        self._known = {code.id: code for code in codebook.codes}
        self._facets = [name for name in codebook.facets if name in sheet.columns]
        self._person = person
        self._asserted = asserted
        shown = (row for row in sheet.rows if row[DECISION] or self.is_others(row) or _is_residue(row))
        self._assisted = frozenset(_paper(row) for row in shown)

    def is_others(self, row: SheetRow) -> bool:
        """Whether a row says that it is the coding of a machine, or of another person."""
        return row["coder"].casefold() not in ("", self._person.name.casefold())

    def judged(self, row: SheetRow, span: Span, machine: Coding | None) -> Judged:
        """What a row says of the place that it stands at.

        Args:
            machine: the coding of the same code by a machine there, if there is one.

        Raises:
            InputError: says what is wrong with the row, and how to mend it.
        """
        decision = row[DECISION].casefold()
        if decision not in ("", *DECISIONS):
            raise InputError(f"decision {row[DECISION]!r}: write accept, reject or change, or leave it empty")
        if row[CHANGED_TO] and decision != CHANGE:
            raise InputError(f"changed_to says {row[CHANGED_TO]!r} and decision does not: write change there")
        if not decision and not row["code"]:
            return Judged(decision=None)
        code = self._code(row["code"])
        if not decision:
            return self._own(row, span, code)
        whose = row["coder"] if self.is_others(row) else machine.coder.name if machine else "a coding"
        if decision == REJECT:
            return Judged(decision=REJECT, codings=(self._coding(span, code, (), f"rejects {whose}", "reject"),))
        if decision == ACCEPT:
            facets = self._facets_of(row, machine, span)
            return Judged(decision=ACCEPT, codings=(self._coding(span, code, facets, f"accepts {whose}"),))
        return Judged(decision=CHANGE, codings=tuple(self._changed(row, span, code, machine, whose)))

    def _own(self, row: SheetRow, span: Span, code: str) -> Judged:
        if self.is_others(row):
            return Judged(decision=None)
        facets = self._facets_of(row, None, span)
        # Of a coding of theirs that was exported, as it was made; of a sentence of the residue, that it was listed.
        told = row["reason"] if row["coder"] or _is_residue(row) else ""
        beside = "beside codings that were shown" if _paper(row) in self._assisted else None
        return Judged(decision=OWN, codings=(self._coding(span, code, facets, told or beside),))

    def _changed(self, row: SheetRow, span: Span, code: str, machine: Coding | None, whose: str) -> Iterator[Coding]:
        facets = self._facets_of(row, machine, span)
        others = [self._code(one) for one in _values(row[CHANGED_TO])]
        if code in others or (machine and not others and facets == machine.facets):
            raise InputError("change changes nothing: name another code in changed_to, or give a facet another value")
        if others:
            yield self._coding(span, code, (), f"rejects {whose}", "reject")
        yield from (self._coding(span, one, facets, f"changes {code} of {whose}") for one in others or [code])

    def _coding(self, span: Span, code: str, facets: Facets, reason: str | None, verdict: Verdict = "code") -> Coding:
        return Coding(span=span, code=code, coder=self._person, facets=facets, reason=reason, verdict=verdict)

    def _code(self, code: str) -> str:
        if code in self._known:
            return code
        if not code:
            raise InputError("names no code: give a code's id in `code`")
        near = get_close_matches(code.upper(), self._known, n=1)
        meant = f"; is it {near[0]}?" if near else "; `relsynth codebook show` lists them"
        raise InputError(f"the codebook has no code {code!r}{meant}")

    def _facets_of(self, row: SheetRow, machine: Coding | None, span: Span) -> Facets:
        """Facets as the row has them; of those that the sheet has no column for, as the machine has them.

        An assertion that nobody says is never taken for affirmed unheard: advice would become evidence.
        """
        said = {name: tuple(_values(row[name])) for name in self._facets if row[name]}
        for name, values in said.items():
            self._require_known(name, values, machine.facet(name) if machine else ())
        theirs = {name: values for name, values in machine.facets if name not in self._facets} if machine else {}
        if ASSERTION in self._codebook.facets and ASSERTION not in said and ASSERTION not in theirs:
            theirs[ASSERTION] = (machine.facet(ASSERTION) if machine else ()) or self._asserted(span, row["code"])
        return tuple(sorted((theirs | said).items()))

    def _require_known(self, name: str, values: Iterable[str], machines: Iterable[str]) -> None:
        """A value is one of the codebook's, or what the machine itself says there; of an amount it is any words."""
        facet = self._codebook.facets[name]
        known = {*facet.values, *machines}
        strange = [value for value in values if value not in known]
        if strange and facet.values and name != AMOUNT:
            raise InputError(f"{name} has no value {strange[0]!r}; it has {', '.join(facet.values)}")


def decision_of(coding: Coding) -> str:
    """Which decision a person's coding came of, by its reason: ``own`` where of none."""
    if coding.verdict == "reject":
        return REJECT
    begins = (coding.reason or "").split(" ", maxsplit=1)[0]
    return {"accepts": ACCEPT, "changes": CHANGE}.get(begins, OWN)


def _is_residue(row: SheetRow) -> bool:
    """Whether a row was written by ``relsynth residue --sheet``."""
    return row["reason"].casefold().startswith(RESIDUE)


def _paper(row: SheetRow) -> str:
    return row["version"] or row["document"].casefold()


def _values(cell: str) -> list[str]:
    return list(dict.fromkeys(value.strip() for value in cell.split(BETWEEN) if value.strip()))
