"""Core values to rows and back; each pair of functions stands together."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache
from sys import intern
from typing import Any, Literal

from relsynth.coding import Coder, Coding, Facets, Ground
from relsynth.documents import Document, Paragraph, Section, Span
from relsynth.records import FIELDS, Origin, Record

VERSION_COLUMNS = (
    "id, document, reader, text, text_digest, citations, spoken, "
    "title, authors, year, journal, doi, pmid, pmcid, language, completeness, read_at"
)
SECTION_COLUMNS = "version, position, heading, label, parent, reason, confidence"
PARAGRAPH_COLUMNS = 'version, position, start, "end", section, kind, page, row_head, column_head'
CODING_COLUMNS = (
    'run, version, start, "end", code, coder, codebook, facets, cue, cue_start, cue_end, score, at, '
    "reason, grounds, verdict, act, round"
)
UNGROUNDED_COLUMNS = (
    'id, current_version, start, "end", code, coder, kind, codebook, facets, cue, cue_start, cue_end, score, at, '
    "reason, verdict, round"
)
"""Of ``current_codings``, all that a coding has but its grounds, which are most of its bytes."""
RECORD_COLUMNS = f"id, {', '.join(FIELDS)}, extra"
MOST = (1 << 63) - 1  # the largest number that SQLite holds; nothing has a larger one
_LISTS = frozenset({"authors", "editors", "issn", "isbn", "url", "keywords"})


def compact(value: Any) -> str:
    """JSON as the store writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def version_row(document: Document, at: str) -> tuple[Any, ...]:
    """A document's reading in the order of ``VERSION_COLUMNS``."""
    return (
        document.version,
        document.id,
        document.reader,
        document.text,
        document.text_digest,
        compact(document.citations),
        compact(document.spoken),
        document.title,
        compact(document.authors),
        document.year,
        document.journal,
        document.doi,
        document.pmid,
        document.pmcid,
        document.language,
        document.completeness,
        at,
    )


def document_of(row: sqlite3.Row, sections: Iterable[sqlite3.Row], paragraphs: Iterable[sqlite3.Row]) -> Document:
    """A document from its row of ``versions`` joined with its ``documents`` row.

    Its digest is that of the text as it was read, so that it is the same version where a shared copy hides its words.
    """
    document = Document(
        id=row["document"],
        name=row["name"],
        format=row["format"],
        text=row["text"],
        paragraphs=tuple(_paragraph_of(p) for p in paragraphs),
        sections=tuple(_section_of(s) for s in sections),
        reader=row["reader"],
        citations=tuple(json.loads(row["citations"])),
        spoken=tuple((start, end) for start, end in json.loads(row["spoken"])),
        title=row["title"],
        authors=tuple(json.loads(row["authors"])),
        year=row["year"],
        journal=row["journal"],
        doi=row["doi"],
        pmid=row["pmid"],
        pmcid=row["pmcid"],
        language=row["language"],
        completeness=row["completeness"],
    )
    if row["text_digest"]:
        vars(document)["text_digest"] = row["text_digest"]
    return document


def section_rows(document: Document) -> Sequence[tuple[Any, ...]]:
    """The section tree, in order, in the order of ``SECTION_COLUMNS``."""
    return [
        (document.version, n, s.heading, s.label, s.parent, s.reason, s.confidence)
        for n, s in enumerate(document.sections)
    ]


def _section_of(row: sqlite3.Row) -> Section:
    return Section(
        heading=row["heading"],
        label=row["label"],
        parent=row["parent"],
        reason=row["reason"],
        confidence=row["confidence"],
    )


def paragraph_rows(document: Document) -> Sequence[tuple[Any, ...]]:
    """The paragraphs, in order, in the order of ``PARAGRAPH_COLUMNS``."""
    return [
        (document.version, n, p.start, p.end, p.section, p.kind, p.page, p.row_head, p.column_head)
        for n, p in enumerate(document.paragraphs)
    ]


def _paragraph_of(row: sqlite3.Row) -> Paragraph:
    return Paragraph(
        start=row["start"],
        end=row["end"],
        section=row["section"],
        kind=row["kind"],
        page=row["page"],
        row_head=row["row_head"],
        column_head=row["column_head"],
    )


def add_codings(
    connection: sqlite3.Connection,
    codings: Iterable[Coding],
    *,
    run: int | None,
    codebook: str,
    at: str,
    act: int | None = None,
) -> None:
    """Append codings of a machine's run, or of a person's act."""
    marks = ", ".join("?" for _ in CODING_COLUMNS.split(","))
    connection.executemany(
        f"INSERT INTO codings ({CODING_COLUMNS}) VALUES ({marks})",
        (coding_row(coding, run=run, act=act, codebook=codebook, at=at) for coding in codings),
    )


def coding_row(coding: Coding, *, run: int | None, codebook: str, at: str, act: int | None = None) -> tuple[Any, ...]:
    """A coding in the order of ``CODING_COLUMNS``."""
    return (
        run,
        coding.span.version,
        coding.span.start,
        coding.span.end,
        coding.code,
        coding.coder.name,
        codebook,
        compact(dict(coding.facets)),
        coding.cue,
        coding.cue_start,
        coding.cue_end,
        coding.score,
        at,
        coding.reason,
        compact([(g.facet, g.value, g.cue, g.start, g.end) for g in coding.grounds]),
        coding.verdict,
        act,
        coding.round,
    )


def coding_of(row: sqlite3.Row, settles: tuple[int, ...] = (), *, grounds: bool = True) -> Coding:
    """A coding from a row of ``current_codings``: where it stands in the current version, and what it settles.

    Without ``grounds`` its grounds are left unread.
    """
    return Coding(
        span=Span(version=row["current_version"], start=row["start"], end=row["end"]),
        code=row["code"],
        coder=_coder(row["coder"], row["kind"]),
        facets=_facets(row["facets"]),
        cue=row["cue"],
        cue_start=row["cue_start"],
        cue_end=row["cue_end"],
        score=row["score"],
        reason=row["reason"],
        grounds=tuple(_ground(*ground) for ground in json.loads(row["grounds"])) if grounds else (),
        verdict=row["verdict"],
        number=row["id"],
        at=row["at"],
        codebook=row["codebook"],
        round=row["round"],
        settles=settles,
    )


@lru_cache(maxsize=256)
def _coder(name: str, kind: Literal["person", "machine"]) -> Coder:
    return Coder(name=name, kind=kind)


@lru_cache(maxsize=1 << 14)  # many codings of one review say the same: one value for all of them
def _facets(text: str) -> Facets:
    return tuple((intern(name), tuple(map(intern, values))) for name, values in sorted(json.loads(text).items()))


def _ground(facet: str, value: str, cue: str, start: int | None, end: int | None) -> Ground:
    return Ground(facet=facet, value=value, cue=cue, start=start, end=end)


def record_row(identity: str, record: Record) -> tuple[Any, ...]:
    """A record in the order of ``RECORD_COLUMNS``."""
    said = (getattr(record, name) for name in FIELDS)
    return (identity, *(compact(v) if isinstance(v, tuple) else v for v in said), compact(record.extra))


def record_of(row: sqlite3.Row, origin: Origin) -> Record:
    """A record from its row, standing where it was first read."""
    said: dict[str, Any] = {name: tuple(json.loads(row[name])) if name in _LISTS else row[name] for name in FIELDS}
    extra = tuple((tag, value) for tag, value in json.loads(row["extra"]))
    return Record(origin=origin, extra=extra, **said)
