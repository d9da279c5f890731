"""Where a study took place: countries by their names, their people's names and their best-known towns.

What is looked for is the place of the study, neither the authors' addresses nor the places of works that are cited;
so a name weighs by where it stands (``passages``) and by the words around it. Of countries named alike, as in "in
Kenya, Malawi and Uganda", all count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from relsynth.characteristics.country_table import COUNTRIES, INCOME_YEAR, Country
from relsynth.characteristics.gazetteer import Gazetteer
from relsynth.characteristics.mentions import Characteristic, Measure, Mention, mention, weighed
from relsynth.characteristics.passages import Passage, Reading
from relsynth.characteristics.place_table import NOWHERE, PLACES

MEASURE = Measure(least=0.9, share=0.4, most=12, ceiling=0.95, half=0.4)

_LAST_RESORT = Measure(least=0.03, share=0.7, most=1, ceiling=0.6, half=0.03)
"""Where only the back matter names a country: that of the funder, or of the ethics committee."""
_FRONT = frozenset({"title", "abstract", "keywords"})
_PLAIN = 0.8
"""What a mention weighs that settles which countries are meant."""

_DOUBTFUL = 0.5
"""What a form weighs that is the name of something else, too."""
_ADDRESS = 0.1
"""What a name weighs at the end of an address in brackets."""
_COMPANY = re.compile(r"[A-Z]\w+(?:-| )[A-Z]\w+|^\w+$")
_WARE = re.compile(
    r"(?:\b(?:kits?|assays?|analy[sz]ers?|tablets?|capsules?|injections?|antibod(?:y|ies)|reagents?|devices?|scanners?"
    r"|ventilators?|catheters?|implants?|sensors?|mg|ml|mL|vaccine)|[®™]) ?$"
)
"""What a maker's address in brackets stands after."""
_CITED = 0.15
"""What a name weighs in a sentence that cites another work."""

_STRENGTHS = {"name": 1.0, "adjective": 0.75, "place": 0.9}


@dataclass(frozen=True, slots=True)
class _Form:
    """What a form tells: the country's code (None for none), as what kind of word, and how surely."""

    code: str | None
    kind: str
    strength: float


_AFTER: tuple[tuple[re.Pattern[str], float], ...] = (
    (
        re.compile(
            r"[ -](?:language|languages|speaking|version|translation|dollars?|dialect|tariff)\b|\$|[ -]?\d", re.I
        ),
        0,
    ),
    (
        re.compile(
            r"[ -](?:(?:im)?migrants?|refugees?|descent|origin|ancestry|heritage|born|diaspora|ethnicity)\b", re.I
        ),
        0,
    ),
    (
        re.compile(
            r"(?: [A-Z]\w+){0,3} (?:Journal|Society|Association|Academy|Declaration|Charter|Convention|Protocol)\b"
        ),
        0,
    ),
    (
        re.compile(r"(?: [A-Z]\w+){0,3} (?:Scale|Inventory|Questionnaire|Criteria|Collaboration|Guidelines?|Press)\b"),
        0.0,
    ),
    (re.compile(r" (?:[IVX]{2,}|College of|Adaptation)\b"), 0.0),
    (re.compile(r"(?: [A-Z]\w+){0,2} Trials? Regist"), 0.3),
    (re.compile(r" (?:University|School|Institute|Foundation|Embassy|Research)\b"), 0.4),
)
"""What follows a name, and what the name then weighs."""

_BEFORE: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r"(?:born|raised) in $|\b(?:immigrants?|refugees?|migrants?|fled|emigrated|originat\w+) from $"), 0.0),
    (
        re.compile(
            r"\b(?:unlike|like|than|compar\w+ (?:to|with)|similar to|contrast to|evidence from)(?: in| the)* $", re.I
        ),
        0.2,
    ),
    (re.compile(r"\b(?:studies|trials?|study|research|reports?|reviews?|surveys) (?:from|in)(?: the)? $", re.I), 0.6),
    (re.compile(r"\b(?:cases?|outbreaks?|epidemics?|deaths|crisis|pandemic|patients) in(?: the)? $"), 0.3),
    (re.compile(r"\b(?:University|School|Institute|College|Ministry|Embassy|Bank) of(?: the)? $"), 0.4),
    (re.compile(r"\b(?:in|across|throughout|within)(?: the| all| \w+(?:ern|al|an))? $|-based $|, $"), 1.15),
)
"""What stands before a name, and what the name then weighs; the first that fits."""

_LANGUAGE = re.compile(r"\b(?:in|into|from|to|and|English or) $")
_LANGUAGE_ENDS = re.compile(r"(?: (?:and|or|language)\b|\W*$|[.,;)])")
_LANGUAGES = frozenset(
    {"Spanish", "French", "German", "Portuguese", "Chinese", "Dutch", "Italian", "Arabic", "Swedish"}
)
_MAKER = re.compile(
    r"\b(?:SPSS|Stata(?:Corp)?|SAS|NVivo|N-Vivo|QSR|ATLAS\.ti|MAXQDA|Dedoose|REDCap|Qualtrics|IBM|Microsoft|MATLAB"
    r"|Inc|Ltd|GmbH|Corp|version \d|[Ss]oftware|Co\.|Pharmaceuticals?|Pharma|Biotech\w*|manufactured|purchased from"
    r"|accelerometers?|licen[sc]ed?)\b"
)
"""A maker's address stands beside the name of the ware; it is not where the study was."""


def found_in(reading: Reading) -> tuple[Characteristic, ...]:
    """Countries in which a study took place, by their short names, the surest first."""
    mentions = list(_mentions(reading))
    if any(each.value == "Georgia" for each in mentions):  # Tbilisi is named, so Georgia is the country
        mentions = [_moved(each, reading) for each in mentions]
    return weighed("country", *_settled(mentions))


def _settled(mentions: list[Mention]) -> tuple[list[Mention], Measure]:
    """The mentions that count, and the measure they meet.

    Countries that the title, abstract or keywords name are the study's, and others are not. Where these name none,
    the methods decide; where nor do they, a country counts if it has half of all that is said of any.
    """
    named = {each.value for each in mentions if each.place in _FRONT and each.weight >= _PLAIN}
    if named:
        return [each for each in mentions if each.value in named], MEASURE
    if any(each.place in ("methods", "aims") and each.weight >= _PLAIN for each in mentions):
        return mentions, replace(MEASURE, share=0.6)
    said = [each for each in mentions if each.place != "back"]
    if not said:
        return mentions, _LAST_RESORT
    total = sum(each.weight for each in said)
    of_value: dict[str, float] = defaultdict(float)
    for each in said:
        of_value[each.value] += each.weight
    value, weight = max(of_value.items(), key=lambda item: (item[1], item[0]))
    return [each for each in said if each.value == value and weight * 2 >= total], MEASURE


def name_of(form: str) -> str | None:
    """The short name of the country that a form names in full ("USA", "Kenyan"), or None."""
    spelt = form.strip()
    for candidate in (spelt, spelt.upper(), spelt.title()):
        found = next(_gazetteer().find(candidate), None)
        if found and found[:2] == (0, len(candidate)) and found[2].code:
            return _BY_CODE[found[2].code].name
    return None


def income_groups(found: tuple[Characteristic, ...]) -> tuple[Characteristic, ...]:
    """Income classes of the countries found, each with the evidence of its surest country."""
    classes: dict[str, Characteristic] = {}
    for each in found:
        income = _BY_NAME[each.value].income
        if income and income not in classes:
            classes[income] = Characteristic(
                field="income_group",
                value=income,
                start=each.start,
                end=each.end,
                rule=f"{each.value}: {INCOME_YEAR}",
                confidence=each.confidence,
            )
    return tuple(classes.values())


def _mentions(reading: Reading) -> Iterator[Mention]:
    for passage in reading.passages:
        for start, end, form in _gazetteer().find(passage.text):
            if form.code is None:
                continue
            strength = form.strength * _around(passage.text, start, end, form)
            if strength and reading.cites(passage.start + start):
                strength *= _CITED
            if strength and _is_makers(passage, start, reading):
                strength = 0.0
            if strength:
                name = _BY_CODE[form.code].name
                yield mention(passage, name, start, end, rule=f"{form.kind} of a country", strength=strength)


def _around(text: str, start: int, end: int, form: _Form) -> float:
    """What the words before and after a name make of it: 1 where they say nothing."""
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    if text[start:end] in _LANGUAGES and _LANGUAGE.search(before) and _LANGUAGE_ENDS.match(after):
        return 0.0
    follows = next((strength for pattern, strength in _AFTER if pattern.match(after)), 1.0)
    if not follows:
        return 0.0
    if _is_address(text, start, end):
        return _ADDRESS
    return follows * next((strength for pattern, strength in _BEFORE if pattern.search(before)), 0.8)


def _is_address(text: str, start: int, end: int) -> bool:
    """Whether a name ends a bracket like (Acme Instruments, Springfield, USA): a maker's address."""
    opened = text.rfind("(", max(0, start - 80), start)
    inside = text[opened + 1 : start] if opened >= 0 else ")"
    if ")" in inside or ")" not in text[end : end + 12]:
        return False
    if opened > 0 and _WARE.search(text, max(0, opened - 40), opened):
        return True
    first, comma, rest = inside.partition(",")
    named = next(_gazetteer().find(first.strip()), None)
    return bool(comma) and named is None and (rest.count(",") > 0 or _COMPANY.search(first) is not None)


def _is_makers(passage: Passage, start: int, reading: Reading) -> bool:
    if passage.place in ("title", "keywords"):
        return False
    first, last = reading.sentence(passage.start + start)
    at = passage.start + start
    return _MAKER.search(reading.document.text, max(first - 40, at - 120), min(last, at + 60)) is not None


def _moved(each: Mention, reading: Reading) -> Mention:
    if reading.document.text[each.start : each.end] != "Georgia":
        return each
    return replace(each, value="Georgia", group="Georgia")


_BY_CODE: dict[str, Country] = {country.code: country for country in COUNTRIES}
_BY_NAME: dict[str, Country] = {country.name: country for country in COUNTRIES}


@cache
def _gazetteer() -> Gazetteer[_Form]:
    return Gazetteer(_forms())


def _forms() -> Iterator[tuple[str, _Form]]:
    for country in COUNTRIES:
        for kind, forms in (("name", country.names), ("adjective", country.adjectives), ("place", country.places)):
            yield from _marked(forms, country.code, kind)
    for code, listed in PLACES.items():
        yield from _marked(_listed(listed), code, "place")
    yield from _marked(_listed(NOWHERE), None, "name")


def _listed(forms: str) -> tuple[str, ...]:
    return tuple(" ".join(form.split()) for form in forms.split(";") if form.strip())


def _marked(forms: tuple[str, ...], code: str | None, kind: str) -> Iterator[tuple[str, _Form]]:
    for form in forms:
        strength = _STRENGTHS[kind] * (_DOUBTFUL if form.startswith("?") else 1.0)
        yield form.removeprefix("?"), _Form(code, kind, strength)
