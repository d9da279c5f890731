"""What is a paragraph in JATS, and what its words are."""

from __future__ import annotations

import pytest
from lxml import etree

from relsynth.documents import CITATION
from relsynth.formats.jats_text import blocks_of, child, local, text_of

CITED = '<xref ref-type="bibr" rid="b{0}">{0}</xref>'


def element(inner: str, name: str = "body") -> etree._Element:
    return etree.fromstring(f"<{name}>{inner}</{name}>")


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
        pytest.param('in <xref ref-type="table">Table 2</xref>', "in Table 2", id="table-reference"),
        pytest.param('Trust<xref ref-type="fn"><sup>a</sup></xref> grew', "Trust grew", id="footnote-sign"),
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
            [("text", "They met there."), ("text", "Twice.")],
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
            "<p>a</p><unknown>b<p>c</p></unknown>", [("text", "a"), ("text", "b c")], id="unknown-loses-nothing"
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
    inner = '<sec sec-type="methods"><title>M</title><boxed-text><title>B</title><p>b</p></boxed-text><p>m</p></sec>'
    found = [(b.text, b.depth, b.hint) for b in blocks_of(element(inner)) if b.kind == "heading"]
    assert found == [("M", 1, "methods"), ("B", 2, None), ("", 2, None), ("", 1, None)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            "<thead><tr><th>Barrier</th><th>Partner</th></tr></thead><tr><td>Turnover</td><td>Clinic</td></tr>",
            ["Barrier: Turnover; Partner: Clinic"],
            id="heads",
        ),
        pytest.param(
            "<thead><tr><th>Theme</th><th>Said</th></tr></thead>"
            '<tr><td rowspan="2">Trust</td><td>It grew</td></tr><tr><td>It broke</td></tr>',
            ["Theme: Trust; Said: It grew", "Said: It broke"],
            id="row-span-counts-once",
        ),
        pytest.param(
            '<thead><tr><th>A</th><th colspan="2">B</th><th>C</th></tr></thead>'
            "<tr><td>one</td><td>two</td><td>three</td><td>four</td></tr>",
            ["A: one; B: two; three; C: four"],
            id="column-span",
        ),
        pytest.param("<tr><td>Age</td><td>34</td><td>(12.1)</td></tr>", [], id="figures-are-data"),
        pytest.param("<tr><td><p>a word</p><p>and more</p></td></tr>", ["a word and more"], id="paragraphs-in-a-cell"),
        pytest.param('<tr><td colspan="-1" rowspan="x">words</td></tr>', ["words"], id="senseless-spans"),
        pytest.param(f'<tr><td colspan="{"9" * 5000}">words</td></tr>', ["words"], id="endless-span"),
    ],
)
def test_a_table_gives_its_rows_of_words(rows: str, expected: list[str]) -> None:
    assert blocks(f"<table-wrap><table>{rows}</table></table-wrap>") == [("table", row) for row in expected]


def test_names_are_read_without_their_namespace() -> None:
    root = etree.fromstring('<j:p xmlns:j="http://x">a<j:bold>b</j:bold></j:p>')
    assert (local(root), text_of(root)) == ("p", "ab")
    assert child(root, "bold") is root[0]
    assert child(root, "italic") is None
    assert text_of(None) == ""
    assert list(blocks_of(None)) == []
