"""Who paid: the names that follow "funded by" and its like, in the back matter before all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from relsynth.characteristics.mentions import Characteristic, Measure, Mention, mention, weighed
from relsynth.characteristics.names import kind_of, names
from relsynth.characteristics.passages import Passage, Reading

MEASURE = Measure(least=0.5, share=0.3, most=8, ceiling=0.9, half=0.2)
NONE = "no funding"
"""The value where a paper says that it had none."""

_FUNDED = re.compile(
    r"\b(?:(?:funded|supported|financed|sponsored|commissioned|underwritten)(?: \w+){0,4}? (?:by|through|from)"
    r"|fund(?:s|ing)(?: \w+){0,6}? (?:by|from|through)|grants?(?: \([^)]{0,60}\)| \w+){0,6}? (?:from|of|by)"
    r"|financial support(?: \w+){0,4}? (?:of|from|by)|awards?(?:ed)?(?: \([^)]{0,60}\)| \w+){0,3}? (?:from|by)"
    r"|fellowship from|Funding:|Funder:|Sponsor:|Financial support:)",
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
    r"(?:Grant|Grants|Award|Project|Contract|Number|No|Reference|Ref|Agreement|Fellowship|PhD|Competing|Author"
    r"|Authors|Trial|Programme Grants?|Role|Funding|Funders?|United States|USA|UK|Canada|Australia|Netherlands"
    r"|Sweden|Denmark|Germany|Norway)\b"
)
_SCHEME = re.compile(
    r"(?:\b(?:Senior|Junior|Master[’']s|Project|Research|Training|Career|Clinical|Capacity|Building|Discovery"
    r"|Program|Programme|Professional|Practitioner|Linkage|Postdoctoral|Doctoral|Investigator|Development|Seed"
    r"|Special|Health Professional) )*\b(?:Grants?|Awards?|Fellowships?|Scholarships?|Schemes?|Chair|Contract"
    r"|Studentship|Programmes? for|to|No)\b.*"
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
_REACH = 420  # characters after "funded by" in which funders are looked for


def found_in(reading: Reading) -> tuple[Characteristic, ...]:
    """Funders by name, as printed, the surest first; or that the paper says it had no funding."""
    found = [each for passage in reading.passages if passage.place in _PLACES for each in _funders(reading, passage)]
    if not found:
        found = [each for passage in reading.passages for each in _unfunded(passage)]
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
        for place, (first, end) in enumerate(names(text[cue.end() : until])):
            start = cue.end() + first
            name = _without_scheme(text[start : cue.end() + end])
            if _is_funder(name, is_first=not place) and text[start - 1] != "(":  # in brackets: the short form
                made = mention(
                    passage,
                    name,
                    start,
                    start + len(name),
                    rule="named after a word of funding",
                    strength=1,
                    group=name.casefold(),
                )
                yield replace(made, weight=_weight(passage))


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
