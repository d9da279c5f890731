"""RIS, the format that every database and reference manager exports, in all its dialects.

A record is what stands from a TY line to an ER line. What breaks that rule in practice: fields
before TY; no ER before the next TY; several TY in one record; a line of text that begins with
"ER  -"; numbers, links and search strategies between records; one blank or a tab beside the
hyphen, and tags in lower case. What a tag means is in ``ris_dialects``.

Source: the RIS format specification, Research Information Systems (2001).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from string import ascii_uppercase, digits

from relsynth.formats.decoding import decode_head
from relsynth.formats.ris_dialects import KNOWN, pairs_of, record_of
from relsynth.formats.ris_types import TYPES
from relsynth.formats.tagged import FOLD, Pair, Segment, Syntax, joined, segments, unread
from relsynth.records import Record, Unread

name = "ris"
suffixes = (".ris",)
written_suffixes = (".ris",)
"""What a file that is written here may be called; ``suffixes`` are those of files to read."""

SNIFFED = 65_536  # bytes at the head of a source that show how it writes its TY lines

_TAGS = {f"{a}{b}  - ": a + b for a in ascii_uppercase for b in ascii_uppercase + digits}
_SPECIFIED = re.compile(r"([A-Z][A-Z0-9])  -[ \t]?(.*)", re.DOTALL)
_STRICT = re.compile(r"[ \t\xa0]*([A-Z][A-Z0-9])[ \t\xa0]+-(?:[ \t\xa0]+|$)(.*)", re.DOTALL)
_LOOSE = re.compile(r"[ \t\xa0]*([A-Za-z][A-Za-z0-9])[ \t\xa0]*[-–:][ \t\xa0]*(.*)", re.DOTALL)
_BETWEEN = re.compile(
    r"\s*(?:Record #\d+ of \d+\s*$|Provider: |Content: ?text/|Link to the (?:Ovid Full Text|External Link))"
)
_BEGINS = re.compile(r"^[ \t\xa0]*(TY|ty|Ty)[ \t\xa0]*[-–][ \t\xa0]*[A-Za-z]{2,}[ \t]*$", re.MULTILINE)
_BEGINS_AS_SPECIFIED = re.compile(r"^TY  -", re.MULTILINE)
_ENDS = re.compile(r"^ER[ \t]{0,2}-[ \t]*$", re.MULTILINE)
_ORDINARY = re.compile(r"^[A-Z][A-Z0-9]  - \S", re.MULTILINE)
_MARKUP = re.compile(r"\s*(?:<[?!a-zA-Z]|[{\[@])")
_WHOLE = frozenset({"T1", "TI", "A1", "AU", "BT", "CT"})
LEAST_LINES = 2  # of a record without TY, to recognise it as RIS


def recognises(head: bytes, suffix: str) -> bool:
    """Whether a line is a TY line, or tagged lines end with an ER line."""
    text = decode_head(head)
    if _MARKUP.match(text):
        return False
    return bool(_BEGINS.search(text) or (_ENDS.search(text) and len(_ORDINARY.findall(text)) >= LEAST_LINES))


def read_records(source: bytes) -> Iterator[Record | Unread]:
    """Read a RIS file: each stretch of it as a record, or as one that is unread with the reason."""
    head = decode_head(source[:SNIFFED])
    loose = _BEGINS.search(head) and not _BEGINS_AS_SPECIFIED.search(head)
    for segment in _whole(segments(source, _LOOSE_RIS if loose else _RIS)):
        yield _read(segment)


def write_records(records: Iterable[Record]) -> bytes:
    """Return a RIS file, in UTF-8, that Zotero, EndNote, Rayyan and Covidence read.

    Read again, it gives the same records: what RIS has no tag for is kept in notes (N1).
    """
    lines = [
        f"{tag}  - {value}" for record in records for tag, value in [*pairs_of(record), ("ER", ""), ("", "")] if tag
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "replace")


def _read(segment: Segment) -> Record | Unread:
    if not segment.pairs:
        return unread(segment, "stands between records", kind="aside")
    if segment.pairs[0][0] != "TY" and all(tag != "TY" for tag, _ in segment.pairs):
        only_end = all(tag == "ER" for tag, _ in segment.pairs)
        return unread(segment, "ends no record" if only_end else "no TY tag", kind="aside" if only_end else "record")
    return record_of(segment.pairs, segment.origin) or unread(segment, "a record with no values")


def _whole(found: Iterator[Segment]) -> Iterator[Segment]:
    """Put together what one record was cut into."""
    pieces: list[Segment] = []
    only_types = False  # whether the pieces say nothing else
    for segment in found:
        late = bool(pieces) and _comes_late(pieces[-1], segment)
        if pieces and _ends_in_text(pieces[-1], segment):
            pieces[-1] = _with_end_as_text(pieces[-1])
        elif pieces and not (late or _is_same_record(pieces[-1], segment, only_types=only_types)):
            yield joined(*pieces)
            pieces = []
        only_types = (only_types or not pieces) and all(tag == "TY" for tag, _ in segment.pairs)
        pieces.append(segment._replace(ended=True) if late else segment)
    if pieces:
        yield joined(*pieces)


def _ends_in_text(before: Segment, after: Segment) -> bool:
    """Whether an ER line is text, as in "ER  - positive tumours": other tags than TY follow it."""
    if not (before.ended and after.pairs and before.pairs[-1][0] == "ER" and before.pairs[-1][1].strip()):
        return False
    return len(before.pairs) > 1 and all(tag != "TY" for tag, _ in after.pairs)


def _with_end_as_text(segment: Segment) -> Segment:
    *pairs, (tag, value), (end, text) = segment.pairs
    return segment._replace(pairs=[*pairs, (tag, f"{value}{FOLD}{end}  - {text}")])


def _comes_late(before: Segment, after: Segment) -> bool:
    """Whether tagged lines follow an ER line at once and begin no record, as Ovid's NL lines do."""
    adjacent = before.ended and after.first == before.last + 1
    return adjacent and bool(after.pairs) and not after.ended and all(tag != "TY" for tag, _ in after.pairs)


def _is_same_record(before: Segment, after: Segment, *, only_types: bool) -> bool:
    """Whether a second TY is one more type of the same record, and not the next record after a missing ER.

    It is where nothing but types stood before it, or no blank line did and no title or author
    comes after it.
    """
    if before.ended or not before.pairs or not after.pairs:
        return False
    return only_types or (after.first == before.last + 1 and _WHOLE.isdisjoint(tag for tag, _ in after.pairs))


def _specified(line: str) -> Pair | None:
    """Tag and value of a line as the specification has it, or spaced otherwise but with a known tag."""
    if found := _SPECIFIED.match(line):
        return found[1], found[2]
    found = _STRICT.match(line)
    if found is None or found[1] not in KNOWN:
        return None
    tag, value = found[1], found[2].strip()
    is_type = tag != "TY" or value.upper() in TYPES
    return (tag, value) if is_type and (tag != "ER" or not value) else None


def _loosely(line: str) -> Pair | None:
    """Tag and value of a line in a file that does not write its TY lines as the specification has them."""
    found = _LOOSE.match(line)
    if found is None or found[1].upper() not in KNOWN:
        return None
    return found[1].upper(), found[2]


_RIS = Syntax(tags=_TAGS, tagged=_specified, begins=frozenset({"TY"}), ends=frozenset({"ER"}), between=_BETWEEN)
_LOOSE_RIS = replace(_RIS, tagged=_loosely)
