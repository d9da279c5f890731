from __future__ import annotations

from dataclasses import replace

import pytest

from made_up_pdf import HEIGHT, WIDTH, line, lines
from relsynth.formats.pdf.furniture import is_address, is_notice, names_publisher, without_furniture
from relsynth.formats.pdf.lines import Line, Page

BODY = lines("Partners met each month in a room.", "Staff wrote down what was said.")


def page(number: int, *extra: Line) -> Page:
    drawn = tuple(replace(each, page=number) for each in (*extra, *BODY))
    return Page(number=number, width=WIDTH, height=HEIGHT, lines=drawn)


def texts(pages: list[Page]) -> list[list[str]]:
    body = {each.base for each in BODY}
    return [[each.text for each in cleared.lines if each.base not in body] for cleared in without_furniture(pages)]


@pytest.mark.parametrize(
    "heads",
    [
        pytest.param(["Journal of Rooms 11", "Journal of Rooms 12", "Journal of Rooms 13"], id="number-counts-on"),
        pytest.param(["2 Journal of Rooms", "Journal of Rooms 3", "4 Journal of Rooms"], id="number-changes-sides"),
        pytest.param(["7", "8", "9"], id="number-alone"),
        pytest.param(["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"], id="page-of"),
        pytest.param(["https://doi.org/10.5555/a.1", "www.rooms.example", "© 2020 The Authors"], id="known-forms"),
    ],
)
def test_heads_and_feet_are_taken_away(heads: list[str]) -> None:
    assert texts([page(n, line(head, base=820.0)) for n, head in enumerate(heads, 1)]) == [[], [], []]


@pytest.mark.parametrize(
    ("words", "base"),
    [
        pytest.param("Results", 820.0, id="said-once"),
        pytest.param("Journal of Rooms", 400.0, id="amid-the-page"),
    ],
)
def test_what_is_no_furniture_stays(words: str, base: float) -> None:
    pages = [page(1, line(words, base=base)), page(2), page(3)]
    assert texts(pages)[0] == [words]


def test_numbers_of_lines_are_taken_away_and_lists_stay() -> None:
    numbered = lines(*(f"{n} words of a manuscript" for n in range(31, 49)))
    listed = lines("1 chair", "2 tables", "5 lamps", "9 cups")
    pages = [Page(number=1, width=WIDTH, height=HEIGHT, lines=numbered), page(2, *listed)]
    first, second = without_furniture(pages)
    assert {each.text for each in first.lines} == {"words of a manuscript"}
    assert [each.text for each in second.lines][:4] == ["1 chair", "2 tables", "5 lamps", "9 cups"]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        pytest.param("Received: 1 May 2020; Accepted: 3 June 2020", True, id="dates"),
        pytest.param("© 2020 Okafor et al. This is an open access article", True, id="licence"),
        pytest.param("*Correspondence: ana@rooms.example", True, id="correspondence"),
        pytest.param("Edited by: Jonas Berg", True, id="editor"),
        pytest.param("Partners received training in May.", False, id="sentence"),
        pytest.param("The contact between the teams was rare.", False, id="contact"),
    ],
)
def test_notices_are_told_by_how_they_begin(text: str, is_one: bool) -> None:
    assert is_notice(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        pytest.param("Department of Nursing, Hillside University, 12 Park Road, Leeds, UK", True, id="address"),
        pytest.param("The hospital was asked to join the school and the clinic in a trial.", False, id="sentence"),
        pytest.param("Twelve chairs, nine tables, four lamps", False, id="list"),
    ],
)
def test_addresses_are_no_sentences(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one


def test_a_publisher_is_named_by_mail_or_licence() -> None:
    assert names_publisher("Write to ana@rooms.example for data")
    assert names_publisher("under a Creative Commons licence")
    assert not names_publisher("Partners met each month")
