"""Which Markdown paragraphs are headings by their looks."""

from __future__ import annotations

import pytest

from relsynth.documents import Block
from relsynth.formats.markdown_headings import with_bold_headings
from relsynth.formats.web_page import Piece


def text(markup: str) -> Piece:
    return Piece(block=Block(text=markup.replace("*", "").replace("_", "")), markup=markup)


def heading(words: str, depth: int) -> Piece:
    return Piece(block=Block(text=words, kind="heading", depth=depth), markup=words)


def read(*pieces: Piece) -> list[str]:
    found = (piece.block for piece in with_bold_headings(pieces, lambda markup: markup))
    return [f"{block.depth} {block.text}" if block.kind == "heading" else block.text for block in found]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        pytest.param([text("**Two towns**"), text("They met.")], ["1 Two towns", "They met."], id="line"),
        pytest.param([text("___Summary___"), text("They met.")], ["1 Summary", "They met."], id="bold-italic-line"),
        pytest.param(
            [heading("A van", 1), text("__Summary__"), text("a"), heading("Methods", 3), text("__Sites:__"), text("b")],
            ["1 A van", "3 Summary", "a", "3 Methods", "4 Sites", "b"],
            id="under-the-title-as-high-as-sections",
        ),
        pytest.param([text("**Setting.** Two towns.")], ["1 Setting", "Two towns."], id="known-start"),
        pytest.param(
            [text("**Trust:** It grew."), text("**Money:** It went.")],
            ["1 Trust", "It grew.", "1 Money", "It went."],
            id="several-starts",
        ),
        pytest.param(
            [text("**Towns**"), text("**Trust.** It grew."), text("**Money.** It went.")],
            ["1 Towns", "2 Trust", "It grew.", "2 Money", "It went."],
            id="starts-below-lines",
        ),
        pytest.param([text("**Trust:** It grew.")], ["Trust: It grew."], id="one-unknown-start"),
        pytest.param([text("**Yes:** a"), text("**Yes:** b")], ["Yes: a", "Yes: b"], id="lower-case-after"),
        pytest.param([text("**P1:** Ah."), text("**P1:** Oh.")], ["P1: Ah.", "P1: Oh."], id="speaker"),
        pytest.param([text("**Two towns**")], ["Two towns"], id="heads-nothing"),
        pytest.param([text("**One**"), text("**Two**"), text("a")], ["One", "1 Two", "a"], id="heads-another"),
        pytest.param([text("**Nobody asked.**"), text("a")], ["Nobody asked.", "a"], id="sentence"),
        pytest.param([text("**Table 1. Towns**"), text("a")], ["Table 1. Towns", "a"], id="title-of-a-float"),
        pytest.param(
            [text("**Abbreviations:** TT = two towns")], ["Abbreviations: TT = two towns"], id="note-of-a-float"
        ),
        pytest.param(
            [text("__Corresponding author:__ A. Person, Office"), text("__Setting:__ Two")],
            ["Corresponding author: A. Person, Office", "1 Setting", "Two"],
            id="byline",
        ),
    ],
)
def test_what_looks_like_a_heading(pieces: list[Piece], expected: list[str]) -> None:
    assert read(*pieces) == expected
