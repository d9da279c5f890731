"""Which JATS paragraphs are headings by their looks."""

from __future__ import annotations

import pytest
from lxml import etree

from relsynth.formats.jats_headings import mark_headings
from relsynth.formats.jats_text import blocks_of


def blocks(inner: str) -> list[str]:
    body = etree.fromstring(f"<body><sec><title>M</title>{inner}</sec></body>")
    mark_headings(body)
    found = (b for b in list(blocks_of(body))[1:])
    return [f"{b.depth} {b.text}" if b.kind == "heading" else " ".join(b.text.split()) for b in found]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param("<p><bold>Two towns</bold></p><p>They met.</p>", ["2 Two towns", "They met."], id="bold-line"),
        pytest.param(
            "<p><bold>Two towns</bold>.</p><p>They met.</p>", ["2 Two towns", "They met."], id="bold-line-with-a-stop"
        ),
        pytest.param(
            "<p><italic>Setting.</italic> Two towns.</p>", ["2 Setting", "Two towns."], id="known-words-at-the-start"
        ),
        pytest.param(
            "<p><italic>Trust.</italic> It grew.</p><p><italic>Money.</italic> It went.</p>",
            ["2 Trust", "It grew.", "2 Money", "It went."],
            id="several-in-the-same-look",
        ),
        pytest.param("<p><italic>Trust.</italic> It grew.</p>", ["Trust. It grew."], id="one-unknown"),
        pytest.param(
            "<p><bold>Towns</bold></p><p><italic>Trust.</italic> It grew.</p><p><italic>Money.</italic> It went.</p>",
            ["2 Towns", "3 Trust", "It grew.", "3 Money", "It went."],
            id="looks-are-levels",
        ),
        pytest.param(
            "<p><bold>Nurse:</bold> Yes.</p><p><bold>Nurse:</bold> No.</p>",
            ["Nurse: Yes.", "Nurse: No."],
            id="speakers",
        ),
        pytest.param("<p>They <bold>Met</bold></p><p>a</p>", ["They Met", "a"], id="bold-later"),
        pytest.param(
            "<p><bold>Nobody asked the drivers.</bold></p><p>a</p>", ["Nobody asked the drivers.", "a"], id="sentence"
        ),
        pytest.param("<p><bold>Two towns</bold></p>", ["Two towns"], id="heads-nothing"),
        pytest.param(
            "<p><bold>One</bold></p><p><bold>Two</bold></p><p>a</p>", ["One", "2 Two", "a"], id="heads-another-line"
        ),
        pytest.param("<p><bold>Table 1 Towns</bold></p><p>a</p>", ["Table 1 Towns", "a"], id="title-of-a-float"),
        pytest.param(
            "<p><italic>Rattus spp.</italic> were seen.</p><p><italic>Mus spp.</italic> were not.</p>",
            ["Rattus spp. were seen.", "Mus spp. were not."],
            id="goes-on-in-lower-case",
        ),
        pytest.param(
            "<p><bold>Towns</bold></p><p>a</p><sec><title>S</title><p>b</p></sec>",
            ["Towns", "a", "2 S", "b"],
            id="beside-sections",
        ),
    ],
)
def test_what_looks_like_a_heading(inner: str, expected: list[str]) -> None:
    assert blocks(inner) == expected


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        pytest.param("<tr><td><bold>A</bold></td><td><p><bold>B</bold></p></td></tr><tr><td>a</td></tr>", 2, id="bold"),
        pytest.param("<tr><td><bold>A</bold></td><td>B</td></tr><tr><td>a</td></tr>", 0, id="half-bold"),
        pytest.param("<tr><td><bold>A</bold></td></tr><tr><td>a</td></tr>", 0, id="one-cell-is-a-group"),
        pytest.param("<tr><td><bold>A</bold></td><td><bold>B</bold></td></tr>", 0, id="all-bold"),
        pytest.param(
            "<thead/><tr><td><bold>A</bold></td><td><bold>B</bold></td></tr><tr><td>a</td></tr>", 0, id="with-thead"
        ),
    ],
)
def test_bold_rows_atop_a_table_are_heads(rows: str, heads: int) -> None:
    table = etree.fromstring(f"<article><table>{rows}</table></article>")
    mark_headings(table)
    assert len(list(table.iter("th"))) == heads
