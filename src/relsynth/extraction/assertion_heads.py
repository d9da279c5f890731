"""What the head of a column or row asserts of the cells below or beside it.

Under "Recommendations" a cell advises, under "Lacking" it tells of a lack, and under "Survey
item" or "Definition" it tells of nothing that was seen, which is "hypothetical" here. Heads are
read by a table of their own, and whole: a row's head may be a sentence about anything.
"""

from __future__ import annotations

import re
from functools import lru_cache

_QUALIFIED = r"(?:[a-z-]+ ){0,2}"
_ABOUT = r"(?: (?:to|of|for|in|on|by|about|from|with|asked|used|included|identified|made|given|reported)\b.*)?"
_HEADS = tuple(
    (assertion, re.compile(f"(?:{words})"))
    for assertion, words in (
        ("negated", rf"(?:what (?:was|is) )?(?:lacking|lacks?|absent|missing)|{_QUALIFIED}gaps{_ABOUT}|unmet needs?"),
        (
            "negated",
            r"(?:not|never|un) ?-?(?:yet |fully )?(?:observed|seen|present|found|achieved|met|done|implemented)",
        ),
        (
            "recommended",
            rf"{_QUALIFIED}(?:recommendations?|suggestions?|advice|implications?){_ABOUT}"
            rf"|(?:what )?{_QUALIFIED}(?:recommended|suggested|advised|should|needs? to)\b.*"
            rf"|(?:actions?|steps|improvements?|changes) (?:needed|required)|next steps|future (?!plans?\b).*",
        ),
        (
            "planned",
            rf"{_QUALIFIED}(?:planned|intended|envisaged|proposed|upcoming)\b(?!.*\b(?:versus|vs|and actual)\b).*"
            r"|(?:future )?plans?(?: for\b.*)?|next (?:year|phase)|to be done",
        ),
        (
            "hypothetical",
            rf"{_QUALIFIED}(?:hypothes[ei]s|propositions?|assumptions?|scenarios?|vignettes?){_ABOUT}"
            rf"|(?:expected|anticipated|potential|possible|assumed|hypothesi[sz]ed)\b.*"
            rf"|{_QUALIFIED}(?:items?|questions?|prompts?|probes?|questionnaires?|instruments?){_ABOUT}"
            rf"|(?:{_QUALIFIED}|[a-z-]+ and )(?:definitions?|meaning|operationali[sz]ations?){_ABOUT}|defined as"
            rf"|(?:{_QUALIFIED}(?:item|question|survey|questionnaire|scale|interview|code|codebook) )"
            r"(?:wording|text|stems?|statements?|guide|schedule|descriptions?|examples?)"
            r"|(?:sample|examples? of|example) (?:items?|codes?|questions?)|search (?:terms?|strings?|strategy)",
        ),
    )
)
"""Assertion, and the heads of columns and rows, in lower case, that give it to their cells."""
_PART_OF_HEAD = re.compile(r"\s[–—-]\s|\s*\([^()]*\)\s*$")
_DONE = re.compile(r"\b(?:implemented|followed|adopted|taken up|carried out|completed|fulfilled|met)\b")
_LONGEST_HEAD = 80  # characters; a longer one is a sentence
_STUDY = re.compile(  # "Okello et al. (2010)"; a bare "Name 2010" may be a place, and "(12)" a number of people
    r"\[\d[\d,;\s–-]*\]"
    r"|\b(?!(?:January|February|March|April|May|June|July|August|September|October|November|Spring|Autumn)\b)"
    r"[A-Z][\w’'-]+ (?:(?:and|&) [A-Z][\w’'-]+|et al\.?),? \(?(?:19|20)\d\d"
)


@lru_cache(maxsize=1024)
def of_head(head: str) -> frozenset[str]:
    """Return the assertions that the head of a column or row gives to its cells; none for most.

    A head that names a work ("Okello et al. 2010") makes its cells that work's.

    >>> sorted(of_head("Recommendations for partners"))
    ['recommended']
    """
    if len(head) > _LONGEST_HEAD:
        return frozenset()
    parts = [part.strip(" .:;*").lower() for part in _PART_OF_HEAD.split(head)]
    found = {name for name, words in _HEADS for part in parts if words.fullmatch(part)}
    if _DONE.search(head.lower()):
        found -= {"recommended", "planned"}
    if _STUDY.search(head):
        found.add("reported_by_others")
    return frozenset(found)
