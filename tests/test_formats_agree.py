"""The same paper in every format: the same words under the same labels."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import typeset
from relsynth import formats
from relsynth.documents import Document

CORPUS = Path(__file__).parent.parent / "corpus"
PAPERS = ("01-child-welfare-desks.xml", "03-school-meals-network.xml", "04-stroke-pathway-protocol.xml")
FORMATS: dict[str, tuple[str, Callable[[Document], bytes]]] = {
    "html": (".html", typeset.as_html),
    "epub": (".epub", typeset.as_epub),
    "docx": (".docx", typeset.as_docx),
    "tei": (".xml", typeset.as_tei),
    "pdf": (".pdf", partial(typeset.as_pdf, columns=1)),
    "pdf-two-columns": (".pdf", partial(typeset.as_pdf, columns=2)),
}


def _labelled(document: Document) -> list[tuple[str, str]]:
    return [(document.quote(p.start, p.end), document.sections[p.section].label) for p in document.paragraphs]


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("form", FORMATS)
def test_a_paper_reads_alike_in_every_format(name: str, form: str) -> None:
    original = formats.read((CORPUS / name).read_bytes(), path_name=name)
    suffix, typeset_as = FORMATS[form]
    source = typeset_as(original)
    read = formats.read(source, path_name=f"paper{suffix}")
    printed = {line.text for line in typeset.lines_of(original)} | {original.title}
    assert _labelled(read) == [(text, label) for text, label in _labelled(original) if text in printed]
    assert (read.title, read.completeness, read.language) == (original.title, "full_text", "en")
    assert formats.read(source, path_name=f"paper{suffix}") == read
