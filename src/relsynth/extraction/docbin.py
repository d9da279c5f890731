"""Codings as spaCy reads them: a DocBin with a Doc for each paper, and its codings as a group of spans.

``doc.spans["codings"]`` has a span for each coding, its label the code's id. spaCy's spans are made of whole tokens, so
a span reaches over every token that the coding touches; where exactly it stands, and all else that is said of it, is
in ``doc.user_data["codings"]``, in the same order. The Doc's text is the paper's, so offsets are code points of both.

Source: spaCy 3, DocBin and SpanGroup (https://spacy.io/api/docbin, https://spacy.io/api/spangroup).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from relsynth.coding import Coding
from relsynth.documents import Document

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

GROUP = "codings"
"""Name of the group of spans, and of what is said of them in ``user_data``."""


def to_docbin(papers: Iterable[tuple[Document, Sequence[Coding]]]) -> bytes:
    """Return a .spacy file, for papers each with its codings.

    A paper is cut into tokens by the rules of English, without a model; ``doc.user_data["document"]`` says which it is.
    """
    from spacy.tokens import DocBin, SpanGroup  # noqa: PLC0415 (takes a second)

    tokenizer = _tokenizer()
    packed = DocBin(store_user_data=True)
    for document, codings in papers:
        doc = tokenizer(document.text)
        doc.spans[GROUP] = SpanGroup(doc, name=GROUP, spans=[_span(doc, one) for one in codings])
        doc.user_data[GROUP] = [_said(one) for one in codings]
        doc.user_data["document"] = _document(document)
        packed.add(doc)
    content: bytes = packed.to_bytes()
    return content


@lru_cache(maxsize=1)
def _tokenizer() -> Callable[[str], Doc]:
    import spacy  # noqa: PLC0415

    return spacy.blank("en").tokenizer


def _span(doc: Doc, coding: Coding) -> Span:
    found = doc.char_span(coding.span.start, coding.span.end, label=coding.code, alignment_mode="expand")
    if found is None:
        raise ValueError(f"{coding.span} is no place in its paper")
    return found


def _said(coding: Coding) -> dict[str, Any]:
    return {
        "start": coding.span.start,
        "end": coding.span.end,
        "code": coding.code,
        "coder": coding.coder.name,
        "kind": coding.coder.kind,
        "facets": {name: list(values) for name, values in coding.facets},
        "evidence": coding.is_evidence,
        "number": coding.number,
        "at": coding.at,
        "reason": coding.reason,
        "score": coding.score,
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "name": document.name,
        "version": document.version,
        "title": document.title,
        "doi": document.doi,
        "year": document.year,
    }
