"""BibTeX's names, and those that biblatex and exports use, for types and for fields of a record.

Source: Patashnik (1988), BibTeXing; Lehman et al., The biblatex Package, 3.19, 2 and appendix B;
CSL 1.0.2, appendix III; exports of Scopus, Web of Science, EBSCO, IEEE, PubMed, Zotero, Mendeley, JabRef.
"""

from __future__ import annotations

_TYPE_LINES = """
article-journal: article suppperiodical
periodical: periodical
paper-conference: inproceedings conference
book: book mvbook collection mvcollection proceedings mvproceedings reference mvreference
chapter: inbook incollection bookinbook suppbook suppcollection
entry-encyclopedia: inreference
pamphlet: booklet
thesis: phdthesis mastersthesis thesis mathesis bachelorsthesis
report: techreport report manual
manuscript: unpublished
webpage: online electronic www webpage
document: misc
patent: patent
dataset: dataset data
software: software
review: review
standard: standard
legal_case: jurisdiction legal
legislation: legislation
motion_picture: movie video
song: audio music
graphic: image artwork
personal_communication: letter
map: map
performance: performance
"""
TYPES = {
    name: csl
    for line in _TYPE_LINES.strip().split("\n")
    for csl, _, kinds in [line.partition(":")]
    for name in kinds.split()
}
"""Entry type -> CSL's type."""
ENTRY_TYPES = {csl: name for name, csl in reversed(TYPES.items())}
"""CSL's type -> the entry type it is written as."""

NUMBERED = frozenset({"report", "thesis", "book", "chapter", "patent", "standard", "pamphlet", "dataset", "software"})
"""Types whose ``number`` is their own, or their series', and no issue."""

_SINGLE_LINES = """
title: title
container_title: fjournal journal journaltitle booktitle journalname maintitle
date: date
year: year
volume: volume
issue: number issue
page: pages page
doi: doi
pmid: pmid pubmed_id pubmedid pubmed-id
pmcid: pmcid pmc pmc_id
abstract: abstract abstractnote
language: language langid hyphenation
publisher: publisher institution school organization university
"""
SINGLE = {
    name: (place, rank)
    for line in _SINGLE_LINES.strip().split("\n")
    for place, _, listed in [line.partition(":")]
    for rank, name in enumerate(listed.split())
}
LISTS = {
    "author": "authors",
    "authors": "authors",
    "editor": "editors",
    "editors": "editors",
    "keywords": "keywords",
    "keyword": "keywords",
    "author_keywords": "keywords",
    "author-keywords": "keywords",
    "issn": "issn",
    "eissn": "issn",
    "isbn": "isbn",
    "eisbn": "isbn",
    "url": "url",
    "link": "url",
    "ee": "url",
}
_VERBATIM = "eprint file pdf local-url bdsk-file-1 crossref xref xdata entryset related ids keys"
VERBATIM = frozenset(_VERBATIM.split())
"""Fields that hold a name, a place or keys, and no text."""

REFERENCES = frozenset({"crossref", "xdata"})
"""Fields that name another entry, whose fields an entry inherits."""
_TOLD = "subtitle howpublished eprint eprinttype note month day"
TOLD_TOGETHER = frozenset(_TOLD.split())
"""Fields in ``extra`` that also change what is in others."""
