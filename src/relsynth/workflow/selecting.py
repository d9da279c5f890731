"""Where a selector of another tool stands in a text: by its offsets, if its words are there, or by its words.

Nobody says in which unit offsets count, and browsers count UTF-16: so they are believed in that unit in which the
words stand there. Words without offsets have to stand in the text once, or be told apart by those around them; what is
not found for certain is placed nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from relsynth.anchoring import Folded, fold
from relsynth.errors import InputError
from relsynth.formats.web_annotation import Selector
from relsynth.offsets import Scale, Unit, scale
from relsynth.workflow.placing import is_within_word, same_words

UNITS: tuple[Unit, ...] = ("code_points", "utf16", "utf8")
SHOWN = 40  # characters of a quote in a message
MOST = 1000  # places; a quote that stands in more tells nothing
Place = tuple[int, int]


def selected(text: str, selector: Selector, *, trusted: bool = False) -> Place:
    """Return ``[start, end)`` of a selector in a text, in code points.

    Args:
        trusted: the offsets are of this very text in code points, so that they hold without words.

    Raises:
        InputError: it stands nowhere for certain; says why.
    """
    start, end = (0, len(text)) if selector.within is None else selected(text, selector.within, trusted=trusted)
    return _selected(text, selector, (start, end), trusted=trusted)


def _selected(text: str, selector: Selector, within: Place, *, trusted: bool) -> Place:
    first, last = within
    offsets = _offsets(selector)
    if offsets and selector.exact is None:
        place = (first + offsets[0], first + offsets[1])
        if trusted and first <= place[0] < place[1] <= last:
            return place
        raise InputError("gives offsets and no words: in which text and unit they count, nothing tells")
    if not selector.exact or not selector.exact.strip():
        raise InputError("selects no words of a text")
    if offsets and (there := _by_offsets(text, selector, offsets, within, trusted=trusted)):
        return there
    return _quoted(text, selector, within)


def _by_offsets(text: str, selector: Selector, offsets: Place, within: Place, *, trusted: bool) -> Place | None:
    """Where the words stand at the offsets, in whichever unit; None where they do in none.

    Words that repeat may stand at the offsets in two units, at two places: then those around them have to tell.
    """
    inside = text[slice(*within)]
    places = (_in_unit(inside, offsets, unit) for unit in (UNITS[:1] if trusted else UNITS))
    there = [place for place in places if place and same_words(inside[slice(*place)], selector.exact or "")]
    found = list(dict.fromkeys(_of_words(text, within[0] + start, within[0] + end) for start, end in there))
    return _told_apart(text, found, selector) if found else None


def _of_words(text: str, start: int, end: int) -> Place:
    """A place without the white space at its ends, which a unit may count in."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _offsets(selector: Selector) -> Place | None:
    if selector.start is None or selector.end is None or selector.start >= selector.end:
        return None
    return selector.start, selector.end


def _in_unit(text: str, offsets: Place, unit: Unit) -> Place | None:
    """Offsets in a unit, as code points; None where they lie outside of the text, or within a character."""
    measured = _scale(text, unit)
    try:
        return measured.to_points(offsets[0]), measured.to_points(offsets[1])
    except ValueError:
        return None


def _quoted(text: str, selector: Selector, within: Place) -> Place:
    """Where the words stand: at one place only, or at one with the same words around."""
    exact = selector.exact or ""
    there = [place for place in _stands(_folded(text), exact) if within[0] <= place[0] and place[1] <= within[1]]
    if not there:
        raise InputError(f"{exact[:SHOWN]!r} does not stand there, word for word")
    return _told_apart(text, there, selector)


def _told_apart(text: str, there: Sequence[Place], selector: Selector) -> Place:
    """The only place, or the only one with most of the words around it that are told."""
    if len(there) == 1:
        return there[0]
    if len(there) <= MOST:
        agreeing = {place: _sides(text, place, selector) for place in there}
        best = max(agreeing.values())
        left = [place for place, sides in agreeing.items() if sides == best]
        if best and len(left) == 1:
            return left[0]
    shown = repr((selector.exact or "")[:SHOWN])
    raise InputError(f"{shown} stands there {len(there)} times, and the words around it do not tell which it is")


def _sides(text: str, place: Place, selector: Selector) -> int:
    """On how many sides of a place the words around are those that are told."""
    before, after = fold(selector.prefix).folded.strip(), fold(selector.suffix).folded.strip()
    ahead = fold(text[max(0, place[0] - 2 * len(selector.prefix) - SHOWN) : place[0]]).folded.strip()
    behind = fold(text[place[1] : place[1] + 2 * len(selector.suffix) + SHOWN]).folded.strip()
    return bool(before and ahead.endswith(before)) + bool(after and behind.startswith(after))


def _stands(text: Folded, words: str) -> Iterator[Place]:
    wanted = fold(words).folded.strip(" ")
    at = text.folded.find(wanted) if wanted else -1
    while at >= 0:
        start, end = text.place(at, at + len(wanted))
        if start < end and not (is_within_word(text.text, start) or is_within_word(text.text, end)):
            yield start, end
        at = text.folded.find(wanted, at + 1)


@lru_cache(maxsize=8)  # annotations of one paper come one after the other
def _folded(text: str) -> Folded:
    return fold(text)


@lru_cache(maxsize=16)
def _scale(text: str, unit: Unit) -> Scale:
    return scale(text, unit)
