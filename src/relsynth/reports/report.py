"""A report as a value: parts with headings, paragraphs, tables and pictures; and as Markdown.

``report_docx`` and ``report_html`` write the same value as a Word document and as a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten
from xml.sax.saxutils import unescape

from relsynth.reports.tables import Table, to_markdown

LONGEST_TOLD = 500  # characters of what is said instead of a picture
_DESCRIBED = re.compile(r"<desc\b[^>]*>([^<]*)</desc>")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture (SVG), what it shows in words, and the file that it stands in beside the report."""

    title: str
    svg: str
    file: str

    @property
    def told(self) -> str:
        """Its title and what it says of itself, cut at ``LONGEST_TOLD``: for those who do not see it."""
        said = _DESCRIBED.search(self.svg)
        words = f"{self.title}. {unescape(said[1])}" if said and said[1].strip() else self.title
        return shorten(words, LONGEST_TOLD, placeholder=" …")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A file of the report, by its path from the report's own folder, and what it is."""

    file: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a report: all that stands under one heading."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A title, the day that is printed under it (ISO 8601), and parts."""

    title: str
    day: str | None
    parts: tuple[Part, ...]


def to_text(report: Report) -> str:
    """The report as Markdown; tables are numbered in their order, pictures named by their files."""
    return "\n".join(_lines(report)).rstrip("\n") + "\n"


def numbered(report: Report) -> Iterator[tuple[Part, tuple[tuple[int, Table], ...]]]:
    """Each part with its tables, each with its number in the whole report, from 1."""
    before = 0
    for part in report.parts:
        yield part, tuple(enumerate(part.tables, before + 1))
        before += len(part.tables)


def _lines(report: Report) -> Iterator[str]:
    yield from (f"# {_md(report.title)}", "")
    if report.day:
        yield from (report.day, "")
    for part, tables in numbered(report):
        yield from (f"## {_md(part.heading)}", "")
        for paragraph in part.paragraphs:
            yield from (_md(paragraph), "")
        for number, table in tables:
            title, rest = to_markdown(table).split("\n", 1)
            yield from (f"### Table {number}. {_md(title.removeprefix('## '))}", rest)
        for picture in part.pictures:
            yield from (f"![{_md(picture.title)}]({picture.file})", "")
        if part.links:
            yield from (*(f"- [{_md(link.text)}]({link.file})" for link in part.links), "")


def _md(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split()).replace("&", "&amp;"))
