"""Who partnered: organisations by name, kinds of organisations, and how many there were.

A name or a kind counts only directly after a link such as "partnered with" or "a coalition of", and not where the
sentence is of other matters: grants, ethics, software, or bodies that were searched, consulted or cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from relsynth.characteristics.mentions import Characteristic, Measure, Mention, mention, weighed
from relsynth.characteristics.names import kind_of, names
from relsynth.characteristics.passages import Passage, Reading

PARTNERS = Measure(least=0.9, share=0.1, most=10, ceiling=0.75, half=1.0)
COUNT = Measure(least=0.3, share=0.5, most=2, ceiling=0.7, half=0.6)

_STEMS = (
    "partner",
    "collab",
    "coalition",
    "consorti",
    "alliance",
    "network",
    "stakeholder",
    "jointly",
    "together with",
    "conjunction with",
    "led by",
    "convened by",
    "steering",
    "advisory",
    "memorand",
    "member",
)
"""One of these stands in every passage in which the patterns below find something."""
_LINK = re.compile(
    r"\b(?=[pcaijtsm])(?:partner(?:s|ed|ing|ships?)?(?:,? [\w-]+){0,3}?,? (?:with|between|among|of|from|including"
    r"|included?s?|were|such as)|collaborat\w+(?: [\w-]+){0,3}? (?:with|between|among|of|by)"
    r"|(?:coalitions?|consorti\w+|alliances?)(?: [\w-]+){0,3}? (?:of|between|among|with|including|included|comprising)"
    r"|in conjunction with|together with|jointly(?: \w+){0,2} (?:by|with|between)|co-?led by|convened by"
    r"|(?:steering|advisory) (?:committees?|groups?|boards?)(?: [\w-]+){0,4}? (?:of|with|including|included"
    r"|representing|from|seated)|stakeholders?,? (?:including|such as)|memorand\w+(?: \w+){0,4}? (?:with|between))\b",
    re.IGNORECASE,
)
"""What stands directly before the partners."""
_WISHED = re.compile(r"\b(?:should|could|may|might|would|closer|better|needs?|lack of|future)\b", re.IGNORECASE)
_HELD_BACK = 0.4
"""What partners weigh that are wished for and not told of."""
_CLAUSE_END = re.compile(
    r"[;:()]| (?:to|that|which|who|whose|was|were|is|are|has|had|have|will|would|can|could|may|might|because|when|while"
    r"|where|if|on|about|based)\b"
)
_WINDOW = 220  # characters after a link in which partners are looked for
_OTHER_MATTER = re.compile(
    r"\b(?:approv\w+|ethic\w+|institutional review|review board|fund(?:ed|ing)|grants?|software|version|copyright"
    r"|licen[cs]e|search\w*|websites?|databases?|according to|guidelines?|cited|references?|retrieved|recommend\w*"
    r"|definitions?|defined|reviewed|literature|data (?:from|collected|were)|registry|sexual partners?"
    r"|intimate partners?|partner violence|sex partners?|partners? notification"
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
_BEFORE_A_NOUN = re.compile(
    r"(?:school|hospital|university|church|court|government|industry|police) (?!(?:and|or|in|at|to|for|with|of|on|from"
    r"|by|as|districts?|agenc\w+|partners?|governments?)\b)[a-z]"
)
"""One such word before another tells which: "school meals" are no schools."""
_NUMBER = (
    r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty(?:-\w+)?|thirty(?:-\w+)?|forty(?:-\w+)?|fifty(?:-\w+)?)"
)
_BODIES = (
    r"(?:organi[sz]ations|agencies|institutions|groups|partners|members|universities|sites|entities|stakeholders"
    r"|companies)"
)
_COUNTABLE = re.compile(r"artner|oalition|onsorti|lliance|etwork|ollaborati|ember")
"""What stands in every passage in which the patterns below find something; looked for first, because that is quick."""
_COUNTS: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"\b(?P<count>{_NUMBER} (?!of\b)(?:[\w/-]+ ){{0,2}}?(?:partner(?:ing)? {_BODIES}|partners"
        rf"|member {_BODIES}|coalition members))\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:coalition|consortium|partnership|alliance|network|collaborative|collaboration) (?:of"
        r"|among|between|with|comprising|including|comprised of|composed of|consisting of|made up of)(?: \w+){0,1}?"
        rf" (?P<count>{_NUMBER} (?:[\w/-]+ ){{0,3}}?(?:{_BODIES}|hospitals|schools|practices|departments|clinics"
        rf"|countries))\b",
        re.IGNORECASE,
    ),
)
_NO_PARTNERS = re.compile(
    r"\b(?:sex\w*|intimate|marital|male|female|lifetime|married|spouses?|dating|trading|their)\b", re.IGNORECASE
)
_PLACES = frozenset({"title", "abstract", "keywords", "methods", "aims", "other", "results"})


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
    for link in _LINK.finditer(passage.text):
        first, last = reading.sentence(passage.start + link.start())
        start, end = max(0, first - passage.start), last - passage.start
        if _OTHER_MATTER.search(passage.text, start, end):
            continue
        if end > link.end() + _WINDOW:  # no name is cut in two
            end = max(link.end(), passage.text.rfind(",", link.end(), link.end() + _WINDOW))
        strength = 0.3 if reading.cites(first) else 1.0
        if _WISHED.search(passage.text, start, link.end()):
            strength *= _HELD_BACK
        clause = _CLAUSE_END.search(passage.text, link.end(), end)
        end = clause.start() if clause else end
        yield from _named(passage, link.end(), end, strength)
        yield from _kinds(passage, link.end(), end, strength)


def _named(passage: Passage, first: int, last: int, strength: float) -> Iterator[Mention]:
    for start, end in names(passage.text[first:last]):
        name = passage.text[first + start : first + end]
        kind = kind_of(name)
        if kind in (None, "programme") or " " not in name or len(name) > _LONGEST or _NO_ORGANISATION.search(name):
            continue
        rule = f"named after a word of partnering ({kind})"
        yield mention(passage, name, first + start, first + end, rule=rule, strength=strength, group=name.casefold())


def _kinds(passage: Passage, first: int, last: int, strength: float) -> Iterator[Mention]:
    for match in _KIND.finditer(passage.text, first, last):
        if _BEFORE_A_NOUN.match(passage.text, match.start()):
            continue
        value = _KINDS[int((match.lastgroup or "k0")[1:])][0]
        rule = "kind of organisation after a word of partnering"
        yield mention(passage, value, match.start(), match.end(), rule=rule, strength=strength * 0.7)


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
