"""Pages of PDFs as pictures, drawn in a process of their own."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from made_up_pdf import Words, pdf
from relsynth.errors import InputError
from relsynth.formats.pdf import picture
from relsynth.formats.pdf.picture import page_picture

PAGES = pdf([[Words(text="One", x=50, y=700)], [Words(text="Two", x=50, y=700)]])


def test_a_page_is_a_picture_of_the_width_that_is_asked_for():
    with Image.open(io.BytesIO(page_picture(PAGES, 2, width=300))) as image:
        image.load()
        assert (image.format, image.mode, image.width) == ("PNG", "RGB", 300)
        assert image.getpixel((1, 1)) == (255, 255, 255)
        assert min(image.convert("L").tobytes()) < 200


def test_colours_are_those_of_the_page():
    drawn = picture._png(2, 1, bytes([255, 0, 0, 0, 0, 0, 255, 0]), 8)
    with Image.open(io.BytesIO(drawn)) as image:
        assert [image.getpixel((0, 0)), image.getpixel((1, 0))] == [(0, 0, 255), (255, 0, 0)]


@pytest.mark.parametrize("source", [b"", b"%PDF-1.7\n%%EOF", PAGES[:200], pdf([[]], password="x")])
def test_a_file_that_cannot_be_drawn_is_refused(source):
    with pytest.raises(InputError, match="page 1 cannot be drawn"):
        page_picture(source, 1)


@pytest.mark.parametrize("number", [0, 3, 10**9])
def test_a_page_that_is_not_there_is_refused(number):
    with pytest.raises(InputError, match=f"page {number} cannot be drawn"):
        page_picture(PAGES, number)


def test_what_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(picture, "SECONDS", 0.01)
    with pytest.raises(InputError, match="takes longer"):
        page_picture(PAGES, 1)
