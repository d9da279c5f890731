"""JSON as live sources answer: one list of items in a wrapper of counts and cursors.

A page that is cut gives the items that are whole, and the rest as ``Unread``. Of an item,
every value that no field holds as it was written goes to ``extra`` under its path in the JSON,
as in ``journalInfo.journal.nlmid``.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from typing import Any

from relsynth.formats.decoding import decode
from relsynth.formats.lossless_json import DECODER
from relsynth.records import FIELDS, Origin, Record, Unread

Item = Mapping[str, Any]


_SPACE = re.compile(r"[ \t\n\r]*")
_COMMA = re.compile(r"[ \t\n\r]*,")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_MARKUP = re.compile(r"</?[A-Za-z][\w:.-]{0,30}(?:\s[^<>]{0,200})?/?>")
_BLOCK = re.compile(r"</(?:jats:)?(?:p|title|sec|h\d|div|li)>", re.IGNORECASE)


def read_items(
    source: bytes, path: Sequence[str], record_of: Callable[[Item, Origin], Record]
) -> Iterator[Record | Unread]:
    """Read the items of the list at ``path``; the wrapper around them is an aside."""
    text = decode(source)
    lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def unread(start: int, end: int, reason: str, **kind: Any) -> Iterator[Unread]:
        stretch = text[start:end]
        if stretch.strip():
            first = start + len(stretch) - len(stretch.lstrip())
            last = start + len(stretch.rstrip())
            yield Unread(origin=_origin(lines, first, last), text=stretch.strip(), reason=reason, **kind)

    begun = _list_start(text, path)
    if begun is None:
        yield from unread(0, len(text), f"no list {'.'.join(path)}: the answer is cut, or another one")
        return
    yield from unread(0, begun, "the answer's own head", kind="aside")
    done = begun
    for start, end, item in _items(text, begun):
        if isinstance(item, dict) and any(item.values()):
            yield record_of(item, _origin(lines, start, end))
        else:
            yield from unread(start, end, "an item without any value")
        done = end
    if text.startswith("]", _after_space(text, done)):
        yield from unread(done, len(text), "the answer's own end", kind="aside")
    else:
        yield from unread(done, len(text), "the answer is cut off here")


def at(item: object, path: str) -> Any:
    """Return the value at a path ("a.b"); of a list on the way, its first; None where there is none."""
    for key in path.split("."):
        if isinstance(item, list):
            item = item[0] if item else None
        item = item.get(key) if isinstance(item, dict) else None
    return item


def line(value: object) -> str | None:
    """Return a text or number as one line of text; None for anything else, and for nothing."""
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str) and one.strip()), None)
    return _flat(_text(value)) or None


def lines_of(values: object) -> tuple[str, ...]:
    """Return the texts of a list, each once; of a single text, that one."""
    listed = values if isinstance(values, list) else [values]
    return tuple(dict.fromkeys(found for value in listed if (found := line(value))))


def without_markup(value: object) -> str | None:
    """Return a text less the elements of HTML and JATS in it, a line for each block of it."""
    text = _text(value)
    if "<" in text:
        text = _MARKUP.sub("", _BLOCK.sub("\n", text))
    rows = (_flat(row) for row in unescape(text).split("\n"))
    return "\n".join(row for row in rows if row) or None


def objects(values: object) -> tuple[Item, ...]:
    """Return the objects of a list; of anything else, none."""
    return tuple(value for value in values if isinstance(value, dict)) if isinstance(values, list) else ()


def with_extra(record: Record, item: Item, *, paths: Collection[str], parts: Collection[str] = ()) -> Record:
    """Return a record with every value of its item that no field holds.

    ``paths`` are those that fields are made from: a value there is held if a field says the same, or
    if it is one of ``parts``, as a family name is of an author. A value elsewhere is always extra.
    """
    held = {*parts}
    for value in (getattr(record, name) for name in FIELDS):
        held.update(value if isinstance(value, tuple) else (str(value),))
    extra = (
        (path, text) for path, text in _leaves(item, "") if path not in paths or " ".join(text.split()) not in held
    )
    return replace(record, extra=tuple(extra))


def _leaves(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, path)
    elif text := _text(value).strip():
        yield path, text


def _flat(text: str) -> str:
    return " ".join(text.split())


def _text(value: object) -> str:
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    if not isinstance(value, str):
        return ""
    text = value if value.isascii() else unicodedata.normalize("NFC", value)
    return _UNPRINTABLE.sub("\ufffd", text)


def _origin(lines: Sequence[int], start: int, end: int) -> Origin:
    return Origin(bisect_right(lines, start), bisect_right(lines, max(start, end - 1)))


def _list_start(text: str, path: Sequence[str]) -> int | None:
    """Offset just within the list at a path, or None."""
    place = _after_space(text, 0)
    for key in path:
        found = _value_of(text, place, key)
        if found is None:
            return None
        place = found
    return place + 1 if text.startswith("[", place) else None


def _value_of(text: str, place: int, wanted: str) -> int | None:
    """Offset of the value of a key in the object that begins at ``place``."""
    if not text.startswith("{", place):
        return None
    place = _after_space(text, place + 1)
    while text.startswith('"', place):
        key, place = _decoded(text, place)
        place = _after_space(text, place)
        if not text.startswith(":", place):
            return None
        place = _after_space(text, place + 1)
        if key == wanted:
            return place
        _, place = _decoded(text, place)
        comma = _COMMA.match(text, place)
        place = _after_space(text, comma.end()) if comma else len(text)
    return None


def _items(text: str, place: int) -> Iterator[tuple[int, int, object]]:
    """Offsets of each whole item of a list, with the comma after it, and the item."""
    while True:
        start = _after_space(text, place)
        if start >= len(text) or text[start] == "]":
            return
        item, end = _decoded(text, start)
        if end == len(text) and item is None:
            return
        comma = _COMMA.match(text, end)
        place = comma.end() if comma else end
        yield start, place, item
        if comma is None:
            return


def _decoded(text: str, place: int) -> tuple[object, int]:
    """The value that begins here, and where it ends: at the text's end, and None, if it is cut."""
    try:
        return DECODER.raw_decode(text, place)
    except (ValueError, RecursionError):
        return None, len(text)


def _after_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place
