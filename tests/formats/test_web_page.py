"""What of a converted web page is the paper."""

from __future__ import annotations

import pytest

from relsynth.documents import Block, BlockKind
from relsynth.formats.reading import Citation
from relsynth.formats.web_page import LAYOUT_WORDS, MIN_LINKS, Piece, article_of, citation_of, is_web_page


def piece(markup: str, kind: BlockKind = "text", depth: int = 0, head: str | None = None) -> Piece:
    words = markup.replace("_", "").replace("*", "")
    return Piece(block=Block(text=words, kind=kind, depth=depth, column_head=head), markup=markup)


def heading(markup: str, depth: int = 2) -> Piece:
    return piece(markup, "heading", depth)


def kept(*pieces: Piece) -> list[str]:
    return [block.text for block in article_of(pieces, lambda markup: markup) if block.text]


LINK = piece("[About this site](/about)", "list_item")
TITLE = heading("A van at night", 1)
SENTENCE = piece("In the first winter of the programme the council and the clinic met every single month.")


def test_a_page_is_told_by_its_navigation() -> None:
    assert is_web_page([LINK] * MIN_LINKS)
    assert not is_web_page([LINK] * (MIN_LINKS - 1) + [SENTENCE] * 50)


def test_a_page_laid_out_in_a_table_is_taken_apart() -> None:
    cell = f"Top. __Introduction__ {'Word ' * LAYOUT_WORDS}end.  Next paragraph. References  1. Okafor."
    page = [piece(cell, "table")]
    assert is_web_page(page)
    found = kept(*page)
    assert found[0] == "Introduction"
    assert [text.split()[-1] for text in found[1:]] == ["end.", "paragraph."]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        pytest.param(
            [piece("Banner."), heading("[Site](/)", 1), TITLE, heading("Methods"), piece("m")],
            ["A van at night", "Methods", "m"],
            id="banner",
        ),
        pytest.param(
            [TITLE, piece("Volume 3"), SENTENCE, heading("Methods"), piece("m")],
            ["A van at night", SENTENCE.block.text, "Methods", "m"],
            id="before-the-first-heading",
        ),
        pytest.param([heading("Methods"), piece("m")], ["Methods", "m"], id="no-title"),
        pytest.param(
            [TITLE, heading("Methods"), LINK, piece("[Top](#)"), piece("m")],
            ["A van at night", "Methods", "m"],
            id="links-anywhere",
        ),
        pytest.param(
            [TITLE, heading("Views:"), heading("Methods"), piece("They met [at the site](/a) of both mayors")],
            ["A van at night", "Methods", "They met [at the site](/a) of both mayors"],
            id="counters",
        ),
        pytest.param(
            [
                heading("Methods"),
                piece("Corresponding author: A. Person."),
                piece("A. Person, MD, B. Person, PhD; C."),
                piece("^1^Office of Vans"),
                piece("m"),
            ],
            ["Methods", "m"],
            id="bylines",
        ),
        pytest.param(
            [
                heading("Methods"),
                heading("References"),
                piece("1. Okafor", "list_item"),
                piece("Rights."),
                heading("Site map"),
                piece("x"),
            ],
            ["Methods"],
            id="footer",
        ),
        pytest.param(
            [
                heading("References"),
                heading("[Back](#t1)__TABLE 1__. Who met", 5),
                piece("nurse", "table", head="Role"),
                piece("Safer people in a layout", "table"),
                piece("Notes."),
            ],
            [". Who met", "nurse"],
            id="tables-after-the-references",
        ),
        pytest.param(
            [
                heading("Methods"),
                piece("Use of names does not imply endorsement by the office.", "table"),
                piece("A. Person, Office of Vans. Telephone: 555; E-mail: a@b.example"),
                piece("This site uses cookies."),
                piece("Their site told users of cookies, and all accepted."),
            ],
            ["Methods", "Their site told users of cookies, and all accepted."],
            id="notices-and-contacts",
        ),
    ],
)
def test_what_of_a_page_is_kept(pieces: list[Piece], expected: list[str]) -> None:
    assert [text.lstrip(". ") for text in kept(*pieces)] == [text.lstrip(". ") for text in expected]


def test_a_layout_loses_its_notices() -> None:
    cell = f"Persons using assistive technology may write. We drove. {'Word ' * LAYOUT_WORDS}end."
    assert kept(heading("Methods"), piece(cell, "table"))[1].startswith("We drove. Word")


def test_captions_are_captions() -> None:
    blocks = list(article_of([heading("Methods"), piece("__Figure 2. Who met__")], lambda markup: markup))
    assert [(block.kind, block.text.strip()) for block in blocks] == [("heading", "Methods"), ("caption", "Who met")]


def test_the_date_and_the_doi_are_taken_where_they_plainly_stand() -> None:
    page = [
        piece("Last reviewed: June 1, 2003"),
        TITLE,
        piece("_Supplements_ / July 8, 2016 / 65(3)"),
        heading("Methods"),
        piece("Suggested citation: A. DOI: [10.5555/wronglink](https://doi.org/10.5555/Right)"),
    ]
    assert citation_of(page[1:], Citation()) == Citation(year=2016, doi="10.5555/right")
    assert citation_of(page, Citation(year=1999, doi="10.5555/known")) == Citation(year=1999, doi="10.5555/known")
    assert citation_of([TITLE, SENTENCE], Citation()) == Citation()


@pytest.mark.parametrize(
    ("pieces", "authors"),
    [
        pytest.param(
            [TITLE, SENTENCE, piece("Suggested citation for this article: Frieden TR. Vans. Weekly 2016;65.")],
            ("Frieden, TR",),
            id="asked-for-one",
        ),
        pytest.param(
            [TITLE, piece("Ada Okafor, MD"), piece("Suggested citation: Bell BP, van Damon IK, et al. Vans. 2016.")],
            ("Bell, BP", "van Damon, IK"),
            id="asked-for-before-the-byline",
        ),
        pytest.param(
            [
                *(LINK, TITLE, piece("Melvin A Kohn, MD1"), piece("Beth H. Stover1")),
                *(
                    piece("David W Fleming, MD, MPH2"),
                    piece("1_Public Health Division, Portland_"),
                    SENTENCE,
                    piece("Ann Late, MD"),
                ),
            ],
            ("Kohn, Melvin A", "Stover, Beth H.", "Fleming, David W"),
            id="a-line-each",
        ),
        pytest.param(
            [TITLE, piece("Related Pages"), piece("Ada Okafor, PhD; Ben van Lund, MPH")],
            ("Okafor, Ada", "van Lund, Ben"),
            id="one-line",
        ),
        pytest.param([TITLE, piece("Beth Stover1"), SENTENCE], (), id="no-degree-is-no-byline"),
        pytest.param([TITLE, piece("Suggested citation: see the journal. Thanks.")], (), id="no-names-are-asked-for"),
        pytest.param([piece("Ada Okafor, MD"), SENTENCE], (), id="no-title"),
    ],
)
def test_authors_are_those_to_be_cited_or_the_lines_of_names_behind_the_title(
    pieces: list[Piece], authors: tuple[str, ...]
) -> None:
    assert citation_of(pieces, Citation()).authors == authors
    assert citation_of(pieces, Citation(authors=("Known, A",))).authors == ("Known, A",)
