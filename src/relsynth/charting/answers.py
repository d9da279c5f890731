"""Answers: what people write into a field, checked against it, and when two of them say the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as stated

from relsynth.anchoring import fold
from relsynth.charting.forms import Field
from relsynth.charting.numbers import number_of
from relsynth.documents import Span
from relsynth.errors import InputError

NOT_REPORTED = "not reported"
"""What says in every field that the study was looked at and does not say."""
BETWEEN = "; "
"""What stands between several values of one answer, in tables and sheets."""
LONGEST = 10_000  # characters of an answer: a page or two; a cell of a workbook holds three times as many

_NO_TEXT = re.compile(r"[\ud800-\udfff\x00-\x08\x0e-\x1f\x7f]")
_ENDS = " .,;:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person says of a field, of the study that a document reports; no ``values`` say "not reported".

    ``quote`` is where a paper says so, in the version in which it was shown. With ``settles`` it is an adjudicator's;
    with ``accepts`` it takes what the machine proposed. ``number``, ``act`` (what was said at once has one number),
    ``at`` and ``withdrawn`` (when it was taken back) are what the store tells of an answer that is kept.
    """

    form: str
    field: str
    document: str
    values: tuple[str, ...]
    coder: str
    quote: Span | None = None
    note: str | None = None
    settles: bool = False
    accepts: bool = False
    number: int | None = stated(default=None, compare=False)
    act: int | None = stated(default=None, compare=False)
    at: str | None = stated(default=None, compare=False)
    withdrawn: str | None = stated(default=None, compare=False)


def values_of(field: Field, said: Sequence[str]) -> tuple[str, ...]:
    """What was said, as the field has it; empty for "not reported".

    Choices are taken in whatever case and given in the field's own order and writing; a number as ``number_of``
    writes it; words in NFC, with single spaces.

    Raises:
        InputError: nothing was said, or not what the field asks for.
    """
    told = tuple(dict.fromkeys(plain for one in said if (plain := _plain(field, one))))
    if not told:
        raise InputError(f"{field.id}: no answer; {NOT_REPORTED!r} says that the study does not say")
    if any(one.casefold() == NOT_REPORTED for one in told):
        if len(told) > 1:
            raise InputError(f"{field.id}: {NOT_REPORTED!r} stands alone")
        return ()
    if field.answer != "choices" and len(told) > 1:
        raise InputError(f"{field.id}: takes one answer, and {len(told)} are given")
    if field.answer == "number":
        return (_number(field, told[0]),)
    return _chosen(field, told) if field.answer in ("choice", "choices") else told


def fits(field: Field, values: Sequence[str]) -> bool:
    """Whether an answer is one that the field takes as it is now; forms are edited."""
    try:
        return not values or values_of(field, values) == tuple(values)
    except InputError:
        return False


def split(field: Field, cell: str) -> tuple[str, ...]:
    """The values of one cell of a sheet: parted by semicolons where a field takes several, else the whole."""
    return tuple(cell.split(";")) if field.answer == "choices" else (cell,)


def written(field: Field | None, values: Sequence[str]) -> str:
    """Values as people are shown them: "not reported", or with the field's unit behind a number."""
    if not values:
        return NOT_REPORTED
    unit = f" {field.unit}" if field and field.unit else ""
    return f"{BETWEEN.join(values)}{unit}"


def likeness_key(field: Field, values: Sequence[str]) -> tuple[str, ...]:
    """What two answers have in common that say the same.

    Numbers and choices are the same or not, choices in whatever order. Words are the same where they differ in
    nothing but case, white space, kinds of dashes and quotation marks, ligatures, and stops at their end.
    """
    if field.answer != "text":
        return tuple(sorted(values))
    plain = (unicodedata.normalize("NFKC", fold(value).folded).casefold() for value in values)
    return tuple(words.strip(_ENDS) or words for words in plain)


def _plain(field: Field, said: str) -> str:
    if _NO_TEXT.search(said):
        raise InputError(f"{field.id}: {said[:40]!r} is not a text")
    plain = unicodedata.normalize("NFC", " ".join(said.split()))
    if len(plain) > LONGEST:
        raise InputError(f"{field.id}: an answer of {len(plain):,} characters; {LONGEST:,} is the most")
    return plain


def _number(field: Field, said: str) -> str:
    try:
        return number_of(said, unit=field.unit)
    except ValueError as error:
        raise InputError(f"{field.id}: {error}") from error


def _chosen(field: Field, said: Sequence[str]) -> tuple[str, ...]:
    known = {choice.casefold(): choice for choice in field.choices}
    if unknown := [one for one in said if one.casefold() not in known]:
        raise InputError(
            f"{field.id}: {', '.join(map(repr, unknown))}: none of {', '.join(field.choices)}, {NOT_REPORTED}"
        )
    chosen = {known[one.casefold()] for one in said}
    return tuple(choice for choice in field.choices if choice in chosen)
