"""Which lines are headings, and how deep, with styles and without."""

from __future__ import annotations

import pytest

from made_up_docx import p, r, table, word
from relsynth.formats.docx_body import items_of
from relsynth.formats.docx_headings import depths_of, number_of
from relsynth.formats.docx_package import opened

PROSE = p("The crews met every week in the harbour office, and each time somebody else made the tea for all of them.")


def bold(text: str, *more: str) -> str:
    return p(r(text, "b", *more))


def outline(*body: str) -> list[tuple[int, str]]:
    """Depth and words of each heading."""
    items = items_of(opened(word("".join(body))))
    return [(depth, item.line.text) for depth, item in zip(depths_of(items), items, strict=True) if depth and item.line]


STYLED = [p("Methods", style="H1"), PROSE, p("Setting", style="H2"), PROSE]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(STYLED, [(1, "Methods"), (2, "Setting")], id="styles"),
        pytest.param([p("What we did", style="Own"), PROSE], [(1, "What we did")], id="a-style-based-on-a-heading"),
        pytest.param(
            [p("Harbours", more='<w:outlineLvl w:val="2"/>'), PROSE], [(3, "Harbours")], id="outline-of-a-paragraph"
        ),
        pytest.param(
            [*STYLED, bold("The two crews"), PROSE],
            [(1, "Methods"), (2, "Setting"), (3, "The two crews")],
            id="bold-below-styles",
        ),
        pytest.param(
            [*STYLED, p("Discussion"), PROSE],
            [(1, "Methods"), (2, "Setting"), (1, "Discussion")],
            id="a-main-section-that-lacks-its-style",
        ),
        pytest.param(
            [bold("METHODS"), PROSE, bold("The crews", "i"), PROSE, bold("RESULTS"), PROSE, p(r("Tea", "i")), PROSE],
            [(1, "METHODS"), (2, "The crews"), (1, "RESULTS")],
            id="looks-rank",
        ),
        pytest.param(
            [bold("Methods"), PROSE, p(r("Who made the tea", "i")), PROSE],
            [(1, "Methods"), (2, "Who made the tea")],
            id="italics",
        ),
        pytest.param([p("Methods"), PROSE, p("Results"), PROSE], [(1, "Methods"), (1, "Results")], id="words-alone"),
        pytest.param(
            [p("1. Methods"), PROSE, p("1.1 The harbours"), PROSE],
            [(1, "1. Methods"), (2, "1.1 The harbours")],
            id="numbers",
        ),
        pytest.param(
            [bold("WE MET"), PROSE, bold("They left"), PROSE], [(1, "WE MET"), (2, "They left")], id="no-words"
        ),
        pytest.param([bold("This is an emphasis."), PROSE], [], id="a-sentence"),
        pytest.param([bold("Table 1. Boats"), PROSE], [], id="a-caption"),
        pytest.param([bold("Barriers"), table(("a b", "c d"), ("e f", "g h"))], [], id="a-title-of-a-table"),
        pytest.param([bold(f"Line {n}") for n in "abcdef"], [], id="a-list-in-bold"),
        pytest.param([p(r("“We met,” she said", "i")), PROSE], [], id="a-quotation-in-italics"),
        pytest.param([p("ISRCTN41046462"), PROSE], [], id="a-number-of-a-register"),
        pytest.param([p("word " * 60, style="H1")], [], id="a-paragraph-in-the-wrong-style"),
    ],
)
def test_the_outline_of_a_paper(body: list[str], expected: list[tuple[int, str]]) -> None:
    assert outline(*body) == expected


def test_the_parts_of_an_abstract_are_below_it() -> None:
    parts = [bold(name) + PROSE for name in ("Abstract", "Background", "Methods", "Results", "Conclusion")]
    paper = [bold(name) + PROSE for name in ("Introduction", "Methods", "Results", "Conclusions")]
    assert [depth for depth, _ in outline(*parts, bold("Keywords"), PROSE, *paper)] == [1, 2, 2, 2, 2, 1, 1, 1, 1, 1]


@pytest.mark.parametrize(("text", "depth"), [("2 Setting", 1), ("2.1.3. Setting", 3), ("2019 was", 0), ("12 km", 1)])
def test_the_depth_that_a_number_says(text: str, depth: int) -> None:
    assert number_of(text) == depth
