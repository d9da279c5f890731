"""What is a paragraph in JATS, and what its words are."""

from __future__ import annotations

import pytest
from lxml import etree

from relsynth.documents import CITATION
from relsynth.formats.jats_text import blocks_of, prepare, text_of

CITED = '<xref ref-type="bibr" rid="b{0}">{0}</xref>'


def element(inner: str, name: str = "body") -> etree._Element:
    article = etree.fromstring(f"<article><{name}>{inner}</{name}></article>")
    prepare(article)
    return article[0]


def blocks(inner: str) -> list[tuple[str, str]]:
    return [(block.kind, " ".join(block.text.split())) for block in blocks_of(element(inner)) if block.text.strip()]


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        pytest.param(f"as shown [{CITED.format(1)},{CITED.format(2)}].", "as shown.", id="list-in-brackets"),
        pytest.param(f"as shown [{CITED.format(1)}–{CITED.format(4)}].", "as shown.", id="range"),
        pytest.param(f"shown ({CITED.format(3)}) and", "shown and", id="round-brackets"),
        pytest.param(f"shown ([{CITED.format(3)}]) and", "shown and", id="brackets-in-brackets"),
        pytest.param(f"shown (see {CITED.format(3)}, and {CITED.format(4)}) and", "shown and", id="see"),
        pytest.param(f"shown<sup>{CITED.format(1)},{CITED.format(2)}</sup>, and", "shown, and", id="superscripts"),
        pytest.param(f"shown.{CITED.format(1)} Next", "shown. Next", id="after-the-stop"),
        pytest.param(f"(Okafor et al. [{CITED.format(1)}])", "(Okafor et al.)", id="inside-brackets-with-words"),
        pytest.param('(<xref ref-type="bibr">Okafor, 2019</xref>) saw', "(Okafor, 2019) saw", id="author-year"),
        pytest.param('(Okafor, <xref ref-type="bibr">2019</xref>) saw', "(Okafor, 2019) saw", id="year-alone"),
        pytest.param(f"(a model; [{CITED.format(1)}]) held", "(a model) held", id="stop-before-it"),
        pytest.param(f"“trust” ({CITED.format(1)}, p. 3) held", "“trust” (p. 3) held", id="page-after-it"),
        pytest.param(f"Okafor et al. [{CITED.format(1)}]. Next", "Okafor et al. Next", id="stop-on-both-sides"),
        pytest.param("as shown [, ].", "as shown.", id="nothing-but-brackets"),
        pytest.param('in <xref ref-type="table">Table 2</xref>', "in Table 2", id="table-reference"),
        pytest.param('Trust<xref ref-type="fn"><sup>a</sup></xref> grew', "Trust grew", id="footnote-sign"),
        pytest.param("Trust<sup>† </sup>grew", "Trust grew", id="sign-without-a-link"),
        pytest.param("Trust<fn><p>In towns.</p></fn> grew", "Trust grew", id="footnote-is-apart"),
        pytest.param("10 m<sup>2</sup> of CO<sub>2</sub>", "10 m2 of CO2", id="sub-and-superscript"),
        pytest.param("<bold>B</bold>old<break/>line", "Bold line", id="break"),
        pytest.param("(n = 3) [sic]", "(n = 3) [sic]", id="brackets-with-words"),
        pytest.param("<alternatives><tex-math>x</tex-math><math>x2</math></alternatives>", "x2", id="one-alternative"),
        pytest.param("a <tex-math>\\alpha</tex-math><inline-graphic/> b", "a b", id="formula-source"),
        pytest.param("<label>1</label>First", "First", id="label"),
    ],
)
def test_the_words_of_a_paragraph(inner: str, words: str) -> None:
    assert text_of(element(inner, "p")) == words


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param(
            "<p>Before <list><list-item><p>one</p></list-item><list-item><p>two</p></list-item></list> after.</p>",
            [("text", "Before"), ("list_item", "one"), ("list_item", "two"), ("text", "after.")],
            id="list-splits-where-it-stands",
        ),
        pytest.param(
            "<p>They <fig><label>F1</label><caption><title>Map</title><p>Ties.</p></caption><graphic/></fig> met.</p>",
            [("text", "They met."), ("caption", "Map"), ("caption", "Ties.")],
            id="figure-comes-after",
        ),
        pytest.param(
            "<p>They met<fn><label>1</label><p>Twice.</p></fn> there.</p>",
            [("text", "They met there."), ("footnote", "Twice.")],
            id="footnote-comes-after",
        ),
        pytest.param(
            "<disp-quote><p>We knew.</p><attrib>A nurse</attrib></disp-quote>",
            [("quote", "We knew."), ("quote", "A nurse")],
            id="quote",
        ),
        pytest.param(
            "<list><list-item><p>a</p><list><list-item>b</list-item></list></list-item></list>",
            [("list_item", "a"), ("list_item", "b")],
            id="list-in-list",
        ),
        pytest.param(
            "<def-list><def-item><term>MOU</term><def><p>memorandum</p></def></def-item></def-list>",
            [("list_item", "MOU: memorandum")],
            id="definition",
        ),
        pytest.param(
            "<sec><title>Results</title><p>a</p><sec><title>Trust</title><p>b</p></sec></sec>",
            [("heading", "Results"), ("text", "a"), ("heading", "Trust"), ("text", "b")],
            id="sections",
        ),
        pytest.param(
            "<boxed-text><label>Box 1</label><caption><title>Tips</title><p>c</p></caption><p>d</p></boxed-text>",
            [("heading", "Tips"), ("box", "c"), ("box", "d")],
            id="box-with-title",
        ),
        pytest.param("<boxed-text><p>d</p></boxed-text>", [("box", "d")], id="box-without-title"),
        pytest.param(
            "<p>a</p><unknown>b<p>c</p></unknown>",
            [("text", "a"), ("text", "b"), ("text", "c")],
            id="unknown-holder-loses-nothing",
        ),
        pytest.param("<p>a <unknown>b</unknown> c</p>", [("text", "a b c")], id="unknown-words-lose-nothing"),
        pytest.param(
            "<sec><title>Results<fn><p>All.</p></fn></title><p>a</p></sec>",
            [("heading", "Results"), ("footnote", "All."), ("text", "a")],
            id="footnote-of-a-title",
        ),
        pytest.param(
            "<speech><speaker>Nurse:</speaker><p>We knew.</p></speech>",
            [("quote", "Nurse:"), ("quote", "We knew.")],
            id="speech",
        ),
        pytest.param(
            "<verse-group><verse-line>Over</verse-line><verse-line>the hill</verse-line></verse-group>",
            [("quote", "Over the hill")],
            id="verse",
        ),
        pytest.param(
            "<statement><label>1</label><title>Rule</title><p>Ask.</p></statement>",
            [("text", "Rule"), ("text", "Ask.")],
            id="statement",
        ),
        pytest.param(
            "<p>They say <mixed-citation>Okafor 2001</mixed-citation> so.</p>", [("text", "They say so.")], id="work"
        ),
        pytest.param(
            "<p>a</p><supplementary-material><p>file</p></supplementary-material>", [("text", "a")], id="files"
        ),
        pytest.param("<p> \n </p>", [], id="blank"),
    ],
)
def test_blocks_stand_in_reading_order_once(inner: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(inner) == expected


@pytest.mark.parametrize(
    ("inner", "marked"),
    [
        pytest.param(f"grew [{CITED.format(1)}, {CITED.format(2)}]. It", "grew@. It", id="a-run-is-one-place"),
        pytest.param(f"grew<sup>{CITED.format(1)}</sup> there", "grew@ there", id="superscript"),
        pytest.param('<xref ref-type="bibr">Okafor 2019</xref> saw', "Okafor 2019@ saw", id="author-year"),
        pytest.param('grew<sup><xref ref-type="fn">a</xref></sup>', "grew", id="footnotes-cite-nobody"),
    ],
)
def test_a_sign_stands_where_others_are_cited(inner: str, marked: str) -> None:
    assert [block.text for block in blocks_of(element(f"<p>{inner}</p>"))] == [marked.replace("@", CITATION)]


def test_headings_have_depth_and_hint_and_boxes_close() -> None:
    inner = """<sec sec-type="methods"><title>M</title><boxed-text><title>B</title><p>b</p></boxed-text><p>m</p></sec>
      <sec><title>R</title></sec><p>after</p>"""
    found = [(b.text, b.depth, b.hint) for b in blocks_of(element(inner)) if b.kind == "heading"]
    assert found == [("M", 1, "methods"), ("B", 2, None), ("", 2, None), ("R", 1, None), ("", 1, None)]


def cells(rows: str, after: str = "") -> list[tuple[str | None, str | None, str]]:
    found = blocks_of(element(f"<table-wrap>{rows}{after}</table-wrap>"))
    return [(b.row_head, b.column_head, " ".join(b.text.split())) for b in found if b.kind == "table"]


OASIS = """<table><tgroup cols="3"><colspec colname="c1"/><colspec colname="c2"/><colspec colname="c3"/>
<thead><row><entry>Theme</entry><entry namest="c2" nameend="c3">Said</entry></row></thead>
<tbody><row><entry morerows="1">Trust</entry><entry>grew</entry><entry>held</entry></row>
<row><entry>broke</entry><entry>mended</entry></row></tbody></tgroup></table>"""


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(
            "<table><thead><tr><th>Barrier</th><th>Partner</th></tr></thead>"
            "<tbody><tr><td>Turnover</td><td>The <bold>clinic</bold></td></tr></tbody></table>",
            [(None, "Barrier", "Turnover"), ("Turnover", "Partner", "The clinic")],
            id="heads",
        ),
        pytest.param(
            "<alternatives><graphic/><table><tr><td>a word</td></tr></table></alternatives>",
            [(None, None, "a word")],
            id="beside-a-picture",
        ),
        pytest.param(
            "<table><tr><td><bold>Barrier</bold></td><td><bold>Partner</bold></td></tr>"
            "<tr><td>Turnover</td><td>Clinic</td></tr></table>",
            [(None, "Barrier", "Turnover"), ("Turnover", "Partner", "Clinic")],
            id="heads-in-bold",
        ),
        pytest.param(
            "<table><tr><td><p>a word</p><p>and<break/>more</p></td></tr></table>",
            [(None, None, "a word and more")],
            id="paragraphs-in-a-cell",
        ),
        pytest.param(
            OASIS,
            [
                (None, "Theme", "Trust"),
                ("Trust", "Said", "grew"),
                ("Trust", "Said", "held"),
                ("Trust", "Said", "broke"),
                ("Trust", "Said", "mended"),
            ],
            id="oasis-model",
        ),
    ],
)
def test_a_table_gives_its_cells_with_their_heads(table: str, expected: list[tuple[str | None, str, str]]) -> None:
    assert cells(table) == expected


def test_signs_of_notes_in_cells_are_no_words() -> None:
    foot = "<table-wrap-foot><fn><label>a</label><p>In towns.</p></fn></table-wrap-foot>"
    row = "<table><tr><td>Trust<sup>a</sup></td><td>grew<sup>1</sup> by 3 m<sup>2</sup></td></tr></table>"
    assert [text for _, _, text in cells(row, foot)] == ["Trust", "grew by 3 m2"]
    assert [text for _, _, text in cells(row)] == ["Trusta", f"grew{CITATION} by 3 m2"]


def test_missing_elements_have_no_words() -> None:
    assert text_of(None) == ""
    assert list(blocks_of(None)) == []
