"""Where a paper cites another work: the sign that stands there in a block's text.

A number ("[3]", "(4,5)", a raised 6) says nothing and gives way to the sign; an author and a year are
words of the sentence, and the sign stands behind them.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from relsynth.documents import CITATION

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = re.compile(r"[^\W\d_]{2}")
_BRACKETS = re.compile(
    rf"""[\[(] (?=[^\]){CITATION}]{{0,400}}+{CITATION})
         (?: {CITATION} | [\s\d,;:.*†‡–—‐‑-]
           | \b(?:see|also|cf|eg|e\.g|i\.e|and|in|ref|refs|reviewed|reference|references)\b )*+
         [\])]""",
    re.VERBOSE,
)
_SERIES = re.compile(rf"{CITATION}(?:\s*+[,;–—-]?\s*+{CITATION})++")
_BEFORE_SIGN = re.compile(rf"[,;]\s*+(?={CITATION}\s*+[)\]])")
_AFTER_SIGN = re.compile(rf"([(\[]{CITATION})\s*+[,;]\s*+")
_STOP_TWICE = re.compile(rf"{CITATION}(?<=([.,;]){CITATION})\s*+\1")
_BESIDE = (f"({CITATION}", f"[{CITATION}", f"{CITATION})", f"{CITATION}]")
_HOLLOW = re.compile(r"\[[\s,;–—-]*+\]")
_HOLLOWED = re.compile(rf"\s?{_HOLLOW.pattern}")
DASHES = "‐‑‒–—−-"
LARGEST_NUMBER = 400
"""Of a cited work, where the reader knows no list of references: a larger number counts something else."""
PAIR = 2
NEAR = 60  # characters before a number that say what it counts
REACH = 120  # characters before a year in which the names of its authors stand

_NUMBER = r"\d{1,3}[a-z]?"
_JOINS = rf"\s?(?:[,;{DASHES}]|,?\s?(?:and|&)\s)\s?"
_PLACE = r"(?:\s?[,;:]\s?(?:pp?|pgs?|pages?|ch|chap|chapter|table|fig|figure)\b\.?\s?\d{1,4}(?:\s?[–-]\s?\d{1,4})?)?"
_LEAD = r"(?:(?:see|also|cf|e\.g|eg|refs?|references?|reviewed\ in|as\ in)\b[.,:]*\s){0,3}"
NUMBERS = rf"{_NUMBER}(?:{_JOINS}{_NUMBER}){{0,40}}"
"""Numbers of works, as they are printed: "3", "3, 5–7", "3, 4 and 7"; any of the dashes that typesetters use."""
SQUARE = re.compile(rf"\s?\[\s?{_LEAD}(?P<numbers>{NUMBERS}){_PLACE}\s?\](?!\s?[=%])", re.IGNORECASE)
"""Numbers in square brackets, as they are typed where no markup says what they are."""

_DIGITS = re.compile(r"\d+")
_LINK = r"(?:\W++(?:was|were|the|with|for|from|between|difference|score|age|value|\w{1,2})\b)*+\W*+\Z"
_MEASURE = re.compile(
    rf"(?:\b(?:CI|CrI|IQR|S[DE]|a?OR|a?[RH]R|AOR|ARR|AHR|IRR|SMD|W?MD|[Ii]nterquartile\srange|[Cc]onfidence\sintervals?"
    rf"|[Mm]edian|[Mm]ean|n){_LINK}|[β=±~≈<>≤≥]\s?\Z)"
)
_EXTENT = re.compile(
    rf"(?:\b(?:intervals?|ranges?|ranged|limits?|averages?|quartiles?|percentiles?|min(?:imum)?|max(?:imum)?|beta"
    rf"|medians|means|c\.i\.|s\.d\.){_LINK}|(?<!ed)\s(?:from|between)\s?\Z)",
    re.IGNORECASE,
)
"""Words after which bracketed numbers are a finding's: "95% CI [12, 45]"; those after which a pair of them is."""
_SPANNED = re.compile(r"\b(?:scores?|scales?|points?|from|in|on|of|to)\s?\Z", re.IGNORECASE)
_COUNTED = re.compile(r"(?<![\w.,-])(?P<count>\d+(?:\.\d+)?)(?P<unit>\s?%|\s[^\W\d_]{1,14})?\s?\(?\Z")
_CALENDAR = re.compile(r"(?:1[89]|20)\d\d")


def is_measured(before: str, numbers: str) -> bool:
    """Whether numbers in brackets are figures of a finding, by the words before them: an interval, a spread.

    >>> is_measured("rose (95% CI", "12, 45"), is_measured("by 20 points", "12, 45"), is_measured("is known", "3, 4")
    (True, True, False)
    """
    found = [int(digits) for digits in _DIGITS.findall(numbers)]
    near = before[-NEAR:]
    if 0 in found or (len(found) <= PAIR and _MEASURE.search(near)):
        return True
    if len(found) == PAIR and _EXTENT.search(near):
        return True
    counted = _COUNTED.search(near)
    if counted is None or len(found) != PAIR or _CALENDAR.fullmatch(counted["count"]):
        return False
    return found[0] <= float(counted["count"]) <= found[1]


def is_sure(before: str, numbers: str, most: int = LARGEST_NUMBER) -> bool:
    """Whether numbers in brackets can be nothing but those of works: they rise, as far as the list of works does."""
    found = [int(digits) for digits in _DIGITS.findall(numbers)]
    near = before[-NEAR:]
    rises = all(one < other for one, other in pairwise(found))
    is_spread = len(found) == PAIR and _SPANNED.search(near) is not None
    counted = _COUNTED.search(near)
    is_count = counted is not None and not counted["unit"] and not _CALENDAR.fullmatch(counted["count"])
    return rises and found[-1] <= most and not is_spread and not (is_count and len(found) <= PAIR)


def numbered(words: str, form: re.Pattern[str] = SQUARE, most: int = LARGEST_NUMBER) -> str:
    """Words with a sign for each bracket of numbers that cites.

    Where a bracket may be an interval it stays as it is, and where it is likely to cite but not sure to, the sign
    stands behind it: a quotation never loses a figure.
    """

    def say(found: re.Match[str]) -> str:
        before, numbers = found.string[max(0, found.start() - NEAR) : found.start()], found["numbers"]
        if is_measured(before, numbers) or max(map(int, _DIGITS.findall(numbers))) > most:
            return found.group()
        return CITATION if is_sure(before, numbers, most) else f"{found.group()}{CITATION}"

    return form.sub(say, words)


_POWERED = re.compile(
    r"(?:(?:\b|\d)(?:km|cm|mm|dm|kg|mg|ft|mi|mL|[μµ]m)|(?:\d\s?|/|\bper\s)(?:[mshgLx]|in|min|sec|ft|yd)"
    r"|(?<!\w)(?:[Rrχηωx]|CO|SO|NO|NH|PO|HCO|Ca|Mg|Na|Fe|Cu|Zn|[HNO])"
    r"|(?:met(?:er|re)|mile|inch|feet|foot|yard)s?|[=+×*/÷−][^()]{0,30}\))\s?\Z"
)


def is_power(before: str, raised: str) -> bool:
    """Whether a raised number is the power of what it stands after: "20 m²", "R²", "10⁶"; not "in⁴".

    Only a 2, a 3 or a number with a sign is a power of a unit, and one that is a word too follows a number.
    """
    power = raised.strip()
    if re.search(r"(?:\A|[^\d.,])10\Z", before[-4:]):
        return power.lstrip("−–-+").isdigit()
    return power.lstrip("−–-") in ("1", "2", "3") and power != "1" and _POWERED.search(before[-40:]) is not None


_YEAR = re.compile(rf"\b(?:1[89]|20)\d\d[a-z]?\b(?=\s?[);,:\]]|(?:\s(?:pp?\.|for\b)))(?!\s?[\])]?{CITATION})")
_PARTICLES = r"(?:(?:[Vv]an|[Vv]on|[Dd]e|der|den|du|da|dos|di|del|della|[Ll]a|[Ll]e|ten|ter|al|el|bin|ibn)[\s’'-]){0,3}"
_FAMILY = rf"{_PARTICLES}[^\W\d_a-z][\w’'-]{{1,40}}"
_INITIALS = r"(?:,?\s(?:[A-Z]{1,3}|[A-Z](?:\.[\s-]?[A-Z]){1,2}|[A-Z](?:[\s-][A-Z]\b){1,2})\.?(?!\w))?+"
_NAMES = re.compile(
    rf"(?<![\w’'-])(?P<first>{_FAMILY}){_INITIALS}(?P<further>(?:,\s{_FAMILY}{_INITIALS}){{0,9}})"
    rf"(?P<more>,?\s(?:and|&|et|und|y)\s(?:{_FAMILY}{_INITIALS}|colleagues|others|co-?workers)|,?\set\sal\.?)?"
    r"(?P<comma>,)?\s?(?P<open>[(\[])?\Z"
)
_AND_OTHERS = re.compile(r"\bal\b|colleagues|others|workers")
_ORGANISATION = re.compile(
    r"(?:[(\[;]|\b(?:[Ss]ee|[Bb]y|[Cc]f\.|e\.g\.,?))\s?(?:the\s|The\s)?[A-Z][\w’'-]+"
    r"(?:\s(?:(?:of|for|and|on|the|in|&)\s){0,2}[A-Z][\w’'-]+){1,9},?\s\Z"
)
_NOT_AUTHORS = """
january february march april may june july august september october november december jan feb mar apr jun jul aug
sep sept oct nov dec spring summer autumn fall winter monday tuesday wednesday thursday friday saturday sunday
phase table tables figure figures fig box appendix wave round year years time stage step part section chapter
cohort level grade version volume issue quarter semester since until before after during between from in at on by
of to for and the this these our we it act acts law bill amendment regulation directive treaty declaration
convention programme program programmes initiative strategy plan policy reform project campaign survey census trial
hurricane earthquake war games olympics pandemic epidemic outbreak crisis census conference summit session meeting
workshop usa us uk uae eu usd eur gbp sd iqr ci icd dsm spss stata sas nvivo excel windows covid covid-19 founded
established updated revised approved baseline follow-up total women men adults children participants respondents
"""
_NO_AUTHORS = frozenset(_NOT_AUTHORS.split())
"""Words with a capital that stand before a year and name nobody: months, parts of a paper, laws, events, places."""
_PLACING = re.compile(
    r"\b(?:in|at|across|near|the|within|outside|throughout|during|until|since|hurricane)\s\Z", re.IGNORECASE
)
_LEADING = frozenset(
    ("as", "by", "like", "see", "following", "per", "and", "while", "although", "whereas", "but", "also")
)


def named(words: str) -> str:
    """Words with a sign behind each year that an author or an organisation stands before.

    >>> named("(van der Berg, 2010) since (June 2010)") == f"(van der Berg, 2010{CITATION}) since (June 2010)"
    True
    """
    return _YEAR.sub(_year, words) if "19" in words or "20" in words or "18" in words else words


def _year(year: re.Match[str]) -> str:
    before = year.string[max(0, year.start() - REACH) : year.start()]
    rest = year.string[year.end() : year.end() + REACH]
    closed = re.match(rf"[^()\[\]]{{0,{REACH}}}[)\]]?\s?{CITATION}", rest)  # markup has put the sign there
    return year.group() if closed or not _names_authors(before) else f"{year.group()}{CITATION}"


def _names_authors(before: str) -> bool:
    """Whether words before a year end in its authors: several of them, one in brackets, or an organisation."""
    organisation = _ORGANISATION.search(before)
    names = _NAMES.search(before)
    known = {word.casefold().strip(".,;()[]") for word in (organisation or names or [""])[0].split()}
    if names is None and organisation is None:
        return False
    if names is not None and _AND_OTHERS.search(names["more"] or ""):
        return True
    if names is not None and names["more"] and not (known - {"and"}) & _NO_AUTHORS:
        return True
    if not _NO_AUTHORS.isdisjoint(known - {"and", "of", "for", "on", "the", "in", "by"}):
        return False
    return organisation is not None or (names is not None and _is_one_author(before[: names.start()], names))


def _is_one_author(before: str, names: re.Match[str]) -> bool:
    """Whether a single name before a year is an author's: "(Rao, 2019)", "as Rao (2019)", not "in Kenya (2019)"."""
    if _PLACING.search(before) or names["further"]:
        return False
    words = before.split()
    last = words[-1] if words else ""
    is_lower = not last[:1].isupper() or last[-1:] in ".,;:" or last.casefold() in _LEADING
    if names["open"]:
        return is_lower and "," not in names.group().rstrip("( [").rstrip(",") and not names["first"].isupper()
    return is_lower and (names["comma"] is not None or not names["first"].isupper()) and _is_in_brackets(before)


def _is_in_brackets(before: str) -> bool:
    return max(before.rfind("("), before.rfind("[")) > max(before.rfind(")"), before.rfind("]"))


def unsigned(root: _Element) -> None:
    """Take the sign out of the words of a tree, where a source has it (as ``&#xE000;``) and nothing cites."""
    if CITATION in "".join(map(str, root.itertext())):
        for element in root.iter():
            element.text = element.text and element.text.replace(CITATION, "")
            element.tail = element.tail and element.tail.replace(CITATION, "")


def signed(words: str) -> str:
    """What is left of a citation's words: the sign, after them where they name somebody.

    >>> signed("(Okafor, 2021)") == "(Okafor, 2021)" + CITATION and signed("[3, 4]") == CITATION
    True
    """
    return f"{words}{CITATION}" if _WORD.search(words.replace(CITATION, " ")) else CITATION


def cleaned(words: str) -> str:
    """Words with one sign for each run of citations, less the brackets and stops that were there for it alone.

    Names with a year have a sign too, whether markup says so or not.

    Words that hold a sign come back in one line; others as they are, less brackets that markup has emptied.
    """
    if CITATION in words:
        words = " ".join(words.split())
        if "[" in words or "(" in words:
            words = _BRACKETS.sub(CITATION, words)
            if any(beside in words for beside in _BESIDE):  # some print ([1])
                words = _AFTER_SIGN.sub(r"\1", _BEFORE_SIGN.sub("", _BRACKETS.sub(CITATION, words)))
        words = _STOP_TWICE.sub(CITATION, _SERIES.sub(CITATION, words.replace(f" {CITATION}", CITATION)))
    return named(_HOLLOWED.sub("", words) if "[" in words and _HOLLOW.search(words) else words)


def typed(words: str) -> str:
    """Words with a sign for each number in square brackets that was typed as a citation."""
    return numbered(words) if "[" in words else words
