"""Which way, and how firmly, the construct is said to work: -2 to 2, or mixed.

Valence follows what is known of the sentence by then: a barrier hinders, a facilitator helps, and of the others the
codebook's own cues decide, those of direction among them. Two stands where two or more people or places are said to
have seen it and something concrete is told; one for a general statement; nothing tells 0 (Damschroder and Lowery
2013, and the rule of thumb of those who followed them).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from relsynth.codebook import Codebook
from relsynth.coding import Ground
from relsynth.extraction.grounds import FacetCues, Passage

VALENCE = "valence"
MIXED = "mixed"
GOAL = "goal"
OF_ROLE: Mapping[str, str] = {"barrier": "-1", "facilitator": "1"}
OF_DIRECTION: Mapping[str, str] = {"negative": "-1", "positive": "1", "mixed": MIXED}
_MANY = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|many|most|all|both|multiple|\d+)"
    r"(?: (?:of the|other|of these|of our))?(?: [\w-]+){0,2}"
    r" (?:participants?|interviewees|informants|respondents|members|partners|sites|clinics|schools|managers|nurses"
    r"|staff|physicians|gps|providers|leaders|practitioners|professionals|teachers|parents|stakeholders|facilitators)\b",
    re.IGNORECASE,
)
_SAW = re.compile(
    r"\b(?:describ|report|explain|recall|stat|mention|said|told|felt|not|recount|express|experienc|shar)\w*\b", re.I
)
_TURN = re.compile(r"\b(?:but|however|although|though|whereas|while|yet|both|at the same time)\b", re.IGNORECASE)
"""Without such a word, help and hindrance in one sentence are steps of one story ("support overcame resistance")."""
_CONCRETE = re.compile(
    r"[“\"]|\b(?:for (?:example|instance)|such as when|e\.g\.|one (?:of them|said)|how)\b", re.IGNORECASE
)


class Valences:
    """A codebook's cues of valence."""

    def __init__(self, codebook: Codebook) -> None:
        self._cues = FacetCues(codebook, VALENCE)

    def of(self, passage: Passage, *, role: str, direction: Ground | None = None) -> tuple[Ground, ...]:
        """The one valence of a code in a sentence, with its ground; () where the codebook does not ask.

        Args:
            role: the code's role, which tells most.
            direction: of the outcome that the sentence ties to it, if it does.
        """
        if not self._cues.is_asked:
            return ()
        found = self._direction(passage, role, direction)
        if found.value in ("-1", "1") and (doubled := self._doubled(passage, found)):
            return doubled
        return (found,) if found.value in self._cues.facet.values else ()

    def _direction(self, passage: Passage, role: str, direction: Ground | None) -> Ground:
        said = self._cues.grounds(passage)
        values = {ground.value for ground in said}
        turns = _TURN.search(passage.text)
        if MIXED in values or (values >= {"-1", "1"} and turns):
            mixed = next((ground for ground in said if ground.value == MIXED), said[0])
            return Ground(facet=VALENCE, value=MIXED, cue=mixed.cue, start=mixed.start, end=mixed.end)
        if role == GOAL:
            return Ground(facet=VALENCE, value="0", cue="role goal: not reached yet")
        if role in OF_ROLE:
            return Ground(facet=VALENCE, value=OF_ROLE[role], cue=f"role {role}")
        if direction is not None:
            value = OF_DIRECTION[direction.value]
            return Ground(facet=VALENCE, value=value, cue=direction.cue, start=direction.start, end=direction.end)
        return said[0] if said else Ground(facet=VALENCE, value="0", cue="no word of influence")

    def _doubled(self, passage: Passage, found: Ground) -> tuple[Ground, ...]:
        many = _MANY.search(passage.text)
        if many is None or not _SAW.search(passage.text, many.end()) or not _CONCRETE.search(passage.text):
            return ()
        value = f"{2 * int(found.value)}"
        known = value in self._cues.facet.values
        return (passage.ground(VALENCE, value, f"{many[0]}, and an instance", *many.span()),) if known else ()
