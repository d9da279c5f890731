"""What is compared of a record: each field reduced to what databases agree on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.utils import default_process

from relsynth.dedupe.titles import Kind, bare_title, kind_of, mended, parts_of
from relsynth.records import Record, folded, folded_doi

AUTHORS = 6  # read; some databases keep no more, and a collaboration lists hundreds
LONGEST_NAME = 100  # letters read of an author's name
LONGEST_JOURNAL = 200
LONGEST_PAGES = 60
ABSTRACT = 450  # letters read, enough to tell two apart

_SIGNS_OF_INITIALS = 3  # letters at most, all capitals: "JM" of "Xu JM"
_UNWORD = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+")
_RANGES = re.compile(r"[,;+]")
_PAGES = re.compile(r"[^\s–—-]*\d[^\s–—-]*")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AS_DATE = re.compile(r"(?:(\d{1,2})-)?([a-z]{3})(?:-(\d{1,2}))?")  # a sheet's "06-Oct" was pages 6-10
_ISSN = re.compile(r"\d{4}-?\d{3}[\dX]", re.IGNORECASE)
_PMID = re.compile(r"(?:ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/?(?:\?term=)?|pubmed\.ncbi\.nlm\.nih\.gov/)(\d{4,9})")
_COCHRANE = re.compile(r"\bcd\d{6}", re.IGNORECASE)
_PREPRINT = re.compile(  # bioRxiv and medRxiv, arXiv, SSRN, Research Square, PsyArXiv, OSF, Preprints.org, ChemRxiv
    r"10\.(?:1101/(?:19|20)\d\d\.|1101/\d{6}$|48550/|2139/ssrn|21203/rs|31234/|31219/|31235/|20944/|26434/)"
)
_SERVERS = ("rxiv", "ssrn", "research square", "researchsquare", "preprint", "osf io", "osf preprints")  # folded
_OF_ARCHIVES = ("manuscript", "article")  # CSL's types of what Zenodo, which also keeps data and slides, may have
_EPRINT = re.compile(r"(?:[a-z-]+/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?", re.IGNORECASE)  # a number of arXiv's
_SAYS_EPRINT = frozenset({"archiveprefix", "eprint", "eprinttype", "archive", "genre", "type", "m3", "ty"})  # in extra
_THESES = ("dissertation abstracts", "dissertations abstracts", "masters abstracts")  # and where these are listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """A record as it is compared; what it lacks is None or empty.

    ``names`` are the authors' names of two letters and more, folded, a space between; ``initials`` the first
    author's letters, sorted, whichever of the names is the family's. ``starts`` are first pages and ``ends`` last
    ones, in full (123-9 ends at 129). ``cochrane`` is the number of a Cochrane review, "" where it is left out.
    ``doi`` is folded, as everywhere.
    ``abstract`` is its beginning, in lower case and without punctuation.
    """

    title: str
    kind: Kind | None
    parts: tuple[str, ...]
    year: int | None
    names: str
    initials: str
    journal: str
    volume: str | None
    issue: str | None
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    doi: str | None
    pmid: str | None
    issns: tuple[str, ...]
    cochrane: str | None
    preprint: bool
    thesis: bool
    chapter: bool
    abstract: str

    @property
    def first(self) -> str:
        """First name of the first author, as written: the family's, mostly."""
        return self.names.partition(" ")[0]


def traits(record: Record) -> Traits:
    """Return what is compared of a record."""
    title = record.title or ""
    bare = bare_title(title)
    names = [mended(name[:LONGEST_NAME]) for name in record.authors[:AUTHORS]]
    starts, ends = pages(record.page or "")
    journal = folded(mended((record.container_title or "")[:LONGEST_JOURNAL]))
    return Traits(
        title=bare,
        kind=kind_of(title),
        parts=parts_of(bare),
        year=record.year,
        names=" ".join(word for word in folded(" ".join(names)).split() if len(word) > 1),
        initials=initials(names[0]) if names else "",
        journal=journal,
        volume=_number(_whole(record.volume)),
        issue=_number(record.issue),
        starts=starts,
        ends=ends,
        doi=folded_doi(record.doi or "") or None,
        pmid=_pmid(record),
        issns=tuple(issn.replace("-", "").upper() for text in record.issn for issn in _ISSN.findall(text)),
        cochrane=_cochrane(record) if "cochrane database" in journal else None,
        preprint=_is_preprint(record, journal),
        thesis=record.type == "thesis" or journal.startswith(_THESES),
        chapter=record.type == "chapter",
        abstract=default_process((record.abstract or "")[:ABSTRACT]),
    )


def initials(name: str) -> str:
    """First letters of all the names of a person, sorted; "Xu JM" and "Jun-Mei X." have the same.

    >>> initials("Xu JM"), initials("Jun-Mei X.")
    ('jmx', 'jmx')
    """
    words = _UNWORD.sub(" ", name).split()
    letters = (word if word.isupper() and len(word) <= _SIGNS_OF_INITIALS else word[0] for word in words)
    return "".join(sorted("".join(letters).lower()))


def pages(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """First pages and last pages of all the ranges in a text, as numbers, the last in full.

    >>> pages("S123-9")
    (('123',), ('129',))
    """
    found = [_range(part) for part in _RANGES.split(_undated(text[:LONGEST_PAGES].strip().lower()))]
    return tuple(first for first, _ in found if first), tuple(last for _, last in found if last)


def _range(text: str) -> tuple[str, str]:
    """First and last page of one range, "" for what is not there."""
    first, last, *_ = (*filter(None, map(_number, _PAGES.findall(text)[:2])), "", "")
    cut = len(first) - len(last)
    return first, first[:cut] + last if last and cut > 0 else last


def _undated(text: str) -> str:
    """The pages that a sheet took for a day and a month, or for a month and a year."""
    found = _AS_DATE.fullmatch(text)
    if not found or found[2] not in _MONTHS:
        return text
    month = str(_MONTHS.index(found[2]) + 1)
    return "-".join(filter(None, (found[1], month, found[3])))


def _number(text: str | None) -> str | None:
    """First number in a text, without leading zeros: the volume of "38 (Supplement 1)"."""
    found = _NUMBER.search(text) if text else None
    return (found.group().lstrip("0") or "0") if found else None


def _whole(volume: str | None) -> str | None:
    """A volume, unless it is the end of a bracket whose beginning was lost: the "1)" of "59 (Suppl. 1)"."""
    return None if volume and ")" in volume and "(" not in volume else volume


def _pmid(record: Record) -> str | None:
    """A record's PMID, or the one in its address at PubMed."""
    addresses = (url for url in record.url if "pubmed" in url)
    return record.pmid or next((found.group(1) for url in addresses if (found := _PMID.search(url))), None)


def _is_preprint(record: Record, journal: str) -> bool:
    """Whether DOI, journal or type say so, or, of what names no journal, publisher, address or eprint number.

    Articles in journals name arXiv too, as the place of their free copy.
    """
    doi = (record.doi or "").lower()
    if _PREPRINT.match(doi) or any(server in journal for server in _SERVERS):
        return True
    if record.type == "article" and not record.volume:  # CSL's word for a preprint
        return True
    return not journal and _is_on_a_server(record, doi)


def _is_on_a_server(record: Record, doi: str) -> bool:
    said = [value for tag, value in record.extra if tag.lower() in _SAYS_EPRINT]
    places = folded(" ".join([record.publisher or "", *record.url, *said]))
    if any(server in places for server in _SERVERS) or any(_EPRINT.fullmatch(one.strip()) for one in said):
        return True
    return record.type in _OF_ARCHIVES and ("zenodo" in places or "/zenodo." in doi)


def _cochrane(record: Record) -> str:
    """The number of a Cochrane review, the same in all its versions."""
    found = _COCHRANE.search(f"{record.doi} {record.page} {record.issue}")
    return found.group().lower() if found else ""
