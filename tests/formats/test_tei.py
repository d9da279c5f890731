"""TEI whole: GROBID's and publishers'; what the header says, what is refused."""

from __future__ import annotations

import codecs

import pytest

from relsynth.documents import Document, document_id
from relsynth.errors import InputError
from relsynth.formats.reading import Citation
from relsynth.formats.tei import read_as, read_document, recognises

HEADER = """<teiHeader xml:lang="en"><fileDesc>
<titleStmt><title level="a" type="main">Ferries and trust</title></titleStmt>
<publicationStmt><date type="published" when="2021-03-04">4 March 2021</date></publicationStmt>
<sourceDesc><biblStruct><analytic>
<author><persName><forename type="first">Ada</forename><forename type="middle">B</forename><surname>Okafor</surname>
</persName><affiliation><orgName>University of the Harbour</orgName></affiliation></author>
<author><persName><surname>Lund</surname></persName></author>
<author><affiliation><orgName>The Town</orgName></affiliation></author>
<title level="a" type="main">Ferries and trust</title></analytic>
<monogr><title level="j" type="main">Journal of Ports</title>
<imprint><date type="published" when="2022"/></imprint></monogr>
<idno type="MD5">ABC</idno><idno type="DOI">10.5555/Ferry.1</idno><idno type="PMID">12345</idno>
<idno type="PMCID">PMC77</idno></biblStruct></sourceDesc></fileDesc>
<profileDesc><textClass><keywords><term>trust</term><term>ferries</term></keywords></textClass>
<abstract xml:lang="fr"><p>Il faut des partenaires.</p></abstract>
<abstract><div><p>Ferries need partners.</p></div></abstract></profileDesc></teiHeader>"""
TEXT = """<text><body><div><head n="1">Methods</head><p>They met every week.</p></div></body><back>
<div type="acknowledgement"><div><head>Acknowledgements</head><p>Thanks.</p></div></div>
<div type="references"><listBibl><biblStruct><analytic><title>Tea</title></analytic></biblStruct></listBibl></div>
</back></text>"""
ENGLISH = """We met the crews in the harbour and the town, and to the end of the year they came to the office in the
morning to speak of the boats and of the tea that they had made in the kitchen of the ferry to the island. """


def tei(inner: str, attributes: str = 'xmlns="http://www.tei-c.org/ns/1.0"') -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI {attributes}>{inner}</TEI>'.encode()


def read(inner: str, attributes: str = 'xmlns="http://www.tei-c.org/ns/1.0"') -> Document:
    return read_document(tei(inner, attributes), name="paper")


def test_the_header_gives_the_citation() -> None:
    document = read(HEADER + TEXT)
    assert (document.title, document.authors) == ("Ferries and trust", ("Okafor, Ada B", "Lund"))
    assert (document.year, document.journal, document.doi) == (2021, "Journal of Ports", "10.5555/ferry.1")
    assert (document.pmid, document.pmcid) == ("12345", "PMC77")
    assert (document.format, document.reader, document.completeness) == ("tei", "tei/1", "full_text")


@pytest.mark.parametrize("attributes", ['xmlns="http://www.tei-c.org/ns/1.0"', ""])
def test_abstract_keywords_body_and_back_stand_in_order(attributes: str) -> None:
    document = read(HEADER + TEXT, attributes)
    assert [(document.sections[p.section].label, document.quote(p.start, p.end)) for p in document.paragraphs] == [
        ("title", "Ferries and trust"),
        ("abstract", "Ferries need partners."),
        ("keywords", "trust; ferries"),
        ("methods", "They met every week."),
        ("back_matter", "Thanks."),
    ]


@pytest.mark.parametrize(
    ("title_statement", "title", "authors"),
    [
        pytest.param(
            '<title type="sub">A study</title><title type="main">Ferries</title><author>Ada Okafor</author>',
            "Ferries: A study",
            ("Ada Okafor",),
            id="publishers-statement",
        ),
        pytest.param(
            "<title>Ferries</title><author><orgName>The Crew</orgName></author>", "Ferries", ("The Crew",), id="a-group"
        ),
        pytest.param("<title/>", None, (), id="nothing"),
    ],
)
def test_titles_and_authors_in_other_places(title_statement: str, title: str | None, authors: tuple[str, ...]) -> None:
    header = f"<teiHeader><fileDesc><titleStmt>{title_statement}</titleStmt></fileDesc></teiHeader>"
    document = read(header + TEXT)
    assert (document.title, document.authors) == (title, authors)


def test_a_reading_of_another_file_is_known_by_that_file_and_filled_from_what_is_known() -> None:
    known = Citation(title="Another title", year=1999, doi="10.5555/known")
    bare = "<teiHeader><fileDesc><titleStmt><title>Ferries</title></titleStmt></fileDesc></teiHeader>"
    document = read_as(tei(bare + TEXT), original=b"%PDF", name="a", format="pdf", reader="x/1", known=known)
    assert (document.id, document.format, document.reader) == (document_id(b"%PDF"), "pdf", "x/1")
    assert (document.title, document.year, document.doi) == ("Ferries", 1999, "10.5555/known")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param(b"<TEI><text>", "not well-formed", id="cut"),
        pytest.param(b"<TEI/>", "neither header nor text", id="empty"),
        pytest.param(b"<teiCorpus/>", "holds 0 texts", id="no-text"),
        pytest.param(b"<teiCorpus><TEI><text/></TEI><TEI><text/></TEI></teiCorpus>", "holds 2 texts", id="a-corpus"),
        pytest.param(tei("<text><body><p/></body></text>"), "holds no text", id="no-words"),
        pytest.param(codecs.encode(tei(TEXT).decode(), "rot13").encode(), "in ROT13", id="rotated-with-its-tags"),
        pytest.param(
            tei(f"<text><body><p>{codecs.encode(ENGLISH, 'rot13')}</p></body></text>"), "in ROT13", id="rotated-words"
        ),
        pytest.param(b'<!DOCTYPE TEI [<!ENTITY a "b">]><TEI/>', "entities of its own", id="entities"),
    ],
)
def test_what_is_no_single_paper_is_refused(source: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_document(source, name="paper")


def test_one_text_in_a_corpus_is_that_paper_and_plain_words_are_not_rotated() -> None:
    inner = f"<text><body><p>{ENGLISH}</p></body></text>"
    corpus = f"<teiCorpus><teiHeader/><TEI>{inner}</TEI></teiCorpus>".encode()
    assert read_document(corpus, name="paper").text.startswith("We met the crews")


@pytest.mark.parametrize(
    ("head", "suffix", "expected"),
    [
        pytest.param(tei(TEXT), ".xml", True, id="grobid"),
        pytest.param(b"<!-- c -->\n<!DOCTYPE TEI SYSTEM 'x.dtd'><TEI>", ".tei", True, id="comment-and-doctype"),
        pytest.param(b"<tei:TEI xmlns:tei='x'>", ".pdf", True, id="prefixed-under-another-suffix"),
        pytest.param('<?xml version="1.0" encoding="utf-16"?><TEI>'.encode("utf-16"), ".xml", True, id="utf-16"),
        pytest.param(b"<teiCorpus>", ".xml", True, id="corpus"),
        pytest.param(b"<GRV kzyaf='u'>", ".xml", True, id="rotated"),
        pytest.param(b"<article>", ".xml", False, id="jats"),
        pytest.param(b"<html><TEI>", ".html", False, id="html"),
        pytest.param(b"", ".xml", False, id="empty"),
    ],
)
def test_tei_is_recognised_by_its_root(head: bytes, suffix: str, expected: bool) -> None:
    assert recognises(head, suffix) is expected
