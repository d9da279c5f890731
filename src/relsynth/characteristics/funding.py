"""Who paid: the names that follow "funded by" and its like, in the back matter before all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from relsynth.characteristics.mentions import Characteristic, Measure, Mention, mention, weighed
from relsynth.characteristics.names import kind_of, names
from relsynth.characteristics.passages import Passage, Reading

MEASURE = Measure(least=0.4, share=0.05, most=8, ceiling=0.9, half=0.35)
NONE = "no funding"
"""The value where a paper says that it had none."""

_FUNDED = re.compile(
    r"\b(?:(?:funded|supported|financed|sponsored|commissioned|underwritten)(?: \w+){0,4}? (?:by|through|from)"
    r"|fund(?:s|ing)(?: \w+){0,6}? (?:by|from|through)|paid for by|received (?:\w+ )?support(?: \w+){0,3}? from"
    r"|grants?(?: \([^)]{0,60}\)| [\w./#:-]+){0,6}? (?:from|by)|grants?(?: \w+){0,6}? of"
    r"|financial support(?: \w+){0,6}? (?:of|from|by)|awards?(?:ed)?(?: \([^)]{0,60}\)| \w+){0,3}? (?:from|by)"
    r"|fellowship from|(?<!of )Funding:|Funder:|Sponsor:|Financial support:)",
    re.IGNORECASE,
)
_OF_THE_STUDY = re.compile(
    r"\b(?:study|project|trial|research|work|program(?:me)?|evaluation|review|initiative|this|intervention"
    r"|partnership)\b[^.;]{0,40}$"
)
"""What comes before "was funded by" outside of the back matter, where the study's own funding is told."""
_UNFUNDED = re.compile(
    r"\b(?:(?:received|receive|had|has) no (?:specific |external |outside )*(?:funding|grant|financial support)"
    r"|no (?:specific |external |outside )*(?:funding|financial support) (?:was|were|has been|to)"
    r"|not (?:been )?(?:receive|funded|supported)\w*(?: any)?(?: (?:specific|external))* ?(?:funding|grant"
    r"|by any)?|(?:was|is) unfunded|none(?: declared| received)?\.?$)",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"\bfund(?:ing|er|ers|ed)\b|financial (?:support|disclosure)|sponsor|grant support|role of the funding",
    re.IGNORECASE,
)
_NO_FUNDER = re.compile(
    r"(?:Other |.*\b(?:Notice|Opportunity|Announcement|Acknowledge?ments?)\b|"
    r"Grant|Grants|Award|Project|Contract|Number|No|Reference|Ref|Agreement|Fellowship|PhD|Competing|Author"
    r"|Authors|Trial|Programme Grants?|Role|Funding|Funders?|United States|USA|UK|Canada|Australia|Netherlands"
    r"|Sweden|Denmark|Germany|Norway)\b"
)
_SCHEME = re.compile(
    r"(?:\b(?:Senior|Junior|Master[’']s|Project|Research|Training|Career|Clinical|Capacity|Building|Discovery"
    r"|Program|Programme|Professional|Practitioner|Linkage|Postdoctoral|Doctoral|Investigator|Development|Seed"
    r"|Special|Health Professional) )*\b(?:Grants?|Awards?|Fellowships?|Scholarships?|Schemes?|Chair|Contract"
    r"|Studentship|Programmes? for|to|No)\b.*"
)
_NUMBER = re.compile(r" (?:[A-Z]{1,4} )?(?=\S*\d)\S.*")
_ITS_LETTERS = re.compile(r"(?<=\w{4}) [A-Z]{1,3}$")
"""Letters of a grant's number that the name ran into; the number itself follows."""
_NUMBERED = re.compile(r"[ #:-]{0,2}\d|[-/]")
_TITLE = re.compile(r"(?:(?<=Foundation)|(?<=Trust)|(?<=Council)|(?<=Institute)|(?<=Fund)) [A-Z][a-z]+ing\b.*")
"""What a grant was for, after a complete name: "Acorn Foundation Scaling Up"."""
_SAID_OF_IT = re.compile(
    r"[“”\"]|\b(?:entitled|titled|called|named|under|who|which|whose|that|provided|gave|conducted|led|thank|project"
    r"|(?:partnership|collaboration|cooperation|conjunction) with|initiative|to(?! the)|with|is|was|are|were|has|have"
    r"|had)\b",
    re.IGNORECASE,
)
"""Between two names: what follows is no further funder but a grant's title, a partner or whom the money went to."""
_BY_WAY_OF = re.compile(r"\b(?:through|via|within|part of|program(?:me)?|for|at|in|on)\b", re.IGNORECASE)
"""Between two names: what follows may be a funder, or the funder's programme."""
_UNSURE = 0.3
"""What a name weighs that does not say that it is an organisation, or that no verb of funding governs."""
_ORGANISATIONS = frozenset(
    {"academic", "government", "health care", "network or coalition", "charity or foundation", "association"}
    | {"international", "indigenous", "company", "faith", "other organisation"}
)
_PARTS = frozenset(
    {
        "Health Research",
        "Health",
        "Blood Institute",
        "Research",
        "Institutional Review Board",
        "Health Sciences",
        "Medical Research",
    }
)
"""What is left of a funder's name after a comma within it."""
_SMALL_WORDS = re.compile(r"(?: (?:of|for|and|the|in|on|to|&))* *$")
_SHORTEST = 3  # characters; fewer are an author's initials
_AN_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*")
_PLACES = frozenset({"back", "abstract", "methods", "other"})
_STEMS = (
    "fund",
    "Fund",
    "grant",
    "Grant",
    "award",
    "financ",
    "Financ",
    "sponsor",
    "Sponsor",
    "upported",
    "commission",
    "ellowship",
)
_EMPLOYED = re.compile(r"\bat (?:the )?\Z")
_NEAR = 30  # characters after "funded by" in which a name that does not say what it is may be a funder's
_REACH = 420  # characters after "funded by" in which funders are looked for


def found_in(reading: Reading) -> tuple[Characteristic, ...]:
    """Funders by name, as printed, the surest first; or that the paper says it had no funding."""
    found = [each for passage in reading.passages if passage.place in _PLACES for each in _funders(reading, passage)]
    if not found:
        found = [each for passage in reading.passages for each in _unfunded(passage)]
    if not found:
        found = [each for passage in reading.passages for each in _in_passing(passage)]
    return weighed("funding", found, MEASURE)


def _weight(passage: Passage) -> float:
    """Funding is told in the back matter, so that place weighs most here."""
    if passage.place == "back":
        return 3.0 if _HEADING.search(passage.heading) or passage.text.startswith("Fund") else 1.5
    return 0.6 if passage.place in ("methods", "other", "abstract") else 0.3


def _funders(reading: Reading, passage: Passage) -> Iterator[Mention]:
    text = passage.text
    if not any(stem in text for stem in _STEMS):
        return
    for cue in _FUNDED.finditer(text):
        if passage.place != "back" and not _OF_THE_STUDY.search(text, max(0, cue.start() - 60), cue.start()):
            continue
        _, last = reading.sentence(passage.start + cue.end())
        until = min(last - passage.start, cue.end() + _REACH)
        following = _FUNDED.search(text, cue.end(), until)
        if following and cue[0].endswith(":"):  # "Funding: the trial was funded by …"
            continue
        until = following.start() if following else until
        yield from _listed(passage, cue.end(), until)


def _listed(passage: Passage, first: int, last: int) -> Iterator[Mention]:
    """The names after a word of funding, up to where something else is told of."""
    text, before, sureness = passage.text, first, 1.0
    for place, (begin, end) in enumerate(names(text[first:last])):
        start = first + begin
        gap = text[before:start]
        if place and _SAID_OF_IT.search(gap):
            return
        if place and _BY_WAY_OF.search(gap):
            sureness = _UNSURE
        before = first + end
        name = _name(text, start, before)
        if (
            _is_funder(name, is_first=not place and begin <= _NEAR) and text[start - 1] != "("
        ):  # in brackets: the short form
            yield _made(passage, start, name, sureness)


def _made(passage: Passage, start: int, name: str, sureness: float) -> Mention:
    says_so = kind_of(name) in _ORGANISATIONS or name.isupper()
    made = mention(
        passage,
        name,
        start,
        start + len(name),
        rule="named after a word of funding" if sureness == 1 else "named where funding is told",
        strength=1,
        group=name.casefold(),
    )
    return replace(made, weight=_weight(passage) * (sureness if says_so else _UNSURE))


def _in_passing(passage: Passage) -> Iterator[Mention]:
    """Organisations that a section on funding names without a word of funding before them; all unsure."""
    if passage.place != "back" or not _HEADING.search(passage.heading) or _UNFUNDED.search(passage.text):
        return
    for start, end in names(passage.text):
        name = _name(passage.text, start, end)
        if (
            kind_of(name) in _ORGANISATIONS
            and " " in name
            and _is_funder(name, is_first=False)
            and not _EMPLOYED.search(passage.text, max(0, start - 8), start)
        ):
            yield _made(passage, start, name, _UNSURE)
            return


def _name(text: str, start: int, end: int) -> str:
    """A funder's name without its grant's number, title and scheme."""
    name = _NUMBER.sub("", text[start:end])
    if start + len(name) < end or _NUMBERED.match(text, end):
        name = _ITS_LETTERS.sub("", name)
    return _without_scheme(_SMALL_WORDS.sub("", _TITLE.sub("", name)))


def _without_scheme(name: str) -> str:
    """A funder's name without that of the grant: "Acorn Trust Senior Fellowship" is the Acorn Trust's."""
    scheme = _SCHEME.search(name)
    return _SMALL_WORDS.sub("", name[: scheme.start()]) if scheme else name


def _is_funder(name: str, *, is_first: bool) -> bool:
    """Whether a name may be a funder's: no grant's number, no author, no country.

    A name that does not say what it is (Novo Nordisk, Irish Aid) counts where it comes first; further on it may be
    anybody's.
    """
    if len(name) <= _SHORTEST or _NO_FUNDER.match(name) or any(sign.isdigit() for sign in name):
        return False
    if name in _PARTS:
        return False
    if " " not in name:
        return _AN_ACRONYM.fullmatch(name) is not None
    return is_first or kind_of(name) is not None


def _unfunded(passage: Passage) -> Iterator[Mention]:
    about = passage.place == "back" and _HEADING.search(passage.heading)
    match = _UNFUNDED.search(passage.text) if about or "fund" in passage.text else None
    if match and (about or passage.place == "back"):
        made = mention(passage, NONE, match.start(), match.end(), rule="said to have had none", strength=1)
        yield replace(made, weight=_weight(passage))
