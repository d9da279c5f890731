"""Whose claim a sentence makes: this study's, or that of works it cites; and what a protocol only intends.

A citation alone says little. In an introduction or a discussion it mostly stands behind a claim
of others, in methods behind what was used. And behind a dated or named event it is its record:
"In June 2014 the Eastern Health Board convened a task force [4]" tells what the project did.
"""

from __future__ import annotations

import re

OWN_ACCOUNT = frozenset({"methods", "results"})
"""Sections that cite for what they use: there a citation needs a verb of reporting beside it. Elsewhere, and in
cells, a citation, with nothing of this study in the sentence, tells of others."""
DESIGN = frozenset({"abstract", "methods", "aims", "other"})
"""Sections of a protocol whose present tense is a plan."""

_NAME = r"[A-Z][\w’'-]+"
_TELLS = (
    r"(?:describe|argue|report|show|find|propose|suggest|conclude|note|observe|demonstrate|identify|identifie|determine"
    r"|emphasi[sz]e|posit|claim|contend|stress|highlight|recommend|define|theori[sz]e|maintain|state)(?:s|d|ed)?|found"
    r"|shown|known|showed"
)
_REPORTS = re.compile(rf"\b(?:{_TELLS})\b")
_DEFINES = re.compile(r"\b(?:(?:is|are) (?:often |usually |broadly )?(?:defined as|the process of)|refers? to)\b")
"""A definition that cites a work is that work's, in methods too."""
_SCHOLARS = re.compile(
    rf"(?<!\bsee )\b{_NAME}(?: et al\b\.?| (?:and|&) (?:colleagues|co-workers|associates))(?:,? ?[(\[][^()\[\]]*[)\]])?"
    rf"[^.;]{{0,120}}?\b(?:{_TELLS})\b"
    rf"|\b{_NAME}(?: (?:and|&) {_NAME})? \((?:19|20)\d\d[a-z]?\)(?: \w+ly| also)? (?:{_TELLS})\b"
    rf"|\b(?:{_TELLS}|study|work|review|theory|model) (?:by|of) {_NAME}"
    rf"(?: et al\b| (?:and|&) (?:colleagues|co-workers|associates))"
    rf"|\A(?:As early as |In )(?:19|20)\d\d, {_NAME}(?: (?:and|&) (?:{_NAME}|colleagues))? "
    r"(?:found|showed|argued|proposed|concluded|suggested|demonstrated|described|observed)\b"
    rf"|\b[Aa]s {_NAME}(?: (?:and|&) {_NAME})? (?:argue|note|put|show|point|write|observe|suggest|describe)s?\b"
    rf"|\b[Aa]ccording to {_NAME}(?: (?:et al|and|&)\b| \((?:19|20)\d\d)"
)
"""Scholars by name with a verb of saying: "Okello and colleagues (2010) argue", "In 2010, Okello found"."""
_CITED = re.compile(
    rf"(?<!\bsee )\b{_NAME} et al\b"
    r"|(?<![A-Z]{2} )(?<!\d )(?<!= )[(\[]\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20}[)\]](?=\W{0,3}\Z)"
    r"|[(\[](?:\s?[;,]\s?){0,9}[)\]]"
)
"""What the readers put no sign at: others named without a year, numbers in brackets that end a sentence where the
paper has too few to say that it cites so, and brackets that a citation was lost from. Figures of a finding ("CI
[12, 45]") are none."""
_OWN = re.compile(
    r"\b(?:we|our|us|this (?:study|project|evaluation|paper|partnership|trial|review|report|article)|present study)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:in|since|by|until|during|from|between|after|before|on|early|late|spring|summer|autumn|fall|winter|January"
    r"|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2},)? (?:19|20)\d\d\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b[A-Z]{3,}s?\b|(?<!\A)\b[A-Z][a-z]+ (?:(?:of|for|the|on) ){0,2}[A-Z][a-z]+")
_DONE = re.compile(
    r"\b(?:was|were|had)\b"
    r"|\b(?!need|embed|bas|relat|increas|limit|suggest|report)\w{2,}ed (?:the|a|an|to|with|its|their|that|and|for)\b"
)
_PROTOCOL = re.compile(
    r"\bprotocol\b|\b(?:rationale|design) and (?:design|rationale|methods)\b|\bstudy design\b", re.IGNORECASE
)
_PAST = re.compile(r"\b(?:was|were|had|did|already|(?:has|have) (?:\w+ )?been)\b", re.IGNORECASE)
_PRESENT = re.compile(
    r"\b(?:is|are|be|has|have|can|may|includes?|consists?|comprises?|involves?|provides?|receives?|meets?|works?|leads?"
    r"|supports?|employs?|offers?|uses?|draws?|builds?|brings?|follows?|gains?)\b"
)


def is_protocol(title: str | None) -> bool:
    """Whether a title announces a protocol, whose present tense is a plan (codebook pilot, 10)."""
    return bool(title and _PROTOCOL.search(title))


def is_design(sentence: str, section: str) -> bool:
    """Whether a sentence of a protocol tells in the present tense what is to be done."""
    return section in DESIGN and not _PAST.search(sentence) and bool(_PRESENT.search(sentence))


def attribution(sentence: str, section: str, *, is_cited: bool, is_cell: bool) -> tuple[str, int, int] | None:
    """What shows that others say it, and where in the sentence; None where nothing does.

    Args:
        is_cited: the sentence cites a work, as its reader saw.
        is_cell: it is a cell of a table, and cites, or its head does.

    >>> attribution("Okello and colleagues (2010) argue that trust helps.", "methods", is_cited=True, is_cell=False)
    ('Okello and colleagues (2010) argue', 0, 34)
    """
    if _OWN.search(sentence):
        return None
    if scholars := _SCHOLARS.search(sentence):
        return scholars[0], scholars.start(), scholars.end()
    sign = _CITED.search(sentence)
    if not (is_cited or sign) or _is_record(sentence):
        return None
    if section in OWN_ACCOUNT and not is_cell and not (_REPORTS.search(sentence) or _DEFINES.search(sentence)):
        return None
    return (sign[0], sign.start(), sign.end()) if sign else ("cites a work", 0, len(sentence))


def _is_record(sentence: str) -> bool:
    """Whether what is cited records an event: dated, or in the past and with a proper name."""
    return bool(_DATED.search(sentence) or (_NAMED.search(sentence) and _DONE.search(sentence)))
