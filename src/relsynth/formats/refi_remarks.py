"""What a coding of ours says beside its code, as a note that people read and that is read back.

The format knows a code on a selection by a user, and nothing else. So facets, the reason, a rejection and what an
adjudicator settled are written as a note on the coding, a line each: ``role: barrier; goal``. A rejection is no coding
in any other program: it is a note on the selection alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from relsynth.coding import Coding, Facets

REMARKS = "relsynth: what is said of a coding"
REJECTION = "relsynth: a code that does not hold here"
TO_ADJUDICATOR = "Note to the adjudicator"
MEMO = "Memo"

_REASON, _REJECTS, _SETTLES = "(reason)", "(rejected code)", "(settles)"
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_LINE = re.compile(r"(?P<name>(?:[^\\:]|\\.)+): (?P<values>.*)", re.DOTALL)
_VALUE = re.compile(r"(?:[^\\;]|\\.)+", re.DOTALL)
_COLON = r"\:"
_SIGNS = {"n": "\n", "r": "\r"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """What such a note says; ``rejects`` is the id of a code, ``settles`` are GUIDs of codings."""

    facets: Facets = ()
    reason: str | None = None
    rejects: str | None = None
    settles: tuple[str, ...] = ()


def remarks_on(coding: Coding, settles: tuple[str, ...] = ()) -> str | None:
    """The text of the note on a coding; None where there is nothing to say."""
    lines = list(_lines(coding, settles))
    return "\n".join(lines) or None


def remarks_in(text: str) -> Remarks:
    """What a note of ours says; a line that is none of ours says nothing."""
    said = {
        _plain(line["name"]): tuple(map(_plain, _values(line["values"])))
        for line in map(_LINE.fullmatch, text.replace("\r\n", "\n").split("\n"))
        if line
    }
    facets = {name: values for name, values in said.items() if name not in (_REASON, _REJECTS, _SETTLES)}
    return Remarks(
        facets=tuple(sorted(facets.items())),
        reason=next(iter(said.get(_REASON, ())), None),
        rejects=next(iter(said.get(_REJECTS, ())), None),
        settles=said.get(_SETTLES, ()),
    )


def _lines(coding: Coding, settles: tuple[str, ...]) -> Iterator[str]:
    if coding.verdict == "reject":
        yield f"{_REJECTS}: {coding.code}"
    for name, values in coding.facets:
        yield f"{_safe(name).replace(chr(58), _COLON)}: {'; '.join(map(_safe, values))}"
    if coding.reason:
        yield f"{_REASON}: {_safe(coding.reason)}"
    if settles:
        yield f"{_SETTLES}: {'; '.join(settles)}"


def _values(rest: str) -> tuple[str, ...]:
    """Values between semicolons, of which those in a value are escaped."""
    found = [value.group() for value in _VALUE.finditer(rest)]
    return tuple(value.removeprefix(" ") if n else value for n, value in enumerate(found))


def _safe(value: str) -> str:
    """A value in one line, in which no sign parts it."""
    safe = value.replace("\\", "\\\\").replace(";", "\\;")
    return safe.replace("\n", "\\n").replace("\r", "\\r")


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: _SIGNS.get(found.group(1), found.group(1)), value)
