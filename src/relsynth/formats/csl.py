"""CSL-JSON, and its kin: items in an array, an object of items, or a line each.

Items are decoded one by one, so that a file cut short, or broken in one place, gives the items
that are whole; the rest is told. What stands around the items is an aside.
Source: CSL 1.0.2, csl-data.json.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

from relsynth.formats.csl_items import TELLING, is_own, item_of, record_of
from relsynth.formats.decoding import decode, decode_head
from relsynth.formats.lossless_json import DECODER
from relsynth.records import FIELDS, Origin, Record, Unread, UnreadKind

name = "csl"
suffixes = (".json", ".jsonl", ".ndjson", ".csljson")
written_suffixes = (".json",)
"""What a file that is written here may be called; ``suffixes`` are those of files to read."""

LISTS = frozenset({"items", "references", "records", "entries", "works", "data", "bibliography"})
"""Keys under which a wrapper may have its list of items."""
FEWEST_TELLING = 2  # keys by which an object is known for an item
MOST_TRIES = 1_000  # places at which a broken file is taken up again

_START = re.compile(r"\s*[\[{]")
_TYPED = re.compile(r'"(?:type|itemType|bib_type|title)"\s*:\s*["\[]')
_TITLED = re.compile(r'"(?:title|author|creators|DOI|container-title|issued|publicationTitle|entry_key)"\s*:')
_OF_SOURCES = re.compile(r'"(?:message-type|resultList|hitCount|authorships|primary_location|esearchresult)"\s*:')
_OPEN = re.compile(r"\s*[\[{]?")
_BETWEEN = re.compile(r"[\s,]*(?:\][\s,]*\[[\s,]*)*")  # arrays may follow one another
_COMMA = re.compile(r"\s*,")
_KEY = re.compile(r'"((?:[^"\\]|\\.){0,300})"\s*:\s*')
_AGAIN = re.compile(r'(?:^|(?<=[,\[{]))[ \t]*(?:"(?:[^"\\\n]|\\.){0,300}"\s*:\s*)?\{', re.MULTILINE)


Piece = tuple[int, int, str | None, Any]
"""Where a value stands, its key in an object of items, and the value, or ``BROKEN``."""
BROKEN = object()


def recognises(head: bytes, suffix: str) -> bool:
    """Whether a file is JSON of objects that have a type or title, and something else an item has."""
    del suffix
    text = decode_head(head)
    if not _START.match(text) or _OF_SOURCES.search(text):
        return False
    return bool(_TYPED.search(text) and _TITLED.search(text))


def read_records(source: bytes) -> Iterator[Record | Unread]:
    """Read the items of a file; what is broken among them is told, and reading goes on after it."""
    text = decode(source)
    lines = [0, *(found.end() for found in re.finditer("\n", text))]
    done = begun = _begun(text)
    for start, end, key, value in _pieces(text, begun):
        if done == begun:
            yield from _unread(text, lines, (0, begun), "stands before the items", kind="aside")
        yield from _record(text, lines, (start, end), key, value)
        done = end
    yield from _unread(text, lines, (0 if done == begun else done, len(text)), "stands after the items", kind="aside")


def write_records(records: Iterable[Record]) -> bytes:
    """Return an array of items, a line each, in CSL's keys."""
    items = (json.dumps(item_of(record, n), ensure_ascii=True) for n, record in enumerate(records, 1))
    return ("[\n" + ",\n".join(items) + "\n]\n").encode()


def _begun(text: str) -> int:
    """Return where the first item is: in an array, in a wrapper's list, in an object of items, or at once."""
    opened = _OPEN.match(text)
    start = opened.end() if opened else 0
    if text[start - 1 : start] != "{":
        return start
    for at, key, value in _members(text, start):
        if key in LISTS and text.startswith("[", at):
            return at + 1
        if _is_item(value):
            return start
    return start - 1


def _members(text: str, start: int) -> Iterator[tuple[int, str, Any]]:
    """Yield where the values of an object begin, their keys, and the values; the last may be ``BROKEN``."""
    while found := _KEY.match(text, _after(text, start)):
        value, start = _decoded(text, found.end())
        yield found.end(), found[1], value
        if value is BROKEN:
            return


def _pieces(text: str, start: int) -> Iterator[Piece]:
    tries = 0
    while (at := _after(text, start)) < len(text) and text[at] not in "]}":
        found = _KEY.match(text, at)
        key, begins = (found[1], found.end()) if found else (None, at)
        value, end = _decoded(text, begins)
        if value is BROKEN:
            end, tried = _taken_up(text, at, MOST_TRIES - tries)
            tries += tried
        elif comma := _COMMA.match(text, end):
            end = comma.end()
        yield start, end, key, value
        start = end


def _after(text: str, start: int) -> int:
    between = _BETWEEN.match(text, start)
    return between.end() if between else start


def _decoded(text: str, start: int) -> tuple[Any, int]:
    try:
        return DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return BROKEN, start


def _taken_up(text: str, start: int, most: int) -> tuple[int, int]:
    """Return where the next whole item is after a broken one, or the end; and how many places were tried."""
    tries = 0
    for found in _AGAIN.finditer(text, start + 1):
        if tries >= most:
            break
        tries += 1
        if _is_item(_decoded(text, found.end() - 1)[0]):
            return found.start(), tries
    return len(text), tries


def _is_item(value: Any) -> bool:
    return isinstance(value, dict) and ("title" in value or len(TELLING & value.keys()) >= FEWEST_TELLING)


def _record(
    text: str, lines: list[int], stretch: tuple[int, int], key: str | None, value: Any
) -> Iterator[Record | Unread]:
    if value is BROKEN:
        yield from _unread(text, lines, stretch, "cannot be read as JSON: broken, or cut short")
        return
    if not isinstance(value, dict):
        yield from _unread(text, lines, stretch, "is no object, as an item is")
        return
    try:
        record = record_of(value, origin=_origin(text, lines, stretch), key=key)
    except RecursionError:
        yield from _unread(text, lines, stretch, "is nested too deeply to be an item")
        return
    if any(getattr(record, field) for field in FIELDS) or is_own(value):
        yield record
    else:
        yield from _unread(text, lines, stretch, "has no key that is known, with a value")


def _unread(
    text: str, lines: list[int], stretch: tuple[int, int], reason: str, *, kind: UnreadKind = "record"
) -> Iterator[Unread]:
    if words := text[slice(*stretch)].strip():
        yield Unread(origin=_origin(text, lines, stretch), text=words, reason=reason, kind=kind)


def _origin(text: str, lines: list[int], stretch: tuple[int, int]) -> Origin:
    words = text[slice(*stretch)]
    first = stretch[0] + len(words) - len(words.lstrip())
    last = stretch[0] + max(1, len(words.rstrip()))
    return Origin(bisect_right(lines, first), bisect_right(lines, last - 1))
