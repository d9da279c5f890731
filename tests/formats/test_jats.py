"""JATS files: what is the paper, what it says of itself, and what is refused."""

from __future__ import annotations

import time

import pytest

from relsynth.documents import Document
from relsynth.errors import InputError
from relsynth.formats.jats import read_document, recognises

FRONT = """<front><journal-meta><journal-title>Tests of Partnering</journal-title></journal-meta>
<article-meta><article-id pub-id-type="pmid">1</article-id><article-id pub-id-type="doi">10.5555/Ab.C</article-id>
<title-group><article-title>Trust in <italic>two</italic> towns<xref ref-type="fn">*</xref></article-title>
<subtitle>a test</subtitle></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Ngũgĩ</surname><given-names>A. B.</given-names>
<suffix>Jr</suffix></name><xref ref-type="aff">1</xref></contrib>
<contrib><collab>The Bridge Group</collab></contrib>
<contrib contrib-type="editor"><name><surname>Editor</surname></name></contrib></contrib-group>
<pub-date pub-type="pmc-release"><year>2009</year></pub-date>
<pub-date pub-type="collection"><year>2012</year></pub-date><pub-date pub-type="epub"><year>2011</year></pub-date>
<permissions><license><p>Licensed to all.</p></license></permissions>
<abstract abstract-type="teaser"><p>Read on.</p></abstract>
<abstract xml:lang="es"><p>Resumen.</p></abstract>
<abstract><title>Abstract</title><sec><title>Results</title><p>They met.</p></sec></abstract>
<trans-abstract xml:lang="fr"><p>Traduit.</p></trans-abstract>
<kwd-group><title>Keywords</title><kwd>trust</kwd><kwd>towns</kwd></kwd-group>
<kwd-group kwd-group-type="abbreviations"><kwd>TT</kwd></kwd-group></article-meta></front>"""
BODY = "<body><sec><title>Results</title><p>Both mayors came.</p></sec></body>"


SPANISH = """<body><p>La confianza entre los socios fue clave para el trabajo conjunto, y las reuniones mensuales
ayudaron a resolver los conflictos que aparecieron entre los equipos de los dos pueblos.</p></body>"""
SPANS = b'<table><tr><td colspan="99999999" rowspan="99999999">words</td></tr></table>'
CITING = '<xref ref-type="bibr">1</xref></p></body></article>'


def read(inner: str, *, before: str = "", attributes: str = "") -> Document:
    return read_document(f"{before}<article {attributes}>{inner}</article>".encode(), name="paper")


def lines(document: Document) -> list[tuple[str, str]]:
    return [(document.sections[p.section].label, document.quote(p.start, p.end)) for p in document.paragraphs]


def test_the_front_gives_the_citation() -> None:
    document = read(FRONT + BODY)
    assert document.title == "Trust in two towns: a test"
    assert document.authors == ("Ngũgĩ Jr, A. B.", "The Bridge Group")
    assert (document.year, document.journal, document.doi) == (2011, "Tests of Partnering", "10.5555/ab.c")
    assert (document.format, document.reader, document.name) == ("jats", "jats/3", "paper")


def test_title_abstract_keywords_body_and_back_stand_in_order() -> None:
    back = """<back><ack><p>Thanks.</p></ack><app-group><app><title>Appendix</title><p>More.</p></app></app-group>
      <fn-group><fn><label>1</label><p>A note.</p></fn></fn-group>
      <ref-list><title>References</title><ref><mixed-citation>Other 2001</mixed-citation></ref></ref-list></back>"""
    document = read(FRONT + BODY + back)
    assert lines(document) == [
        ("title", "Trust in two towns: a test"),
        ("abstract", "They met."),
        ("keywords", "trust; towns"),
        ("results", "Both mayors came."),
        ("back_matter", "Thanks."),
        ("back_matter", "More."),
        ("back_matter", "A note."),
    ]


@pytest.mark.parametrize(
    ("abstracts", "expected"),
    [
        pytest.param(
            '<abstract abstract-type="executive-summary"><title>Summary</title><p>In short.</p></abstract>'
            "<abstract><p>They met.</p></abstract>",
            ["They met.", "In short."],
            id="main-first",
        ),
        pytest.param('<abstract abstract-type="graphical"><p>A picture.</p></abstract>', [], id="graphical"),
        pytest.param('<abstract xml:lang="de"><p>Sie kamen.</p></abstract>', ["Sie kamen."], id="no-english"),
        pytest.param("<trans-abstract><p>Ils vinrent.</p></trans-abstract>", [], id="translated"),
    ],
)
def test_abstracts_in_one_language_are_read(abstracts: str, expected: list[str]) -> None:
    document = read(f"<front><article-meta>{abstracts}</article-meta></front>{BODY}")
    assert [words for label, words in lines(document) if label == "abstract"] == expected


def test_floats_and_notes_at_the_end_stand_where_they_are_pointed_to() -> None:
    document = read(
        """<body><sec><title>Methods</title><p>They met<xref ref-type="fn" rid="n1"><sup>1</sup></xref>, as
        in <xref ref-type="table" rid="t1">Table 1</xref>.</p><p>Twice.</p></sec></body>
        <back><fn-group><fn id="n1"><p>In the hall.</p></fn><fn id="n2"><p>None declared.</p></fn></fn-group></back>
        <floats-group><table-wrap id="t1"><caption><p>Who came</p></caption></table-wrap>
        <fig id="f1"><caption><p>Nobody points here</p></caption></fig></floats-group>"""
    )
    assert [(p.kind, document.quote(p.start, p.end)) for p in document.paragraphs] == [
        ("text", "They met, as in Table 1."),
        ("caption", "Who came"),
        ("footnote", "In the hall."),
        ("text", "Twice."),
        ("caption", "Nobody points here"),
        ("footnote", "None declared."),
    ]


def test_what_others_wrote_is_not_the_paper() -> None:
    review = (
        "<sub-article><body><p>A reviewer doubts.</p></body></sub-article><response><body><p>No.</p></body></response>"
    )
    assert [words for _, words in lines(read(BODY + review))] == ["Both mayors came."]


@pytest.mark.parametrize(
    ("inner", "completeness"),
    [
        pytest.param(FRONT + BODY, "full_text", id="all"),
        pytest.param(FRONT, "abstract_only", id="no-body"),
        pytest.param(FRONT + "<body/><back><ack><p>Thanks.</p></ack></back>", "abstract_only", id="empty-body"),
        pytest.param(
            "<body><supplementary-material/></body><back><ack><p>Thanks.</p></ack></back>", "no_body", id="none"
        ),
    ],
)
def test_completeness_says_what_there_is(inner: str, completeness: str) -> None:
    assert read(inner).completeness == completeness


@pytest.mark.parametrize(
    ("inner", "attributes", "language"),
    [
        pytest.param(SPANISH, "", "es", id="told"),
        pytest.param(SPANISH, 'xml:lang="en"', "es", id="told-over-declared"),
        pytest.param(BODY, 'xml:lang="pt-BR"', "pt", id="declared-where-words-are-few"),
        pytest.param(BODY, "", None, id="neither"),
    ],
)
def test_language_is_told_from_the_body_before_it_is_believed(inner: str, attributes: str, language: str) -> None:
    assert read(inner, attributes=attributes).language == language


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param('<?xml version="1.0"?><pmc-articleset>', "</pmc-articleset>", id="articleset"),
        pytest.param(
            '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><GetRecord><record><metadata>',
            "</metadata></record></GetRecord></OAI-PMH>",
            id="oai",
        ),
    ],
)
def test_one_article_may_stand_in_a_wrapper(before: str, after: str) -> None:
    source = f'{before}<article xmlns="http://jats.nlm.nih.gov">{FRONT}{BODY}</article>{after}'.encode()
    assert recognises(source, ".xml")
    assert read_document(source, name="x").title == "Trust in two towns: a test"


DECLARED = '<?xml version="1.0" encoding="{}"?><article><body><p>é</p></body></article>'
NLM = b'<!DOCTYPE article PUBLIC "-//NLM//DTD Journal Archiving and Interchange DTD v2.3//EN" "archivearticle.dtd">\n'


@pytest.mark.parametrize("doctype", [b"", NLM], ids=["without-doctype", "with-doctype"])
def test_named_characters_are_read_and_never_lost(doctype: bytes) -> None:
    body = b"<body><p>Caf&eacute;&nbsp;&mdash; R&amp;D &lt;5 &unknown; <![CDATA[&eacute;]]></p></body>"
    document = read_document(doctype + b"<article>" + body + b"</article>", name="x")
    assert document.text == "Café — R&D <5 &unknown; &eacute;"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("<article><body><p>é</p></body></article>".encode("utf-8-sig"), "é", id="bom"),
        pytest.param(DECLARED.format("ISO-8859-1").encode("latin-1"), "é", id="latin-1"),
        pytest.param(DECLARED.format("UTF-16").encode("utf-16"), "é", id="utf-16"),
        pytest.param("<article><body><p>e\u0301</p></body></article>".encode(), "é", id="composed"),
        pytest.param(
            b"\n<!-- c --><?p x?>\n<article><body><p>a<!--b-->c<?d?>e</p></body></article>", "ace", id="notes"
        ),
    ],
)
def test_encodings_and_prologues_make_no_difference(source: bytes, text: str) -> None:
    assert recognises(source, ".xml")
    assert read_document(source, name="x").text == text


BOMB = b'<!DOCTYPE article [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><article><body><p>&b;</p></body></article>'


@pytest.mark.parametrize(
    ("source", "says", "line"),
    [
        pytest.param(BOMB, "DOCTYPE declares entities", None, id="entity-bomb"),
        pytest.param(
            b'<!DOCTYPE article SYSTEM "a>b" [<!ENTITY x SYSTEM "file:///etc/passwd">]><article><body>&x;</body></article>',
            "DOCTYPE declares entities",
            None,
            id="file-entity-behind-a-quoted-bracket",
        ),
        pytest.param(
            '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE article [<!ENTITY a "b">]><article/>'.encode("utf-16"),
            "DOCTYPE declares entities",
            None,
            id="bomb-in-utf-16",
        ),
        pytest.param(b"<article>\n<body>\n<p>a</q></body></article>", "not well-formed XML", 3, id="wrong-end-tag"),
        pytest.param(b"<article><body><p>cut off", "not well-formed XML", 1, id="truncated"),
        pytest.param(b"", "not well-formed XML", None, id="empty"),
        pytest.param(b"<article><p>DocBook</p></article>", "is not JATS", None, id="other-article"),
        pytest.param(b"<pmc-articleset/>", "holds 0 articles", None, id="no-article"),
        pytest.param(b"<s><article><body/></article><article/></s>", "holds 2 articles", None, id="two"),
        pytest.param(b"<article><front/><body/></article>", "holds no text", None, id="no-text"),
        pytest.param(b'<?xml version="1.0" encoding="ebcdic-x"?><article/>', "unknown encoding", None, id="encoding"),
        pytest.param(b'<?xml version="1.0" encoding="cp1252"?><a>\x81</a>', "not in cp1252", None, id="wrong-encoding"),
        pytest.param(b"<article>" + b"<sec>" * 400, "not well-formed", 1, id="deep"),
    ],
)
def test_a_file_that_breaks_the_format_says_how(source: bytes, says: str, line: int | None) -> None:
    with pytest.raises(InputError, match=says) as raised:
        read_document(source, name="x")
    assert line is None or raised.value.line == line


@pytest.mark.parametrize("element", ["sec", "p", "list", "boxed-text", "italic", "disp-quote", "table-wrap"])
def test_the_deepest_nesting_that_is_well_formed_is_read(element: str) -> None:
    depth = 240  # libxml2 stops at 256
    inner = f"<{element}>" * depth + "deep" + f"</{element}>" * depth
    assert read(f"<body>{inner}</body>").text == "deep"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(b"<!DOCTYPE " + b"a" * 400_000, id="long-name"),
        pytest.param(b"<![CDATA[" * 40_000, id="open-cdata"),
        pytest.param(b"<?a?>" * 800, id="instructions"),
        pytest.param(b"<!-- a -->" * 800, id="comments"),
        pytest.param(b"<article><body><p>" + b"(" * 50_000 + CITING.encode(), id="open-brackets"),
        pytest.param(b"<article><body><p>a" + b" " * 100_000 + CITING.encode(), id="spaces"),
        pytest.param(b"<article><body>" + SPANS + b"</body></article>", id="spans"),
        pytest.param(
            b"<article><body><p>a</p><table-wrap>"
            + b"<p/>" * 20_000
            + b"<table><tr><td>"
            + b"<sup>a</sup>" * 20_000
            + b"</td></tr></table><table-wrap-foot/></table-wrap></body></article>",
            id="notes",
        ),
        pytest.param(
            b"<article><body><sec>" + b"<p><bold>A</bold></p>" * 10_000 + b"<p>a</p></sec></body></article>", id="bold"
        ),
        pytest.param(
            b"<article><body>"
            + b"".join(b'<p><xref rid="n%d"/></p>' % n for n in range(10_000))
            + b"</body><back>"
            + b"".join(b'<fn id="n%d"><p>a</p></fn>' % n for n in range(10_000))
            + b"</back></article>",
            id="footnotes",
        ),
    ],
)
def test_a_hostile_file_takes_no_time(source: bytes) -> None:
    begun = time.process_time()
    recognises(source[:4096], ".xml")
    try:
        read_document(source, name="x")
    except InputError:
        assert b"<article>" not in source
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    ("head", "suffix", "expected"),
    [
        pytest.param(b'<?xml version="1.0"?>\n<!DOCTYPE article PUBLIC "x" "y">', ".nxml", True, id="doctype"),
        pytest.param(b"<article xmlns:xlink='x'>", "", True, id="bare"),
        pytest.param(b"<j:article xmlns:j='x'>", ".xml", True, id="prefix"),
        pytest.param(b"<article>", ".html", False, id="html-article"),
        pytest.param(b"<!DOCTYPE html><html>", ".xml", False, id="html"),
        pytest.param(b"<articles>", ".xml", False, id="longer-name"),
        pytest.param(b"<xml><records>", ".xml", False, id="records"),
        pytest.param(b"", ".xml", False, id="empty"),
    ],
)
def test_recognises_an_article_by_its_first_element(head: bytes, suffix: str, expected: bool) -> None:
    assert recognises(head, suffix) is expected
