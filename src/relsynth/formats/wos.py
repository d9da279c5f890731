"""Web of Science's tagged format: ``.ciw``, ``.isi``, "plain text", and its older and other databases.

Two letters, a blank and a value; lines that go on begin with three blanks; PT begins a record and
ER ends it. Names and cited references stand one to a line, keywords between semicolons. Full names
(AF) are the authors where there are any. A damaged file may lack ER, or the blank after a tag.

Source: Web of Science Core Collection Field Tags, Clarivate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import ascii_uppercase, digits

from relsynth.formats.decoding import decode_head
from relsynth.formats.tagged import Pair, Segment, Syntax, parts, plain, segments, unread
from relsynth.records import Origin, Record, Unread, doi_in, year_in

name = "wos"
suffixes = (".ciw", ".isi")

_AROUND = frozenset({"FN", "VR", "EF"})
_TAGS = {f"{a}{b} ": a + b for a in ascii_uppercase for b in ascii_uppercase + digits if a + b not in _AROUND}
_LINE = re.compile(r"([A-Z][A-Z0-9])(?:[ \t](.*)|$)", re.DOTALL)
_RUN_ON = re.compile(r"(AU|AF|TI|SO)([A-Z][a-z].*)", re.DOTALL)
_BEGINS = re.compile(r"^PT [A-Z](?:[a-z]+)?[ \t]*$", re.MULTILINE)
_HEADED = re.compile(r"\s*FN (?:ISI|Thomson|Clarivate|Web of)", re.IGNORECASE)
_BODY = re.compile(r"^(?:AU|TI|SO|UT|AF|PY) \S", re.MULTILINE)
_OTHERS = re.compile(r"^(?:[ \t]*TY {1,2}- |RT [A-Z]|PMID- )", re.MULTILINE)

_BY_LINE = frozenset({"AU", "AF", "BA", "BF", "BE", "ED", "CA", "CR", "GP"})
_ISSN = re.compile(r"(?<![\dXx-])\d{4}-?\d{3}[\dXx](?![\dXx-])")
_ISBN = re.compile(r"(?<![\dXx-])(?:97[89][- ]?)?\d(?:[- ]?\d){8}[- ]?[\dXx](?![\dXx-])")
_MEDLINE = re.compile(r"MEDLINE:(\d{1,8})")
_KINDS = (
    ("book chapter", "chapter"),
    ("proceedings paper", "paper-conference"),
    ("meeting abstract", "paper-conference"),
    ("dissertation", "thesis"),
    ("patent", "patent"),
    ("data set", "dataset"),
    ("software", "software"),
    ("preprint", "article"),
    ("book", "book"),
)
"""What DT says, in lower case -> CSL's type, outside journals; "Book Review" in a journal is an article."""
_SERIALS = {"B": "book", "S": "chapter", "P": "patent", "C": "paper-conference", "D": "dataset"}
_HELD = {
    "TI": "title",
    "SO": "container_title",
    "PY": "issued",
    "PD": "issued",
    "EY": "issued",
    "EA": "issued",
    "VL": "volume",
    "IS": "issue",
    "BP": "first_page",
    "EP": "last_page",
    "PS": "page",
    "AR": "page",
    "DI": "doi",
    "PM": "pmid",
    "AB": "abstract",
    "LA": "language",
    "PU": "publisher",
}


def recognises(head: bytes, suffix: str) -> bool:
    """Whether it is headed as an export of Web of Science, or PT lines begin records of its tags."""
    text = decode_head(head)
    if _OTHERS.search(text):
        return False
    return bool(_HEADED.match(text) or (_BEGINS.search(text) and (_BODY.search(text) or suffix in suffixes)))


def read_records(source: bytes) -> Iterator[Record | Unread]:
    """Read an export of Web of Science: each stretch of it as a record, or as one unread with the reason."""
    for segment in segments(source, _SYNTAX):
        yield _read(segment)


def _read(segment: Segment) -> Record | Unread:
    if not segment.pairs:
        return unread(segment, "stands around records", kind="aside")
    if all(tag == "ER" for tag, _ in segment.pairs):
        return unread(segment, "ends no record", kind="aside")
    said = [(tag, part) for tag, value in segment.pairs for part in _said(tag, value)]
    if not {"PT", "TI", "UT"} & {tag for tag, _ in said}:
        return unread(segment, "neither a type, a title nor an accession number (PT, TI, UT)")
    if all(tag == "PT" for tag, _ in said):
        return unread(segment, "a record with no values")
    return _record(said, segment.origin)


def _said(tag: str, value: str) -> Iterable[str]:
    """What a tag says: a value for each line of names and references, else one in all, if any."""
    if tag in _BY_LINE:
        return parts(value)
    said = plain(value)
    return (said,) if said else ()


def _record(said: list[Pair], origin: Origin) -> Record:
    first = dict(reversed(said))  # the first value of each tag, for the last one wins
    kind = _kind(first)
    held = _held(first, kind)
    full = "AF" if "AF" in first else "AU" if "AU" in first else "BF" if "BF" in first else "BA"
    authors, editors = _names(said, {full, "CA"}), _names(said, {"BE", "ED"})
    issn = tuple(dict.fromkeys(_numbers(said, {"SN", "EI"}, _ISSN)))
    isbn = tuple(dict.fromkeys(_numbers(said, {"SN", "BN"}, _ISBN)))
    doi = doi_in(first["DI"]) if "DI" in first else None
    medline = _MEDLINE.match(first.get("UT", ""))
    taken = {full, "CA", "BE", "ED", "DE", "ID"}
    numbers = {*issn, *isbn}
    issued = held["issued"]
    held["doi"] = doi
    return Record(
        origin=origin,
        type=kind,
        title=held["title"],
        authors=authors,
        editors=editors,
        container_title=held["container_title"],
        issued=issued,
        year=year_in(issued) if issued else None,
        volume=held["volume"],
        issue=held["issue"],
        page=held["page"],
        doi=doi,
        pmid=held["pmid"] or (medline[1] if medline else None),
        issn=issn,
        isbn=isbn,
        abstract=held["abstract"],
        keywords=tuple(
            word for tag, value in said if tag in {"DE", "ID"} for part in value.split(";") if (word := part.strip())
        ),
        language=held["language"],
        publisher=held["publisher"],
        extra=tuple(
            (tag, value)
            for tag, value in said
            if tag not in taken
            and held.get(_HELD.get(tag, "")) != value
            and not (tag in {"SN", "EI", "BN"} and value in numbers)
        ),
    )


def _held(first: dict[str, str], kind: str | None) -> dict[str, str | None]:
    """The fields with one value each, by name, and the first and last page."""
    start, end = first.get("BP"), first.get("EP")
    page = f"{start}-{end}" if start and end and start != end else start
    dates = [first[tag] for tag in ("PD", "PY", "EA", "EY") if tag in first]
    return {
        "title": first.get("TI"),
        "container_title": None if kind == "patent" else first.get("SO"),
        "issued": next((date for date in dates if year_in(date)), dates[-1] if dates else None),
        "volume": first.get("VL"),
        "issue": first.get("IS"),
        "page": page or first.get("PS") or first.get("AR"),
        "first_page": start,
        "last_page": end if start else None,
        "pmid": first["PM"] if first.get("PM", "").isdigit() else None,
        "abstract": first.get("AB"),
        "language": first.get("LA"),
        "publisher": first.get("PU"),
    }


def _kind(first: dict[str, str]) -> str | None:
    said, serial = first.get("DT", "").lower(), first.get("PT", "").strip()[:1]
    if serial in _SERIALS:
        return next((kind for word, kind in _KINDS if word in said), _SERIALS[serial])
    return "article-journal" if serial == "J" or "article" in said else None


def _names(said: Iterable[Pair], tags: set[str]) -> tuple[str, ...]:
    """Names, one to a line, or between semicolons as in records that came from MEDLINE."""
    return tuple(part for tag, value in said if tag in tags for name_ in value.split("; ") if (part := name_.strip()))


def _numbers(said: Iterable[Pair], tags: set[str], pattern: re.Pattern[str]) -> Iterator[str]:
    for tag, value in said:
        if tag in tags:
            yield from pattern.findall(value)


def _tagged(line: str) -> Pair | None:
    found = _LINE.fullmatch(line) or _RUN_ON.match(line)
    return (found[1], found[2] or "") if found else None


_SYNTAX = Syntax(
    tags=_TAGS,
    tagged=_tagged,
    begins=frozenset({"PT"}),
    ends=frozenset({"ER"}),
    indent=" " * 3,
    between=re.compile(r"(?:FN|VR) |EF\s*$"),
)
