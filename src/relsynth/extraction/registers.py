"""In which register a sentence is written: the prose of journals, or the telling of those who were there.

The paper decides first, by its kind (a report of lessons) and by what it calls itself. The sentence may tell
otherwise: somebody who was there tells in the first person and in the past what people did ("we drank tea with the
elders"), which is not what researchers did ("we interviewed twelve elders"). Coders do worse on narrative prose,
so that every evaluation tells the two apart.
"""

from __future__ import annotations

import re

from relsynth.codebook import Codebook
from relsynth.coding import Ground
from relsynth.documents import Document
from relsynth.extraction.grounds import FacetCues, Passage
from relsynth.sections import article_form

REGISTER = "register"
JOURNAL, NARRATIVE = "journal", "narrative"
OF_METHODS = frozenset({"methods", "aims", "title", "keywords", "limitations"})
"""Sections in which researchers tell what they did, in the same person and tense."""

_CALLS_ITSELF = re.compile(
    r"\b(?:lessons? (?:learned|learnt|from)"
    r"|(?:notes|reports?|dispatch\w*|stories|lessons|views?) from the (?:field|front ?line)"
    r"|field (?:notes?|reports?)|practice (?:note|brief|report)|reflections?\b.{0,40}|personal (?:account|reflection)s?"
    r"|our (?:experiences?|journey|story)|a (?:journey|story)|diary|viewpoint)\b",
    re.IGNORECASE,
)
_PEOPLE = (
    r"team|staff|nurses?|partners?|group|coalition|board|members?|elders|neighbou?rs|community|office|agency|students"
    r"|volunteers|director|manager|facilitators?|coach(?:es)?"
)
_PAST = re.compile(
    rf"\b(?:we|i|one of us|some of us|our (?:[\w-]+ )?(?:{_PEOPLE}))"
    r"\s(?:\w+ly |also |then |never |often |soon |all |both |first )?"
    r"(?:didn['’]t|did|had|were|was|could|couldn['’]t|came|went|saw|knew|met|sat|ate|drank|got|gave|took|made|told|kept"
    r"|found|felt|heard|spent|thought|brought|began|became|lost|won|left|held|built|ran|taught|spoke|paid|put|let|chose"
    r"|grew|fell|[a-z]{3,}ed)\b",
    re.IGNORECASE,
)
_OF_RESEARCH = re.compile(
    r"\b(?:we|i|our (?:study|team|[\w-]+ team))\s(?:\w+ly |also |then |did not |didn['’]t )?"
    r"(?:record|measure|assess|operationali[sz]ed|analy[sz]ed|conducted|coded|measured|assessed|estimated|calculated"
    r"|compared|collected|included|excluded|recruited|randomi[sz]ed|interviewed|surveyed|used|identified|examined"
    r"|evaluated|searched|extracted|defined|hypothesi[sz]ed|reviewed|sampled|selected|observed|tested|explored"
    r"|found (?:that|no|a)|investigated|aimed|sought|applied|considered|obtained|performed|reported|modell?ed|fitted"
    r"|had \d)\b",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\bp ?[<=] ?0?\.\d|\bCI\b|\bn ?= ?\d|\d ?%|±|\bSD\b|\b[Tt]able \d|\b[Ff]ig(?:ure|\.) ?\d")


class Registers:
    """The register of a paper, and of the sentences that tell otherwise."""

    def __init__(self, codebook: Codebook) -> None:
        self._cues = FacetCues(codebook, REGISTER)

    def of_paper(self, document: Document) -> tuple[Ground, ...]:
        """The register of a paper, with what tells it; () where the codebook does not ask."""
        if article_form(document.title, document.sections) == "lessons_paper":
            return self._cues.by_rule(NARRATIVE, "a report of lessons")
        if document.title and (named := _CALLS_ITSELF.search(document.title)):
            return self._cues.by_rule(NARRATIVE, f"titled {named[0]}")
        return self._cues.by_rule(JOURNAL, "default")

    def of(self, passage: Passage, paper: tuple[Ground, ...]) -> tuple[Ground, ...]:
        """The register of a sentence: its own where it tells one, else its paper's."""
        if not paper:
            return ()
        if passage.section in OF_METHODS or _FIGURES.search(passage.text) or _OF_RESEARCH.search(passage.text):
            return self._cues.by_rule(JOURNAL, "methods, figures or what researchers did")
        if passage.is_spoken:
            return self._cues.by_rule(NARRATIVE, "words of a participant")
        if cued := self._cues.grounds(passage):
            return cued[:1]
        if NARRATIVE in self._cues.facet.values and (told := _PAST.search(passage.text)):
            return (passage.ground(REGISTER, NARRATIVE, "first person, past", *told.span()),)
        return paper
