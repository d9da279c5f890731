"""Names in a byline: one cell or line of authors, split and turned to "Family, Given".

Databases part names by semicolons, "and", line ends, bars or commas, and write them
"Okafor, Ada", "Okafor A.", "Okafor AB" or "Ada Okafor". Commas are the hard case: they part
names, or the parts of a name. What cannot be told stays in one piece, so a caller keeps the
byline as it was wherever ``"; ".join(names)`` is not that byline.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Literal

Style = Literal["pairs", "run-on"]
"""``pairs``: "Family, Given, Family, Given"; ``run-on``: "Ada OkaforBen Lund"."""

_AND = re.compile(r"(?<!\s)\s+(?:and|&)\s+", re.IGNORECASE)
_LIST = re.compile(r"""\[\s*(?:(?:'[^']*'|"[^"]*")\s*(?:,\s*|(?=\])))*\]""")
_QUOTED = re.compile(r"""'([^']*)'|"([^"]*)\"""")
_RUN_ON = re.compile(
    r"(?<=[^\W\d_])(?<![A-Z])(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bDi)(?<!\bLa)(?<!\bLe)(?<!\bVan)(?=[A-Z])"
)
_BODY = re.compile(
    r"\b(?:group|consortium|collaborat\w+|team|committee|network|universit\w+|organi[sz]ation|institut\w+|society"
    r"|association|department|ministry|agency|council|investigators|foundation|cent(?:er|re)s?|anonymous|panel|alliance|force)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    re.findall(
        r"\w+", "da das de del della der den di do dos du el la le lo ten ter te van vom von zu zum zur al bin st"
    )
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_OTHERS = re.compile(r"\bet\s+al\b\.?|\band others\b", re.IGNORECASE)
MOST_INITIALS = 4
MOST_WORDS = 12  # of a person's name


def names_in(byline: str, *, style: Style | None = None) -> tuple[str, ...]:
    """Return the names in a byline, each "Family, Given" where that can be told.

    Between semicolons, or alone, names without a comma are written either way round, so they stay as they are.

    >>> names_in("Okafor A., Lund B.-C.")
    ('Okafor, A.', 'Lund, B.-C.')
    >>> names_in("Okafor Ada; Lund B.")
    ('Okafor Ada', 'Lund, B.')
    """
    found = [name for piece in pieces(byline, style=style) if (name := _OTHERS.sub("", piece).strip(" ,;"))]
    is_guess = ";" in byline or (style is None and len(found) == 1 and "," not in byline)
    return tuple(name if is_guess and not _can_be_told(name) else turned(name) for name in found)


def _can_be_told(name: str) -> bool:
    """Whether a comma, or initials with their dots, show which part of a name is the family's."""
    words = name.split()
    return "," in name or any("." in word and _is_initials(word) for word in (words[:1] + words[-1:]))


def pieces(byline: str, *, style: Style | None = None) -> list[str]:
    """Split a byline at whatever parts its names."""
    if byline.startswith("[") and (listed := listing(byline)) is not None:
        return listed
    for sign in (";", "|", "\n"):
        if sign in byline:
            return [" ".join(part.split()) for part in byline.split(sign) if part.strip()]
    if style == "run-on":
        return _RUN_ON.sub("\n", byline).split("\n")
    if "," not in byline and _BODY.search(byline):
        return [byline]
    return [name for part in _AND.split(byline) for name in _at_commas(part, style)]


def listing(text: str) -> list[str] | None:
    """Return the strings of a list written as Python or JSON writes it, or None where it is none.

    >>> listing("['Okafor, Ada', 'Lund, Ben']")
    ['Okafor, Ada', 'Lund, Ben']
    """
    try:
        listed = json.loads(text)
    except (ValueError, RecursionError):
        return [one or other for one, other in _QUOTED.findall(text)] if _LIST.fullmatch(text) else None
    return listed if isinstance(listed, list) and all(isinstance(item, str) for item in listed) else None


@lru_cache(maxsize=65_536)
def turned(name: str) -> str:
    """Return a name as "Family, Given"; a body's name and a single word as they are.

    >>> turned("Okafor AB"), turned("J. van der Berg"), turned("World Health Organization")
    ('Okafor, AB', 'van der Berg, J.', 'World Health Organization')
    """
    words = name.split()
    if "," in name:
        return ", ".join(" ".join(part.split()) for part in name.split(",") if part.strip())
    if not words[1:] or len(words) > MOST_WORDS or any(sign.isdigit() for sign in name) or _BODY.search(name):
        return " ".join(words)
    first_initial = next((n for n in range(len(words)) if all(map(_is_initials, words[n:]))), len(words))
    if first_initial == 0:
        return " ".join(words)
    if first_initial < len(words):
        return f"{' '.join(words[:first_initial])}, {' '.join(words[first_initial:])}"
    return _given_first(words)


def _given_first(words: list[str]) -> str:
    suffix = words.pop() if words[2:] and words[-1].lower() in _SUFFIXES else None
    start = len(words) - 1
    while start > 1 and words[start - 1].lower().rstrip(".") in _PARTICLES:
        start -= 1
    return ", ".join(part for part in (" ".join(words[start:]), " ".join(words[:start]), suffix) if part)


def _at_commas(part: str, style: Style | None) -> list[str]:
    parts = [piece for piece in map(str.strip, part.split(",")) if piece]
    if not parts[1:] or [piece.lower() in _SUFFIXES for piece in parts] == [False, False, True]:
        return [part]
    if all(_ends_in_initials(piece) for piece in parts):
        return parts
    paired = [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=False)]
    if len(parts) % 2 == 0 and (style == "pairs" or _is_paired(parts)):
        return paired
    return parts


def _is_paired(parts: list[str]) -> bool:
    """Whether commas part families from given names: initials, or single words, at every second place."""
    return (
        not parts[2:]
        or all(all(map(_is_initials, given.split())) for given in parts[1::2])
        or all(" " not in piece for piece in parts)
    )


def _ends_in_initials(piece: str) -> bool:
    words = piece.split()
    return len(words) > 1 and _is_initials(words[-1]) and not _is_initials(words[0])


def _is_initials(word: str) -> bool:
    """Whether a word is initials: "A.", "A.-B.", "AB"."""
    letters = word.replace(".", "").replace("-", "")
    return 0 < len(letters) <= MOST_INITIALS and letters.isupper() and (len(letters) < MOST_INITIALS or "." in word)
