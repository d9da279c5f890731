"""How much, how often or how good the relating is said to be: the words themselves.

What is needed for scale is not whether people partner but how much of it and how good (the essay that the project
grew from asks for it), so a claim is kept verbatim: "weekly", "strong", "seven agencies". The codebook's cues say of
what kind a claim is. How often, how long and how many are claims by themselves; a word of quality is one only beside
a word for partners or relating ("strong ties", not "strong coffee"), which the anchors of the codebook are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from relsynth.codebook import Codebook
from relsynth.coding import Ground
from relsynth.extraction.grounds import FacetCues, Passage, longest
from relsynth.lexicon import Lexicon

AMOUNT = "amount"
BESIDE = frozenset({"strength", "breadth"})
"""Kinds of claims whose words need a word for partners or relating beside them."""
WORDS_AHEAD = 2  # words that may stand between "strong" and the ties
RELATING = (
    "(collaborat*|cooperat*|co-operat*|coordinat*|communicat*|partner*|engag*|involv*|participat*|work*|meet*|met)",
    "(relation*|tie|ties|link*|trust|rapport|bond*|dialogue|contact*|interaction*|exchang*|consultation|support*)",
    "(commitment|leadership|buy-in|co-production|team*|effort*|resistance|understanding|feedback|input|involvement)",
)
"""Words for relating that are no anchors, in cue syntax."""
_NO_NUMBER = re.compile(r"\d+(?:[).\]]|-(?!\w+ )|[–-]\d{4})|(?:19|20)\d\d\b")
"""Numbers of a list, and years."""
_COPULAS = frozenset({"is", "are", "was", "were", "remained", "remain", "became", "grew", "seemed", "felt"})
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BREAK = re.compile(r"[.;:()\[\]]")


class Amounts:
    """A codebook's cues for claims of amount and quality."""

    def __init__(self, codebook: Codebook) -> None:
        self._cues = FacetCues(codebook, AMOUNT)
        anchors = codebook.lexicon.partner_anchors
        self._relating = Lexicon((cue, None) for cue in (*anchors, *RELATING))

    def of(self, passage: Passage) -> tuple[Ground, ...]:
        """The claims of a sentence in its order: value is the words, cue the kind of claim and what found it."""
        if not self._cues.is_asked:
            return ()
        return tuple(self._claims(passage))

    def _claims(self, passage: Passage) -> Iterator[Ground]:
        text = passage.text
        hits = list(longest(self._cues.hits(text)))
        relating = self._relating.find(text) if any(hit.key[0] in BESIDE for hit in hits) else []
        for hit in hits:
            kind, cue = hit.key
            if _NO_NUMBER.match(text, hit.start, hit.end):
                continue
            others = [(one.start, one.end) for one in relating if one.end <= hit.start or one.start >= hit.end]
            if kind not in BESIDE or any(_is_beside(text, (hit.start, hit.end), other) for other in others):
                words = text[hit.start : hit.end]
                yield passage.ground(AMOUNT, words.lower(), f"{kind}: {cue}", hit.start, hit.end)


def _is_beside(text: str, claim: tuple[int, int], relating: tuple[int, int]) -> bool:
    """Whether a claim stands shortly before, or right behind, a word for relating."""
    if relating[0] >= claim[1]:
        between = text[claim[1] : relating[0]]
        return not _BREAK.search(between) and len(_WORD.findall(between)) <= WORDS_AHEAD
    between = text[relating[1] : claim[0]].strip().lower()
    return between in _COPULAS or (not between and text[claim[0] : claim[1]].lower().endswith("ly"))
