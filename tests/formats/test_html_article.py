"""From pieces to the article: its beginning, its headings, and what is left out."""

from __future__ import annotations

import pytest

from relsynth.documents import Block
from relsynth.formats.html_article import article_of, has_abstract
from relsynth.formats.html_pieces import Piece

SENTENCE = "The two councils met each month in the library and agreed on one list of families."
LONG = f"{SENTENCE} " * 10


def head(text: str, level: int = 2, **more: int) -> Piece:
    return Piece(text=text, kind="heading", level=level, **more)


def text(words: str = SENTENCE, *, bold: bool = False, italic: bool = False, abstract: int = 0) -> Piece:
    return Piece(text=words, runs=((words, bold),), italic=italic, abstract=abstract)


def shown(*pieces: Piece, title: str | None = "A van") -> list[tuple[str, int, str]]:
    blocks = article_of(pieces, title, ("Okafor, Ada",))
    return [(block.kind, block.depth, block.text) for block in blocks if block.text or block.label]


@pytest.mark.parametrize(
    "before",
    [
        pytest.param((head("The journal", 1), text(), head("A van", 1)), id="title"),
        pytest.param((text("A VAN"),), id="title-in-a-line"),
        pytest.param((head("The journal's van", 1), text("Volume 9")), id="only-first-heading"),
        pytest.param(
            (head("A van", 1), head("Ada Okafor, MPH; Ben Lund, PhD", 4), text("Received 1 May 2020.")), id="byline"
        ),
    ],
)
def test_the_article_begins_after_its_title(before: tuple[Piece, ...]) -> None:
    assert shown(*before, head("Methods"), text()) == [("heading", 1, "Methods"), ("text", 0, SENTENCE)]


@pytest.mark.parametrize(
    ("levels", "depths"),
    [
        pytest.param([2, 3, 4, 2], [1, 2, 3, 1], id="as-they-are"),
        pytest.param([4, 5, 4], [1, 2, 1], id="begun-low"),
        pytest.param([2, 5, 4], [1, 2, 2], id="skipped"),
        pytest.param([3, 2, 3], [1, 1, 2], id="first-one-lower"),
    ],
)
def test_depth_is_the_place_among_open_headings(levels: list[int], depths: list[int]) -> None:
    pieces = [part for n, level in enumerate(levels) for part in (head(f"Part {n} of it", level), text())]
    assert [depth for kind, depth, _ in shown(*pieces) if kind == "heading"] == depths


def sections(*pieces: Piece) -> list[Block]:
    return article_of(pieces, None, ())


def test_a_section_that_ends_in_markup_ends_before_text() -> None:
    opened, closed = Piece(mark="open"), Piece(mark="close")
    inner = (opened, head("Sites", 3), text(), closed)
    blocks = sections(head("Methods"), opened, *inner, text(), closed, head("Results"), text())
    assert [(b.depth, b.text) for b in blocks if b.kind == "heading"] == [
        (1, "Methods"),
        (2, "Sites"),
        (2, ""),
        (1, "Results"),
    ]
    beside = sections(opened, head("Methods"), text(), closed, opened, head("Sites", 3), text(), closed)
    assert [(b.depth, b.text) for b in beside if b.kind == "heading"] == [(1, "Methods"), (2, "Sites")]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        pytest.param(text("Study sites", bold=True), True, id="bold"),
        pytest.param(text("What is known?", bold=True), True, id="bold-question"),
        pytest.param(text("Setting.", bold=True), True, id="bold-known-with-a-stop"),
        pytest.param(text("Study sites", italic=True), True, id="italic"),
        pytest.param(text("We did it all.", bold=True), False, id="bold-sentence"),
        pytest.param(text("and so on", bold=True), False, id="bold-words"),
        pytest.param(text("Study sites"), False, id="plain"),
    ],
)
def test_lines_that_are_set_as_headings(line: Piece, is_heading: bool) -> None:
    after = text("It went on with the two crews and the van that they shared.")
    found = shown(head("Aims"), text(), head("Methods"), text(), line, after)
    assert (found[4][0] == "heading") is is_heading
    assert not is_heading or found[4][1] == 2


def test_on_a_page_without_headings_known_lines_are_top() -> None:
    found = shown(
        text("METHODS", bold=True),
        text("First theme", bold=True),
        text(),
        text("Results", bold=True),
        text(),
        title=None,
    )
    assert [(depth, words) for kind, depth, words in found if kind == "heading"] == [
        (1, "METHODS"),
        (2, "First theme"),
        (1, "Results"),
    ]


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param((head("Abstract"), text(f"Aims: {SENTENCE}"), head("Methods"), text(LONG)), id="under-a-heading"),
        pytest.param(
            (head("Abstract", 3, abstract=1), text(f"Aims: {SENTENCE}", abstract=1), head("Methods"), text(LONG)),
            id="in-an-element",
        ),
        pytest.param(
            (head("Abstract"), head("Aims", 6, abstract=1), text(abstract=1), head("Methods"), text(LONG)),
            id="heading-before-it",
        ),
    ],
)
def test_abstracts(pieces: tuple[Piece, ...]) -> None:
    assert shown(*pieces)[:4] == [
        ("heading", 1, "Abstract"),
        ("heading", 2, "Aims"),
        ("text", 0, SENTENCE),
        ("heading", 1, "Methods"),
    ]
    assert has_abstract(pieces)
    assert not has_abstract(pieces[-2:])


def test_an_abstract_without_a_heading_is_labelled() -> None:
    blocks = sections(text(abstract=1), head("Methods"), text(LONG))
    assert [(block.label, block.text) for block in blocks[:2]] == [("abstract", ""), (None, SENTENCE)]


def test_a_paragraph_of_bold_parts_is_parted() -> None:
    runs = (("Aims:", True), (f" {SENTENCE} ", False), ("Results", True), (": All came. ", False))
    piece = Piece(text="".join(words for words, _ in runs), runs=runs, abstract=1)
    found = shown(piece, head("Methods"), text(LONG))
    assert [words for _, _, words in found[1:5]] == ["Aims", SENTENCE, "Results", "All came."]


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param((text("Keywords: trust; vans"),), id="line"),
        pytest.param((head("Keywords"), text("trust; vans")), id="heading-and-line"),
        pytest.param((head("Keywords"), *(Piece(text=w, kind="list_item") for w in ("trust", "vans"))), id="list"),
        pytest.param(tuple(Piece(text=w, is_keyword=True) for w in ("Keywords:", "trust", "vans")), id="marked"),
    ],
)
def test_keywords(pieces: tuple[Piece, ...]) -> None:
    found = shown(*pieces, head("Methods"), text())
    assert found[:2] == [("heading", 1, "Keywords"), ("text", 0, "trust; vans")]


@pytest.mark.parametrize(
    ("piece", "kind", "words"),
    [
        pytest.param(
            Piece(text="Figure 1. The route", runs=(("Figure 1.", True), (" The route", False))),
            "caption",
            "The route",
            id="bold-label",
        ),
        pytest.param(text("Table 1. What held"), "caption", "What held", id="line"),
        pytest.param(
            Piece(text="Abbreviations: V, van.", kind="caption"), "footnote", "Abbreviations: V, van.", id="note"
        ),
        pytest.param(text("• one of them"), "list_item", "one of them", id="bullet"),
        pytest.param(Piece(text="\ue000A note.", kind="footnote"), "footnote", "A note.", id="mark-of-a-note"),
        pytest.param(text("Table 1 shows what held."), "text", "Table 1 shows what held.", id="sentence"),
    ],
)
def test_what_lines_are(piece: Piece, kind: str, words: str) -> None:
    assert shown(head("Methods"), text(), piece)[2] == (kind, 0, words)


def test_what_is_no_text_is_left_out() -> None:
    links = Piece(text="Next article", linked=2)
    again = Piece(text="The route", kind="caption")
    found = shown(
        head("Methods"),
        text(),
        links,
        text("Top"),
        text("© 2021 Us"),
        again,
        again,
        head("Empty"),
        head("Results"),
        text(),
    )
    assert [words for _, _, words in found] == ["Methods", SENTENCE, "The route", "Results", SENTENCE]


def test_declarations_in_lines_have_their_headings() -> None:
    found = shown(head("Methods"), text(LONG), text("Funding: Nobody paid for it."))
    assert found[2:] == [("heading", 1, "Funding"), ("text", 0, "Nobody paid for it.")]
