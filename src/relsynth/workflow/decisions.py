"""What a row of a sheet says: a person's own coding, or their word on one that the machine made.

``accept`` makes the code the person's own, ``reject`` says that it does not hold there, and ``change`` puts the codes
of ``changed_to`` in its place, or gives it other facets. What was decided with a machine's coding before one's eyes
is kept apart from what a person coded alone: its ``reason`` says so (``synthesis.agreement.is_assisted``), since it
tells how often the machine is right, and nothing of what it misses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
BESIDE = "beside codings that were shown"
"""The reason of what a person coded by themselves, with others' codings of the paper before their eyes."""
RESIDUE = "residue"
"""What the reason of a sentence begins with that was listed as residue, and is no reading of its paper."""
OF_PLACES = frozenset({"section", "speaker"})
"""Columns of a sheet that tell where the words stand and whose they are, as the paper is read, and are nobody's word on
a coding, though a codebook may have facets of these names."""


Asserted = Callable[[Span, str], tuple[str, ...]]
"""How a code holds at a place, where the person does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a row says: a decision, ``own``, or nothing yet; the codings that follow from it."""

    decision: str | None
    codings: tuple[Coding, ...] = ()


def code_named(codebook: Codebook, code: str) -> str:
    """The id of a code, if the codebook has it.

    Raises:
        InputError: it has not.
    """
    known = [one.id for one in codebook.codes]
    if code in known:
        return code
    if not code:
        raise InputError("names no code: give a code's id in `code`")
    near = get_close_matches(code.upper(), known, n=1)
    meant = f"; is it {near[0]}?" if near else "; `relsynth codebook show` lists them"
    raise InputError(f"the codebook has no code {code!r}{meant}")


class Word:
    """What a person says of codes at places, in the light of a codebook: the codings that follow from it.

    ``shown`` is the coding that they say it of, if any: the machine's, another person's, or an earlier one of their
    own. ``said`` are facets as they give them, empty where they say that there is no value; of those that they say
    nothing of, the coding that is shown tells.
    """

    def __init__(self, codebook: Codebook, person: Coder, *, asserted: Asserted, round: str | None = None) -> None:
        self._codebook = codebook
        self._known = {code.id: code for code in codebook.codes}
        self._person = person
        self._asserted = asserted
        self._round = round

    def code(self, code: str) -> str:
        """The id of a code, if the codebook has it.

        Raises:
            InputError: it has not.
        """
        return code if code in self._known else code_named(self._codebook, code)

    def coding(self, span: Span, code: str, facets: Facets, reason: str | None) -> Coding:
        """The code on that place."""
        return self._made(span, code, facets, reason, "code")

    def rejection(self, span: Span, code: str, whose: str) -> Coding:
        """That the code does not hold at that place, where somebody says so."""
        return self._made(span, code, (), f"rejects {whose}", "reject")

    def changed(
        self,
        span: Span,
        code: str,
        shown: Coding | None,
        *,
        to: Sequence[str],
        facets: Facets,
        whose: str,
        reason: str | None,
    ) -> Iterator[Coding]:
        """Other codes in the place of one, or other facets on it; ``reason`` is that of what comes in its place.

        Raises:
            InputError: it would be as it was.
        """
        if code in to or (shown and not to and facets == shown.facets):
            raise InputError("change changes nothing: name another code in changed_to, or give a facet another value")
        if to:
            yield self.rejection(span, code, whose)
        yield from (self.coding(span, one, facets, reason) for one in to or [code])

    def facets(self, said: Mapping[str, Sequence[str]], shown: Coding | None, span: Span, code: str) -> Facets:
        """Facets as they are said; of those that nothing is said of, as the coding has them that is shown.

        An assertion that nobody says is never taken for affirmed unheard: advice would become evidence.

        Raises:
            InputError: the codebook does not have the facet, or the facet not the value.
        """
        for name, values in said.items():
            self._require_known(name, values, shown.facet(name) if shown else ())
        told = {name: values for name, values in shown.facets if name not in said} if shown else {}
        told |= {name: tuple(values) for name, values in said.items() if values}
        if ASSERTION in self._codebook.facets and ASSERTION not in told:
            told[ASSERTION] = (shown.facet(ASSERTION) if shown else ()) or self._asserted(span, code)
        return tuple(sorted(told.items()))

    def _made(self, span: Span, code: str, facets: Facets, reason: str | None, verdict: Verdict) -> Coding:
        return Coding(
            span=span,
            code=code,
            coder=self._person,
            facets=facets,
            reason=reason,
            verdict=verdict,
            round=self._round,
        )

    def _require_known(self, name: str, values: Iterable[str], others: Iterable[str]) -> None:
        """A value is one of the codebook's, or what the coding shown says there; of an amount it is any words."""
        if name not in self._codebook.facets:
            raise InputError(f"the codebook has no facet {name!r}; it has {', '.join(self._codebook.facets)}")
        facet = self._codebook.facets[name]
        known = {*facet.values, *others}
        strange = [value for value in values if value not in known]
        if strange and facet.values and name != AMOUNT:
            raise InputError(f"{name} has no value {strange[0]!r}; it has {', '.join(facet.values)}")


class Sheet:
    """A sheet in the light of a codebook and of the person whose word it is."""

    def __init__(self, sheet: CodingSheet, codebook: Codebook, person: Coder, *, asserted: Asserted) -> None:
        self._word = Word(codebook, person, asserted=asserted)
        self._facets = [name for name in codebook.facets if name in sheet.columns and name not in OF_PLACES]
        self._person = person
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
        code = self._word.code(row["code"])
        if not decision:
            return self._own(row, span, code)
        whose = row["coder"] if self.is_others(row) else machine.coder.name if machine else "a coding"
        if decision == REJECT:
            return Judged(decision=REJECT, codings=(self._word.rejection(span, code, whose),))
        facets = self._facets_of(row, machine, span)
        if decision == ACCEPT:
            return Judged(decision=ACCEPT, codings=(self._word.coding(span, code, facets, f"accepts {whose}"),))
        to = [self._word.code(one) for one in values_in(row[CHANGED_TO])]
        reason = f"changes {code} of {whose}"
        changed = self._word.changed(span, code, machine, to=to, facets=facets, whose=whose, reason=reason)
        return Judged(decision=CHANGE, codings=tuple(changed))

    def _own(self, row: SheetRow, span: Span, code: str) -> Judged:
        if self.is_others(row):
            return Judged(decision=None)
        facets = self._facets_of(row, None, span)
        # Of a coding of theirs that was exported, as it was made; of a sentence of the residue, that it was listed.
        is_told = bool(row["coder"]) or _is_residue(row)
        beside = BESIDE if _paper(row) in self._assisted else None
        reason = row["reason"] or None if is_told else beside
        return Judged(decision=OWN, codings=(self._word.coding(span, code, facets, reason),))

    def _facets_of(self, row: SheetRow, machine: Coding | None, span: Span) -> Facets:
        """Facets as the row has them; of those that the sheet has no column for, as the machine has them."""
        said = {name: values_in(row[name]) for name in self._facets}
        return self._word.facets(said, machine, span, row["code"])


def decision_of(coding: Coding) -> str:
    """Which decision a person's coding came of, by its reason: ``own`` where of none."""
    if coding.verdict == "reject":
        return REJECT
    begins = (coding.reason or "").split(" ", maxsplit=1)[0]
    return {"accepts": ACCEPT, "changes": CHANGE}.get(begins, OWN)


def values_in(cell: str) -> list[str]:
    """The values of a cell, or of an option, with ``;`` between them: each once, in their order."""
    return list(dict.fromkeys(value.strip() for value in cell.split(BETWEEN) if value.strip()))


def _is_residue(row: SheetRow) -> bool:
    """Whether a row was written by ``relsynth residue --sheet``."""
    return row["reason"].casefold().startswith(RESIDUE)


def _paper(row: SheetRow) -> str:
    return row["version"] or row["document"].casefold()
