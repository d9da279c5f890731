"""What the first page says of the paper: its title, its authors, its year and its DOI."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from relsynth.documents import plain_line
from relsynth.formats.pdf.furniture import is_address, is_notice
from relsynth.formats.pdf.lines import Line, Page, Type, without_ligatures
from relsynth.records import doi_in, folded, year_in

_FILE_NAME = re.compile(
    r"microsoft|\.(?:docx?|indd|pdf|tex|dvi|qxd|fm|rtf|3d)\b|^untitled|^\S+$|^doi:|\d{6}", re.IGNORECASE
)
_YEAR = r".{0,40}?\b((?:19|20)\d\d)\b"
_PUBLISHED = tuple(
    re.compile(said + _YEAR, re.IGNORECASE)
    for said in (r"\bpublished(?: online| in)?\b", r"(?:©|\(c\)|copyright)", r"\baccepted\b")
)
"""What stands before the year of publication, the surest first."""

_RECENT = re.compile(r"\b(?:19[89]|20[0-4])\d\b")
_MARKS = r"[\d*†‡§¶#∗✉\ue000]+"
_AFFILIATION_MARK = re.compile(
    rf"\s?{_MARKS}(?:,\s?(?:{_MARKS}|[a-h]\b))*|(?<=[^\W\d_])\s[a-h](?:,[a-h])*(?=\s*(?:,|;|$|and\b|&))|(?<=[a-z])[iI]D\b"
)
"""Numbers, letters and signs after a name, and the badge of ORCID."""

_DEGREE = re.compile(
    r",?\s*\b(?:ph\.?\s?d|m\.?d|m\.?p\.?h|r\.?n|m\.?s\.?c?|b\.?s\.?c?|dr\.?p\.?h|m\.?a|b\.?a|ed\.?d|m\.?b\.?a|msn|ms|mm|mbbs|frcp|dnp|sc\.?d|dvm|jd)\b\.?(?=\s*(?:,|;|$|and\b))",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[^\W\d_][\w’'.-]*\.?\s+){1,5}(?:(?:van|von|de|da|del|der|den|di|du|la|le|dos|ten|ter|bin|al)\s+){0,2}[^\W\d_][\w’'-]+"
)
_FAMILY_FIRST = re.compile(
    r"(?P<family>(?:[a-z]{2,3}\s+){0,2}(?=[\w’'-]{2})[^\W\d_a-z][\w’'-]+(?:\s[^\W\d_a-z][\w’'-]+)?)"
    r"\s(?P<given>(?!\w*[a-z_\d])[^\W\d_](?:[.\s-]{0,2}(?!\w*[a-z_\d])[^\W\d_]){0,2}\.?)"
)
"""A family name and initials, "Okafor AB", as journals of medicine print authors."""

_NO_NAMES = re.compile(
    r"@|\babstract\b|\b(?:19|20)\d\d\b|[.!?]\s\w+\s\w+\s\w+\s\w+|\b(?:the|for|with|was|is)\b", re.IGNORECASE
)
_BETWEEN_NAMES = re.compile(r"\s*[,;·|•]\s*(?:and\s+|&\s+)?|\s+and\s+|\s+&\s+")
_PARTICLE = re.compile(r"\s((?:(?:van|von|de|da|del|der|den|di|du|la|le|dos|ten|ter|bin|al)\s+){0,2}\S+)$")

_CALLED_DOI = re.compile(r"^\W*(?:https?://(?:dx\.)?doi\.org/|doi\b)|doi: ?10\.", re.IGNORECASE)
_OF_DATA = ("10.17605/", "10.5281/", "10.6084/", "10.5061/", "10.7910/", "10.17632/")
"""Prefixes of repositories (OSF, Zenodo, figshare, Dryad, Dataverse, Mendeley): DOIs of data and registrations."""

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_CITED_AS = re.compile(r"cite this article as", re.IGNORECASE)
_BARE_DOI = re.compile(r"\W*doi:? ?10\.\d{4,9}/\S+", re.IGNORECASE)

_KIND = re.compile(
    r"(?:original|research|review|case|clinical|short|brief|full|technical|study|editorial|commentary|perspective|opinion"
    r"|letter|protocol|systematic|mini|methodology|open|special|feature|regular|debate)\b[\w -]{0,30}",
    re.IGNORECASE,
)
"""What kind of article it is, printed above its title in type as large."""

TITLE_LETTERS = (15, 400)
FEWEST_WORDS = 3
FEWEST_INITIALLED = 2  # names: "Vitamin D" alone under a title is nobody
SHORTEST_CAPITALS = 3  # letters of a family name in capitals: fewer are initials
FEWEST_LETTERS = 8
LONGEST_BYLINE = 8  # lines
FEWEST_IN_BYLINE = 3  # names
NAMES_OF_BYLINE = 0.8  # of its words
LOWEST_TITLE = 0.3  # of the page's height
SAME_TYPE = 0.5  # points by which sizes of one type differ


def title_lines(page: Page, own: str, body: Type) -> tuple[Line, ...]:
    """The lines of the title on the first page: the file's own title found there, else the largest type.

    Source of the order: on 40 open-access PDFs it finds 40 titles, one of them without its subtitle;
    what a file calls itself and does not print is the name of a manuscript.
    """
    named = folded(own) if own and not _FILE_NAME.search(own) and len(own.split()) >= FEWEST_WORDS else ""
    if named and (found := _spelling(page.lines, named)):
        return found
    upper = [
        line for line in page.lines if line.base > LOWEST_TITLE * page.height and (line.is_bold or body.is_larger(line))
    ]
    for size in sorted({line.size for line in upper}, reverse=True):
        large = [line for line in upper if abs(line.size - size) < SAME_TYPE]
        lines = _together([line for line in large if line is not large[0] or not _KIND.fullmatch(line.text)])
        letters = sum(len(line.text) for line in lines)
        if (
            TITLE_LETTERS[0] < letters < TITLE_LETTERS[1]
            and sum(len(line.text.split()) for line in lines) >= FEWEST_WORDS
        ):
            return tuple(lines)
    return ()


def _spelling(lines: Sequence[Line], named: str) -> tuple[Line, ...]:
    """The lines that together spell a title, which may break off."""
    for place, line in enumerate(lines):
        told = folded(line.text)
        if len(told) < FEWEST_LETTERS or not named.startswith(told[:60]):
            continue
        spelt = [line]
        for other in lines[place + 1 : place + 8]:
            if len(told) >= len(named) or abs(other.size - line.size) > SAME_TYPE:
                break
            spelt.append(other)
            told = f"{told} {folded(other.text)}"
        if told.replace(" ", "").startswith(named.replace(" ", "")[:60]):
            return tuple(spelt)
    return ()


def _together(lines: Sequence[Line]) -> list[Line]:
    """The first of some lines, and those that follow it closely."""
    found: list[Line] = []
    for line in lines:
        if found and not 0 < found[-1].base - line.base < 2 * line.size:
            break
        found.append(line)
    return found


def doi_of(pages: Sequence[Page], whole: Sequence[Page]) -> str | None:
    """The paper's own DOI: one called so on the first page, else any there, else one in later margins."""
    first = [line.text for page in whole[:1] for line in page.lines]
    called = [text for text in first if _CALLED_DOI.search(text)]
    later = [line.text for page in whole[1:3] for line in (*page.lines[:3], *page.lines[-3:])]
    found = (doi_in(text) for text in (*called, *first, *later, *_beside_citation(whole[1:])) if "10." in text)
    return next((doi for doi in found if doi and not doi.startswith(_OF_DATA)), None)


def _beside_citation(pages: Sequence[Page]) -> list[str]:
    """The lines that are a DOI and no more, on the page that says how to cite the article: the last one of some."""
    pages = [page for page in pages if any(_CITED_AS.search(line.text) for line in page.lines)]
    return [line.text for page in pages for line in page.lines if _BARE_DOI.fullmatch(line.text)]


def year_of(page: Page) -> int | None:
    """The year of publication that the first page states: that of its notice, its dates, or the first year on it."""
    text = "\n".join(line.text for line in page.lines)
    for pattern in _PUBLISHED:
        if found := pattern.search(text):
            return int(found[1])
    return year_in(" ".join(_RECENT.findall(text)))


def authors_in(lines: Iterable[Line]) -> tuple[str, ...]:
    """The authors in the lines below the title, "Family, Given" each; the first line without any ends them."""
    titled = untitled = ""
    for line in lines:
        text = plain_line(without_ligatures(line.text))
        bare = _DEGREE.sub("", text)
        if is_address(bare) or is_notice(bare) or _NO_NAMES.search(bare):
            break
        titled = f"{titled} {_AFFILIATION_MARK.sub(',', text)}"
        untitled = f"{untitled} {_AFFILIATION_MARK.sub(',', bare)}"
    found = _families_first(_names(titled)) or [_turned(name) for name in _names(untitled) if _is_name(name)]
    return tuple(dict.fromkeys(found))


def is_byline(lines: Sequence[Line]) -> bool:
    """Whether lines name authors and say little else."""
    if len(lines) > LONGEST_BYLINE:
        return False
    names = authors_in(lines)
    words = [word for name in names for word in _LETTERS.findall(name)]
    text = _AFFILIATION_MARK.sub("", " ".join(line.text for line in lines))
    told = _LETTERS.findall(_DEGREE.sub("", text))
    separate = len(re.findall(r"[,;|·•]", text)) * 8 >= len(told)
    return separate and len(names) >= FEWEST_IN_BYLINE and len(words) >= NAMES_OF_BYLINE * len(told)


def _names(text: str) -> list[str]:
    """What stands between commas and the like; a mark after a name ends it, as a comma does."""
    names = (" ".join(name.split()).strip(" ,.;") for name in _BETWEEN_NAMES.split(text))
    return [name for name in names if name]


def _families_first(names: Sequence[str]) -> list[str]:
    """The authors where all are a family name and initials, in which letters a degree may hide; else none."""
    found = [_FAMILY_FIRST.fullmatch(name) for name in names]
    if len(found) < FEWEST_INITIALLED or None in found:
        return []
    return [f"{person['family']}, {person['given']}" for person in found if person]


def _is_name(name: str) -> bool:
    """Whether words are a name, and not initials alone, as notes on contributions have them."""
    words = name.split()
    is_said = len(words[-1]) >= SHORTEST_CAPITALS or any(len(word) > 1 and not word.isupper() for word in words)
    return is_said and _NAME.fullmatch(name) is not None


def _turned(name: str) -> str:
    found = _PARTICLE.search(name)
    return f"{found[1]}, {name[: found.start()]}" if found else name
