"""RefWorks tagged text ("RT Journal Article"), and records under words ("Reference Type: Journal Article").

A record begins with its type. Only tags, or labels, that are known begin a line of their own;
any other line goes on with the value above it, for a text may begin "US citizens".

Source: RefWorks tagged format; EndNote's style "Show All Fields" writes the labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from relsynth.formats.columns import NAMES, name_of
from relsynth.formats.decoding import decode_head
from relsynth.formats.fields import record_of
from relsynth.formats.tagged import Pair, Segment, Syntax, parts, plain, segments, unread
from relsynth.records import Record, Unread

name = "refworks"
suffixes: tuple[str, ...] = ()

MEANINGS = {
    "RT": "type",
    "A1": "author",
    "T1": "title",
    "JF": "container_title",
    "JO": "container_title",
    "T2": "container_title",
    "YR": "year",
    "FD": "issued",
    "VO": "volume",
    "IS": "issue",
    "SP": "first_page",
    "OP": "last_page",
    "K1": "keyword",
    "AB": "abstract",
    "A2": "editor",
    "PB": "publisher",
    "SN": "number",
    "LA": "language",
    "LK": "url",
    "UL": "url",
    "DO": "doi",
    "PMID": "pmid",
    "PMCID": "pmcid",
}
TAGS = frozenset(MEANINGS) | frozenset(
    re.findall(
        r"\w+",
        "SR ID NO ED PP A3 A4 A5 A6 T3 AV AD AN CL SF OT CN DB DS IP RD ST SL LL CR WT WV WP OL CA TA TD "
        "U1 U2 U3 U4 U5 U6 U7 U8 U9 U10 U11 U12 U13 U14 U15 PI PM",
    )
)
LINES = frozenset({"A1", "A2", "K1", "LK", "UL", "Author", "Authors", "Keywords", "URL", "Link"})
"""Tags of which each line is a value of its own."""

TYPE = "Reference Type"
_OTHERS = """
    Record Number; Accession Number; Call Number; Label; Notes; Author Address; Short Title; Database Provider;
    Place Published; Name of Database; Translated Author; Translated Title; Research Notes; Caption; Edition;
    Series Title; Series Editor; Number of Volumes; Alternate Journal; Alternate Title; Original Publication;
    Reprint Edition; Reviewed Item; City; Type of Work; Type of Article; Custom 1; Custom 2; Custom 3; Start
    Page; Epub Date; Legal Note; Access Date; Last Modified Date; NIHMSID; Article Number; File Attachments;
    Figure; Section; Subsidiary Author; Tertiary Author; Tertiary Title; Secondary Author; Secondary Title;
    Author Affiliation; University; Institution; Department; Thesis Type; Place
"""
_OTHER_LABELS = frozenset(name_of(label) for label in _OTHERS.split(";"))
_MEANINGS_OF_LABELS = {
    label: {"authors": "author", "editors": "editor", "issn": "number", "page": "page"}.get(what, what)
    for what, names in NAMES.items()
    if what not in {"citation", "remarks"}
    for label in names.split()
} | {"referencetype": "type", "seriestitle": ""}

_LINE = re.compile(r"([A-Z][A-Z0-9]{1,4})(?:[ \t]+-?[ \t]*(.*)|[ \t]*)\Z", re.DOTALL)
_LABELLED = re.compile(r"([A-Z][\w /()-]{1,40}):[ \t]*(.*)\Z", re.DOTALL)
_BEGINS = re.compile(r"^RT[ \t]+[A-Z]\w", re.MULTILINE)
_ORDINARY = re.compile(r"^(?:SR|ID|A1|T1|JF|YR|K1|AB)[ \t]+\S", re.MULTILINE)
_BEGINS_LABELLED = re.compile(r"^Reference Type:[ \t]*\S", re.MULTILINE)


def recognises(head: bytes, suffix: str) -> bool:
    """Whether a line gives a type as ``RT`` and others have RefWorks's tags, or a line begins "Reference Type:"."""
    del suffix
    text = decode_head(head)
    return bool((_BEGINS.search(text) and _ORDINARY.search(text)) or _BEGINS_LABELLED.search(text))


def read_records(source: bytes) -> Iterator[Record | Unread]:
    """Read a RefWorks file: each stretch of it as a record, or as one that is unread with the reason."""
    head = decode_head(source[:65_536])
    labelled = _BEGINS_LABELLED.search(head) is not None and not _BEGINS.search(head)
    for segment in segments(source, _LABELS if labelled else _TAGGED):
        yield _read(segment, labelled=labelled)


def _read(segment: Segment, *, labelled: bool) -> Record | Unread:
    if not segment.pairs:
        return unread(segment, "stands between records", kind="aside")
    pairs = [(tag, value) for tag, text in segment.pairs for value in (parts(text) if tag in LINES else [plain(text)])]
    meanings = {tag: _MEANINGS_OF_LABELS.get(name_of(tag), "") for tag, _ in pairs} if labelled else MEANINGS
    named = record_of(pairs, meanings, origin=segment.origin)
    return named or unread(segment, "no tag that is known holds a value")


def _tagged(line: str) -> Pair | None:
    found = _LINE.match(line)
    return (found[1], found[2] or "") if found and found[1] in TAGS else None


def _labelled(line: str) -> Pair | None:
    found = _LABELLED.match(line)
    if found is None or name_of(found[1]) not in _OTHER_LABELS | _MEANINGS_OF_LABELS.keys():
        return None
    return found[1], found[2]


_TAGGED = Syntax(
    tags={f"{tag} ": tag for tag in TAGS - {"RT"} if len(f"{tag} ") == len("A1 ")},
    tagged=_tagged,
    begins=frozenset({"RT"}),
)
_LABELS = Syntax(tags={"Title: ": "Title"}, tagged=_labelled, begins=frozenset({TYPE}))
