"""Quotes that people gave for what they said, as they stood then, and where they stand now."""

from __future__ import annotations

from dataclasses import dataclass

from relsynth.anchoring import fold, reanchor
from relsynth.documents import Document, Span
from relsynth.project import Project
from relsynth.synthesis.corpus import section_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words of a paper as they stood when they were given; ``section`` is where they stand now, None where they do not.

    ``start`` and ``end`` are that place in the paper as it is read now, in code points.
    What is not found for certain in a new reading is shown as it was, and moved nowhere.
    """

    text: str
    paper: str
    section: str | None
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        return f'"{self.text}" [{self.section or "not in the paper as it is read now"}]'


def quote_shown(project: Project, document: Document, quote: Span) -> Quoted:
    """A quote as it stood when it was given, and where it stands in the paper as it is read now."""
    if quote.version == document.version:
        now: tuple[int, int] | None = (quote.start, quote.end)
        then = document
    else:
        then = project.store.papers.version(quote.version)
        now = reanchor(fold(then.text), quote.start, quote.end, fold(document.text)).span
    section = document.sections[section_of(document, now[0])].label if now else None
    start, end = now or (None, None)
    text = then.quote(quote.start, quote.end)
    return Quoted(text=text, paper=document.name, section=section, start=start, end=end)
