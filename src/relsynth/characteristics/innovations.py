"""What was put into practice: the name or the phrase of the intervention, programme, guideline or service."""

from __future__ import annotations

import re
from collections.abc import Iterator

from relsynth.characteristics.mentions import Characteristic, Measure, Mention, mention, weighed
from relsynth.characteristics.passages import Passage, Reading
from relsynth.characteristics.phrases import left_edge

MEASURE = Measure(least=2.6, share=0.6, most=2, ceiling=0.9, half=1.5)

_HEADS = (
    "intervention interventions programme programmes program programs initiative training package packages model"
    " toolkit toolbox tool policy policies guideline guidelines screening strategy strategies curriculum therapy"
    " app application system campaign collaborative checklist pathway bundle protocol course module coaching"
    " counselling counseling education vaccination immunization immunisation mobilisation mobilization"
    " facilitation rehabilitation treatment service services scheme telehealth e-learning workshop workshops"
    " mentoring plan supports classes teams visits prophylaxis"
)
_HEAD = re.compile(rf"\b(?:{'|'.join(_HEADS.split())})\b", re.IGNORECASE)
_STUDY = r"(?:trial|study|project|Trial|Study|Project)"
_NAMED = re.compile(
    r"(?<![\w.])(?P<name>(?:[A-Z][\w’'&/+!:-]*)(?: (?:(?:of|for|and|in|to|the|on|with"
    r"|a) ){0,2}[A-Z][\w’'&/+!-]*){0,8})(?: \((?P<short>[A-Z][\w-]{1,15})\))?"
    rf" (?P<head>{'|'.join(_HEADS.split())}|trial|study|project|Project|Trial|Study|Initiative|Collaborative)\b"
)
_PROPER = re.compile(r"(?:[a-z]*[A-Z]+[A-Za-z]*[A-Z0-9]|[A-Z][\w’'-]* .*[A-Z])")
_NOT_NAMES = re.compile(
    r"(?:The|This|These|Our|A|An|Each|In|For|Such|Control|Intervention|Study|Randomi[sz]ed|Cluster|Phase|Clinical"
    r"|Pilot|Usual|All|Health|Primary|Trial|Research|National|Local|Community|Public|Data|Standard|Process|Current"
    r"|Previous|Ethics|Methods|Results|Aim|However)\b"
)
_DESIGNS = frozenset(
    {
        "RCT",
        "HIV",
        "COPD",
        "GP",
        "NHS",
        "UK",
        "US",
        "USA",
        "CRCT",
        "TB",
        "AIDS",
        "WHO",
        "STI",
        "ICU",
        "BMI",
        "CHW",
        "PICO",
        "PICOS",
        "PECO",
        "PRISMA",
    }
)
"""Capitals before "programme" or "trial" that are nobody's name for it."""
_TITLED = re.compile(
    r"\b(?:implement(?:ing|ation of)|evaluat(?:ing|ions? of)|(?:cost-)?effect(?:iveness|s)? of|efficacy of"
    r"|impacts? of|feasibility of|adopt(?:ion of|ing)|uptake of|scal(?:e-up of|ing[- ]up)|sustain(?:ing|ability of"
    r"|ment of)|acceptability of|delivery of|delivering|introduc(?:ing|tion of)|disseminat(?:ing|ion of)"
    r"|integrat(?:ing|ion of)|roll-?out of|adapt(?:ing|ation of)|development of|developing|assessment of|design of"
    r"|protocol (?:for|of)|benefits of|use of|provision of"
    r"|experiences? of)(?: and (?:\w+ )?(?:evaluation|effectiveness|cost-effectiveness|benefits|feasibility|impact"
    r"|effects?) of)?(?: an?| the)? (?P<phrase>[^:;,.?()]{4,110})",
    re.IGNORECASE,
)
_TITLE_END = re.compile(
    r" (?:in|for|among|amongst|on|at|within|across|into|versus|vs|by|through|from|with|as|aiming|designed|during"
    r"|after|using|between|that|which|to (?:improve|reduce|promote|prevent|increase|support|address|combat)"
    r"|and its|compared|-|–)\b| [–-] ",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"(?:implementing|delivering|providing|using|introducing|integrating|(?:ability|provision|integration|delivery"
    r"|implementation) of) (?:an? |the )?"
)
"""What may stand again between "effects of" and the thing itself."""
_A_STUDY = re.compile(
    r"\b(?:trials?|study|studies|rct|review|protocol|analysis|evaluation|perspectives?|survey|interviews)\b",
    re.IGNORECASE,
)
_VAGUE_MODIFIER = re.compile(
    r"(?:PICOS?|PECO|SPIDER|PRISMA|SWOT|(?:in)?(?:appropriate|adequate|sufficient|correct)(?: [\w-]+){0,4}"
    r"|complex|effective|evidence-based|new|novel|successful|future|control|study|main|multiple|health"
    r"|public health|behaviou?ral|usual|standard|current|similar|different|intensive|full|actual|large-scale"
    r"|specific|important|process|national|local|original|statistical|data|sampling|recruitment|analytic\w*|coding"
    r"|search|(?:[\w-]+ ){0,4}(?:study|trial|research)|clinical|medical|primary|secondary|active|available|two|three)$",
    re.IGNORECASE,
)
_PUT_INTO_PRACTICE = re.compile(
    r"\b(?:evaluat|implement|test|introduc|deliver|develop|pilot|adapt|assess|examin|adopt|effect|impact|feasibil"
    r"|describ)\w*(?: of)?(?: (?:an?|the|our|this))? $",
    re.IGNORECASE,
)
_PUT = 1.6
"""What a phrase weighs that is said to have been evaluated or put into practice, beside one that only stands there."""
_NO_NEW_THING = re.compile(
    r"(?!.*\w-\w).*\b(?:health|health ?care|nervous|immune|information) (?:systems?|services?)", re.IGNORECASE
)
"""Systems and services that were there before the study; "youth-friendly health services" are something new."""
_SPAN = re.compile(r"(?:[\w]+-)?(?:day|week|month|year|session)s?(?:-long)? ", re.IGNORECASE)
_DEFINITE = re.compile(r"\b[Tt]he (pathway|toolkit|checklist|bundle|curriculum|app|campaign)\b")
"""Things of which there is one in a paper, so that their bare name tells which."""
_STATED = frozenset({"title", "abstract", "methods", "aims", "keywords"})


def found_in(reading: Reading) -> tuple[Characteristic, ...]:
    """What was put into practice, in the paper's own words; at most a name and a description."""
    found: list[Mention] = []
    for passage in reading.passages:
        if passage.place == "title":
            found += _titled(passage)
        if passage.place in _STATED:
            found += [*_named(passage), *_described(reading, passage)]
    told = " ".join(each.value.casefold() for each in found)
    found += [each for passage in reading.passages if passage.place == "abstract" for each in _definite(passage, told)]
    named = weighed("innovation", found, MEASURE)
    return tuple(each for each in named if not any(_is_part(each, other) for other in named))


def _is_part(each: Characteristic, other: Characteristic) -> bool:
    """Whether a phrase stands within a surer one, or around it: both tell the same."""
    one, two = each.value.casefold(), other.value.casefold()
    return each.confidence < other.confidence and (one in two or two in one)


def _titled(passage: Passage) -> Iterator[Mention]:
    """What the title says was implemented, evaluated or brought in."""
    for match in _TITLED.finditer(passage.text):
        start, end = match.span("phrase")
        cut = _TITLE_END.search(passage.text, start, end)
        end = cut.start() if cut else end
        if again := _AGAIN.match(passage.text, start, end):
            start = again.end()
        phrase = passage.text[start:end].rstrip()
        if len(phrase) > 3 and not _A_STUDY.search(phrase):  # noqa: PLR2004
            yield _made(passage, start, start + len(phrase), "what the title says was implemented", 1.0)


def _named(passage: Passage) -> Iterator[Mention]:
    """A proper name before a word such as programme; a trial's own name counts half."""
    for match in _NAMED.finditer(passage.text):
        start = match.start("name")
        while opening := _NOT_NAMES.match(passage.text, start, match.end("name")):
            start = opening.end() + 1
        name = passage.text[start : match.end("name")]
        if start >= match.end("name") or not _PROPER.match(name) or name in _DESIGNS or _A_STUDY.search(name):
            continue
        if _NO_NEW_THING.fullmatch(passage.text, start, match.end()):
            continue
        strength = 0.5 if re.fullmatch(_STUDY, match["head"]) else 1.0
        yield _made(passage, start, match.end(), "a proper name before what it is", strength)


def _described(reading: Reading, passage: Passage) -> Iterator[Mention]:
    """A phrase that ends in a word such as programme, with something before it that tells which."""
    if passage.place not in ("title", "abstract"):
        return
    for match in _HEAD.finditer(passage.text):
        start = left_edge(passage.text, match.start(), words=6, is_deed=True)
        if span := _SPAN.match(passage.text, start):  # "12 month programme": the number is no part of a phrase
            start = span.end()
        modifier = passage.text[start : match.start()].rstrip()
        after = passage.text[match.end() : match.end() + 2]
        is_part = modifier[:1].isupper() and after[:1] == " " and after[1:].isupper()  # a longer name goes on
        if (
            modifier
            and not is_part
            and not _VAGUE_MODIFIER.fullmatch(modifier)
            and not _NO_NEW_THING.fullmatch(passage.text, start, match.end())
            and not reading.cites(passage.start + start)
        ):
            strength = 0.4 + 0.08 * min(modifier.count(" ") + 1, 5)
            strength *= _PUT if _PUT_INTO_PRACTICE.search(passage.text, max(0, start - 40), start) else 1.0
            yield _made(passage, start, match.end(), "a phrase that ends in what it is", strength)


def _definite(passage: Passage, told: str) -> Iterator[Mention]:
    """A thing spoken of as "the pathway" where no phrase or name tells which pathway it is."""
    for match in _DEFINITE.finditer(passage.text):
        if match[1] not in told:
            yield _made(passage, match.start(1), match.end(1), "a thing of which there is one", 0.7)


def _made(passage: Passage, start: int, end: int, rule: str, strength: float) -> Mention:
    value = passage.text[start:end]
    group = re.sub(r"\W+", " ", value.casefold().replace("programme", "program")).removesuffix("s")
    return mention(passage, value, start, end, rule=rule, strength=strength, group=group)
