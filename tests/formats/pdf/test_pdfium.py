from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from made_up_pdf import Words, column, pdf, pdf_of_pictures
from relsynth.errors import InputError
from relsynth.formats.pdf import pdfium
from relsynth.formats.pdf.pdfium import scan


def test_pages_come_in_order_with_their_size() -> None:
    scanned = scan(
        pdf([[Words(text=f"Page of the {word} town", y=700)] for word in ("first", "second")], title="Two towns")
    )
    assert [page.number for page in scanned.pages] == [1, 2]
    assert [page.lines[0].text for page in scanned.pages] == ["Page of the first town", "Page of the second town"]
    assert (round(scanned.pages[0].width), round(scanned.pages[0].height)) == (595, 842)
    assert scanned.title == "Two towns"


def test_pages_of_pictures_are_counted() -> None:
    assert scan(pdf_of_pictures(3)).pictures == 3


def sideways(angle: int) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.rotate(angle)
    for place, text in enumerate(("The table lies on its side here", "and is read all the same")):
        x, y = (100, -100) if angle > 0 else (-700, 400)
        canvas.drawString(x, y - 12 * place, text)
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("angle", [pytest.param(90, id="up"), pytest.param(-90, id="down")])
def test_a_page_on_its_side_is_turned(angle: int) -> None:
    first, second = sorted(scan(sideways(angle)).pages[0].lines, key=lambda line: -line.base)
    assert (first.text, second.text) == ("The table lies on its side here", "and is read all the same")
    assert first.base - second.base == pytest.approx(12, abs=0.5)


def test_a_stamp_up_the_margin_is_left_out() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.drawString(60, 700, "A line of text that runs across the page as lines do.")
    canvas.rotate(90)
    canvas.drawString(200, -20, "Stamp of the archive")
    canvas.save()
    assert [line.text for line in scan(file.getvalue()).pages[0].lines] == [
        "A line of text that runs across the page as lines do."
    ]


@pytest.mark.parametrize(
    ("limit", "value", "says"),
    [
        pytest.param("MOST_PAGES", 1, "2 pages, where a paper has at most 1", id="a-book"),
        pytest.param("MOST_CHARACTERS", 50, "page 1 holds", id="a-page-too-full"),
    ],
)
def test_more_than_a_paper_holds_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str, value: int, says: str) -> None:
    monkeypatch.setattr(pdfium, limit, value)
    with pytest.raises(InputError, match=says):
        scan(pdf([column(["A line of text. " * 10])] * 2))
