"""From TEI elements to blocks."""

from __future__ import annotations

import pytest

from relsynth.documents import CITATION, Block
from relsynth.formats.tei_text import blocks_of, flat_blocks, is_flat, text_of
from relsynth.formats.xml_papers import parsed

CITED = '<ref type="bibr" target="#b0">[1]</ref>'


def body(inner: str) -> list[str]:
    """Each block as ``kind: words``, headings with their depth; those that only end a section left out."""
    element = parsed(f'<body xmlns="http://www.tei-c.org/ns/1.0">{inner}</body>'.encode())
    blocks = flat_blocks(element) if is_flat(element) else blocks_of(element)
    return [shown(block) for block in blocks if block.text.strip() or block.label]


def shown(block: Block) -> str:
    words = " ".join(block.text.replace(CITATION, "^").split())
    if block.kind == "heading":
        return f"{'#' * block.depth} {words}{f' [{block.label}]' if block.label else ''}"
    heads = "/".join(filter(None, (block.row_head, block.column_head)))
    return f"{block.kind}: {words}{f' ({heads})' if heads else ''}"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param(f"<p>They met {CITED}.</p>", ["text: They met^."], id="number-cited"),
        pytest.param(
            '<p>They met <ref type="bibr">(Okafor, 2021)</ref>.</p>',
            ["text: They met (Okafor, 2021)^."],
            id="name-cited",
        ),
        pytest.param(f"<p>They met ({CITED}, {CITED}).</p>", ["text: They met^."], id="several-in-brackets"),
        pytest.param(
            '<p>They met <ref type="bibr">(Okafor, 2021;</ref><ref type="bibr">Lund, 2020)</ref>.</p>',
            ["text: They met (Okafor, 2021;^ Lund, 2020)^."],
            id="names-cited-together",
        ),
        pytest.param('<p>See Fig. <ref type="figure">1</ref>.</p>', ["text: See Fig. 1."], id="a-figure-is-words"),
        pytest.param("<p><s>One.</s><s>Two.</s></p>", ["text: One. Two."], id="sentences"),
        pytest.param("<p>co<lb break='no'/>operate<lb/>now</p>", ["text: cooperate now"], id="line-ends"),
        pytest.param("<p>a <hi rend='italic'>b</hi> <pb n='3'/>c</p>", ["text: a b c"], id="pages-and-looks"),
        pytest.param(
            '<p>They met.<note place="foot" n="1">A note.</note> Again.</p>',
            ["text: They met. Again.", "footnote: A note."],
            id="a-note-after-its-paragraph",
        ),
        pytest.param(
            '<p>They met<ref type="foot" target="#foot_1">1</ref>.</p><note place="foot"><p>A note.</p></note>',
            ["text: They met.", "footnote: A note."],
            id="grobids-notes",
        ),
        pytest.param(
            "<p>Items:<list><label>a</label><item>tea</item><item>milk</item></list>and so on</p>",
            ["text: Items:", "list_item: a", "list_item: tea", "list_item: milk", "text: and so on"],
            id="a-list-in-a-paragraph",
        ),
        pytest.param(
            "<p>One said:</p><cit><quote><p>It was warm.</p></quote><bibl>Crew 2</bibl></cit>",
            ["text: One said:", "quote: It was warm.", "quote: Crew 2"],
            id="a-quotation",
        ),
        pytest.param("<formula>k = 1<label>(1)</label></formula>", ["text: k = 1"], id="a-formula"),
        pytest.param(
            "<p><choice><orig>vv</orig><reg>w</reg></choice>e met</p>", ["text: we met"], id="the-regular-form"
        ),
        pytest.param(
            "<figure><head>Fig. 1 .</head><label>1</label><figDesc>Fig. 1. Boats.</figDesc><graphic/></figure>",
            ["caption: Fig. 1. Boats."],
            id="a-figure-says-its-head-once",
        ),
        pytest.param(
            '<figure type="table"><head>Table 1</head><figDesc>Barriers</figDesc><table><row><cell>Barrier</cell>'
            "<cell>Whose</cell></row><row><cell>No kettle</cell><cell>The port</cell></row></table>"
            "<note>Both harbours.</note></figure>",
            [
                "caption: Table 1 Barriers",
                "table: No kettle (Barrier)",
                "table: The port (No kettle/Whose)",
                "caption: Both harbours.",
            ],
            id="a-table",
        ),
        pytest.param(
            '<table><head>Barriers</head><row role="label"><cell cols="2">Barrier</cell><cell>Whose</cell></row>'
            "<row><cell>No kettle</cell><cell>No tea</cell><cell>The port</cell></row></table>",
            [
                "caption: Barriers",
                "table: No kettle (Barrier)",
                "table: No tea (No kettle/Barrier)",
                "table: The port (No kettle/Whose)",
            ],
            id="a-table-with-labels",
        ),
        pytest.param(
            "<div><head>Tea</head><p>a</p><listBibl><bibl>Okafor</bibl></listBibl></div>",
            ["# Tea", "text: a"],
            id="works-out",
        ),
    ],
)
def test_what_the_elements_of_a_body_become(inner: str, expected: list[str]) -> None:
    assert body(inner) == expected


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param(
            '<div><head n="2.">Methods</head></div><div><head n="2.1">Tea</head></div>'
            '<div><head n="3">Results</head></div>',
            ["# Methods", "## Tea", "# Results"],
            id="numbers-say-the-depth",
        ),
        pytest.param(
            '<div><head n="2.1">Tea</head></div><div><head>Milk</head></div><div><head>Discussion</head></div>',
            ["## Tea", "### Milk", "# Discussion"],
            id="one-without-a-number-is-below",
        ),
        pytest.param(
            "".join(f"<div><head>{h}</head></div>" for h in ("Introduction", "Methods", "Tea", "Results", "Milk")),
            ["# Introduction", "# Methods", "## Tea", "# Results", "## Milk"],
            id="main-sections-without-numbers",
        ),
        pytest.param(
            "".join(f"<div><head>{h}</head></div>" for h in ("Tea", "Milk", "Conclusion", "Cups")),
            ["# Tea", "# Milk", "# Conclusion", "# Cups"],
            id="an-essay",
        ),
        pytest.param(
            "<div><head>Tea</head><div><head>Milk</head><p>a</p></div><p>b</p></div><div><p>c</p></div>",
            ["# Tea", "## Milk", "text: a", "text: b", "text: c"],
            id="nesting",
        ),
        pytest.param(
            '<div type="acknowledgement"><div><head>Thanks</head><p>All.</p></div></div><div type="references"><p>x</p>'
            '</div><div type="funding"><div><p>None.</p></div></div>',
            ["#  [back_matter]", "## Thanks", "text: All.", "#  [back_matter]", "text: None."],
            id="what-stands-at-the-end",
        ),
    ],
)
def test_how_deep_the_heads_are(inner: str, expected: list[str]) -> None:
    assert [line for line in body(inner) if line[0] == "#" or line[:4] == "text"] == expected


def test_the_words_of_an_element_alone() -> None:
    assert text_of(parsed(f"<idno>10.5555/x <hi>1</hi> {CITED}</idno>".encode())) == "10.5555/x 1"
    assert text_of(None) == ""


def test_nesting_ends_before_the_stack_does() -> None:
    assert body(f"{'<div>' * 240}<p>deep</p>{'</div>' * 240}") == ["text: deep"]
    assert body(f"<p>{'<hi>' * 240}deep{'</hi>' * 240}</p>") == ["text: deep"]


def test_pages_are_those_that_the_coordinates_begin_on() -> None:
    said = (
        '<div><head coords="2,5,5,9,9">Methods</head><p coords="2,5,6,9,9;3,5,6,9,9">One.</p><p coords="x">Two.</p>'
        '<figure coords="4,1,1,9,9"><head>A quay</head></figure></div>'
    )
    blocks = [b for b in blocks_of(parsed(f"<body>{said}</body>".encode())) if b.text]
    assert [(b.text.strip(), b.page) for b in blocks] == [("Methods", 2), ("One.", 2), ("Two.", None), ("A quay", 4)]
