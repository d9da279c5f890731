from __future__ import annotations

import pytest

from made_up_pdf import line, lines
from relsynth.formats.pdf.lines import Line, Page, body_type, joined, without_ligatures


@pytest.mark.parametrize(
    ("pieces", "texts"),
    [
        pytest.param([line("We met", right=90.0), line("often", left=93.0)], ["We met often"], id="a-word-apart"),
        pytest.param([line("part", right=80.0), line("ners", left=80.5)], ["partners"], id="no-white-between"),
        pytest.param([line("Cost", right=80.0), line("12", left=130.0)], ["Cost", "12"], id="cells-of-a-table"),
        pytest.param([line("We met"), line("again", base=688.0)], ["We met", "again"], id="two-baselines"),
        pytest.param([line("met\ufffe", right=80.0), line("ing", left=81.0)], ["met\ufffe", "ing"], id="broken-word"),
    ],
)
def test_pieces_of_one_baseline_are_one_line(pieces: list[Line], texts: list[str]) -> None:
    assert [each.text for each in joined(pieces)] == texts


def test_a_raised_piece_is_known_as_such() -> None:
    whole = joined([line("trust grew.", right=100.0), line("12", left=100.5, base=704.0, size=6.0)])
    assert (whole[0].text, whole[0].raised, whole[0].size) == ("trust grew.12", ((11, 13),), 10.0)


def test_an_ornamental_first_letter_is_part_of_its_line() -> None:
    whole = joined([line("T", right=70.0, base=688.0, size=30.0), line("he teams met each month", left=70.5)])
    assert (whole[0].text, whole[0].size) == ("The teams met each month", 10.0)


def test_the_running_text_is_in_the_type_of_most_characters() -> None:
    body = lines(*["A line of the running text that is long enough."] * 5)
    notes = lines(*["A line of the reference list that is as long too."] * 3, size=8.0)
    kind = body_type([Page(number=1, width=600, height=800, lines=(*body, *notes))])
    assert (kind.font, kind.size, kind.leading) == ("Times-Roman", 10.0, 12.0)
    assert kind.is_smaller(notes[0])
    assert kind.is_as_large(body[0])
    assert kind.is_larger(line("Title", size=14.0))


def test_ligatures_become_letters() -> None:
    assert without_ligatures("ﬁrst of\ufb01ce e\ufb00ort sti\ufb04e") == "first office effort stiffle"
