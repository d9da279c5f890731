"""A place in one text found again in another reading of the same paper, or not at all.

A place is known by its words and by those around them, as the Web Annotation Data Model's
TextQuoteSelector has it (https://www.w3.org/TR/annotation-model/#text-quote-selector):
``exact``, ``prefix``, ``suffix``. Words are compared folded, since readings differ in white
space, kinds of dashes, quotation marks, ligatures and citation numbers; beyond that they must be
the same, and so must some of those around them: the same sentence may stand in the abstract and
in the results. Hyphens may be missing on one side only where all else on both sides agrees. What
is not found for certain is not moved: there is no likeness here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

CONTEXT = 32
"""Characters of prefix and suffix, as the makers of annotation tools take (Hypothesis, Apache Annotator)."""
BESIDE = 16
"""Characters that must agree before or behind a place whose words stand once in either text. Half of ``CONTEXT``: so
much is two or three words, and a reading that lost the paragraph has other ones there."""
WIDEST = 1024  # characters; places that so much text around them does not tell apart are not told apart
MOST = 1000  # places; a quote that stands in more tells nothing, and costs time
COMPARED = 50_000_000  # characters that are compared for one quote, at most
Stretch = tuple[int, int]
"""``[start, end)`` in a folded text."""

_DASHES = r"\-" "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_SIGNS = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u0060\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "…": "..."}
_NUMBERS = rf"\d{{1,3}}+(?:[,;\s{_DASHES}]++\d{{1,3}}+)*+"  # no year
_BRACKETED = rf"\[\d[\d,;\s{_DASHES}]*+\]|\({_NUMBERS}\)|\^\(?{_NUMBERS}\)?\^"
_RAISED = r"[\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u207b]++"
_AFTER_WORDS = r"(?<=[^\W\d_]|[.,;:!?)'\"\u2019\u201d])"  # "10²" is a number, and "work²" cites
_CITED = rf"(?:{_BRACKETED}|{_RAISED})"
"""Numbers in square or round brackets or raised: some readers leave them in, and some take them out."""
_CITATIONS = re.compile(rf"{_CITED}(?:\s*+[{_DASHES},;]?\s*+{_CITED})*+")
_UNEVEN = re.compile(  # what may be written otherwise in another reading; a single space between words is even
    rf"(?P<run>(?:[\s{_DASHES}]++|{_BRACKETED}|{_AFTER_WORDS}{_RAISED})++)|[{''.join(_LIGATURES)}]"
)
_DASH = re.compile(f"[{_DASHES}]")
_MINUS = re.compile(r"-\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A text, and the same folded, with where each stretch of either stands in the other.

    The stretches tile both texts: the n-th begins at ``folds[n]`` and ``raws[n]``. One that is as
    long in both is the same sign for sign; of any other the whole is one sign, or nothing.
    """

    text: str
    folded: str
    folds: tuple[int, ...]
    raws: tuple[int, ...]

    def stretch(self, start: int, end: int) -> Stretch:
        """``[start, end)`` of the text in the folded one, without spaces and dashes at its ends, but for a minus."""
        first, last = self._first(start), self._last(end)
        while first < last and self.folded[last - 1] in " -":
            last -= 1
        while first < last and self.folded[first] in " -" and not _MINUS.match(self.folded, first):
            first += 1
        return first, max(first, last)

    def place(self, first: int, last: int) -> tuple[int, int]:
        """``[first, last)`` of the folded text in the text itself, without white space at its ends."""
        start, end = self._begin(first), self._end(last - 1)
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def _first(self, raw: int) -> int:
        n = bisect_right(self.raws, raw) - 1
        if self._is_even(n):
            return self.folds[n] + raw - self.raws[n]
        is_in = raw == self.raws[n] or _DASH.search(self.text, raw, self._next(self.raws, n))
        return self.folds[n] if is_in else self._next(self.folds, n)

    def _last(self, raw: int) -> int:
        n = bisect_right(self.raws, raw) - 1
        if self._is_even(n):
            return self.folds[n] + raw - self.raws[n]
        return self._next(self.folds, n) if _DASH.search(self.text, self.raws[n], raw) else self.folds[n]

    def _begin(self, fold: int) -> int:
        n = bisect_right(self.folds, fold) - 1
        return self.raws[n] + (fold - self.folds[n] if self._is_even(n) else 0)

    def _end(self, fold: int) -> int:
        n = bisect_right(self.folds, fold) - 1
        return self.raws[n] + fold - self.folds[n] + 1 if self._is_even(n) else self._next(self.raws, n)

    def _is_even(self, n: int) -> bool:
        return self._next(self.raws, n) - self.raws[n] == self._next(self.folds, n) - self.folds[n]

    def _next(self, starts: tuple[int, ...], n: int) -> int:
        if n + 1 < len(starts):
            return starts[n + 1]
        return len(self.text) if starts is self.raws else len(self.folded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """Where a place was found again, ``[start, end)`` or None, and why there or why not."""

    span: tuple[int, int] | None
    reason: str


def fold(text: str) -> Folded:
    """Fold a text once, for any number of places in it.

    Runs of white space become a space; quotation marks and ligatures plain signs; numbers that may
    be citations go. Any dash, with the space around it, is "-", since "co-design" and "co- design" are
    what readers make of one word at the end of a line; it stays, since "re-signed" is not "resigned".
    """
    return _fold(text, dash="-")


@lru_cache(maxsize=4)  # the texts of one paper; a person's codings of it come one after the other
def _without_hyphens(text: str) -> Folded:
    """The same with no dash between letters, for a place that all else tells; "2-5" is not "25"."""
    return _fold(text, dash="")


def _fold(text: str, *, dash: str) -> Folded:
    pieces: list[str] = []
    folds, raws = [0], [0]
    at = length = 0
    for match in _UNEVEN.finditer(text):
        sign = _folded(match, text, dash)
        if sign == match[0]:
            continue
        for piece, start in ((text[at : match.start()], match.start()), (sign, match.end())):
            pieces.append(piece)
            length += len(piece)
            folds.append(length)
            raws.append(start)
        at = match.end()
    pieces.append(text[at:])
    return Folded(text=text, folded="".join(pieces).translate(_SIGNS), folds=tuple(folds), raws=tuple(raws))


def reanchor(old: Folded, start: int, end: int, new: Folded) -> Anchored:
    """Find the place ``[start, end)`` of one text in another.

    It is where its words stand, if they stand once in either text, and ``BESIDE`` characters before
    or behind them are the same. If they stand more often, or are fewer than ``CONTEXT`` characters,
    ``CONTEXT`` before or behind must be the same, at one place only; so much of them is compared as
    tells the places apart. A longer place that differs in hyphens is found where it stands once in
    either text and ``BESIDE`` characters both before and behind are the same.
    """
    first, last = old.stretch(start, end)
    if first == last:
        return Anchored(span=None, reason="the place holds no words")
    if old.text == new.text:
        return Anchored(span=(start, end), reason="the same text")
    there = _stands(old, (first, last), new)
    if not there:
        return _hyphenated(old, (start, end), new)
    once = len(there) == 1 and last - first >= CONTEXT and len(_stands(old, (first, last), old)) == 1
    found = _alike(old, (first, last), new, there, BESIDE if once else CONTEXT)
    if found is None:
        many = "once" if len(there) == 1 else f"{len(there)} times" if len(there) <= MOST else f"over {MOST} times"
        return Anchored(
            span=None, reason=f"its words stand there {many}, and those around them do not tell which it is"
        )
    span = _whole(old, (start, end), (first, last), new, found)
    return Anchored(span=span, reason="its words and those around them stand there")


def _hyphenated(old: Folded, place: tuple[int, int], new: Folded) -> Anchored:
    """The place whose words differ in hyphens between letters, and nothing on either side of it."""
    missing = Anchored(span=None, reason="its words are not in the text")
    if place[1] - place[0] <= CONTEXT:
        return missing
    before, after = _without_hyphens(old.text), _without_hyphens(new.text)
    words = before.stretch(*place)
    there = _stands(before, words, after)
    if len(there) != 1 or len(_stands(before, words, before)) != 1 or min(words[0], there[0][0]) < BESIDE:
        return missing
    if min(len(before.folded) - words[1], len(after.folded) - there[0][1]) < BESIDE:
        return missing
    if not all(_sides(before.folded, words, after.folded, there[0], BESIDE)):
        return missing
    span = _whole(before, place, words, after, there[0])
    return Anchored(span=span, reason="its words, but for hyphens, and those around them stand there")


def _folded(match: re.Match[str], text: str, dash: str) -> str:
    run = match["run"]
    if run is None:
        return _LIGATURES[match[0]]
    left = _CITATIONS.sub("", run)
    if _DASH.search(left):
        beside = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        return "-" if any(sign.isdigit() for sign in beside) else dash
    return "" if left != run and not run[-1].isspace() else " "


def _stands(old: Folded, words: Stretch, new: Folded) -> tuple[Stretch, ...]:
    """Where the words stand, cut no more than they were ("trust" is not in "mistrust"); all, or more than ``MOST``."""
    sought, cut = old.folded[slice(*words)], _cut(old, words)
    found: list[Stretch] = []
    at = new.folded.find(sought)
    compared = 0
    while at >= 0 and len(found) <= MOST:
        place = (at, at + len(sought))
        if (compared := compared + len(sought)) > COMPARED:
            return (place,) * (MOST + 1)
        if all(now <= then for now, then in zip(_cut(new, place), cut, strict=True)):
            found.append(place)
        at = new.folded.find(sought, at + 1)
    return tuple(found)


def _cut(of: Folded, words: Stretch) -> tuple[bool, bool]:
    """Whether a stretch begins, and whether it ends, inside of a word."""
    start, end = of.place(*words)
    text = of.text
    begins = text[start - 1 : start].isalnum() if start else False
    return begins and text[start].isalnum(), text[end - 1].isalnum() and text[end : end + 1].isalnum()


def _alike(old: Folded, words: Stretch, new: Folded, there: tuple[Stretch, ...], width: int) -> Stretch | None:
    """The one place whose surroundings, ``width`` characters or more, are those of the old one, or None."""
    left = list(there)
    if len(left) > MOST:
        return None
    while width <= WIDEST:
        sides = {one: _sides(old.folded, words, new.folded, one, width) for one in left}
        best = max(sum(agree) for agree in sides.values())
        left = [one for one in left if sum(sides[one]) == best]
        if best == 0 or len({sides[one] for one in left}) > 1:
            return None
        if len(left) == 1:
            return left[0]
        width *= 2
    return None


def _sides(old: str, a: Stretch, new: str, b: Stretch, width: int) -> tuple[bool, bool]:
    """Whether what stands before two places, and what stands behind them, is the same."""
    return (
        old[max(0, a[0] - width) : a[0]] == new[max(0, b[0] - width) : b[0]],
        old[a[1] : a[1] + width] == new[b[1] : b[1] + width],
    )


def _whole(old: Folded, place: tuple[int, int], words: Stretch, new: Folded, found: Stretch) -> tuple[int, int]:
    """The place found, with what was left off at its ends where it stands there still."""
    first, last = old.place(*words)
    before, behind = old.text[place[0] : first], old.text[last : place[1]]
    start, end = new.place(*found)
    if before and new.text.endswith(before, 0, start):
        start -= len(before)
    if behind and new.text.startswith(behind, end):
        end += len(behind)
    return start, end
