"""A codebook as YAML that people like to edit, and that ``codebook_yaml`` reads back as the same book.

Written by hand and not by a library's dumper, because what is to be read back is known: every scalar is text, a word
stands bare where nobody can misread it, prose is folded at 100 characters, short lists of names stand in a line, and
what says nothing is left out. Anything out of the ordinary stands between quotes.

Source: YAML 1.2.2 (2021), 5.7 escaped characters, 7.3 flow scalars, 8.1.3 folded style.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from relsynth.codebook import Codebook

WIDTH = 110  # characters of a line of folded prose, its indent included
LONGEST_KEY = 500  # characters: YAML lets a key without a question mark have 1,024
LAST = ("lexicon", "facets", "sources", "instruments", "aliases")
"""Long parts that a team seldom edits; they follow the codes."""

_BARE = re.compile(r"""[^\W_](?:[\w .,;/()"'+*|~%]|[-:](?=[\w.,;/()"'+*|~%]))*""")
_IN_LINE = re.compile(r"[A-Za-z][A-Za-z0-9_.]*")
_READ_AS_OTHERS = re.compile(  # by programs that, unlike ours, make numbers, dates and truths of bare words
    r"(?:null|true|false|yes|no|on|off|y|n|[\d_.,e+-]+|0[xob].*|\d{4}-\d\d?-\d\d?.*)", re.IGNORECASE
)
_PROSE = re.compile(r"\S+(?: \S+)*")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def write_codebook(codebook: Codebook) -> str:
    """Return the YAML of a codebook: ``read_codebook`` of it equals the codebook, and has its digest."""
    content = {key: value for key, value in _said(codebook).items() if key not in LAST}
    content |= {key: value for key, value in _said(codebook).items() if key in LAST}
    return "\n".join(_mapping(content, 0, apart=True)) + "\n"


def _said(part: BaseModel) -> dict[str, Any]:
    """What a part says beyond its defaults, in the order of its fields."""
    said = {}
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if field.is_required() or value != field.get_default(call_default_factory=True):
            said[name] = value
    return said


def _mapping(content: Mapping[str, Any], depth: int, *, apart: bool = False) -> Iterator[str]:
    for number, (key, value) in enumerate(content.items()):
        if apart and number and _is_long(value):
            yield ""
        yield from _entry(key, value, depth)


def _is_long(value: Any) -> bool:
    return isinstance(value, BaseModel | Mapping) or (isinstance(value, tuple) and not _fits_in_line(value))


def _entry(key: str, value: Any, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if len(key) > LONGEST_KEY:
        yield f"{indent}? {_quoted(key)}"
        head = f"{indent}:"
    else:
        head = f"{indent}{_scalar(key)}:"
    lines = list(_value(value, depth + 1))
    if lines and lines[0].startswith(" " * 2 * (depth + 1)) and _is_block(value):
        yield head
    else:
        yield f"{head} {lines.pop(0)}"
    yield from lines


def _is_block(value: Any) -> bool:
    if isinstance(value, BaseModel):
        return bool(_said(value))
    return (isinstance(value, Mapping) and bool(value)) or (isinstance(value, tuple) and not _fits_in_line(value))


def _value(value: Any, depth: int) -> Iterator[str]:
    """The lines of a value; the first without indent where it follows its key in the line."""
    if isinstance(value, BaseModel):
        value = _said(value)
    if isinstance(value, Mapping):
        yield from _mapping(value, depth) if value else ("{}",)
    elif isinstance(value, tuple):
        yield from (f"[{', '.join(value)}]",) if _fits_in_line(value) else _sequence(value, depth)
    elif isinstance(value, str) and len(value) > WIDTH - 2 * depth and _is_prose(value):
        yield ">-"
        indent = "  " * depth
        yield from textwrap.wrap(
            value,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    else:
        yield _scalar(value) if isinstance(value, str) else str(value).lower()  # numbers and truths stand bare


def _is_prose(text: str) -> bool:
    """Whether a text is the same once it is wrapped at its spaces, and joined again."""
    return text.isprintable() and _PROSE.fullmatch(text) is not None


def _sequence(items: Sequence[Any], depth: int) -> Iterator[str]:
    """Items one below the other, each behind its dash; those of several lines with air between them."""
    for number, item in enumerate(items):
        if number and isinstance(item, BaseModel) and len(_said(item)) > len(("id", "label", "seed")):
            yield ""
        lines = list(_value(item, depth + 1))
        indent = "  " * depth
        yield f"{indent}- {lines[0].lstrip(' ')}"
        yield from lines[1:]


def _fits_in_line(items: Sequence[Any]) -> bool:
    return all(isinstance(item, str) and _IN_LINE.fullmatch(item) for item in items) and (
        len(", ".join(items)) < WIDTH - 30 and not any(_READ_AS_OTHERS.fullmatch(item) for item in items)
    )


def _scalar(text: str) -> str:
    is_bare = _BARE.fullmatch(text) and not text.endswith(" ") and not _READ_AS_OTHERS.fullmatch(text)
    return text if is_bare else _quoted(text)


def _quoted(text: str) -> str:
    return f'"{"".join(_ESCAPES.get(sign) or (sign if sign.isprintable() else _escape(sign)) for sign in text)}"'


def _escape(sign: str) -> str:
    number = ord(sign)
    return f"\\x{number:02x}" if number < 1 << 8 else f"\\u{number:04x}" if number < 1 << 16 else f"\\U{number:08x}"
