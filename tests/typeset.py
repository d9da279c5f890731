"""One paper, set in every format that is read: what the readers should agree on.

The paper is a ``Document`` of ours; each function returns the bytes of a real file of its
format that holds the same headings and paragraphs.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer

from relsynth.documents import Document, Section

GAP = 18  # points between columns
MARGIN = 54


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A heading (depth from 1) or a paragraph (depth 0) of the paper, in order."""

    text: str
    depth: int = 0
    kind: str = "text"


UNHEADED = {"abstract": "Abstract", "keywords": "Keywords"}
"""What journals print above what JATS marks without a heading."""


def lines_of(document: Document) -> Iterator[Line]:
    """Headings and paragraphs of a document; its title, and notes without any heading, left out."""
    opened: list[int] = []
    for paragraph in document.paragraphs:
        section = document.sections[paragraph.section]
        path = _path(document, paragraph.section)
        if section.label == "title" or not _heading(document.sections[path[0]]):
            continue
        for depth, index in enumerate(path, 1):
            heading = _heading(document.sections[index])
            if index not in opened and heading:
                yield Line(text=heading, depth=depth)
        opened = path
        yield Line(text=document.quote(paragraph.start, paragraph.end), kind=paragraph.kind)


def _heading(section: Section) -> str:
    return section.heading or UNHEADED.get(section.label, "")


def _path(document: Document, section: int) -> list[int]:
    path: list[int] = []
    at: int | None = section
    while at is not None:
        path.append(at)
        at = document.sections[at].parent
    return path[::-1]


def as_html(document: Document) -> bytes:
    """A publisher's page, with what pages have around an article."""
    body = "\n".join(_html(line) for line in lines_of(document))
    authors = "".join(f'<meta name="citation_author" content="{escape(name)}">' for name in document.authors)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(document.title or "")} | A journal</title>
<meta name="citation_title" content="{escape(document.title or "")}">{authors}
<meta name="citation_publication_date" content="{document.year}/05/01">
<meta name="citation_journal_title" content="{escape(document.journal or "")}">
<meta name="citation_doi" content="{document.doi}"></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/issues">All issues</a></li></ul></nav></header>
<div class="cookie-banner"><p>We use cookies to make this site work. <button>Accept all cookies</button></p></div>
<main><article><h1>{escape(document.title or "")}</h1>
{body}
<h2>References</h2><ol><li>Nobody N. An invented work that is cited. 2010.</li></ol></article>
<aside><h2>Related articles</h2><ul><li><a href="/2">Another paper altogether</a></li></ul></aside></main>
<footer><p>Copyright of nobody. All rights reserved. <a href="/privacy">Privacy policy</a></p></footer></body></html>
""".encode()


def _html(line: Line) -> str:
    if line.depth:
        return f"<h{line.depth + 1}>{escape(line.text)}</h{line.depth + 1}>"
    if line.kind == "list_item":
        return f"<ul><li>{escape(line.text)}</li></ul>"
    if line.kind == "quote":
        return f"<blockquote><p>{escape(line.text)}</p></blockquote>"
    return f"<p>{escape(line.text)}</p>"


def as_epub(document: Document) -> bytes:
    """An e-book of one chapter."""
    chapter = (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head>'
        f"<body><h1>{escape(document.title or '')}</h1>{''.join(map(_html, lines_of(document)))}</body></html>"
    )
    creators = "".join(f"<dc:creator>{escape(name)}</dc:creator>" for name in document.authors)
    package = f"""<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(document.title or "")}</dc:title>{creators}
<dc:date>{document.year}</dc:date><dc:identifier id="i">doi:{document.doi}</dc:identifier><dc:language>en</dc:language>
</metadata><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="c"/></spine></package>"""
    container = (
        '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
        '<rootfiles><rootfile full-path="OPS/p.opf" media-type="application/oebps-package+xml"/></rootfiles>'
        "</container>"
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("OPS/p.opf", package)
        archive.writestr("OPS/c.xhtml", chapter)
    return written.getvalue()


def as_docx(document: Document) -> bytes:
    """A manuscript in Word, with heading styles."""
    made = docx.Document()
    made.core_properties.author = "; ".join(document.authors)
    made.add_heading(document.title or "", level=0)
    for line in lines_of(document):
        if line.depth:
            made.add_heading(line.text, level=line.depth)
        elif line.kind in ("list_item", "quote"):
            made.add_paragraph(line.text, style="List Bullet" if line.kind == "list_item" else "Quote")
        else:
            made.add_paragraph(line.text)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def as_tei(document: Document) -> bytes:
    """What GROBID answers of it: abstract in the header, numbered heads, no nesting."""
    lines = list(lines_of(document))
    split = next((n for n, line in enumerate(lines) if line.depth == 1 and line.text.lower() != "abstract"), 0)
    abstract = "".join(f"<p>{escape(line.text)}</p>" for line in lines[:split] if not line.depth)
    names = "".join(_tei_author(name) for name in document.authors)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
<title level="a" type="main">{escape(document.title or "")}</title></titleStmt><publicationStmt>
<date type="published" when="{document.year}-05-01"/></publicationStmt><sourceDesc><biblStruct><analytic>{names}
<idno type="DOI">{document.doi}</idno></analytic><monogr><title level="j">{escape(document.journal or "")}</title>
</monogr></biblStruct></sourceDesc></fileDesc><profileDesc><abstract><div>{abstract}</div></abstract></profileDesc>
</teiHeader><text xml:lang="en"><body>{"".join(_tei(lines[split:]))}</body></text></TEI>
""".encode()


def _tei_author(name: str) -> str:
    family, _, given = name.partition(", ")
    return (
        f"<author><persName><forename>{escape(given)}</forename><surname>{escape(family)}</surname></persName></author>"
    )


def _tei(lines: list[Line]) -> Iterator[str]:
    numbers: list[int] = []
    yield "<div>"
    for line in lines:
        if line.depth:
            numbers = [*numbers, *[0] * line.depth][: line.depth]
            numbers[-1] += 1
            number = ".".join(map(str, numbers))
            yield f'</div><div><head n="{number}">{escape(line.text)}</head>'
        else:
            yield f"<p>{escape(line.text)}</p>"
    yield "</div>"


def as_pdf(document: Document, *, columns: int) -> bytes:
    """A journal's pages, with running heads, page numbers and, from the second page on, ``columns`` columns."""
    written = io.BytesIO()
    width, height = A4
    wide = (width - 2 * MARGIN - GAP * (columns - 1)) / columns
    frames = [Frame(MARGIN + n * (wide + GAP), MARGIN, wide, height - 2 * MARGIN, 0, 0, 0, 0) for n in range(columns)]

    def furniture(canvas, _):  # type: ignore[no-untyped-def]
        canvas.setFont("Helvetica", 8)
        canvas.drawString(MARGIN, height - 36, f"Journal of Examples {document.year}, 3:14")
        canvas.drawRightString(width - MARGIN, 30, f"Page {canvas.getPageNumber()} of 9")

    template = BaseDocTemplate(written, pagesize=A4, title=document.title, author="; ".join(document.authors))
    template.addPageTemplates([PageTemplate(id="all", frames=frames, onPage=furniture)])
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12, firstLineIndent=0, spaceAfter=6)
    heads = {
        depth: ParagraphStyle(f"h{depth}", fontName="Helvetica-Bold", fontSize=size, leading=size + 3, spaceBefore=8)
        for depth, size in ((0, 17), (1, 13), (2, 11), (3, 10))
    }
    story = [Paragraph(escape(document.title or ""), heads[0]), Spacer(1, 12)]
    for line in lines_of(document):
        style = heads[min(line.depth, 3)] if line.depth else body
        story.append(Paragraph(escape(line.text), style))
    story += [Paragraph("References", heads[1]), Paragraph("1. Nobody N. An invented work. J Ex. 2010;3:1-9.", body)]
    template.build(story)
    return written.getvalue()
