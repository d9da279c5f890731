"""What databases call their columns, and a row of a table as a record.

A name is compared by its letters and digits alone, so "Article Title", "article_title" and
"ARTICLE TITLE" are one. Where several columns could fill a field, the first one named here that
holds something does, and the others stay in ``extra``; identifiers, addresses and keywords are
taken from all of them. A cell that a field does not hold as it was written is in ``extra`` too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from relsynth.formats.bylines import Style, listing, names_in
from relsynth.formats.genres import genre
from relsynth.formats.remarks import identifiers_in, is_placeholder
from relsynth.records import Origin, Record, doi_in, year_in

NAMES: dict[str, str] = {
    "title": """title articletitle documenttitle itemtitle titleprimary primarytitle papertitle maintitle titles
        publicationtitleoriginal title题名 titel titre titulo título titolo
        documenttitleenglish itemname displayname""",
    "authors": """authorfullnames authorfullname authors author authornames authorsprimary authorname firstauthors
        primaryauthors authorlist creators creator contributors authorsparent allauthors authorships
        authorshipsauthordisplayname author作者 autor autoren auteurs auteur autores autori bookauthors""",
    "editors": "editors editor bookeditors authorssecondary editornames secondaryauthors editorsprimary",
    "container_title": """sourcetitle journal journaltitle publicationtitle publicationname journalbook periodicalfull
        containertitle publication pubtitle booktitle journalname secondarytitle titlesecondary anthologytitle hosttitle
        primarylocationsourcedisplayname sourcename periodical parenttitle parenttitlebook venue conferencetitle
        conferencename source文献来源 zeitschrift revue revista rivista titlesource source journalabbreviation
        periodicalabbrev""",
    "issued": """issued datepublished publicationdate dateofpublication date pubdate coverdate publisheddate
        publicationdateprint pubtime发表时间 dateissued""",
    "year": """year publicationyear pubyear publishedyear yearpublished yearofpublication dateyear yr jahr annee
        année año ano anno publicationdateyear year年""",
    "volume": "volume vol journalvolume volumenumber band tomo",
    "issue": "issue issuenumber journalissue no issueno heft number",
    "page": "pages pagination page pagerange pagenumbers pageno seiten paginas páginas",
    "first_page": "pagestart startpage firstpage beginningpage spage",
    "last_page": "pageend endpage lastpage endingpage otherpages epage",
    "article_number": "artno articlenumber elocationid elocation articleno",
    "doi": "doi itemdoi digitalobjectidentifier doinumber articledoi doidoi documentobjectidentifier",
    "pmid": "pmid pubmedid medlinepmid pubmed pubmedidentifier idspmid idpubmed",
    "pmcid": "pmcid pmcidentifier idspmcid idpmc",
    "issn": "issn issns eissn issnisbn issnprint printissn electronicissn onlineissn issnelectronic issnonline",
    "isbn": "isbn isbns eisbn isbnprint isbnelectronic",
    "url": """url urls link links articleurl sourceurls fulltexturl fulltextlink pdflink documenturl plink externalurl
        doilink permalink embaselink persistentlink weblink landingpageurl primarylocationlandingpageurl""",
    "abstract": """abstract abstractnote abstracts summary summary摘要 abstracttext zusammenfassung resume résumé
        resumen resumo""",
    "keywords": """keywords keyword authorkeywords indexkeywords ieeeterms meshterms mesh subjects subjectterms
        manualtags automatictags tags keywordsplus subject descriptors subjectheadings keyword关键词
        emtreemedicalindextermsmajorfocus emtreemedicalindexterms emtreedrugindextermsmajorfocus
        emtreedrugindexterms meshheadings fieldsofstudy""",
    "language": "language languageoforiginaldocument languages languagecode languageofpublication articlelanguage",
    "publisher": "publisher publishername primarylocationsourcehostorganizationname verlag publishers",
    "type": """documenttype itemtype referencetype publicationtype typeofreference contenttype entrytype doctype pubtype
        articletype sourcetype type documenttypes bibliographytype reftype""",
    "citation": "citation source",
    "remarks": "extra notes note",
}
"""What fills a field -> names of columns, folded, the one to prefer first.

``citation`` and ``remarks`` fill no field of their own: volume, issue and pages stand in the one, and
identifiers with their label in the other.
"""

TAGS: dict[str, str] = {
    "title": "ti",
    "authors": "af au ba",
    "editors": "be bf",
    "container_title": "so",
    "issued": "pd",
    "year": "py",
    "volume": "vl",
    "issue": "is",
    "first_page": "bp",
    "last_page": "ep",
    "article_number": "ar",
    "doi": "di",
    "pmid": "pm",
    "issn": "sn ei",
    "isbn": "bn",
    "abstract": "ab",
    "keywords": "de id",
    "language": "la",
    "publisher": "pu",
    "type": "dt pt",
}
"""The same of tables under the two-letter tags of Web of Science."""

STYLES: tuple[tuple[frozenset[str], Style], ...] = (
    (frozenset({"itemtitle", "itemdoi", "publicationtitle"}), "run-on"),  # SpringerLink
    (frozenset({"fulltexturl", "languages", "journal"}), "pairs"),  # SciELO
)
"""Columns that tell a database apart -> how it writes bylines."""

FEWEST_TAGS = 4  # two-letter names in a header before they count as Web of Science's
LONGEST_NAME = 80  # characters of a column's name; longer is text
NONE_SAID = frozenset({"na", "n/a", "nan", "null", "none", "-", "--"})
DATABASES = frozenset(
    {"scopus", "web of science", "wos", "pubmed", "medline", "embase", "crossref", "google scholar", "ieee", "psycinfo"}
)

_UNWORD = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"(?<!\d)\d{4,9}(?!\d)")
_PMCID = re.compile(r"(?:PMC)?(\d{4,9})", re.IGNORECASE)
_EIGHT_DIGITS = re.compile(r"(?:1[5-9]|20)\d\d(?:0\d|1[0-2])[0-3]\d")
_BETWEEN_NUMBERS = re.compile(r"[\s;,|]+")
_BETWEEN_ADDRESSES = re.compile(r"(?<![\s;,|])[\s;,|]+(?=https?://|www\.)", re.IGNORECASE)
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
_ISBN = re.compile(r"[\d-]{9,17}[\dXx]")
_DIGITS_OF_ISBN = (10, 13)

Cells = Mapping[int, str]
"""What a row says: number of the column -> cell, blank ones left out."""


def name_of(column: str) -> str:
    """Return the letters and digits of a column's name, in lower case.

    >>> name_of("Author(s) ID")
    'authorsid'
    """
    return _UNWORD.sub("", column.lower())


def _by_name(names: Mapping[str, str]) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for what, listed in names.items():
        for turn, name in enumerate(listed.split()):
            found.setdefault(name, []).append((what, turn))
    return found


_FIELDS_OF = _by_name(NAMES)
_FIELDS_OF_TAG = _by_name(TAGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The header of a table: names, which columns fill what (the one to prefer first), and its style of bylines."""

    names: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    style: Style | None = None

    @property
    def is_header(self) -> bool:
        """Whether it names a title and something else that is known."""
        return "title" in self.places and len(self.places.keys() - {"citation", "remarks"}) > 1

    def name(self, place: int) -> str:
        """Name of a column; of one without, its number from 1."""
        named = self.names[place] if place < len(self.names) else ""
        return named or f"column {place + 1}"


def columns_of(cells: Iterable[str]) -> Columns:
    """Return what is known of a row, taken as a header."""
    names = tuple(" ".join(cell.split()) for cell in cells)
    folded = [name_of(name) if len(name) <= LONGEST_NAME else "" for name in names]
    tagged = "ti" in folded and len(_FIELDS_OF_TAG.keys() & set(folded)) >= FEWEST_TAGS
    known = _FIELDS_OF_TAG if tagged else _FIELDS_OF
    found: dict[str, list[tuple[int, int]]] = {}
    for place, name in enumerate(folded):
        for what, turn in known.get(name, ()):
            found.setdefault(what, []).append((turn, place))
    return Columns(
        names=names,
        places={what: tuple(place for _, place in sorted(turns)) for what, turns in found.items()},
        style=next((style for telling, style in STYLES if telling <= set(folded)), None),
    )


def record_of(columns: Columns, row: Sequence[str], *, origin: Origin) -> Record | None:
    """Return the record a row holds, or None where no column that is known says anything."""
    said = {place: text for place, cell in enumerate(row) if (text := cell.strip())}
    telling = {
        place: text for place, text in said.items() if text.lower() not in NONE_SAID and not is_placeholder(text)
    }
    values: dict[str, Any] = {}
    held: set[int] = set()
    for read in (_singles, _lists, _names(columns.style), _date, _pages, _citation, _remarks):
        read(columns.places, telling, values, held)
    if not values:
        return None
    values.setdefault("doi", next((doi_in(url) for url in values.get("url", ()) if "doi.org/" in url), None))
    extra = tuple((columns.name(place), text) for place, text in said.items() if place not in held)
    return Record(origin=origin, **values, extra=extra)


Read = Callable[[Mapping[str, tuple[int, ...]], Cells, dict[str, Any], set[int]], None]
"""Fills fields from a row, and adds the columns that they hold as they were written."""


def _plain(text: str) -> tuple[str, bool]:
    return text, True


def _container(text: str) -> tuple[str | None, bool]:
    """A journal, without the numbers of a citation; where a record is from is none: Scopus's "Source" says "Scopus"."""
    if text.lower() in DATABASES:
        return None, False
    after = _AFTER_JOURNAL.search(text) if numbering_in(text) else None
    return (text[: after.start()], False) if after else (text, True)


def _genre(text: str) -> tuple[str | None, bool]:
    kind = genre(text)
    return kind, kind == text


def _doi(text: str) -> tuple[str | None, bool]:
    doi = doi_in(text)
    return doi, doi == text.lower()


def _pmid(text: str) -> tuple[str | None, bool]:
    found = _DIGITS.search(text)
    return (found.group(), found.group() == text) if found else (None, False)


def _pmcid(text: str) -> tuple[str | None, bool]:
    found = _PMCID.search(text)
    return (f"PMC{found.group(1)}", f"PMC{found.group(1)}" == text) if found else (None, False)


SINGLE: dict[str, Callable[[str], tuple[str | None, bool]]] = {
    "title": _plain,
    "container_title": _container,
    "volume": _plain,
    "issue": _plain,
    "abstract": _plain,
    "language": _plain,
    "publisher": _plain,
    "type": _genre,
    "doi": _doi,
    "pmid": _pmid,
    "pmcid": _pmcid,
}


def _singles(places: Mapping[str, tuple[int, ...]], said: Cells, values: dict[str, Any], held: set[int]) -> None:
    for what, read in SINGLE.items():
        for place in places.get(what, ()):
            if place not in said:
                continue
            value, as_written = read(said[place])
            if value is not None:
                values[what] = value
                held |= {place} if as_written else set()
                break


def _lists(places: Mapping[str, tuple[int, ...]], said: Cells, values: dict[str, Any], held: set[int]) -> None:
    found: dict[str, list[str]] = {}
    for what, split in (("issn", numbers_in), ("isbn", numbers_in), ("url", addresses_in), ("keywords", keywords_in)):
        for place in (place for place in places.get(what, ()) if place in said):
            items = split(said[place])
            kinds = [kind_of_number(item) if split is numbers_in else what for item in items]
            for kind, item in zip(kinds, items, strict=True):
                found.setdefault(kind or what, []).append(item)
            held |= {place} if all(kinds) else set()
    values |= {what: tuple(items) for what, items in found.items()}


def _names(style: Style | None) -> Read:
    def read(places: Mapping[str, tuple[int, ...]], said: Cells, values: dict[str, Any], held: set[int]) -> None:
        for what in ("authors", "editors"):
            place = next((place for place in places.get(what, ()) if place in said), None)
            if place is None:
                continue
            byline = _without_numbers(said[place])
            values[what] = names_in(byline, style=style)
            held |= {place} if "; ".join(values[what]) == said[place] else set()

    return read


def _date(places: Mapping[str, tuple[int, ...]], said: Cells, values: dict[str, Any], held: set[int]) -> None:
    """A full date counts where it agrees with the column of the year; months and days alone do not."""
    years = [place for place in places.get("year", ()) if place in said]
    year = next((found for place in years if (found := year_of(said[place]))), None)
    for place in (*(place for place in places.get("issued", ()) if place in said), *years):
        found = year_of(said[place])
        if place in years or (found is not None and found == (year or found)):
            values |= {"issued": said[place], "year": found}
            held.add(place)
            return


def year_of(date: str) -> int | None:
    """Return the year of a date, also of one without signs between: "20190502"."""
    return int(date[:4]) if _EIGHT_DIGITS.fullmatch(date) else year_in(date)


def _pages(places: Mapping[str, tuple[int, ...]], said: Cells, values: dict[str, Any], held: set[int]) -> None:
    found = {what: place for what, all_of in places.items() for place in reversed(all_of) if place in said}
    if "page" in found:
        used = [found["page"]]
    elif "first_page" in found:
        used = [found[what] for what in ("first_page", "last_page") if what in found]
    else:
        used = [found["article_number"]] if "article_number" in found else []
    if used:
        values["page"] = "-".join(dict.fromkeys(said[place] for place in used))
        held.update(used)


_NUMBERING = re.compile(r"\b(\d{1,4})\s?\(([^()]{0,20})\)\s?[:;,]\s?(?:pp?\.?\s?)?([A-Za-z]{0,2}\d[\w-]{0,20})?")
_OF_EMBASE = re.compile(r"\b(\d{1,4}):([\w-]{1,15}) \(([A-Za-z]?\d[\w-]{0,20})\)")
_AFTER_JOURNAL = re.compile(r"[.;,]? \(?\d")
_VOLUME_AND_PAGES = re.compile(r"\b(\d{1,4}):\s?(?:pp?\.?\s?)?([A-Za-z]{0,2}\d[\w-]{0,20})")


def numbering_in(citation: str) -> dict[str, str]:
    """Return volume, issue and page of a line that cites a report.

    >>> numbering_in("Crew Health. 2020 Mar;53(2):334-347.")
    {'volume': '53', 'issue': '2', 'page': '334-347'}
    """
    if found := _OF_EMBASE.search(citation) or _NUMBERING.search(citation):
        parts = dict(zip(("volume", "issue", "page"), found.groups(), strict=True))
    elif found := _VOLUME_AND_PAGES.search(citation):
        parts = dict(zip(("volume", "page"), found.groups(), strict=True))
    else:
        parts = {}
    return {what: text for what, text in parts.items() if text}


def _citation(places: Mapping[str, tuple[int, ...]], said: Cells, values: dict[str, Any], held: set[int]) -> None:
    """A citation only fills what is missing, and stays in ``extra``."""
    del held
    if {"volume", "issue", "page"} & values.keys():
        return
    cited = next((said[place] for place in places.get("citation", ()) if place in said), "")
    values |= numbering_in(cited)


def _remarks(places: Mapping[str, tuple[int, ...]], said: Cells, values: dict[str, Any], held: set[int]) -> None:
    """Identifiers on lines of their own, as Zotero writes those that it has no field for: "PMID: 12345678"."""
    del held
    for line in (line for place in places.get("remarks", ()) for line in said.get(place, "").split("\n")):
        for what, value in identifiers_in(line).items():
            values.setdefault(what, value)


def keywords_in(text: str) -> tuple[str, ...]:
    """Return the keywords in a cell: parted by semicolons, else bars, else line ends, else commas."""
    listed = listing(text) if text.startswith("[") else None
    sign = next((sign for sign in (";", "|", "\n") if sign in text), ",")
    return tuple(word for part in listed or text.split(sign) if (word := part.strip()))


def numbers_in(text: str) -> list[str]:
    """Return the ISSNs or ISBNs in a cell; a cell that says more is one piece."""
    items = [item for item in _BETWEEN_NUMBERS.split(text) if item]
    return items if all(any(sign.isdigit() for sign in item) for item in items) else [text]


def kind_of_number(item: str) -> str | None:
    """Return whether a number is an ``issn`` or an ``isbn``, for many have one place for both; None for another."""
    if _ISSN.fullmatch(item):
        return "issn"
    return "isbn" if _ISBN.fullmatch(item) and len(item.replace("-", "")) in _DIGITS_OF_ISBN else None


def addresses_in(text: str) -> list[str]:
    """Return the addresses in a cell: parted where the next begins, for one may hold a semicolon."""
    return [" ".join(item.split()) for item in _BETWEEN_ADDRESSES.split(text)]


_AUTHOR_NUMBER = re.compile(r"(?<!\s)\s*\(\d{6,}\)")


def _without_numbers(byline: str) -> str:
    """A byline without Scopus's number of each author, "Okafor, Ada (57193852372)"."""
    return _AUTHOR_NUMBER.sub("", byline)
