"""PDFs made in tests, sign by sign: every sentence in them is invented.

reportlab draws what it is told in the order in which it is told, as printers' programs do, so
that a test decides what a page looks like and in which order its parts come.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from relsynth.formats.pdf.lines import Line

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT = 54.0, 312.0
"""Left edges of two columns 230 points wide."""

SENTENCES = (
    "Partners met each month in a room above the clinic. Staff wrote down what families said and read it out.",
    "Trust grew slowly between the two teams. Nobody had asked the drivers, who knew every road in the district.",
    "The board moved its meetings to the evening. More women came, and more of them spoke about the waiting lists.",
    "Money for travel ended in the second spring. Those who lived far away stopped coming before anyone noticed it.",
    "A shared calendar helped more than any contract. It showed who was on leave and who would answer the telephone.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words drawn at a place in a type."""

    text: str
    x: float = LEFT
    y: float
    font: str = "Times-Roman"
    size: float = 10


def pdf(pages: Iterable[Iterable[Words]], *, title: str = "", password: str | None = None) -> bytes:
    """A PDF of some pages, each drawn in order."""
    file = io.BytesIO()
    encrypt = None if password is None else StandardEncryption(password)
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), encrypt=encrypt, invariant=1)
    canvas.setTitle(title)
    for page in pages:
        for words in page:
            canvas.setFont(words.font, words.size)
            canvas.drawString(words.x, words.y, words.text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def pdf_of_pictures(count: int = 2) -> bytes:
    """A scan: pages that are pictures and nothing else."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1)
    for _ in range(count):
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 128)), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def column(
    paragraphs: Sequence[str], *, x: float = LEFT, top: float = 760, width: float = 230, size: float = 10
) -> list[Words]:
    """Paragraphs down a column, the first line of each set in but the first's."""
    drawn = []
    y = top
    for number, paragraph in enumerate(paragraphs):
        for place, text in enumerate(simpleSplit(paragraph, "Times-Roman", size, width - 10)):
            set_in = 10 if number and place == 0 else 0
            drawn.append(Words(text=text, x=x + set_in, y=y, size=size))
            y -= 1.2 * size
    return drawn


def line(text: str, **facts: object) -> Line:
    """A line of the running text, where a test does not say otherwise."""
    usual: dict[str, object] = {
        "page": 1,
        "left": LEFT,
        "right": LEFT + 5.0 * len(text),
        "base": 700.0,
        "size": 10.0,
        "font": "Times-Roman",
    }
    return Line(text=text, **(usual | facts))  # type: ignore[arg-type]


def lines(*texts: str, top: float = 700.0, step: float = 12.0, **facts: object) -> tuple[Line, ...]:
    """Lines down a column, full but the last."""
    return tuple(line(text, base=top - step * place, **facts) for place, text in enumerate(texts))
