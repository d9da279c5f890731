"""Pictures in Word: the SVG itself, words for those who do not see it, a caption that Word numbers, on one page."""

from __future__ import annotations

import io
import struct
import zlib
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Twips

from relsynth.reports.picture_docx import DOT, HIGHEST, put_picture
from relsynth.reports.report import Picture
from relsynth.reports.table_docx import UPRIGHT, document
from relsynth.reports.word import packed

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}"><desc>Vans &amp; "drivers" \x0b</desc></svg>'


def made(*svgs: str) -> bytes:
    word = document("T")
    for number, svg in enumerate(svgs, 1):
        put_picture(word, Picture(title="Where <vans> go", svg=svg, file=f"figures/{number}.svg"), number)
    return packed(word)


def test_the_picture_itself_is_in_the_package_with_its_words_and_caption() -> None:
    content = made(SVG.format(100, 50), "<svg/>")
    with ZipFile(io.BytesIO(content)) as package:
        assert package.read("word/media/picture1.svg").decode() == SVG.format(100, 50)
        assert b"image/svg+xml" in package.read("[Content_Types].xml")
    word = Document(io.BytesIO(content))
    told = [one.get("descr") for one in word.element.body.iter(qn("wp:docPr"))]
    assert told == ['Where <vans> go. Vans & "drivers"', "Where <vans> go"]
    captions = [one for one in word.paragraphs if one.style and one.style.name == "Caption"]
    assert [one.text for one in captions] == [f"Figure . Where <vans> go (figures/{n}.svg)" for n in (1, 2)]
    assert ["SEQ Figure" in one._p.xml for one in captions] == [True, True]
    held = word.element.body.findall(".//{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip")
    parts = [word.part.related_parts[one.get(qn("r:embed"))] for one in held]
    assert [str(part.partname) for part in parts] == ["/word/media/picture1.svg", "/word/media/picture2.svg"]


@pytest.mark.parametrize(("width", "height"), [(100, 50), (50, 100), (10, 4000), (4000, 10), (0, 0)])
def test_a_picture_keeps_its_shape_and_fits_a_page(width: int, height: int) -> None:
    (shape,) = Document(io.BytesIO(made(SVG.format(width, height)))).inline_shapes
    assert shape.width <= Twips(UPRIGHT.line)
    assert shape.height <= Twips(HIGHEST)
    if height == 2 * width or width == 2 * height:
        assert shape.width / (shape.height or 1) == pytest.approx(width / (height or 1), rel=0.01)


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert made(SVG.format(3, 4)) == made(SVG.format(3, 4))


def test_the_dot_is_a_whole_bitmap() -> None:
    at, kinds = 8, []
    while at < len(DOT):
        (length,) = struct.unpack(">I", DOT[at : at + 4])
        kinds.append(DOT[at + 4 : at + 8])
        (check,) = struct.unpack(">I", DOT[at + 8 + length : at + 12 + length])
        assert check == zlib.crc32(DOT[at + 4 : at + 8 + length])
        at += 12 + length
    assert kinds == [b"IHDR", b"IDAT", b"IEND"]
