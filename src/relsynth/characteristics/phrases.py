"""Phrases around a head word: "older adults with diabetes" around "adults", "salad bar programme" around "programme".

No parser: a phrase goes left from its head over words that are no boundary (an article, a verb, a preposition), and
right over one prepositional tail of a known kind.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_][\w'’/&®™–+-]*")
_BOUNDARY_WORDS = (
    "a an the this that these those our their its his her such each every all any some no both either of to in for"
    " with by on at from into onto as among amongst between within across through during after before over under"
    " about per via than versus vs and or but nor if when while where whether which who whom whose we they it he"
    " she you i is are was were be been being has have had do does did will would can could may might should must"
    " not also only more most many few several other another same using used use uses involving including included"
    " comprising targeting reported recruited enrolled interviewed surveyed eligible participating selected"
    " randomised randomized assigned allocated received receiving provided delivered offered improve improving"
    " reduce reducing increase increasing promote promoting support supporting evaluate evaluating assess"
    " assessing implement implementing deliver delivering develop developing examine examining describe describing"
    " compare comparing explore exploring test testing how what why one two three four five six seven eight nine"
    " ten n total overall approximately around whereby because however therefore thus then there here new-found"
    " engaging helping enabling allowing consisted comprised prevent preventing provide providing facilitate"
    " facilitating affecting against toward towards called named entitled based current present proposed following"
    " above respective and/or invited consenting trained asked showed shows found suggests suggest require"
    " requires required need needs needed existing multiple different various increased improved reduced conducted"
    " performed identified measured compared introduced combining combined integrating implemented investigated"
    " evaluated tested developed designed describes evaluates examines assesses them him us me someone everyone"
    " somebody everybody nobody anyone whoever themselves own enough much less little eleven twelve hundred hundreds"
    " dozen dozens thousand thousands million bring brings brought call calls called connect connects empower"
    " empowers encourage encourages enrol enroll gave give gives help helped helps inform informs join joined keep"
    " kept left let lets link links made make makes meet meets met offer offers pay paid reach reached reaches refer"
    " refers saw sees send sends sent serve served serves taught teach teaches tell tells told train trains treat"
    " treats visit visited visits want wants went got get gets become becomes became include includes equip equips"
    " attract attracts ask asks allow allows enable enables involve involves engage engages invite invites recruit"
    " recruits understand protect protects follow follows saying said affect affects because since until once"
    " introduce introduces although though"
    " among like unlike yet without encouraged encourage so even often usually"
)
_LEFT_BOUNDARY = frozenset(_BOUNDARY_WORDS.split())
_ACTION = re.compile(
    r"(?!living|ageing|aging|nursing|childbearing|breastfeeding|practi[cs]ing|training|parenting|walking|screening"
    r"|learning|feeding|coaching|housing|hearing|teaching|caring|counsell?ing|meeting|wellbeing|planning|smoking"
    r"|drinking|working|cleaning|testing|eating|mentoring|monitoring|\w+-).*ing|(?:twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety)(?:-\w+)?"
)
"""A verb in -ing opens no phrase ("tackling tuberculosis"), save those that are names of things."""
_VERB = re.compile(
    r"(?!(?:private|corporate|climate|(?:under|post)?graduate|moderate|(?:in)?appropriate|immediate|intermediate|state"
    r"|late|prostate|rate|(?:il)?literate|separate|intimate|certificate|doctorate|exercise|expertise|enterprise"
    r"|franchise|\w*size|wise|noise|rise|date|up-to-date)$)\w{3,}(?:ate|ise|ize|ify)"
)
"""Endings of verbs: "motivate communities" is what was done; the names and adjectives that end so are left out."""
_INFINITIVE = re.compile(r"\bto $")
_NUMBER = re.compile(r"\d[\d/–-]*")
_JOINED = re.compile(r"[ -]*\Z")


def left_edge(text: str, head: int, *, words: int, is_deed: bool = False) -> int:
    """Where the phrase begins that ends in the word at ``head``: at most so many words before it.

    Args:
        is_deed: the head is something done, so that a word in -ing beside it tells what ("a reading programme").
    """
    start = head
    before = text[max(0, head - 90) : head]
    offset = head - len(before)
    for match in reversed(list(_WORD.finditer(before))):
        gap = before[match.end() : start - offset]
        tells_which = (
            is_deed and start == head and match[0].casefold() not in _LEFT_BOUNDARY and not _NUMBER.match(match[0])
        )
        if not words or not _JOINED.match(gap) or (_is_boundary(match[0]) and not tells_which):
            break
        start = offset + match.start()
        words -= 1
    return _after_infinitive(text, start, head)


def _after_infinitive(text: str, start: int, head: int) -> int:
    """The start without the verb that "to" comes before: "to engage young fathers"."""
    if _INFINITIVE.search(text, max(0, start - 4), start):
        first = _WORD.match(text, start)
        return min(first.end() + 1, head) if first and first.end() < head else start
    return start


def _is_boundary(word: str) -> bool:
    plain = word.casefold()
    return plain in _LEFT_BOUNDARY or any(pattern.fullmatch(plain) for pattern in (_NUMBER, _ACTION, _VERB))


def right_edge(text: str, end: int, tail: re.Pattern[str], stop: re.Pattern[str]) -> int:
    """Where the phrase ends whose head ends at ``end``: after a tail of this pattern, cut at the first ``stop``."""
    match = tail.match(text, end)
    if match is None:
        return end
    cut = stop.search(text, match.end("opening"), match.end())
    edge = cut.start() if cut else match.end()
    return edge if edge > match.end("opening") else end
