"""Whom a study was about or took part: a phrase such as "older adults with diabetes", as the paper prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from relsynth.characteristics.mentions import Characteristic, Measure, Mention, mention, weighed
from relsynth.characteristics.passages import Passage, Reading
from relsynth.characteristics.phrases import left_edge, right_edge

MEASURE = Measure(least=4.5, share=0.75, most=2, ceiling=0.85, half=1.5)

_VAGUE = (
    "people persons individuals participants patients subjects members users clients population populations adults"
    " women men children workers employees staff students residents stakeholders leaders consumers respondents"
    " families households communities"
)
_PLAIN = (
    "adolescents youth youths teenagers girls boys pupils mothers fathers parents caregivers carers"
    " infants newborns neonates babies toddlers preschoolers schoolchildren inpatients outpatients survivors"
    " veterans nurses physicians doctors clinicians providers practitioners teachers GPs pharmacists midwives"
    " volunteers prescribers smokers refugees migrants immigrants prisoners offenders inmates couples dyads"
    " seniors elders pilots farmers managers surgeons dentists therapists paramedics trainees Latinos"
    " Latinas Americans Indians drinkers policymakers professionals"
    " counsellors counselors fishermen soldiers officers"
)
_HEADS = frozenset(f"{_VAGUE} {_PLAIN}".lower().split())
_WORD = re.compile(r"[A-Za-z]+")
_VAGUE_WORDS = frozenset(_VAGUE.split())
_NOBODY = _VAGUE_WORDS - {"adults", "women", "men", "children", "employees", "students", "residents", "families"}
"""Heads that say nothing alone."""
_ONLY_WITH_TAIL = frozenset({"participants", "subjects", "members", "respondents", "individuals", "persons"})
"""Heads before which stands a group's name or a role ("relief participants"): what comes after says who they are."""
_STAFF = frozenset({"staff", "leaders", "managers", "officers", "members", "volunteers"})
"""Heads that are more often those who ran a study, or its setting, than whom it was about."""
_STAFFING = 0.5
_BARE = 0.5
"""What a head weighs that says little alone."""
_TAIL = re.compile(
    r"(?P<opening> (?:aged?|with|living with|living in|at (?:\w+ )?risk (?:of|for)|suffering from|diagnosed with"
    r"|experiencing|attending|treated (?:with|for)|over(?! the)|under(?! the)|older than|younger than|and their"
    r"|affected by|exposed to|without|working in|of colou?r|who have sex|who (?:use|used|smoke|inject)"
    r"|receiving)) [\w'’/,–-]+(?: [\w'’/–-]+){0,7}"
)
_STOP = re.compile(
    r",| (?:and \w+ed|receives?"
    r"|was|were|is|are|has|have|had|will|would|can|could|may|to(?! \d)|by|that|which|and (?:the|to|a|its)"
    r"|on|using|during|received|across|per|over|delivered|currently|prescribed|represents?|suffer|with (?:a|an|the"
    r"|less|more|no)|referred|although|whose|versus|reported|participated|completed|took|at|through|as|for|after"
    r"|before|between|compared|randomi[sz]ed|recruited|than|into|within|based|but|or|if|when|we|via|showed|said"
    r"|among|while|who|from|over the|due|total"
    r"|in (?:one|two|three|four|five|six|\w+ (?:workshops|meetings)|the|order|a|both|this|terms|our|\d+))\b"
)
_NO_TRAIT = re.compile(
    r"\b(?:scores?|outcomes?|data|tests?|period|follow(?:ed)?[ -]?up|missing|less|more|research|access|results"
    r"|email|addresses|visits?|respect|regard|same|options|opportunities)\b"
)
"""What stands after people in an account of an analysis: "patients with missing outcomes" are no population."""
_CUE = re.compile(
    r"\b(?:among|amongst|for|with|of|in|targeting|recruited|enrol?led|include[ds]?|randomi[sz]ed|involving"
    r"|interviewed|surveyed|by|participants (?:were|are|will be)|including|invited|eligible|engag\w+"
    r"|help\w*)(?: (?:the|all|eligible|\d[\d,]*|\w+teen|\w+ty))*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b\d[\d,]*$")
_SOME = (
    r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?)"
)
_TAKEN_IN = re.compile(
    r"\b(?:interviewed|recruited|enrol?led|surveyed|interviews with|sample of|consisted of|comprised"
    rf"|participants (?:were|included)) (?:{_SOME} (?:[\w-]+ ){{1,3}}and )?{_SOME} $",
    re.IGNORECASE,
)
"""People counted directly after a word of taking part: "interviewed 23 nurses and 12 managers"."""
_TAKEN = 4.8
"""What they weigh at least where the methods alone tell of them: enough, and unsure."""
_PEOPLE, _COUNTED_IN = "people named", "people counted as they took part"
_ABOUT_PEOPLE = re.compile(r"participant|population|patient|subject|sample|recruit|eligib", re.IGNORECASE)
_ROLE_WORDS = (
    "intervention control study treatment comparison experimental age potential medication group pair-matched"
    " target eligible trial total enrolled remaining participating included individual general proportion number"
    " percentage majority randomised randomized cluster non new other first second key local different research"
    " project field many usual care survey full-time part-time high low own patient steering committee team family"
    " staff qualified trained additional independent blinded respective relevant interested vulnerable adherent"
    " established admitted ordinary active mobile bilingual licensed age-matched outside external senior line"
    " clinic hospital ward treated untreated more common diverse private clinical healthy participant respondent"
    " underserved numerous sizeable considerable"
)
_ROLES = frozenset(_ROLE_WORDS.split())
"""Words before people that tell which arm of a trial they were in, or that they took part: no population."""
_ARM = re.compile(r"(?:intervention|control|experimental|comparison|trial)\b|non-", re.IGNORECASE)
_PLURAL = re.compile(
    r".*\b(?!diabetes|sports|homeless|hearing|wireless|United|States)[a-z]{3,}(?<![sui'’])s |.*\b[a-z]+['’]s? "
)
"""A plural or a possessive before people is another phrase's: "rural villages | men", "the clinic's | patients"."""
_DEED = re.compile(r"[a-z]+ed ")
_BEFORE_A_NAME = re.compile(
    r"(?:^|[^\w ]|\b(?:an?|the|of|for|with|by|in|among|amongst|to|and|or|on|from|between|all|some|many|most|more|as"
    r"|than|were|are|was|is|\d+|including|versus|recruited|included|interviewed|surveyed|targeting|our)) ?$",
    re.IGNORECASE,
)
"""What stands before a phrase for people that begins in a participle: "with displaced people"."""
_STATED = frozenset({"title", "abstract", "methods", "keywords", "aims"})
_NOT_HERE = re.compile(r"\b(?:globally|worldwide|authors?|research team|million)\b", re.IGNORECASE)


def found_in(reading: Reading) -> tuple[Characteristic, ...]:
    """Whom the study was about, in the words of the title, the abstract or the methods; at most two phrases."""
    found = [each for passage in reading.passages if passage.place in _STATED for each in _of(reading, passage)]
    in_front = {each.group for each in found if each.place != "methods"}
    stated = [each for each in found if each.group in in_front and (each.rule == _PEOPLE or " " in each.value)]
    return weighed("population", stated, MEASURE) or weighed("population", _counted(found), MEASURE)


def _counted(found: list[Mention]) -> Iterator[Mention]:
    """People counted in the methods, who stand for the population, unsurely, where the front matter tells of none."""
    return (replace(each, weight=max(each.weight, _TAKEN)) for each in found if each.rule == _COUNTED_IN)


def _of(reading: Reading, passage: Passage) -> Iterator[Mention]:
    text = passage.text
    about = 1.5 if _ABOUT_PEOPLE.search(passage.heading) else 1.0
    for match in _WORD.finditer(text):
        if match[0].lower() not in _HEADS or text[match.end() : match.end() + 1] in ("'", "’"):
            continue
        start, end = _phrase(text, match.start(), match.end())
        head = match[0].casefold()
        words = text[start:end].count(" ") + 1
        is_counted = _TAKEN_IN.search(text, max(0, start - 90), start)
        if (words == 1 and passage.place == "methods" and not is_counted) or _says_nothing(
            text[start : match.start()], head, text[match.end() : end]
        ):
            continue
        first, last = reading.sentence(passage.start + start)
        if _NOT_HERE.search(reading.document.text, first, last) or reading.cites(first):
            continue
        before = text[max(0, start - 30) : start].rstrip()
        strength = about * (1.5 if _CUE.search(before) else 0.7) * (1.3 if _COUNTED.search(before) else 1.0)
        strength *= 1 + 0.12 * min(words, 6) if words > 1 or head not in _VAGUE_WORDS else _BARE
        strength *= _STAFFING if head in _STAFF and passage.place != "title" else 1.0
        rule = _COUNTED_IN if is_counted and passage.place == "methods" else _PEOPLE
        group = head.removesuffix("s")
        yield mention(passage, text[start:end], start, end, rule=rule, strength=strength, group=group)


def _phrase(text: str, head: int, end: int) -> tuple[int, int]:
    """The noun group around a head, ``[start, end)``: no verb before it, and a tail only if it says who they are."""
    start = left_edge(text, head, words=5)
    if others := _PLURAL.match(text, start, head):
        start = others.end()
    if (deed := _DEED.match(text, start, head)) and not _BEFORE_A_NAME.search(text, max(0, start - 20), start):
        start = deed.end()
    edge = right_edge(text, end, _TAIL, _STOP)
    if _NO_TRAIT.search(text, end, edge):
        return start, end
    return start, len(text[:edge].removesuffix(" and").removesuffix(" or"))


def _says_nothing(modifiers: str, head: str, tail: str) -> bool:
    """Whether the words around a head leave open who the people are, or tell only which arm of a trial they were in."""
    if _ARM.match(modifiers):
        return True
    if tail:
        return False
    if not modifiers:
        return head in _NOBODY
    words = modifiers.casefold().split()
    return (head in _ONLY_WITH_TAIL and words != ["community"]) or _ROLES.issuperset(words)
