"""How much, how often or how good the relating is said to be: the words themselves.

What is needed for scale is not whether people partner but how much of it and how good (the essay that the project
grew from asks for it), so a claim is kept verbatim: "weekly", "strong", "seven agencies". The codebook's cues say of
what kind a claim is. How many partners there are is a claim by itself. How often, how long and how early are claims in
a clause that speaks of partners or relating ("met weekly", not "weekly doses"). A word of quality is one only beside
a word for these, which the anchors of the codebook are ("strong ties", not "strong coffee"), or around one ("highly
engaged").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from relsynth.codebook import Codebook
from relsynth.coding import Ground
from relsynth.extraction.grounds import FacetCues, Passage, longest
from relsynth.lexicon import Lexicon

AMOUNT = "amount"
BESIDE = frozenset({"strength", "breadth"})
"""Kinds of claims whose words need a word for partners or relating beside them."""
NEAR = frozenset({"frequency", "duration", "timing"})
"""Kinds whose words need one in the same clause."""
WORDS_AHEAD = 2  # words that may stand between "strong" and the ties
WORDS_BEHIND = 2  # and between "engaged" and "actively": "engaged the partners actively"
RELATING = (
    "(collaborat*|cooperat*|co-operat*|coordinat*|communicat*|partner*|engag*|involv*|participat*|work*|meet*|met)",
    "(relation*|tie|ties|link*|trust|rapport|bond*|dialogue|contact*|interaction*|exchang*|consultation|support*)",
    "(commitment|leadership|buy-in|co-production|team*|effort*|resistance|understanding|feedback|input|involvement)",
    "(connect*|cohesion|consensus|ownership|respect|goodwill|solidarity|alignment|integrat*|mistrust|distrust|conflict*)",
    "(tension*|discuss*|talk*|conversation*|deliberat*|negotiat*|consult*|decision-making|shar*|outreach|guidance|spoke)",
    "(supervis*|mentor*|coach*|facilitat*|assistance|call|calls|visit*|email*|check-in*|huddle*|workshop*|conferenc*)",
)
"""Words for relating that are no anchors, in cue syntax."""
_NO_NUMBER = re.compile(r"\d+(?:[).\]]|-(?!\w+ )|[–-]\d{4})|(?:19|20)\d\d\b")
"""Numbers of a list, and years."""
_SAID_OF = re.compile(
    r"(?:(?:between|among|with|of|in|across|from)\b(?: [\w'’-]+){1,6} )?"
    r"(?:is|are|was|were|been|be|remain(?:s|ed)?|became|grew|seemed|felt|proved)"
    r"(?: (?:seen|described|perceived|rated|regarded|judged|considered|viewed|reported|found)(?: (?:as|to be))?)?"
    r"(?: (?:very|quite|generally|often|rather|too|so|relatively|particularly|already|not|still|also|more|less|most))?",
    re.IGNORECASE,
)
"""From a word for relating to what is said of it: "ties between the two boards were very (strong)"."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BREAK = re.compile(r"[.;:()\[\]]")
_PAUSE = re.compile(r"[,.;:()\[\]]|\b(?:and|but|or)\b")
_OVER_A_BREAK = re.compile(r"[;:()\[\]]|, ?\d")
_IN_A_WORD = re.compile(r"[-‐‑]\w")
"""What a claim may not be the beginning of: "low-performing"."""
_OF_TELLING = re.compile(r" (?:reported|cited|mentioned|identified|described|noted|named|asked|used)\b", re.IGNORECASE)
"""What is done often by those who tell, and not by partners."""
_NO_PHRASE = re.compile(
    r"\b(?:from|to|by|for|with|through|about|into|the|in|on|at|as|that|than|is|are|was|were)\b", re.IGNORECASE
)
"""Words that part what is said of one thing from the next."""
_EVENTS = frozenset({"sustained", "continued", "established", "increased", "improved", "enhanced", "shared", "renewed"})
"""Qualities before a word for relating, elsewhere what happened: "trust was established"."""
_CLAUSE = re.compile(r"[.;:()\[\]]|\b(?:but|whereas|although|while)\b", re.IGNORECASE)


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
        relating = self._relating.find(text) if any(hit.key[0] in BESIDE | NEAR for hit in hits) else []
        for hit in hits:
            kind, cue = hit.key
            if _NO_NUMBER.match(text, hit.start, hit.end) or _OVER_A_BREAK.search(text, hit.start, hit.end):
                continue
            if _IN_A_WORD.match(text, hit.end):
                continue
            if _is_of_relating(text, (hit.start, hit.end), kind, [(one.start, one.end) for one in relating]):
                words = text[hit.start : hit.end]
                yield passage.ground(AMOUNT, words.lower(), f"{kind}: {cue}", hit.start, hit.end)


def _is_of_relating(text: str, claim: tuple[int, int], kind: str, relating: Sequence[tuple[int, int]]) -> bool:
    """Whether a claim is one about partners or relating: by its kind, its own words, or those around it."""
    if kind not in BESIDE | NEAR:
        return True
    start, end = claim
    inside = [one for one in relating if one[0] < end and start < one[1]]
    others = [one for one in relating if one not in inside]
    if kind in NEAR and text[start:end].lower() not in _EVENTS:
        if _OF_TELLING.match(text, end):
            return False
        return bool(inside) or any(_is_in_clause(text, claim, other) for other in others)
    own = any((one[0], one[1]) != claim for one in inside)  # "more contact", but not "shared" by itself
    return own or any(_is_beside(text, claim, other) for other in others)


def _is_in_clause(text: str, claim: tuple[int, int], relating: tuple[int, int]) -> bool:
    between = text[min(claim[1], relating[1]) : max(claim[0], relating[0])]
    return not _CLAUSE.search(between)


def _is_beside(text: str, claim: tuple[int, int], relating: tuple[int, int]) -> bool:
    """Whether a claim stands shortly before, or right behind, a word for relating."""
    if relating[0] >= claim[1]:
        between = text[claim[1] : relating[0]]
        parted = _BREAK.search(between) or _NO_PHRASE.search(between)
        return not parted and len(_WORD.findall(between)) <= WORDS_AHEAD
    if text[claim[0] : claim[1]].lower() in _EVENTS:
        return False
    between = text[relating[1] : claim[0]].strip()
    if text[claim[0] : claim[1]].lower().endswith("ly"):
        return not _PAUSE.search(between) and len(_WORD.findall(between)) <= WORDS_BEHIND
    return _SAID_OF.fullmatch(between) is not None
