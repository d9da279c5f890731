"""What a title says once the marks that databases put on it are off, and what kind of report it names."""

from __future__ import annotations

import re
from typing import Literal

from relsynth.records import folded

Kind = Literal["correction", "answer", "protocol"]
"""Reports about, or before, another report, which carry its title: an erratum or retraction notice, a comment
or reply, a protocol."""

LONGEST = 1000  # letters of a title that are read

_LANGUAGES = (
    "Arabic|Bulgarian|Chinese|Croatian|Czech|Danish|Dutch|English|Finnish|French|German|Greek|Hebrew|Hungarian|"
    "Italian|Japanese|Korean|Norwegian|Persian|Polish|Portuguese|Romanian|Russian|Serbian|Slovak|Slovenian|"
    "Spanish|Swedish|Turkish|Ukrainian"
)
_LANGUAGE = re.compile(rf"[.\])?!,;] ?\(?(?:{_LANGUAGES})(?:[,;/ ]+(?:and )?(?:{_LANGUAGES}))?\)?\W*$")
_ORIGINAL = re.compile(r"\n.*| (?:TO: |LA +- |<ORIGINAL>).*", re.DOTALL)  # the title in its own language, after ours
_NOTE = re.compile(  # Ovid's and WoS's notes in brackets: [Review] [33 refs], [Erratum appears in ...], [Chinese]
    rf"\[(?:[^\[\]]*\b(?:appears|comments?|corrected|discussion|errat\w*|published|refs?|republished|retract\w*|"
    rf"reviews?|see|summary|abstract|{_LANGUAGES})\b[^\[\]]*)\]?",
    re.IGNORECASE,
)
_VOLUME = re.compile(  # an erratum's title in WoS ends (vol 14, pg 703, 2005), in Embase (Journal (2005) 14 (703))
    r"\((?:vol\.?|volume) \d[^()]*\)?|\([A-Z][^()]{4,}\((?:19|20)\d\d\).{0,60}$", re.IGNORECASE
)
_ABSTRACT = re.compile(r"[(\[][Aa]bstract[^()\[\]]*[)\]]|^[Aa]bstract(?: no\.?)? \d+[:.]")
_RETRACTED = re.compile(r"^\W{0,3}retracted(?: article| paper)?\W+", re.IGNORECASE)  # the article itself, flagged
_CORRECTION = re.compile(
    r"^\W{0,3}(?:(?:author|publisher)(?:'s|s)? )?(?:errat(?:um|a)|corrigend(?:um|a)|corrections?|addendum|retraction|"
    r"withdrawal|expression of concern)\b(?=[^.]{0,40}[:.;]| (?:to|for|of|notice|in)\b|\W*$)[^:.]{0,12}[:.]?"
    r"|[(\[:.–—-] ?(?:errat(?:um|a)|corrigend(?:um|a)|correction)\W*$",
    re.IGNORECASE,
)
_REPLY = r"(?:the )?authors?\W{0,2}s? (?:reply|response)"
_ANSWER = re.compile(
    rf"^\W{{0,3}}(?:re(?=:)|in reply|reply|{_REPLY}|response to|comments? (?:on|to)|commentary (?:on|to)|"
    r"letter (?:to the editor|by)|letter(?=:)|editorial comment|invited commentary|discussion of)\b[:.]?"
    rf"|[-–—:.,]? ?\b(?:(?:in )?reply|reply to\b.{{0,60}}|{_REPLY}|response|comment|commentary)\W*$",
    re.IGNORECASE,
)
_PROTOCOL = re.compile(
    r"\bprotocols? (?:for|of)\b|\b(?:study|trial|review|research) protocol\b|: (?:a )?protocol\b|rationale and design",
    re.IGNORECASE,
)
_MARKS = (  # one of these is in every title that the three above find anything in; looking for them costs little
    *("errat", "corrig", "correct", "addend", "retract", "withdraw", "concern", "re:", "reply", "respon", "comment"),
    *("letter", "discussion", "protocol", "rationale"),
)
_PART = re.compile(
    r"\b(?:part|phase|chapter|volume|vol|study|report|paper|section|stage|edition|session|series|no|number|day|week|"
    r"year|update|wave|case|experiment|teil|parte|partie) (\d+|[ivx]{1,5}|one|two|three|four|five|six|[a-d])\b|"
    r"\b(\d+|i|[ivx]{2,5})$|\b(\d+[snrt][tdh]|first|second|third|fourth|fifth) (?:edition|part)\b"
)
_IDEOGRAPHS = "\u2e80"  # the first; kana and hangul follow
_NUMBER = re.compile(r"\d+")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_COUNTED = ("one", "two", "three", "four", "five", "six")
_ORDINAL = ("first", "second", "third", "fourth", "fifth")
_NUMERALS = {word: str(n) for words in (_ROMAN, _COUNTED, _ORDINAL) for n, word in enumerate(words, 1)}


def mended(text: str) -> str:
    """A text that was UTF-8 and was read as Windows-1252 put right, where all of it can be.

    >>> mended("KÃ¶nig")
    'König'
    """
    if text.isascii() or not ("Ã" in text or "â" in text or "Â" in text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def bare_title(title: str) -> str:
    """A title without notes, language, or the words that mark it as another's correction or answer, folded.

    >>> bare_title("[Postoperative care]. German")
    'postoperative care'
    >>> bare_title("Erratum: Postoperative care (vol 3, pg 5, 2001)")
    'postoperative care'
    """
    whole = mended(title[:LONGEST]).strip()
    bare = " ".join((_ORIGINAL.sub("", whole) or whole).split())
    bare = _NOTE.sub(" ", bare) if "[" in bare else bare
    bare = _ABSTRACT.sub(" ", _VOLUME.sub(" ", bare)) if "(" in bare or "bstract" in bare else bare
    bare = _LANGUAGE.sub(" ", bare)
    if _may_be_marked(bare):
        for mark in (_RETRACTED, _CORRECTION, _ANSWER):
            bare = mark.sub(" ", bare, count=1)
    return folded(bare) or folded(whole)


def kind_of(title: str) -> Kind | None:
    """What a title says its report is to another, or None for a report in its own right.

    >>> kind_of("Postoperative care: authors' reply")
    'answer'
    """
    plain = title[:LONGEST]
    plain = " ".join((_NOTE.sub(" ", plain) if "[" in plain else plain).split())
    if "(" in plain and _VOLUME.search(plain):
        return "correction"
    if not _may_be_marked(plain):
        return None
    marks: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("correction", _CORRECTION),
        ("answer", _ANSWER),
        ("protocol", _PROTOCOL),
    )
    return next((kind for kind, mark in marks if mark.search(plain)), None)


def _may_be_marked(title: str) -> bool:
    lower = title.lower()
    return any(mark in lower for mark in _MARKS)


def parts_of(bare: str) -> tuple[str, ...]:
    """The numbers of parts, phases and editions that a bare title names, in figures.

    >>> parts_of("preconditioning from molecule to clinic part ii")
    ('2',)
    """
    named = (next(filter(None, found)) for found in _PART.findall(bare))
    return tuple(_NUMERALS.get(number) or number.rstrip("stndrh") or number for number in named)


def words_in(bare: str) -> int:
    """How many words a bare title has; where none are set apart, as in Chinese, two letters count as one.

    >>> words_in("message from the editor"), words_in("社区护理合作实施研究")
    (4, 5)
    """
    return sum(max(1, len(word) // 2) if word >= _IDEOGRAPHS else 1 for word in bare.split())


def numbers_of(bare: str) -> tuple[str, ...]:
    """All numbers of a bare title, sorted."""
    return tuple(sorted(_NUMBER.findall(bare)))
