"""Which implementation outcome, or goal, a construct is tied to, and in which direction.

That an outcome is named beside a construct is no tie: something must tie them. In the sentence itself that is a word
of influence (the cues of the facet ``direction``: "led to", "delayed"), or the role, where the construct is said to
help or hinder. In the two sentences around it (the codebook's facet ``linked_outcome``) it is more: the one behind must
take the sentence up ("This led to ..."), or the sentence itself must give the reason of the one before ("This was
because of ...").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from relsynth.codebook import Codebook
from relsynth.coding import Ground
from relsynth.extraction.grounds import FacetCues, Passage, longest
from relsynth.lexicon import Hit

LINKED = "linked_outcome"
DIRECTION = "direction"
PARTNERSHIP = "partnership_outcome_only"
GENERAL = "implementation_general"
OF_ROLE = {"barrier": "negative", "facilitator": "positive"}
OPPOSITE = {"positive": "negative", "negative": "positive"}
NEIGHBOURS = 2  # sentences, on either side

_TAKES_UP = re.compile(
    r"(?:(?:thus|hence|therefore|consequently|as (?:a|one) (?:result|consequence)|in turn"
    r"|because of (?:this|these|that)|accordingly|for this reason)\b,? ?|(?:this|these|such|which|it|they|doing so)\b)",
    re.IGNORECASE,
)
_GIVES_REASON = re.compile(
    r"(?:(?:this|that|these|it|the (?:main |key |chief )?reasons?)\b.{0,40}\b(?:because|due to|owing to"
    r"|result(?:ed)? from|stemmed from|explained by|thanks to|attributed to)\b)",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:not|n't|never|no|without|neither|nor|cannot|failed to)\b(?! only)", re.IGNORECASE)
_NEAR = 24  # characters before a word of influence in which a denial turns it round


class Outcomes:
    """A codebook's cues of implementation outcomes, and of the influence on them."""

    def __init__(self, codebook: Codebook) -> None:
        self._outcomes = FacetCues(codebook, LINKED)
        self._influence = FacetCues(codebook, DIRECTION)

    def of(
        self, passage: Passage, *, role: str, before: Sequence[Passage] = (), behind: Sequence[Passage] = ()
    ) -> tuple[Ground, ...]:
        """Outcomes tied to a code in a sentence, and one direction; () where nothing is tied.

        Args:
            role: the code's role.
            before: sentences before it in the section, the nearest first.
            behind: sentences behind it, the nearest first.
        """
        if not self._outcomes.is_asked:
            return ()
        links = self.influence(passage)
        outcomes = self._named(passage)
        if outcomes and (links or role in OF_ROLE):
            return self._tied(outcomes, links, role)
        return self._around(passage, before[:NEIGHBOURS], behind[:NEIGHBOURS])

    def influence(self, passage: Passage) -> tuple[Ground, ...]:
        """Words of influence, each with its direction; a denial right before one turns it round."""
        return tuple(self._influences(passage))

    def _influences(self, passage: Passage) -> Iterator[Ground]:
        for hit in longest(self._influence.hits(passage.text)):
            value, cue = hit.key
            denied = _DENIES.search(passage.text[max(0, hit.start - _NEAR) : hit.start])
            given = OPPOSITE.get(value, value) if denied else value
            yield passage.ground(DIRECTION, given, cue, hit.start, hit.end)

    def _named(self, passage: Passage) -> tuple[Ground, ...]:
        """Outcomes that a sentence names, the general one and the partnership's own only where no other is."""
        first: dict[str, Ground] = {}
        hits: Iterable[Hit[tuple[str, str]]] = longest(self._outcomes.hits(passage.text))
        for hit in hits:
            value, cue = hit.key
            first.setdefault(value, passage.ground(LINKED, value, cue, hit.start, hit.end))
        own = [value for value in self._outcomes.facet.values if value in first]
        specific = [value for value in own if value not in (GENERAL, PARTNERSHIP)]
        return tuple(first[value] for value in specific or own[:1])

    def _tied(self, outcomes: Sequence[Ground], links: Sequence[Ground], role: str) -> tuple[Ground, ...]:
        if not self._influence.is_asked:
            return tuple(outcomes)
        if not links:
            return (*outcomes, *self._influence.by_rule(OF_ROLE[role], f"role {role}"))
        directions = {link.value for link in links}
        if len(directions) == 1:
            return (*outcomes, links[0])
        if role in OF_ROLE:
            chosen = next((link for link in links if link.value == OF_ROLE[role]), links[0])
            return (*outcomes, chosen)
        return (*outcomes, _nearest(links, outcomes[0]))

    def _around(self, passage: Passage, before: Sequence[Passage], behind: Sequence[Passage]) -> tuple[Ground, ...]:
        for other in behind:
            if not _TAKES_UP.match(other.text):
                break
            outcomes, links = self._named(other), self.influence(other)
            if outcomes and links:
                return self._tied([_noted(one, "the sentence behind") for one in outcomes], links, "")
        if _GIVES_REASON.match(passage.text):
            for other in before:
                outcomes, links = self._named(other), self.influence(other)
                if outcomes and links:
                    return self._tied([_noted(one, "the sentence before") for one in outcomes], links, "")
        return ()


def _nearest(links: Sequence[Ground], outcome: Ground) -> Ground:
    """The word of influence that stands last before an outcome, or the first behind it."""
    earlier = [link for link in links if (link.start or 0) <= (outcome.start or 0)]
    return earlier[-1] if earlier else links[0]


def _noted(ground: Ground, where: str) -> Ground:
    return replace(ground, cue=f"{ground.cue}, in {where}")
