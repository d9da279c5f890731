"""Tables and figures kept at the end of a paper: which one a label names, and where the text points to it.

What stands there is as much of the paper as what is printed between its paragraphs. A table belongs behind the
paragraph that first points to it, by a link or by its name; where none does, with the results. Only appendices
("Table S1", "Table A2") are left where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_KIND = r"(?P<kind>T(?:able|ABLE|ab\.)|F(?:igure|IGURE|ig\.?))"
_LABEL = re.compile(rf"\s*{_KIND}\s*(?P<number>\d{{1,2}}(?!\d))?(?![\w])\s*(?:[.:]|\Z|(?<=\d)\s)")
_POINTER = re.compile(
    rf"\b{_KIND}s?\b\.?\s*(?P<number>\d{{1,2}})?(?:\w?\s*(?:,|and|&|to|[-–])\s*(?P<last>\d{{1,2}})\b)?"
)
_HEADING = re.compile(
    r"(?:(?:list of )?(?:tables?|figures?|exhibits?)(?:(?:,| and| &)+ (?:tables?|figures?|exhibits?|box(?:es)?))*"
    r"(?: legends?| captions?)?)[.:]?",
    re.IGNORECASE,
)
RANGE = 10
"""Tables that one pointer ("Tables 1-3") names at most."""


def key_of(label: str) -> str | None:
    """Which table or figure a label, or a caption that opens with one, names: "t2", "f1", "t" without a number."""
    found = _LABEL.match(label[:80])
    return f"{found['kind'][0].lower()}{found['number'] or ''}" if found else None


def keys_in(text: str) -> Iterator[str]:
    """The tables and figures that a text points to, in its order; "Tables 1-3" are three.

    >>> list(keys_in("as in Tables 1-3 and Figure 2 (Table)"))
    ['t1', 't2', 't3', 'f2', 't']
    """
    for found in _POINTER.finditer(text):
        kind = found["kind"][0].lower()
        if found["number"] is None:
            yield kind
            continue
        first, last = int(found["number"]), int(found["last"] or found["number"])
        for number in range(first, min(max(first, last), first + RANGE) + 1):
            yield f"{kind}{number}"


def is_heading(words: str) -> bool:
    """Whether a heading is that of the tables and figures at a paper's end."""
    return _HEADING.fullmatch(" ".join(words[:120].split())) is not None
