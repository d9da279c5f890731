"""PubMed XML: what PubMed's "Send to", EFetch and the yearly baseline files hold.

Source: NLM's DTDs of PubMed (``pubmed_250101.dtd`` and before) and their element descriptions.
Names of fields in ``extra`` are the elements', with their kind, as in ``ArticleId/pii``;
headings are written as in nbib (``Family Practice/*methods``), so that both exports of
one article agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from relsynth.formats import xml_records, xml_sayings
from relsynth.formats.xml_sayings import THROUGH, Saying, child, children, local, said, text_of
from relsynth.records import Record, Unread

if TYPE_CHECKING:
    from lxml.etree import _Element

name = "pubmed_xml"
suffixes = (".xml",)

_RECORDS = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation", "BookDocument")
_ROOTS = frozenset(
    {*_RECORDS, "PubmedArticleSet", "PubmedBookArticleSet", "MedlineCitationSet", "BookDocumentSet", "PubMedArticleSet"}
)
_NAME_PARTS = frozenset({"LastName", "ForeName", "FirstName", "MiddleName", "Suffix", "CollectiveName"})
_OWN_IDS: Mapping[str, str] = {"doi": "doi", "pubmed": "pmid", "pmc": "pmcid", "pmcid": "pmcid"}


def recognises(head: bytes, suffix: str) -> bool:
    """Whether the first element is one of PubMed's."""
    return xml_records.opening(head) in _ROOTS


def read_records(source: bytes) -> Iterator[Record | Unread]:
    """Read every article and book; citations that PubMed deleted stand between records."""
    return xml_records.read_elements(source, _RECORDS, _said)


def _said(record: _Element) -> Iterator[Saying]:
    book = next(iter(record.iter("{*}BookDocument")), None)
    yield from _type(record, book)
    yield from xml_sayings.attributes(record, local(record))
    plan = _BOOK if book is not None and not text_of(child(book, "ArticleTitle")) else _PLAN
    yield from xml_sayings.sayings(record, plan)


def _type(record: _Element, book: _Element | None) -> Iterator[Saying]:
    if book is not None:
        yield "type", "", "chapter" if text_of(child(book, "ArticleTitle")) else "book"
        return
    types = {text_of(node) for node in record.iter("{*}PublicationType")}
    yield "type", "", "article" if "Preprint" in types else "article-journal"


def _authors(node: _Element) -> Iterator[Saying]:
    yield from xml_sayings.attributes(node, local(node))
    field = "editors" if node.get("Type", "").startswith("editor") else "authors"
    for author in node:
        name = _name(author)
        yield field, local(author), name
        rest = [said(part) for part in author if local(part) not in _NAME_PARTS]
        rest += [f"{key.rpartition('@')[2]} {value}" for _, key, value in xml_sayings.attributes(author, "")]
        if any(rest):
            yield "", local(author), "; ".join(filter(None, [name, *rest]))


def _name(author: _Element) -> str:
    """Name as "Family, Given Jr"; a collective's in one piece."""
    given = [text_of(child(author, part)) for part in ("ForeName", "FirstName", "MiddleName")]
    given = [*filter(None, given)] or [text_of(child(author, "Initials"))]
    given.append(text_of(child(author, "Suffix")))
    family = text_of(child(author, "LastName"))
    person = ", ".join(filter(None, (family, " ".join(filter(None, given)))))
    return "; ".join(filter(None, (person, text_of(child(author, "CollectiveName")))))


def _abstract(node: _Element) -> Iterator[Saying]:
    """An abstract, its parts a line each with their labels; one after the first has no field."""
    parts = [(part.get("Label", ""), text_of(part)) for part in children(node, "AbstractText")]
    written = "\n".join(f"{label}: {text}" if label else text for label, text in parts if label or text)
    kind = node.get("Type", "")
    if local(node) == "Abstract":
        yield "abstract", "Abstract", written
    else:
        yield "", "/".join(filter(None, ("OtherAbstract", kind))), written
    categories = [part.get("NlmCategory", "") for part in children(node, "AbstractText")]
    yield "", "AbstractText/@NlmCategory", "; ".join(filter(None, categories))
    yield "", f"{local(node)}/@Language", node.get("Language", "")
    for other in node:
        if local(other) != "AbstractText":
            yield from xml_sayings.unplanned(other, local(other))


def _date(field: str) -> xml_sayings.Handler:
    def of(node: _Element) -> Iterator[Saying]:
        kind = node.get("PubStatus") or node.get("DateType") or ""
        written = " ".join(filter(None, (text_of(part) for part in node))) or text_of(node)
        yield field, "/".join(filter(None, (local(node), kind))), written

    return of


def _pages(node: _Element) -> Iterator[Saying]:
    """Pages as MEDLINE writes them (``132-42``); first and last page where it does not."""
    first, last = text_of(child(node, "StartPage")), text_of(child(node, "EndPage"))
    yield "page", "MedlinePgn", text_of(child(node, "MedlinePgn"))
    yield "page", "StartPage", "-".join(filter(None, (first, last)))
    for other in node:
        if local(other) not in ("StartPage", "EndPage", "MedlinePgn"):
            yield from xml_sayings.unplanned(other, local(other))


def _headings(node: _Element) -> Iterator[Saying]:
    """Headings with their qualifiers, ``*`` before those of the main topic; their numbers in one line."""
    numbers = []
    for heading in node:
        yield "keywords", local(heading), "/".join(_starred(part) for part in heading) or text_of(heading)
        for part in heading:
            numbers.append(part.get("UI", ""))
            if part.get("Type"):
                yield "", f"{local(heading)}/{part.get('Type')}", text_of(part)
    yield "", "MeshHeading/@UI", " ".join(filter(None, numbers))


def _keywords(node: _Element) -> Iterator[Saying]:
    yield from xml_sayings.attributes(node, local(node))
    for keyword in node:
        yield "keywords", local(keyword), _starred(keyword)


def _starred(node: _Element) -> str:
    return f"{'*' if node.get('MajorTopicYN') == 'Y' else ''}{text_of(node)}"


def _identifier(node: _Element) -> Iterator[Saying]:
    kind = node.get("IdType") or node.get("EIdType") or ""
    yield _OWN_IDS.get(kind.lower(), ""), "/".join(filter(None, (local(node), kind))), text_of(node)
    if node.get("ValidYN") == "N":
        yield "", f"{local(node)}/@ValidYN", "N"


def _pmid(node: _Element) -> Iterator[Saying]:
    yield "pmid", "PMID", text_of(node)
    if node.get("Version", "1") != "1":
        yield "", "PMID/@Version", node.get("Version", "")


def _comment(node: _Element) -> Iterator[Saying]:
    """What corrects, retracts or comments on this article, or is by it: ``PMID 123; Journal. 2010;1:2``."""
    parts = [f"PMID {text_of(part)}" if local(part) == "PMID" else said(part) for part in node]
    first = [part for part in parts if part.startswith("PMID ")]
    rest = [part for part in parts if part and part not in first]
    kind = node.get("RefType", "")
    yield "", "/".join(filter(None, ("CommentsCorrections", kind))), "; ".join([*first, *rest])


_THROUGH = """
MedlineCitation Article Journal JournalIssue PubmedData BookDocument PubmedBookData Book Publisher Abstracts
MedlineJournalInfo ChemicalList GrantList DataBankList PublicationTypeList CommentsCorrectionsList History
ArticleIdList ReferenceList SupplMeshList GeneSymbolList PersonalNameSubjectList LocationLabelList ItemList ObjectList
"""

_MOMENTS = "DateCreated DateCompleted DateRevised PubMedPubDate ContributionDate BeginningDate EndingDate"

_PLAN: Mapping[str, str | xml_sayings.Handler] = {
    **dict.fromkeys(_THROUGH.split(), THROUGH),
    "PMID": _pmid,
    "ArticleTitle": "title",
    "VernacularTitle": "title",
    "BookTitle": "container_title",
    "Title": "container_title",
    "ISSN": "issn",
    "ISSNLinking": "issn",
    "Isbn": "isbn",
    "Volume": "volume",
    "Issue": "issue",
    "PubDate": _date("issued"),
    "ArticleDate": _date("issued"),
    "Pagination": _pages,
    "ELocationID": _identifier,
    "ArticleId": _identifier,
    "Abstract": _abstract,
    "OtherAbstract": _abstract,
    "AuthorList": _authors,
    "Language": "language",
    "PublisherName": "publisher",
    "MeshHeadingList": _headings,
    "KeywordList": _keywords,
    "CommentsCorrections": _comment,
    **dict.fromkeys(_MOMENTS.split(), _date("")),
}
"""An element's field, or how it is read; every other element is in ``extra`` under its name."""

_BOOK = {**_PLAN, "BookTitle": "title"}
"""A book as a whole: its title is no container's."""
