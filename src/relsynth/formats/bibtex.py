"""BibTeX and BibLaTeX: search exports in both are read, and records written.

Fields are in ``bibtex_fields``, names in ``bibtex_names``, the cutting of a file in
``bibtex_blocks``, writing in ``bibtex_writing``, LaTeX in ``latex``. A reference to another
entry (``crossref``, ``xdata``) gives a record that entry's fields, wherever in the file it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from relsynth.formats.bibtex_blocks import Entry, Fields, entries
from relsynth.formats.bibtex_fields import record
from relsynth.formats.bibtex_tables import TYPES
from relsynth.formats.bibtex_writing import write_records
from relsynth.formats.decoding import decode, decode_head
from relsynth.records import Origin, Record, Unread

__all__ = ["name", "read_records", "recognises", "suffixes", "write_records", "written_suffixes"]

name = "bibtex"
suffixes = (".bib", ".bibtex", ".biblatex", ".bibtxt")
written_suffixes = (".bib",)
"""What a file that is written here may be called; ``suffixes`` are those of files to read."""

_ASIDE = "no entry: a comment, a macro or other text beside entries"
_NO_FIELD = "an entry without a field that can be told"
_HEAD = re.compile(
    r"(?:^|[\s})])@\s*(?:(string|preamble|comment)\s*[{(]|([A-Za-z][\w.+-]*)\s*[{(]\s*([^={}\"\n]{0,300},)?\s*([\w.+:-]+\s*=)?)",
    re.IGNORECASE | re.MULTILINE,
)
_OTHERS = re.compile(r"^(?:TY  ?-|PMID ?-|FN |PT [A-Z]\b|%0 |<\?xml|<[a-z])", re.MULTILINE)
_REFERENCE = re.compile(r"(?:crossref|xdata)\s*=\s*[{\"]([^{}\"]*)", re.IGNORECASE)
_REFERRING = frozenset(form for word in ("crossref", "xdata") for form in (word, word.title(), word.upper()))
_OF_ONE_ENTRY = """
    abstract annotation annote author crossref doi entryset eprint execute file gender ids keywords keyword label
    options pages page pmid pmcid presort related relatedoptions relatedstring relatedtype shorttitle shorthand
    sortkey subtitle title titleaddon url urldate xdata xref note key
"""
_NOT_INHERITED = frozenset(_OF_ONE_ENTRY.split())
_IN_A_BOOK = frozenset(
    {"inbook", "incollection", "inproceedings", "conference", "bookinbook", "suppbook", "inreference"}
)
MOST_REFERENCES = 50
"""Entries from which one inherits, at most: references may go round in a circle, or fan out."""


def recognises(head: bytes, suffix: str) -> bool:
    """Whether a file holds BibTeX: an entry with a key or a field, of whatever type, or one of a known type."""
    text = decode_head(head)
    found = _HEAD.search(text)
    while found and not _is_entry(found, suffix):
        found = _HEAD.search(text, found.end())
    return (
        found is not None
        and not text.lstrip().startswith(("<", "[", "{"))
        and not _OTHERS.search(text, 0, found.start())
    )


def _is_entry(found: re.Match[str], suffix: str) -> bool:
    if found[1] or found[4]:
        return bool(found[1] or found[3] or suffix in suffixes or found[2].lower() in TYPES)
    return found[2].lower() in TYPES or (bool(found[3]) and suffix in suffixes)


def read_records(source: bytes) -> Iterator[Record | Unread]:
    """Read an export: an entry is a record, all else asides; an entry without fields or key is unread."""
    text = decode(source)
    parents: Mapping[str, Entry] | None = None
    behind, lines = 0, _Lines(text)
    for entry in entries(text):
        yield from _aside(text, behind, entry.start, lines)
        origin = Origin(first=lines.at(entry.start), last=lines.at(entry.end))
        behind = entry.end
        references = _references(entry)
        if references and parents is None:
            parents = _parents(text)
        if entry.fields or (entry.key and entry.type.lower() in TYPES):
            yield record(entry, origin, _inherited(entry, references, parents) if references and parents else ())
        else:
            yield Unread(origin=origin, text=text[entry.start : entry.end], reason=_NO_FIELD)
    yield from _aside(text, behind, len(text), lines)


class _Lines:
    """Number of the line of a place; places are asked in order."""

    __slots__ = ("line", "place", "text")

    def __init__(self, text: str) -> None:
        self.text, self.place, self.line = text, 0, 1

    def at(self, place: int) -> int:
        """Line of a place that is not before the one asked last."""
        self.line += self.text.count("\n", self.place, place)
        self.place = place
        return self.line


def _aside(text: str, start: int, end: int, lines: _Lines) -> Iterator[Unread]:
    """What stands between two entries, unless it is white space."""
    between = text[start:end]
    if said := between.strip():
        first = start + between.index(said[0])
        origin = Origin(first=lines.at(first), last=lines.at(first + len(said)))
        yield Unread(origin=origin, text=said, reason=_ASIDE, kind="aside")


def _parents(text: str) -> Mapping[str, Entry]:
    """The entries to which others refer, by key."""
    wanted = {key.strip() for found in _REFERENCE.finditer(text) for key in found[1].split(",")}
    return {entry.key: entry for entry in entries(text) if entry.key in wanted}


def _references(entry: Entry) -> list[tuple[str, str]]:
    """How an entry refers to others, and their keys."""
    named = [(name.lower(), value) for name, value in entry.fields if name in _REFERRING]
    return [(name, key.strip()) for name, value in named for key in value.split(",")]


def _inherited(entry: Entry, references: list[tuple[str, str]], parents: Mapping[str, Entry]) -> Fields:
    """Fields that an entry has of those it refers to, and does not say itself; the nearest come first."""
    own, seen = {name.lower() for name, _ in entry.fields}, {entry.key}
    found: dict[str, tuple[str, str]] = {}
    followed = list(references)
    for reference, key in followed:
        parent = parents.get(key)
        if parent is None or key in seen or len(seen) > MOST_REFERENCES:
            continue
        seen.add(key)
        for name, value in parent.fields:
            taken = name if reference == "xdata" else _as_inherited(name.lower(), entry.type.lower())
            if taken and taken.lower() not in own:
                found.setdefault(taken.lower(), (taken, value))
        followed += [
            ("crossref" if reference == "crossref" else further, each) for further, each in _references(parent)
        ]
    return tuple(found.values())


def _as_inherited(name: str, entry_type: str) -> str | None:
    """Name under which a field is inherited by ``crossref``: a book's title is its chapter's ``booktitle``."""
    if name == "title" and entry_type in _IN_A_BOOK:
        return "booktitle"
    return None if name in _NOT_INHERITED else name
