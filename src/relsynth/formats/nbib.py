"""PubMed's MEDLINE format: ``.nbib`` files, PMC's and ERIC's as well.

A tag of up to four letters, padded to four, then "- "; lines that go on begin with six blanks, and
a blank line ends a record. A record need not have a PMID: PMC puts its own number first, ERIC has
neither. Full names (FAU) are the authors, each with its short form (AU) below, which is kept.

Source: MEDLINE/PubMed Data Element (Field) Descriptions, US National Library of Medicine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from relsynth.formats.decoding import decode_head
from relsynth.formats.tagged import FOLD, Pair, Segment, Syntax, joined, kept, plain, segments, unkept, unread
from relsynth.records import Origin, Record, Unread, doi_in, year_in

name = "nbib"
suffixes = (".nbib", ".medline", ".medlars")
written_suffixes = (".nbib",)
"""What a file that is written here may be called; ``suffixes`` are those of files to read."""

WIDTH = 88  # characters of a line, as PubMed wraps them

TYPES = {
    "preprint": "article",
    "journal article": "article-journal",
    "journal articles": "article-journal",
    "review": "article-journal",
    "letter": "article-journal",
    "editorial": "article-journal",
    "comment": "article-journal",
    "case reports": "article-journal",
    "clinical trial": "article-journal",
    "randomized controlled trial": "article-journal",
    "systematic review": "article-journal",
    "meta-analysis": "article-journal",
    "book chapter": "chapter",
    "book": "book",
    "books": "book",
    "monograph": "book",
    "newspaper article": "article-newspaper",
    "clinical conference": "paper-conference",
    "consensus development conference": "paper-conference",
    "congress": "paper-conference",
    "speeches/meeting papers": "paper-conference",
    "dissertations/theses - doctoral dissertations": "thesis",
    "dissertations/theses - masters theses": "thesis",
    "dissertations/theses": "thesis",
    "academic dissertation": "thesis",
    "technical report": "report",
    "reports - research": "report",
    "dataset": "dataset",
    "legislation": "legislation",
    "web archive": "webpage",
}
"""Publication type, in lower case -> CSL's; of a record with several, the first here is its type."""

_KINDS = tuple(TYPES.values())
_RANKS = {said: rank for rank, said in enumerate(TYPES)}

_TAGS = frozenset(
    re.findall(
        r"\w+",
        """AB AD AID AU AUID BTI CDAT CDEP CI CIN CN COI COIS CON CP CRDT CRF CRI CTDT CTI CY DA DCOM DEP DP DRDT DDIN
        ECF ECI ED EDAT EFR EIN EN ERF ERI FAU FED FIR FPS FU GN GR GS IP IR IRAD IS ISBN ISSN JID JT LA LID LR MH
        MHDA MID MOID NM OAB OABL OCI OID ORI OT OTO OWN PB PG PHST PL PMC PMCR PMID PRIN PROF PS PST PT PUBM RF RIN
        RN ROF RPF RPI RRF RRI SB SFM SI SO SPIN STAT TA TI TT UIN UOF VI VTI""",
    )
)
_LINES = {f"{tag:<4}- ": tag for tag in _TAGS}
_LINE = re.compile(r"([A-Z]{2,4})[ \t]*-[ \t]?(.*)", re.DOTALL)
_BEGINS = re.compile(r"^(?:PMID *-|OWN +- |PMC +- |PMCR *-|STAT- )", re.MULTILINE)
_MEDLINE_ONLY = re.compile(r"^(?:FAU |PMID|DP  |JT  |PST |JID |LID |AID |OWN |STAT)- ", re.MULTILINE)
_OTHERS = re.compile(r"^(?:[ \t]*TY {1,2}- ?\S|ER  -|FN |PT [A-Z]$|%0 )", re.MULTILINE)
_MARKUP = re.compile(r"\s*(?:<(?!pre>)[?!a-zA-Z]|[{\[@])")  # a page saved from PubMed is in <pre>
_SYNTAX = Syntax(
    tags=_LINES,
    tagged=lambda line: (found[1], found[2]) if (found := _LINE.match(line)) else None,
    begins=frozenset({"PMID"}),
    blank_ends=True,
    indent=" " * 6,
)

_DOI = re.compile(r"(?:doi:\s*)?10\.\d{4,9}/\S+(?:\s*\[doi\])?|https?://(?:dx\.)?doi\.org/\S+", re.IGNORECASE)
_ISSN = re.compile(r"(?<![\dXx])\d{4}-?\d{3}[\dXx](?![\dXx-])")
_ISBN = re.compile(r"(?<![\dXx])(?:97[89][- ]?)?\d(?:[- ]?\d){8}[- ]?[\dXx](?![\dXx-])")
_PMCID = re.compile(r"(?:PMC)?\d{1,9}")
_SHORT_NAME = re.compile(r"(\S.*) ([A-Z]{1,3})(?: (?:Jr|Sr|2nd|3rd|4th))?")
_HELD = {
    "PMID": "pmid",
    "PMC": "pmcid",
    "TI": "title",
    "BTI": "title",
    "CTI": "title",
    "JT": "container_title",
    "TA": "container_title",
    "DP": "issued",
    "VI": "volume",
    "IP": "issue",
    "PG": "page",
    "AB": "abstract",
    "LA": "language",
    "PB": "publisher",
}
_WRITTEN = ("PMID", "TI", "JT", "DP", "VI", "IP", "PG", "AB", "LA", "PB", "PMC")
_OPENING = frozenset({"PMID", "PMC", "PMCR", "OWN", "STAT", "UI", "TI", "BTI", "CTI"})
_BREAK = re.compile("(?<! ) (?! )")
_NUMBERED = frozenset({"IS", "ISSN", "ISBN"})
_LOCATED = frozenset({"AID", "LID"})
_OURS = ("OWN", "relsynth")
"""First line of a record that we write and that has no PMID."""
_NOTED_URL = kept("record url", "")
"""Begins a note that is an address of the record: MEDLINE has no tag for one."""
_ARTICLE_ID = re.compile(r".+ \[(?:doi|pii|pmid|pmc|pmcid|mid|bookaccession)\]", re.IGNORECASE)
_UNCONTAINED = frozenset({"book", "thesis", "report"})
_LISTED = frozenset({"FAU", "AU", "CN", "FED", "ED", "MH", "OT", "JT"}) | _NUMBERED | _LOCATED


def recognises(head: bytes, suffix: str) -> bool:
    """Whether lines begin with tags that only MEDLINE has, and none with another format's first tag."""
    text = decode_head(head)
    if _MARKUP.match(text) or _OTHERS.search(text):
        return False
    return bool(_BEGINS.search(text)) or len(set(_MEDLINE_ONLY.findall(text))) > 1 - (suffix in suffixes)


def read_records(source: bytes) -> Iterator[Record | Unread]:
    """Read a MEDLINE file: each stretch of it as a record, or as one that is unread with the reason."""
    pieces: list[Segment] = []
    for segment in segments(source, _SYNTAX):
        if pieces and not _goes_on(pieces[-1], segment):
            yield _read(joined(*pieces))
            pieces = []
        pieces.append(segment)
    if pieces:
        yield _read(joined(*pieces))


def write_records(records: Iterable[Record]) -> bytes:
    """Return an nbib file, in UTF-8, that readers of PubMed's take.

    Read again, it gives the same fields: what MEDLINE has no tag for is kept in notes (GN).
    """
    return "\n".join(map(_text, records)).encode("utf-8", "replace")


def _read(segment: Segment) -> Record | Unread:
    if not segment.pairs:
        return unread(segment, "stands between records", kind="aside")
    return _record(segment.pairs, segment.origin) or unread(segment, "a record with no values")


def _goes_on(before: Segment, after: Segment) -> bool:
    """Whether a blank line stood within a record: what comes after it has neither a number nor a title."""
    return bool(before.pairs and after.pairs) and all(tag not in _OPENING for tag, _ in after.pairs)


def _record(pairs: Sequence[Pair], origin: Origin) -> Record | None:
    authors: list[str] = []
    editors: list[str] = []
    keywords: list[str] = []
    lists = {"FAU": authors, "CN": authors, "FED": editors, "MH": keywords, "OT": keywords}
    rest = [pair for pair in _sorted(pairs, lists) if pair != _OURS]
    if not (rest or authors or editors or keywords):
        return None
    first = dict(reversed(rest))  # the first value of each tag, for the last one wins
    tags = [tag for tag, _ in rest]
    if tags.count("AU") not in {0, len(authors)}:
        authors = _people(pairs, "FAU", "AU")
    if tags.count("ED") not in {0, len(editors)}:
        editors = _people(pairs, "FED", "ED")
    kind = _type([said for tag, said in rest if tag == "PT"])
    held = _held(first)
    if (
        kind in _UNCONTAINED and first.get("OWN") == "ERIC" and "PB" not in first
    ):  # which puts who issued it where journals stand
        held["publisher"], held["container_title"] = held["container_title"], None
    issn, isbn = _numbers(rest)
    located = [said for tag, said in rest if tag in _LOCATED]
    url = tuple(said for said in located if said.startswith("http"))
    url += tuple(said[len(_NOTED_URL) :] for tag, said in rest if tag == "GN" and said.startswith(_NOTED_URL))
    bare = {*issn, *isbn, *url, *(authors if len(authors) > len(lists["FAU"]) else ()), *editors}
    if held["publisher"]:
        bare.add(held["publisher"])
    extra = [
        (tag, said)
        for tag, said in rest
        if (tag not in _HELD or held[_HELD[tag]] != said) and not (tag == "GN" and said.startswith(_NOTED_URL))
    ]
    return Record(
        origin=origin,
        type=kind,
        title=held["title"],
        authors=tuple(authors),
        editors=tuple(editors),
        container_title=held["container_title"],
        issued=held["issued"],
        year=year_in(held["issued"]) if held["issued"] else None,
        volume=held["volume"],
        issue=held["issue"],
        page=held["page"],
        doi=_doi(located, first.get("SO", "")),
        pmid=held["pmid"],
        pmcid=held["pmcid"],
        issn=issn,
        isbn=isbn,
        url=url,
        abstract=held["abstract"],
        keywords=tuple(keywords),
        language=held["language"],
        publisher=held["publisher"],
        extra=_ordered(extra, bare, noted="GN" in first),
    )


def _sorted(pairs: Iterable[Pair], lists: dict[str, list[str]]) -> list[Pair]:
    """Fill the lists; return the pairs of other tags."""
    rest: list[Pair] = []
    for tag, value in pairs:
        said = plain(value) if FOLD in value else value.strip()
        into = lists.get(tag)
        if not said:
            continue
        if into is None:
            rest.append((tag, said))
        else:
            into.append(said)
    return rest


def _held(first: dict[str, str]) -> dict[str, str | None]:
    """The fields with one value each, by name."""
    said = first.get
    pmid, pmcid = said("PMID", ""), said("PMC", "")
    return {
        "title": said("TI") or said("CTI") or said("BTI"),
        "container_title": said("JT") or said("TA") or (said("BTI") if "TI" in first or "CTI" in first else None),
        "issued": said("DP"),
        "volume": said("VI"),
        "issue": said("IP"),
        "page": said("PG"),
        "abstract": said("AB"),
        "language": said("LA"),
        "publisher": said("PB"),
        "pmid": pmid if pmid.isascii() and pmid.isdigit() else None,
        "pmcid": ("" if pmcid.startswith("PMC") else "PMC") + pmcid if _PMCID.fullmatch(pmcid) else None,
    }


def _people(pairs: Iterable[Pair], full: str, short: str) -> list[str]:
    """The names: full ones, bodies, and short ones without a full one, turned to "Family, Given"."""
    people: list[str] = []
    has_full = False
    for tag, value in pairs:
        said = plain(value)
        if tag == full or (tag == "CN" and full == "FAU" and said):
            people += [said] if said else []
            has_full = tag == full
        elif tag == short:
            turned = _SHORT_NAME.fullmatch(said)
            if said and not has_full and said.lower().rstrip(".") != "et al":
                people.append(f"{turned[1]}, {said[len(turned[1]) + 1 :]}" if turned else said)
            has_full = False
    return people


def _doi(located: Iterable[str], citation: str) -> str | None:
    for said in located:
        if _DOI.fullmatch(said):
            return doi_in(said)
    _, marked, after = citation.partition("doi:")
    return doi_in(after) if marked else None


def _numbers(rest: Iterable[Pair]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """ISSNs and ISBNs, without their qualifiers."""
    issn: dict[str, None] = {}
    isbn: dict[str, None] = {}
    for tag, said in rest:
        if tag in _NUMBERED:
            number = said.partition(" (")[0]
            if tag != "ISBN":
                issn |= dict.fromkeys((number,) if _ISSN.fullmatch(number) else _ISSN.findall(said))
            else:
                isbn |= dict.fromkeys(_ISBN.findall(said))
    return tuple(issn), tuple(isbn)


def _type(said: Iterable[str]) -> str | None:
    ranks = [_RANKS[kind] for kind in map(str.lower, said) if kind in _RANKS]
    return _KINDS[min(ranks)] if ranks else None


def _ordered(extra: list[Pair], bare: set[str], *, noted: bool) -> tuple[Pair, ...]:
    """What no field holds as it was written, as it stood, with kept notes under their own tags."""
    if bare:
        extra = [(tag, said) for tag, said in extra if said not in bare or tag not in _LISTED]
    if noted:
        extra = [(unkept(said) if tag == "GN" else None) or (tag, said) for tag, said in extra]
    return tuple(extra)


def _text(record: Record) -> str:
    """A record in lines; one without a PMID begins with our OWN: other readers refuse a PMID that is no number."""
    owned = record.pmid or any(pair[0] == "OWN" and pair != _OURS for pair in record.extra)
    opening = "" if owned else _wrapped(_OURS)
    return opening + "".join(_wrapped(pair) for pair in _pairs_of(record) if pair[1].strip())


def _pairs_of(record: Record) -> Iterator[Pair]:
    """A record's tags and values; other formats' records get a type and a DOI in PubMed's form."""
    for tag in _WRITTEN:
        if (said := getattr(record, _HELD[tag])) is not None:
            yield tag, said
    if record.issued is None and record.year is not None:
        yield "DP", str(record.year)
    yield from (("FAU", author) for author in record.authors)
    yield from (("FED", editor) for editor in record.editors)
    yield from (("OT", keyword) for keyword in record.keywords)
    qualified = [said for tag, said in record.extra if tag in _NUMBERED | _LOCATED and _is_free(tag, said, record)]
    yield from (("IS", number) for number in record.issn if not any(number in said for said in qualified))
    yield from (("ISBN", number) for number in record.isbn if not any(number in said for said in qualified))
    yield from (("GN", f"{_NOTED_URL}{address}") for address in record.url)
    if record.doi and _doi(qualified, "") != record.doi:
        yield "AID", f"{record.doi} [doi]"
    if record.type and _type(said for tag, said in record.extra if tag == "PT") != record.type:
        named = next((said for said, kind in TYPES.items() if kind == record.type), None)
        yield ("PT", named.title()) if named else ("GN", kept("type", record.type))
    for tag, said in record.extra:
        yield (tag, said) if _is_free(tag, said, record) else ("GN", kept(tag, said))


def _is_free(tag: str, said: str, record: Record) -> bool:
    """Whether a value in ``extra`` is read as one again, under its own tag."""
    if (tag, said) == _OURS:
        return False
    if tag in _LOCATED:
        return bool(_ARTICLE_ID.fullmatch(said) or (_DOI.fullmatch(said) and not said.startswith("http")))
    if tag in _NUMBERED | {"PT"}:
        return not said.startswith("http")
    if tag in _HELD and tag != "JT":
        return getattr(record, _HELD[tag]) is not None
    return tag in _TAGS and tag not in _LISTED and not said.startswith("relsynth:")


def _wrapped(pair: Pair) -> str:
    """A tag and its value in lines as PubMed wraps them, broken at single blanks alone."""
    tag, value = pair
    first, *words = _BREAK.split(" ".join(value.split("\n")).strip())
    lines = [f"{tag:<4}- {first}"]
    for word in words:
        if len(lines[-1]) + len(word) < WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(_SYNTAX.indent + word)
    return "\n".join(lines) + "\n"
