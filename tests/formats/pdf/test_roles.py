from __future__ import annotations

import pytest

from made_up_pdf import LEFT, line, lines
from relsynth.formats.pdf.headings import Styles, style_of, styles_of
from relsynth.formats.pdf.lines import Line, Type
from relsynth.formats.pdf.paragraphs import Passage
from relsynth.formats.pdf.roles import is_caption, is_prose, is_table_caption, roles_of

BODY = Type(font="Times-Roman", size=10.0, leading=12.0)
WIDTH = 230.0
FULL = {"right": LEFT + WIDTH}
PROSE = lines("Partners met each month in a room above the", "clinic and wrote down what was said", "there.", **FULL)
HEADING = line("Methods", font="Times-Bold", is_bold=True, size=12.0)


def passage(*of: Line, run: int = 0) -> Passage:
    return Passage(lines=of, left=LEFT, right=LEFT + WIDTH, run=run)


def told(*of: tuple[Line, ...]) -> list[tuple[Passage, str]]:
    return [(passage(*each), " ".join(one.text for one in each)) for each in of]


def styles() -> Styles:
    return styles_of([(passage(HEADING), "Methods")], BODY)


@pytest.mark.parametrize(
    ("drawn", "role"),
    [
        pytest.param(PROSE, "text", id="prose"),
        pytest.param((HEADING,), "heading", id="known-heading"),
        pytest.param((line("Who took part", font="Times-Bold", is_bold=True, size=12.0),), "heading", id="same-type"),
        pytest.param((line("2.1. Who took part"),), "heading", id="numbered-in-the-running-type"),
        pytest.param((line("Discussion"),), "heading", id="known-in-the-running-type"),
        pytest.param((line("Table 2. Costs of travel"),), "caption", id="caption"),
        pytest.param((line("• a room that all could reach"),), "list_item", id="bullet"),
        pytest.param((line("* Names were changed by us.", size=8.0),), "footnote", id="footnote"),
        pytest.param((line("Received: 4 May 2020", size=8.0),), "notice", id="notice"),
        pytest.param((line("0.4", size=7.0),), "label", id="label-of-an-axis"),
        pytest.param((line("They stayed."),), "text", id="short-sentence"),
    ],
)
def test_passages_have_roles(drawn: tuple[Line, ...], role: str) -> None:
    (part,) = roles_of(told(drawn), styles(), WIDTH)
    assert part.role == role


def test_a_heading_in_a_type_of_its_own_stands_over_text() -> None:
    own = line("The evening bus", font="Times-Italic", is_italic=True, base=712.0)
    assert [part.role for part in roles_of(told((own,), PROSE), styles(), WIDTH)] == ["heading", "text"]
    assert [part.role for part in roles_of(told((own,)), styles(), WIDTH)] == ["label"]


def test_what_follows_the_caption_of_a_table_is_its_cells_until_prose() -> None:
    cells = [(line(text, base=650.0, size=8.0),) for text in ("Barrier", "Long travel to the clinic")]
    parts = list(roles_of(told((line("Table 1. Barriers"),), *cells, PROSE), styles(), WIDTH))
    assert [part.role for part in parts] == ["caption", "table", "table", "text"]


def test_a_short_quotation_under_a_paragraph_is_text() -> None:
    said = line("“Nobody asked us before they moved it” (driver 3)", size=9.0, base=650.0)
    assert [part.role for part in roles_of(told(PROSE, (said,)), styles(), WIDTH)] == ["text", "text"]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        pytest.param("Figure 1. How the teams met", True, id="figure"),
        pytest.param("TABLE. Costs of travel", True, id="without-a-number"),
        pytest.param("Table 2", True, id="number-alone"),
        pytest.param("Table 2 shows what travel cost.", False, id="sentence"),
        pytest.param("Figures were drawn by hand", False, id="word"),
    ],
)
def test_captions_are_told_from_sentences(text: str, is_one: bool) -> None:
    assert is_caption(passage(line(text)), text, BODY) is is_one


def test_tables_have_captions_of_their_own() -> None:
    assert is_table_caption("Table 3. Costs")
    assert not is_table_caption("Figure 3. Costs")


def test_prose_goes_across_its_column() -> None:
    assert is_prose(passage(*PROSE), WIDTH)
    assert not is_prose(passage(*lines("Long", "travel", "times")), WIDTH)
    assert style_of(PROSE).font == "Times-Roman"


SMALL = {"size": 8.0, "font": "Arial"}


@pytest.mark.parametrize(
    ("drawn", "role"),
    [
        pytest.param(line("3. Costs", base=500, font="Times-Bold", is_bold=True, size=12.0), "heading", id="numbered"),
        pytest.param(line("2.1. Costs", base=500, font="Times-Italic"), "heading", id="subsection"),
        pytest.param(
            line("Results", base=600, left=LEFT + 90, font="Times-Bold", size=12.0), "table", id="beside-a-head"
        ),
        pytest.param(line("12 rooms", base=500, font="Times-Bold", is_bold=True, size=12.0), "table", id="cell"),
    ],
)
def test_a_heading_ends_a_table_and_a_column_head_does_not(drawn: Line, role: str) -> None:
    caption, cell = line("Table 1. Rooms", **SMALL), line("Salon", base=600, **SMALL)
    parts = told((caption,), (cell,), (drawn,), (line("1", base=drawn.base - 14, **SMALL),))
    if role == "heading":
        below = tuple(line(one.text, base=drawn.base - 14 - 12 * n, right=LEFT + WIDTH) for n, one in enumerate(PROSE))
        parts = told((caption,), (cell,), (drawn,), below)
    assert [part.role for part in roles_of(parts, styles(), WIDTH)][2] == role


def test_what_stands_under_the_head_of_a_notice_is_one() -> None:
    head = line("How to cite this article", base=100, font="Arial-Bold", is_bold=True)
    cited = line("Okafor A. Rooms for all. J Rooms. 2020.", base=86, **SMALL)
    assert [part.role for part in roles_of(told((head,), (cited,)), styles(), WIDTH)] == ["notice", "notice"]
