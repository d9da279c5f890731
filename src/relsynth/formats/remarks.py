"""What a value says beside its field: only that there is none, or nothing but identifiers.

A note names other reports too, those it comments on or corrects. An identifier in it is the
record's own only where the line says nothing else, but for a place or a publisher: Zotero's CSV
joins the lines of a remark, as in "Place: United States PMID: 99900001".

Source: exports of Scopus and PubMed; Zotero's field "Extra".
"""

from __future__ import annotations

import re

from relsynth.records import doi_in

_PLACEHOLDER = re.compile(
    r"\[no (?:author(?:s|\(s\))?(?: (?:full )?names?| ids?)?|abstract|title|source (?:title|information)|keywords?)"
    r" (?:available|listed)\]|no abstract(?: is)? available\.?",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"PMID:? ?(?P<pmid>\d{1,8}+)(?!\d)|(?P<number>\d{1,8}+) ?\[pmid\]"
    r"|(?:PMCID:? ?)?(?P<pmcid>PMC\d{4,9}+)(?!\d)(?: ?\[pmcid\])?|DOI:? ?(?P<doi>10\.\S++)",
    re.IGNORECASE,
)
_LABEL = "(?:Place|Publisher(?: Place)?|Event Place|Edition|Citation Key)"
_ELSE = re.compile(rf"\b{_LABEL}: [^:]{{1,80}}?(?=\s+(?:PMID|PMCID|DOI|{_LABEL}):|\Z)")


PLACEHOLDERS_BEGIN = ("[", "N", "n")
"""First letters of what ``is_placeholder`` holds for."""


def is_placeholder(text: str) -> bool:
    """Whether a value only says that there is none, as Scopus's "[No author name available]"."""
    return text.startswith(PLACEHOLDERS_BEGIN) and _PLACEHOLDER.fullmatch(text) is not None


def identifiers_in(line: str) -> dict[str, str]:
    """Return the ``pmid``, ``pmcid`` and ``doi`` of a line that says nothing else, for others' are in sentences.

    >>> identifiers_in("PMID: 99900001; PMCID: PMC9990001"), identifiers_in("Comment on PMID: 99900001")
    ({'pmid': '99900001', 'pmcid': 'PMC9990001'}, {})
    """
    upper = line.upper()
    if "PM" not in upper and "DOI" not in upper:
        return {}
    if _IDENTIFIER.sub("", _ELSE.sub("", line)).strip(" ;,.\t"):
        return {}
    said: dict[str, str] = {}
    for found in _IDENTIFIER.finditer(line):
        pmid, pmcid, doi = found["pmid"] or found["number"], found["pmcid"], found["doi"]
        read = {"pmid": pmid, "pmcid": pmcid and pmcid.upper(), "doi": doi and doi_in(doi)}
        said |= {what: value for what, value in read.items() if value and what not in said}
    return said
