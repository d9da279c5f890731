"""Names of organisations, told by their capitals and by the word that says what they are.

A name is a run of capitalised words with the small words between them. "And" parts two names where the first is
complete ("Acorn Foundation and Beech Trust") and joins one where it is not ("Department of Health and Welfare").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

KINDS: dict[str, str] = {
    "academic": "University Universities College School Faculty Institute Academy Polytechnic Universidad Universität",
    "government": "Ministry Ministries Department Departments Government Municipality County Bureau"
    " Directorate Parliament Authority Commission Administration Agency Agencies Centers Service Services Office",
    "health care": "Hospital Hospitals Clinic Clinics NHS Trust Infirmary Hospice",
    "network or coalition": "Coalition Alliance Network Consortium Partnership Collaborative Collaboration"
    " Council Councils",
    "charity or foundation": "Foundation Fund Charity Relief Endowment Fondation Fonds",
    "association": "Association Society Federation Union Confederation Club YMCA YWCA",
    "international": "UNICEF UNAIDS UNESCO UNDP UNFPA WHO PEPFAR USAID Nations",
    "faith": "Church Diocese Parish Mosque Synagogue",
    "indigenous": "Tribe Tribes Nation",
    "company": "Inc Ltd Limited Corporation Company GmbH",
    "other organisation": "Centre Center Laboratory Organization Organisation Institutes Partners",
    "programme": "Research Group Program Programme Initiative Health Medical Board Community",
}
"""What an organisation is, and the words in its name that say so; the first kind that has the word wins."""

_KIND_OF = {word: kind for kind, words in reversed(KINDS.items()) for word in words.split()}
_LAST_WORDS = (
    "University Foundation Fund Trust Institute Association Agency Society Council Centre Center Relief Hospital"
    " Coalition Alliance Network Consortium Federation College School Bank Commission Authority Program Programme"
)
_FINAL = frozenset(_LAST_WORDS.split())
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĞĠĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠȘŢŤȚŪŮŰŲŹŻŽΑ-ΩА-Я"
"""Capitals of names in Latin letters with marks, and of Greek and Cyrillic ones."""
_NAME = re.compile(
    r"National Heart, Lung,? (?:and|&) Blood Institute"  # the one much-named body with commas in its name
    rf"|(?<![\w.])(?:U\.S\.|U\.K\.|[{_UPPER}][\w’'&/-]*|[a-z][A-Z]\w*)(?:(?: (?:of|for|and|the|on|in|de|du|des|la|to"
    rf"|against|&)){{0,3}} [{_UPPER}][\w’'&/-]*){{0,14}}"
)
_AND = re.compile(r" (?:and|&)(?: the)? ")
_NOT_A_NAME = re.compile(
    r"(?:The|This|These|In|For|With|Our|We|And|Of|On|At|By|All|Each|An|A|Its|Both|As|From|Dr|Prof|Grants?) "
)


def names(text: str) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words in a text, ``[start, end)``, without an opening article or preposition."""
    for match in _NAME.finditer(text):
        for start, end in _parted(text, match.start(), match.end()):
            first = start
            while opening := _NOT_A_NAME.match(text, first, end):
                first = opening.end()
            name = text[first:end].rstrip(".&-'’/ ")
            if name:
                yield first, first + len(name)


def kind_of(name: str) -> str | None:
    """What the words of a name say that the organisation is, or None where none of them does."""
    words = re.split(r"[ -]", name)
    found = {_KIND_OF[word] for word in words if word in _KIND_OF}
    return next((kind for kind in KINDS if kind in found), None)


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A run parted where "and" follows a complete name."""
    if text.startswith("National Heart,", start):
        yield start, end
        return
    for joint in list(_AND.finditer(text, start, end)):
        before = text[start : joint.start()]
        if before.rpartition(" ")[2] in _FINAL or joint[0].endswith("the ") or before.isupper():
            yield start, joint.start()
            start = joint.end()
    yield start, end
