"""Pieces of an article: what parts paragraphs, and how their words are set."""

from __future__ import annotations

import pytest

from relsynth.formats.html_page import parsed
from relsynth.formats.html_pieces import Piece, pieces_of


def pieces(body: str) -> list[Piece]:
    found = parsed(f"<html><body>{body}</body></html>".encode()).find("body")
    assert found is not None
    return list(pieces_of(found))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "<p>one <b>two</b></p>three<div>four</div>", ["one two", "three", "four"], id="blocks-and-loose-words"
        ),
        pytest.param("<p>one<ul><li>two<li>three</ul>four", ["one", "two", "three", "four"], id="without-ends"),
        pytest.param("<p>one<br>two<br> <br>three</p>", ["one two", "three"], id="breaks"),
        pytest.param("<x-part>one <o:p>two</o:p></x-part><hr>three", ["one two", "three"], id="elements-of-others"),
        pytest.param("<p>•</p><p>\ue000</p><p> &nbsp; </p><p>one</p>", ["one"], id="no-words"),
        pytest.param(
            "<table><tr><td><p>one</p><h2>two</h2></td></tr></table>", ["one", "two"], id="laid-out-in-a-table"
        ),
    ],
)
def test_paragraphs(body: str, expected: list[str]) -> None:
    assert [piece.text for piece in pieces(body) if not piece.mark] == expected


@pytest.mark.parametrize(
    ("body", "bold", "italic", "linked"),
    [
        pytest.param("<p><strong>one</strong> <b>two</b></p>", True, False, 0, id="bold"),
        pytest.param('<p><span style="font-weight:700">one</span>.</p>', True, False, 0, id="bold-by-style"),
        pytest.param("<p><b>one</b> two</p>", False, False, 0, id="bold-in-part"),
        pytest.param("<p><em>one two</em></p>", False, True, 0, id="italic"),
        pytest.param('<p>one <a href="/x">two three</a> <a href="#y">four</a></p>', False, False, 2, id="links"),
    ],
)
def test_how_words_are_set(body: str, bold: bool, italic: bool, linked: int) -> None:
    (piece,) = pieces(body)
    assert (piece.bold, piece.italic, piece.linked) == (bold, italic, linked)


def test_what_is_around_says_what_words_are() -> None:
    found = pieces(
        """<h2>Results</h2><figure><h4>Fig. 1.</h4><figcaption>A van</figcaption></figure>
        <div class="box"><p>one</p><ul><li>two
        </li></ul></div><div class="abstract"><h3>Aims</h3><p>three</p></div><ul class="kwd-group"><li>four</li></ul>"""
    )
    shown = [(p.text, p.kind, p.level, p.abstract, p.is_keyword) for p in found if not p.mark]
    assert shown == [
        ("Results", "heading", 2, 0, False),
        ("Fig. 1.", "caption", 0, 0, False),
        ("A van", "caption", 0, 0, False),
        ("one", "box", 0, 0, False),
        ("two", "list_item", 0, 0, False),
        ("Aims", "heading", 3, 1, False),
        ("three", "text", 0, 1, False),
        ("four", "list_item", 0, 0, True),
    ]
    assert [p.mark for p in found if p.mark] == ["open", "close", "open", "close"]


def test_cells_keep_their_heads() -> None:
    found = pieces(
        "<table><tr><th>Partner</th><th>Barrier</th></tr><tr><td>Clinic</td><td>Staff left</td></tr></table>after"
    )
    assert [(p.text, p.column_head) for p in found] == [
        ("Clinic", "Partner"),
        ("Staff left", "Barrier"),
        ("after", None),
    ]


def test_words_are_counted() -> None:
    assert Piece(text="The van’s 2 crews").words == 5
