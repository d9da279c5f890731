"""EndNote's tagged text (.enw), which refer and BibIX wrote before: ``%A`` an author, ``%T`` a title.

A blank line or the next ``%0`` ends a record. In a file that has ``%0`` at all, tags without
it are no record; in one of refer's own, which never has it, they are. Blank lines also stand
within an abstract, so what follows one without a title of its own goes on with the record.

Source: the EndNote import format, "EndNote Import" filter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_uppercase, punctuation

from relsynth.formats.decoding import decode_head
from relsynth.formats.fields import record_of
from relsynth.formats.tagged import FOLD, Pair, Segment, Syntax, joined, parts, plain, segments, unread
from relsynth.records import Record, Unread

name = "endnote"
suffixes = (".enw", ".enl", ".end")

TYPE, TITLE = "%0", "%T"
MEANINGS = {
    TYPE: "type",
    "%A": "author",
    "%B": "container_title",
    "%D": "year",
    "%8": "issued",
    "%E": "editor",
    "%G": "language",
    "%I": "publisher",
    "%J": "container_title",
    "%K": "keywords",
    "%N": "issue",
    "%P": "page",
    "%R": "doi",
    TITLE: "title",
    "%U": "url",
    "%V": "volume",
    "%X": "abstract",
    "%2": "pmcid",
    "%@": "number",
}
LINES = frozenset({"%A", "%E", "%K", "%U"})
"""Tags of which each line is a value of its own."""
LONG = frozenset({"%X", "%K", "%Z", "%O", "%+", "%<", "%1", "%2", "%3", "%4", "%5"})
"""Tags whose text may hold blank lines."""
FEWEST = 3  # tagged lines by which text without types is known

_SIGNS = ascii_uppercase + "123456789" + punctuation.replace("%", "")
_LINE = re.compile(r"[ \t]*(%[A-Z0-9!-$&-/:-@\[-`{-~])(?:[ \t]+(.*)|[ \t]*)\Z", re.DOTALL)
_TYPED = re.compile(r"^%0[ \t]+\S", re.MULTILINE)
_TYPED_ANYWHERE = re.compile(rb"(?:^|[\r\n])\x00?%\x00?0[ \t\x00]")
_ORDINARY = re.compile(r"^(%[ADTJBVPKXIC])[ \t]+\S", re.MULTILINE)


def recognises(head: bytes, suffix: str) -> bool:
    """Whether a line gives a type as ``%0``, or several have refer's tags, a title among them."""
    del suffix
    text = decode_head(head)
    if _TYPED.search(text):
        return True
    found = _ORDINARY.findall(text)
    return len(found) >= FEWEST and TITLE in found and "@" not in text[:1]


def read_records(source: bytes) -> Iterator[Record | Unread]:
    """Read an EndNote file: each stretch of it as a record, or as one that is unread with the reason."""
    typed = _TYPED_ANYWHERE.search(source) is not None
    for segment in _whole(segments(source, _SYNTAX)):
        yield _read(segment, typed=typed)


def _read(segment: Segment, *, typed: bool) -> Record | Unread:
    tags = {tag for tag, _ in segment.pairs}
    if not segment.pairs:
        return unread(segment, "stands between records", kind="aside")
    if typed and TYPE not in tags:
        return unread(segment, "no type, %0, as the other records of the file have")
    # A journal, %J, is where a report stands; a secondary title, %B, beside it is of a series.
    meanings = {tag: meaning for tag, meaning in MEANINGS.items() if tag != "%B" or "%J" not in tags}
    pairs = [(tag, value) for tag, text in segment.pairs for value in (parts(text) if tag in LINES else [plain(text)])]
    named = record_of(pairs, meanings, origin=segment.origin)
    return named or unread(segment, "no tag that is known holds a value")


def _whole(found: Iterator[Segment]) -> Iterator[Segment]:
    """Put together what blank lines cut a record into."""
    before: Segment | None = None
    for segment in found:
        if before is not None and _goes_on(before, segment):
            before = joined(before, segment) if segment.pairs else _with_text(before, segment)
        else:
            if before is not None:
                yield before
            before = segment
    if before is not None:
        yield before


def _goes_on(before: Segment, after: Segment) -> bool:
    """Whether what follows a blank line is of the record before it."""
    if not before.pairs:
        return False
    if not after.pairs:
        return before.pairs[-1][0] in LONG
    return {TYPE, TITLE}.isdisjoint(tag for tag, _ in after.pairs)


def _with_text(before: Segment, after: Segment) -> Segment:
    """A record with one more paragraph in its last value."""
    *pairs, (tag, value) = before.pairs
    return joined(before, after)._replace(pairs=[*pairs, (tag, FOLD.join([value, "", *after.lines]))])


def _tagged(line: str) -> Pair | None:
    found = _LINE.match(line)
    return (found[1], found[2] or "") if found else None


_SYNTAX = Syntax(
    tags={f"%{sign} ": f"%{sign}" for sign in _SIGNS}, tagged=_tagged, begins=frozenset({TYPE}), blank_ends=True
)
