"""Numbers as people write them, read exactly or not at all.

"1,234", "1 234" and "1234" are one number, "12.50 %" is 12.5 where the field is in %. What another country would
read as another number is refused: 1,5 and 1.234,5 have to be written with a point.
"""

from __future__ import annotations

import re
from decimal import Decimal

LONGEST = 40  # signs: no study counts further
NEAR = Decimal("0.05")
"""How far apart two numbers may be, as a share of the larger, to be near: our own choice, for rounding and for
counts at another time of the same study; nobody's standard."""

_SPACE = "\u0020\u00a0\u2009\u202f"  # between thousands: plain, no-break, thin, narrow no-break
_NUMBER = re.compile(
    rf"(?P<sign>[+-]?)(?P<whole>[0-9]+|[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+|[1-9][0-9]{{0,2}}(?:[{_SPACE}][0-9]{{3}})+)?"
    r"(?:\.(?P<part>[0-9]+))?"
)
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9][0-9.]*,[0-9]+")


def number_of(said: str, *, unit: str | None = None) -> str:
    """The number that is said, with or without its unit, without signs that say nothing: "-0012.50" is "-12.5".

    Raises:
        ValueError: it is no number, is in another unit, or could be read in two ways.
    """
    bare = _without_unit(said.strip().replace("\u2212", "-"), unit)
    match = _NUMBER.fullmatch(bare)
    if len(bare) > LONGEST or not match or not (match["whole"] or match["part"]):
        raise ValueError(_why(said, bare, unit))
    whole = re.sub(rf"[,{_SPACE}]", "", match["whole"] or "").lstrip("0") or "0"
    part = (match["part"] or "").rstrip("0")
    number = f"{whole}.{part}" if part else whole
    return f"-{number}" if match["sign"] == "-" and number != "0" else number


def are_near(a: str, b: str) -> bool:
    """Whether two numbers are within ``NEAR`` of the larger.

    >>> are_near("100", "95"), are_near("100", "94"), are_near("0", "0")
    (True, False, True)
    """
    one, other = Decimal(a), Decimal(b)
    return abs(one - other) <= NEAR * max(abs(one), abs(other))


def _without_unit(said: str, unit: str | None) -> str:
    if unit is None:
        return said
    folded, mark = said.casefold(), unit.casefold()
    if len(folded) != len(said):  # a sign whose lower case is two signs: no number has any
        return said
    if folded.endswith(mark):
        return said[: len(said) - len(mark)].rstrip()
    return said[len(mark) :].lstrip() if folded.startswith(mark) else said


def _why(said: str, bare: str, unit: str | None) -> str:
    if _DECIMAL_COMMA.fullmatch(bare):
        return f"{said!r} can be read in two ways: write a point before the decimals, and nothing between thousands"
    told = f" in {unit}" if unit else ""
    return f"{said[:LONGEST]!r} is no number{told}: digits, with a point before the decimals"
