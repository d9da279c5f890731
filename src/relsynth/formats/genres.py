"""What databases call the kinds of publication, and CSL's name for each.

A kind is looked up whole, then by its first part ("Review:  PDF Only"), then by the
telling words in it. CSL's "review" is of a book; a review article is an article.
Source: the types of CSL 1.0.2; the exports of the databases named in ``columns``.
"""

from __future__ import annotations

import re
from functools import lru_cache

KINDS: dict[str, str] = {
    "article-journal": """
        article; journal article; journal; review; review article; review articles; article review; original article;
        research article; original research; journal paper; journals; editorial; letter; note; short survey; erratum;
        retracted; correction; comment; brief communication; article in press; conference review; case report;
        clinical trial; systematic review; meta analysis; evidence based healthcare; scholarly journals;
        peer reviewed journal; academic journal; journal article review; electronic article; online first;
        magazines article; early access articles; ieee journals; ieee early access articles; jour; ejour; inpr; j;
        periodical; journal article print; article electronic; journal electronic; miscellaneous; cochrane review""",
    "article": "preprint; preprints; posted content; working paper preprint; eprint; article preprint",
    "article-magazine": "magazine article; magazine; magazines; trade journals; trade journal; mgzn; ieee magazines",
    "article-newspaper": "newspaper article; newspaper; newspapers; news article; news; wire feeds",
    "book": """
        book; whole book; edited book; monograph; books; ebook; electronic book; edbook; serial; book edited;
        book series; collection; mvbook; b; book whole; book monograph; conference proceedings; proceedings""",
    "chapter": """
        book chapter; chapter; book section; section; incollection; inbook; chap; echap; electronic book section;
        book chapters; bookitup; referenceworkentry; reference work entry; suppbook; encyclopedia chapter""",
    "paper-conference": """
        conference paper; abstract; conference article; conference; inproceedings; proceedings paper; proceeding;
        proceedings article; conference proceeding; conference abstract; meeting abstract; abst; conf; cpaper; meeting;
        ieee conferences; conference papers; conference proceedings article; conference papers proceedings; c;
        proceedings series; conference review paper; poster""",
    "thesis": """
        thesis; dissertation; phdthesis; mastersthesis; doctoral thesis; thesis dissertation; dissertation thesis;
        dissertations theses; dissertations; thes; doctoral dissertation; master thesis; masters thesis;
        dissertation abstract; dissertation thesis unpublished""",
    "report": """
        report; techreport; technical report; reports; working paper; working papers; rprt; grant;
        government document; govdoc; gov; report component; report series; government publication""",
    "webpage": "web page; web site; elec; online; online multimedia; internet; blogs podcasts websites",
    "dataset": "dataset; data; database; online database; data file; aggregated database; aggdb; dbase; component",
    "patent": "patent; patents; pat; p",
    "software": "computer program; software; comp; computerprogram; code",
    "manuscript": "manuscript; unpublished; unpublished work; unpublished material; unpb; manscpt; ancient text",
    "personal_communication": "personal communication; email; icomm; pcomm; letter personal; instant message",
    "speech": "presentation; speech; slide; hearing presentation; lecture",
    "standard": "standard; standards; ieee standards; stand",
    "legislation": "statute; stat; legal rule; legal rule or regulation; legislation; laws statutes",
    "legal_case": "case; legal case; court case; court decisions; court decisions cases; decision",
    "bill": "bill; bills; bill resolution; bills resolutions",
    "hearing": "hearing; hear",
    "map": "map; maps",
    "motion_picture": "film or broadcast; film; video; video recording; video dvd; motion picture; mpct",
    "broadcast": "tv broadcast; radio broadcast; podcast; broadcast; television broadcast",
    "song": "music; music score; audio recording; sound recording; audiovisual material; advs; sound",
    "graphic": "artwork; art; figure; chart or table; chart; graphic; drawing; fig",
    "entry-encyclopedia": "encyclopedia; encyclopedia article; encyclopedia entry; ency; encyc",
    "entry-dictionary": "dictionary; dictionary entry; dict",
    "entry": "entry; catalog; ctlg",
    "post-weblog": "blog; blog post; weblog",
    "post": "forum post; discussion forum; post; social media",
    "interview": "interview; interviews",
    "pamphlet": "pamphlet; pamp; brochure",
    "classic": "classical work; clswk",
    "document": "generic; gen; misc; other; other sources; document; unused; other documents; unknown",
}
"""CSL type -> what it is called, folded to lower-case letters and split at semicolons."""

_UNLETTER = re.compile(r"[\W\d_]+")
_END_OF_FIRST = re.compile(r"[;:|,\[(]")
_TELLING = (
    ("preprint", "article"),
    ("thesis", "thesis"),
    ("dissertation", "thesis"),
    ("chapter", "chapter"),
    ("conference", "paper-conference"),
    ("proceedings", "paper-conference"),
    ("newspaper", "article-newspaper"),
    ("magazine", "article-magazine"),
    ("journal", "article-journal"),
    ("review", "article-journal"),
    ("article", "article-journal"),
    ("book", "book"),
    ("report", "report"),
    ("patent", "patent"),
    ("dataset", "dataset"),
)


def _folded(text: str) -> str:
    return _UNLETTER.sub("", text.lower())


_BY_NAME = {_folded(name): kind for kind, names in KINDS.items() for name in names.split(";")}
_OF_CSL = frozenset(KINDS) - {"article"}  # "article" in a table is one in a journal


@lru_cache(maxsize=1024)
def genre(text: str) -> str | None:
    """Return CSL's type for what a database calls a kind of publication, or None where it is unknown.

    >>> genre("Journal Article; Research Support"), genre("Conference Paper"), genre("inproceedings")
    ('article-journal', 'paper-conference', 'paper-conference')
    """
    if text in _OF_CSL:
        return text
    known = _BY_NAME.get(_folded(text)) or _BY_NAME.get(_folded(_END_OF_FIRST.split(text, maxsplit=1)[0]))
    low = text.lower()
    return known or next((kind for word, kind in _TELLING if word in low), None)
