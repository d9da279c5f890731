from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from made_up_pdf import LEFT, RIGHT, Words, column, pdf
from relsynth.formats.pdf.lines import Line
from relsynth.formats.pdf.pdfium import scan


def lines_of(*words: Words) -> tuple[Line, ...]:
    return scan(pdf([words])).pages[0].lines


def test_a_line_knows_its_place_and_type() -> None:
    (told,) = lines_of(Words(text="Methods", y=700, font="Times-Bold", size=14))
    assert (told.text, told.page, told.size, told.is_bold, told.is_italic) == ("Methods", 1, 14.0, True, False)
    assert (told.left, told.base) == pytest.approx((LEFT, 700), abs=0.5)
    assert LEFT + 40 < told.right < LEFT + 70


def test_words_that_lead_in_to_a_line_are_counted() -> None:
    lead, rest = Words(text="Setting. ", y=700, font="Times-Bold"), Words(text="Two towns", x=92, y=700)
    (told,) = lines_of(lead, rest)
    assert told.text[: told.lead].strip() == "Setting."
    assert told.is_bold


@pytest.mark.parametrize(
    "text",
    [pytest.param("trust grew.", id="after-a-full-stop"), pytest.param("families", id="after-a-word")],
)
def test_numbers_set_small_and_high_are_raised(text: str) -> None:
    end = LEFT + stringWidth(text, "Times-Roman", 10)
    found = lines_of(
        Words(text=text, y=700), Words(text="12", x=end, y=704, size=6), Words(text="and so on", x=end + 8, y=700)
    )
    told = " ".join(each.text for each in found)
    assert told.startswith(f"{text}12")
    assert (found[0].raised, found[0].size) == (((len(text), len(text) + 2),), 10.0)


def test_numbers_in_the_line_are_not_raised() -> None:
    assert [each.raised for each in lines_of(Words(text="COVID-19 took 12 of us, in ward B2.", y=700))] == [()]


def test_characters_beyond_the_first_plane_shift_nothing() -> None:
    (first, second) = lines_of(Words(text="The first line", y=700), Words(text="The second line", y=688))
    assert (first.base, second.base) == pytest.approx((700, 688), abs=0.5)


def test_rows_of_two_columns_are_parted_at_the_gutter() -> None:
    left = column(["one two three four five six seven eight nine ten " * 12])
    right = column(["red blue green grey pink white black brown amber " * 12], x=RIGHT)
    found = lines_of(*(words for row in zip(left, right, strict=False) for words in row))
    assert [each.left < RIGHT - 5 for each in found] == sorted((each.left < RIGHT - 5 for each in found), reverse=True)
    assert not any("ten" in each.text and "red" in each.text for each in found)


def test_lines_across_the_page_stay_whole() -> None:
    drawn = column(["one two three four five six seven eight nine ten " * 20], width=480)
    assert len(lines_of(*drawn)) == len(drawn)
