from __future__ import annotations

import pytest

from made_up_pdf import LEFT, line, lines
from relsynth.formats.pdf.headings import (
    after_lead,
    is_deep,
    is_known,
    is_references,
    lead_of,
    may_be_heading,
    split_number,
    stands_out,
    style_of,
    styles_of,
)
from relsynth.formats.pdf.lines import Line, Type
from relsynth.formats.pdf.paragraphs import Passage

BODY = Type(font="Times-Roman", size=10.0, leading=12.0)


def passage(*of: Line) -> Passage:
    return Passage(lines=of, left=LEFT, right=LEFT + 230, run=0)


def bold(text: str, size: float = 10.0) -> Passage:
    return passage(line(text, font="Times-Bold", is_bold=True, size=size))


@pytest.mark.parametrize(
    ("text", "may"),
    [
        pytest.param("Setting and partners", True, id="words"),
        pytest.param("2.1. Setting.", True, id="numbered-with-a-stop"),
        pytest.param("1 | BACKGROUND", True, id="number-and-bar"),
        pytest.param("Methods:", True, id="colon"),
        pytest.param("Conclusions.", True, id="known-with-a-stop"),
        pytest.param("The teams met.", False, id="sentence"),
        pytest.param("and the teams", False, id="small-letter"),
        pytest.param("12.5 (3.4–6.7)", False, id="figures"),
        pytest.param("A" + " long" * 60, False, id="too-long"),
    ],
)
def test_headings_have_a_form(text: str, may: bool) -> None:
    assert may_be_heading(bold(text), text) is may


@pytest.mark.parametrize(
    ("facts", "out"),
    [
        pytest.param({"font": "Times-Bold"}, True, id="other-font"),
        pytest.param({"size": 12.0}, True, id="larger"),
        pytest.param({}, False, id="running-text"),
        pytest.param({"font": "Arial", "size": 7.0}, False, id="label-of-a-figure"),
    ],
)
def test_types_stand_out(facts: dict[str, object], out: bool) -> None:
    assert stands_out(style_of([line("Setting", **facts)]), BODY) is out


def test_known_words_calibrate_the_types_of_headings() -> None:
    top, deep, small = "Times-Bold", "Times-Italic", "Arial"
    candidates = [
        *((bold(text, 12.0), text) for text in ("Introduction", "Methods", "Discussion")),
        (passage(line("Who took part", font=deep, is_italic=True)), "Who took part"),
        *((passage(line(text, font=small, size=7.0)), text) for text in ("Funding", "Acknowledgements")),
    ]
    styles = styles_of(candidates, BODY)
    assert {style.font for style in styles.known} == {top}
    assert {style.font for style in styles.small} == {small}
    assert [style.font for style in styles.ranks] == [top, deep]
    assert [styles.depth(style_of(each.lines), text) for each, text in candidates] == [1, 1, 1, 2, 1, 1]
    assert styles.depth(style_of(candidates[0][0].lines), "2.1.3 Setting") == 3


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("2.1. Setting", ("2.1.", "Setting"), id="dotted"),
        pytest.param("1 | BACKGROUND", ("1 |", "BACKGROUND"), id="bar"),
        pytest.param("IV. Results", ("IV.", "Results"), id="roman"),
        pytest.param("Setting", ("", "Setting"), id="none"),
        pytest.param("12 people came", ("12", "people came"), id="no-heading-at-all"),
    ],
)
def test_numbers_are_split_off(text: str, parts: tuple[str, str]) -> None:
    assert split_number(text) == parts


def test_words_of_headings_are_known() -> None:
    assert is_known("3 | RESULTS")
    assert is_known("References and notes")
    assert not is_known("The evening bus")
    assert is_references("Author details")
    assert not is_references("Reference values")
    assert is_deep("2.1 Setting")
    assert not is_deep("2 Setting")


@pytest.mark.parametrize(
    ("drawn", "lead"),
    [
        pytest.param([line("Setting. Two towns", lead=8, is_bold=True)], "Setting.", id="bold"),
        pytest.param([line("Setting: Two towns", lead=7, is_bold=True)], "Setting", id="colon-in-the-text"),
        pytest.param([line("2.1. Setting. Two towns", lead=13, is_italic=True)], "2.1. Setting.", id="numbered-italic"),
        pytest.param([line("Escherichia coli grew", lead=16, is_italic=True)], "", id="name-in-italics"),
        pytest.param([line("partners. Two towns", lead=9, is_bold=True)], "", id="no-capital"),
        pytest.param([line("We met often in towns")], "", id="none"),
        pytest.param(
            [
                line("How the partners chose what they", font="B", is_bold=True),
                line("would do. They met", lead=9, base=688.0),
            ],
            "How the partners chose what they would do.",
            id="over-two-lines",
        ),
    ],
)
def test_words_in_bold_head_their_paragraph(drawn: list[Line], lead: str) -> None:
    assert lead_of(passage(*drawn)) == lead


def test_the_rest_begins_after_the_lead_however_lines_were_joined() -> None:
    assert after_lead("Co-design of rooms. Two towns", "Co- design of rooms.") == ("Co-design of rooms", "Two towns")


def test_a_passage_is_in_the_type_of_its_longest_line() -> None:
    two = (*lines("A heading that is long", font="B", is_bold=True), line("E. coli", font="I"))
    assert style_of(two).font == "B"
