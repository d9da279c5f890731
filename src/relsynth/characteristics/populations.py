"""Whom a study was about or took part: a phrase such as "older adults with diabetes", as the paper prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from relsynth.characteristics.mentions import Characteristic, Measure, Mention, mention, weighed
from relsynth.characteristics.passages import Passage, Reading
from relsynth.characteristics.phrases import left_edge, right_edge

MEASURE = Measure(least=3.0, share=0.6, most=2, ceiling=0.8, half=1.5)

_VAGUE = (
    "people persons individuals participants patients subjects members users clients population populations adults"
    " women men children workers employees staff students residents stakeholders leaders consumers respondents"
    " families households communities"
)
_PLAIN = (
    "adolescents adolescent youth youths teenagers girls boys pupils mothers fathers parents caregivers carers"
    " infants newborns neonates babies toddlers preschoolers schoolchildren inpatients outpatients survivors"
    " veterans nurses physicians doctors clinicians providers practitioners teachers GPs pharmacists midwives"
    " volunteers prescribers smokers refugees migrants immigrants prisoners offenders inmates couples dyads"
    " seniors elders pilots farmers managers prisoners surgeons dentists therapists paramedics trainees Latinos"
    " Latinas Americans Indians migrants homeless drinkers policymakers researchers professionals practitioners"
    " counsellors counselors fishermen soldiers officers"
)
_HEADS = frozenset(f"{_VAGUE} {_PLAIN}".lower().split())
_WORD = re.compile(r"[A-Za-z]+")
_VAGUE_WORDS = frozenset(_VAGUE.split())
_NOBODY = _VAGUE_WORDS - {"adults", "women", "men", "children", "employees", "students", "residents", "families"}
"""Heads that say nothing alone."""
_BARE = 0.5
"""What a head weighs that says little alone."""
_TAIL = re.compile(
    r"(?P<opening> (?:aged?|with|living with|living in|at (?:\w+ )?risk (?:of|for)|suffering from|diagnosed with"
    r"|experiencing|attending|treated (?:with|for)|over|under|older than|younger than|and their|affected by"
    r"|exposed to|without|working in|of colou?r|who have sex|who (?:use|used|smoke|inject)"
    r"|receiving)) [\w'’/,–-]+(?: [\w'’/–-]+){0,7}"
)
_STOP = re.compile(
    r",| (?:was|were|is|are|has|have|had|will|would|can|could|may|to(?! \d)|by|that|which|and (?:the|to|a|its)|on"
    r"|using|during|received|across|per|over|delivered|currently|prescribed|represents?|suffer|with (?:a|an|the"
    r"|less|more|no)|referred|although|whose|versus|reported|participated|completed|took|at|through|as|for|after"
    r"|before|between|compared|randomi[sz]ed|recruited|than|into|within|based|but|or|if|when|we|via|showed|said"
    r"|among|while|who|from|in (?:the|order|a|both|this|terms|our|\d+))\b"
)
_CUE = re.compile(
    r"\b(?:among|amongst|for|with|of|in|targeting|recruited|enrol?led|include[ds]?|randomi[sz]ed|involving"
    r"|interviewed|surveyed|by|participants (?:were|are|will be)|including|invited|eligible|engag\w+"
    r"|help\w*)(?: (?:the|all|eligible|\d[\d,]*|\w+teen|\w+ty))*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b\d[\d,]*$")
_ABOUT_PEOPLE = re.compile(r"participant|population|patient|subject|sample|recruit|eligib", re.IGNORECASE)
_ROLE_WORDS = (
    "intervention control study treatment comparison experimental age potential medication group pair-matched"
    " target eligible trial total enrolled remaining participating included individual general proportion number"
    " percentage majority randomised randomized cluster non new other first second key local different research"
    " project field many usual care survey full-time part-time high low own patient steering committee team family"
    " staff qualified trained additional independent blinded respective relevant interested"
)
_ROLES = frozenset(_ROLE_WORDS.split())
"""Words before people that tell which arm of a trial they were in, or that they took part: no population."""
_STATED = frozenset({"title", "abstract", "methods", "keywords", "aims"})
_NOT_HERE = re.compile(r"\b(?:globally|worldwide|authors?|research team|million)\b", re.IGNORECASE)


def found_in(reading: Reading) -> tuple[Characteristic, ...]:
    """Whom the study was about, in the words of the title, the abstract or the methods; at most two phrases."""
    found = [each for passage in reading.passages if passage.place in _STATED for each in _of(reading, passage)]
    return weighed("population", found, MEASURE)


def _of(reading: Reading, passage: Passage) -> Iterator[Mention]:
    text = passage.text
    about = 1.5 if _ABOUT_PEOPLE.search(passage.heading) else 1.0
    for match in _WORD.finditer(text):
        if match[0].lower() not in _HEADS or text[match.end() : match.end() + 1] in ("'", "’"):
            continue
        start = left_edge(text, match.start(), words=5)
        end = len(text[: right_edge(text, match.end(), _TAIL, _STOP)].removesuffix(" and").removesuffix(" or"))
        words = text[start:end].count(" ") + 1
        head = match[0].casefold()
        if words == 1 and (head in _NOBODY or passage.place == "methods"):
            continue
        if end == match.end() and _ROLES.issuperset(text[start : match.start()].casefold().split()):
            continue
        first, last = reading.sentence(passage.start + start)
        if _NOT_HERE.search(reading.document.text, first, last) or reading.cites(first):
            continue
        before = text[max(0, start - 30) : start].rstrip()
        strength = about * (1.5 if _CUE.search(before) else 0.7) * (1.3 if _COUNTED.search(before) else 1.0)
        strength *= 1 + 0.12 * min(words, 6) if words > 1 or head not in _VAGUE_WORDS else _BARE
        group = head.removesuffix("s")
        yield mention(passage, text[start:end], start, end, rule="people named", strength=strength, group=group)
