"""Phrases of a text: what is spoken of, in one to three content words, whatever their endings.

    "the village elders lent us their tools"   ─▶   village, elder, tool, village elder

Words are content words if they name something: joining words, verbs that only say that something is
done, and the words of every study are left out. A phrase is a run of content words with nothing
between them. It is known by its stems, so that "volunteers" and "a volunteer" are one, and shown as it
is spelt most often. Stems are cut by a short table of endings of our own: a wrong cut joins two words
that stand for one thing far more often than it joins two things.

Source: ``log_odds``: Monroe, Colaresi & Quinn (2008), Fightin' Words, equations 15 to 22.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeGuard

LONGEST = 3  # words of a phrase
SHORTEST_WORD = 3  # letters

_TOKEN = re.compile(r"(?P<word>[^\W\d_]+(?:[’'-][^\W\d_]+)*)|(?P<stop>[^\s\w])|\d+")

_JOINING = """
a an the and or but nor for with was were are is be been being am to of in on at by from as it its this that these
those not no have has had having do does did done doing their they them theirs our ours we us your you his her he she
him who whom whose which what when where how why if than then so such into onto upon over under out off up down per via
also more most other others another some any all both each few several many much own same only very just about between
among amongst across during before after while because since until through within without toward towards against along
around again further once here there can could may might will would shall should must ought however thus therefore well
even often etc either neither whether rather yet still although though able unable due despite less least every none
one two three four five six seven eight nine ten first second third last next half following above below
"""
_OF_EVERY_STUDY = """
use used uses using make made makes making include included includes including need needs needed needing provide
provided provides providing study studies research participant participants respondent respondents paper article author
authors findings finding result results data analysis table figure based shown show shows found find finds reported
described become became remain remained allow allows allowed intervention interventions trial trials group groups arm
"""
_JOINED = frozenset((_JOINING + _OF_EVERY_STUDY).split())
_PLURAL = re.compile(r"(?<=[a-z]{3})(?<![sui])s$")
_INFLECTION = re.compile(r"(?<=[a-z]{3})(?:ing|ed|e)$")
_DERIVATION = re.compile(r"(?<=[a-z]{5})(?:ations?|ators?|atives?|at|ments?|ions?|ity|ives?|iv|ers?|ors?|ly)$")
_DOUBLED = re.compile(r"([bdfgmnprt])\1$")
_BRITISH = re.compile(r"(?<=[a-z]{3})is(?=(?:e|es|ed|ing|ation|ations|ational|er|ers)$)")
_NO_BRITISH = re.compile(
    r"(?:superv|adv|exerc|pro?m|comprom|rev|dev|prov|prec|conc|expert|enterpr|otherw|telev|pra|ra|no|surpr|franch|pract)is"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase at ``[start, end)`` of a text; ``key`` is its stems, ``is_name`` where every word has a capital
    that no beginning of a sentence gave it.
    """

    key: str
    start: int
    end: int
    is_name: bool = False


def phrases(text: str) -> Iterator[Phrase]:
    """Every phrase of a text, by its last word, the longest first.

    >>> [phrase.key for phrase in phrases("The village elders lent us tools.")]
    ['villag', 'villag elder', 'elder', 'villag elder lent', 'elder lent', 'lent', 'tool']
    """
    run: list[tuple[str, int, int, bool]] = []
    for found in _TOKEN.finditer(text):
        word = found["word"]
        if not _tells(word):
            run = []
            continue
        is_name = word[0].isupper() and found.start() > 0
        run = [*run[1 - LONGEST :], (stem(word), found.start(), found.end(), is_name)]
        for first in range(len(run)):
            words = run[first:]
            key = " ".join(stem for stem, *_ in words)
            yield Phrase(key, words[0][1], words[-1][2], all(named for *_, named in words))


def stems(text: str) -> list[str]:
    """Stems of the content words of a text, in order."""
    return [stem(found["word"]) for found in _TOKEN.finditer(text) if _tells(found["word"])]


def _tells(word: str | None) -> TypeGuard[str]:
    return word is not None and len(word) >= SHORTEST_WORD and word.lower() not in _JOINED


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word less its ending, in lower case; hyphens and possessives are dropped, -ise is taken for -ize.

    >>> stem("volunteers") == stem("Volunteering")
    True
    """
    plain = word.lower().replace("’", "'").removesuffix("'s").replace("-", "")
    if not _NO_BRITISH.match(plain):
        plain = _BRITISH.sub("iz", plain)
    if plain.endswith("ies"):
        plain = f"{plain[:-3]}y"
    plain = _INFLECTION.sub("", _PLURAL.sub("", plain))
    return _DERIVATION.sub("", _DOUBLED.sub(r"\1", plain))


def log_odds(here: float, all_here: float, there: float, all_there: float, *, prior: float) -> float:
    """How much more a phrase belongs here than there: a z-score, above 1.96 beyond chance.

    Log-odds ratio with an informative Dirichlet prior: what both places have, in the weight of ``prior``
    observations, so that a rare phrase has to earn its difference.

    Args:
        here, there: how many sentences have the phrase, or their weight, out of ``all_here`` and ``all_there``.
    """
    expected = prior * (here + there) / (all_here + all_there)
    odds_here = (here + expected) / (all_here + prior - here - expected)
    odds_there = (there + expected) / (all_there + prior - there - expected)
    return (math.log(odds_here) - math.log(odds_there)) / math.sqrt(1 / (here + expected) + 1 / (there + expected))
