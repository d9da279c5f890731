"""The cue syntax of a codebook, read into steps.

A cue is a phrase as a person would write it down for a colleague:

    collaborat*             any ending of the word
    organi?ation            ``?`` is exactly one letter
    (build*|built) trust    one of several; ``(the |)`` may be left out
    partner* ~3 agreed      at most three words between
    cross-sector            a hyphen is a hyphen, a dash, a space or nothing
    # percent               ``#`` is a number

Limits keep a codebook from being a bomb: a cue of a few hundred signs could
otherwise stand for millions of spellings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile
from unicodedata import normalize

MAX_GAP = 20  # words; a longer reach is another sentence's business
MAX_GAPS = 4  # in one cue
MAX_VARIANTS = 5000  # spellings of one stretch of a cue between two spaces
MAX_DEPTH = 8  # brackets within brackets
MAX_HYPHENS = 8  # in one word

GAP = re.compile(r"~(\d+)")
NUMBER = "#"

_WORD = re.compile(r"(?P<gap>~\d+)|(?P<word>[\w*?'’#-]+|&)|(?P<comma>,)")
_EDGE_GAP = re.compile(r"(?:^|[(|])[\s,]*~|~\d+[\s,~\d]*(?:[|)]|$)")
_STRANGE = re.compile(r"[\[\]{}+^$\\<>]")


class CueError(ValueError):
    """A cue that cannot be compiled; the message says why."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of a cue between two spaces: its variants, each a sequence of word patterns.

    ``gap`` is the number of words that may stand before it, None where it must follow at once.
    Between two patterns of a variant may stand a gap of its own, as ``~2``; a comma is ``~0``.
    """

    variants: frozenset[tuple[str, ...]]
    gap: int | None


def parse_cue(cue: str) -> tuple[Step, ...]:
    """Read a cue: steps, each a set of alternatives and how far it may stand from the one before.

    Raises:
        CueError: with the reason, in words.
    """
    _check_signs(cue)
    _check_gaps(cue)
    steps: list[Step] = []
    gap: int | None = None
    for part in _parts(cue):
        if distance := GAP.fullmatch(part):
            gap = max(gap or 0, int(distance[1]))
            continue
        stretch = part.rstrip(",")
        if stretch:
            variants = frozenset(_variant(spelling, cue) for spelling in _spellings(stretch, cue))
            steps.append(Step(variants=variants, gap=gap))
            gap = None
        if stretch != part and steps:  # a comma before the first word parts nothing
            gap = gap or 0
    _check_steps(steps, cue)
    return tuple(steps)


def _check_signs(cue: str) -> None:
    depths = [0]
    for sign in cue:
        depths.append(depths[-1] + (sign == "(") - (sign == ")"))
    if depths[-1] or min(depths) < 0:
        raise CueError(f"unbalanced brackets in cue {cue!r}")
    if max(depths) > MAX_DEPTH:
        raise CueError(f"brackets within more than {MAX_DEPTH} others in cue {cue!r}")
    if any(sign == "|" and depth == 0 for sign, depth in zip(cue, depths, strict=False)):
        raise CueError(f"'|' outside of brackets in cue {cue!r}; write (a|b)")
    if strange := _STRANGE.search(cue):
        raise CueError(f"{strange[0]!r} is not cue syntax in {cue!r}")


def _check_gaps(cue: str) -> None:
    gaps = GAP.findall(cue)
    if len(gaps) != cue.count("~"):
        raise CueError(f"'~' without a number of words in cue {cue!r}")
    if longest := [words for words in gaps if len(words) > len(str(MAX_GAP)) or int(words) > MAX_GAP]:
        raise CueError(f"a gap of {longest[0]} words in cue {cue!r}; at most {MAX_GAP}")
    if len(gaps) > MAX_GAPS:
        raise CueError(f"more than {MAX_GAPS} gaps in cue {cue!r}")
    if _EDGE_GAP.search(cue):
        raise CueError(f"a gap needs words on both sides: {cue!r}")


def _check_steps(steps: list[Step], cue: str) -> None:
    if not any(word for step in steps for variant in step.variants for word in variant):
        raise CueError(f"no word in cue {cue!r}")
    if all(() in step.variants for step in steps):
        raise CueError(f"every part of cue {cue!r} may be left out")


def _parts(cue: str) -> Iterator[str]:
    """Stretches between spaces that stand outside brackets."""
    depth, part = 0, ""
    for sign in cue:
        depth += (sign == "(") - (sign == ")")
        if sign.isspace() and depth == 0:
            if part:
                yield part
            part = ""
        else:
            part += sign
    if part:
        yield part


def _spellings(part: str, cue: str) -> list[str]:
    """A part with its alternatives written out."""
    spellings = [""]
    at = 0
    while at < len(part):
        if part[at] == "(":
            close = _closing(part, at)
            options = [s for option in _options(part[at + 1 : close]) for s in _spellings(option, cue)]
            at = close + 1
        else:
            options = [part[at]]
            at += 1
        if len(spellings) * len(options) > MAX_VARIANTS:
            raise CueError(
                f"more than {MAX_VARIANTS} spellings in one part of cue {cue!r}; put a space or ~0 between its groups"
            )
        spellings = [spelling + option for spelling in spellings for option in options]
    return spellings


def _closing(part: str, at: int) -> int:
    """Index of the bracket that closes the one at ``at``; the cue is known to be balanced."""
    depth, index = 1, at
    while depth:
        index += 1
        depth += (part[index] == "(") - (part[index] == ")")
    return index


def _options(group: str) -> list[str]:
    options, depth = [""], 0
    for sign in group:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            options.append("")
        else:
            options[-1] += sign
    return options


def _variant(spelling: str, cue: str) -> tuple[str, ...]:
    """Word patterns of a spelling as texts are looked up: NFC, lower case, straight apostrophes."""
    words: list[str] = []
    for match in _WORD.finditer(normalize("NFC", spelling)):
        word = "~0" if match["comma"] else match[0].lower().replace("’", "'").strip("-'")
        if word.count("-") > MAX_HYPHENS:
            raise CueError(f"more than {MAX_HYPHENS} hyphens in a word of cue {cue!r}")
        if word:
            words.append(word)
    while words and GAP.fullmatch(words[-1]):  # a comma at either end asks for nothing
        words.pop()
    return tuple(dropwhile(GAP.fullmatch, words))
