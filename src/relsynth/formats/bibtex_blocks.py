"""Cuts a BibTeX file into entries, and an entry into fields; what BibTeX would refuse is salvaged.

Own, because bibtexparser 2's splitter alone takes longer than a whole reading may
(docs/benchmarks.md, records). Two ways: strict, by balanced braces, which nearly
every entry takes; and by lines, where braces or quotes do not pair: a field then lasts until the
next line that begins one, an entry until the next that begins one, so that nothing after it is
swallowed. Source: Patashnik (1988), BibTeXing; Markey (2009), Tame the BeaST; biber's manual, 2.20.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from relsynth.formats.bibtex_tables import TYPES

Fields = tuple[tuple[str, str], ...]
"""Name and value of each field, as written: less its delimiters, macros put in."""


class Entry(NamedTuple):
    """An entry, and where it stands in the text: from its ``@`` to behind its last brace."""

    start: int
    end: int
    type: str
    key: str
    fields: Fields


LONGEST_VALUE = 1_000_000  # characters of macros in macros: a few lines could else say gigabytes
MOST_WITHIN = 50
"""Entries that a value or a comment may hold, each on lines of its own, further in than the entry that holds them."""
WIDEST_MARGIN = 200  # characters
_NO_ENTRIES = frozenset({"comment", "preamble", "string"})

_GAP = r"(?:\s|%[^\n]{0,200}+\n)*+"  # biber's comments may stand between @ and brace
_START = re.compile(rf"@{_GAP}([^\W\d][\w.+:/-]*+){_GAP}(\{{|\((?=\s*(?:[^\s,=(){{}}\"]*\s*,|[\w:.-]+\s*=|\s*\{{)))")
_KNOWN = "|".join(sorted({*TYPES, *_NO_ENTRIES, "set", "xdata"}))
_BOUNDARY = re.compile(
    rf"\n([ \t]*)@[ \t]*(?:(?i:{_KNOWN})\s*[{{(]"
    r"|[^\W\d][\w.+-]*\s*(?:\{(?:[^{}=\"\n]{0,300}[,=]|[^{}\s]*\s*\}?[ \t]*\n)|\(\s*[^\s,=(){}\"]*\s*[,=]))"
)
_B0 = r"[^{}]*"
_B1 = rf"{_B0}(?:\{{{_B0}\}}{_B0})*"
_B2 = rf"{_B0}(?:\{{{_B1}\}}{_B0})*"
_B3 = rf"{_B0}(?:\{{{_B2}\}}{_B0})*"
_QUOTED = rf"[^\"{{}}]*(?:\{{{_B2}\}}[^\"{{}}]*)*"
_VALUE = rf"(?:\{{({_B3})\}}|\"({_QUOTED})\"|([^\s,{{}}\"#=()%]++))"
_NAME = r"[^\s=,{}\"#%()]++"
_FIELD = re.compile(rf"[\s,]*+({_NAME})\s*+=\s*+(?:{_VALUE}\s*+([,}}#)]?)|(?=\{{))")
_PART = re.compile(rf"\s*+{_VALUE}\s*+([,}}#)]?)")
_CLOSE = re.compile(r"[\s,]*+([})])")
_COMMENT = re.compile(r"[\s,]*+(%[^\n]*)")
_SCRAPS = re.compile(r"[ \t,;)}]*(?=\n|\Z)")
_CUT_SHORT = re.compile(rf"[\s,}}]*+{_NAME}\s*+=\s*+[{{\"]")
_BRACE = re.compile(r"[{}]")

_KEYS = (
    re.compile(r"\s*+([^\s,={}\"]*+)\s*+(?:,|(?=[})]))"),
    re.compile(rf"\s*+([^={{}}\"]{{0,300}}?)\s*+,(?=\s*+{_NAME}\s*+=)"),  # "Smith, Jones 2010"
    re.compile(rf"[ \t]*+([^\n=]{{0,300}}?)\s*+,(?=\s*+{_NAME}\s*+=\s*+[{{\"\w])"),  # "M{\"u}ller2010"
    re.compile(rf"\s*+([^\s={{}}\",]++)(?=\s++{_NAME}\s*+=)"),  # no comma after it
    re.compile(r"()(?=\s*+[^\W\d][\w.:+-]*+\s*+=)"),  # none
    re.compile(rf"[ \t]*+([^\n]{{0,300}}?)\s*+,(?=\s*+{_NAME}\s*+=\s*+[{{\"\w])"),  # "10.1/x?y=z"
)

_WORDS = r"[A-Za-z_][\w:.+/-]{0,60}"
_LINE_FIELD = re.compile(
    rf"^[ \t,]*({_WORDS}(?:[ ]{_WORDS}){{0,3}})[ \t]*=[ \t]*(?=[{{\"]|\w+[ \t]*(?:[,#}}\n]|\Z))"
    rf"|(?<=[}}\",])[ \t]*,?[ \t]*({_WORDS})[ \t]*=[ \t]*(?=[{{\"])"
    r"|^[ \t,]*((?i:author|title|journal|year|volume|number|pages|month|doi|abstract|url|booktitle|note))[ \t]*=",
    re.MULTILINE,
)
_LAST_BRACE = re.compile(r"^[ \t]*[})][ \t]*$", re.MULTILINE)
_NEXT_ENTRY = re.compile(r"[}\s]@[^\W\d][\w.+:-]{0,30}[ \t]*\{[^\s,={}]*+(?:,\s*|\s+)[\w-]+\s*=")


class _Ahead:
    """Where a pattern is found next, not searched for again until the place is passed."""

    __slots__ = ("found", "pattern", "since", "text")

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self.pattern, self.text = pattern, text
        self.found, self.since = pattern.search(text), 0

    def after(self, at: int) -> re.Match[str] | None:
        """What is found first from a place on."""
        if at < self.since or (self.found is not None and self.found.start() < at):
            self.found, self.since = self.pattern.search(self.text, at), at
        return self.found


class _File:
    """A file while it is cut: its macros so far, and what is ahead."""

    __slots__ = ("boundaries", "broken_until", "fields", "macros", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.macros: dict[str, str] = {}
        self.boundaries = _Ahead(_BOUNDARY, text)
        self.starts = _Ahead(_NEXT_ENTRY, text)
        self.fields = _Ahead(_LINE_FIELD, text)
        self.broken_until = 0  # up to here, something is open that no brace closes: an entry ends where the next begins


def entries(text: str) -> Iterator[Entry]:
    """Return the entries of a file, in order; what lies between them is comments, macros and other text."""
    file, at = _File(text), 0
    while found := _START.search(text, at):
        if text[found.start() - 1 : found.start()].isalnum() and found[1].lower() not in TYPES:
            at = found.end()  # an address: joe@example
        elif _is_commented(text, found.start()):
            at = _line_end(text, found.end())
        elif found[1].lower() in _NO_ENTRIES:
            at = _aside_end(file, found)
        else:
            entry = _entry(file, found)
            yield entry
            at = max(entry.end, found.end())


def _line_start(text: str, at: int) -> int:
    """Where the line of a place begins, or a little before the place on a line too long for an entry's margin."""
    before = max(0, at - WIDEST_MARGIN)
    return max(text.rfind("\n", before, at) + 1, before)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _is_commented(text: str, start: int) -> bool:
    """Whether an entry was put out of use by ``%`` before each of its lines; BibTeX itself knows no such thing."""
    if not text[_line_start(text, start) : start].lstrip().startswith("%"):
        return False
    end = _line_end(text, start)
    return text[end + 1 : end + WIDEST_MARGIN].lstrip().startswith("%") or text[start:end].rstrip().endswith(("}", ")"))


def _aside_end(file: _File, found: re.Match[str]) -> int:
    """Where a comment, a preamble or a macro ends; where its braces do not pair, it is one line."""
    text, closing, limit = file.text, ")" if found[2] == "(" else "}", 0
    if found.start() < file.broken_until:
        return _line_end(text, found.end())
    for limit in _limits(file, found):
        if found[1].lower() == "string":
            fields, end = _strict(text, found.end(), limit, file.macros, closing)
            file.macros.update((name.lower(), value) for name, value in fields)
        else:
            end = _matching(text, found.end(), limit) if closing == "}" else 0
        if end:
            return end
    file.broken_until = max(file.broken_until, limit)
    return _line_end(text, found.end())


def _limits(file: _File, found: re.Match[str]) -> Iterator[int]:
    """Where an entry must have ended: at the next line that begins one, or, were it a value's, one less indented."""
    text, start = file.text, found.start()
    boundary = file.boundaries.after(found.end())
    first = boundary.start() + 1 if boundary else len(text)
    if start < file.broken_until:
        yield _before_next(file, found, first)
        return
    yield first
    indent = start - _line_start(text, start)
    for _ in range(MOST_WITHIN):
        if boundary is None or len(boundary[1]) <= indent:
            break
        boundary = _BOUNDARY.search(text, boundary.end())
    beyond = boundary.start() + 1 if boundary else len(text)
    if beyond != first:
        yield beyond


def _matching(text: str, at: int, limit: int) -> int:
    """Behind the brace that closes one opened before ``at``, or 0."""
    depth = 1
    for brace in _BRACE.finditer(text, at, limit):
        depth += 1 if brace.group() == "{" else -1
        if not depth:
            return brace.end()
    return 0


def _entry(file: _File, found: re.Match[str]) -> Entry:
    """Read one entry: strictly, or by lines."""
    text, closing = file.text, ")" if found[2] == "(" else "}"
    limits = []
    for limit in _limits(file, found):
        limits.append(limit)
        for key in _keys(text, found.end(), limit):
            fields, end = _strict(text, key.end(), limit, file.macros, closing)
            if end and not _CUT_SHORT.match(text, end, limit):
                return Entry(found.start(), _behind_scraps(text, end), found[1], " ".join(key[1].split()), fields)
    file.broken_until = max(file.broken_until, limits[-1])
    return _salvaged(file, found, limits[0])


def _keys(text: str, at: int, limit: int) -> Iterator[re.Match[str]]:
    """Return what may be the key, likeliest first."""
    return (key for pattern in _KEYS if (key := pattern.match(text, at, limit)))


def _behind_scraps(text: str, end: int) -> int:
    scraps = _SCRAPS.match(text, end)
    return scraps.end() if scraps else end


def _strict(text: str, at: int, limit: int, macros: Mapping[str, str], closing: str) -> tuple[Fields, int]:
    """Fields from ``at`` to behind the closing brace; 0 for its place where braces or quotes do not pair."""
    fields: list[tuple[str, str]] = []
    while True:
        if found := _FIELD.match(text, at, limit):
            value, sign, at = _value(text, found, limit, macros)
            if value is None:
                return tuple(fields), 0
            fields.append((found[1], value))
            if sign == closing:
                return tuple(fields), at
            if sign and sign != ",":
                return tuple(fields), 0
        elif found := _CLOSE.match(text, at, limit):
            return tuple(fields), found.end() if found[1] == closing else 0
        elif found := _COMMENT.match(text, at, limit):
            fields.append(("%", found[1]))
            at = found.end()
        else:
            return tuple(fields), 0


def _value(text: str, found: re.Match[str], limit: int, macros: Mapping[str, str]) -> tuple[str | None, str, int]:
    """A field's value, the sign behind it, and where the next begins."""
    sign = found[5]
    if sign is None:
        return _deep(text, found.end(), limit)
    if sign != "#" and found[4] is None:
        return found[2] if found[2] is not None else found[3], sign, found.end()
    parts = [_part(found, 2, macros)]
    end = found.end()
    while sign == "#":
        part = _PART.match(text, end, limit)
        if part is None:
            return None, "", end
        parts.append(_part(part, 1, macros))
        sign, end = part[4], part.end()
    return "".join(parts)[:LONGEST_VALUE], sign, end


def _part(found: re.Match[str], first: int, macros: Mapping[str, str]) -> str:
    """One part of a value joined by ``#``: text, or the macro of that name, or the name where none has it."""
    braced, quoted, bare = found.group(first, first + 1, first + 2)
    if bare is not None:
        return macros.get(bare.lower(), bare)
    return braced if braced is not None else quoted


def _deep(text: str, at: int, limit: int) -> tuple[str | None, str, int]:
    """A value in braces nested deeper than the pattern sees."""
    end = _matching(text, at + 1, limit)
    if not end:
        return None, "", at
    after = _CLOSE.match(text, end, limit)
    comma = text[end:limit].lstrip()[:1] if after is None else ","
    if comma == ",":
        return text[at + 1 : end - 1], ",", end
    return None, "", at


def _before_next(file: _File, found: re.Match[str], limit: int) -> int:
    """Where the next entry begins, though it be within a line, or the limit."""
    following = file.starts.after(found.end())
    return following.start() + 1 if following and following.start() < limit else limit


def _salvaged(file: _File, found: re.Match[str], limit: int) -> Entry:
    """An entry whose braces or quotes do not pair, by lines."""
    text, macros, limit = file.text, file.macros, _before_next(file, found, limit)
    first = file.fields.after(found.end())
    begins = list(_LINE_FIELD.finditer(text, found.end(), limit)) if first and first.start() < limit else []
    head_end = begins[0].start() if begins else limit
    last = _LAST_BRACE.search(text, begins[-1].end() if begins else found.end(), limit)
    end = last.end() if last else limit
    stops = [*(begin.start() for begin in begins[1:]), last.start() if last else limit]
    fields = tuple(
        ((begin[1] or begin[2] or begin[3]).strip(), _stripped(text[begin.end() : stop], macros))
        for begin, stop in zip(begins, stops, strict=False)
    )
    key = " ".join(text[found.end() : head_end].split()).rstrip(", ") if fields else ""
    end = max(found.start() + len(text[found.start() : end].rstrip()), found.end())
    return Entry(found.start(), end, found[1], key, fields)


def _stripped(text: str, macros: Mapping[str, str]) -> str:
    """A salvaged value less its delimiters, whichever of them are there."""
    value = text.strip().rstrip(",").rstrip()
    opening = value[:1]
    if opening not in ("{", '"'):
        bare = value.rstrip("})").rstrip()
        return macros.get(bare.lower(), bare)
    value = value[1:]
    excess = value.count("}") - value.count("{")
    while excess > 0 and value.endswith("}"):
        value = value[:-1].rstrip().rstrip(",").rstrip()
        excess -= 1
    return value.removesuffix('"') if opening == '"' else value
