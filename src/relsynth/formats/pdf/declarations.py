"""Declarations of funding and interests, which journals print wherever there is room.

They stand under the abstract, in the margin of the first page, in small type under a
conclusion. Their words tell them: a head that runs in to its paragraph, or how such a
statement begins. They are no part of the section beside which they stand.

Source: measured on 40 open-access PDFs, in 5 of which a declaration was read as abstract,
discussion or conclusion.
"""

from __future__ import annotations

import re
from functools import lru_cache

from relsynth.headings import read_heading

MOST_WORDS = 8
"""Words of a head that runs in to a declaration."""

_RUN_IN = re.compile(r"(?P<head>[A-Z][\w’', /&()-]{4,70}?)(?:\s?[:—–]|\.(?=\s[A-Z]))\s*(?=\S)")
_STATEMENT = re.compile(
    r"(?:(?:all|the|none of the|both) (?:of the )?authors? (?:have |has )?"
    r"(?:completed|declared?|disclosed?|report(?:ed)?|stated?|confirm(?:ed)?|certif(?:y|ied)|do not have|no\b)"
    r".{0,300}?\b(?:conflicts?|competing|financial|interests?|disclos|personal relationship)"
    r"|no (?:potential |other )?(?:conflicts? of interests?|competing interests?)\b.{0,80}"
    r"\b(?:disclosed|declared|reported|exist|stated))",
    re.IGNORECASE | re.DOTALL,
)
"""How a statement of interests begins: with who declares them, in the present or the perfect."""


def is_declaring(heading: str) -> bool:
    """Whether a heading opens what closes a paper: declarations, thanks, contributions.

    >>> is_declaring("Competing interests")
    True
    """
    return read_heading(heading).label == "back_matter"


@lru_cache(maxsize=1024)
def declared(text: str) -> tuple[str, str] | None:
    """The head of a declaration and its words, or None for other paragraphs; a bare statement has no head.

    >>> declared("Funding: The study was paid for by the hospital.")
    ('Funding', 'The study was paid for by the hospital.')
    >>> declared("Setting: The study was done in a hospital.")
    """
    found = _RUN_IN.match(text)
    if found and len(found["head"].split()) <= MOST_WORDS and is_declaring(found["head"]):
        return found["head"], text[found.end() :]
    return ("", text) if is_statement(text) else None


def is_statement(text: str) -> bool:
    """Whether a paragraph begins as a statement of interests does, without a heading.

    >>> is_statement("The authors declare that they have no competing interests.")
    True
    """
    return _STATEMENT.match(text) is not None
