"""What the tags of RIS mean, in whichever dialect: pairs of tag and value to a record, and back.

Databases agree on the syntax of RIS and on little else: titles are in TI or T1, journals in JF,
T2, JO, JA or J2, DOIs in DO, M3 or L3, and A2 is an editor of one type and the advisor of
another. Where several tags could fill a field, the first in a fixed order does; each value
that no field holds as it was written stays in ``extra``, in the source's order, after the type.

Source: Research Information Systems' specification (2001, 2011); the exports of Cochrane, EBSCO,
Embase, EndNote, IEEE, Lens, Mendeley, Ovid, ProQuest, SciELO, Scopus, Web of Science and Zotero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from relsynth.formats.remarks import PLACEHOLDERS_BEGIN, identifiers_in, is_placeholder
from relsynth.formats.ris_types import CODES, TYPES
from relsynth.formats.tagged import FOLD, Pair, kept, parts, plain, unkept
from relsynth.records import FIELDS, Origin, Record, doi_in, year_in


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HAS_CONTAINER = _words(
    "JOUR EJOUR INPR ABST JFULL CHAP CONF CPAPER MGZN NEWS ECHAP SECT ENCYC DICT GEN UNPB CTLG GRANT ELEC"
)
_EDITORS = dict.fromkeys(("BOOK", "EDBOOK", "SER", "EBOOK"), "A3") | dict.fromkeys(
    _words("JOUR EJOUR INPR CHAP CONF CPAPER ECHAP SECT ENCYC DICT GEN ANCIENT MUSIC"), "A2"
)
_TITLE = ("TI", "T1", "CT", "BT", "ST")
_CONFERENCES = frozenset({"CONF", "CPAPER"})
_SHORT_JOURNAL = ("JO", "JA", "J2", "J1", "JI", "J9")
_HELD = {
    tag: field
    for field, tags in {
        "title": " ".join(_TITLE),
        "container_title": " ".join(("JF", "T2", "BT", *_SHORT_JOURNAL)),
        "abstract": "AB N2",
        "volume": "VL VO",
        "issue": "IS CP",
        "language": "LA",
        "publisher": "PB PU",
        "doi": "DO DI",
        "issued": "PY Y1 DA YR",
        "first_page": "SP",
        "last_page": "EP",
        "page": "C7 PG",
    }.items()
    for tag in tags.split()
}
KNOWN = frozenset(_HELD) | _words(
    """A1 A2 A3 A4 A5 A6 AD AI AN AU AV BN C1 C2 C3 C4 C5 C6 C7 C8 CA CN CR CY DB DP ED ER ET FU FX H1 H2 ID JP K1
    KW L1 L2 L3 L4 LB LK LN M1 M2 M3 M4 N1 NV OP PA PI PM PP RI RN RP RT SE SN SV T3 TA TT TY U1 U2 U3 U4 U5 UR WE WT
    Y2 ZA ZB"""
)
"""Tags that some database writes; others are read only where they are spaced as the specification says."""

_DOI = re.compile(r"(?:doi:?\s*)?(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/)?10\.\d{4,9}(?:/|%2f)\S+", re.IGNORECASE)
_ISSN = re.compile(r"(?<![\dXx-])\d{4}[-‐–]?\d{3}[\dXx](?![\dXx-])")
_ISBN = re.compile(r"(?<![\dXx-])(?:97[89][- ]?)?\d(?:[- ]?\d){8}[- ]?[\dXx](?![\dXx-])")
_PMCID = re.compile(r"\bPMC\d{4,9}\b", re.IGNORECASE)
_PMIDS = (
    ("pmid", re.compile(r"pmid[:=/]?(\d{1,8})\b")),
    ("pubmed", re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{1,8})\b")),
    ("an=", re.compile(r"[?&]d=(?:med|mes|prem|ppez|pmnm)\w*&\S{0,200}?\ban=(\d{5,8})\b")),  # Ovid, of MEDLINE
)
"""Where a PMID stands in an address in lower case: what must be there, and how."""

_DATES = ("PY", "Y1", "YR", "DA")
_LISTED = frozenset({"AU", "A1", "ED", "KW", "K1", "UR", "LK"})
_TAG = re.compile("[A-Z][A-Z0-9]")
_BARE_PMID = re.compile(r"[1-9][0-9]{4,7}")
_NOTES = frozenset({"N1", "M1"})
_LINKS = frozenset({"L1", "L2"})
_NUMBERED = frozenset({"AN", "C2", "U1", "U2", "PM"}) | _LINKS | _NOTES
_OWN_DOI = frozenset({"DO", "DI", "M3", "L3"})


def record_of(pairs: Iterable[Pair], origin: Origin) -> Record | None:
    """Return the record that pairs of tag and value make, or None where nothing but a type is said."""
    authors: list[str] = []
    editors: list[str] = []
    keywords: list[str] = []
    url: list[str] = []
    lists = {"AU": authors, "A1": authors, "ED": editors, "KW": keywords, "K1": keywords, "UR": url, "LK": url}
    rest = _sorted(pairs, lists)
    said_something = [pair for pair in rest if pair[1][0] not in PLACEHOLDERS_BEGIN or not is_placeholder(pair[1])]
    first = dict(reversed(said_something))  # the first value of each tag, for the last one wins
    code = first.get("TY", "").upper()
    if not (authors or editors or keywords or url or len(first) > ("TY" in first)):
        return None
    editors_tag = _EDITORS.get(code, "")
    if editors_tag in first:
        editors += [name for tag, name in rest if tag == editors_tag and not is_placeholder(name)]
    held = _held(code, first, rest, url)
    issn, isbn = _numbers(rest) if "SN" in first or "BN" in first else ((), ())
    pmid, pmcid = _pubmed(first, rest, url) if url or not _NUMBERED.isdisjoint(first) else (None, None)
    extra = [pair for pair in rest if pair[0] not in _HELD or held[_HELD[pair[0]]] != pair[1]]
    if editors_tag in first:
        extra = [pair for pair in extra if pair[0] != editors_tag or is_placeholder(pair[1])]
    issued = held["issued"]
    year = year_in(issued) if issued else None
    if issued and first.get("DA") == issued:
        extra = [(tag, said) for tag, said in extra if not (tag in _DATES and said == str(year) and said in issued)]
    return Record(
        origin=origin,
        type=TYPES.get(code),
        title=held["title"],
        authors=_names(authors),
        editors=_names(editors),
        container_title=held["container_title"],
        issued=issued,
        year=year,
        volume=held["volume"],
        issue=held["issue"],
        page=held["page"],
        doi=held["doi"],
        pmid=pmid,
        pmcid=pmcid,
        issn=issn,
        isbn=isbn,
        url=tuple(url),
        abstract=held["abstract"],
        keywords=tuple(keywords),
        language=held["language"],
        publisher=held["publisher"],
        extra=_ordered(extra, {*issn, *isbn}, noted="N1" in first),
    )


def pairs_of(record: Record) -> list[Pair]:
    """Return pairs of tag and value that ``record_of`` makes the same record of.

    A value in ``extra`` whose tag would be read as a field, or is none of RIS, is kept in a note.
    A record of another format gains its type code, its PubMed numbers in a form RIS has, and a
    note of what RIS has no form for, as a type.
    """
    pairs = [*_fields(record), *_extra(record, meant=True)]
    again = record_of(pairs, record.origin)
    if again is None or not _is_same(again, record):
        pairs = [*_fields(record), *_extra(record, meant=False)]
        again = record_of(pairs, record.origin) or Record(origin=record.origin)
    if record.pmid and again.pmid != record.pmid:
        pairs.append(("U1", f"{record.pmid}[pmid]"))
    if record.pmcid and again.pmcid != record.pmcid:
        pairs.append(("C2", record.pmcid))
    if record.type and again.type != record.type and ("type", record.type) not in record.extra:
        pairs.append(("N1", kept("type", record.type)))
    return pairs


def _is_same(again: Record, record: Record) -> bool:
    """Whether reading gave a record back, but for what RIS adds to another format's."""
    added = {"type": again.type, "issued": str(record.year), "pmid": None, "pmcid": None}
    for field in FIELDS:
        got, meant = getattr(again, field), getattr(record, field)
        if got != meant and (field not in added or got != added[field]):
            return False
    return again.extra[len(_codes(again)) :] == record.extra[len(_codes(record)) :]


def _sorted(pairs: Iterable[Pair], lists: dict[str, list[str]]) -> list[Pair]:
    """Fill the lists; return the pairs of other tags."""
    rest: list[Pair] = []
    for tag, value in pairs:
        into = lists.get(tag)
        if into is None:
            if said := plain(value) if FOLD in value else value.strip():
                rest.append((tag, said))
        elif FOLD in value:
            into += parts(value)
        elif said := value.strip():
            if said[0] in PLACEHOLDERS_BEGIN and is_placeholder(said):
                rest.append((tag, said))
            else:
                into.append(said)
    return rest


def _held(code: str, first: dict[str, str], rest: Sequence[Pair], url: Sequence[str]) -> dict[str, str | None]:
    """The fields with one value each, by name, and the first and last page."""
    said = first.get
    start, end = said("SP"), said("EP")
    ranged = start is not None and end is not None and "-" not in start
    page = f"{start}-{end}" if ranged and start != end else start
    return {
        "title": said("TI") or said("T1") or next((first[tag] for tag in _TITLE if tag in first), None),
        "container_title": _container(code, first),
        "issued": _issued(first, rest),
        "volume": said("VL") or said("VO"),
        "issue": said("IS") or said("CP"),
        "page": page or (said("C7") if code == "JOUR" else None) or said("PG"),
        "first_page": start,
        "last_page": end if ranged else None,
        "doi": _doi(first, rest, url),
        "abstract": said("AB") or said("N2"),
        "language": said("LA"),
        "publisher": said("PB") or said("PU"),
    }


def _container(code: str, first: dict[str, str]) -> str | None:
    """The journal or book that it is in: T2 and the short titles of other types are of a series or a court."""
    named = first.get("JF")
    if named or (code in TYPES and code not in _HAS_CONTAINER):
        return named
    book = first.get("BT") if "TI" in first or "T1" in first else None
    proceedings = first.get("C3") if code in _CONFERENCES else None  # T2 is then the conference's name
    return (
        proceedings
        or first.get("T2")
        or book
        or first.get("JO")
        or next(filter(None, map(first.get, _SHORT_JOURNAL)), None)
    )


def _issued(first: dict[str, str], rest: Sequence[Pair]) -> str | None:
    """The first date with a year in it, or the DA that says more of that year; else whatever stands for one."""
    for tag in _DATES:
        if (said := first.get(tag)) and (year := year_in(said)):
            date = first.get("DA", "")
            return date if said == str(year) and said in date and year_in(date) == year else said
    dates = [said for wanted in _DATES for tag, said in rest if tag == wanted]
    return next((said for said in dates if year_in(said)), dates[0] if dates else None)


def _doi(first: dict[str, str], rest: Sequence[Pair], url: Sequence[str]) -> str | None:
    """The DOI: in its tag, else a value that is nothing but one; in notes and other links it may be another's."""
    if (said := first.get("DO") or first.get("DI")) and (found := doi_in(said)):
        return found
    bare = [said for tag, said in rest if tag in _OWN_DOI and "10." in said and _DOI.fullmatch(said)]
    bare += [said for said in url if _DOI.fullmatch(said)]
    return doi_in(bare[0]) if bare else None


def _numbers(rest: Sequence[Pair]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """ISSNs and ISBNs, told apart by their length."""
    issn: dict[str, None] = {}
    isbn: dict[str, None] = {}
    for tag, said in rest:
        if tag not in {"SN", "BN"}:
            continue
        if _ISSN.fullmatch(said):
            issn[said] = None
            continue
        isbn |= dict.fromkeys(_ISBN.findall(said))
        issn |= dict.fromkeys(_ISSN.findall(_ISBN.sub(" ", said)))
    return tuple(issn), tuple(isbn)


def _pubmed(first: dict[str, str], rest: Sequence[Pair], url: Sequence[str]) -> tuple[str | None, str | None]:
    """PMID and PMCID, wherever databases put them; a note counts last, and where it says nothing else."""
    own: dict[str, str] = {}
    noted: dict[str, str] = {}
    for tag, said in rest:
        if tag not in _NUMBERED:
            continue
        if tag in _LINKS:
            own = _in_address(said) | own
        elif tag in _NOTES:
            noted = identifiers_in(said) | noted
        else:
            own = identifiers_in(said) | own
    for address in url:
        own = _in_address(address) | own
    if "pmid" not in own:
        database = f"{first.get('DB')} {first.get('DP')}".lower()
        bare = first.get("AN") if "medline" in database or "pubmed" in database else first.get("C2")  # as in Scopus
        own |= {"pmid": bare} if bare and _BARE_PMID.fullmatch(bare) else {}
    found = noted | own
    return found.get("pmid"), found.get("pmcid")


def _in_address(address: str) -> dict[str, str]:
    """PMID and PMCID in an address; what is said around one is of another record."""
    low = address.lower()
    if " " in address and not low.startswith("http"):
        return {}
    found = _PMCID.search(address) if "pmc" in low else None
    numbers = (pattern.search(low) for hint, pattern in _PMIDS if hint in low)
    number = next(filter(None, numbers), None)
    return ({"pmcid": found.group().upper()} if found else {}) | ({"pmid": number[1]} if number else {})


def _names(listed: Sequence[str]) -> tuple[str, ...]:
    """The names, with several on one line told apart."""
    if "; " not in "\n".join(listed):
        return tuple(listed)
    return tuple(part for name in listed for part in map(str.strip, name.split("; ")) if part)


def _ordered(extra: list[Pair], numbers: set[str], *, noted: bool) -> tuple[Pair, ...]:
    """What no field holds: the type first, then as it stood, with kept notes under their own tags."""
    if numbers:
        extra = [(tag, said) for tag, said in extra if said not in numbers or tag not in {"SN", "BN"}]
    if extra and extra[0][0] != "TY" and (coded := next((pair for pair in extra if pair[0] == "TY"), None)):
        extra.remove(coded)
        extra.insert(0, coded)
    if noted:
        extra = [(unkept(said) if tag == "N1" else None) or (tag, said) for tag, said in extra]
    return tuple(extra)


def _codes(record: Record) -> list[Pair]:
    """The types at the head of ``extra``, which are lines of their own before all others."""
    others = (at for at, (tag, _) in enumerate(record.extra) if tag != "TY")
    return list(record.extra[: next(others, len(record.extra))])


def _fields(record: Record) -> list[Pair]:
    codes = _codes(record) or [("TY", CODES.get(record.type or "", "GEN"))]
    start, dash, end = (record.page or "").partition("-")
    ranged = bool(dash and start and end and start != end and start == start.strip() and end == end.strip())
    own_second = any(tag == "T2" for tag, _ in record.extra)
    second = None if own_second or codes[0][1].upper() not in _HAS_CONTAINER else record.container_title
    said_year = year_in(record.issued) if record.issued else record.year
    year = str(said_year) if said_year else None
    pairs = [
        *codes,
        ("TI", record.title),
        *[("AU", name) for name in record.authors],
        *[("ED", name) for name in record.editors],
        ("JF", record.container_title),
        ("T2", second),
        ("PY", year),
        ("DA", record.issued if record.issued != year else None),
        ("VL", record.volume),
        ("IS", record.issue),
        ("SP", start if ranged else record.page),
        ("EP", end if ranged else None),
        *[("SN", number) for number in (*record.issn, *record.isbn)],
        ("DO", record.doi),
        *[("UR", address) for address in record.url],
        ("AB", record.abstract),
        *[("KW", word) for word in record.keywords],
        ("LA", record.language),
        ("PB", record.publisher),
    ]
    return [(tag, " ".join(said.split("\n"))) for tag, said in pairs if said]


def _extra(record: Record, *, meant: bool) -> list[Pair]:
    """What no field holds, under its tag where RIS has it (and gives it no meaning, unless ``meant``)."""
    said = record.extra[len(_codes(record)) :]
    return [
        (tag, line) if _is_free(tag, line, meant=meant) else ("N1", kept(tag, line))
        for tag, value in said
        if (line := " ".join(value.split("\n")))
    ]


def _is_free(tag: str, value: str, *, meant: bool) -> bool:
    if not _TAG.fullmatch(tag) or tag in {"TY", "ER"} or tag in _LISTED or value.startswith("relsynth:"):
        return False
    return meant or not (tag in _HELD or tag in _NUMBERED or tag in {"SN", "BN", "A2", "A3"})
