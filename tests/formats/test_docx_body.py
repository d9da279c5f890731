"""Lines, tables, notes and boxes of a Word file in reading order."""

from __future__ import annotations

import pytest

from made_up_docx import box, field, p, r, table, word
from relsynth.documents import Block
from relsynth.formats.docx_body import is_caption, items_of
from relsynth.formats.docx_package import opened
from relsynth.formats.docx_text import Line

NOTED = '<w:r><w:footnoteReference w:id="2"/></w:r>'
SELF = '<w:r><w:footnoteReference w:id="2"/></w:r>'
NOTE = f'<w:footnote w:id="2">{p("See the log.", SELF)}</w:footnote>'


def seen(body: str, notes: str = "") -> list[str]:
    """The words of each item, those anchored in it behind an arrow, cells after their heads."""
    return [
        " -> ".join(
            [
                *([item.line.text] if item.line else []),
                *(shown(block) for block in (*item.blocks, *item.after)),
            ]
        )
        for item in items_of(opened(word(body, notes=notes)))
    ]


def shown(block: Block) -> str:
    heads = "/".join(filter(None, (block.row_head, block.column_head)))
    return f"{block.kind} {heads}: {block.text}" if heads else f"{block.kind}: {block.text}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p("One.") + p("") + p("Two."), ["One.", "Two."], id="empty-lines-out"),
        pytest.param(f"<w:sdt><w:sdtContent>{p('held')}</w:sdtContent></w:sdt>", ["held"], id="content-control"),
        pytest.param(f"<w:ins>{p('new')}</w:ins><w:del>{p('old')}</w:del>", ["new"], id="tracked-paragraphs"),
        pytest.param(p("We ", more="<w:rPr><w:del/></w:rPr>") + p("met."), ["We met."], id="a-deleted-paragraph-mark"),
        pytest.param(p("1 Introduction 3", style="Toc") + p("x"), ["x"], id="contents-by-style"),
        pytest.param(p(field("TOC", "Introduction 3")) + p("x"), ["x"], id="contents-by-field"),
        pytest.param(p("Okafor 2021.", style="Ref") + p("x"), ["x"], id="references-by-style"),
        pytest.param(p("Met.", NOTED), ["Met. -> footnote: See the log."], id="footnote-after-its-line"),
        pytest.param(p("Met.", box(p("A tip."))), ["Met. -> box: A tip."], id="text-box-once"),
        pytest.param(p(box(p("Figure 1. Boats."))), [" -> caption: Figure 1. Boats."], id="caption-in-a-box"),
        pytest.param(table(("A tip.",), ("Another.",)), ["box: A tip. -> box: Another."], id="box-drawn-as-a-table"),
    ],
)
def test_what_stands_in_a_body(body: str, expected: list[str]) -> None:
    assert seen(body, NOTE) == expected


def span(cell: str, told: str) -> str:
    return f"<w:tcPr>{told}</w:tcPr>{p(cell)}"


ON, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(
            table(("Barrier", "Whose"), ("No records", "The port")),
            ["Barrier: No records", "No records/Whose: The port"],
            id="first-row-heads",
        ),
        pytest.param(
            table(("Barrier", "Whose"), ("No records", "The port"), head=True),
            ["Barrier: No records", "No records/Whose: The port"],
            id="marked-row-heads",
        ),
        pytest.param(
            table(("Barrier", "Whose"), (span("No records", ON), "The port"), (span("", GOES_ON), "The town")),
            ["Barrier: No records", "No records/Whose: The port", "No records/Whose: The town"],
            id="merged-down",
        ),
        pytest.param(
            table(("Barrier", span("Of whom", '<w:gridSpan w:val="2"/>')), ("No records", "The port", "The town")),
            ["Barrier: No records", "No records/Of whom: The port", "No records/Of whom: The town"],
            id="merged-across",
        ),
        pytest.param(
            table(("Barrier", "Whose"), (table(("in", "side")) + p("and after"), "The port")),
            ["Barrier: in side and after", "in side and after/Whose: The port"],
            id="table-in-a-cell",
        ),
        pytest.param(table(("Year", "n"), ("2019", "14"), ("2020", "15")), [], id="figures-are-data"),
    ],
)
def test_the_cells_of_a_table(made: str, expected: list[str]) -> None:
    (item,) = items_of(opened(word(made))) or [None]
    cells = [shown(block).removeprefix("table ") for block in item.blocks] if item else []
    assert cells == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Table 1. Barriers", True),
        ("TABLE 2", True),
        ("Figure 3: Boats by year", True),
        ("Supplementary Table S1 Boats", True),
        ("Fig. 2 – Boats", True),
        ("Table 1 shows the barriers.", False),
        ("Tables are long.", False),
        ("Figures we met", False),
    ],
)
def test_captions_are_told_by_their_words(text: str, expected: bool) -> None:
    assert is_caption(Line(text=text)) is expected


@pytest.mark.parametrize(
    "nested",
    [
        pytest.param(f"{'<w:sdt><w:sdtContent>' * 100}{p('deep')}{'</w:sdtContent></w:sdt>' * 100}", id="controls"),
        pytest.param(f"{'<w:tbl><w:tr><w:tc>' * 70}{p('deep')}{'</w:tc></w:tr></w:tbl>' * 70}", id="tables"),
        pytest.param(p(f"{'<w:ins>' * 200}{r('deep')}{'</w:ins>' * 200}"), id="runs"),
        pytest.param(
            f"{'<w:p><w:r><w:pict><w:txbxContent>' * 50}{p('deep')}{'</w:txbxContent></w:pict></w:r></w:p>' * 50}",
            id="boxes",
        ),
    ],
)
def test_nesting_ends_before_the_stack_does(nested: str) -> None:
    assert "deep" in "".join(seen(nested))
