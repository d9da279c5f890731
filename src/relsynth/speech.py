"""Which stretches of a paper are words of participants, not of its authors.

What a nurse says in an interview is evidence of another kind than what the authors conclude,
and in results it is often the best there is. Quotation marks alone tell little: papers quote
items of questionnaires, definitions, policies and titles, and distance themselves from words.
So each quotation is weighed: who is said to have said it, how it is introduced, whether it is
a sentence and in the first person, and where in the paper it stands. The weights are plain
numbers, set by reading quotations in 195 papers (of 100 found in these and read by hand, 98 were
words of participants); whether a paper asked anybody at all is part of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from relsynth.documents import Paragraph, Section

FEWEST_WORDS = 4
"""A shorter quotation is a term, or scare quotes."""

ENOUGH = 4
"""Weight from which a quotation is taken as somebody's words."""

BEFORE, AFTER = 110, 110
"""Characters around a quotation that may say whose words it is."""

SHORT = 6
"""Words below which what is no sentence may be an answer that was offered."""

LONG = (10, 20)
"""Words from which a quotation weighs one more: terms and titles are shorter."""

LONG_WORD = 4  # letters, with which words in titles have capitals
LONGEST_ATTRIBUTION = 90  # characters
LONGEST_SIGNATURE = 12  # words of a line that only says whose words stand before it

_SECTIONS = {
    "results": 2,
    "lessons_learned": 1,
    "other": 1,
    "discussion": 0,
    "conclusion": 0,
    "implications": 0,
    "limitations": -1,
    "introduction": -1,
    "abstract": -1,
    "aims": -3,
    "methods": -3,
}
"""Weight of the place: quotations in methods are items and definitions. Other sections are not looked at."""

_KINDS = frozenset({"text", "list_item", "table", "quote", "box"})

_ASKED = ("nterview", "ocus group", "ualitative", "open-ended", "torytelling", "erbatim", "arrative", "orkshop")
"""A paper that has none of these has asked nobody in words."""

_ROLE_NAMES = """
participants? respondents? interviewees? informants? patients? clients? nurses? midwi(?:fe|ves) doctors? physicians?
clinicians? gps? pharmacists? therapists? managers? directors? coordinators? co-ordinators? officers? leaders? members?
staff workers? providers? practitioners? partners? stakeholders? volunteers? teachers? students? pupils? parents?
mothers? fathers? carers? caregivers? grandmothers? wi(?:fe|ves) husbands? daughters? sons? spouses? residents?
villagers? farmers? wom[ae]n m[ae]n girls? boys? youths? adolescents? users? consumers? peers? counsell?ors?
supervisors? facilitators? champions? administrators? executives? officials? chiefs? elders? drivers? mayors?
principals? trainers? trainees? chws? hews? chvs? vhts? lhws? asha attendees? interventionists? educators? consultants?
specialists? persons? survivors? citizens? coaches? presidents? chairs? chairpersons? ceos?
psychologists? psychiatrists? dieti[ct]ians? surgeons?
"""
_ROLE = rf"(?:{'|'.join(_ROLE_NAMES.split())})"
_WHO = re.compile(
    rf"\b{_ROLE}\b|\b(?:focus[ -]?groups?|interview|male|female|aged?|years? old|year-old)\b"
    r"|\b(?:site|group|community|clinic|district|hospital|school|village|practice)[ -]?\w{1,2}\b",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?:^|[\s,;:(])(?:[A-Z]{1,6}[-–_. ]?\d{1,4}[A-Za-z]{0,2}|[A-Z][A-Za-z]{1,4}\d{1,3}\b|#\s?\d{1,4}"
    r"|(?:FGD?|IDI|KII|ID)s?\b)"
)
"""A participant's, interview's or group's number."""

_NOT_WHO = re.compile(
    r"\b(?:1[89]|20)\d\d\b|\bpp?\. ?\d|\bet al\b|%|[=<>≥≤±]"
    r"|\b(?:tables?|fig(?:ure|s)?|appendix|see|e\.g|i\.e|section|items?|questions?|version|cf|vs|box|ref|mean|range"
    r"|score|emphasis|italics|sd|ci|www)\b",
    re.IGNORECASE,
)
"""Notes that name a work, a place in the paper or a figure."""

_SAYING_VERBS = """
said says say saying stated states explained explains described describes commented comments remarked remarks recalled
recalls added adds reflected reflects mentioned mentions shared told tells replied responded answered complained
recounted articulated acknowledged expressed expresses noted notes observed observes reported reports felt emphasized
emphasised stressed suggested suggests argued argues admitted asserted exclaimed confirmed indicated indicates lamented
insisted voiced testified summarized summarised quipped declared believed thought
"""
_SAYING = re.compile(rf"\b(?:{'|'.join(_SAYING_VERBS.split())}|put it|own words|quot(?:e|ing|ation)s?|as follows)\b")
_SPEAKER = re.compile(
    rf"\b(?:{_ROLE}|one|another|she|he|they|others|some|many|several|someone|interviews?|focus groups?|fgds?|P\d+)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"\b(?:items?|questions?|asked|asking|statements?|(?:the|a|this) response|options?"
    r"|answer(?:s|ed)? (?:was|were|yes|no)"
    r"|select(?:ed|ing)|scales?|scor(?:e|es|ed|ing)|rat(?:ed|ing)|rang(?:ed|es|ing)|anchored|labell?ed|entitled|titled"
    r"|title|called|named|known as|termed|terms?|defin(?:ed|es|ition|ing)\w*|referred to as|meaning|phrases?"
    r"|word(?:ing|s?)|slogans?|mottos?|themes?|sub-?themes?|categor(?:y|ies|i[sz]ed)|coded?|codes|nodes?|headings?"
    r"|messages?|search(?:ed)?|keywords?|criteri(?:on|a)|goals?|variables?|measured|agreed? (?:that|with)|vignettes?"
    r"|hypothes[ie]s|concepts?|notion|so-called|indicators?|domains?)\b[^.?!“”\"]{0,60}$",
    re.IGNORECASE,
)
"""What introduces an item of a questionnaire, a term, a title or a theme."""

_DOCUMENT = re.compile(
    r"\b(?:polic(?:y|ies)|guidelines?|(?:the|its|this|a|annual|world) reports?|acts?|laws?|documents?|strateg(?:y|ies)"
    r"|constitution|charters?|declarations?|WHO|World Health Organi[sz]ation|CDC|ministry|United Nations|websites?"
    r"|frameworks?|statute|memorandum|authors?|literature|scholars?|et al|dictionary|article|editorial|book|wrote"
    r"|writes)\b[^.?!“”\"]{0,70}$"
)
"""What introduces the words of a document."""

_WRITER = re.compile(
    r"(?:\b(?:[Aa]s|[Ww]hat|[Tt]o quote|[Ii]n the words of|[Aa]ccording to)\s(?:[A-Z]\. )*[A-Z][a-z][a-z’'-]+\b"
    r"|\b(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|In|Since|By)\b)"
    r"[A-Z][\w’'-]+(?: (?:and|&) [A-Z][\w’'-]+| et al\.?)?,? \(?(?:19|20)\d\d[a-z]?\)?"
    r"|\b[A-Z][\w’'-]+ (?:(?:and|&) [A-Z][\w’'-]+ )?(?:argues?|argued|writes?|wrote|calls|called|terms|termed|coined"
    r"|contends?|posits?|defines?|defined|puts it))\b[^.?!“”\"]{0,50}$"
)
"""Names, as those of people who are read and not asked: "As Okello said", "what Okello calls", "Okello (2010)"."""
_NAMED = re.compile(
    rf"\b(?P<who>[A-Z][a-z’'-]{{2,}}) (?:has |have |had |once )?(?:{'|'.join(_SAYING_VERBS.split())})\b[,:]?\s*$"
)
"""A name that says something: an author, or a participant under another name."""
_LEGAL = re.compile(
    r"\b(?:shall|hereby|thereof|herein|pursuant to|subsections?|notwithstanding)\b|^\W*(?:Article|Section) \d"
)
"""Words of statutes and policies, which nobody speaks."""
_ID = rf"(?:(?i:{_ROLE}|pt|id|fgd?|idi|kii|int|subject)[ _.#–-]{{0,2}}\d{{1,3}}[A-Za-z]?|[A-Z]{{1,3}}[ -]?\d{{1,3}})"
_SIGNED_ID = re.compile(rf"\s*(?:{_ID}\s*[,;/].*|[^,;/]{{2,60}}[,;/]\s*(?:[^,;/]{{2,40}}[,;/]\s*)?{_ID})\s*")
"""A note with a participant's number and something more: "P04, female, nurse", "Nurse, P4"."""
_TALK = re.compile(r"(?::|\s[–—])\s+(?=\w)")
_OF_MANY = re.compile(r"\b(?:participants?|respondents?|interviewees?|informants?|interviews?)\b", re.IGNORECASE)
"""What a paper, and hardly a participant, calls those who were asked."""

_QUOTES_COLUMN = re.compile(
    r"\b(?:quot(?:e|es|ations?)|verbatims?|excerpts?|extracts?|(?:participants?|respondents?|they|people) sa(?:y|id)"
    r"|voices?|own words|statements? (?:of|from|by))\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(
    r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|me|myself|ourselves|I[’'](?:m|ve|d|ll)|[Ww]e[’'](?:re|ve|d|ll))\b"
)
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_QUOTED = re.compile(
    r"“(?P<curly>[^“”]{12,2500})[”“]"
    r"|\"(?<![^\s(\[—–:/]\")(?P<straight>[^\"]{12,2500})\""
    r"|«\s?(?P<guillemets>[^«»]{12,2500})»"
    r"|‘(?<![^\s(\[—–:/“]‘)(?P<single>(?:[^‘’]|’(?=\w)|(?<=s)’(?= [a-z])){12,2500})’(?!\w)"
)
_BRACKETED = re.compile(r"\s*[”’\"']?[.,;]?\s*[(\[](?P<who>[^()\[\]]{1,90})[)\]]")
_DASHED = re.compile(r"\s*[.,]?\s*[—–-]{1,2}\s?(?P<who>[^.;:—–]{2,90})(?:[.;]|$)")
_AT_END = re.compile(
    r"(?:(?:[”’\"']\s?[.,]?)?\s*(?:[(\[](?P<bracketed>[^()\[\]]{1,90})[)\]]|\s[—–-]{1,2}\s?(?P<dashed>[^.—–]{2,90}))"
    r"|[”’\"']\s?(?P<bare>[A-Z]{1,6}[-–_. ]?\d{1,4}[A-Za-z]{0,2}))[\s.”\"']*$"
)
_BARE = re.compile(r"\s*(?P<who>[A-Z][^.;:]{2,60})$")
_LABEL = re.compile(r"(?:^|[.?!]\s)(?P<who>[^.?!:“”]{2,60}):\s*$")
_MARKS = '“"«‘'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What a quotation is weighed by: its words, those around it, and where it stands."""

    words: str
    before: str
    after: str
    place: int
    is_single: bool
    is_alone: bool
    asked: bool


def spoken(text: str, paragraphs: Sequence[Paragraph], sections: Sequence[Section]) -> tuple[tuple[int, int], ...]:
    """Return the stretches ``[start, end)`` of a document's text that are words of participants.

    Offsets are code points, ascending; none overlap, each lies in one paragraph. Marks of
    quotation and the note of who speaks stay outside.
    """
    asked = any(word in text for word in _ASKED)
    found: list[tuple[int, int]] = []
    before = ""
    for number, paragraph in enumerate(paragraphs):
        line = text[paragraph.start : paragraph.end]
        place = _SECTIONS.get(sections[paragraph.section].label)
        if place is not None and paragraph.kind in _KINDS:
            following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
            signed = following is not None and _is_signature(text, following)
            for first, last in _of_paragraph(line, paragraph, before, place=place, asked=asked, signed=signed):
                found.append((paragraph.start + first, paragraph.start + last))
        before = line
    return tuple(found)


def _of_paragraph(
    line: str, paragraph: Paragraph, before: str, *, place: int, asked: bool, signed: bool
) -> Iterable[tuple[int, int]]:
    """The stretches of one paragraph, counted from its beginning."""
    if paragraph.kind == "quote":
        is_of_work = _is_of_work(line, before)
        return _block_quote(line, place=place - 4 * is_of_work, asked=asked, signed=signed)
    if paragraph.kind == "table" and _QUOTES_COLUMN.search(paragraph.column_head or ""):
        return _quote_cell(line)
    if any(mark in line for mark in _MARKS):
        in_cell = paragraph.kind == "table"
        return _quotations(line, place=place - 2 * in_cell, asked=asked, may_stand_alone=not in_cell)
    if place <= 0 or paragraph.kind not in ("text", "list_item"):
        return ()
    return (_set_off(line) if before.endswith(":") else ()) or _signed(line)


def _is_of_work(line: str, before: str) -> bool:
    """Whether a block quotes a statute, a policy or a writer, by its words or by what introduces it."""
    introduced = before[-BEFORE:].rstrip(" :")
    if _LEGAL.search(line) and not _FIRST_PERSON.search(line):
        return True
    return bool(_DOCUMENT.search(introduced) or _WRITER.search(introduced))


def _set_off(line: str) -> tuple[tuple[int, int], ...]:
    """A paragraph after a colon that is signed at its end, and whose marks were only its look."""
    end, who = _unsigned(line)
    return (_trimmed(line, 0, end),) if who and _names_speaker(who) and _FIRST_PERSON.search(line) else ()


def _signed(line: str) -> tuple[tuple[int, int], ...]:
    """Words without marks, in the first person, behind which a participant's number stands, and their kind.

    They begin after a colon or dash, or with the paragraph; a paragraph that speaks of "participants" is the authors'.
    """
    end, who = _unsigned(line)
    if not who or not _SIGNED_ID.fullmatch(who) or not _WHO.search(who):
        return ()
    talk = _TALK.search(line, 0, end)
    start = talk.end() if talk and not _FIRST_PERSON.search(line, 0, talk.start()) else 0
    words = line[start:end]
    is_said = _FIRST_PERSON.search(words) and not _OF_MANY.search(words)
    return (_trimmed(line, start, end),) if is_said and len(_WORD.findall(words)) >= FEWEST_WORDS else ()


def _block_quote(line: str, *, place: int, asked: bool, signed: bool) -> tuple[tuple[int, int], ...]:
    """A quotation set as a block: in results anybody's, elsewhere only if it says whose."""
    end, who = _unsigned(line)
    first, last = _trimmed(line, 0, end)
    if len(_WORD.findall(line, first, last)) < FEWEST_WORDS or (not who and _is_name(line)):
        return ()
    if who and _NOT_WHO.search(who) and not _names_speaker(who):
        return ()  # cited from another work
    is_theirs = place > 0 and (asked or _FIRST_PERSON.search(line) is not None)
    return ((first, last),) if is_theirs or signed or (who and _names_speaker(who)) else ()


def _is_signature(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph only says whose words the block before it was."""
    line = text[paragraph.start : paragraph.end] if paragraph.kind == "quote" else ""
    return line != "" and _is_name(line) and _names_speaker(line)


def _is_name(line: str) -> bool:
    """Whether a line is short and no sentence, as a speaker's name is."""
    return len(line.split()) <= LONGEST_SIGNATURE and line.rstrip()[-1:] not in set(".?!…”\"’'")


def _quote_cell(line: str) -> tuple[tuple[int, int], ...]:
    """A cell under a head that promises quotations: what it has in marks, or all of it."""
    marked = [_trimmed(line, *found.span(found.lastgroup or 0)) for found in _QUOTED.finditer(line)]
    if marked:
        return tuple(place for place in marked if len(_WORD.findall(line, *place)) >= FEWEST_WORDS)
    first, last = _trimmed(line, 0, _unsigned(line)[0])
    return ((first, last),) if len(_WORD.findall(line, first, last)) >= FEWEST_WORDS else ()


def _unsigned(line: str) -> tuple[int, str]:
    """Where the words of a line end and, if a note after them says whose they are, that note."""
    signed = _AT_END.search(line, max(0, len(line) - LONGEST_ATTRIBUTION - 20))
    if signed is None:
        return len(line), ""
    who = signed["bracketed"] or signed["dashed"] or signed["bare"]
    return (signed.start(), who) if _names_speaker(who) or _NOT_WHO.search(who) else (len(line), "")


def _trimmed(line: str, first: int, last: int) -> tuple[int, int]:
    """A stretch less the white space and marks of quotation at its ends."""
    inner = line[first:last]
    lead = len(inner) - len(inner.lstrip(" “\"«‘'–—-"))
    return first + lead, first + len(inner.rstrip(' ”"»'))


def _quotations(line: str, *, place: int, asked: bool, may_stand_alone: bool) -> Iterator[tuple[int, int]]:
    """The quotations in a paragraph that are somebody's words."""
    end_of_last = -BEFORE
    for found in _QUOTED.finditer(line):
        group = found.lastgroup or "curly"
        first, last = found.span(group)
        around = _Around(
            words=found[group],
            before=line[max(0, first - 1 - BEFORE) : first - 1],
            after=line[last + 1 : last + 1 + AFTER],
            place=place,
            is_single=group == "single",
            is_alone=may_stand_alone
            and not line[: found.start()].strip()
            and len(line) - found.end() <= LONGEST_ATTRIBUTION,
            asked=asked,
        )
        goes_on = 2 if found.start() - end_of_last < BEFORE // 2 else 0
        if _weight(around, goes_on=goes_on) >= ENOUGH:
            end_of_last = last
            yield _trimmed(line, first, last)


def _weight(around: _Around, *, goes_on: int) -> int:
    """How much speaks for a quotation being words of a participant; ``goes_on`` where one has just spoken."""
    words = _WORD.findall(around.words)
    if len(words) < FEWEST_WORDS:
        return 0
    introduced, known = _introduced(around), _attributed(around.after)
    is_sentence = _is_sentence(around.words)
    weight = around.place + known + (introduced or goes_on)
    weight += bool(_FIRST_PERSON.search(around.words)) + is_sentence
    weight += sum(len(words) >= length for length in LONG) + 2 * (around.is_alone and len(words) >= LONG[0])
    weight -= around.is_single + 2 * (not around.asked)
    if known <= 0:
        weight -= 2 * (len(words) < SHORT and not is_sentence)
        weight -= 3 * bool(_DOCUMENT.search(around.before))
        weight -= _written(around.before)
        if not introduced:
            weight -= 4 * bool(_ITEM.search(around.before)) + 2 * _is_title(words)
    return weight


def _written(before: str) -> int:
    """How much what introduces a quotation names a writer: 4 for a work's, 1 for a name, which may be an alias."""
    if (writer := _WRITER.search(before)) and not _WHO.search(writer[0]):
        return 4
    named = _NAMED.search(before)
    return int(named is not None and not _SPEAKER.fullmatch(named["who"]))


def _attributed(after: str) -> int:
    """What the note behind a quotation says: 4 for a speaker, -4 for a work cited, 0 for neither or none."""
    note = _BRACKETED.match(after) or _DASHED.match(after) or _BARE.match(after)
    if note is None:
        return 0
    if _names_speaker(note["who"]):
        return 4
    return -4 if _NOT_WHO.search(note["who"]) else 0


@lru_cache(maxsize=512)
def _names_speaker(note: str) -> bool:
    """Whether a note names a speaker: by a role, an age, a number of participants, and not a work."""
    if _NOT_WHO.search(note) and not _CODE.search(note):
        return False
    return (_CODE.search(note) or _WHO.search(note)) is not None


def _introduced(around: _Around) -> int:
    """3 where a speaker is said to say it, 2 where somebody is, or where a speaker's label stands before it."""
    label = _LABEL.search(around.before)
    if label and (_CODE.search(label["who"]) or _WHO.search(label["who"])):
        return 3
    clause = re.split(r"[.?!;”\"] ", around.before)[-1]
    after = re.split(r"[.?!;“\"]", around.after)[0][:60]
    for where in (clause, after):
        if _SAYING.search(where):
            return 3 if _SPEAKER.search(where) else 1
    return 0


def _is_sentence(words: str) -> bool:
    """Whether a quotation begins and ends as a sentence does."""
    inner = words.lstrip(" […].")
    return words.rstrip()[-1:] in set(".,?!…") and inner[:1].isupper()


def _is_title(words: Sequence[str]) -> bool:
    """Whether most of the longer words have capitals."""
    long = [word for word in words if len(word) >= LONG_WORD]
    return sum(word[0].isupper() for word in long) * 2 > len(long)
