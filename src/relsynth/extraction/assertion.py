"""How a sentence asserts what it says: seen, lacking, perhaps, advised, planned, or told by others.

A table of cues in the codebook's own syntax, each with its reach: to what follows
in the clause, to what stands before, the whole clause, or the whole sentence. The
clauses come from punctuation and conjunctions, or from a parser where there is one.
Several assertions may hold at once (a cited lack is negated and reported by others);
``affirmed`` holds where none does. Each comes with its sign: the words that gave it, and where.

A place that is longer than a phrase is asked about as a whole: only main clauses speak for it, so
that "partners met, although some could not come" tells of a meeting.

Sources: trigger and reach after NegEx (Chapman 2001) and ConText (Harkema 2009), whose
clinical cue lists do poorly on research prose (hedge F1 0.38 on BioScope's full papers), so
the cues are ours; several assertions a sentence from the codebook pilot. What the rules are worth,
value by value, is in docs/benchmarks.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from relsynth.extraction.assertion_cues import CUES, MASKS, Reach
from relsynth.extraction.assertion_heads import of_head
from relsynth.extraction.attribution import attribution, is_design, is_protocol
from relsynth.extraction.clauses import ClauseOf, Clauses
from relsynth.lexicon import Hit, Lexicon

__all__ = ["ASSERTIONS", "Assertions", "Setting", "Sign", "is_protocol"]

ASSERTIONS = ("negated", "hedged", "hypothetical", "recommended", "planned", "reported_by_others")
NEAR = 80  # characters, some twelve words: how far a negation reaches inside its clause
LONGEST_PHRASE = 60  # characters; a longer place is asked about as a whole

_LACK_IN_CUE = re.compile(r"\b(?:lack(?:s|ed|ing)?|absence|insufficient|never|no|not|without)\b", re.IGNORECASE)
_MONTH = re.compile(r"(?<=[a-z,;–-] )May\b|(?<=[a-z,;–-])May\b|\AMay(?= (?:\d|and |through |to ))")
"""The month in running text; a verb has no capital there."""
_ADVICE = re.compile(  # verbs that are no nouns: "Support from the county" is no advice
    r"(?:[\w\s-]{1,40}:\s)?"  # "Patient-centred design: Engage patients in ..."
    r"(?:(?:First|Second|Third|Next|Then|Finally|Also|Always|Never|Do not|Don['’]t|Where possible|If possible),?\s)?"
    r"(?:"
    r"(?:Accept|Acknowledge|Adapt|Advocate|Agree|Allocate|Allow|Anticipate|Apply|Appoint|Articulate|Ask|Assemble|Assess"
    r"|Assign|Avoid|Be|Become|Build|Celebrate|Choose|Clarify|Collaborate|Communicate|Compensate|Conduct|Consider|Consult"
    r"|Convene|Coordinate|Create|Cultivate|Define|Demonstrate|Designate|Determine|Develop|Disseminate|Elicit|Embed"
    r"|Embrace|Emphasi[sz]e|Employ|Empower|Enable|Encourage|Engage|Enhance|Enlist|Ensure|Establish|Evaluate|Examine"
    r"|Expand|Explore|Facilitate|Follow|Formali[sz]e|Foster|Gather|Get|Hire|Honou?r|Identify|Implement|Improve|Include"
    r"|Incorporate|Inform|Integrate|Introduce|Invest|Invite|Involve|Keep|Know|Learn|Leverage|Listen|Maintain|Make"
    r"|Mobili[sz]e|Negotiate|Nurture|Obtain|Organi[sz]e|Pay|Prepare|Prioriti[sz]e|Promote|Protect|Provide|Recogni[sz]e"
    r"|Recruit|Remain|Remember|Respect|Retain|Revisit|Reward|Seek|Select|Simplify|Solicit|Standardi[sz]e|Stay"
    r"|Strengthen|Tailor|Understand|Utili[sz]e|Welcome)"
    r"\s(?!(?:of|and|was|were|is|are|has|have|had)\b)"
    r"|(?:Use|Start|Set|Hold|Share|Work|Partner|Plan|Support|Train|Offer|Give|Take|Treat|Review|Name|Draw|Help|Meet|Put"
    r"|Begin|Discuss|Document|Form|Monitor|Sign|Value|Address|Look|Reach|Talk|Bring|Find|Learn|Connect|Commit)"
    r"\s(?:a|an|the|your|their|each|all|every|any|existing|up|out|to|with|together|early|local)\b"
    r"(?!.{0,60}\b(?:was|were|is|are|has|have|had)\b)"
    r")",
    re.ASCII,
)
_UNREAL = re.compile(
    r"\W*(?:Had (?:we|they|it|there|the|our|an?|this|these|that|those)\b"
    r"|If\b[^,;]{1,150}?\b(?:should|were|could|had (?:not )?(?:been|had|known|met|done|come|held|\w{2,}ed))\b)"
    r"[^,;]{0,150},\s[^;]{0,60}?\b(?:would|could|might)\b"
)
"""A sentence that opens with what is not so, or not yet, and says what would follow: neither part reports."""
_QUESTION = re.compile(r"\?[”\"')\]]*\s*\Z")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands: label of its section, whether it cites a work, whether the paper is a protocol.

    ``heads`` are what heads its column and its row, where it is in a table; ``is_cited_cell`` says that
    the cell or one of these cites, and not merely the caption, which may name a framework.
    """

    section: str
    is_cited: bool = False
    is_protocol: bool = False
    heads: tuple[str, ...] = ()
    is_cited_cell: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """What gives an assertion: words at ``[start, end)`` of the sentence, or a rule and what it looked at."""

    cue: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Cue:
    assertion: str
    reach: Reach | Literal["mask"]


def _compiled() -> Lexicon[_Cue]:
    cues = [(cue, _Cue(assertion, reach)) for assertion, reach, own in CUES for cue in own]
    return Lexicon([*cues, *((mask, _Cue("", "mask")) for mask in MASKS)])


_LEXICON = _compiled()


class Assertions:
    """The assertion cues of one sentence, asked for each place in it.

    Args:
        clause_of: number of the clause at an offset, where a parser tells: for the reach of negations.

    >>> asked = Assertions("Sites failed to build trust.", Setting("results"))
    >>> asked.at(22, 27), asked.why("negated")
    (('negated',), ('failed to', 6, 15))
    """

    def __init__(self, sentence: str, setting: Setting, clause_of: ClauseOf | None = None) -> None:
        self._sentence = sentence
        self._clauses = Clauses(sentence)
        self._clause_of = clause_of or self._clauses.of
        hits = _LEXICON.find(sentence)
        self._masks = [(hit.start, hit.end) for hit in hits if hit.key.reach == "mask"]
        self._masks += [match.span() for match in _MONTH.finditer(sentence)]
        cues = [hit for hit in hits if hit.key.reach != "mask" and not self._is_masked(hit.start, hit.end)]
        self._cues = [hit for hit in cues if not any(_outdoes(other, hit) for other in cues)]
        self._whole = dict(self._of_sentence(setting))
        self._headed = {
            name: Sign(f"head {head}", 0, len(sentence)) for head in setting.heads for name in of_head(head)
        }
        self._last: Mapping[str, Sign] = self._whole

    def at(self, start: int, end: int, *, names_lack: bool = False) -> tuple[str, ...]:
        """Assertions that hold of ``sentence[start:end]``, in the order of ``ASSERTIONS``; else affirmed.

        Args:
            names_lack: the phrase names the lack of its construct ("mistrust"), so that a
                negation of it is a double one.
        """
        self._last = self.signs(start, end, names_lack=names_lack)
        return tuple(self._last) or ("affirmed",)

    def why(self, value: str) -> tuple[str, int, int] | None:
        """What gave a value at the place that ``at`` was last asked about, and where in the sentence it stands.

        None for a value that does not hold there, and for ``affirmed``, which nothing gives.
        """
        sign = self._last.get(value)
        return (sign.cue, sign.start, sign.end) if sign else None

    def signs(self, start: int, end: int, *, names_lack: bool = False) -> dict[str, Sign]:
        """Assertion -> its sign, in the order of ``ASSERTIONS``, for ``sentence[start:end]``; empty where affirmed."""
        found = dict(self._whole)
        for name, sign in (*self._of_cues(start, end), *self._lack_inside(start, end)):
            found.setdefault(name, sign)
        if names_lack:
            found = _turned(found, Sign(self._sentence[start:end], start, end))
        found |= self._headed  # a lack that is listed among lacks is no double one
        return {name: found[name] for name in ASSERTIONS if name in found}

    def _of_cues(self, start: int, end: int) -> Iterator[tuple[str, Sign]]:
        is_phrase = end - start <= LONGEST_PHRASE
        for hit in self._cues:
            if self._reaches(hit, start, end) if is_phrase else self._speaks_for(hit, start, end):
                yield hit.key.assertion, self._sign(hit.start, hit.end)

    def _sign(self, start: int, end: int) -> Sign:
        return Sign(self._sentence[start:end], start, end)

    def _reaches(self, hit: Hit[_Cue], start: int, end: int) -> bool:
        """Whether a cue speaks of a phrase."""
        if hit.key.reach == "sentence":
            return True
        if hit.key.reach == "clause":  # advice, doubt and plans reach over "that" and "who": what is to be is not yet
            return self._clauses.reaches(hit.start, start)
        nearest = hit.start if hit.key.reach == "before" else hit.end - 1
        if self._clause_of(nearest) != self._clause_of(start) or self._clauses.is_shut_from(hit.start, start):
            return False
        if hit.key.reach == "before":
            return hit.start >= end and hit.start - end <= NEAR
        return hit.start < start and start - hit.end <= NEAR

    def _speaks_for(self, hit: Hit[_Cue], start: int, end: int) -> bool:
        """Whether a cue speaks for all of a long place: from a main clause of it, or from before it in the same one."""
        if hit.key.reach == "sentence":
            return True
        if hit.key.reach == "phrase" or not self._clauses.is_main(hit.start):
            return False
        return start <= hit.start < end or (hit.key.reach != "before" and self._reaches(hit, start, end))

    def _lack_inside(self, start: int, end: int) -> Iterator[tuple[str, Sign]]:
        """The lack that a phrase itself tells of ("lack of trust", "no longer shared")."""
        inside = _LACK_IN_CUE.search(self._sentence, start, end) if end - start <= LONGEST_PHRASE else None
        if inside and not self._is_masked(*inside.span()):
            yield "negated", self._sign(*inside.span())

    def _is_masked(self, start: int, end: int) -> bool:
        return any(start < last and first < end for first, last in self._masks)

    def _of_sentence(self, setting: Setting) -> Iterator[tuple[str, Sign]]:
        """What the whole sentence asserts: cited, advice as a list item, a protocol's design, unreal, a question."""
        told = attribution(self._sentence, setting.section, is_cited=setting.is_cited, is_cell=setting.is_cited_cell)
        if told:
            yield "reported_by_others", Sign(*told)
        if advice := _ADVICE.match(self._sentence):
            yield "recommended", Sign("advice as an imperative", *advice.span())
        if setting.is_protocol and is_design(self._sentence, setting.section):
            yield "planned", Sign("design of a protocol", 0, len(self._sentence))
        if unreal := _UNREAL.match(self._sentence):
            yield "hypothetical", self._sign(*unreal.span())
        if question := _QUESTION.search(self._sentence):
            yield "hypothetical", self._sign(*question.span())


def _outdoes(other: Hit[_Cue], hit: Hit[_Cue]) -> bool:
    """Whether a longer cue of another assertion holds some of the same words."""
    return (
        other.key.assertion != hit.key.assertion
        and other.end - other.start > hit.end - hit.start
        and other.start < hit.end
        and hit.start < other.end
    )


def _turned(found: dict[str, Sign], lack: Sign) -> dict[str, Sign]:
    """The same with the negation turned: a lack that is denied is none."""
    if "negated" in found:
        return {name: sign for name, sign in found.items() if name != "negated"}
    return {**found, "negated": lack}
