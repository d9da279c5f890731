"""Who partnered: organisations by name, kinds of organisations, and how many there were.

A name or a kind counts only in a sentence that speaks of partnering; grants, ethics and software are other matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from relsynth.characteristics.mentions import Characteristic, Measure, Mention, mention, weighed
from relsynth.characteristics.names import kind_of, names
from relsynth.characteristics.passages import Passage, Reading

PARTNERS = Measure(least=0.9, share=0.1, most=10, ceiling=0.75, half=1.0)
COUNT = Measure(least=0.3, share=0.5, most=2, ceiling=0.7, half=0.6)

_PARTNERING = re.compile(
    r"\b(?:partner(?:s|ed|ing|ship|ships)?|collaborat\w+|coalitions?|consorti\w+|alliances?|in conjunction with"
    r"|jointly|together with|co-?led|convened|steering (?:committee|group)|advisory (?:board|group|committee)"
    r"|memorand\w+|member organi[sz]ations?|stakeholders?|interagency|inter-agency|multi-?sectoral|cross-sector\w*"
    r"|implementing agenc\w+|joint (?:project|initiative|venture))\b",
    re.IGNORECASE,
)
_STEMS = (
    "partner",
    "collab",
    "coalition",
    "consorti",
    "alliance",
    "conjunction with",
    "jointly",
    "together with",
    "led",
    "convened",
    "steering",
    "advisory",
    "memorand",
    "member org",
    "stakeholder",
    "agenc",
    "sector",
    "joint ",
    "network",
    "team of",
)
"""One of these stands in every passage in which the patterns below find something."""
_OTHER_MATTER = re.compile(
    r"\b(?:approv\w+|ethic\w+|institutional review|review board|fund(?:ed|ing)|grants?|software|version|copyright"
    r"|licen[cs]e|sexual partners?|intimate partners?|partner violence|sex partners?|partners? notification"
    r"|marital)\b",
    re.IGNORECASE,
)
_NO_ORGANISATION = re.compile(
    r"\b(?:Scale|Questionnaire|Index|Inventory|Survey|Project|Study|Trial|Act|Plan|Committee|Framework|Model"
    r"|Program|Programme|Practice|Tool|Guidelines?|Journal|Group)$"
)
_LONGEST = 90  # characters of a name; more is a list of names that no sign parts
_KINDS: tuple[tuple[str, str], ...] = (
    (
        "community-based organisations",
        r"community(?:-based| based)? (?:organi[sz]ations?|groups?|agencies|partners?)|grass-?roots \w+",
    ),
    (
        "faith-based organisations",
        r"faith-based \w+|church(?:es)?|congregations?|religious (?:leaders|organi[sz]ations?)",
    ),
    (
        "non-governmental organisations",
        r"non-?governmental \w+|NGOs?|non-?profits?(?: \w+)?|charit(?:y|ies)|voluntary sector",
    ),
    ("health departments", r"(?:public |local |state |county )*health departments?|health authorit\w+|health units?"),
    (
        "government agencies",
        r"(?:government|state|federal|public|municipal) agenc\w+|ministr(?:y|ies)|local (?:authorit\w+"
        r"|governments?)|municipalit\w+",
    ),
    ("policy makers", r"policy-?\s?makers|decision-?\s?makers|legislators"),
    (
        "academic institutions",
        r"universit(?:y|ies)|academic (?:partners?|institutions?|centers?|researchers)|research(?:ers| institut\w+)",
    ),
    ("schools", r"schools?|school districts?|teachers"),
    ("hospitals", r"hospitals?|medical cent(?:er|re)s?"),
    (
        "primary care practices",
        r"(?:primary care|general|family) practi(?:ce|ces|tioners)|(?:community )?health cent(?:er|re)s|clinics",
    ),
    (
        "health professionals",
        r"health(?:care| care)? (?:professionals|providers|workers)|clinicians|nurses|physicians|pharmacists",
    ),
    (
        "social services",
        r"(?:social|child welfare|human) (?:service|services|care)(?: agenc\w+)?|child welfare agenc\w+",
    ),
    ("justice agencies", r"police|courts?|correctional \w+|prisons?|criminal justice agenc\w+|law enforcement"),
    (
        "private companies",
        r"private (?:sector|companies|partners|firms)|industry(?: partners)?|businesses|employers|companies",
    ),
    ("professional associations", r"professional (?:associations?|societies|bodies|organi[sz]ations?)"),
    (
        "community members",
        r"community (?:members?|leaders|residents|stakeholders|representatives)|residents|local leaders",
    ),
    (
        "patients and families",
        r"patient (?:partners?|representatives?|organi[sz]ations?)|service users|family members|consumers|carers",
    ),
    (
        "tribal and indigenous partners",
        r"tribal (?:\w+)|indigenous (?:communities|organi[sz]ations?|partners)|First Nations \w+",
    ),
    ("funders", r"funders?|funding agenc\w+|philanthrop\w+|donors?"),
    (
        "international organisations",
        r"international (?:organi[sz]ations?|agencies|partners)|UNICEF|UN agencies|World Health Organi[sz]ation",
    ),
)
_KIND = re.compile(rf"\b(?:{'|'.join(f'(?P<k{index}>{pattern})' for index, (_, pattern) in enumerate(_KINDS))})\b")
_NUMBER = (
    r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty(?:-\w+)?|thirty(?:-\w+)?|forty(?:-\w+)?|fifty(?:-\w+)?)"
)
_BODIES = (
    r"(?:organi[sz]ations|agencies|institutions|groups|partners|members|universities|sites|entities|stakeholders"
    r"|companies)"
)
_COUNTABLE = re.compile(r"artner|oalition|onsorti|lliance|etwork|ollaborati|ember|eam of|roup of")
"""What stands in every passage in which the patterns below find something; looked for first, because that is quick."""
_COUNTS: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"\b(?P<count>{_NUMBER} (?!of\b)(?:[\w/-]+ ){{0,2}}?(?:partner(?:ing)? {_BODIES}|partners"
        rf"|member {_BODIES}|coalition members))\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:coalition|consortium|partnership|alliance|network|collaborative|collaboration|team|group) (?:of"
        r"|among|between|with|comprising|including|comprised of|composed of|consisting of|made up of)(?: \w+){0,1}?"
        rf" (?P<count>{_NUMBER} (?:[\w/-]+ ){{0,3}}?(?:{_BODIES}|hospitals|schools|practices|departments|clinics"
        rf"|countries))\b",
        re.IGNORECASE,
    ),
)
_NO_PARTNERS = re.compile(
    r"\b(?:sex\w*|intimate|marital|male|female|lifetime|married|spouses?|dating|trading|their)\b", re.IGNORECASE
)
_PLACES = frozenset({"title", "abstract", "keywords", "methods", "aims", "other", "results", "introduction"})


def found_in(reading: Reading) -> tuple[Characteristic, ...]:
    """Organisations that are named as partners, and kinds of them, the surest first."""
    found = [each for passage in _telling(reading) for each in _of_passage(reading, passage)]
    return weighed("partners", found, PARTNERS)


def counted_in(reading: Reading) -> tuple[Characteristic, ...]:
    """How many partners there were, as the phrase that says it: "14 partner organisations"."""
    found = [each for passage in _telling(reading) for each in _counts(reading, passage)]
    return weighed("partner_count", found, COUNT)


def _telling(reading: Reading) -> Iterator[Passage]:
    """Passages where the study's own partners may be told; stems are looked for first, because that is quick."""
    for passage in reading.passages:
        if passage.place in _PLACES:
            lower = passage.text.lower()
            if any(stem in lower for stem in _STEMS):
                yield passage


def _of_passage(reading: Reading, passage: Passage) -> Iterator[Mention]:
    seen = -1
    for cue in _PARTNERING.finditer(passage.text):
        if cue.start() < seen:
            continue
        first, last = reading.sentence(passage.start + cue.start())
        seen = last - passage.start
        start, end = max(0, first - passage.start), last - passage.start
        if not _OTHER_MATTER.search(passage.text, start, end):
            cited = 0.3 if reading.cites(first) else 1.0
            yield from _named(passage, start, end, cited)
            yield from _kinds(passage, start, end, cited)


def _named(passage: Passage, first: int, last: int, strength: float) -> Iterator[Mention]:
    for start, end in names(passage.text[first:last]):
        name = passage.text[first + start : first + end]
        kind = kind_of(name)
        if kind in (None, "programme") or " " not in name or len(name) > _LONGEST or _NO_ORGANISATION.search(name):
            continue
        rest = f"{passage.text[first : first + start]} {passage.text[first + end : last]}"
        if _PARTNERING.search(rest):  # a coalition's own name is no word of partnering
            rule = f"named beside a word of partnering ({kind})"
            yield mention(
                passage, name, first + start, first + end, rule=rule, strength=strength, group=name.casefold()
            )


def _kinds(passage: Passage, first: int, last: int, strength: float) -> Iterator[Mention]:
    for match in _KIND.finditer(passage.text, first, last):
        value = _KINDS[int((match.lastgroup or "k0")[1:])][0]
        rule = "kind of organisation beside a word of partnering"
        yield mention(passage, value, match.start(), match.end(), rule=rule, strength=strength * 0.5)


def _counts(reading: Reading, passage: Passage) -> Iterator[Mention]:
    if not _COUNTABLE.search(passage.text):
        return
    for pattern in _COUNTS:
        for match in pattern.finditer(passage.text):
            start, end = match.span("count")
            around = passage.text[max(0, match.start() - 25) : end]
            if not _NO_PARTNERS.search(around) and not reading.cites(passage.start + start):
                value = match["count"]
                yield mention(
                    passage, value, start, end, rule="number beside partners", strength=1, group=value.casefold()
                )
