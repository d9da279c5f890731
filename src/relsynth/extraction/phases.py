"""Phase of the innovation, life of the partnership, purpose of partnering: by cues, and for the phase by tense.

A sentence of results that tells, plainly and in the past, what people did or what it did to their work tells of
implementation, whatever its words; one that advises, supposes or cites is in no phase of this study. Both are rules on
what is known of the sentence by then, and leave the rule as ground.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from relsynth.codebook import Codebook
from relsynth.coding import Ground
from relsynth.extraction.grounds import FacetCues, Passage

PHASE = "phase"
LIFECYCLE = "lifecycle"
PURPOSE = "purpose"
IMPLEMENTATION = "implementation"
SAYS_HINDRANCE = frozenset({"barrier"})
"""In which the past is as often that of the trouble."""
IMPLEMENT = "implement"
STRATEGY = "strategy"
SAYS_WHAT_WORKS = frozenset({"barrier", "facilitator"})
"""Roles in which a sentence says what partnering does to the work, and seldom what it was for."""
NOT_OF_THIS_STUDY = frozenset({"recommended", "hypothetical", "reported_by_others", "hedged", "negated", "planned"})
TELLS = frozenset({"methods", "results", "discussion", "lessons_learned", "conclusion", "other", "abstract"})
"""Sections that tell what was done; introductions tell of others."""

_PAST = re.compile(
    r"\b(?:(?:was|were|had|did|went|led|held|met|began|built|brought|came|gave|made|took|sent|told|kept"
    r"|became|chose|saw|sought|spoke|wrote|ran|taught|drew|drove|rose|fell)\b"
    r"|(?<!are )(?<!is )(?<!be )(?<!being )(?<!the )(?<!an )(?<!\ba )(?<!of )(?<!by )(?<!with )(?<!their )(?<!and )"
    r"(?<!as )(?!(?:need|inde|exce|succe|spe|proce)ed\b)[a-z]{3,}(?<![aeiou]e)ed(?=[.,;]| (?!by\b)))"
)
"""Words that may be verbs in the past; not "are designed", nor "the needed"."""
_ONGOING = re.compile(r"\b(?:is|are) (?:currently |now |already )?[a-z]{3,}ing\b|\bha(?:s|ve) (?:\w+ )?[a-z]{3,}ed\b")


class Phases:
    """A codebook's cues of phase, lifecycle and purpose."""

    def __init__(self, codebook: Codebook) -> None:
        self._phase = FacetCues(codebook, PHASE)
        self._lifecycle = FacetCues(codebook, LIFECYCLE)
        self._purpose = FacetCues(codebook, PURPOSE)

    def of(self, passage: Passage, *, role: str, asserted: Collection[str]) -> tuple[Ground, ...]:
        """Grounds of the phase (one, or none), and of every stage of life and purpose that words speak for."""
        return (
            *self._of_phase(passage, role, asserted),
            *_or_default(self._lifecycle, self._lifecycle.grounds(passage)),
            *self._of_purpose(passage, role),
        )

    def _of_purpose(self, passage: Passage, role: str) -> tuple[Ground, ...]:
        """What words speak for; what people do for no other purpose, they do to implement."""
        told = () if role in SAYS_WHAT_WORKS else self._purpose.grounds(passage)
        if not told and role == STRATEGY:
            told = self._purpose.by_rule(IMPLEMENT, f"role {STRATEGY}, and no other purpose told")
        return _or_default(self._purpose, told)

    def _of_phase(self, passage: Passage, role: str, asserted: Collection[str]) -> tuple[Ground, ...]:
        told = self._phase.grounds(passage)
        if not NOT_OF_THIS_STUDY.isdisjoint(asserted):
            return _or_default(self._phase, ())
        if told:
            return told[:1]
        is_known = IMPLEMENTATION in self._phase.facet.values
        may_tell = is_known and passage.section in TELLS and role not in SAYS_HINDRANCE
        if may_tell and (done := _PAST.search(passage.text) or _ONGOING.search(passage.text)):
            return (passage.ground(PHASE, IMPLEMENTATION, "told as done", *done.span()),)
        return _or_default(self._phase, ())


def _or_default(cues: FacetCues, grounds: tuple[Ground, ...]) -> tuple[Ground, ...]:
    default = cues.facet.default
    return grounds or (cues.by_rule(default, "default") if default else ())
