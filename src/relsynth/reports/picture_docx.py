"""Pictures in a Word document: SVG as it is, with words for those who do not see it, and a numbered caption below.

Word (2016 and later) draws the SVG, which stands beside a bitmap that older programs show instead. A true bitmap needs
a renderer, which not every machine has, and the same project has to give the same document on all of them; so this
one is a white dot, and the caption names the file of the picture.

Source: ECMA-376, part 1, 20.4 (DrawingML in documents); [MS-ODRAWXML] 2.3.3, ``svgBlip``.
"""

from __future__ import annotations

import re
from base64 import b64decode
from xml.sax.saxutils import quoteattr

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Twips

from relsynth.reports.report import Picture
from relsynth.reports.table_docx import UPRIGHT, clean, put_caption

HIGHEST = 12_700  # twentieths of a point: an upright page less its margins, heading and caption
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
DOT = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg==")
_SIDE = {side: re.compile(rf"<svg\b[^>]*\b{side}=\"([\d.]+)\"") for side in ("width", "height")}
_SHAPE = (3.0, 2.0)  # sides of a picture that tells none


def put_picture(word: Word, picture: Picture, number: int) -> None:
    """Append a picture as wide as the line, or as high as the page, with its caption below."""
    width, height = _size(picture.svg)
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    dot = _part(word, f"/word/media/picture{number}.png", "image/png", DOT)
    svg = _part(word, f"/word/media/picture{number}.svg", "image/svg+xml", picture.svg.encode())
    sides = f'cx="{width}" cy="{height}"'
    named = f'id="{number}" name="Figure {number}" descr={quoteattr(clean(picture.told))}'
    drawing = (
        f'<w:drawing {nsdecls("w", "wp", "a", "pic", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {sides}/><wp:docPr {named}/>"
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{dot}"><a:extLst><a:ext uri="{EXTENSION}">'
        f'<asvg:svgBlip xmlns:asvg="{SVG}" r:embed="{svg}"/></a:ext></a:extLst></a:blip>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {sides}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
    paragraph.add_run()._r.append(parse_xml(drawing))
    put_caption(word, "Figure", number, f"{picture.title} ({picture.file})")


def _part(word: Word, name: str, type_: str, content: bytes) -> str:
    """Add a part to the document's package; returns the id that it is spoken of by."""
    part = Part(PackURI(name), type_, content, word.part.package)
    return word.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)


def _size(svg: str) -> tuple[int, int]:
    """Sides on the page, in the units of DrawingML."""
    told = tuple(found for side in _SIDE.values() if (found := side.search(svg)))
    width, height = (float(told[0][1]), float(told[1][1])) if len(told) == len(_SIDE) else _SHAPE
    scale = min(UPRIGHT.line / (width or 1), HIGHEST / (height or 1))
    return Twips(int(width * scale)), Twips(int(height * scale))
