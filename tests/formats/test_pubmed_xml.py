"""PubMed XML: articles and books, all that is said of them, and what PubMed took back."""

from __future__ import annotations

import pytest

from relsynth.formats import pubmed_xml
from relsynth.records import Record, Unread

ARTICLE = """
<Journal><ISSN IssnType="Electronic">1234-5679</ISSN><JournalIssue CitedMedium="Internet"><Volume>4</Volume>
<Issue>2</Issue><PubDate><Year>2008</Year><Month>Feb</Month><Day>09</Day></PubDate></JournalIssue>
<Title>Journal of invented trials</Title><ISOAbbreviation>J Inv Trials</ISOAbbreviation></Journal>
<ArticleTitle>Partnering in <i>three</i> towns.</ArticleTitle>
<Pagination><StartPage>132</StartPage><EndPage>142</EndPage><MedlinePgn>132-42</MedlinePgn></Pagination>
"""
WHOLE = f"""<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "https://dtd.example/pubmed.dtd">
<PubmedArticleSet>
<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">11111111</PMID><Article PubModel="Print">{ARTICLE}
</Article></MedlineCitation></PubmedArticle>
<DeleteCitation><PMID Version="1">22222222</PMID></DeleteCitation>
</PubmedArticleSet>
"""


def article(inside: str = "", *, citation: str = "", data: str = "") -> Record:
    """The one record of a set that holds more inside its Article, MedlineCitation or PubmedData."""
    text = (
        f"<PubmedArticle><MedlineCitation><PMID>1</PMID><Article>{inside}</Article>{citation}</MedlineCitation>"
        f"<PubmedData>{data}</PubmedData></PubmedArticle>"
    )
    (found,) = pubmed_xml.read_records(text.encode())
    assert isinstance(found, Record)
    return found


def test_a_record_and_what_stands_around_it() -> None:
    before, record, after = pubmed_xml.read_records(WHOLE.encode())
    assert isinstance(record, Record)
    assert (record.origin.first, record.origin.last) == (4, 11)
    assert (record.type, record.title) == ("article-journal", "Partnering in three towns.")
    assert (record.container_title, record.volume, record.issue) == ("Journal of invented trials", "4", "2")
    assert (record.issued, record.year, record.page) == ("2008 Feb 09", 2008, "132-42")
    assert (record.pmid, record.issn) == ("11111111", ("1234-5679",))
    assert ("StartPage", "132-142") in record.extra
    assert isinstance(before, Unread)
    assert isinstance(after, Unread)
    assert (before.kind, after.kind) == ("aside", "aside")
    assert "22222222" in after.text


LABELLED = """<Abstract><AbstractText Label="AIM" NlmCategory="OBJECTIVE">To ask.</AbstractText>
<AbstractText Label="RESULT">p &lt; .05</AbstractText><CopyrightInformation>None.</CopyrightInformation></Abstract>"""
MATH = '<mml:math xmlns:mml="m"><mml:mi>x</mml:mi><mml:mo>=</mml:mo><mml:mn>2</mml:mn></mml:math>'
OBERE = "<Author><LastName>Obere</LastName><ForeName>Ada B</ForeName><Suffix>Jr</Suffix></Author>"


@pytest.mark.parametrize(
    ("inside", "field", "value"),
    [
        pytest.param(f"<ArticleTitle>Where {MATH}</ArticleTitle>", "title", "Where x=2", id="mathml"),
        pytest.param("<ArticleTitle>H<sub>2</sub>O &amp; us</ArticleTitle>", "title", "H2O & us", id="subscript"),
        pytest.param("<ArticleTitle/><VernacularTitle>Ohne</VernacularTitle>", "title", "Ohne", id="vernacular-only"),
        pytest.param(LABELLED, "abstract", "AIM: To ask.\nRESULT: p < .05", id="structured-abstract"),
        pytest.param(f"<AuthorList>{OBERE}</AuthorList>", "authors", ("Obere, Ada B Jr",), id="suffix"),
        pytest.param(
            "<AuthorList><Author><LastName>Li</LastName><Initials>W</Initials></Author></AuthorList>",
            "authors",
            ("Li, W",),
            id="initials-only",
        ),
        pytest.param(
            "<AuthorList><Author><CollectiveName>The Three Towns Group</CollectiveName></Author></AuthorList>",
            "authors",
            ("The Three Towns Group",),
            id="collective",
        ),
        pytest.param(f'<AuthorList Type="editors">{OBERE}</AuthorList>', "editors", ("Obere, Ada B Jr",), id="editors"),
        pytest.param(
            "<PubDate><MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate>",
            "issued",
            "1998 Dec-1999 Jan",
            id="medline",
        ),
        pytest.param("<PubDate><Year>2011</Year><Season>Fall</Season></PubDate>", "issued", "2011 Fall", id="season"),
        pytest.param(
            '<ArticleDate DateType="Electronic"><Year>2007</Year><Month>12</Month></ArticleDate>',
            "issued",
            "2007 12",
            id="no-date-but-the-articles",
        ),
        pytest.param("<Pagination><StartPage>e12</StartPage></Pagination>", "page", "e12", id="one-page"),
        pytest.param('<ELocationID EIdType="doi">10.1234/X</ELocationID>', "doi", "10.1234/x", id="doi-of-location"),
        pytest.param("<Language>eng</Language><Language>fre</Language>", "language", "eng", id="first-language"),
        pytest.param(
            "<PublicationTypeList><PublicationType>Preprint</PublicationType></PublicationTypeList>",
            "type",
            "article",
            id="preprint",
        ),
    ],
)
def test_fields_of_an_article(inside: str, field: str, value: object) -> None:
    assert getattr(article(inside), field) == value


@pytest.mark.parametrize(
    ("citation", "extra"),
    [
        pytest.param(
            "<CommentsCorrectionsList><CommentsCorrections RefType='RetractionIn'><RefSource>J. 2010;1:2</RefSource>"
            "<PMID>33</PMID></CommentsCorrections></CommentsCorrectionsList>",
            ("CommentsCorrections/RetractionIn", "PMID 33; J. 2010;1:2"),
            id="retraction",
        ),
        pytest.param(
            "<ChemicalList><Chemical><RegistryNumber>0</RegistryNumber><NameOfSubstance UI='D1'>Tea</NameOfSubstance>"
            "</Chemical></ChemicalList>",
            ("Chemical", "0; Tea (UI D1)"),
            id="chemical",
        ),
        pytest.param(
            "<OtherAbstract Type='plain-language-summary'><AbstractText>In short.</AbstractText></OtherAbstract>",
            ("OtherAbstract/plain-language-summary", "In short."),
            id="other-abstract",
        ),
        pytest.param(
            "<InvestigatorList><Investigator><LastName>Ek</LastName><ForeName>Bo</ForeName></Investigator>"
            "</InvestigatorList>",
            ("InvestigatorList", "Ek; Bo"),
            id="investigators",
        ),
        pytest.param(
            "<DateRevised><Year>2014</Year><Month>07</Month></DateRevised>", ("DateRevised", "2014 07"), id="date"
        ),
        pytest.param("<Unheard><Of>now</Of></Unheard>", ("Unheard", "now"), id="unknown-element"),
    ],
)
def test_all_else_is_kept(citation: str, extra: tuple[str, str]) -> None:
    assert extra in article(citation=citation).extra


def test_an_authors_affiliation_stays_with_the_author() -> None:
    inside = """<AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>Obi</LastName><ForeName>Uju</ForeName>
    <Initials>U</Initials><Identifier Source="ORCID">0000</Identifier><AffiliationInfo><Affiliation>Town Hall
    </Affiliation></AffiliationInfo></Author></AuthorList>"""
    record = article(inside)
    assert record.authors == ("Obi, Uju",)
    assert record.extra == (("Author", "Obi, Uju; U; 0000 (Source ORCID); Town Hall"),)


def test_headings_are_written_as_in_nbib() -> None:
    record = article(
        citation="""<MeshHeadingList><MeshHeading><DescriptorName UI="D1">Family Practice</DescriptorName>
        <QualifierName UI="Q2" MajorTopicYN="Y">methods</QualifierName></MeshHeading></MeshHeadingList>
        <KeywordList Owner="NOTNLM"><Keyword MajorTopicYN="N">trust</Keyword></KeywordList>"""
    )
    assert record.keywords == ("Family Practice/*methods", "trust")
    assert record.extra == (("MeshHeading/@UI", "D1 Q2"), ("KeywordList/@Owner", "NOTNLM"))


def test_the_identifiers_of_what_is_cited_are_not_the_articles() -> None:
    record = article(
        data="""<ArticleIdList><ArticleId IdType="pubmed">1</ArticleId><ArticleId IdType="pmc">PMC12</ArticleId>
        <ArticleId IdType="pii">S1</ArticleId></ArticleIdList><ReferenceList><Reference><Citation>Old. 1990</Citation>
        <ArticleIdList><ArticleId IdType="doi">10.1234/old</ArticleId></ArticleIdList></Reference></ReferenceList>"""
    )
    assert (record.pmid, record.pmcid, record.doi) == ("1", "PMC12", None)
    assert record.extra == (("ArticleId/pii", "S1"), ("Reference", "Old. 1990; 10.1234/old (IdType doi)"))


BOOK = """<PubmedBookArticle><BookDocument><PMID>5</PMID><Book><Publisher><PublisherName>Town Press</PublisherName>
</Publisher><BookTitle book="tp">Towns</BookTitle><PubDate><Year>2012</Year></PubDate><Isbn>9780000000002</Isbn></Book>
{}</BookDocument></PubmedBookArticle>"""


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("", ("book", "Towns", None), id="a-book"),
        pytest.param("<ArticleTitle>Trust</ArticleTitle>", ("chapter", "Trust", "Towns"), id="a-chapter"),
    ],
)
def test_books_and_their_chapters(title: str, expected: tuple[str, str, str | None]) -> None:
    (record,) = pubmed_xml.read_records(BOOK.format(title).encode())
    assert isinstance(record, Record)
    assert (record.type, record.title, record.container_title) == expected
    assert (record.publisher, record.isbn, record.year) == ("Town Press", ("9780000000002",), 2012)


@pytest.mark.parametrize(
    ("head", "is_pubmed"),
    [
        pytest.param(WHOLE.encode(), True, id="a-set"),
        pytest.param(b"<?xml version='1.0'?>\n<PubmedArticleSet><PubmedArticle>", True, id="two-lines"),
        pytest.param(b"<MedlineCitationSet>\n", True, id="medline"),
        pytest.param(WHOLE.encode("utf-16"), True, id="utf-16"),
        pytest.param(b"<!DOCTYPE article><article><PubmedArticle/></article>\n", False, id="jats"),
        pytest.param(b"<TEI xmlns='http://www.tei-c.org/ns/1.0'>\n", False, id="tei"),
        pytest.param(b"<html><body>PubmedArticleSet</body></html>\n", False, id="html"),
        pytest.param(b"<plist version='1.0'><dict/></plist>\n", False, id="plist"),
        pytest.param(b"PMID- 1\nTI  - PubmedArticleSet\n", False, id="nbib"),
    ],
)
def test_recognised_by_its_root(head: bytes, is_pubmed: bool) -> None:
    assert pubmed_xml.recognises(head, ".xml") is is_pubmed
