"""The words of a paragraph as a reader of the last version sees them."""

from __future__ import annotations

import pytest

from made_up_docx import W, box, field, p, r, raised
from relsynth.documents import CITATION
from relsynth.formats.docx_styles import styles_of
from relsynth.formats.docx_text import Fields, Line, is_listing, is_removed, line_of
from relsynth.formats.xml_papers import parsed

NAMES = f'xmlns:w="{W}" xmlns:mc="urn:mc" xmlns:wps="urn:wps" xmlns:v="urn:v" xmlns:m="urn:m"'
STYLES = styles_of(
    parsed(
        f"""<w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="Bold"><w:rPr><w:b/></w:rPr></w:style></w:styles>""".encode()
    )
)


def line(paragraph: str, fields: Fields | None = None) -> Line:
    element = parsed(paragraph.replace("<w:p>", f"<w:p {NAMES}>", 1).encode())
    return line_of(element, STYLES, fields or Fields())


ZOTERO = "ADDIN ZOTERO_ITEM CSL_CITATION {}"
DATA = field("ADDIN EN.CITE.DATA", "hidden")


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        pytest.param(p("We ", r("met", "b"), "."), "We met.", id="runs"),
        pytest.param(p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"), "a b c", id="tab-and-break"),
        pytest.param(p("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t></w:r>"), "co-op", id="hyphen"),
        pytest.param(
            p("a ", f"<w:del>{r('old')}</w:del>", f"<w:ins>{r('new')}</w:ins>"), "a new", id="tracked-changes"
        ),
        pytest.param(p(f"<w:moveFrom>{r('x')}</w:moveFrom>", f"<w:moveTo>{r('y')}</w:moveTo>"), "y", id="moved"),
        pytest.param(p("<w:r><w:delText>old</w:delText></w:r>", "new"), "new", id="deleted-text"),
        pytest.param(p("a", r("secret", "vanish"), "b"), "ab", id="hidden"),
        pytest.param(p(f'<w:hyperlink w:anchor="x">{r("a link")}</w:hyperlink>'), "a link", id="link"),
        pytest.param(p(f"<w:sdt><w:sdtPr/><w:sdtContent>{r('held')}</w:sdtContent></w:sdt>"), "held", id="control"),
        pytest.param(p("n ", "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"), "n x=1", id="formula"),
        pytest.param(p(field("REF _x", "Table 1")), "Table 1", id="a-field-shows-its-result"),
        pytest.param(p("a", field("PAGE", "7"), "b"), "ab", id="page-number"),
        pytest.param(p("met", field(ZOTERO, "[3]"), "."), "met^.", id="zotero-number"),
        pytest.param(p("met ", field(ZOTERO, "(Okafor, 2021)"), "."), "met (Okafor, 2021)^.", id="zotero-name"),
        pytest.param(p("met ", field(ZOTERO, "(Okafor, ", r("2021", "i"), ")")), "met (Okafor, 2021)^", id="in-runs"),
        pytest.param(p("met", field(f"ADDIN EN.CITE{DATA}", raised("3"))), "met^", id="endnote-raised"),
        pytest.param(
            p("met ", '<w:fldSimple w:instr=" CITATION Oka21 ">' + r("(Okafor)") + "</w:fldSimple>"),
            "met (Okafor)^",
            id="word-simple-field",
        ),
        pytest.param(
            p(
                "met ",
                '<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_x"/></w:sdtPr>'
                f"<w:sdtContent>{r('[1]')}</w:sdtContent></w:sdt>",
            ),
            "met^",
            id="mendeley",
        ),
        pytest.param(p("met ", f'<w:hyperlink w:anchor="ref-okafor">{r("4")}</w:hyperlink>'), "met^", id="pandoc"),
        pytest.param(p("met [3, 4]."), "met^.", id="typed"),
        pytest.param(p("they met", raised("3,4"), "."), "they met^.", id="raised-number"),
        pytest.param(p("it met.", raised("3–5"), " Then"), "it met.^ Then", id="raised-after-the-stop"),
        pytest.param(p("40 km", raised("2")), "40 km2", id="a-power-of-a-unit"),
        pytest.param(p("10", raised("3")), "103", id="a-power-of-a-number"),
        pytest.param(p("the 4", raised("th")), "the 4th", id="an-ordinal"),
        pytest.param(p(f"a{CITATION}b"), "ab", id="a-sign-in-the-source"),
    ],
)
def test_the_words_of_a_paragraph(paragraph: str, words: str) -> None:
    assert " ".join(line(paragraph).text.split()) == words.replace("^", CITATION)


def test_a_field_that_reaches_over_paragraphs_is_handed_on() -> None:
    fields = Fields()
    whole = p(field("ADDIN ZOTERO_BIBL {}", "Okafor 2021")).removesuffix("</w:p>")
    first = whole.rpartition('<w:r><w:fldChar w:fldCharType="end"/></w:r>')[0] + "</w:p>"
    last = p("Lund 2020", '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "after")
    assert [line(one, fields).text for one in (first, p("between"), last)] == ["", "", "after"]


def test_more_ends_than_fields_do_no_harm() -> None:
    assert line(p('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "x")).text == "x"


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        pytest.param(p(r("a", "b"), " ", r("b", "b")), (True, False), id="all-bold"),
        pytest.param(p(r("a", "b"), "b"), (False, False), id="partly"),
        pytest.param(p(r("a", "i")), (False, True), id="italic"),
        pytest.param(
            p('<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>a</w:t></w:r>'), (True, False), id="by-style-of-run"
        ),
        pytest.param(p("a", style="Bold"), (True, False), id="by-style-of-paragraph"),
        pytest.param(p(r("a", 'b w:val="0"'), style="Bold"), (False, False), id="taken-away"),
        pytest.param(p(""), (False, False), id="empty"),
    ],
)
def test_how_a_paragraph_looks(paragraph: str, expected: tuple[bool, bool]) -> None:
    read = line(paragraph)
    assert (read.is_bold, read.is_italic) == expected


def test_the_bold_beginning_the_byline_and_the_place_of_a_paragraph() -> None:
    more = '<w:jc w:val="center"/><w:ind w:left="720" w:right="360"/><w:numPr><w:numId w:val="2"/></w:numPr>'
    read = line(p(r("Setting.", "b"), " Ada", raised("1"), more=more + '<w:outlineLvl w:val="2"/>'))
    assert (read.lead, read.byline) == ("Setting.", "Setting. Ada")
    assert (read.is_centred, read.is_listed, read.left, read.right, read.level) == (True, True, 720, 360, 3)


def test_notes_and_boxes_are_taken_in_each_once() -> None:
    read = line(p("a", '<w:r><w:footnoteReference w:id="2"/></w:r>', box(p("in the box"))))
    assert read.text == "a"
    assert read.notes == (("footnote", "2"),)
    assert len(read.boxes) == 1


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        pytest.param('<docPartObj><docPartGallery val="Table of Contents"/></docPartObj>', True, id="contents"),
        pytest.param("<bibliography/>", True, id="bibliography"),
        pytest.param('<tag val="MENDELEY_BIBLIOGRAPHY"/>', True, id="mendeley"),
        pytest.param('<tag val="other"/>', False, id="other"),
    ],
)
def test_lists_that_a_program_made_are_told_from_text(properties: str, expected: bool) -> None:
    assert is_listing(parsed(f"<sdt><sdtPr>{properties}</sdtPr></sdt>".encode())) is expected


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    assert is_removed(parsed(b"<p><pPr><rPr><del/></rPr></pPr></p>"))
    assert not is_removed(parsed(b"<p><pPr><rPr><ins/></rPr></pPr></p>"))
