"""How a sentence asserts what it says: seen, lacking, perhaps, advised, planned, or told by others.

A table of cues in the codebook's own syntax, each with its reach: to what follows
in the clause, to what stands before, the whole clause, or the whole sentence. The
clauses come from punctuation and conjunctions, or from a parser where there is one.
Several assertions may hold at once (a cited lack is negated and reported by others);
``affirmed`` holds where none does.

Sources: trigger and reach after NegEx (Chapman 2001) and ConText (Harkema 2009), whose
clinical cue lists do poorly on research prose (hedge F1 0.38 on BioScope's full papers), so
the cues are ours; several assertions a sentence from the codebook pilot.

What heads a cell of a table asserts too: under "Recommendations" a cell advises, under
"Lacking" it tells of a lack, and under "Survey item" or "Definition" it tells of nothing that
was seen, which is "hypothetical" here. Heads are read by a table of their own, and whole: a
row's head may be a sentence about anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from relsynth.extraction.assertion_cues import CUES, MASKS, Reach
from relsynth.lexicon import Hit, Lexicon

ASSERTIONS = ("negated", "hedged", "hypothetical", "recommended", "planned", "reported_by_others")
NEAR = 80  # characters, some twelve words: how far a negation reaches inside its clause

_LACK_IN_CUE = re.compile(r"\b(?:lack(?:s|ed|ing)?|absence|insufficient|never|no|not|without)\b", re.IGNORECASE)
_CLAUSE_BREAK = re.compile(
    r"[;:—]|\s[–-]\s|,\s+(?=(?:but|and|yet|so|which|who|while|whereas|although|though|however|because|since|as|with)\b)"
    r"|\s(?=(?:but|although|though|whereas|while|because|unless|until|where|when|whether|which|who|if(?! any))\s)"
    r"|(?<=\bthat)\s",
    re.IGNORECASE,
)
_STATEMENT_BREAK = re.compile(r";|,?\s(?=(?:but|although|though|whereas|while|yet)\s)", re.IGNORECASE)
_CITED = re.compile(
    r"\b[A-Z][\w’'-]+ et al\b"
    r"|(?<![A-Z]{2} )(?<!\d )(?<!= )[(\[]\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20}[)\]](?=\W{0,3}\Z)"
)
"""What the readers put no sign at: others named without a year, and numbers in brackets that end a sentence where the
paper has too few to say that it cites so. Figures of a finding ("CI [12, 45]") are none."""

_REPORTS = re.compile(
    r"\b(?:describe|argue|report|show|find|found|propose|suggest|conclude|note|observe|demonstrate)(?:s|d|ed)?\b"
)
_OWN = re.compile(
    r"\b(?:we|our|us|this (?:study|project|evaluation|paper|partnership|trial|review)|present study)\b", re.IGNORECASE
)
_ADVICE = re.compile(  # verbs that are no nouns: "Support from the county" is no advice
    r"(?:[\w\s-]{1,40}:\s)?"  # "Patient-centred design: Engage patients in ..."
    r"(?:Engage|Build|Establish|Ensure|Involve|Develop|Identify|Include|Create|Foster|Consider|Agree|Encourage|Invest"
    r"|Invite|Make|Keep|Seek|Recogni[sz]e|Promote|Strengthen|Provide|Pay|Ask|Define|Choose|Convene)"
    r"\s(?!(?:of|and|was|were|is|are)\b)"
)
_PROTOCOL = re.compile(
    r"\bprotocol\b|\b(?:rationale|design) and (?:design|rationale|methods)\b|\bstudy design\b", re.IGNORECASE
)
_PAST = re.compile(r"\b(?:was|were|had|did|been|\w{3,}ed)\b", re.IGNORECASE)

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

OWN_ACCOUNT = frozenset({"methods", "results"})
"""Sections that cite for what they use: there a citation needs a verb of reporting beside it. Elsewhere, and in
cells, a citation, with nothing of this study in the sentence, tells of others."""
DESIGN = frozenset({"methods", "aims", "other"})
"""Sections of a protocol whose present tense is a plan."""


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


ClauseOf = Callable[[int], int]
"""Offset in a sentence -> number of its clause."""


@dataclass(frozen=True, slots=True)
class _Cue:
    assertion: str
    reach: Reach | Literal["mask"]


def _compiled() -> Lexicon[_Cue]:
    cues = [(cue, _Cue(assertion, reach)) for assertion, reach, own in CUES for cue in own]
    return Lexicon([*cues, *((mask, _Cue("", "mask")) for mask in MASKS)])


_LEXICON = _compiled()


def is_protocol(title: str | None) -> bool:
    """Whether a title announces a protocol, whose present tense is a plan (codebook pilot, 10)."""
    return bool(title and _PROTOCOL.search(title))


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


def clauses(sentence: str) -> ClauseOf:
    """Clauses told apart by punctuation and conjunctions: where no parser is installed."""
    return _parted(sentence, _CLAUSE_BREAK)


def _parted(sentence: str, stops: re.Pattern[str]) -> ClauseOf:
    breaks = [match.end() for match in stops.finditer(sentence)]
    return lambda offset: sum(at <= offset for at in breaks)


class Assertions:
    """The assertion cues of one sentence, asked for each place in it."""

    def __init__(self, sentence: str, setting: Setting, clause_of: ClauseOf | None = None) -> None:
        self._sentence = sentence
        self._setting = setting
        self._clause_of = clause_of or clauses(sentence)
        self._statement_of = _parted(sentence, _STATEMENT_BREAK)
        hits = _LEXICON.find(sentence)
        masks = [hit for hit in hits if hit.key.reach == "mask"]
        self._cues = [hit for hit in hits if hit.key.reach != "mask" and not any(_touch(hit, mask) for mask in masks)]
        self._masks = masks
        self._whole = frozenset(self._of_sentence())
        self._headed = frozenset[str]().union(*map(of_head, setting.heads))

    def at(self, start: int, end: int, *, names_lack: bool = False) -> tuple[str, ...]:
        """Assertions that hold of ``sentence[start:end]``, in the order of ``ASSERTIONS``; else affirmed.

        Args:
            names_lack: the phrase names the lack of its construct ("mistrust"), so that a
                negation of it is a double one.
        """
        found = {*self._whole, *(hit.key.assertion for hit in self._cues if self._reaches(hit, start, end))}
        if self._lack_inside(start, end):
            found.add("negated")
        if names_lack:
            found ^= {"negated"}
        found |= self._headed  # a lack that is listed among lacks is no double one
        if "recommended" in found or "planned" in found:
            found.discard("hedged")
        return tuple(assertion for assertion in ASSERTIONS if assertion in found) or ("affirmed",)

    def _reaches(self, hit: Hit[_Cue], start: int, end: int) -> bool:
        if hit.key.reach == "sentence":
            return True
        if hit.key.reach == "clause":  # advice, doubt and plans reach over "that" and "who": what is to be is not yet
            return self._statement_of(hit.start) == self._statement_of(start)
        nearest = hit.end - 1 if hit.key.reach == "after" else hit.start
        if self._clause_of(nearest) != self._clause_of(start):
            return False
        if hit.key.reach == "after":
            return hit.start < start and start - hit.end <= NEAR
        return hit.start >= end and hit.start - end <= NEAR

    def _lack_inside(self, start: int, end: int) -> bool:
        """Whether the phrase itself says that something is lacking ("lack of trust", "distrust")."""
        inside = _LACK_IN_CUE.search(self._sentence, start, end)
        return bool(inside) and not any(mask.start <= inside.start() < mask.end for mask in self._masks if inside)

    def _of_sentence(self) -> Iterator[str]:
        """What the whole sentence's setting asserts: cited, advice as a list item, a protocol's design."""
        own = _OWN.search(self._sentence)
        cited = self._setting.is_cited or bool(_CITED.search(self._sentence))
        is_own_account = self._setting.section in OWN_ACCOUNT and not self._setting.is_cited_cell
        if cited and not own and (not is_own_account or _REPORTS.search(self._sentence)):
            yield "reported_by_others"
        if _ADVICE.match(self._sentence):
            yield "recommended"
        if self._setting.is_protocol and self._setting.section in DESIGN and not _PAST.search(self._sentence):
            yield "planned"


def _touch(a: Hit[_Cue], b: Hit[_Cue]) -> bool:
    return a.start < b.end and b.start < a.end
