"""Text of Ovid and of the Cochrane Library: records under labels, or under two-letter tags.

Three layouts. Ovid's labels stand at the margin, and what they name is indented beneath; Ovid's
tags are "AU  - "; Cochrane's are "AU: ". The line that numbers a record, "<1>" or "Record #1 of 3",
and the search strategy above the first, are asides.

Source: exports of Ovid ("Citation", labelled and tagged) and of the Cochrane Library ("Plain text").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from relsynth.formats.bylines import turned
from relsynth.formats.decoding import decode_head
from relsynth.formats.fields import Meaning, record_of
from relsynth.formats.tagged import FOLD, Pair, Segment, Syntax, joined, parts, plain, segments, unread
from relsynth.records import Record, Unread

name = "ovid"
suffixes: tuple[str, ...] = ()

LABELS: dict[str, Meaning] = {
    "Author": "authors",
    "Authors": "authors",
    "Author(s)": "authors",
    "Authors Full Name": "",
    "Author/Editor": "authors",
    "Title": "title",
    "Source": "citation",
    "Journal": "container_title",
    "Journal Name": "container_title",
    "Abstract": "abstract",
    "Language": "language",
    "Publication Type": "type",
    "Document Type": "type",
    "ISSN": "number",
    "ISSN Print": "number",
    "ISSN Electronic": "number",
    "ISBN": "isbn",
    "DOI Number": "doi",
    "DOI": "doi",
    "Digital Object Identifier": "doi",
    "Year of Publication": "year",
    "Publication Date": "issued",
    "Date of Publication": "issued",
    "Status": "issued",
    "Publisher": "publisher",
    "Keywords": "keywords",
    "Author Keywords": "keywords",
    "MeSH Subject Headings": "keywords",
    "Keyword Heading": "keywords",
    "Subject Headings": "keywords",
    "PMID": "pmid",
    "PubMed ID": "pmid",
    "PMC Identifier": "pmcid",
    "URL": "url",
    "Link to the Ovid Full Text or citation": "url",
    "Volume": "volume",
    "Issue": "issue",
    "Page": "page",
    "Pages": "page",
}
TAGS: dict[str, Meaning] = {
    "AU": "author",
    "FA": "",
    "TI": "title",
    "SO": "citation",
    "JN": "container_title",
    "AB": "abstract",
    "LG": "language",
    "PT": "type",
    "IS": "number",
    "SN": "number",
    "IB": "isbn",
    "DO": "doi",
    "YR": "year",
    "DP": "issued",
    "PB": "publisher",
    "PU": "publisher",
    "KW": "keyword",
    "MH": "keyword",
    "SH": "keyword",
    "PM": "pmid",
    "VO": "volume",
    "IP": "issue",
    "PG": "page",
    "UR": "url",
    "XL": "url",
}
COCHRANE: dict[str, Meaning] = {
    "AU": "author",
    "TI": "title",
    "SO": "container_title",
    "YR": "year",
    "VL": "volume",
    "NO": "issue",
    "PG": "page",
    "PB": "publisher",
    "PT": "type",
    "AB": "abstract",
    "KY": "keywords",
    "DOI": "doi",
    "DO": "doi",
    "US": "url",
    "PM": "pmid",
    "SN": "number",
    "LA": "language",
    "ED": "editor",
}
_OTHERS_OF_COCHRANE = frozenset({"ID", "CC", "XR", "CRG", "TP", "DE", "AN", "AD", "SE", "CY", "CN", "OT", "BS"})
TELLING = frozenset({"Title", "TI", "Source", "SO", "Abstract", "AB", "Author", "Authors", "AU"})
"""Tags of which a record has at least one."""

_UNIQUE = ("Unique Identifier", "UI")
_DATABASE = ("DB", "Database", "Database Name")
_PMID = re.compile(r"[1-9][0-9]{4,7}")
_BETWEEN_NAMES = re.compile(rf";|{FOLD}|\s{{2,}}|(?<=\.)\s*,\s*(?=[A-Z][a-z]+ [A-Z]\.)")
_MARKS = re.compile(r"(?:[\s,]{0,3}+(?:\d{1,3}+|\(?[*+#]{1,3}+\)?|[\[(][A-Za-z0-9]{1,2}[\])])){1,8}+\s?\Z")
_DEGREE = re.compile(
    r"(?<![,\s])[,\s]++(?:[A-Z]{0,3}[a-z]?[A-Z]{2,}[a-z]?|Ph\.?D|M\.?D|Dr\.?|[BM]Sc|[BM]S|Prof\.?)\.?(?=[,\s]|\Z)"
)
_ONLY_DEGREE = re.compile(r"(?:[A-Z]{2,6}|Ph\.?D\.?|M\.?D\.?|[BM]Sc|DrPH)\Z")
_KIND = re.compile(r"(?<=[.?!])\s?\[[A-Z][A-Za-z ,&/-]{2,40}\]\Z")
_NUMBERED = re.compile(r"\s*<\s*\d+\s*>\s*\Z")
_NUMBERED_OF_COCHRANE = re.compile(r"\s*Record #\d+ of \d+\s*\Z")
_BEGINS_COCHRANE = re.compile(r"^Record #\d+ of \d+[ \t]*\n+(?:[A-Z]{2,3}: .*\n)", re.MULTILINE)
_OF_OVID = re.compile(
    r"^(?:VN {1,2}- *Ovid|DB {1,2}- .{0,80}(?:Ovid|EBM Reviews|Embase|PsycInfo|MEDLINE))", re.MULTILINE | re.IGNORECASE
)
_LABEL = re.compile(r"^(?:Unique Identifier|Accession Number|Authors?|Title|Source)[ \t]*\n[ \t]+\S", re.MULTILINE)
_TAGGED = re.compile(r"^[A-Z][A-Z0-9]  - ", re.MULTILINE)
_LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: +(.*)| *)\Z", re.DOTALL)
_COCHRANE_LINE = re.compile(r"([A-Z]{2,3}):(?:[ \t]+(.*)|[ \t]*)\Z", re.DOTALL)


def recognises(head: bytes, suffix: str) -> bool:
    """Whether labels stand above indented values, or tags name Ovid, or records are numbered as Cochrane's are."""
    del suffix
    text = decode_head(head)
    labelled = _LABEL.search(text) and not _TAGGED.search(text)
    return bool(labelled or _OF_OVID.search(text) or _BEGINS_COCHRANE.search(text))


def read_records(source: bytes) -> Iterator[Record | Unread]:
    """Read a text: each stretch of it as a record, or as one that is unread with the reason."""
    syntax, meanings = _layout(decode_head(source[:65_536]))
    for segment in _asides_joined(segments(source, syntax)):
        yield _read(segment, meanings)


def _layout(head: str) -> tuple[Syntax, Mapping[str, Meaning]]:
    if _BEGINS_COCHRANE.search(head):
        return _IN_COCHRANE, COCHRANE
    return (_IN_TAGS, TAGS) if _TAGGED.search(head) else (_IN_LABELS, LABELS)


def _read(segment: Segment, meanings: Mapping[str, Meaning]) -> Record | Unread:
    if _is_aside(segment):
        return unread(segment, "stands between records", kind="aside")
    written = [pair for tag, text in segment.pairs for pair in _values(tag, text, meanings.get(tag))]
    read = [(tag, _cleared(text, meanings.get(tag))) for tag, text in written]
    if _is_of_medline(dict(read)):
        meanings = {**meanings, **dict.fromkeys(_UNIQUE, "pmid")}
    named = record_of(read, meanings, origin=segment.origin)
    if named is None:
        return unread(segment, "no label that is known holds a value")
    return replace(named, extra=named.extra + tuple(pair for pair in written if pair not in read))


def _is_of_medline(said: Mapping[str, str]) -> bool:
    """Whether the number that Ovid tells a record apart by is PubMed's."""
    database = next((said[tag] for tag in _DATABASE if tag in said), "").lower()
    number = next((said[tag] for tag in _UNIQUE if tag in said), "")
    return "medline" in database and "embase" not in database and _PMID.fullmatch(number) is not None


def _is_aside(segment: Segment) -> bool:
    return TELLING.isdisjoint(tag for tag, _ in segment.pairs)


def _asides_joined(found: Iterator[Segment]) -> Iterator[Segment]:
    """A strategy and the number of the first record are one aside."""
    before: Segment | None = None
    for segment in found:
        if not _is_aside(segment):
            yield from [before] if before else []
            before = None
            yield segment
        else:
            before = joined(before, segment) if before else segment
    yield from [before] if before else []


def _values(tag: str, text: str, meaning: Meaning | None) -> list[Pair]:
    """Values under a tag, a line each where it names one; a label without value is a line of the record's."""
    if meaning in {"author", "editor", "keyword", "url"}:
        return [(tag, value) for value in parts(text)]
    if meaning == "authors":
        return [(tag, text.replace(FOLD, "; ").strip("; "))]
    return [(tag, value)] if (value := plain(text)) else [("line", tag)]


def _cleared(text: str, meaning: Meaning | None) -> str:
    """A value without what Ovid puts at its end: marks and degrees of authors, the kind of an article."""
    if meaning == "title":
        return _KIND.sub("", text)
    if meaning == "language":
        return text.rstrip(".")
    return _byline(text) if meaning == "authors" else text


def _byline(text: str) -> str:
    names = (_DEGREE.sub("", _MARKS.sub("", part)).strip(" ,") for part in _BETWEEN_NAMES.split(text))
    return "; ".join(turned(name) for name in names if name and not _ONLY_DEGREE.match(name))


def _at_margin(line: str) -> Pair | None:
    return None if line[:1].isspace() else (line.strip(), "")


def _tagged(line: str) -> Pair | None:
    found = _LINE.match(line)
    return (found[1], found[2] or "") if found else None


def _of_cochrane(line: str) -> Pair | None:
    found = _COCHRANE_LINE.match(line)
    return (found[1], found[2] or "") if found and found[1] in COCHRANE.keys() | _OTHERS_OF_COCHRANE else None


_IN_LABELS = Syntax(
    tags={"Title": "Title"}, tagged=_at_margin, begins=frozenset({"Unique Identifier"}), between=_NUMBERED
)
_IN_TAGS = Syntax(
    tags={f"{tag}  - ": tag for tag in TAGS}, tagged=_tagged, begins=frozenset({"VN", "UI"}), between=_NUMBERED
)
_IN_COCHRANE = Syntax(
    tags={f"{tag}: ": tag for tag in COCHRANE if tag != "DOI"},
    tagged=_of_cochrane,
    begins=frozenset({"ID"}),
    between=_NUMBERED_OF_COCHRANE,
)
